"""Cards of /pertanyaan: what employees ask, under their codes, and what is published of it."""

from collections.abc import Sequence
from typing import assert_never

from bot.domain.question import LONGEST, Entry, Fault, Question, Stage
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views.asking import wrong
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, quote
from bot.texts import _, day, ngettext, number

__all__ = [
    "answered",
    "ask_discard",
    "ask_withdraw",
    "detail",
    "discarded",
    "entries",
    "entry",
    "faulty",
    "inbox",
    "preview",
    "published",
    "reword_answer",
    "reword_question",
    "sent",
    "withdrawn",
    "write",
]


def inbox(found: Sequence[Question], at: int) -> Card:
    """A page of those that wait, and the way to the others."""
    last = (_tap(_("Answered"), "answered"), _tap(_("Published"), "entries"))
    if not found:
        return Card(_("No question waits."), column(*last))
    text = ngettext("{n} question waits.", "{n} questions wait.", len(found))
    return _listed(text.format(n=number(len(found))), found, at, "inbox", last)


def answered(found: Sequence[Question], at: int) -> Card:
    """A page of those that were answered, until they are deleted."""
    last = (_tap(_("‹ Back"), "inbox"),)
    text = _("Answered, and kept for 30 days from the answer.")
    return _listed(text, found, at, "answered", last)


def detail(one: Question) -> Card:
    """One question under its code, and what can be done with it."""
    discard, said = _tap(_("Discard"), "discard", one), [_asked(one), escape(one.answer or "")]
    match one.stage:
        case Stage.WAITING:
            taps = [_tap(_("Write the answer"), "write", one), discard, _to_inbox()]
        case Stage.ANSWERED:
            taps = [_tap(_("Publish"), "preview", one), discard, _to_answered()]
        case Stage.PUBLISHED:
            said.append(_("<i>Published under /tanya</i>"))
            taps = [discard, _to_answered()]
        case _:
            assert_never(one.stage)
    return Card("\n\n".join(filter(None, said)), column(*taps))


def write(one: Question) -> Card:
    """The answer is typed next."""
    text = _(
        "Type the answer in one message of at most {n} letters. It goes to whoever asked, whom "
        "only the bot can find."
    ).format(n=number(LONGEST))
    return Card(f"{_asked(one)}\n\n{text}", column(_tap(_("‹ Back"), "look", one)))


def sent(one: Question) -> Card:
    """After the answer was typed."""
    text = _("The answer goes to whoever asked, if their account is still linked.")
    rows = column(_tap(_("Publish"), "preview", one), _tap(_("Next question"), "inbox"))
    return Card(f"{_asked(one)}\n\n{escape(one.answer or '')}\n\n{text}", rows)


def faulty(one: Question, fault: Fault) -> Card:
    """What was typed was not taken, and the way on."""
    return Card(wrong(fault), column(_tap(_("‹ Back"), "look", one)))


def preview(one: Question) -> Card:
    """What would be published, before it is."""
    question, answer = one.public
    text = _("Every employee would read this under /tanya, without name and code:")
    rows = column(
        button(
            _("Yes, publish"),
            buttons.Answering(deed="publish", key=one.key, edition=one.edition),
        ),
        _tap(_("Reword the question"), "question", one),
        _tap(_("Reword the answer"), "answer", one),
        _tap(_("‹ Back"), "look", one),
    )
    return Card(f"{text}\n\n<b>{escape(question)}</b>\n\n{escape(answer)}", rows)


def reword_question(one: Question) -> Card:
    """The question for everybody is typed next."""
    text = _("Type the question as everybody is to read it, in at most {n} letters:")
    return _rewording(one, text, one.public[0])


def reword_answer(one: Question) -> Card:
    """The answer for everybody is typed next."""
    text = _("Type the answer as everybody is to read it, in at most {n} letters:")
    return _rewording(one, text, one.public[1])


def published() -> Card:
    """After the second tap."""
    rows = column(_tap(_("Published"), "entries"), _tap(_("Next question"), "inbox"))
    return Card(_("It is published: employees find it under /tanya."), rows)


def ask_discard(one: Question) -> Card:
    """What the next tap does."""
    text = _("The question is then deleted, and whoever asked is not told. Go on?")
    rows = (_tap(_("Yes, discard it"), "sure", one), _tap(_("‹ Back"), "look", one))
    return Card(f"{_asked(one)}\n\n{text}", column(*rows))


def discarded() -> Card:
    """After the second tap."""
    return Card(_("The question is deleted."), column(_tap(_("Next question"), "inbox")))


def entries(found: Sequence[Entry], at: int) -> Card:
    """A page of what is published, the newest first."""
    back = column(_tap(_("‹ Back"), "inbox"))
    if not found:
        return Card(_("Nothing is published yet."), back)
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    rows = column(*(_of(one, clip(one.question), "entry") for one in shown))
    turn = turning(page.at, page.of, lambda to: buttons.Answering(deed="entries", page=to))
    return Card(_("Published under /tanya"), (*rows, *turn, *back))


def entry(one: Entry) -> Card:
    """What everybody reads."""
    rows = column(_of(one, _("Withdraw"), "withdraw"), _tap(_("‹ Back"), "entries"))
    text = _("Published on {day}").format(day=day(one.published_on))
    return Card(f"{_public(one)}\n\n<i>{text}</i>", rows)


def ask_withdraw(one: Entry) -> Card:
    """What the next tap does."""
    text = _("It is then deleted, and nobody finds it under /tanya any more. Go on?")
    rows = column(_of(one, _("Yes, withdraw it"), "gone"), _of(one, _("‹ Back"), "entry"))
    return Card(f"{_public(one)}\n\n{text}", rows)


def withdrawn() -> Card:
    """After the second tap."""
    return Card(_("It is withdrawn."), column(_tap(_("Published"), "entries")))


def _listed(
    text: str, found: Sequence[Question], at: int, deed: str, last: Sequence[Button]
) -> Card:
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    taps = (_tap(clip(f"{one.code}: {one.text}"), "look", one) for one in shown)
    turn = turning(page.at, page.of, lambda to: buttons.Answering(deed=deed, page=to))
    return Card(text, (*column(*taps), *turn, *column(*last)))


def _asked(one: Question) -> str:
    """Under which code, when and what."""
    head = f"<b>{one.code}</b> · {day(one.asked_on)}"
    if one.campaign is not None:
        head += "\n" + _("In the campaign {campaign}").format(campaign=escape(one.campaign))
    return f"{head}\n{quote(one.text)}"


def _rewording(one: Question, text: str, now: str) -> Card:
    back = column(_tap(_("‹ Back"), "preview", one))
    return Card(f"{text.format(n=number(LONGEST))}\n\n{escape(now)}", back)


def _public(one: Entry) -> str:
    return f"<b>{escape(one.question)}</b>\n\n{escape(one.answer)}"


def _tap(label: str, deed: str, one: Question | None = None) -> Button:
    return button(label, buttons.Answering(deed=deed, key=one.key if one else 0))


def _to_inbox() -> Button:
    return _tap(_("‹ Back"), "inbox")


def _to_answered() -> Button:
    return _tap(_("‹ Back"), "answered")


def _of(one: Entry, label: str, deed: str) -> Button:
    return button(label, buttons.Answering(deed=deed, key=one.id))
