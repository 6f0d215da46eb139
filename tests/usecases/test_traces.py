"""What stands in clear beside a running interview tells nothing of what was answered.

Whoever reads here knows every person and the instant of every update, but not the key.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.db import interviews, people
from bot.db.base import Db
from bot.db.database import Database
from bot.db.people import Expectation
from bot.domain.situation import Asking, Paused
from bot.usecases import surveys
from bot.usecases.office import Office
from bot.xlsform.interview import MAX_TEXT
from tests.factories import MORNING
from tests.rows import counted
from tests.usecases.citizens import OTHER, Citizen, answer_all, send, steps

texts = st.text(max_size=MAX_TEXT)
longest = st.sampled_from('a\n"\\é😀\x00\u2028\U0010ffff').map(lambda letter: letter * MAX_TEXT)
citizens = st.builds(
    Citizen,
    id=st.just(0),
    age=st.integers(1, 5),
    sex=st.integers(0, 1),
    education=st.integers(0, 6),
    occupation=st.integers(0, OTHER),
    other=st.none() | texts | longest,
    ratings=st.tuples(*[st.integers(0, 3)] * 9),
    suggestion=st.none() | texts | longest,
)
ids = count(5000)


def seals(db: Db) -> Iterator[bytes]:
    yield from db.scalars(text("SELECT sealed FROM interview UNION ALL SELECT sealed FROM ballot"))


def lengths(db: Db) -> set[int]:
    return {len(sealed) for sealed in seals(db)}


def tap_through(database: Database, office: Office, citizen: Citizen, unit_id: int) -> set[int]:
    """The lengths of all seals after every step, and of the ballot."""
    found: set[int] = set()
    for _ in steps(database, office, citizen, unit_id):
        found |= database.now(lengths)
    database.now(send, office, citizen)
    return found | database.now(lengths)


# The database is the same for all examples, but every example is another person.
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(citizens)
@example(Citizen())
@example(Citizen(occupation=OTHER, other="😀" * MAX_TEXT, suggestion="😀" * MAX_TEXT))
@example(Citizen(occupation=OTHER, other='"' * MAX_TEXT, suggestion="\n\\" * (MAX_TEXT // 2)))
def test_every_seal_is_as_long_as_any_other_whatever_was_answered(
    database: Database, office: Office, unit_id: int, citizen: Citizen
) -> None:
    found = tap_through(database, office, replace(citizen, id=next(ids)), unit_id)

    assert found == {len(office.keys.seal({}))}


def expected(db: Db, person_id: int) -> Expectation | None:
    return people.expectation(db, person_id)


@pytest.mark.parametrize("occupation", [4, OTHER])
def test_a_typed_line_is_expected_on_every_card_so_that_no_card_is_known_by_it(
    database: Database, office: Office, unit_id: int, occupation: int
) -> None:
    citizen = Citizen(occupation=occupation, other="Nelayan")

    for _ in steps(database, office, citizen, unit_id):
        assert database.now(expected, citizen.id) == Expectation("answer", None)


@pytest.mark.parametrize(
    ("length", "since"),
    [(MAX_TEXT + 1, None), (2047, None), (2048, MORNING + timedelta(seconds=2))],
)
def test_a_refused_line_is_remembered_alike_on_every_card(
    database: Database, office: Office, unit_id: int, length: int, since: datetime | None
) -> None:
    """Only its length tells whether more of it may come."""
    citizen = Citizen(occupation=OTHER, other="Nelayan")

    for found in steps(database, office, citizen, unit_id):
        if isinstance(found, Asking):
            database.now(surveys.write, office, citizen.person, "a" * length, MORNING, MORNING)
            assert database.now(expected, citizen.id) == Expectation("answer", since)


def test_an_answer_that_is_taken_makes_the_next_line_count_again(
    database: Database, office: Office, unit_id: int
) -> None:
    """Also for somebody who went elsewhere in between."""
    walk = steps(database, office, Citizen(), unit_id)
    next(walk)
    database.now(surveys.write, office, Citizen().person, "umur", MORNING, MORNING)
    next(walk)
    assert database.now(expected, Citizen().id) == Expectation("answer", None)

    database.now(people.expect_nothing, Citizen().id)
    next(walk)

    assert database.now(expected, Citizen().id) == Expectation("answer", None)


def test_the_rest_of_a_refused_text_is_no_answer_of_its_own(
    database: Database, office: Office, unit_id: int
) -> None:
    answer_all(database, office, Citizen(), unit_id)
    last = Citizen(suggestion="a" * (MAX_TEXT + 1))
    database.now(surveys.back, office, last.person, card(database), MORNING)
    write = surveys.write

    first = database.now(write, office, last.person, "a" * 2048, MORNING, MORNING)
    rest = database.now(write, office, last.person, "rest", MORNING, MORNING)
    later = MORNING + timedelta(seconds=4)
    after = database.now(write, office, last.person, "Baik", later, later)

    assert isinstance(first, Asking)
    assert first.rejected is not None
    assert rest is None
    assert not isinstance(after, Asking | Paused)


def card(database: Database, person_id: int = 1001) -> int:
    running = database.now(interviews.find, person_id)
    assert running is not None
    return running.card


def test_the_number_of_a_card_does_not_count_the_answers(
    database: Database, office: Office, unit_id: int
) -> None:
    cards = [card(database) for _ in steps(database, office, Citizen(), unit_id)]

    assert len(set(cards)) == len(cards)
    assert max(abs(b - a) for a, b in pairwise(cards)) > 1000
    assert sorted(cards) != cards
    assert all(0 <= number < 2**31 for number in cards)


def test_giving_up_is_counted_at_a_question_that_everybody_is_asked(
    database: Database, office: Office, unit_id: int
) -> None:
    """Whoever is asked to name an occupation has answered "Lainnya"."""
    walk = steps(database, office, Citizen(occupation=OTHER), unit_id)
    asked = next(f for f in walk if isinstance(f, Asking) and "lain" in f.ask.question.path)

    database.now(surveys.cancel, office, Citizen().person, asked.live.card, MORNING)

    assert database.now(counted) == {"begun": 1, "left:/data/pelayanan/persyaratan": 1}


def test_giving_up_while_one_answer_is_changed_is_counted_at_the_review(
    database: Database, office: Office, unit_id: int
) -> None:
    found = answer_all(database, office, Citizen(), unit_id)
    person, first = Citizen().person, found.lines[0].question.number
    asked = database.now(surveys.edit, office, person, found.live.card, first, MORNING)
    assert isinstance(asked, Asking)

    database.now(surveys.cancel, office, person, asked.live.card, MORNING)

    assert database.now(counted) == {"begun": 1, "left:review": 1}


def test_giving_up_at_the_review_is_counted_there(
    database: Database, office: Office, unit_id: int
) -> None:
    found = answer_all(database, office, Citizen(), unit_id)

    database.now(surveys.cancel, office, Citizen().person, found.live.card, MORNING)

    assert database.now(counted) == {"begun": 1, "left:review": 1}
