"""A session of a training in words: what, when, where, how one stands to it."""

from datetime import datetime, timedelta

from bot.domain import reminder
from bot.domain import training as rules
from bot.domain.learning import Credit, Record, Year
from bot.domain.time import local_day
from bot.domain.training import (
    Course,
    Enrolment,
    Preparation,
    Reason,
    Seats,
    Standing,
    TrainingSession,
)
from bot.telegram import buttons
from bot.telegram.card import Button, button, escape
from bot.telegram.views.words import bar, clip
from bot.texts import _, day, moment, ngettext, number, time

__all__ = [
    "at",
    "certificates",
    "closes",
    "deed",
    "kind",
    "lines",
    "plan",
    "planned",
    "reason",
    "record",
    "reminders",
    "room",
    "short",
    "standing",
    "title",
    "year",
    "zone_of",
]

TITLE_LENGTH = 120

MINUTE = timedelta(minutes=1)

ANSWERS = frozenset({"enrol", "yes", "no"})


def title(course: Course) -> str:
    """As in "Manajemen Waktu · 6 JP", safe in HTML."""
    name = f"<b>{escape(clip(course.training.title, TITLE_LENGTH))}</b>"
    return _("{title} · {jp} JP").format(title=name, jp=number(course.jp)) if course.jp else name


def at(course: Course) -> str:
    """As in "Selasa, 1 Desember 2026, 09.00–15.00 WIT", by the clock of the place."""
    session = course.session
    zone = session.zone
    first, last = (local_day(one, zone) for one in (session.starts_at, session.ends_at))
    begin, end = time(session.starts_at, zone), time(session.ends_at, zone)
    name = zone_of(session, session.starts_at)
    if first == last:
        text = _("{day}, {begin}–{end} {zone}")
        return text.format(day=day(first), begin=begin, end=end, zone=name)
    text = _("{day}, {begin} until {last}, {end} {zone}")
    return text.format(day=day(first), begin=begin, last=day(last), end=end, zone=name)


def zone_of(session: TrainingSession, at: datetime) -> str:
    """As in "WIT", at that instant."""
    return at.astimezone(session.zone).tzname() or session.zone.key


def lines(course: Course) -> list[str]:
    """Title, time, place and how one gets there; nobody goes to what does not take place."""
    session = course.session
    found = [title(course), at(course)]
    there = (session.place, *(() if session.cancelled else (session.transport, session.link)))
    found += [escape(text) for text in there if text]
    if session.contact:
        found.append(_("Contact: {contact}").format(contact=escape(session.contact)))
    return found


def closes(course: Course) -> str:
    """Until when one may register; empty where that is the start itself."""
    at, zone = course.closes_at, course.session.zone
    if at >= course.session.starts_at:
        return ""
    last = local_day(at - MINUTE, zone)
    whole = last < local_day(at, zone)
    until = day(last) if whole else moment(at, zone)
    return _("Registration is open until {until}.").format(until=until)


def short(course: Course) -> str:
    """On a button."""
    session = course.session
    local = session.starts_at.astimezone(session.zone)
    return f"{local.day}/{local.month} {clip(course.training.title, 24)}"


def room(seats: Seats) -> str:
    """How many seats are left."""
    if seats.free is None:
        return _("There is a seat for everybody.")
    if seats.full:
        return _("All seats are taken; on the waiting list you get the next one that is free.")
    return ngettext("{n} seat is free.", "{n} seats are free.", seats.free).format(n=seats.free)


