"""What an office files holds the released answers, and nothing that says who gave them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.db import counters, follow_ups, surveys, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import NotAllowed, NothingReleased, TooMuch
from bot.domain.follow_up import State
from bot.domain.period import parse
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.reports.plan import cells
from bot.usecases import filing, health, reckoning
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.usecases.answered import answers, put

NOVEMBER = parse("2026-11")
LATER = datetime(2027, 1, 2, 0, 0, tzinfo=UTC)


@pytest.fixture
def given(database: Database, office: Office) -> list[Response]:
    """Of November; October has others."""
    chance = Random(7)  # noqa: S311 - The same chances in each run.
    own = answers(chance, 30)
    kiosk = [replace(one, mode="kios") for one in answers(chance, 3)]
    database.now(put, office, "dukcapil-ktp", date(2026, 10, 6), answers(chance, 10))
    database.now(put, office, "dukcapil-ktp", date(2026, 11, 3), own)
    database.now(put, office, "dukcapil-kk", date(2026, 11, 4), [*answers(chance, 7), *kiosk])
    return own


def test_rows_are_the_scores_of_the_period_and_nothing_of_who_gave_them(
    database: Database, office: Office, given: list[Response]
) -> None:
    unit = database.now(units.ids)["dukcapil-ktp"]

    found = database.now(filing.scored, office, unit, NOVEMBER, LATER)

    keys = [element.key for element in ELEMENTS]
    assert Counter(row.scores for row in found.rows) == Counter(
        tuple(one.scores[key] for key in keys) for one in given
    )
    assert {(row.month, row.mode) for row in found.rows} == {(NOVEMBER.first, "sendiri")}


@pytest.mark.usefixtures("given")
def test_how_it_was_answered_stands_only_where_it_may_be_told(
    database: Database, office: Office
) -> None:
    ids = database.now(units.ids)

    modes = {
        (unit, now): Counter(
            row.mode for row in database.now(filing.scored, office, unit_id, NOVEMBER, now).rows
        )
        for unit, unit_id in ids.items()
        if unit != "puskesmas"
        for now in (MORNING, LATER)
    }

    # Three at a kiosk are too few, so that the month of Kartu Keluarga waits for the half-year.
    assert modes["dukcapil-ktp", MORNING] == {"": 30}
    assert modes["dukcapil-kk", LATER] == {"": 10}
    assert modes["dukcapil", LATER] == {"sendiri": 30, "": 10}


def test_comments_are_told_without_an_order_and_counted(
    database: Database, office: Office, given: list[Response]
) -> None:
    unit = database.now(units.ids)["dukcapil-ktp"]

    found = database.now(filing.report, office, unit, NOVEMBER, LATER)

    written = [one.answers["saran"] for one in given if "saran" in one.answers]
    assert written
    assert (sorted(found.comments), found.commented) == (sorted(written), len(written))
    assert found.below == []


@pytest.mark.usefixtures("given")
def test_a_report_of_a_node_ranks_the_units_below(database: Database, office: Office) -> None:
    unit = database.now(units.ids)["dukcapil"]

    found = database.now(filing.report, office, unit, NOVEMBER, LATER)

    assert found.below == database.now(reckoning.standings, unit, NOVEMBER)
    assert {one.code for one in found.below} == {"dukcapil-ktp", "dukcapil-kk"}


@pytest.mark.usefixtures("given")
def test_how_interviews_went_is_filed_as_the_cards_have_it(
    database: Database, office: Office
) -> None:
    unit, survey = database.now(units.ids)["dukcapil"], database.now(surveys.survey_id, "skm")
    leaf, day = database.now(units.ids)["dukcapil-ktp"], NOVEMBER.first
    for name in ("submitted", "seconds:90", "left:review"):
        database.now(counters.count, survey, leaf, day, name, 7)

    reported = database.now(filing.report, office, unit, NOVEMBER, LATER).health

    assert reported == database.now(health.of_unit, office, unit, NOVEMBER, LATER)
    assert reported == database.now(filing.workbook, office, unit, NOVEMBER, LATER).health
    assert reported is not None
    assert list(reported.left) == [("review", 7)]


@pytest.mark.usefixtures("given")
def test_what_has_no_answers_is_not_filed(database: Database, office: Office) -> None:
    unit = database.now(units.ids)["puskesmas"]

    for made in (filing.report, filing.scored, filing.workbook):
        with pytest.raises(NothingReleased):
            database.now(made, office, unit, NOVEMBER, LATER)


@pytest.mark.usefixtures("given")
def test_a_workbook_has_its_limit(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = database.now(units.ids)["dukcapil"]
    assert database.now(filing.workbook, office, unit, NOVEMBER, LATER).figures.n == 40

    monkeypatch.setattr(filing, "MOST_ROWS", 39)

    with pytest.raises(TooMuch):
        database.now(filing.workbook, office, unit, NOVEMBER, LATER)


def test_only_an_admin_is_given_a_file() -> None:
    assert filing.wanted(a_person(admin=True), "7:2026-S2") == (7, parse("2026-S2"))

    with pytest.raises(NotAllowed):
        filing.wanted(a_person(), "7:2026-S2")


@pytest.mark.usefixtures("given")
def test_the_newest_month_with_answers_is_one_that_is_over(
    database: Database, office: Office
) -> None:
    ids = database.now(units.ids)

    found = {
        (unit, now.year): database.now(reckoning.newest, office, ids[unit], now)
        for unit in ("dukcapil", "dukcapil-kk")
        for now in (MORNING, LATER)
    }

    assert found == {
        ("dukcapil", 2026): parse("2026-10"),
        ("dukcapil", 2027): NOVEMBER,
        ("dukcapil-kk", 2026): None,
        ("dukcapil-kk", 2027): NOVEMBER,
    }


@pytest.mark.usefixtures("given")
def test_what_is_promised_stands_in_the_plan_and_drafts_do_not(
    database: Database, office: Office
) -> None:
    unit = database.now(units.ids)["dukcapil-ktp"]
    for element, state in (("waktu", State.PROMISED), ("biaya", State.DRAFT)):
        database.now(promise, unit, element, state)

    found = database.now(filing.report, office, unit, NOVEMBER, LATER)

    assert {key: cells(one) for key, one in found.plans.items()} == {
        "waktu": (
            "Loket buka pukul 07.30.",
            "Tim unit",
            "Jumat, 15 Januari 2027",
            "Berjalan",
        )
    }
    assert cells(found.plans.get("biaya")) == ("", "", "", "")
    assert database.now(filing.scored, office, unit, NOVEMBER, LATER).plans == found.plans


def promise(db: Db, unit_id: int, element: str, state: State) -> None:
    id = follow_ups.draft(db, unit_id, NOVEMBER, element, "Loket buka pukul 07.30.")
    plan = follow_ups.find(db, id or 0)
    assert plan is not None
    follow_ups.save(db, replace(plan, state=state, due_on=date(2027, 1, 15)))
