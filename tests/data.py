"""Where outside data lies: beside the repository, never in it."""

import os
from pathlib import Path

import pytest

__all__ = ["outside_data"]

_BESIDE = Path(__file__).parents[2] / "shared" / "data"


def outside_data(name: str) -> Path:
    """The path of outside data; the test is skipped where it is absent."""
    path = Path(os.environ.get("TORANG_TEST_DATA", _BESIDE)) / name
    if not path.exists():
        pytest.skip(f"outside data is absent: {path}")
    return path
