"""The door of a session: who may show its code, and the cards that show it minute by minute."""

from datetime import UTC, datetime
from secrets import token_urlsafe

from bot.db import doors, trainings
from bot.db.base import Db
from bot.db.doors import Shown
from bot.domain.errors import Gone, TooLate, Why
from bot.domain.offer import Door
from bot.domain.people import Person, require_admin
from bot.domain.presence import doors_open, shown_at, shuts_at
from bot.domain.training import Course
from bot.usecases.office import Office

__all__ = [
    "close",
    "code",
    "door",
    "due",
    "ended",
    "enter",
    "keep",
    "link_shown_at",
    "look",
    "read_link",
    "renewed",
    "share",
]

DIGITS = 6

SECRET_BYTES = 12
"""Nobody guesses that, however many links they try."""


def door(db: Db, office: Office, person: Person, session_id: int, now: datetime) -> Door | Course:
    """What an admin shows at the door now; the session alone while its door is not open yet.

    Raises TooLate where it is open no more. A pure read.
    """
    require_admin(person)
    return _door(db, office, session_id, now)


def share(
    db: Db, office: Office, person: Person, session_id: int, now: datetime
) -> tuple[Course, str]:
    """The session, and what a link carries by which whoever has it shows the code, and may do
    nothing else.

    The link that was shared before is worth nothing any more: the database keeps the mark of one.
    """
    require_admin(person)
    course = _held(db, session_id, now)
    secret = token_urlsafe(SECRET_BYTES)
    doors.set_link(db, session_id, _mark(office, session_id, secret))
    return course, f"pintu_{session_id}_{secret}"


def enter(
    db: Db, office: Office, session_id: int, secret: str, now: datetime
) -> Door | Course | None:
    """As `door`, for whoever comes with the link that was shared; None for any other link."""
    if doors.link(db, session_id) != _mark(office, session_id, secret):
        return None
    return _door(db, office, session_id, now)


def keep(
    db: Db, office: Office, person: Person, found: Door, secret: str | None, message_id: int
) -> None:
    """Note which message shows this to somebody, who came with this secret; admins need none."""
    session_id = found.course.session.id
    mark = None if secret is None else _mark(office, session_id, secret)
    one = Shown(person.id, message_id, session_id, person.language, mark, found.shown_at)
    doors.keep(db, one)


def close(db: Db, person: Person, session_id: int) -> None:
    """Whoever shows a code may end that."""
    doors.close(db, person.id, session_id)


def due(db: Db, now: datetime) -> list[Shown]:
    """The cards on which something else is to be shown. A pure read."""
    return doors.due(db, shown_at(now))


def look(db: Db, office: Office, one: Shown, now: datetime) -> Door | None:
    """What this card shows now; None where it ends: it was closed, the day is over, or whoever
    opened it may not show the code any more. A pure read."""
    course = trainings.course(db, one.session_id)
    if one.closed or course is None or not _may_show(db, office, one):
        return None
    session = course.session
    if session.cancelled or not doors_open(session, now) or now >= shuts_at(session, one.shown_at):
        return None
    return _open(office, course, now)


def renewed(db: Db, one: Shown, found: Door) -> None:
    """The card shows this."""
    doors.renew(db, one, found.shown_at)


def ended(db: Db, one: Shown) -> None:
    """The card is gone."""
    doors.end(db, one)


def read_link(payload: str) -> tuple[int, str]:
    """The session that a link at the door is of, and what shows that it is true."""
    _kind, _underscore, rest = payload.partition("_")
    number, _underscore, token = rest.partition("_")
    if not number.isdecimal() or len(number) > DIGITS:
        raise Gone
    return int(number), token


def code(office: Office, session_id: int, shown: datetime) -> str:
    """What is typed while this is shown."""
    mark = office.keys.mark("attendance", session_id, _minute(shown))
    return f"{int.from_bytes(mark) % 10**DIGITS:0{DIGITS}}"


def link_shown_at(office: Office, session_id: int, token: str) -> datetime | None:
    """Since when this link was shown at the door; None for one that never was."""
    written, _underscore, _mark = token.partition("_")
    try:
        shown = datetime.fromtimestamp(int(written, 16) * 60, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return shown if token == _token(office, session_id, shown) else None


def _door(db: Db, office: Office, session_id: int, now: datetime) -> Door | Course:
    course = _held(db, session_id, now)
    return _open(office, course, now) if doors_open(course.session, now) else course


def _held(db: Db, session_id: int, now: datetime) -> Course:
    course = trainings.course(db, session_id)
    if course is None:
        raise Gone
    if course.session.cancelled:
        raise TooLate(Why.CANCELLED)
    if now >= course.session.ends_at:
        raise TooLate(Why.NOT_ITS_TIME)
    return course


def _open(office: Office, course: Course, now: datetime) -> Door:
    session, shown = course.session, shown_at(now)
    payload = f"cek_{session.id}_{_token(office, session.id, shown)}"
    return Door(course, code(office, session.id, shown), payload, shown, shuts_at(session, now))


def _may_show(db: Db, office: Office, one: Shown) -> bool:
    if one.mark is None:
        return one.person_id in office.admins
    return one.mark == doors.link(db, one.session_id)


def _mark(office: Office, session_id: int, secret: str) -> bytes:
    return office.keys.mark("door", session_id, secret)


def _token(office: Office, session_id: int, shown: datetime) -> str:
    """Longer than what is typed: a link can be tried without anybody typing."""
    minute = _minute(shown)
    return f"{minute:x}_{office.keys.mark('attendance link', session_id, minute).hex()[:20]}"


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
