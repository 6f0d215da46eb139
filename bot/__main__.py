"""`python -m bot` is `torang`."""

from bot.cli import main

main()
