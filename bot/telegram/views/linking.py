"""Cards of invitations for admins, and of linking an account for employees."""

from collections.abc import Sequence

from bot.domain.invitation import Holder, Invitable, Linked
from bot.domain.offer import Part
from bot.domain.people import Profile
from bot.domain.unit import Tree
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views import course as words
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, short_of
from bot.texts import _, day, ngettext, number

__all__ = [
    "ask_leave",
    "ask_link",
    "ask_one",
    "ask_sure",
    "ask_unlink",
    "choosing",
    "choosing_linked",
    "choosing_one",
    "left",
    "linked",
    "made",
    "making",
    "nobody_left",
    "not_linked",
    "profile",
    "revoked",
    "revoked_one",
    "standing",
    "stays",
    "told",
    "unlinked",
    "worthless",
]


LONGEST = 25
MOST_SEATS = 5


def choosing(tree: Tree, at: int) -> Card:
    """/undangan: whose employees to invite; a unit stands for all below it."""
    listed = [unit for _depth, unit in tree.walk()]
    if not listed:
        return Card(_("There are no units yet. First send the list of units: /templat"))
    page = paged(listed, at)
    chosen = [
        _deed(short_of(tree, listed[place]), listed[place].id, "look") for place in page.places
    ]
    turn = turning(page.at, page.of, lambda to: buttons.Invite(unit=0, deed="units", page=to))
    text = _(
        "<b>Invitations for employees</b>\nWhose employees would you like to invite? A unit "
        "stands for all below it."
    )
    return Card(text, (*column(*chosen), *turn))


def standing(found: Invitable) -> Card:
    """How far a unit is, and what can be done."""
    lines = [
        f"<b>{escape(found.unit)}</b>",
        _("Employees: {n}").format(n=number(found.employees)),
        _("Linked: {n}").format(n=number(found.linked)),
        _("Invitations that are valid: {n}").format(n=number(found.invited)),
    ]
    rows: list[Row] = []
    if found.employees > found.linked:
        lines.append(
            "\n" + _("A new code makes the one before worthless. Codes are valid for 30 days.")
        )
        making = (("cards", _("Cards to cut apart (PDF)")), ("list", _("List (XLSX)")))
        # Codes may be in people's hands already: that needs a second tap.
        sure = "ask" if found.invited else ""
        rows += column(*(_deed(label, found.unit_id, sure + deed) for deed, label in making))
    if found.linked:
        rows += column(_deed(_("Who is linked"), found.unit_id, "linked"))
    if found.invited:
        rows += column(
            _deed(_("Revoke that of one person"), found.unit_id, "one"),
            _deed(_("Revoke the invitations"), found.unit_id, "askrevoke"),
        )
    back = buttons.Invite(unit=0, deed="units")
    return Card("\n".join(lines), (*rows, (button(_("‹ Another unit"), back),)))


def ask_sure(found: Invitable, deed: str) -> Card:
    """What the second tap does."""
    text = ngettext(
        "{n} invitation of {unit} becomes worthless, also on paper. Go on?",
        "{n} invitations of {unit} become worthless, also on paper. Go on?",
        found.invited,
    )
    label = _("Yes, revoke them") if deed == "revoke" else _("Yes, make new ones")
    return Card(
        text.format(n=number(found.invited), unit=escape(found.unit)),
        column(_deed(label, found.unit_id, deed), _deed(_("‹ Back"), found.unit_id, "look")),
    )


def making() -> Card:
    """The file is on its way."""
    return Card(_("⏳ The invitations are being made; they come as a file."))


def made(count: int) -> Card:
    """The file was sent."""
    text = ngettext(
        "✓ {n} invitation is in the file below. Hand it to the person it names.",
        "✓ {n} invitations are in the file below. Hand each to the person it names.",
        count,
    )
    return Card(text.format(n=number(count)))


def nobody_left() -> Card:
    """All have linked an account."""
    return Card(_("Everybody there has linked an account; there is nobody to invite."))


def revoked(count: int) -> Card:
    """After the second tap."""
    text = ngettext("{n} invitation is revoked.", "{n} invitations are revoked.", count)
    return Card(text.format(n=number(count)))


