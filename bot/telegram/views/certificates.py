"""Cards of learning elsewhere: filled in step by step, looked at by its owner."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.certificate import (
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_HOURS,
    Certificate,
    Draft,
    Fault,
    Refusal,
    Step,
)
from bot.domain.learning import Credit, Rule
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views import course as words
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip
from bot.texts import _, day, ngettext, number

__all__ = [
    "ask_withdraw",
    "asked_for",
    "asking",
    "choosing_kind",
    "own",
    "paper",
    "question",
    "reason",
    "standing",
    "tap",
    "told",
    "withdrawn",
    "wrong",
]

MINUTES = 60

DAYS, HOURS = (1, 2, 3, 4, 5), (2, 4, 6, 8)
"""What one tap answers; anything else is typed."""

DAY = timedelta(days=1)


def choosing_kind(found: Sequence[Rule], at: int) -> Card:
    """What it was; the office's table says what each kind counts by."""
    back = button(_("‹ Back"), buttons.Trainings(view="desk"))
    if not found:
        text = _("The table of learning hours is still empty. Please ask the staff office.")
        return Card(text, column(back))
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    taps = [button(words.kind(one.kind), _answer("kind", one.mark)) for one in shown]
    turn = turning(page.at, page.of, lambda to: buttons.Trainings(view="elsewhere", page=to))
    text = _("<b>Learning elsewhere</b>\nWhat was it? Have a photo or a PDF of the paper ready.")
    return Card(text, (*column(*taps), *turn, (back,)))


def asked_for() -> Card:
    """A paper came before anything was told about it."""
    text = _("If this is a certificate, please begin here; the file comes last.")
    return Card(text, column(button(_("Send a certificate"), buttons.Trainings(view="elsewhere"))))


def asking(draft: Draft, today: date, fault: Fault | None = None) -> Card:
    """What was said so far and the next question, below what was wrong with the answer."""
    said = [f"<b>{escape(words.kind(draft.kind))}</b>", *_said(draft)]
    parts = [*([wrong(fault), ""] if fault else []), *said, "", question(draft.step)]
    again = button(_("‹ Back"), buttons.Trainings(view="elsewhere"))
    return Card("\n".join(parts), (*_quick(draft.step, today), (again,)))


def wrong(fault: Fault) -> str:
    """What was wrong with an answer, and what would be right."""
    texts = {
        Fault.NOT_TYPED: _("Please type this, or tap one of the buttons."),
        Fault.NO_NUMBER: _("Please type a number only, such as 3."),
        Fault.DAYS: _("Please type a number of days from 1 to {days}."),
        Fault.HOURS: _("Please type the hours of one day: at least 0.75, at most {hours}."),
        Fault.NO_DATE: _("That is no date. Please type it like 20/11/2026."),
        Fault.AHEAD: _("That day is still to come. A certificate counts when it has ended."),
        Fault.TOO_OLD: _("That is more than a year ago and can no longer be noted."),
        Fault.TITLE: _("Please type a title of at most {title} letters."),
        Fault.NO_FILE: _("Please send the paper itself here: a photo or a PDF."),
        Fault.OTHER_FILE: _("Only a photo or a PDF can be looked at. Please send one of these."),
        Fault.TOO_LARGE: _("This file is larger than 20 MB. Please send a smaller one."),
        Fault.REASON: _("Please type the reason in at most {reason} letters."),
    }
    return texts[fault].format(
        days=number(MOST_DAYS),
        hours=number(MOST_HOURS),
        title=number(LONGEST_TITLE),
        reason=number(LONGEST_REASON),
    )


def own(one: Certificate) -> Card:
    """A certificate as its owner sees it."""
    taps = [tap(_("See the file"), one, "file")]
    if one.record.credit is Credit.PENDING:
        taps.append(tap(_("Withdraw"), one, "withdraw"))
    back = button(_("‹ Back"), buttons.Trainings(view="past"))
    return Card("\n".join([*told(one), "", standing(one)]), column(*taps, back))


