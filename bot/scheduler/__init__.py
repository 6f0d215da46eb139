"""What time brings: a few interval ticks that remember nothing; the future is rows."""
