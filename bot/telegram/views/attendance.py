"""Cards of a session for admins, and of the door: who is registered, who was there."""

from collections.abc import Sequence

from bot.domain.offer import Door, Part, Tally
from bot.domain.presence import DOORS_OPEN, Miss, lateness
from bot.domain.training import Course, Enrolment, Standing
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Picture, Row, button, column, escape
from bot.telegram.qr import qr
from bot.telegram.views import answers
from bot.telegram.views import course as words
from bot.telegram.views.paging import Page, paged, turning
from bot.telegram.views.words import clip
from bot.texts import _, ngettext, number, time

__all__ = [
    "ask_absent",
    "ask_cancel",
    "ask_code",
    "ask_name",
    "closed",
    "door",
    "hand_on",
    "missed",
    "no_such_door",
    "past",
    "people",
    "persons",
    "sessions",
    "shared",
    "shut",
    "tally",
    "there",
]

SECONDS = 60

Attendee = tuple[int, str, Enrolment]
"""An employee's id and name, and how they stand to a session."""


def sessions(found: Sequence[Course], at: int, waiting: int) -> Card:
    """A page of what is ahead, and the way to what is over and to the certificates that wait."""
    over = button(_("What is over"), buttons.Trainings(view="over"))
    recap = button(_("JP recapitulation"), buttons.Trainings(view="recap"))
    more = column(over, words.certificates(waiting), recap)
    if not found:
        return Card(_("No training is announced at the moment."), more)
    return Card(_("<b>Sessions</b>\nWhich one?"), (*_page(found, at, "all"), *more))


def past(found: Sequence[Course], at: int) -> Card:
    """A page of what took place, the latest first."""
    back = column(button(_("‹ Back"), buttons.Trainings(view="all")))
    if not found:
        return Card(_("Nothing took place within a year."), back)
    return Card(_("<b>What is over</b>\nWhich one?"), (*_page(found, at, "over"), *back))


def tally(found: Tally, *, begun: bool) -> Card:
    """How a session stands, in numbers; once begun it cannot be cancelled."""
    course, n = found.course, found.standings
    capacity = found.seats.capacity
    lines = [words.title(course), words.at(course), ""]
    if course.session.cancelled:
        lines.append(_("It does not take place."))
    if capacity is not None:
        lines.append(
            _("Seats: {taken} of {capacity}").format(
                taken=number(found.seats.taken), capacity=number(capacity)
            )
        )
    texts = {
        Standing.INVITED: _("Invited, no answer: {n}"),
        Standing.ENROLLED: _("Registered: {n}"),
        Standing.CONFIRMED: _("Confirmed: {n}"),
        Standing.ATTENDED: _("Were there: {n}"),
        Standing.WAITING: _("Waiting: {n}"),
        Standing.ASKED: _("Asked to come instead: {n}"),
        Standing.DECLINED: _("Declined: {n}"),
    }
    lines += [text.format(n=number(n[one])) for one, text in texts.items() if n[one]]
    lines += [
        f"   {words.reason(why)}: {number(count)}" for why, count in found.reasons.most_common()
    ]
    lines += answers.lines(found.figures)
    read = [_tap(_("Comments"), course, "comments")] if answers.are_shown(found.figures) else []
    taps = [
        *read,
        _tap(_("Code for the door"), course, "code"),
        _tap(_("Who takes part"), course, "people"),
        _tap(_("Attendance list"), course, "list"),
        _tap(_("Write to them"), course, "to"),
    ]
    if not begun:
        taps.append(_tap(_("Cancel the session"), course, "cancel"))
    back = button(_("‹ Back"), buttons.Trainings(view="all"))
    return Card("\n".join(lines), column(*([] if course.session.cancelled else taps), back))


def door(found: Door, username: str, *, admin: bool) -> Card:
    """To be shown to those who come in, and renewed: the code, and a picture of the link."""
    zone, link = found.course.session.zone, _link(username, found.payload)
    said = _(
        "Code: {code}\nLink: {link}\n\nThis is the code of {time}; it changes here by itself "
        "every minute until {until}. Those who come scan the picture, or send /pelatihan, choose "
        "this training and enter the code."
    ).format(
        code=f"<b>{found.code[:3]} {found.code[3:]}</b>",
        link=link,
        time=time(found.shown_at, zone),
        until=time(found.until, zone),
    )
    if admin:
        taps = [_share(found.course), _tap(_("‹ Back"), found.course, "close")]
    else:
        said += "\n\n" + _("Your account is noted only while the code is shown here.")
        taps = [_tap(_("Close"), found.course, "close")]
    caption = f"{words.title(found.course)}\n\n{said}"
    return Card(caption, column(*taps), media=Picture(qr(link)))


def shut(course: Course, *, admin: bool) -> Card:
    """The door is not open yet."""
    at = time(course.session.starts_at - DOORS_OPEN, course.session.zone)
    text = _("The code is shown from {time} on, an hour before the start. Please come back then.")
    said = f"{words.title(course)}\n{words.at(course)}\n\n{text.format(time=at)}"
    taps = (_share(course), _tap(_("‹ Back"), course, "show")) if admin else ()
    return Card(said, column(*taps))


def shared(course: Course, payload: str, username: str) -> Card:
    """A message to be handed on to a trainer as it stands."""
    text = _(
        "For the trainer: this link shows the code with which those who come check in, from an "
        "hour before the start until the end.\n{link}"
    )
    said = text.format(link=_link(username, payload))
    return Card(f"{words.title(course)}\n{words.at(course)}\n\n{said}")


def hand_on() -> str:
    """Above the message that is to be handed on."""
    return _("Hand the message below on to the trainer. Links shared before are no longer valid.")


def closed() -> Card:
    """To whoever came by a link and closed the card."""
    return Card(_("The code is no longer shown. The same link opens it again."))


