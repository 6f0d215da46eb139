"""Walks through forms as people take them: replies that fit or do not, second thoughts."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from bot.domain.survey import Ask, Kind, Picked, Reply, Skipped, Typed
from bot.xlsform import interview as interviews
from bot.xlsform.form import FormDef
from bot.xlsform.interview import Interview
from tests.xlsform.xpath_cases import a_context

__all__ = ["CONTEXT", "Back", "Edit", "Move", "begun", "moves", "replies", "states", "taken"]

CONTEXT = a_context()


@dataclass(frozen=True, slots=True)
class Back:
    """A tap on Kembali."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A tap on one line of the review."""

    number: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A tap on one of the buttons on the card, counted around."""

    place: int


Move = Reply | Back | Edit | Pick

replies: st.SearchStrategy[Reply] = st.one_of(
    st.just(Skipped()),
    st.builds(
        Typed, st.sampled_from(["1", "2", "7", "12", " 3 ", "", "\x00", "tujuh", "x" * 1001])
    ),
    st.builds(Typed, st.text(max_size=20)),
    st.builds(Picked, st.sampled_from(["ya", "tidak", "ternate", "sofifi", "1", "u17"])),
)
edits: st.SearchStrategy[Move] = st.builds(Edit, st.integers(0, 16))
picks: st.SearchStrategy[Move] = st.builds(Pick, st.integers(1, 5))
anything: st.SearchStrategy[Move] = st.one_of(
    picks, st.builds(Pick, st.integers(0, 5)), replies, st.just(Back()), edits
)
# Half of the walks first go to the end or near it, where second thoughts have the most to undo.
moves: st.SearchStrategy[list[Move]] = st.one_of(
    st.lists(anything, max_size=20),
    st.builds(
        operator.add, st.lists(picks, min_size=9, max_size=17), st.lists(anything, max_size=12)
    ),
)


def begun(form: FormDef, language: str = "id") -> Interview:
    """An interview in which nothing has been asked yet."""
    return interviews.begin(form, language, CONTEXT)


def states(form: FormDef, walk: list[Move]) -> Iterator[Interview]:
    """Every state of a walk, the first one included."""
    interview = begun(form)
    yield interview
    for move in walk:
        interview = taken(interview, move)
        yield interview


def taken(interview: Interview, move: Move) -> Interview:
    """The interview after one move."""
    match move:
        case Back():
            return interviews.back(interview)
        case Edit(number=number):
            return interviews.edit(interview, number)
        case _:
            turn = interviews.turn(interview)
            if not isinstance(turn, Ask):
                return interview
            reply = _fitting(turn, move.place) if isinstance(move, Pick) else move
            return interviews.answer(interview, turn.question.number, reply, CONTEXT)[0]


def _fitting(turn: Ask, place: int) -> Reply:
    choices = turn.question.choices
    if choices:
        return Picked(choices[place % len(choices)].value)
    skips = turn.question.kind is Kind.NOTE or (not turn.question.required and place > 3)
    return Skipped() if skips else Typed(str(place))