def ask_withdraw(one: Certificate) -> Card:
    """What the next tap does."""
    text = _("The certificate and its file are then deleted here. Go on?")
    taps = (tap(_("Yes, withdraw it"), one, "sure"), tap(_("‹ Back"), one, "show"))
    return Card("\n".join([*told(one), "", text]), column(*taps))


def withdrawn() -> Card:
    """After the second tap."""
    desk = button(_("My trainings"), buttons.Trainings(view="desk"))
    return Card(_("The certificate is withdrawn. Nothing of it is kept."), column(desk))


def paper(one: Certificate) -> Card:
    """The file itself."""
    return Card("\n".join(told(one)), media=one.media)


def told(one: Certificate) -> list[str]:
    """What was said of it."""
    record = one.record
    draft = Draft(record.kind, one.days, one.minutes, record.day)
    title = f"<b>{escape(clip(record.title, LONGEST_TITLE))}</b>"
    return [title, escape(words.kind(record.kind)), *_said(draft)]


def reason(why: str) -> str:
    """Why it was refused; what an admin wrote stands as it is."""
    names: dict[str, str] = {
        Refusal.UNREADABLE: _("The file cannot be read"),
        Refusal.SOMEBODY_ELSE: _("Another name stands on it"),
        Refusal.DIFFERENT: _("The details do not match it"),
        Refusal.TWICE: _("It has been counted already"),
    }
    return names.get(why) or escape(why)


def tap(label: str, one: Certificate, deed: str, value: str = "") -> Button:
    """A button that does something with a certificate."""
    return button(label, buttons.Certificate(certificate=one.id, deed=deed, value=value))


def standing(one: Certificate) -> str:
    """Whether it counts, in a sentence."""
    jp = one.record.jp
    match one.record.credit:
        case Credit.PENDING:
            text = ngettext(
                "⏳ Waits for approval; by the table it is worth {n} JP.",
                "⏳ Waits for approval; by the table it is worth {n} JP.",
                jp,
            )
            return text.format(n=number(jp))
        case Credit.APPROVED:
            text = ngettext("✓ Approved: {n} JP count.", "✓ Approved: {n} JP count.", jp)
            return text.format(n=number(jp))
        case Credit.REFUSED:
            return _("Not counted: {reason}").format(reason=reason(one.reason or ""))


def _said(draft: Draft) -> list[str]:
    """How long it took and when it ended, as far as that is known."""
    found = []
    if draft.minutes and draft.days:
        text = ngettext(
            "{n} day, {hours} hours a day", "{n} days, {hours} hours a day", draft.days
        )
        found.append(text.format(n=number(draft.days), hours=_hours(draft.minutes)))
    elif draft.days:
        text = ngettext("{n} day", "{n} days", draft.days)
        found.append(text.format(n=number(draft.days)))
    if draft.day:
        found.append(_("Ended on {day}").format(day=day(draft.day)))
    return found


def _hours(minutes: int) -> str:
    hours = Decimal(minutes) / MINUTES
    digits = next(n for n in range(3) if n == 2 or not minutes * 10**n % MINUTES)
    return number(hours, digits)


def question(step: Step) -> str:
    """What is to be said next."""
    texts = {
        Step.DAYS: _("How many days did it take? Tap or type a number."),
        Step.MINUTES: _("How many hours a day? Tap or type a number, such as 4.5."),
        Step.DAY: _("On which day did it end? Tap, or type it like 20/11/2026."),
        Step.TITLE: _("What was it called? Type the title on the certificate."),
        Step.FILE: _(
            "Now send a photo or a PDF of the certificate. Only you and the admins can see it."
        ),
    }
    return texts[step]


def _quick(step: Step, today: date) -> tuple[Row, ...]:
    match step:
        case Step.DAYS:
            return (tuple(button(number(n), _answer(step, str(n))) for n in DAYS),)
        case Step.MINUTES:
            return (tuple(button(number(n), _answer(step, str(n))) for n in HOURS),)
        case Step.DAY:
            yesterday = today - DAY
            return (
                (button(_("Today"), _answer(step, today.isoformat())),),
                (button(_("Yesterday"), _answer(step, yesterday.isoformat())),),
            )
        case _:
            return ()


def _answer(step: str, value: str) -> buttons.Certify:
    return buttons.Certify(step=step, value=value)
