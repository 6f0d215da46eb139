"""A local Telegram: its Bot API and its people, for demonstrations and tests, knowing no bot."""
