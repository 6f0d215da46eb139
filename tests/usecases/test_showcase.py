"""What everybody may see is what was published, and nothing beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.db import follow_ups, populations, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import Gone
from bot.domain.follow_up import State
from bot.domain.period import Period, parse
from bot.usecases import publications, showcase
from bot.usecases.office import Office
from tests.factories import a_person
from tests.usecases.answered import answers, put

ADMIN = a_person(9001, admin=True)
OCTOBER, NOVEMBER = parse("2026-10"), parse("2026-11")
DECEMBER = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)


@pytest.fixture
def ids(database: Database, office: Office) -> dict[str, int]:
    """Of November Disdukcapil and its KTP are published, of October nothing."""
    chance = Random(3)  # noqa: S311 - The same chances in each run.
    for unit, month, level in (
        ("dukcapil-ktp", 10, 2.8),
        ("dukcapil-ktp", 11, 3.4),
        ("puskesmas", 11, 3.4),
    ):
        database.now(put, office, unit, date(2026, month, 3), answers(chance, 30, level))
    found = database.now(units.ids)
    publish(database, office, found["dukcapil"])
    return found


def publish(database: Database, office: Office, unit: int, code: str = "2026-11") -> None:
    database.now(publications.publish, office, ADMIN, unit, parse(code), DECEMBER)


def test_units_are_compared_by_what_is_published(database: Database, ids: dict[str, int]) -> None:
    found = database.now(showcase.overview, None)

    assert (found.period, found.periods) == (NOVEMBER, (NOVEMBER,))
    assert [one.code for one in found.ranking] == ["dukcapil"]
    assert [(one.unit.code, one.depth, one.latest is not None) for one in found.units] == [
        ("dukcapil", 0, True),
        ("dukcapil-ktp", 1, True),
        ("dukcapil-kk", 1, False),
        ("puskesmas", 0, False),
    ]
    assert ids
    with pytest.raises(Gone):
        database.now(showcase.overview, OCTOBER)


def test_before_anything_is_published_there_is_no_ranking(database: Database) -> None:
    found = database.now(showcase.overview, None)

    assert (found.period, found.periods, found.ranking) == (None, (), ())


def test_a_unit_shows_its_own_and_those_below_it(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    node = database.now(showcase.sheet, office, "dukcapil", None, DECEMBER)
    leaf = database.now(showcase.sheet, office, "dukcapil-ktp", NOVEMBER, DECEMBER)
    bare = database.now(showcase.sheet, office, "dukcapil-kk", None, DECEMBER)

    assert ids
    assert [one.code for one in node.below] == ["dukcapil-ktp"]
    assert (node.is_rated, leaf.is_rated) == (False, True)
    assert [unit.code for unit in leaf.above] == ["dukcapil"]
    assert leaf.figures is not None
    assert leaf.figures.n == 30
    assert (bare.publication, bare.figures, bare.below) == (None, None, ())


def test_who_changed_something_is_named_above_that_unit(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    database.now(improve, ids["dukcapil"], "Nomor antrean lewat pesan", date(2026, 12, 9))
    database.now(improve, ids["dukcapil-ktp"], "Loket kedua", date(2026, 12, 8))

    found = {
        code: [
            (name, one.sentence)
            for name, one in database.now(showcase.sheet, office, code, NOVEMBER, DECEMBER).changed
        ]
        for code in ("dukcapil", "dukcapil-ktp")
    }

    assert found == {
        "dukcapil": [("", "Nomor antrean lewat pesan"), ("KTP elektronik", "Loket kedua")],
        "dukcapil-ktp": [("", "Loket kedua")],
    }


def improve(db: Db, unit_id: int, action: str, day: date) -> None:
    """A unit has told everybody what it changed after November."""
    follow_ups.draft(db, unit_id, NOVEMBER, "waktu", action)
    one = follow_ups.of(db, unit_id, NOVEMBER)["waktu"]
    told = replace(one, state=State.PUBLISHED, due_on=day, done_on=day, published_on=day)
    follow_ups.save(db, told)


def test_what_is_not_published_is_not_compared_with(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    """The month before has answers, but nobody has published them."""
    alone = database.now(showcase.sheet, office, "dukcapil-ktp", None, DECEMBER).figures
    publish(database, office, ids["dukcapil-ktp"], "2026-10")
    both = database.now(showcase.sheet, office, "dukcapil-ktp", None, DECEMBER).figures

    assert alone is not None
    assert both is not None
    assert ([one.period for one in alone.trend], alone.change) == ([NOVEMBER], None)
    assert [one.period for one in both.trend] == [OCTOBER, NOVEMBER]
    assert both.change is not None
    assert both.change.before == OCTOBER
    assert both.index == alone.index


@pytest.mark.parametrize(("code", "period"), [("pasar", None), ("dukcapil-ktp", OCTOBER)])
def test_what_is_not_there_is_refused(
    database: Database, office: Office, ids: dict[str, int], code: str, period: Period | None
) -> None:
    assert ids
    with pytest.raises(Gone):
        database.now(showcase.sheet, office, code, period, DECEMBER)


def test_all_of_a_unit_is_told_in_order(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    publish(database, office, ids["dukcapil-ktp"], "2026-10")

    found = database.now(showcase.of_unit, "dukcapil-ktp")

    assert [one.publication.period for one in found] == [NOVEMBER, OCTOBER]
    assert {one.above.code for one in found if one.above} == {"dukcapil"}
    assert [(one.unit_id, one.period) for one in database.now(showcase.published)] == [
        (ids["dukcapil"], NOVEMBER),
        (ids["dukcapil-ktp"], NOVEMBER),
        (ids["dukcapil-ktp"], OCTOBER),
    ]
    with pytest.raises(Gone):
        database.now(showcase.of_unit, "pasar")


def test_the_stamp_is_another_once_anything_shown_is_another(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    stamps = [database.now(showcase.stamp), database.now(showcase.stamp)]
    publish(database, office, ids["puskesmas"])
    stamps.append(database.now(showcase.stamp))
    database.now(populations.put, ids["puskesmas"], NOVEMBER, 700, DECEMBER.date())
    stamps.append(database.now(showcase.stamp))

    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3
