"""The rules, pure: values in, values out. The listing of this package is the glossary."""
