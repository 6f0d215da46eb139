"""Imports the bot once, then forks a running one for every line: the path of its settings.

Starting a process anew costs seconds, nearly all of it imports; a test that kills the bot at
every step of a survey cannot wait for them each time. Prints the id of each process.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot import app, config


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(app.run(config.load(Path(line.strip()))))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


main()