def choosing_one(found: Sequence[Holder], unit_id: int, at: int) -> Card:
    """Whose invitation to revoke."""
    if not found:
        return _nobody(_("Nobody there has a valid invitation."), unit_id)
    taps = [
        button(_known(one), buttons.Invitee(unit=unit_id, employee=one.id, sure=False))
        for one in found
    ]
    return _page(_("Whose invitation is to be revoked?"), taps, unit_id, "one", at)


def choosing_linked(found: Sequence[Linked], unit_id: int, at: int) -> Card:
    """Whose account to unlink."""
    if not found:
        return _nobody(_("Nobody there has linked an account."), unit_id)
    taps = [button(_known(one), _account(one, unit_id, sure=False)) for one in found]
    text = _("These have linked an account. A tap unlinks one that is lost, after asking.")
    return _page(text, taps, unit_id, "linked", at)


def ask_unlink(found: Linked, unit_id: int, given_up: Sequence[Part]) -> Card:
    """What the second tap does."""
    text = _(
        "The Telegram account of {name} ({nip}) is then linked no more, and gets no invitations "
        "and reminders of training. JP and certificates stay, and a new invitation links another "
        "account. Go on?"
    )
    lines = [text.format(name=escape(found.name), nip=found.nip)]
    if given_up:
        lines += ["", _("This seat then goes to others:"), *_seats(given_up)]
    sure = button(_("Yes, unlink it"), _account(found, unit_id, sure=True))
    return Card("\n".join(lines), column(sure, _deed(_("‹ Back"), unit_id, "linked")))


def unlinked(unit_id: int) -> Card:
    """After the second tap."""
    text = _("The account is unlinked. Now a new invitation can be made for this person.")
    return Card(text, column(_deed(_("‹ Back"), unit_id, "look")))


def ask_one(found: Holder, unit_id: int) -> Card:
    """What the second tap does."""
    text = _("The invitation of {name} ({nip}) becomes worthless, also on paper. Go on?")
    sure = buttons.Invitee(unit=unit_id, employee=found.id, sure=True)
    back = _deed(_("‹ Back"), unit_id, "one")
    return Card(
        text.format(name=escape(found.name), nip=found.nip),
        column(button(_("Yes, revoke it"), sure), back),
    )


def revoked_one(unit_id: int) -> Card:
    """After the second tap."""
    back = _deed(_("‹ Back"), unit_id, "one")
    return Card(_("The invitation is revoked."), column(back))


def ask_link(found: Profile, code: str, letterhead: Letterhead) -> Card:
    """What an employee agrees to; nothing is stored before the tap."""
    text = _(
        "This invitation is for\n<b>{name}</b>\n{unit}\n\n"
        "{office} then stores your Telegram id with what the list of employees says of you (name, "
        "NIP, unit, status, rank, position), to invite and remind you of training and to count "
        "your learning hours. Admins and the contact of your unit see it; a certificate that you "
        "send, only admins. What you answer as a citizen stays apart, without your name. The "
        "chat lies with Telegram, on servers abroad.\n"
        "By tapping you agree. /keluar ends it, /hapus deletes, /privacy explains everything."
    )
    said = text.format(
        name=escape(found.name), unit=escape(found.unit), office=escape(letterhead.name)
    )
    return Card(
        said,
        column(
            button(_("Yes, that is me"), buttons.Link(code=code)),
            button(_("That is not me"), buttons.Link(code="")),
        ),
    )


def worthless(letterhead: Letterhead) -> Card:
    """A code that was used, revoked, expired or never given."""
    text = _("This invitation is not valid any more. Please ask your office for a new one.")
    if letterhead.contact:
        text += "\n\n" + _("Contact: {contact}").format(contact=escape(letterhead.contact))
    return Card(text)


def stays() -> Card:
    """It was somebody else's."""
    return Card(_("Nothing was stored. Please give the invitation to the person it names."))


