"""`torang doctor`: looks at all that the bot stands on, changes nothing, and says what to do."""
