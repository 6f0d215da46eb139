"""What is told of the channels follows from counts, and nothing of one person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from bot.db import counters, opt_outs, people, surveys, units
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import CounterRow, DeliveryRow
from bot.domain.audience import Topic
from bot.domain.delivery import Class, Kind, State
from bot.domain.errors import AlreadyDone, Gone, NotAllowed
from bot.domain.health import NUDGED, OUTDATED, RECOVERED, Health, Measure
from bot.domain.period import month_of, parse
from bot.domain.situation import Asking, Late
from bot.usecases import accounts, enrolling, health, walks
from bot.usecases import surveys as walking
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.rows import counted
from tests.usecases.citizens import Citizen, answer_all, rate, send, steps
from tests.usecases.training_room import KTP, employ, session, somebody

ADMIN = a_person(9001, admin=True)
NOVEMBER = parse("2026-11")
FIRST = date(2026, 11, 1)
TWO_DAYS = timedelta(days=2)
LATER = MORNING + timedelta(days=7)


def at(database: Database, office: Office, unit_id: int) -> Health:
    """The unit in November, which is the same on every way out."""
    survey = database.now(surveys.survey_id, "skm")
    database.now(counters.count, survey, unit_id, FIRST, "begun")
    found = database.now(health.health, office, ADMIN, unit_id, "2026-11", LATER).found[-1]
    filed = database.now(health.of_unit, office, unit_id, NOVEMBER, LATER)
    page = database.now(health.overview, office, ADMIN, NOVEMBER, LATER)
    (listed,) = (one for _depth, id_, _name, one in page.units if id_ == unit_id)
    assert page.whole is not None
    assert filed == listed
    assert found.measures == {**filed.measures, **page.whole.measures}
    return found


def days(db: Db, name: str) -> set[date]:
    return set(db.scalars(select(CounterRow.day).where(CounterRow.name == name)))


def owe(database: Database, person_id: int, n: int, state: State, session_id: int = 0) -> None:
    """So many messages to somebody ended so; invitations to a session, if to any."""
    kind, class_ = (Kind.INVITATION, Class.DUTY) if session_id else (Kind.MESSAGE, Class.BROADCAST)
    rows = [
        {
            "person_id": person_id,
            "kind": kind.value,
            "class": class_.value,
            "due_at": MORNING,
            "expires_at": LATER,
            "dedupe_key": f"{person_id}:{state}:{session_id}:{key}",
            "state": state.value,
            "attempts": 1,
            "settled_at": MORNING,
            "session_id": session_id or None,
        }
        for key in range(n)
    ]

    def put(db: Db) -> None:
        db.execute(insert(DeliveryRow), rows)

    database.now(put)


def test_a_straight_walk_takes_two_presses_more_than_there_are_questions(
    database: Database, office: Office, unit_id: int
) -> None:
    for person_id in range(5):
        rate(database, office, Citizen(person_id), unit_id)

    found = database.now(health.health, office, ADMIN, unit_id, "2026-11", LATER)

    target = found.bounds[Measure.TAPS].target
    assert found.found[-1].measures[Measure.TAPS] == target == 16
    assert database.now(days, "taps:2") == {FIRST}


def test_every_press_on_the_way_is_counted_wherever_it_leads(
    database: Database, office: Office, unit_id: int
) -> None:
    citizen = Citizen()
    card = answer_all(database, office, citizen, unit_id).live.card
    for group in (None, 0):
        database.now(walking.change, office, citizen.person, card, group)
    asked = database.now(walking.edit, office, citizen.person, card, 0, MORNING)
    assert isinstance(asked, Asking)
    database.now(walking.pick, office, citizen.person, asked.live.card, 0, 3, MORNING)

    database.now(send, office, citizen)

    assert {"submitted", "taps:6"} <= database.now(counted).keys()


def test_what_only_some_are_asked_counts_as_more_presses(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, Citizen(occupation=5, other="Nelayan"), unit_id)

    assert database.now(counted)["taps:3"] == 1


def test_an_outdated_press_is_refused_and_counted_by_its_month(
    database: Database, office: Office, unit_id: int
) -> None:
    walk = steps(database, office, Citizen(), unit_id)
    first = next(walk)
    next(walk)
    assert isinstance(first, Asking)
    for _ in range(2):
        found = database.now(
            walking.pick, office, Citizen().person, first.live.card, 0, 1, MORNING
        )
        assert isinstance(found, Late)

    assert at(database, office, unit_id).outdated == 2
    assert database.now(days, OUTDATED) == {FIRST}


def test_a_press_that_another_one_has_overtaken_writes_nothing(
    database: Database, office: Office, unit_id: int
) -> None:
    """Also where both were looked at before either was written."""
    walk = steps(database, office, Citizen(), unit_id)
    next(walk)
    loaded = database.now(lambda db: walks.load(db, office, Citizen().person))
    next(walk)
    assert loaded is not None
    before = database.now(walking.where, office, Citizen().person)

    with pytest.raises(AlreadyDone):
        database.now(lambda db: walks.save(db, office, loaded, loaded.interview, MORNING))

    assert database.now(walking.where, office, Citizen().person) == before


def test_fewer_than_five_are_no_share(database: Database, office: Office, unit_id: int) -> None:
    survey = database.now(surveys.survey_id, "skm")

    def count(db: Db, n: int) -> None:
        for name in (NUDGED, RECOVERED, "taps:2", "submitted"):
            counters.count(db, survey, unit_id, FIRST, name, n)

    database.now(count, 4)
    assert at(database, office, unit_id).measures == {}
    database.now(count, 1)

    assert at(database, office, unit_id).measures.keys() == {
        Measure.COMPLETION,
        Measure.RECOVERED,
        Measure.TAPS,
    }


def answers(database: Database, office: Office, hours: dict[int, float | None]) -> float | None:
    """What is told of a session whose invitation reached employees at MORNING and who answered
    it, by their numbers, so many hours later."""
    course = database.now(session)
    database.now(employ, len(hours))
    for n, after in hours.items():
        owe(database, 2000 + n, 1, State.SENT, course)
        if after is not None:
            answered_at = MORNING + timedelta(hours=after)
            deed = (enrolling.enrol, enrolling.decline)[n % 2]
            database.now(deed, somebody(n), course, answered_at)
            # What is answered once more is no first answer.
            database.now(enrolling.decline, somebody(n), course, answered_at + TWO_DAYS)
    return at(database, office, KTP).measures.get(Measure.ANSWERED)


def test_an_invitation_is_answered_within_a_day_or_not(database: Database, office: Office) -> None:
    found = answers(database, office, {1: 0.1, 2: 24, 3: 24.1, 4: None, 5: None})

    assert found == 0.4
    parent = database.now(units.ids)["dukcapil"]
    assert at(database, office, parent).measures.get(Measure.ANSWERED) == 0.4
    assert Measure.ANSWERED not in at(database, office, KTP + 1).measures


def test_how_few_answered_is_not_told(database: Database, office: Office) -> None:
    assert answers(database, office, {1: 1, 2: 1, 3: 1, 4: None}) is None


def test_who_may_still_answer_in_time_is_not_counted(database: Database, office: Office) -> None:
    answers(database, office, dict.fromkeys(range(1, 6)))
    soon = MORNING + timedelta(hours=23)

    found = database.now(health.of_unit, office, KTP, NOVEMBER, soon)

    assert found.measures == {}


def test_blocks_and_opt_outs_are_those_of_the_whole_bot(
    database: Database, office: Office, unit_id: int
) -> None:
    database.now(employ, 5)
    for n in range(1, 6):
        owe(database, 2000 + n, 40, State.SENT)
    owe(database, 2005, 3, State.BLOCKED)
    database.now(opt_outs.count, date(2026, 10, 1))
    database.now(opt_outs.count, date(2026, 9, 30))

    found = at(database, office, unit_id)

    # Two of five in the quarter: one said so, one was found to have blocked the bot.
    assert found.measures == {Measure.BLOCKS: 15.0, Measure.OPT_OUTS: 0.4}


def test_who_asks_for_less_is_counted_once_and_by_nobodys_name(
    database: Database, office: Office, unit_id: int
) -> None:
    person = a_person(7)
    database.now(people.consent, 7, "id", "skm-1", MORNING.date())

    def total() -> int:
        return database.now(opt_outs.total, month_of(MORNING.date()))

    for _ in range(2):
        database.now(accounts.subscribe, office, person, Topic.RESULTS, MORNING, wanted=False)
    assert total() == 1
    database.now(accounts.follow, office, person, unit_id, MORNING)
    for _ in range(2):
        database.now(accounts.unfollow, office, person, unit_id, MORNING)
    assert total() == 2
    for _ in range(2):
        database.now(accounts.hush, office, person, MORNING, month=False)
    assert total() == 3
    for _ in range(2):
        database.now(accounts.stop, office, person, MORNING)
    assert total() == 4
    for blocked in (True, True, False, True):
        database.now(accounts.note_blocked, office, 7, MORNING, blocked=blocked)
    assert total() == 6


def test_whoever_is_no_admin_reads_nothing(
    database: Database, office: Office, unit_id: int
) -> None:
    with pytest.raises(NotAllowed):
        database.now(health.health, office, a_person(7), unit_id, "2026-11", MORNING)
    with pytest.raises(NotAllowed):
        database.now(health.overview, office, a_person(7), None, MORNING)


def test_periods_of_which_nothing_was_counted_are_not_there(
    database: Database, office: Office, unit_id: int
) -> None:
    assert database.now(health.overview, office, ADMIN, None, MORNING).units == ()
    rate(database, office, Citizen(), unit_id)

    found = database.now(health.overview, office, ADMIN, None, MORNING)

    assert found.period == NOVEMBER
    assert [one.code for one in found.periods] == ["2026-11", "2026-Q4", "2026-S2", "2026"]
    for other in ("2026-10", "2025"):
        with pytest.raises(Gone):
            database.now(health.overview, office, ADMIN, parse(other), MORNING)
    with pytest.raises(Gone):
        database.now(health.health, office, ADMIN, 99, "2026-11", MORNING)
