"""Measurements: how fast the bot answers, beside bare bots that answer the same."""
