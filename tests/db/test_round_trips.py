"""What is stored comes back the same, and what must not be stored is refused."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, NoResultFound

from bot.db import ballots, counters, interviews, people, surveys, tries, units
from bot.db.base import Db, UtcDateTime
from bot.db.database import Database
from bot.db.interviews import Running
from bot.db.people import Expectation, Record
from bot.domain.response import Response
from bot.domain.situation import Place
from bot.domain.unit import UnitLine
from tests.factories import MORNING
from tests.rows import counted, rows_of

TODAY = MORNING.date()
LATER = MORNING + timedelta(hours=1)
DISDUKCAPIL = Place(1, "dukcapil", "Disdukcapil")
KTP = Place(2, "dukcapil-ktp", "KTP elektronik", "Disdukcapil")


def consent(db: Db, person_id: int = 1, language: str = "id", text: str = "skm-1") -> None:
    people.consent(db, person_id, language, text, TODAY)


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)),  # noqa: DTZ001 - Zones follow.
    st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
def test_an_instant_is_the_same_whatever_zone_it_came_in(wall: datetime, zone: timezone) -> None:
    column, dialect = UtcDateTime(), sqlite.dialect()
    at = wall.replace(tzinfo=zone)

    stored = column.process_bind_param(at, dialect)

    assert stored is not None
    assert stored.tzinfo is None
    assert column.process_result_value(stored, dialect) == at


def test_no_instant_stays_none() -> None:
    column, dialect = UtcDateTime(), sqlite.dialect()

    assert column.process_bind_param(None, dialect) is None
    assert column.process_result_value(None, dialect) is None


def test_a_consent_is_recorded_once_and_again_for_a_new_text(database: Database) -> None:
    database.now(consent)
    database.now(consent, 1, "en")
    assert database.now(people.record, 1) == Record("id", "skm-1", TODAY)

    database.now(consent, 1, "en", "skm-2")

    assert database.now(people.record, 1) == Record("en", "skm-2", TODAY)


def test_a_language_is_stored_only_for_somebody_who_consented(database: Database) -> None:
    database.now(consent)
    for person_id in (1, 2):
        database.now(people.set_language, person_id, "en")

    assert database.now(people.record, 1) == Record("en", "skm-1", TODAY)
    assert database.now(people.record, 2) is None


def test_an_expectation_is_replaced_and_ended(database: Database) -> None:
    database.now(consent)
    database.now(people.expect, 1, "answer", MORNING)
    assert database.now(people.expectation, 1) == Expectation("answer", MORNING)

    database.now(people.expect, 1, "code")
    assert database.now(people.expectation, 1) == Expectation("code", None)

    database.now(people.expect_nothing, 1)
    assert database.now(people.expectation, 1) is None


def test_units_are_followed_once_and_left(database: Database) -> None:
    database.now(consent)
    for unit_id in (2, 2, 3):
        database.now(people.follow, 1, unit_id)
    assert sorted(database.now(people.followed, 1)) == [2, 3]

    database.now(people.unfollow, 1, 2)
    assert not database.now(people.follows, 1, 2)
    assert database.now(people.follows, 1, 3)

    database.now(people.unfollow_all, 1)
    assert database.now(people.followed, 1) == []


def test_a_person_to_whom_something_points_cannot_be_deleted(database: Database) -> None:
    database.now(consent)
    database.now(people.follow, 1, 2)

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        database.now(people.delete_person, 1)

    assert database.now(people.record, 1) is not None


def running(person_id: int = 1, touched_at: datetime = MORNING) -> Running:
    return Running(person_id, 1, 1, KTP, 17, b"sealed", MORNING, touched_at, "digest")


def add(db: Db, interview: Running) -> None:
    consent(db, interview.person_id)
    interviews.add(db, interview)


def test_an_interview_is_kept_and_moved_on(database: Database) -> None:
    version = database.now(surveys.newest, "skm")
    assert version is not None
    kept = replace(running(), digest=version.digest)
    database.now(add, kept)
    assert database.now(interviews.find, 1) == kept
    assert database.now(interviews.find, 2) is None

    moved = replace(kept, card=18, sealed=b"more", touched_at=LATER)
    database.now(interviews.save, replace(moved, unit=DISDUKCAPIL, started_at=LATER), kept.card)
    assert database.now(interviews.find, 1) == moved

    database.now(interviews.remove, 1)
    assert database.now(interviews.find, 1) is None


def test_a_person_has_one_running_interview(database: Database) -> None:
    database.now(add, running())

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        database.now(interviews.add, running())


def test_interviews_without_an_answer_since_are_found(database: Database) -> None:
    assert database.now(interviews.oldest_touch) is None
    database.now(add, running(1, MORNING))
    database.now(add, running(2, LATER))

    assert database.now(interviews.untouched_since, MORNING) == [1]
    assert database.now(interviews.untouched_since, MORNING - timedelta(seconds=1)) == []
    assert database.now(interviews.oldest_touch) == MORNING


def test_a_participation_is_noted_once_and_destroyed_by_its_day(database: Database) -> None:
    november, december = date(2026, 11, 1), date(2026, 12, 1)
    assert database.now(ballots.participate, b"one", november)
    assert not database.now(ballots.participate, b"one", november)
    assert database.now(ballots.participate, b"two", december)
    assert database.now(ballots.participated, [b"one", b"two", b"three"]) == {b"one", b"two"}

    database.now(ballots.destroy_participation_before, december)

    assert database.now(ballots.participated, [b"one", b"two"]) == {b"two"}


def test_a_ballot_is_taken_once(database: Database) -> None:
    for mark in (b"one", b"two"):
        database.now(ballots.add, 1, 2, mark, b"sealed " + mark)
    database.now(ballots.add, 1, 3, b"one", b"elsewhere")
    waiting = database.now(ballots.waiting, 1, 2)
    assert sorted(mark for _, mark in waiting) == [b"one", b"two"]
    assert database.now(ballots.waiting_by_unit, 1) == {2: 2, 3: 1}
    assert (3, b"elsewhere") in database.now(ballots.waiting_seals)

    keys = [key for key, _ in waiting]
    assert sorted(database.now(ballots.take, keys)) == [b"sealed one", b"sealed two"]

    assert database.now(ballots.take, keys) == []
    assert database.now(ballots.waiting, 1, 2) == []


def test_a_box_is_locked_again_and_again(database: Database) -> None:
    for _ in range(2):
        database.now(ballots.lock, 1, 2)

    assert database.now(rows_of, "box") == 1


def a_response(receipt: bytes, waktu: int) -> Response:
    answers = {"waktu": str(waktu), "saran": "Baik “sekali”\n😀"}
    return Response(answers, {"waktu": waktu}, None, "sendiri", False, True, receipt)


def test_released_answers_are_found_by_their_day_and_by_their_receipt(database: Database) -> None:
    tomorrow = TODAY + timedelta(days=1)
    database.now(ballots.respond, 1, 2, [a_response(b"one", 3), a_response(b"two", 4)], TODAY)
    database.now(ballots.respond, 1, 2, [a_response(b"three", 1)], tomorrow)

    found = database.now(lambda db: [*ballots.released(db, 1, 2, TODAY, TODAY)])
    assert sorted(one.scores["waktu"] for _day, one in found) == [3, 4]
    assert database.now(ballots.counted_on, b"three") == (2, tomorrow)
    assert database.now(ballots.counted_on, b"four") is None


def test_a_released_answer_is_stored_as_it_was_written(database: Database) -> None:
    database.now(ballots.respond, 1, 2, [a_response(b"one", 3)], TODAY)

    def stored(db: Db) -> object:
        return json.loads(db.scalars(text("SELECT answers FROM response")).one())["saran"]

    assert database.now(stored) == "Baik “sekali”\n😀"


def test_a_ballot_needs_a_unit_and_a_survey(database: Database) -> None:
    for survey_id, unit_id in ((9, 2), (1, 99)):
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            database.now(ballots.add, survey_id, unit_id, b"mark", b"sealed")


def test_a_counter_counts_up_and_back(database: Database) -> None:
    for by in (1, 1, -1):
        database.now(counters.count, 1, 2, TODAY, "begun", by)
    database.now(counters.count, 1, 3, TODAY, "begun")
    database.now(counters.count, 1, 2, TODAY, "submitted")

    assert database.now(counted) == {"begun": 2, "submitted": 1}


def test_versions_of_a_survey_are_numbered_and_the_newest_is_found(database: Database) -> None:
    assert database.now(surveys.newest, "unheard") is None
    for digest in ("first", "second"):
        database.now(surveys.publish, "unheard", digest, f"<{digest}/>", MORNING)

    newest = database.now(surveys.newest, "unheard")
    assert newest is not None
    assert newest.digest == "second"
    assert newest.survey_id == database.now(surveys.survey_id, "unheard")
    assert database.now(surveys.xform, newest.id) == "<second/>"


def test_a_survey_that_was_never_published_has_no_id(database: Database) -> None:
    with pytest.raises(NoResultFound):
        database.now(surveys.survey_id, "unheard")


def test_wrong_tries_are_counted_until_they_are_forgiven(database: Database) -> None:
    assert database.now(tries.count, b"mark", MORNING) == (0, MORNING)
    for n in (1, 2):
        database.now(tries.put, b"mark", n, LATER)
    assert database.now(tries.count, b"mark", MORNING) == (2, LATER)
    assert database.now(tries.count, b"mark", LATER) == (0, LATER)

    database.now(tries.forget_before, MORNING)
    assert database.now(rows_of, "wrong_try") == 1
    database.now(tries.forget_before, LATER)
    assert database.now(rows_of, "wrong_try") == 0


def test_a_unit_keeps_its_id_when_it_changes_leaves_and_comes_back(database: Database) -> None:
    before = database.now(units.ids)["puskesmas"]
    database.now(units.deactivate, before)
    assert "puskesmas" not in database.now(units.tree).by_code
    assert database.now(units.place, before) == Place(before, "puskesmas", "Puskesmas Sofifi")

    database.now(units.put, UnitLine(9, "puskesmas", "Puskesmas", ""), 0)
    database.now(units.set_parent, before, database.now(units.ids)["dukcapil"])

    assert database.now(units.ids)["puskesmas"] == before
    stored = units.StoredUnit("Puskesmas", "dukcapil", True, None, None)
    assert database.now(units.stored)["puskesmas"] == stored
    assert database.now(units.place, before).title == "Disdukcapil · Puskesmas"


def test_a_unit_is_rated_by_waiting_and_by_released_answers(database: Database) -> None:
    ids = database.now(units.ids)
    assert database.now(units.rated_codes) == set()

    database.now(ballots.add, 1, ids["puskesmas"], b"mark", b"sealed")
    database.now(ballots.respond, 1, ids["dukcapil-kk"], [a_response(b"one", 3)], TODAY)

    assert database.now(units.rated_codes) == {"puskesmas", "dukcapil-kk"}


def test_instants_come_back_aware(database: Database) -> None:
    database.now(add, running(touched_at=datetime(2026, 11, 24, 9, tzinfo=UTC)))

    found = database.now(interviews.oldest_touch)

    assert found is not None
    assert found.tzinfo is UTC
