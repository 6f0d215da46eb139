"""Runs XLSForms: converts them, compiles them, walks through them. No I/O but one subprocess."""
