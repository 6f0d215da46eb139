"""Cards of /tanya: what is published, a question to write, one's own questions, the answer."""

from collections.abc import Sequence

from bot.domain.question import LONGEST, MOST_WAITING, Answer, Desk, Entry, Fault, Question
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import addressed, clip, quote
from bot.texts import _, day, ngettext, number

__all__ = ["answer", "asked", "desk", "entry", "mine", "own", "told", "write", "wrong"]


def desk(found: Desk, at: int) -> Card:
    """A page of what was answered for everybody, and the way to ask."""
    parts = [
        _("<b>Ask the office</b>"),
        _("What do you want to know? You can ask at any time; the answer comes here."),
    ]
    if found.entries:
        parts += ["", _("Asked before and answered:")]
    page = paged(found.entries, at)
    shown = [found.entries[place] for place in page.places]
    rows = column(*(_to(clip(one.question), "entry", one.id) for one in shown))
    turn = turning(page.at, page.of, lambda to: buttons.Asking(view="desk", page=to))
    last = [_to(_("Write a question"), "write")]
    if found.own:
        last.append(_to(_("My questions"), "mine"))
    return Card("\n".join(parts), (*rows, *turn, *column(*last)))


def entry(one: Entry) -> Card:
    """A published question with its answer."""
    text = f"<b>{escape(one.question)}</b>\n\n{escape(one.answer)}"
    return Card(text, column(_to(_("Write a question"), "write"), _to(_("‹ Back"), "desk")))


def write(*, own: bool = False) -> Card:
    """The next line is the question, or in one's own words what one holds against something."""
    first = _("Type your question in one message of at most {n} letters.")
    if own:
        first = _("Type what you hold against it in one message of at most {n} letters.")
    text = f"{first}\n\n" + _(
        "It is kept encrypted under a code, not under your name. Long numbers and phone numbers "
        "in it are hidden; please write no names. 30 days after the answer it is deleted."
    )
    return Card(text.format(n=number(LONGEST)), column(_to(_("‹ Back"), "desk")))


def asked() -> Card:
    """The question is in."""
    text = _(
        "Thank you, what you wrote is in. It is kept under a code, not under your name; the "
        "answer comes here."
    )
    return Card(text, column(_to(_("My questions"), "mine")))


def told(fault: Fault) -> Card:
    """Why a typed question was not taken, and the way on."""
    again = _to(_("Write a question"), "write")
    rows = {Fault.TOO_LONG: (again,), Fault.ENOUGH: (_to(_("My questions"), "mine"),)}
    return Card(wrong(fault), column(*rows.get(fault, ())))


def wrong(fault: Fault, longest: int = LONGEST) -> str:
    """What was wrong with what was typed, and what would be right."""
    texts = {
        Fault.NO_TEXT: _("Please type this as text, in one message."),
        Fault.TOO_LONG: _(
            "That is too long: at most {n} letters. Please write it again, shorter."
        ),
        Fault.ENOUGH: _(
            "{most} of your questions still wait for an answer. Please ask again when one of "
            "them is answered."
        ),
        Fault.ANSWERED: _("This was answered meanwhile; what you wrote was not sent."),
        Fault.NOBODY: _("Nobody answers here; what you wrote was not sent."),
        Fault.NUMBERS: _(
            "That has a phone number, NIK or NIP in it, so it was not sent. Please write it "
            "without: the citizen may show the answer to anybody."
        ),
    }
    return texts[fault].format(n=number(longest), most=number(MOST_WAITING))


def mine(found: Sequence[Question], at: int) -> Card:
    """A page of one's own questions, the newest first."""
    back = column(_to(_("Write a question"), "write"), _to(_("‹ Back"), "desk"))
    if not found:
        return Card(_("No question of yours is kept."), back)
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    rows = column(*(_to(_label(one), "own", one.key) for one in shown))
    turn = turning(page.at, page.of, lambda to: buttons.Asking(view="mine", page=to))
    text = ngettext(
        "{n} question of yours is kept.", "{n} questions of yours are kept.", len(found)
    )
    return Card(text.format(n=number(len(found))), (*rows, *turn, *back))


def own(one: Question) -> Card:
    """One's own question, with its answer if there is one."""
    answer = escape(one.answer) if one.answer else _("<i>It waits for an answer.</i>")
    parts = [_("Asked on {day}:").format(day=day(one.asked_on)), quote(one.text), "", answer]
    return Card("\n".join(parts), column(_to(_("‹ Back"), "mine")))


def answer(found: Answer, letterhead: Letterhead) -> Card:
    """The message that brings the answer."""
    parts = [
        addressed(_("{name}, your question was answered:"), found.to),
        quote(found.question),
        "",
        escape(found.answer),
        f"\n<i>{escape(letterhead.name)}</i>",
    ]
    return Card("\n".join(parts), column(_to(_("Write a question"), "write")))


def _label(one: Question) -> str:
    return clip(("✓ " if one.answer else "⏳ ") + one.text)


def _to(label: str, view: str, key: int = 0) -> Button:
    return button(label, buttons.Asking(view=view, key=key))
