"""Whole stories in virtual time, with the exact instants at which people are written to."""
