"""A local Telegram and one bot on it, each a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.contenders import Contender

__all__ = ["Stage", "bot", "running", "simulator"]

START_SECONDS = 60
END_SECONDS = 10
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the bots that are compared, and where its Telegram answers."""

    name: str
    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """What the bot's process has used, all its threads, in its own code and in the kernel."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def halt(self) -> None:
        """Stop the bot where it stands, so that a queue can form."""
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)


@contextmanager
def running(contender: Contender, folder: Path) -> Iterator[Stage]:
    """The stage, once the bot polls; both processes end with it."""
    with (
        simulator(folder) as address,
        bot(address, contender.command(address)) as pid,
    ):
        yield Stage(contender.name, address, pid)


@contextmanager
def bot(address: str, command: Sequence[str]) -> Iterator[int]:
    """A process of this module and arguments, which polls that Telegram; its number."""
    with _process(*command) as process:
        _wait(process, lambda: _polled(address) is True)
        yield process.pid


@contextmanager
def simulator(folder: Path, *, flood_limits: bool = False) -> Iterator[str]:
    """The address of a local Telegram, in a process of its own."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    limits = () if flood_limits else ("--no-flood-limits",)
    options = (*limits, "--port", str(port))
    state = ("--state", str(folder / f"telegram-{port}"))
    with _process("bot", "simulator", *options, *state) as telegram:
        _wait(telegram, lambda: _polled(address) is not None)
        yield address


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _process(*module: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not reached():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"It does not start: {process.args!r}")
        time.sleep(0.1)


def _polled(address: str) -> bool | None:
    """Whether a bot asks for updates there; None while no Telegram answers."""
    with suppress(OSError), urlopen(f"{address}/sim/health", timeout=2) as answer:
        return bool(json.load(answer)["bot"])
    return None
