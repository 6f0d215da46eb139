"""The cards before sending: everything once more, and what to change."""

from itertools import groupby

from bot.domain import privacy
from bot.domain.situation import Changing, Reviewing
from bot.domain.survey import TYPED, Question, ReviewLine
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views.words import QUOTE_LENGTH, clip, element, quote
from bot.texts import _

__all__ = ["changing", "reviewing"]

MANY = 8
"""More buttons than this stand two in a row."""


def reviewing(found: Reviewing) -> Card:
    card, room = found.live.card, _room(found.lines)
    parts = [
        *([_("Please choose one of the buttons below.")] if found.typed else []),
        _("<b>Please check before sending</b>\n{unit}").format(unit=escape(found.unit.title)),
        *(
            "\n".join([f"<b>{escape(name)}</b>", *(_line(line, room) for line in lines)])
            for name, lines in _groups(found.lines)
        ),
        _(
            "Receipt code: <code>{code}</code>\n"
            "Note it down if you want to read the unit's reply; it is shown only here."
        ).format(code=privacy.spell(found.receipt)),
    ]
    rows = column(
        button(_("Send"), buttons.Submit(card=card)),
        button(_("Change answers"), buttons.Change(card=card, group=None)),
        button(_("Stop"), buttons.Pause(card=card)),
    )
    return Card("\n\n".join(parts), rows)


def _groups(lines: tuple[ReviewLine, ...]) -> list[tuple[str, list[ReviewLine]]]:
    def group(line: ReviewLine) -> str:
        return line.question.position.group if line.question.position else ""

    return [(name, list(found)) for name, found in groupby(lines, group)]


def _room(lines: tuple[ReviewLine, ...]) -> int:
    """How much of each typed answer a message has room for; one alone is shown whole."""
    typed = sum(line.question.kind in TYPED for line in lines if line.answer)
    return QUOTE_LENGTH // max(typed, 1)


def _line(line: ReviewLine, room: int) -> str:
    if line.question.kind in TYPED and line.answer:
        return quote(line.answer, room)
    answer = escape(line.answer) if line.answer else _("(skipped)")
    return f"{escape(_name(line.question))} · {answer}"


def _name(question: Question) -> str:
    if question.element is None:
        return clip(question.label, 40)
    at = question.position.at if question.position else question.number
    return f"{at} {element(question.element)}"


def changing(found: Changing) -> Card:
    card, groups = found.live.card, _groups(found.lines)
    if found.group is None or found.group >= len(groups):
        text = _("Which part do you want to change?")
        chosen = [
            button(clip(name or _name(lines[0].question)), buttons.Change(card=card, group=place))
            for place, (name, lines) in enumerate(groups)
        ]
        # Resume leads back to the live card, which is the review.
        back = button(_("‹ Back"), buttons.Resume())
    else:
        text = _("Which answer do you want to change? The others stay as they are.")
        chosen = [
            button(clip(_plain_line(line)), buttons.Edit(card=card, question=line.question.number))
            for line in groups[found.group][1]
        ]
        back = button(_("‹ Back"), buttons.Change(card=card, group=None))
    return Card(text, (*_grid(chosen), (back,)))


def _plain_line(line: ReviewLine) -> str:
    return f"{_name(line.question)} · {line.answer}" if line.answer else _name(line.question)


def _grid(chosen: list[Button]) -> tuple[Row, ...]:
    width = 2 if len(chosen) > MANY else 1
    return tuple(tuple(chosen[i : i + width]) for i in range(0, len(chosen), width))
