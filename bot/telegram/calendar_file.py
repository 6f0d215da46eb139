"""A session as a calendar file (RFC 5545), which later files of the same session replace."""

from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from bot.domain.training import Course
from bot.telegram.card import Letterhead

__all__ = ["calendar_file"]

NOBODY = "invalid:nomail"
"""An organizer must be named (RFC 5546), and nobody is to be written to."""


def calendar_file(course: Course, letterhead: Letterhead, now: datetime) -> bytes:
    """The file that puts the session into a calendar, moves it there, or takes it out."""
    session = course.session
    calendar = Calendar()
    calendar.add("prodid", "-//Torang//Torang//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if session.cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"pelatihan-{session.id}@torang")
    event.add("sequence", session.version)
    event.add("status", "CANCELLED" if session.cancelled else "CONFIRMED")
    event.add("dtstamp", now)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", course.training.title)
    event.add("location", session.place or session.link)
    event.add("description", "\n".join(_further(course)))
    if session.link:
        event.add("url", session.link)
    event.add("organizer", _organizer(letterhead.name))
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _further(course: Course) -> list[str]:
    session = course.session
    return [text for text in (session.transport, session.link, session.contact) if text]


def _organizer(name: str) -> vCalAddress:
    organizer = vCalAddress(NOBODY)
    organizer.params["cn"] = vText(name)
    return organizer
