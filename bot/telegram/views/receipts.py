"""Cards of the receipt code, and of what is written to the unit under it."""

from bot.domain import privacy
from bot.domain.question import Fault
from bot.domain.thread import LONGEST, Receipt, Thread
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views.asking import wrong
from bot.telegram.views.replies import conversation
from bot.texts import _, day, number

__all__ = ["ask_code", "ask_end", "ended", "faulty", "receipt", "sent", "write"]

LAPOR = "https://www.lapor.go.id"


def ask_code(*, listening: bool) -> Card:
    """/kode alone; somebody of whom nothing is stored sends the code with the command."""
    if listening:
        return Card(_("Please type the receipt code, for example K7FM-2QXA."))
    return Card(_("Please send the code with the command, for example: /kode K7FM-2QXA"))


def receipt(found: Receipt | None) -> Card:
    """What became of an answer; None for a code that nobody was given."""
    if found is None:
        return Card(_("There is no answer with this code. Please check it and send it once more."))
    unit = escape(found.title)
    if found.counted_on is None:
        text = _(
            "Your answer for {unit} is in the ballot box. It counts as soon as those of five "
            "people are there."
        )
        return Card(f"{text.format(unit=unit)}\n\n{_urgent()}", column(_lapor()))
    text = _("Your answer for {unit} has counted since {day}.")
    counted = text.format(unit=unit, day=day(found.counted_on))
    if found.thread is None or found.thread.unanswered:
        return _offer(found, counted)
    return _thread(found, found.thread, counted)


def write(found: Receipt, *, listening: bool) -> Card:
    """What to know before the line is typed; somebody of whom nothing is stored sends it with
    the command."""
    first = _("Type what {unit} is to answer, in one message of at most {n} letters.")
    if not listening:
        first = _(
            "Send what {unit} is to answer behind the command and the code, in one message of at "
            "most {n} letters: /kode {code} …"
        )
    text = _(
        "The unit reads it with your suggestion, if you wrote one, but without name, account and "
        "hour. Long numbers and phone numbers in it are hidden; please write no names.\n\n"
        "The answer does not come by itself: fetch it with /kode and this code. All of it is "
        "deleted 30 days after the answer, or after 90 days without one; then /kode says for "
        "90 days more that none came."
    )
    told = first.format(
        unit=escape(found.title), n=number(LONGEST), code=privacy.spell(found.code)
    )
    return Card(f"{told}\n\n{text}", column(_tap(_("‹ Back"), "look", found.code)))


def sent(found: Receipt) -> Card:
    """After a line was typed."""
    text = _(
        "It lies with {unit}, without your name. Look for the answer with /kode {code} in some "
        "days; it does not come by itself."
    )
    told = text.format(unit=escape(found.title), code=privacy.spell(found.code))
    return Card(told, column(_tap(_("See the conversation"), "look", found.code)))


def faulty(fault: Fault, code: str) -> Card:
    """A line was not taken, and the way on."""
    text = wrong(fault, LONGEST)
    if fault is Fault.ENOUGH:
        text = _("What you wrote was not sent: it is not your turn to write now.")
    if fault is Fault.NOBODY:
        text = f"{_('What you wrote was not sent.')} {_nobody()}"
        return Card(text, column(_tap(_("‹ Back"), "look", code), _lapor()))
    again = [_tap(_("Write again"), "write", code)] if fault is Fault.TOO_LONG else []
    return Card(text, column(*again, _tap(_("‹ Back"), "look", code)))


def ask_end(code: str) -> Card:
    """What the next tap does."""
    text = _("What you and the unit wrote is then deleted, for both of you. Go on?")
    rows = column(_tap(_("Yes, delete it"), "sure", code), _tap(_("‹ Back"), "look", code))
    return Card(text, rows)


def ended(found: Receipt) -> Card:
    """After the second tap."""
    text = _("The conversation is deleted. Your rating still counts.")
    return Card(text, column(_tap(_("‹ Back"), "look", found.code)))


def _offer(found: Receipt, counted: str) -> Card:
    parts = [counted]
    if found.thread is not None:
        parts.append(
            _("The unit has not answered what you wrote within 90 days; it is deleted now.")
        )
    if not found.reachable:
        return Card("\n\n".join([*parts, _nobody()]), column(_lapor()))
    text = _(
        "Does something need an answer? The unit can answer you here, and nobody sees who you are."
    )
    ask = _tap(_("Ask the unit for an answer"), "write", found.code)
    return Card("\n\n".join([*parts, f"{text} {_urgent()}"]), column(ask, _lapor()))


def _thread(found: Receipt, thread: Thread, counted: str) -> Card:
    parts = [counted, conversation(thread)]
    taps = [_tap(_("Reply"), "write", found.code)] if found.open else []
    if thread.waiting:
        parts.append(_("<i>The unit has not answered yet.</i>"))
    elif not thread.open:
        parts.append(_("<i>The conversation is at its end.</i>"))
    if not found.reachable:
        parts.append(_nobody())
    taps += [_tap(_("Done, delete it"), "end", found.code), _lapor()]
    return Card("\n\n".join(parts), column(*taps))


def _urgent() -> str:
    return _("A complaint that somebody must settle goes to SP4N-LAPOR!, the national channel.")


def _nobody() -> str:
    return _(
        "This unit has nobody yet who answers here. Please bring it before SP4N-LAPOR!, the "
        "national channel for complaints."
    )


def _tap(label: str, deed: str, code: str) -> Button:
    return button(label, buttons.Correspond(deed=deed, code=code))


def _lapor() -> Button:
    return Button("SP4N-LAPOR!", "", LAPOR)
