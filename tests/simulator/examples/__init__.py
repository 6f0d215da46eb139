"""Bots as two libraries show them; only where they connect to is ours. See README.md."""
