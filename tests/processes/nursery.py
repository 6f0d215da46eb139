"""Bots in processes of their own: imported once, then forked for every line.

A line is the path of the settings of one bot. Starting a process anew costs seconds, nearly all
of it imports; a test that kills the bot at every step cannot wait for them each time. Run as a
module it reads the lines and prints the id of each process.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import app
from bot import config as settings
from bot.simulator.core import TOKEN

__all__ = ["nursery", "write_config"]


def write_config(folder: Path, address: str, url: str, more: str = "") -> Path:
    """Settings for a bot on the Telegram at this address, with this database."""
    settings.write_key(folder / "torang.key")
    (folder / "token").touch(0o600)
    (folder / "token").write_text(TOKEN)
    config = folder / "config.toml"
    config.write_text(
        f'[database]\nurl = "{url}"\n[keys]\nfile = "torang.key"\n[log]\nlevel = "error"\n'
        f'[telegram]\ntoken_file = "token"\napi_base = "{address}"\nsimulator = true\n{more}'
    )
    return config


@contextmanager
def nursery() -> Iterator[Callable[[Path], int]]:
    """Start a bot with these settings; the id of its process, which is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        reads, writes = process.stdout, process.stdin

        def born(config: Path) -> int:
            writes.write(f"{config}\n")
            writes.flush()
            return int(reads.readline())

        try:
            yield born
        finally:
            # All that were born and live; by their own ids others might be hit by now.
            os.killpg(process.pid, signal.SIGKILL)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(app.run(settings.load(Path(line.strip()))))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
