"""How long a campaign of 500 people over 60 days takes to be rehearsed: the whole command.

.venv/bin/python -m benchmarks.rehearsal
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

from bot.campaigns import SHIPPED

RUNS = 3


def main() -> None:
    """Print a line for each campaign that ships."""
    print("| campaign | each run | CPU |\n|---|--:|--:|")
    for name in SHIPPED:
        before = _cpu()
        seconds = [_seconds(name) for _ in range(RUNS)]
        each = " · ".join(f"{one:.1f} s" for one in seconds)
        print(f"| {name} | {each} | {(_cpu() - before) / RUNS:.1f} s |")


def _seconds(name: str) -> float:
    command = [sys.executable, "-m", "bot", "rehearse", name]
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        here = os.environ | {"PYTHONPATH": os.getcwd()}
        subprocess.run(command, cwd=folder, env=here, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def _cpu() -> float:
    """Of all that was run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
