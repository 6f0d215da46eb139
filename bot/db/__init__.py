"""The only package that speaks SQL: the tables, and one module per concept."""
