"""What is published of a closed period stays as it is."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import event

from bot.db import populations, surveys, units
from bot.db import publications as kept
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import NoReference, NotAllowed, NotClosed, NothingReleased
from bot.domain.period import parse
from bot.domain.score import Index
from bot.domain.unit import UnitLine
from bot.keys import Keys
from bot.usecases import (
    filing,
    importing,
    publications,
    reckoning,
    releasing,
    results,
    showcase,
)
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.usecases.answered import answers, put

ADMIN = a_person(9001, admin=True)
NOVEMBER = parse("2026-11")
DECEMBER = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)


@pytest.fixture
def ids(database: Database, office: Office) -> dict[str, int]:
    chance = Random(3)  # noqa: S311 - The same chances in each run.
    for unit in ("dukcapil-ktp", "dukcapil-kk"):
        database.now(put, office, unit, date(2026, 11, 3), answers(chance, 12))
    return database.now(units.ids)


def test_a_unit_is_published_with_all_below_it_that_have_answers(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    new = database.now(publications.publish, office, ADMIN, ids["dukcapil"], NOVEMBER, DECEMBER)

    assert [one.basis.unit for one in new] == ["dukcapil", "dukcapil-ktp", "dukcapil-kk"]
    latest = database.now(publications.latest, ids["dukcapil-kk"])
    assert latest is not None
    assert (latest.period, latest.published_on) == (NOVEMBER, date(2026, 12, 1))
    shown = database.now(publications.shown, office, latest, DECEMBER)
    assert shown.basis.reference == latest.reference
    assert database.now(publications.of, ids["puskesmas"]) == []


def test_published_again_nothing_is_new(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    publish = publications.publish
    database.now(publish, office, ADMIN, ids["dukcapil-ktp"], NOVEMBER, DECEMBER)

    new = database.now(publish, office, ADMIN, ids["dukcapil"], NOVEMBER, DECEMBER)

    assert [one.basis.unit for one in new] == ["dukcapil", "dukcapil-kk"]


def test_only_an_admin_publishes_and_only_what_is_over_and_not_empty(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    unit = ids["dukcapil-ktp"]
    for person, period, now, refused in (
        (a_person(), NOVEMBER, DECEMBER, NotAllowed),
        (ADMIN, NOVEMBER, MORNING, NotClosed),
        (ADMIN, parse("2026-10"), DECEMBER, NothingReleased),
    ):
        with pytest.raises(refused):
            database.now(publications.publish, office, person, unit, period, now)


def test_a_month_of_a_published_period_is_frozen(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    survey_id, unit = database.now(surveys.survey_id, "skm"), ids["dukcapil-ktp"]
    quarter = parse("2026-Q4")
    database.now(
        publications.publish, office, ADMIN, unit, quarter, datetime(2027, 1, 9, tzinfo=UTC)
    )

    frozen = [
        database.now(kept.is_frozen, survey_id, unit, date(2026, month, 1))
        for month in (9, 10, 12)
    ]

    assert frozen == [False, True, True]
    assert not database.now(kept.is_frozen, survey_id, ids["dukcapil-kk"], date(2026, 11, 1))


def test_the_published_figures_can_be_rebuilt(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    (new,) = database.now(
        publications.publish, office, ADMIN, ids["dukcapil-kk"], NOVEMBER, DECEMBER
    )

    for named in (new.basis.reference, new.basis.digest):
        assert database.now(reckoning.rebuilt, office, named).basis == new.basis
    with pytest.raises(NoReference):
        database.now(reckoning.rebuilt, office, new.basis.digest[:-1])


def move(database: Database, *lines: UnitLine) -> None:
    database.now(importing.import_units, list(lines), DECEMBER)


def test_what_was_published_stays_where_units_are_moved_or_taken_away(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    """A unit joins the one above, another one leaves it, and one is closed."""
    chance = Random(4)  # noqa: S311 - The same chances in each run.
    database.now(put, office, "puskesmas", date(2026, 11, 3), answers(chance, 7))
    database.now(publications.publish, office, ADMIN, ids["dukcapil"], NOVEMBER, DECEMBER)
    database.now(publications.publish, office, ADMIN, ids["puskesmas"], NOVEMBER, DECEMBER)
    before = seen(database, office)

    move(
        database,
        UnitLine(2, "dukcapil", "Disdukcapil", ""),
        UnitLine(3, "dukcapil-ktp", "KTP elektronik", ""),
        UnitLine(4, "puskesmas", "Puskesmas Sofifi", "dukcapil"),
    )

    assert database.now(units.tree).by_code.keys() == {"dukcapil", "dukcapil-ktp", "puskesmas"}
    after = seen(database, office)
    assert after == {code: before[code] for code in after}
    assert after["dukcapil"][1] == 24
    database.now(put, office, "dukcapil-kk", date(2026, 11, 30), answers(chance, 5))
    assert seen(database, office) == after
    rebuilt = database.now(reckoning.rebuilt, office, after["dukcapil"][0])
    assert rebuilt.basis.reference == after["dukcapil"][0]


def seen(database: Database, office: Office) -> dict[str, tuple[str, int, Index | None]]:
    """By unit, the reference of what is published, its n and index, in figures and in a row."""
    found = {}
    for code, unit in database.now(units.tree).by_code.items():
        one = database.now(publications.latest, unit.id)
        if one is not None:
            shown = database.now(publications.shown, office, one, DECEMBER)
            assert shown.index == database.now(reckoning.index, unit.id, NOVEMBER)
            reported = database.now(results.reported, office, ADMIN, unit.id, "2026-11", DECEMBER)
            assert reported.figures.basis == shown.basis
            assert reported.figures.index == shown.index
            filed = database.now(filing.scored, office, unit.id, NOVEMBER, DECEMBER)
            assert (filed.figures.basis, len(filed.rows)) == (shown.basis, shown.n)
            sheet = database.now(showcase.sheet, office, code, NOVEMBER, DECEMBER)
            assert sheet.figures == shown
            found[code] = (shown.basis.reference, shown.n, shown.index)
    return found


@pytest.mark.usefixtures("server")
async def test_what_is_released_while_its_month_is_published_counts_in_the_next(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    """The clock passed the end of the month between the two."""
    chance, leaf = Random(4), ids["dukcapil-ktp"]  # noqa: S311 - The same chances in each run.
    late, reckoned, held = answers(chance, 5), threading.Event(), threading.Event()

    def pause(_db: Db, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT INTO publication "):
            reckoned.set()
            held.wait(0.5)

    def publish(db: Db) -> None:
        event.listen(db, "before_cursor_execute", pause)
        publications.publish(db, office, ADMIN, leaf, NOVEMBER, DECEMBER)

    def release(db: Db) -> None:
        reckoned.wait(5)
        put(db, office, "dukcapil-ktp", date(2026, 11, 30), late)
        held.set()

    await asyncio.gather(database.write(publish), database.write(release))

    published = database.now(publications.latest, leaf)
    assert published is not None
    shown = database.now(publications.shown, office, published, DECEMBER)
    assert (shown.n, shown.basis.reference) == (12, published.reference)
    assert database.now(reckoning.figures, office, leaf, parse("2026-12"), DECEMBER).n == 5
    assert database.now(releasing.counted_wrongly, office.forms) == []


def test_who_knows_the_counts_cannot_make_the_reference(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    """Another key makes another one of the same counts."""
    other = replace(office, keys=Keys(b"o" * 32))
    one, another = (
        database.now(reckoning.figures, by, ids["dukcapil"], NOVEMBER, DECEMBER)
        for by in (office, other)
    )

    assert one.index == another.index
    assert one.basis.digest != another.basis.digest


@pytest.mark.parametrize("changed", ["trend", "population", "day"])
def test_whatever_a_figure_rests_on_is_in_its_reference(
    database: Database, office: Office, ids: dict[str, int], changed: str
) -> None:
    """What an earlier month says is part of the trend and the change."""
    unit, chance = ids["dukcapil-ktp"], Random(8)  # noqa: S311 - The same chances in each run.
    before = database.now(reckoning.figures, office, unit, NOVEMBER, DECEMBER).basis
    reference = before.reference
    if changed == "trend":
        database.now(put, office, "dukcapil-ktp", date(2026, 10, 3), answers(chance, 9))
    elif changed == "population":
        database.now(populations.put, unit, NOVEMBER, 90, MORNING.date())
    else:
        reference = reference.replace("/20261201/", "/20261202/")

    rebuilt = database.now(reckoning.rebuilt, office, reference)

    assert rebuilt.basis.digest != before.digest
