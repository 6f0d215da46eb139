"""The walk through an interview: each button acts on its own card and on no other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.db import interviews, people
from bot.db.database import Database
from bot.domain.situation import (
    Asking,
    Cancelled,
    Changing,
    Confirming,
    Discarded,
    Late,
    Loss,
    NothingRunning,
    Paused,
    Reviewing,
    Situation,
)
from bot.domain.survey import Reason
from bot.usecases import accounts, arrivals, surveys, walks
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.rows import counted, rows_of
from tests.usecases.citizens import OTHER, Citizen, answer_all, rate, steps

CITIZEN = Citizen()
Deed = Callable[..., Any]

ON_A_CARD: list[tuple[Deed, tuple[object, ...]]] = [
    (surveys.pick, (0, 0, MORNING)),
    (surveys.skip, (MORNING,)),
    (surveys.back, (MORNING,)),
    (surveys.edit, (0, MORNING)),
    (surveys.change, (None,)),
    (surveys.pause, ()),
    (surveys.pause, (Loss.CANCEL,)),
    (surveys.restart, (MORNING,)),
    (surveys.cancel, (MORNING,)),
]
deeds = pytest.mark.parametrize(("deed", "more"), ON_A_CARD)


@pytest.fixture
def act(database: Database, office: Office) -> Deed:
    """Do this as the citizen, on the card that is shown."""
    return lambda deed, *more: database.now(deed, office, CITIZEN.person, *more)


@pytest.fixture
def second(database: Database, office: Office, unit_id: int) -> Asking:
    """The second question, with the first answered."""
    walk = steps(database, office, CITIZEN, unit_id)
    next(walk)
    found = next(walk)
    assert isinstance(found, Asking)
    return found


@pytest.fixture
def review(database: Database, office: Office, unit_id: int) -> Reviewing:
    return answer_all(database, office, CITIZEN, unit_id)


@deeds
def test_a_button_of_an_older_card_changes_nothing_and_shows_where_one_is(
    database: Database, act: Deed, second: Asking, deed: Deed, more: tuple[object, ...]
) -> None:
    before = database.now(interviews.find, CITIZEN.id)

    assert act(deed, second.live.card + 1, *more) == Late(second)

    assert database.now(interviews.find, CITIZEN.id) == before


@deeds
def test_a_button_of_an_interview_that_is_over_changes_nothing(
    act: Deed, deed: Deed, more: tuple[object, ...]
) -> None:
    assert act(deed, 1, *more) == NothingRunning()


def test_nothing_running_is_told_also_without_a_card(act: Deed) -> None:
    assert act(surveys.where) == act(surveys.resume) == NothingRunning()
    assert act(surveys.write, "Baik", MORNING, MORNING) == NothingRunning()


def test_a_choice_of_another_question_or_beyond_the_last_is_late(
    act: Deed, second: Asking
) -> None:
    card, question = second.live.card, second.ask.question

    assert act(surveys.pick, card, question.number + 1, 0, MORNING) == Late(second)
    assert act(surveys.pick, card, question.number, len(question.choices), MORNING) == Late(second)
    assert act(surveys.where) == second


def test_a_required_question_is_not_skipped(act: Deed, second: Asking) -> None:
    found = act(surveys.skip, second.live.card, MORNING)

    assert found.rejected.reason is Reason.REQUIRED
    assert act(surveys.where) == second


def test_back_asks_the_question_before_with_its_answer(act: Deed, second: Asking) -> None:
    found = act(surveys.back, second.live.card, MORNING)

    assert found.ask.question.path.endswith("usia")
    assert found.ask.answer == "26_35"
    assert found.live.card != second.live.card


def test_the_review_shows_the_groups_and_the_answers_of_one(act: Deed, review: Reviewing) -> None:
    card = review.live.card

    assert act(surveys.change, card, None) == Changing(
        review.about, review.live, review.lines, None
    )
    assert act(surveys.change, card, 1) == Changing(review.about, review.live, review.lines, 1)
    assert act(surveys.where) == review


def test_before_the_review_nothing_can_be_chosen_for_change(act: Deed, second: Asking) -> None:
    assert act(surveys.change, second.live.card, None) == second


def test_an_edited_answer_leads_back_to_the_review_with_the_same_code(
    act: Deed, review: Reviewing
) -> None:
    line = next(line for line in review.lines if line.question.element == "waktu")

    asked = act(surveys.edit, review.live.card, line.question.number, MORNING)
    assert asked.ask.question.path == line.question.path
    found = act(surveys.pick, asked.live.card, line.question.number, 0, MORNING)

    assert isinstance(found, Reviewing)
    assert found.receipt == review.receipt
    changed = [
        new.answer for old, new in zip(review.lines, found.lines, strict=True) if old != new
    ]
    assert changed == ["Tidak cepat"]


def test_a_line_at_the_review_changes_nothing(act: Deed, review: Reviewing) -> None:
    assert act(surveys.write, "Baik", MORNING, MORNING) == replace(review, typed=True)
    assert act(surveys.where) == review


def test_pausing_tells_the_place_and_a_loss_is_confirmed_first(
    database: Database, act: Deed, second: Asking
) -> None:
    card = second.live.card

    paused = act(surveys.pause, card)
    assert (paused.position.at, paused.position.of) == (2, 4)
    for loss in Loss:
        assert act(surveys.pause, card, loss) == Confirming(second.about, second.live, loss)
    assert database.now(rows_of, "interview") == 1


def test_back_from_a_tapped_change_leads_to_the_review_with_the_answer_as_it_was(
    act: Deed, review: Reviewing
) -> None:
    for line in review.lines:
        asked = act(surveys.edit, act(surveys.where).live.card, line.question.number, MORNING)
        assert asked.ask.question.number == line.question.number
        assert act(surveys.pause, asked.live.card).position is None
        found = act(surveys.back, asked.live.card, MORNING)

        assert isinstance(found, Reviewing)
        assert found.lines == review.lines


def test_another_page_of_choices_changes_nothing_but_the_page(act: Deed, second: Asking) -> None:
    turned = act(surveys.choices, second.live.card, 1)

    assert turned == replace(second, page=1)
    assert act(surveys.where) == second


def test_starting_over_asks_the_first_question_under_a_new_code(
    database: Database, act: Deed, review: Reviewing
) -> None:
    found = act(surveys.restart, review.live.card, MORNING)

    assert found.ask.question.path.endswith("usia")
    assert found.ask.answer is None
    assert database.now(rows_of, "interview") == 1
    assert database.now(counted) == {"begun": 2, "left:review": 1}


def test_cancelling_leaves_nothing_of_the_interview(
    database: Database, act: Deed, second: Asking
) -> None:
    assert act(surveys.cancel, second.live.card, MORNING) == Cancelled(second.about)

    for table in ("interview", "delivery", "expectation"):
        assert database.now(rows_of, table) == 0


def at_the_suggestion(act: Deed, review: Reviewing) -> Situation:
    found: Situation = act(surveys.back, review.live.card, MORNING)
    return found


def test_who_went_elsewhere_is_asked_before_a_line_is_taken(
    database: Database, act: Deed, review: Reviewing
) -> None:
    asked = at_the_suggestion(act, review)
    database.now(accounts.expect_nothing, CITIZEN.person)

    paused = act(surveys.write, "Baik", MORNING, MORNING)
    assert isinstance(paused, Paused)
    assert paused.typed
    assert act(surveys.resume) == asked
    found = act(surveys.write, "Baik", MORNING, MORNING)

    assert isinstance(found, Reviewing)
    assert found.lines[-1].answer == "Baik"


def test_who_went_elsewhere_is_still_told_to_tap_where_a_tap_is_asked(
    database: Database, act: Deed, second: Asking
) -> None:
    database.now(accounts.expect_nothing, CITIZEN.person)

    found = act(surveys.write, "perempuan", MORNING, MORNING)

    assert found.ask == second.ask
    assert found.rejected.reason is Reason.NOT_A_CHOICE
    assert database.now(people.expectation, CITIZEN.id) is not None


def test_numbers_that_name_a_person_are_hidden_before_they_are_stored(
    act: Deed, review: Reviewing
) -> None:
    at_the_suggestion(act, review)

    found = act(surveys.write, "Hubungi 0812-3456-7890", MORNING, MORNING)

    assert found.lines[-1].answer == "Hubungi ****-****-****"


def test_the_message_of_the_live_card_is_remembered(
    database: Database, office: Office, act: Deed, second: Asking
) -> None:
    database.now(walks.shown, office, CITIZEN.id, 55)

    assert act(surveys.where).live.message_id == 55
    assert second.live.message_id is None


def under_age(act: Deed, found: Asking) -> Discarded:
    ended: Discarded = act(surveys.pick, found.live.card, found.ask.question.number, 0, MORNING)
    return ended


def test_under_seventeen_nothing_is_kept_of_a_newcomer(
    database: Database, act: Deed, unit_id: int
) -> None:
    found = act(arrivals.begin, unit_id, MORNING)

    assert "17 tahun ke atas" in under_age(act, found).note

    for table in ("person", "interview", "delivery", "expectation", "ballot"):
        assert database.now(rows_of, table) == 0
    assert database.now(counted) == {}


def test_under_seventeen_keeps_what_an_earlier_consent_stored(
    database: Database, office: Office, act: Deed, unit_id: int
) -> None:
    rate(database, office, CITIZEN, unit_id)
    known = database.now(accounts.recognise, CITIZEN.id, "id", frozenset())
    found = database.now(arrivals.begin, office, known, unit_id + 1, MORNING)
    assert isinstance(found, Asking)

    under_age(act, found)

    assert database.now(rows_of, "person") == 1
    assert database.now(rows_of, "interview") == 0


def test_a_word_for_another_occupation_is_asked_and_kept(
    database: Database, office: Office, unit_id: int
) -> None:
    citizen = Citizen(occupation=OTHER, other="Nelayan")

    found = answer_all(database, office, citizen, unit_id)

    assert [line.answer for line in found.lines][3:5] == ["Lainnya", "Nelayan"]
