"""Cards of /tanggapan: what citizens write to units, and the units' answers."""

from collections.abc import Sequence

from bot.domain.question import Fault
from bot.domain.thread import LONGEST, Letter, Thread, Waiting
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views.asking import wrong
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import addressed, clip, quote
from bot.texts import _, day, ngettext, number

__all__ = ["conversation", "detail", "faulty", "listed", "sent", "waiting", "write"]

SUGGESTION_LENGTH = 200
"""So much of it leaves room on a card for six lines."""

MOST_UNITS = 10


def waiting(found: Waiting, letterhead: Letterhead) -> Card:
    """In the morning: how many citizens wait, and where."""
    parts = [addressed(_("{name}, citizens wait for an answer."), found.to)]
    if found.own:
        text = _("You read this as the one who leads or answers for the unit.")
        parts.append("\n".join([*_each(found.own), text]))
    if found.others:
        text = _("Nobody at the unit can be written to, or some have waited for 14 days:")
        parts.append("\n".join([text, *_each(found.others)]))
    parts += [
        _("Nobody sees who they are; they fetch the answer with their receipt code."),
        f"<i>{escape(letterhead.name)}</i>",
    ]
    look = button(_("Read and answer"), buttons.Reply(deed="list"))
    return Card("\n\n".join(parts), column(look))


def conversation(one: Thread) -> str:
    """All that was written so far, the oldest first."""
    parts = []
    if one.suggestion is not None:
        parts.append(
            _("Suggestion with the rating:\n{text}").format(
                text=quote(one.suggestion, SUGGESTION_LENGTH)
            )
        )
    for place, line in enumerate(one.lines):
        head = _("<b>Unit</b> · {day}") if place % 2 else _("<b>Citizen</b> · {day}")
        parts.append(f"{head.format(day=day(line.day))}\n{escape(line.text)}")
    return "\n\n".join(parts)


def listed(found: Sequence[Letter], at: int) -> Card:
    """A page of the threads of one's units, and how many wait."""
    if not found:
        return Card(_("No citizen has written to your units."))
    waiting = sum(one.thread.waiting for one in found)
    text = ngettext(
        "{n} citizen waits for an answer.", "{n} citizens wait for an answer.", waiting
    )
    parts = [
        text.format(n=number(waiting)),
        _("Nobody sees who they are; they fetch the answer with their receipt code."),
    ]
    page = paged(found, at)
    rows = column(*(_tap(_label(found[place]), "look", found[place]) for place in page.places))
    turn = turning(page.at, page.of, lambda to: buttons.Reply(deed="list", page=to))
    return Card("\n".join(parts), (*rows, *turn))


def detail(one: Letter) -> Card:
    """One thread under its code, and its turn."""
    taps = [_tap(_("Answer"), "write", one)] if one.thread.waiting else []
    return Card(_told(one), column(*taps, _to_list()))


def write(one: Letter) -> Card:
    """The answer is typed next."""
    text = _(
        "Type the answer in one message of at most {n} letters. Please ask for no name and no "
        "number: nobody is to know who it is."
    ).format(n=number(LONGEST))
    return Card(f"{_told(one)}\n\n<i>{text}</i>", column(_tap(_("‹ Back"), "look", one)))


def sent(one: Letter) -> Card:
    """After the answer was typed."""
    text = _("The answer is kept for 30 days, for whoever has the receipt code.")
    return Card(f"{_told(one)}\n\n<i>{text}</i>", column(_to_list()))


def faulty(one: Letter, fault: Fault) -> Card:
    """What was typed was not taken, and the way on."""
    again = [_tap(_("Write again"), "write", one)] if fault is Fault.NUMBERS else []
    return Card(wrong(fault, LONGEST), column(*again, _tap(_("‹ Back"), "look", one)))


def _each(found: Sequence[tuple[str, int]]) -> list[str]:
    lines = [
        ngettext(
            "{n} citizen waits for an answer at <b>{unit}</b>.",
            "{n} citizens wait for an answer at <b>{unit}</b>.",
            n,
        ).format(n=number(n), unit=escape(title))
        for title, n in found[:MOST_UNITS]
    ]
    more = len(found) - MOST_UNITS
    rest = [ngettext("and {n} more", "and {n} more", more).format(n=number(more))]
    return [*lines, *(rest if more > 0 else [])]


def _told(one: Letter) -> str:
    head = f"<b>{one.code}</b> · {escape(one.title)}"
    return f"{head}\n\n{conversation(one.thread)}"


def _label(one: Letter) -> str:
    sign = "⏳" if one.thread.waiting else "✓"
    return clip(f"{sign} {one.code}: {one.thread.lines[-1].text}")


def _tap(label: str, deed: str, one: Letter) -> Button:
    return button(label, buttons.Reply(deed=deed, thread=one.thread.mark))


def _to_list() -> Button:
    return button(_("‹ Back"), buttons.Reply(deed="list"))
