"""How much room is left where the bot keeps its files."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config

__all__ = ["Room", "nearest", "room"]


@dataclass(frozen=True, slots=True)
class Room:
    """A folder, and the bytes that are left for it."""

    folder: Path
    free: int


def room(config: Config) -> Room:
    """The folder with the least: that of the database's file, or that of the key.

    The disk of a PostgreSQL server is not seen from here.
    """
    files = filter(None, (config.database.file, config.keys.file))
    return min((_room(file.parent) for file in files), key=lambda found: found.free)


def nearest(folder: Path) -> Path:
    """The folder itself, or the one above it in which it would be made."""
    return next(path for path in (folder, *folder.parents) if os.path.exists(path))


def _room(folder: Path) -> Room:
    return Room(folder, shutil.disk_usage(nearest(folder)).free)
