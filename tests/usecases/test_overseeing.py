"""Admins read of everything at once; nobody else does."""

from datetime import date
from random import Random

import pytest

from bot.db.database import Database
from bot.domain.delivery import Kind, State
from bot.domain.errors import Gone, NotAllowed
from bot.domain.period import parse
from bot.domain.standing import Standing
from bot.usecases import overseeing
from bot.usecases.office import Office
from bot.usecases.overseeing import PAGE
from tests.factories import a_person
from tests.usecases.answered import answers, put
from tests.usecases.campaign_room import a_campaign, deal
from tests.usecases.training_room import announced, employ, planned

ADMIN = a_person(9001, admin=True)


def release(database: Database, office: Office, unit: str, day: date, n: int) -> None:
    chance = Random(2)  # noqa: S311 - The same chances in each run.
    database.now(put, office, unit, day, answers(chance, n))


def test_nobody_else_reads_anything(database: Database) -> None:
    person = a_person()
    for read in (
        lambda db: overseeing.report(db, person, None),
        lambda db: overseeing.releases(db, person, 1),
        lambda db: overseeing.owed(db, person),
        lambda db: overseeing.sessions(db, person, 1),
        lambda db: overseeing.launched(db, person),
    ):
        with pytest.raises(NotAllowed):
            database.now(read)


def test_each_unit_is_told_in_each_period_with_answers(database: Database, office: Office) -> None:
    release(database, office, "dukcapil-ktp", date(2026, 9, 3), 5)
    release(database, office, "dukcapil-ktp", date(2026, 11, 3), 7)

    newest = database.now(overseeing.report, ADMIN, None)
    quarter = database.now(overseeing.report, ADMIN, parse("2026-Q3"))

    assert [one.code for one in newest.periods] == [
        "2026-11",
        "2026-10",
        "2026-09",
        "2026-Q4",
        "2026-Q3",
        "2026-S2",
        "2026",
    ]
    for found, n in ((newest, 7), (quarter, 5)):
        told = {one.unit.code: one.point.n if one.point else None for one in found.units}
        assert told == {"dukcapil": n, "dukcapil-ktp": n, "dukcapil-kk": 0, "puskesmas": 0}
    with pytest.raises(Gone):
        database.now(overseeing.report, ADMIN, parse("2027"))


def test_before_the_first_answer_units_are_listed_alone(database: Database) -> None:
    found = database.now(overseeing.report, ADMIN, None)

    assert (found.period, found.periods) == (None, ())
    assert {one.point for one in found.units} == {None}


def test_releases_come_page_by_page_the_newest_first(database: Database, office: Office) -> None:
    for day in range(1, PAGE + 2):
        release(database, office, "puskesmas", date(2026, 10, day), 5)

    first = database.now(overseeing.releases, ADMIN, 1)
    second = database.now(overseeing.releases, ADMIN, 2)

    assert (len(first.rows), first.more) == (PAGE, True)
    assert first.rows[0] == overseeing.Released("Puskesmas Sofifi", date(2026, 10, PAGE + 1), 5)
    assert [one.day for one in second.rows] == [date(2026, 10, 1)]
    assert not second.more


def test_sessions_and_messages_are_counted(database: Database) -> None:
    database.now(employ, 3)
    database.now(announced)
    planned(database)

    (held,) = database.now(overseeing.sessions, ADMIN, 1).rows
    owed = database.now(overseeing.owed, ADMIN)

    assert held.counts == {Standing.INVITED: 3}
    assert owed[Kind.INVITATION] == {State.PENDING: 3}


def test_campaigns_are_listed(database: Database) -> None:
    campaign_id, _people = database.now(deal, a_campaign(), {"adil": 2, "tanpa": 2})

    assert [one.id for one in database.now(overseeing.launched, ADMIN)] == [campaign_id]
