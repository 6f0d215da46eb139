"""The card of an open question."""

from typing import assert_never

from bot.domain.situation import Asking
from bot.domain.survey import TYPED, Kind, Position, Question, Reason, Reject
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import bar, quote
from bot.texts import _, number
from bot.xlsform.interview import MAX_TEXT

__all__ = ["asking"]


def asking(found: Asking) -> Card:
    question = found.ask.question
    lines = [_rejection(found.rejected)] if found.rejected else []
    if question.position:
        lines.append(_headline(question.position))
    lines.append(f"<b>{escape(question.label)}</b>")
    if question.hint:
        lines.append(f"<i>{escape(question.hint)}</i>")
    if question.kind in TYPED:
        lines.append(_how_to_type(question))
    if question.kind in TYPED and found.ask.answer:
        lines.append(_("Your answer so far: {answer}").format(answer=quote(found.ask.answer)))
    return Card("\n".join(lines), (*_choices(found), *_other_answers(found), *_ways_out(found)))


def _how_to_type(question: Question) -> str:
    if question.kind is Kind.INTEGER:
        return _("Type a number, for example 35.")
    if question.required:
        return _("Type your answer.")
    return _("Type your answer, or skip it.")


def _headline(position: Position) -> str:
    if position.of == 1:
        return escape(position.group)
    text = _("{group} {at} of {of}").format(
        group=escape(position.group), at=position.at, of=position.of
    )
    return f"{text}  {bar(position.at, position.of)}"


def _choices(found: Asking) -> tuple[Row, ...]:
    card, choices = found.live.card, found.ask.question.choices
    chosen = [place for place, one in enumerate(choices) if one.value == found.ask.answer]
    page = paged(choices, found.page, holding=chosen[0] if chosen else 0)
    first = buttons.Pick(card=card, question=found.ask.question.number, choice=0).pack()
    # Made once for all of them: it costs more than the rest of a button.
    data = first.removesuffix("0")
    rows = column(*(Button(_label(found, at), f"{data}{at}") for at in page.places))
    turn = turning(page.at, page.of, lambda at: buttons.Choices(card=card, page=at))
    return (*rows, *turn)


def _label(found: Asking, place: int) -> str:
    choice = found.ask.question.choices[place]
    return f"✓ {choice.label}" if choice.value == found.ask.answer else choice.label


def _other_answers(found: Asking) -> tuple[Row, ...]:
    question, card = found.ask.question, found.live.card
    chosen = []
    if question.kind is Kind.NOTE:
        chosen.append(button(_("Next"), buttons.Skip(card=card)))
    if question.kind in TYPED and found.ask.answer:
        chosen.append(button(_("Keep my answer"), buttons.Keep(card=card)))
    if question.kind is not Kind.NOTE and not question.required:
        label = _("Leave it empty") if found.ask.answer else _("Skip")
        chosen.append(button(label, buttons.Skip(card=card)))
    return column(*chosen)


def _ways_out(found: Asking) -> tuple[Row, ...]:
    pause = button(_("Stop"), buttons.Pause(card=found.live.card))
    if found.ask.first:
        return ((pause,),)
    return ((button(_("‹ Back"), buttons.Back(card=found.live.card)), pause),)


def _rejection(rejected: Reject) -> str:
    question = rejected.question
    match rejected.reason:
        case Reason.NOT_A_CHOICE:
            text = _("Please choose one of the buttons below.")
        case Reason.NOT_A_NUMBER:
            text = _("Please type digits only, for example 35.")
        case Reason.TOO_LONG:
            limit = number(MAX_TEXT)
            text = _("That text is too long: at most {limit} characters. Please shorten it.")
            text = text.format(limit=limit)
        case Reason.REQUIRED:
            text = _("This question needs an answer.")
        case Reason.CONSTRAINT:
            text = rejected.message or _("That answer does not fit; please check it.")
        case _:
            assert_never(rejected.reason)
    return f"{escape(text)}\n" if question.position else escape(text)
