"""Torang: a Telegram bot that lets citizens rate public services and closes the loop."""
