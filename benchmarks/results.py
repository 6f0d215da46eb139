"""How long the cards of results take where a million responses are released.

.venv/bin/python -m benchmarks.results
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text

from bot import instruments
from bot.db import migrate, publications, rollups, surveys, units
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import BoxRow, ResponseRow
from bot.domain.people import Person
from bot.domain.period import Period, month_of, parse
from bot.domain.response import Response
from bot.domain.rollup import Cell, Count, counted
from bot.domain.score import ELEMENTS
from bot.domain.unit import UnitLine
from bot.keys import Keys
from bot.usecases import importing, publishing, reckoning, releasing, results, showcase
from bot.usecases.office import Forms, Office
from tests import postgresql

NOW = datetime(2027, 1, 5, tzinfo=UTC)
ADMIN = Person(1, "id", consented=True, admin=True)
MONTHS = [date(year, month, 1) for year in (2025, 2026) for month in range(1, 13)]
PUBLISHED = MONTHS[-12:]
ROUNDS = 5
CHUNK = 5_000
SAMPLE = 2_000
"""So many different answers are drawn, and given again and again."""

PROFILE = {
    "usia": ("17_25", "26_35", "36_45", "46_55", "56"),
    "jenis_kelamin": ("L", "P"),
    "pendidikan": ("sd", "smp", "sma", "d1_d3", "d4_s1", "s2", "s3"),
    "pekerjaan": ("pns", "tni", "polri", "swasta", "wirausaha", "lainnya"),
}

Deed = Callable[[Db], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=1_000_000)
    parser.add_argument("--leaves", type=int, default=160)
    given = parser.parse_args()
    print("| database | what | median | x one unit's month | CPU |")
    print("|---|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'results.db'}"
        _measure("SQLite", url, given.responses, given.leaves)
    with postgresql.server() as server:
        url = postgresql.create(server, "torang_results")
        try:
            _measure("PostgreSQL", url, given.responses, given.leaves)
        finally:
            postgresql.drop(url)


def _measure(name: str, url: str, responses: int, leaves: int) -> None:
    database = Database(url)
    office = Office(ZoneInfo("Asia/Jayapura"), Keys(b"k" * 32), Forms())
    database.now(migrate.upgrade)
    for one in instruments.shipped():
        database.now(publishing.publish, publishing.edition(one.name, one.source), NOW)
    database.now(importing.import_units, list(_units(leaves)), NOW)
    database.now(_fill, office, responses)
    database.now(_publish)
    base: float | None = None
    for what, deed in _deeds(database, office).items():
        rounds = [_timed(database, deed) for _ in range(ROUNDS)]
        seconds, busy = (median(column) for column in zip(*rounds, strict=True))
        base = base or seconds
        times = f"{1000 * seconds:.0f} ms | {seconds / base:.1f} | {1000 * busy:.0f} ms"
        print(f"| {name} | {what} | {times} |", flush=True)
    database.close()


def _units(leaves: int) -> Iterator[UnitLine]:
    """Sixteen offices, and counters of each; all below one."""
    yield UnitLine(1, "all", "Pemerintah", "")
    for office in range(16):
        yield UnitLine(2 + office, f"o-{office}", f"Dinas {office}", "all")
    for leaf in range(leaves):
        yield UnitLine(20 + leaf, f"l-{leaf}", f"Loket {leaf}", f"o-{leaf % 16}")


def _deeds(database: Database, office: Office) -> dict[str, Deed]:
    ids = database.now(units.ids)
    month, year = parse("2026-11"), parse("2026")

    def figures(code: str, period: Period) -> Deed:
        return lambda db: reckoning.figures(db, office, ids[code], period, NOW)

    def remarks(code: str, word: str) -> Deed:
        return lambda db: results.remarks(db, office, ADMIN, ids[code], "2026", 0, word)

    return {
        "one unit, a month": figures("l-0", month),
        "one unit, a year": figures("l-0", year),
        "an office, a month": figures("o-0", month),
        "an office, a year": figures("o-0", year),
        "everything, a month": figures("all", month),
        "everything, a year": figures("all", year),
        "ranking of offices, a year": lambda db: reckoning.standings(db, ids["all"], year),
        "the list of all units": lambda db: results.results(db, ADMIN),
        "comments of everything, a year": remarks("all", ""),
        "comments with a word that none has": remarks("all", "perahu"),
        "open data, a month of all units": lambda db: _open_data(db, [month]),
        "open data, each month of the year": lambda db: _open_data(db, map(month_of, PUBLISHED)),
    }


def _open_data(db: Db, periods: Iterable[Period]) -> None:
    published = showcase.published(db)
    for period in periods:
        showcase.shown(db, period, [one for one in published if one.period == period])


def _fill(db: Db, office: Office, responses: int) -> None:
    """The same number of answers in each month at each leaf, raw and counted."""
    survey_id = surveys.survey_id(db, "skm")
    tree = units.tree(db)
    leaves = [leaf.id for leaf in tree.leaves()]
    drawn = _drawn()
    asked = releasing.asked(db, office.forms, survey_id)
    boxes = len(leaves) * len(MONTHS)
    ends = [responses * place // boxes for place in range(boxes + 1)]
    rows: list[dict[str, Any]] = []
    number = 0
    for place, (start, end) in enumerate(pairwise(ends)):
        unit_id, month = leaves[place % len(leaves)], MONTHS[place // len(leaves)]
        if place < len(leaves):
            db.execute(insert(BoxRow).values(survey_id=survey_id, unit_id=unit_id))
        some = [drawn[(start + n) % SAMPLE] for n in range(end - start)]
        counts: dict[Cell, Count] = counted(some, asked)
        rollups.add(db, survey_id, unit_id, month, counts)
        for one in some:
            number += 1
            rows.append(_row(number, survey_id, unit_id, month, one))
        if len(rows) >= CHUNK:
            db.execute(insert(ResponseRow), rows)
            rows = []
    if rows:
        db.execute(insert(ResponseRow), rows)
    db.execute(text("ANALYZE"))


def _publish(db: Db) -> None:
    """The months of the last year, of every unit."""
    survey_id = surveys.survey_id(db, "skm")
    tree = units.tree(db)
    for unit_id in tree.by_id:
        leaves = [leaf.id for leaf in tree.leaves(unit_id)]
        for period in map(month_of, PUBLISHED):
            of, code = (unit_id, period, NOW.date()), tree.by_id[unit_id].code
            reference = f"skm.1/{code}/{period.code}/{NOW:%Y%m%d}/{'0' * 12}"
            publications.add(db, survey_id, *of, reference, leaves)


def _row(number: int, survey_id: int, unit_id: int, month: date, one: Response) -> dict[str, Any]:
    key = (number * 2_654_435_761 % 2**64).to_bytes(8) + number.to_bytes(8)
    return {
        "key": key,
        "survey_id": survey_id,
        "unit_id": unit_id,
        "version_id": None,
        "answers": json.dumps(one.answers, ensure_ascii=False, sort_keys=True),
        "scores": json.dumps(one.scores, sort_keys=True),
        "mode": one.mode,
        "straight_lined": one.straight_lined,
        "too_fast": one.too_fast,
        "receipt": key * 2,
        "released_on": month.replace(day=1 + number % 28),
    }


def _drawn() -> list[Response]:
    chance = Random(7)  # noqa: S311 - The same chances in each run.
    found = []
    for number in range(SAMPLE):
        scores = {e.key: min(4, max(1, round(chance.gauss(3.2, 0.7)))) for e in ELEMENTS}
        told = {name: chance.choice(values) for name, values in PROFILE.items()}
        if number % 3 == 0:
            told["saran"] = "Antrean siang terlalu panjang."
        found.append(Response(told, scores, None, "sendiri", False, False, b""))
    return found


def _timed(database: Database, deed: Deed) -> tuple[float, float]:
    """The seconds it took, and those that this process had a processor."""
    began, busy = perf_counter(), process_time()
    database.look(deed)
    return perf_counter() - began, process_time() - busy


if __name__ == "__main__":
    main()
