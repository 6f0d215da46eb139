"""The shipped questionnaire as everybody here taps through it, and the cards it shows."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot import instruments
from bot.domain.situation import Asking, Live, Place
from bot.domain.survey import Ask, Kind, Picked, Turn
from bot.telegram.card import Card, Letterhead
from bot.telegram.views import survey as views
from bot.usecases import publishing
from bot.xlsform import interview as forms
from bot.xlsform.form import compile_form
from bot.xlsform.interview import Context, Interview

__all__ = ["TAPPED", "UNIT", "card", "tap", "walk"]

TAPPED = 1
"""The row of the button that everybody taps, from 0; the first age group is too young."""

UNIT = Place(3, "dukcapil-ktp", "KTP elektronik", "Disdukcapil")

CONTEXT = Context(datetime(2026, 11, 24, tzinfo=UTC), random=lambda: 0.5, uuid=lambda: "0")
LETTERHEAD = Letterhead("Maluku Utara", "Sofifi", ZoneInfo("Asia/Jayapura"))


def walk() -> list[tuple[Interview, Ask]]:
    """The interview at each question that a tap answers, and at the one after them."""
    form = compile_form(publishing.edition("skm", instruments.read("skm")).xform)
    at = forms.begin(form, "id", CONTEXT)
    steps = [(at, _asked(forms.turn(at)))]
    while steps[-1][1].question.kind is Kind.SELECT_ONE:
        at, turn = tap(*steps[-1])
        steps.append((at, _asked(turn)))
    return steps


def tap(interview: Interview, ask: Ask) -> tuple[Interview, Turn]:
    """What one tap on the open question makes."""
    reply = Picked(ask.question.choices[TAPPED].value)
    return forms.answer(interview, ask.question.number, reply, CONTEXT)


def card(turn: Turn) -> Card:
    """The card of the open question."""
    return views.situation(Asking(UNIT, Live(2**29, 2), _asked(turn)), LETTERHEAD)


def _asked(turn: Turn) -> Ask:
    if not isinstance(turn, Ask):
        raise TypeError(f"The questionnaire asks nothing here: {turn}")
    return turn
