"""The cards before sending: everything once more, and what to change."""

from itertools import groupby

from bot.domain import privacy
from bot.domain.situation import Changing, Reviewing
from bot.domain.survey import TYPED, Question, ReviewLine
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views.inquiries import in_own_name, named
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import QUOTE_LENGTH, clip, element, quote
from bot.texts import _

__all__ = ["changing", "reviewing"]

LINE_LENGTH = 30
"""A button has room for a question and its answer."""


def reviewing(found: Reviewing) -> Card:
    card, room = found.live.card, _room(found.lines)
    parts = [
        *([_("Please choose one of the buttons below.")] if found.typed else []),
        _("<b>Please check before sending</b>\n{unit}").format(unit=named(found.about)),
        *(
            "\n".join([f"<b>{escape(name)}</b>", *(_line(line, room) for line in lines)])
            for name, lines in _groups(found.lines)
        ),
        in_own_name() if found.receipt is None else _receipt(found.receipt),
    ]
    rows = column(
        button(_("Send"), buttons.Submit(card=card)),
        button(_("Change answers"), buttons.Change(card=card, group=None)),
        button(_("Stop"), buttons.Pause(card=card)),
    )
    return Card("\n\n".join(parts), rows)


def _receipt(code: str) -> str:
    return _(
        "Receipt code: <code>{code}</code>\n"
        "Note it down if you want to read the unit's reply; it is shown only here."
    ).format(code=privacy.spell(code))


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
        chosen = [_group_button(card, place, *group) for place, group in enumerate(groups)]
        # Resume leads back to the live card, which is the review.
        back = button(_("‹ Back"), buttons.Resume())
    else:
        text = _("Which answer do you want to change? The others stay as they are.")
        chosen = [
            button(_plain_line(line), buttons.Edit(card=card, question=line.question.number))
            for line in groups[found.group][1]
        ]
        back = button(_("‹ Back"), buttons.Change(card=card, group=None))
    page = paged(chosen, found.page)
    turn = turning(
        page.at, page.of, lambda at: buttons.Change(card=card, group=found.group, page=at)
    )
    return Card(text, (*column(*(chosen[place] for place in page.places)), *turn, (back,)))


def _group_button(card: int, place: int, name: str, lines: list[ReviewLine]) -> Button:
    """Leads to the answers of a group; to the question itself where it is the only one."""
    label = clip(name or _name(lines[0].question))
    if len(lines) == 1:
        return button(label, buttons.Edit(card=card, question=lines[0].question.number))
    return button(label, buttons.Change(card=card, group=place))


def _plain_line(line: ReviewLine) -> str:
    """The question and its answer; where there is no room for both, a long question gives way."""
    name, answer = _name(line.question), clip(line.answer or "", LINE_LENGTH // 2)
    if not answer:
        return clip(name)
    if line.question.element is not None:
        return clip(f"{name} · {line.answer}")
    return f"{clip(name, LINE_LENGTH - len(answer) - len(' · '))} · {answer}"