def standing(one: Enrolment, ahead: int, asked: str | None = None) -> str:
    """How one stands to a session, in a sentence; `asked` is who was asked to come instead."""
    texts = {
        Standing.INVITED: _("You have not registered."),
        Standing.ASKED: _("A seat is kept for you until you answer."),
        Standing.WAITING: _("You are on the waiting list."),
        Standing.ENROLLED: _("✓ You are registered."),
        Standing.CONFIRMED: _("✓ You are coming."),
        Standing.DECLINED: _("You are not coming; your seat is free for others."),
        Standing.ATTENDED: _("✓ You were there."),
    }
    if one.standing is Standing.WAITING and ahead:
        text = ngettext(
            "You are on the waiting list; {n} person is before you.",
            "You are on the waiting list; {n} people are before you.",
            ahead,
        )
        return text.format(n=ahead)
    if one.standing is Standing.DECLINED and asked is not None:
        text = _(
            "You are not coming; {name} has been asked to come instead, and the seat is kept "
            "until the answer."
        )
        return text.format(name=escape(asked))
    return texts[one.standing]


def reminders(course: Course, one: Enrolment, now: datetime) -> str:
    """When we shall remind of it; empty where that is over."""
    session = course.session
    plan = reminder.plan(
        session.starts_at, session.zone, course.training.offsets, now, catch_up=False
    )
    listed = "; ".join(
        _("{day} at {time} {zone}").format(
            day=day(local_day(each.at, session.zone)),
            time=time(each.at, session.zone),
            zone=zone_of(session, each.at),
        )
        for each in plan.reminders
        if rules.reminded(one, course, each.slot, each.at)
    )
    return _("We remind you: {moments}.").format(moments=listed) if listed else ""


def year(found: Year) -> str:
    """As in "JP Anda tahun ini: 12 dari 20", with a bar."""
    text = _("Your JP this year: {jp} of {target}").format(
        jp=number(found.jp), target=number(found.target)
    )
    return f"{text}  {bar(min(found.jp, found.target), found.target)}"


def kind(key: str) -> str:
    """A kind of learning; an unknown key stands for itself."""
    names = {
        "training": _("Training"),
        "seminar": _("Seminar"),
        "workshop": _("Workshop"),
        "coaching": _("Coaching"),
        "mentoring": _("Mentoring"),
        "elearning": _("E-learning"),
        "selfstudy": _("Self-study"),
        "community": _("Learning community"),
        "internship": _("Internship"),
        "exchange": _("Exchange"),
        "benchmarking": _("Benchmarking"),
        "study": _("Formal study"),
    }
    return names.get(key, key)


def record(one: Record) -> str:
    """What was learned, and whether it counts."""
    text = ngettext("{day}: {title}, {jp} JP", "{day}: {title}, {jp} JP", one.jp)
    said = text.format(day=day(one.day), title=escape(clip(one.title, 60)), jp=number(one.jp))
    if one.credit is Credit.PENDING:
        return _("{record} (waits for approval)").format(record=said)
    if one.credit is Credit.REFUSED:
        return _("{record} (not counted)").format(record=said)
    return said


def reason(one: Reason) -> str:
    names = {
        Reason.DUTY: _("Other duties"),
        Reason.LEAVE: _("On leave or ill"),
        Reason.TRANSPORT: _("Boat or distance"),
        Reason.UNSUITED: _("Not for my work"),
        Reason.OTHER: _("Another reason"),
    }
    return names[one]


def planned(course: Course, one: Enrolment) -> str:
    """What one plans for it; empty where that is nothing."""
    found = rules.planned(one, course.session)
    return "" if found is None else _("Your plan: {plan}").format(plan=plan(found))


def plan(one: Preparation) -> str:
    names = {
        Preparation.EARLY: _("I leave early in the morning"),
        Preparation.NIGHT_BEFORE: _("I am there the evening before"),
        Preparation.COVERED: _("A colleague covers my desk"),
    }
    return names[one]


def certificates(waiting: int) -> Button:
    """For admins."""
    label = _("Certificates to check ({n})").format(n=waiting)
    return button(label, buttons.Trainings(view="certificates"))


def deed(label: str, course: Course, what: str, value: str = "") -> Button:
    """A button that does something with a session; an answer names the time that it is about."""
    if what in ANSWERS:
        value = course.session.edition
    return button(label, buttons.Attend(session=course.session.id, deed=what, value=value))
