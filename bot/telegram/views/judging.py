"""Cards of certificates for admins: those that wait, those of somebody, one to decide about."""

from collections.abc import Sequence

from bot.domain.certificate import LENGTH, Certificate, Draft, Fault, Refusal
from bot.domain.learning import Credit
from bot.telegram import buttons
from bot.telegram.card import Card, button, column, escape
from bot.telegram.views.certificates import question, reason, standing, tap, told, wrong
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip
from bot.texts import _, ngettext, number

__all__ = [
    "ask_name",
    "ask_reason",
    "ask_reopen",
    "decided",
    "deciding",
    "found",
    "mending",
    "pending",
    "refusing",
]

MARKS = {Credit.PENDING: "⏳", Credit.APPROVED: "✓", Credit.REFUSED: "✗"}


def pending(found: Sequence[tuple[Certificate, str]], at: int) -> Card:
    """A page of those that wait for an admin, and the way to the others."""
    last = (
        button(_("Find by name"), buttons.Trainings(view="find")),
        button(_("‹ Back"), buttons.Trainings(view="all")),
    )
    if not found:
        return Card(_("No certificate waits."), column(*last))
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    taps = [tap(_label(name, one), one, "look") for one, name in shown]
    turn = turning(page.at, page.of, lambda to: buttons.Trainings(view="certificates", page=to))
    text = ngettext("{n} certificate waits.", "{n} certificates wait.", len(found))
    return Card(text.format(n=number(len(found))), (*column(*taps), *turn, *column(*last)))


def ask_name() -> Card:
    """Whose certificate it is, is typed next."""
    back = button(_("‹ Back"), buttons.Trainings(view="certificates"))
    return Card(_("Whose certificate is it? Type the name or a part of it."), column(back))


def found(listed: Sequence[tuple[Certificate, str]]) -> Card:
    """The newest of those who are called so; another name may be typed at once."""
    back = button(_("‹ Back"), buttons.Trainings(view="certificates"))
    if not listed:
        text = _("Nobody of that name has sent a certificate. Please type it otherwise.")
        return Card(text, column(back))
    taps = [
        tap(f"{MARKS[one.record.credit]} {_label(name, one, 28)}", one, "look")
        for one, name in listed
    ]
    text = _("The newest of them; type more of the name for others.")
    return Card(text, column(*taps, back))


def deciding(one: Certificate, name: str) -> Card:
    """A certificate as an admin sees it."""
    rows = [tap(_("See the file"), one, "file")]
    if one.record.credit is Credit.PENDING:
        rows += [tap(_("Approve"), one, "approve"), tap(_("Refuse"), one, "refuse")]
        rows.append(tap(_("It took otherwise"), one, "mend"))
    else:
        rows.append(tap(_("Decide anew"), one, "again"))
    rows.append(button(_("‹ Back"), buttons.Trainings(view="certificates")))
    parts = [f"<b>{escape(name)}</b>", *told(one), "", standing(one)]
    return Card("\n".join(parts), column(*rows))


def ask_reopen(one: Certificate, name: str) -> Card:
    """What the next tap does."""
    text = _(
        "It then waits again and does not count until you approve or refuse it; {name} is told "
        "what you decide. Go on?"
    ).format(name=escape(name))
    taps = (tap(_("Yes, decide anew"), one, "reopen"), tap(_("‹ Back"), one, "look"))
    return Card("\n".join([*told(one), standing(one), "", text]), column(*taps))


def mending(one: Certificate, said: Draft, fault: Fault | None) -> Card:
    """How long it took, typed anew; what it is worth follows from that."""
    back = column(tap(_("‹ Back"), one, "look"))
    if said.step not in LENGTH:
        text = _("This kind counts by the activity, however long it took.")
        return Card("\n".join([*told(one), "", text]), back)
    parts = [*([wrong(fault), ""] if fault else []), *told(one), "", question(said.step)]
    return Card("\n".join(parts), back)


def refusing(one: Certificate, name: str) -> Card:
    """Why; one tap says it and refuses."""
    taps = [tap(clip(reason(why)), one, "why", why) for why in Refusal]
    write = tap(_("Another reason, I write it"), one, "write")
    back = tap(_("‹ Back"), one, "look")
    text = _("Why is it refused? {name} reads the reason.").format(name=escape(name))
    return Card("\n".join([*told(one), "", text]), column(*taps, write, back))


def ask_reason(one: Certificate, name: str) -> Card:
    """The reason is typed next."""
    text = _("Type the reason; {name} reads it as it stands.").format(name=escape(name))
    return Card("\n".join([*told(one), "", text]), column(tap(_("‹ Back"), one, "refuse")))


def decided(one: Certificate) -> Card:
    """After the tap, or the typed reason."""
    more = button(_("Next certificate"), buttons.Trainings(view="certificates"))
    text = _("It is told to the employee.")
    return Card("\n".join([*told(one), "", standing(one), text]), column(more))


def _label(name: str, one: Certificate, length: int = 30) -> str:
    return clip(f"{clip(name, 14)}: {one.record.title}", length)
