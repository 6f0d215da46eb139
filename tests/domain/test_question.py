"""What a question is taken as, and how far it has come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import question as rules
from bot.domain.errors import NotNow
from bot.domain.privacy import ALPHABET, pseudonym
from bot.domain.question import LIFETIME, LONGEST, Fault, Part, Question, Stage
from tests.factories import MORNING

TODAY = MORNING.date()
ASKED = Question(1, b"m" * 32, TODAY, "Kapan?", "id", 1, "token")
ANSWERED = rules.answered(ASKED, "Besok.", TODAY)
PUBLISHED = rules.published(ANSWERED, ANSWERED.edition)


@pytest.mark.parametrize("text", [None, "", " \n\t ", "\x00\x1f", "\ud83d"])
def test_what_says_nothing_is_no_text(text: str | None) -> None:
    assert rules.typed(text) is Fault.NO_TEXT


def test_paragraphs_stay_and_the_rest_of_blanks_goes() -> None:
    assert rules.typed("  Halo\t kantor \r\n\r\nKapan?\x00 ") == "Halo kantor\n\nKapan?"


def test_a_text_is_as_long_as_telegram_says() -> None:
    assert rules.typed("é" * LONGEST) == "é" * LONGEST
    assert rules.typed("é" * (LONGEST + 1)) is Fault.TOO_LONG
    assert rules.typed("😀" * (LONGEST // 2)) == "😀" * (LONGEST // 2)
    assert rules.typed("😀" * (LONGEST // 2) + "!") is Fault.TOO_LONG


def test_an_answer_may_tell_whom_to_call_and_a_question_may_not() -> None:
    text = "Hubungi 0812-3456-7890."

    assert rules.typed(text) == text
    assert rules.asked(text) == "Hubungi ****-****-****."
    assert rules.asked(None) is Fault.NO_TEXT


@given(st.text())
def test_what_is_taken_is_taken_again_as_it_is(text: str) -> None:
    taken = rules.typed(text)

    assert isinstance(taken, Fault) or rules.typed(taken) == taken


def test_an_answer_is_given_once() -> None:
    assert (ANSWERED.stage, ANSWERED.answer, ANSWERED.answered_on) == (
        Stage.ANSWERED,
        "Besok.",
        TODAY,
    )
    with pytest.raises(NotNow):
        rules.answered(ANSWERED, "Lusa.", TODAY)


@pytest.mark.parametrize("one", [ASKED, PUBLISHED])
def test_only_what_was_answered_and_is_not_out_yet_can_be_published(one: Question) -> None:
    with pytest.raises(NotNow):
        rules.published(one, one.edition)
    with pytest.raises(NotNow):
        rules.reworded(one, Part.QUESTION, "Kapan mulai?")


def test_everybody_reads_what_was_worded_for_them() -> None:
    question = rules.reworded(ANSWERED, Part.QUESTION, "Kapan mulai?")
    both = rules.reworded(question, Part.ANSWER, "Segera.")

    assert ANSWERED.public == ("Kapan?", "Besok.")
    assert question.public == ("Kapan mulai?", "Besok.")
    assert both.public == ("Kapan mulai?", "Segera.")
    assert (both.text, both.answer) == ("Kapan?", "Besok.")


def test_only_what_was_shown_is_published() -> None:
    reworded = rules.reworded(ANSWERED, Part.ANSWER, "Segera.")

    with pytest.raises(NotNow):
        rules.published(reworded, ANSWERED.edition)
    assert rules.published(reworded, reworded.edition).stage is Stage.PUBLISHED


def test_a_question_is_over_thirty_days_after_its_answer() -> None:
    day = timedelta(days=1)

    assert not rules.is_over(ANSWERED, TODAY + LIFETIME - day)
    assert rules.is_over(ANSWERED, TODAY + LIFETIME)
    assert not rules.is_over(ASKED, TODAY + 10 * LIFETIME)


@given(st.binary(min_size=32, max_size=32))
def test_a_pseudonym_is_readable_and_the_same_every_time(mark: bytes) -> None:
    first, dash, second = pseudonym(mark).partition("-")

    assert (len(first), dash, len(second)) == (4, "-", 4)
    assert set(first + second) <= set(ALPHABET)
    assert replace(ASKED, mark=mark).code == pseudonym(mark)


def test_different_marks_have_different_pseudonyms() -> None:
    marks = [bytes([n]) * 32 for n in range(256)]

    assert len({pseudonym(mark) for mark in marks}) == len(marks)