def linked(found: Profile, open_: int) -> Card:
    """After [Ya, ini saya], with how many trainings one may register for."""
    text = _(
        "✓ Welcome, {name}. Your account is linked with {unit}.\n"
        "/profil shows what is stored, /keluar ends it."
    )
    said = text.format(name=escape(found.name), unit=escape(found.unit))
    told = _("/pelatihan shows trainings and your JP; nothing is open for you at the moment.")
    if open_:
        told = ngettext(
            "{n} training is open for you: /pelatihan",
            "{n} trainings are open for you: /pelatihan",
            open_,
        ).format(n=number(open_))
    return Card(f"{said}\n\n{told}")


def profile(found: Profile) -> Card:
    """/profil."""
    return Card("\n".join(told(found)), column(button(_("Unlink"), buttons.Unlink(sure=False))))


def told(found: Profile) -> list[str]:
    """All that the roster says, a line each."""
    lines = [
        f"<b>{escape(found.name)}</b>",
        _("NIP: {nip}").format(nip=found.nip),
        _("Unit: {unit}").format(unit=escape(found.unit)),
    ]
    rest = (
        (_("Status: {what}"), found.status),
        (_("Rank: {what}"), found.grade),
        (_("Position: {what}"), found.position),
    )
    lines += [text.format(what=escape(what)) for text, what in rest if what]
    if found.consented_on:
        lines.append(_("Linked on {day}").format(day=day(found.consented_on)))
    return lines


def not_linked() -> Card:
    """For somebody who is no employee, as far as we know."""
    return Card(_("This account is linked to no employee. An invitation of your office links it."))


def ask_leave(given_up: Sequence[Part]) -> Card:
    """/keluar: what goes with the next tap and what stays, and which seats, or places in a queue,
    others then get."""
    lines = [
        _(
            "Your account is then linked to no employee: no invitations and reminders of training "
            "any more. A new invitation links you again.\n\n"
            "This goes: your Telegram id beside your name, messages that wait for you, an "
            "unfinished answer about a training, and what you asked with /tanya or answered in "
            "campaigns.\n"
            "This stays with the office: the list of employees, your registrations for trainings "
            "that are over, your JP, certificates and their files, and what you answered about "
            "trainings. After this /hapus does not find the files and the answers any more; to "
            "have them deleted too, delete your data now instead."
        )
    ]
    if given_up:
        lines += ["", _("Your seat then goes to others:"), *_seats(given_up)]
    return Card(
        "\n".join(lines),
        column(
            button(_("Unlink"), buttons.Unlink(sure=True)),
            button(_("Delete my data"), buttons.Menu(card="leave")),
            button(_("‹ Back"), buttons.Menu(card="profile")),
        ),
    )


def left() -> Card:
    """After the second tap."""
    return Card(_("Your account is not linked any more. Thank you for having been here."))


def _seats(given_up: Sequence[Part]) -> list[str]:
    """Where and when they are: the first of them, and how many more there are."""
    lines = [f"{words.title(one.course)}\n{words.at(one.course)}" for one in given_up[:MOST_SEATS]]
    if more := len(given_up[MOST_SEATS:]):
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=number(more)))
    return lines


def _nobody(text: str, unit_id: int) -> Card:
    return Card(text, column(_deed(_("‹ Back"), unit_id, "look")))


def _page(text: str, taps: Sequence[Button], unit_id: int, deed: str, at: int) -> Card:
    """A page of people of a unit."""
    page = paged(taps, at)
    turn = turning(page.at, page.of, lambda to: buttons.Invite(unit=unit_id, deed=deed, page=to))
    shown = column(*(taps[place] for place in page.places))
    return Card(text, (*shown, *turn, (_deed(_("‹ Back"), unit_id, "look"),)))


def _known(one: Holder | Linked) -> str:
    return f"{clip(one.name, LONGEST)} {one.nip[-4:]}"


def _account(one: Linked, unit_id: int, *, sure: bool) -> buttons.Account:
    return buttons.Account(unit=unit_id, employee=one.id, person=one.person_id, sure=sure)


def _deed(label: str, unit_id: int, deed: str) -> Button:
    return button(label, buttons.Invite(unit=unit_id, deed=deed))
