"""What is published of a closed period stays as it is."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.db import publications as kept
from bot.db import surveys, units
from bot.db.database import Database
from bot.domain.errors import NotAllowed, NotClosed, NothingReleased
from bot.domain.period import parse
from bot.usecases import publications, reckoning
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
        database.now(kept.is_frozen, survey_id, [unit], date(2026, month, 1))
        for month in (9, 10, 12)
    ]

    assert frozen == [False, True, True]
    assert not database.now(kept.is_frozen, survey_id, [ids["dukcapil-kk"]], date(2026, 11, 1))


def test_the_published_figures_can_be_rebuilt(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    (new,) = database.now(
        publications.publish, office, ADMIN, ids["dukcapil-kk"], NOVEMBER, DECEMBER
    )

    rebuilt = database.now(reckoning.rebuilt, office, new.basis.reference)

    assert rebuilt.basis == new.basis