def no_such_door() -> Card:
    """To whoever comes by a link that is none any more."""
    return Card(
        _("This link is no longer valid. Please ask those who hold the training for another.")
    )


def people(course: Course, found: Sequence[Attendee], page: Page) -> Card:
    """A page of those who may be there; a tap notes somebody, or asks to take that back."""
    session = course.session.id
    rest = column(
        _tap(_("Find somebody by name"), course, "find"), _tap(_("‹ Back"), course, "show")
    )
    if not found:
        return Card(_("Nobody is registered yet."), rest)
    turn = turning(
        page.at,
        page.of,
        lambda to: buttons.Session(session=session, deed="people", value=str(to)),
    )
    text = _("Who was there? ✓ is noted, + says how many minutes late; a tap changes it.")
    taps = column(*_people(course, found, str(page.at)))
    return Card(f"{words.title(course)}\n{text}", (*taps, *turn, *rest))


def ask_name(course: Course) -> Card:
    """The name is typed next."""
    text = _("Type the name, or a part of it. Everybody on the list of employees can be noted.")
    return Card(f"{words.title(course)}\n{text}", column(_tap(_("‹ Back"), course, "people")))


def persons(course: Course, found: Sequence[Attendee]) -> Card:
    """Whoever was found by name, as `people`."""
    rest = column(
        _tap(_("Find somebody by name"), course, "find"), _tap(_("‹ Back"), course, "people")
    )
    if not found:
        return Card(_("Nobody on the list of employees has such a name."), rest)
    text = _("✓ was there, ○ was not; a tap changes it.")
    if len(found) > 1:
        text += "\n" + _("Type more of the name to find others.")
    return Card(f"{words.title(course)}\n{text}", (*column(*_people(course, found, "")), *rest))


def ask_absent(course: Course, found: Attendee, page: str) -> Card:
    """What would be lost with the next tap."""
    employee_id, name, one = found
    at = one.checked_in_at or course.session.starts_at
    text = _("{name} is noted as present at {time}. Take that back, with the JP?").format(
        name=escape(name), time=time(at, course.session.zone)
    )
    value = f"{employee_id}.{page}"
    back = buttons.Session(session=course.session.id, deed="people", value=page)
    sure = buttons.Session(session=course.session.id, deed="absent", value=value)
    taps = column(button(_("Yes, was not there"), sure), button(_("‹ Back"), back))
    return Card(f"{words.title(course)}\n{text}", taps)


def ask_cancel(found: Tally) -> Card:
    """What the next tap does."""
    course, n = found.course, found.concerned
    text = ngettext(
        "This session will not take place, and {n} person is told at once.",
        "This session will not take place, and {n} people are told at once.",
        n,
    )
    said = f"{words.title(course)}\n{words.at(course)}\n\n{text.format(n=number(n))}"
    taps = (_tap(_("Yes, cancel it"), course, "sure"), _tap(_("‹ Back"), course, "show"))
    return Card(said, column(*taps))


def ask_code(part: Part) -> Card:
    """The code is typed next."""
    text = _("Type the six digits that are shown at the door.")
    return Card(f"{words.title(part.course)}\n{text}")


def missed(session: int, miss: Miss) -> Card:
    """The code is typed next, now or after the tap."""
    texts = {
        Miss.WRONG: _("That is not the code. Please type the one that is shown now."),
        Miss.CHANGED: _("The code has changed meanwhile. Please type the new one."),
    }
    again = buttons.Attend(session=session, deed="code")
    return Card(texts[miss], column(button(_("I am here: enter the code"), again)))


def there(part: Part) -> Card:
    """Noted, and what it brings."""
    course, one = part.course, part.enrolment
    at = one.checked_in_at or course.session.starts_at
    text = _("✓ You were noted as present at {time}.")
    lines = [words.title(course), text.format(time=time(at, course.session.zone))]
    if late := _late(course, one):
        lines.append(
            ngettext(
                "That is {n} minute after the start.",
                "That is {n} minutes after the start.",
                late,
            ).format(n=number(late))
        )
    if one.jp:
        lines.append(
            ngettext("{n} JP is noted for you.", "{n} JP are noted for you.", one.jp).format(
                n=number(one.jp)
            )
        )
    desk = button(_("My trainings"), buttons.Trainings(view="desk"))
    return Card("\n".join(lines), column(desk))


def _page(found: Sequence[Course], at: int, view: str) -> tuple[Row, ...]:
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    turn = turning(page.at, page.of, lambda to: buttons.Trainings(view=view, page=to))
    return (*column(*(_tap(words.short(one), one, "show") for one in shown)), *turn)


def _people(course: Course, found: Sequence[Attendee], page: str) -> list[Button]:
    taps = []
    for employee_id, name, one in found:
        there = one.standing is Standing.ATTENDED
        late = _late(course, one)
        label = f"{'✓' if there else '○'} {name}"
        deed, value = "ask" if there else "mark", f"{employee_id}.{page}"
        tapped = buttons.Session(session=course.session.id, deed=deed, value=value)
        taps.append(button(clip(f"{label} +{late}" if late else label, 40), tapped))
    return taps


def _late(course: Course, one: Enrolment) -> int:
    """How many whole minutes after the start; 0 for who was in time."""
    if one.checked_in_at is None:
        return 0
    return int(lateness(course.session, one.checked_in_at).total_seconds()) // SECONDS


def _link(username: str, payload: str) -> str:
    return f"https://t.me/{username}?start={payload}"


def _share(course: Course) -> Button:
    return _tap(_("Share with the trainer"), course, "share")


def _tap(label: str, course: Course, deed: str) -> Button:
    return button(label, buttons.Session(session=course.session.id, deed=deed))
