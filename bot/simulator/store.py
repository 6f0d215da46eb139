"""What is remembered: tables of JSON values in memory, and a journal that outlives kill -9.

One line of the journal holds all that one call changed, `[[table, key, value], …]`, where a
null takes the key away. It is written before the call is answered; so a line that was torn by a
crash belongs to a call nobody heard an answer to, and is dropped.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from bot.simulator.params import dumps

__all__ = ["StateUnreadable", "StateUnwritable", "Store"]

# Names that stand in JSON as they are; nearly all do.
PLAIN = re.compile(r"[a-zA-Z0-9_ :/.-]*")
JOURNAL = "journal.jsonl"
FILES = "files"


class StateUnwritable(Exception):
    """The state's folder cannot be written, or another process is using it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class StateUnreadable(Exception):
    """A line of the journal, other than a torn last one, is not what this program writes."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path}: line {line}")
        self.path = path
        self.line = line


class Store:
    """Tables of JSON values kept as bytes, because many messages must fit; and uploaded files."""

    def __init__(self, folder: Path | None = None, *, fresh: bool = False) -> None:
        self._tables: dict[str, dict[str, bytes]] = {}
        self._files: dict[str, bytes] = {}
        self._changes: list[bytes] = []
        self._folder = folder
        self._journal: BinaryIO | None = None
        self._lock: BinaryIO | None = None
        if folder is not None:
            try:
                self._open(folder, fresh)
            except OSError as error:
                raise StateUnwritable(folder, error.strerror or str(error)) from error

    def get(self, table: str, key: object) -> Any:
        """The value, the reader's own copy; None where there is none."""
        raw = self._tables.get(table, {}).get(str(key))
        return None if raw is None else json.loads(raw)

    def first(self, table: str, count: int | None = None) -> list[Any]:
        """The values of a table, oldest first."""
        return [json.loads(raw) for raw in islice(self._tables.get(table, {}).values(), count)]

    def each(self, table: str, *, after: object = 0, containing: str = "") -> Iterator[Any]:
        """The values after a key that is there, one by one, oldest first.

        With case-folded `containing` only those with it anywhere in their JSON: few need be read.
        """
        entries = iter(self._tables.get(table, {}).items())
        found = not after or any(key == str(after) for key, _ in entries)
        wanted = dumps(containing).decode()[1:-1]
        for _, raw in entries if found else ():
            if not wanted or wanted in raw.decode().casefold():
                yield json.loads(raw)

    def tables(self) -> Iterator[str]:
        return iter(self._tables)

    def keys(self, table: str) -> Iterator[str]:
        return iter(self._tables.get(table, {}))

    def size(self, table: str) -> int:
        return len(self._tables.get(table, {}))

    def put(self, table: str, key: object, value: object) -> None:
        raw = dumps(value)
        self._tables.setdefault(table, {})[str(key)] = raw
        self._changes.append(_change(table, str(key), raw))

    def drop(self, table: str, key: object) -> None:
        if self._take_out(table, str(key)):
            self._changes.append(_change(table, str(key), b"null"))

    def commit(self) -> bool:
        """Write what changed as one line of the journal; whether anything did."""
        if not self._changes:
            return False
        line = _line(self._changes)
        self._changes = []
        if self._journal is not None:
            self._journal.write(line)
        return True

    def write_file(self, path: str, content: bytes) -> None:
        if self._folder is None:
            self._files[path] = content
            return
        target = self._folder / FILES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def read_file(self, path: str) -> bytes:
        """The content of a file that a row of this store names."""
        if self._folder is None:
            return self._files[path]
        return (self._folder / FILES / path).read_bytes()

    def close(self) -> None:
        for file in (self._journal, self._lock):
            if file is not None:
                file.close()

    def _open(self, folder: Path, fresh: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / "lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._begin(folder / JOURNAL, fresh)
        except BlockingIOError as error:
            self.close()
            raise StateUnwritable(folder, "another simulator is using it") from error
        except (OSError, StateUnreadable):
            self.close()
            raise

    def _begin(self, journal: Path, fresh: bool) -> None:
        if fresh:
            journal.unlink(missing_ok=True)
            shutil.rmtree(journal.with_name(FILES), ignore_errors=True)
        if journal.exists():
            self._replay(journal)
        self._compact(journal)
        self._journal = journal.open("ab", buffering=0)

    def _replay(self, journal: Path) -> None:
        *lines, _torn = journal.read_bytes().split(b"\n")
        for number, line in enumerate(lines, start=1):
            try:
                changes = json.loads(line)
            except ValueError as error:
                raise StateUnreadable(journal, number) from error
            for change in changes:
                if not self._repeat(change):
                    raise StateUnreadable(journal, number)

    def _repeat(self, change: object) -> bool:
        """Make a change from the journal again; whether it is one."""
        match change:
            case [str(table), str(key), None]:
                self._take_out(table, key)
            case [str(table), str(key), value]:
                self._tables.setdefault(table, {})[key] = dumps(value)
            case _:
                return False
        return True

    def _take_out(self, table: str, key: str) -> bool:
        """Whether it was there; a table without rows is none, because there are many."""
        rows = self._tables.get(table, {})
        found = rows.pop(key, None) is not None
        if found and not rows:
            del self._tables[table]
        return found

    def _compact(self, journal: Path) -> None:
        compacted = journal.with_suffix(".new")
        with compacted.open("wb") as file:
            for table, rows in self._tables.items():
                file.writelines(_line([_change(table, key, raw)]) for key, raw in rows.items())
        os.replace(compacted, journal)


def _change(table: str, key: str, raw: bytes) -> bytes:
    return b"[%b,%b,%b]" % (_quoted(table), _quoted(key), raw)


def _quoted(name: str) -> bytes:
    return b'"%b"' % name.encode() if PLAIN.fullmatch(name) else dumps(name)


def _line(changes: list[bytes]) -> bytes:
    return b"[%b]\n" % b",".join(changes)
