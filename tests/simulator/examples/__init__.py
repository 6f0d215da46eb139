"""Bots as the documents of two libraries show them; only where they connect to is ours."""
