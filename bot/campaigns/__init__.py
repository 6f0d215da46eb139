"""The campaigns that ship, as tables of their workbook's sheets; the days are the office's."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

__all__ = ["SHIPPED", "read"]

SHIPPED = ("kinerja", "jp", "perkenalan", "elearning")


def read(name: str) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The rows of a campaign that ships, by the keys of their columns, for each of its tables:
    `campaign` with one row, `steps`, `objections`, `arms`."""
    found = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
    return {**found, "campaign": [found["campaign"]]}
