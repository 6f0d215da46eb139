"""Figures are those of the released answers: counted as they come, and recounted the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from random import Random

import pytest
from sqlalchemy import update

from bot.db import ballots, jobs, populations, rollups, surveys, units
from bot.db.base import Db
from bot.db.database import Database
from bot.db.jobs import JobKind
from bot.db.tables import RollupRow
from bot.domain import score
from bot.domain.errors import DomainError, Gone, NoPeriod, NoReference
from bot.domain.figures import Figures, Rated
from bot.domain.period import Period, parse
from bot.domain.response import Response
from bot.domain.rollup import MODE
from bot.statistics import mean
from bot.usecases import reckoning, releasing
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.usecases.answered import answers, put

NOVEMBER, OCTOBER, QUARTER = parse("2026-11"), parse("2026-10"), parse("2026-Q4")
LATER = datetime(2027, 1, 2, 0, 0, tzinfo=UTC)


@pytest.fixture
def given(database: Database, office: Office) -> dict[str, list[Response]]:
    """Answers of two months for two leaves, released on several days."""
    chance = Random(7)  # noqa: S311 - The same chances in each run.
    found = {}
    for unit, day, n, level in (
        ("dukcapil-ktp", date(2026, 10, 6), 40, 2.8),
        ("dukcapil-ktp", date(2026, 11, 3), 20, 3.3),
        ("dukcapil-ktp", date(2026, 11, 20), 20, 3.3),
        ("dukcapil-kk", date(2026, 11, 4), 15, 3.6),
    ):
        some = answers(chance, n, level)
        database.now(put, office, unit, day, some)
        found[f"{unit} {day:%m-%d}"] = some
    return found


def reckoned(
    database: Database,
    office: Office,
    unit: str,
    period: Period = NOVEMBER,
    now: datetime = MORNING,
) -> Figures:
    unit_id = database.now(units.ids)[unit]
    return database.now(reckoning.figures, office, unit_id, period, now)


def of(responses: Sequence[Response]) -> score.Index | None:
    return score.index(response.scores for response in responses)


def test_the_index_is_that_of_the_answers_released_in_the_period(
    database: Database, office: Office, given: dict[str, list[Response]]
) -> None:
    november = [*given["dukcapil-ktp 11-03"], *given["dukcapil-ktp 11-20"]]

    assert reckoned(database, office, "dukcapil-ktp").index == of(november)
    assert reckoned(database, office, "dukcapil-ktp", parse("2026-Q4")).index == of(
        [*given["dukcapil-ktp 10-06"], *november]
    )
    assert reckoned(database, office, "puskesmas").index is None
    assert reckoned(database, office, "dukcapil-ktp", parse("2026-09")).n == 0


def test_a_node_pools_its_leaves(
    database: Database, office: Office, given: dict[str, list[Response]]
) -> None:
    every = [one for key, some in given.items() if " 11-" in key for one in some]

    assert reckoned(database, office, "dukcapil").index == of(every)


def test_the_interval_is_students_of_the_means_of_each_answer(
    database: Database, office: Office, given: dict[str, list[Response]]
) -> None:
    found = reckoned(database, office, "dukcapil-ktp", OCTOBER).interval

    means = [25 * sum(one.scores.values()) / 9 for one in given["dukcapil-ktp 10-06"]]
    _middle, low, high = mean(means)
    assert found is not None
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


@pytest.mark.usefixtures("given")
def test_the_trend_begins_with_the_first_answers_and_the_change_is_from_the_period_before(
    database: Database, office: Office
) -> None:
    found = reckoned(database, office, "dukcapil-ktp")

    assert [(one.period, one.n) for one in found.trend] == [(OCTOBER, 40), (NOVEMBER, 40)]
    assert found.change is not None
    assert found.change.before == OCTOBER
    assert found.change.shown
    assert found.index is not None
    first = found.trend[0].index
    assert first is not None
    risen = float(25 * (found.index.nrr - first.nrr))
    assert found.change.difference == pytest.approx(risen)
    assert reckoned(database, office, "dukcapil-kk").change is None


def test_profiles_are_told_of_closed_months_only(
    database: Database, office: Office, given: dict[str, list[Response]]
) -> None:
    open_still = reckoned(database, office, "dukcapil-ktp")
    closed = reckoned(database, office, "dukcapil-ktp", now=LATER)

    assert (open_still.mix[MODE].told, open_still.mix[MODE].untold) == ({}, 40)
    assert closed.mix[MODE].told["sendiri"].n == 40
    by_sex = closed.mix["jenis_kelamin"]
    november = [*given["dukcapil-ktp 11-03"], *given["dukcapil-ktp 11-20"]]
    assert by_sex.told["L"].n == sum(one.answers["jenis_kelamin"] == "L" for one in november)
    assert by_sex.n == 40
    assert [one.name for one in closed.asked] == [
        "usia",
        "jenis_kelamin",
        "pendidikan",
        "pekerjaan",
    ]


@pytest.mark.usefixtures("given")
def test_how_many_should_answer_follows_from_how_many_were_served(
    database: Database, office: Office
) -> None:
    ids = database.now(units.ids)
    assert reckoned(database, office, "dukcapil").sample.target is None

    database.now(populations.put, ids["dukcapil-ktp"], NOVEMBER, 200, MORNING.date())
    database.now(populations.put, ids["dukcapil-kk"], NOVEMBER, 300, MORNING.date())

    assert reckoned(database, office, "dukcapil-ktp").sample.target == 132
    whole = reckoned(database, office, "dukcapil").sample
    assert (whole.population, whole.target, whole.rate) == (500, 217, Fraction(55, 500))

    database.now(populations.put, ids["dukcapil"], NOVEMBER, 1_000, MORNING.date())

    assert reckoned(database, office, "dukcapil").sample.target == 278


@pytest.mark.usefixtures("given")
def test_units_stand_in_the_order_of_their_index(database: Database) -> None:
    below = database.now(units.ids)["dukcapil"]

    found = database.now(reckoning.standings, below, NOVEMBER)

    assert [(one.code, one.n) for one in found] == [("dukcapil-kk", 15), ("dukcapil-ktp", 40)]
    assert [one.code for one in database.now(reckoning.standings, None, NOVEMBER)] == [
        "dukcapil",
        "puskesmas",
    ]


@pytest.mark.usefixtures("given")
def test_what_is_counted_as_it_comes_is_what_a_recount_finds(
    database: Database, office: Office
) -> None:
    survey_id = database.now(surveys.survey_id, "skm")
    for unit_id in database.now(ballots.boxes, survey_id):
        assert database.now(releasing.differences, office.forms, survey_id, unit_id) == []


@pytest.mark.usefixtures("given")
def test_a_count_that_is_wrong_is_found_and_mended(database: Database, office: Office) -> None:
    survey_id = database.now(surveys.survey_id, "skm")
    unit_id = database.now(units.ids)["dukcapil-ktp"]
    right = reckoned(database, office, "dukcapil-ktp")

    def spoil(db: Db) -> None:
        such = (RollupRow.unit_id == unit_id, RollupRow.answer == "sendiri")
        db.execute(update(RollupRow).where(*such).values(n=RollupRow.n + 1))

    database.now(spoil)
    wrong = database.now(releasing.differences, office.forms, survey_id, unit_id)
    assert [(one.month, one.cell, one.real.n) for one in wrong] == [
        (date(2026, 10, 1), (MODE, "sendiri"), 40),
        (date(2026, 11, 1), (MODE, "sendiri"), 40),
    ]

    database.now(jobs.promise, JobKind.RECOUNT, survey_id)
    while database.now(releasing.work, office.forms, MORNING):
        pass

    assert database.now(releasing.differences, office.forms, survey_id, unit_id) == []
    assert reckoned(database, office, "dukcapil-ktp") == right


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize(("period", "now"), [(NOVEMBER, MORNING), (QUARTER, LATER)])
def test_figures_are_rebuilt_from_their_reference(
    database: Database, office: Office, period: Period, now: datetime
) -> None:
    figures = reckoned(database, office, "dukcapil", period, now)

    rebuilt = database.now(reckoning.rebuilt, office, figures.basis.reference)

    assert rebuilt == replace(figures, waiting=0)
    assert bool(figures.mix["jenis_kelamin"].told) == (now == LATER)


@pytest.mark.usefixtures("given")
def test_figures_of_an_earlier_day_are_rebuilt_as_they_were(
    database: Database, office: Office
) -> None:
    before = reckoned(database, office, "dukcapil-kk").basis
    chance = Random(1)  # noqa: S311 - The same chances in each run.
    database.now(put, office, "dukcapil-kk", date(2026, 11, 25), answers(chance, 5))
    after = reckoned(database, office, "dukcapil-kk", now=LATER).basis

    assert after.digest != before.digest
    for basis in (before, after):
        rebuilt = database.now(reckoning.rebuilt, office, basis.reference)
        assert rebuilt.basis == basis


@pytest.mark.parametrize(
    ("reference", "error"),
    [
        ("skm", NoReference),
        ("skm.1/dukcapil/2026-11/20261199/abc", NoReference),
        ("skm.1/dukcapil/2026-13/20261124/abc", NoPeriod),
        ("skm.1/pasar/2026-11/20261124/abc", Gone),
        ("spak.1/dukcapil/2026-11/20261124/abc", Gone),
    ],
)
def test_what_is_no_reference_is_refused(
    database: Database, office: Office, reference: str, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        database.now(reckoning.rebuilt, office, reference)


@pytest.mark.usefixtures("given")
def test_all_that_was_ever_answered_has_a_span(database: Database) -> None:
    assert database.now(reckoning.span) == parse("2026-10..2026-11")


@pytest.mark.usefixtures("given")
def test_what_somebody_wrote_is_counted_nowhere(database: Database) -> None:
    survey_id = database.now(surveys.survey_id, "skm")
    ids = list(database.now(units.ids).values())

    rows = database.now(rollups.found, survey_id, ids)

    assert "saran" not in {row.question for row in rows}
    assert {row.answer for row in rows if row.question == "pendidikan"} == {
        "sd",
        "smp",
        "sma",
        "d4_s1",
    }


@pytest.mark.parametrize("period", [NOVEMBER, QUARTER])
def test_what_is_told_of_many_units_at_once_is_that_of_the_figures_of_each(
    database: Database, office: Office, given: dict[str, list[Response]], period: Period
) -> None:
    assert given
    ids = database.now(units.ids)
    rated = database.now(reckoning.rated, ids.values(), period)
    indices = database.now(reckoning.indices, period)
    points = {
        one.code: (one.index, one.interval)
        for above in (None, ids["dukcapil"])
        for one in database.now(reckoning.standings, above, period)
    }

    assert set(indices) == {ids["dukcapil"], ids["dukcapil-ktp"], ids["dukcapil-kk"]}
    for code, unit in ids.items():
        found = reckoned(database, office, code, period)
        whole = Rated(found.index, found.interval, found.intervals, found.sample)
        assert rated[unit] == whole
        assert points[code] == (found.index, found.interval)
        assert database.now(reckoning.index, unit, period) == found.index
        assert indices.get(unit) == found.index


def test_of_no_period_the_index_is_that_of_all_that_was_ever_answered(
    database: Database, office: Office, given: dict[str, list[Response]]
) -> None:
    assert given
    ids = database.now(units.ids)
    ever = database.now(reckoning.indices, None)

    for code, unit in ids.items():
        found = reckoned(database, office, code, QUARTER).index
        assert ever.get(unit) == database.now(reckoning.index, unit, None) == found
