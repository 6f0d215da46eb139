"""What the roster of a whole province costs: read, compared, applied, and applied again."""

import argparse
import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from benchmarks.inbound import SERVER
from bot.db import migrate
from bot.db.database import Database
from bot.domain.sheet import Changes
from bot.domain.unit import UnitLine
from bot.usecases import importing, imports, spreadsheet
from bot.usecases.imports import At, Imported
from tests import postgresql

__all__: list[str] = []

T = TypeVar("T")
Line = tuple[str, str, str, str, str, str]

UNITS = 400
AT = At(datetime(2026, 11, 24, tzinfo=UTC), ZoneInfo("Asia/Jayapura"))
HEADER = ("NIP", "Nama", "Unit", "Status", "Golongan", "Jabatan")


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=50_000, metavar="N", help="on the roster")
    options.add_argument("--postgres", default=SERVER, metavar="URL", help="where to make one")
    given = options.parse_args()
    print("| database | file | deed | reading | comparing | applying: the writer is held |")
    print("|---|---|---|--:|--:|--:|")
    for name, made in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with made(given.postgres) as url:
            _measure(name, url, given.people)


def _measure(name: str, url: str, people: int) -> None:
    database = Database(url)
    database.now(migrate.upgrade)
    lines = [UnitLine(n + 2, f"unit-{n}", f"Unit {n}", "") for n in range(UNITS)]
    database.now(importing.import_units, lines, AT.now)
    first = [_line(n, later=False) for n in range(people)]
    # A tenth moved or was promoted, a hundredth left, as many came.
    later = [_line(n, later=n % 10 == 0) for n in range(people // 100, people + people // 100)]
    for kind, deed, content in (
        ("XLSX", "all new", _workbook(first)),
        ("CSV", "the same again", _csv(first)),
        ("XLSX", "a month later", _workbook(later)),
    ):
        _deed(f"| {name} | {kind} | {deed}", database, content)
    database.close()


def _deed(title: str, database: Database, content: bytes) -> None:
    reading, records = _timed(
        lambda: imports.read(spreadsheet.open_sheets(content), Imported.ROSTER)
    )
    comparing, (lines, changes) = _timed(
        lambda: database.now(imports.compare, Imported.ROSTER, records, AT)
    )
    applying, _ = _timed(lambda: database.now(imports.apply, Imported.ROSTER, lines, AT))
    print(f"{title} ({_told(changes)}) | {reading:.1f} s | {comparing:.1f} s | {applying:.2f} s |")
    _lines, after = database.now(imports.compare, Imported.ROSTER, records, AT)
    if not after.none:
        raise RuntimeError("What was applied is not what the file says.")


def _told(changes: Changes) -> str:
    words = ("new", "changed", "moved", "gone")
    return ", ".join(f"{len(getattr(changes, word))} {word}" for word in words)


def _line(n: int, *, later: bool) -> Line:
    born = date(1970, 1, 1) + timedelta(days=n % 9000)
    nip = f"{born:%Y%m%d}201503{1 + n % 2}{1 + n // 9000:03}"
    unit = f"unit-{(n + later * (n % 20 == 0)) % UNITS}"
    return (
        nip,
        f"Pegawai Nomor {n}, S.Sos.",
        unit,
        "PNS",
        "III/d" if later else "III/c",
        "Pelaksana",
    )


def _workbook(lines: list[Line]) -> bytes:
    kept = io.BytesIO()
    with Workbook(kept, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Pegawai")
        for row, cells in enumerate([HEADER, *lines]):
            sheet.write_row(row, 0, cells)
    return kept.getvalue()


def _csv(lines: list[Line]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *lines])
    return text.getvalue().encode("utf-8-sig")


def _timed(deed: Callable[[], T]) -> tuple[float, T]:
    began = perf_counter()
    found = deed()
    return perf_counter() - began, found


@contextmanager
def _sqlite(_server: str) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'torang.db'}"


@contextmanager
def _postgresql(server: str) -> Iterator[str]:
    url = postgresql.create(server, "torang_roster")
    try:
        yield url
    finally:
        postgresql.drop(url)


if __name__ == "__main__":
    main()
