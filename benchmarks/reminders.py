"""How long it takes to plan three reminders for each of 50,000 employees, and to move them.

.venv/bin/python -m benchmarks.reminders
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, text, update

from bot.db import migrate, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, EmployeeRow, EnrolmentRow, PersonRow, ServiceUnitRow
from bot.domain.audience import Audience, Who
from bot.domain.training import Provider, Standing, Training, TrainingSession
from bot.usecases import planning
from tests import postgresql

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = timedelta(days=1)
UNIT = 1
CHUNK = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    people = parser.parse_args().people
    print("| database | freeze | plan | longest step | move | longest step | owed | memory |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{Path(folder) / 'reminders.db'}", people)
    with postgresql.server() as server:
        url = postgresql.create(server, "torang_reminders")
        try:
            _measure("PostgreSQL", url, people)
        finally:
            postgresql.drop(url)


def _measure(name: str, url: str, people: int) -> None:
    database = Database(url)
    database.now(migrate.upgrade)
    database.now(_employ, people)
    session_id = database.now(_session)
    before = _resident()
    freeze, _size = _timed(lambda: database.now(planning.announce, session_id, NOW))
    database.now(_confirm_all)
    plan, longest = _worked(database)
    _time, _moved = _timed(lambda: database.now(_move, session_id))
    database.now(_confirm_all)
    move, longest_move = _worked(database)
    owed = database.now(lambda db: db.scalar(select(func.count()).select_from(DeliveryRow)))
    print(
        f"| {name} | {freeze:.2f} s | {plan:.1f} s | {longest:.2f} s | {move:.1f} s "
        f"| {longest_move:.2f} s | {owed} | +{_resident() - before:.0f} MB |"
    )
    database.close()


def _worked(database: Database) -> tuple[float, float]:
    """All of it, and the longest transaction in it."""
    steps: list[float] = []
    more = True
    while more:
        seconds, more = _timed(lambda: database.now(planning.work, NOW))
        steps.append(seconds)
    return sum(steps), max(steps)


def _employ(db: Db, people: int) -> None:
    unit = {"id": UNIT, "code": "u", "name": "U", "place": 1, "active": True}
    db.execute(insert(ServiceUnitRow).values(**unit))
    for first in range(1, people + 1, CHUNK):
        ids = range(first, min(first + CHUNK, people + 1))
        known = {"language": "id", "consent_text": "asn-1", "consented_on": NOW.date()}
        db.execute(insert(PersonRow), [{"id": n, **known} for n in ids])
        rows = [{"id": n, "person_id": n, "unit_id": UNIT, "name": "Ahmad"} for n in ids]
        db.execute(insert(EmployeeRow), rows)
    db.execute(text("ANALYZE"))


def _session(db: Db) -> int:
    audience = Audience(Who.EMPLOYEES)
    training = Training(
        0, "t", "Manajemen Waktu", "training", Provider.INTERNAL, "BKPSDM", (), audience
    )
    starts = NOW + 14 * DAY
    session = TrainingSession(
        0,
        trainings.put(db, training),
        "1",
        starts,
        starts + timedelta(hours=6),
        ZoneInfo("Asia/Jayapura"),
        "Aula",
        starts - DAY,
    )
    return trainings.add_session(db, session)


def _confirm_all(db: Db) -> None:
    """Who confirmed gets all three."""
    db.execute(update(EnrolmentRow).values(state=Standing.CONFIRMED.value))


def _move(db: Db, session_id: int) -> None:
    course = trainings.course(db, session_id)
    if course is not None:
        by = course.session
        later = replace(by, starts_at=by.starts_at + DAY, ends_at=by.ends_at + DAY)
        planning.move(db, later, NOW)


def _resident() -> float:
    """What this process holds in memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    value = deed()
    return perf_counter() - began, value


if __name__ == "__main__":
    main()
