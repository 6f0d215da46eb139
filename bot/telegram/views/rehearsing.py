"""Cards from the rehearsal of a draft to its launch, for admins."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.broadcast import HOLD, LIFETIME, edition
from bot.domain.rehearsal import Later, Rehearsal
from bot.domain.time import instant, local_day
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views.words import own_name
from bot.texts import _, day, moment, ngettext, number

__all__ = [
    "changed",
    "choosing_day",
    "choosing_hour",
    "confirming",
    "only_a_sample",
    "rehearsal",
    "sample_refused",
    "when",
]

DAYS = 7
HOURS = range(8, 20)
MINUTE, HOUR = 60, 3600


def rehearsal(found: Rehearsal, letterhead: Letterhead) -> Card:
    """What would happen, whom it would not reach, and when it is over."""
    lines = [_("<b>Rehearsal</b>"), *_told(found, letterhead.zone)]
    if not found.reachable:
        return Card("\n".join(lines), _elsewhere(found))
    lines.append(_("The messages above went to you alone, as each person would get them."))
    if found.needs_approval:
        lines.append(_("So many people need the tap of a second admin."))
    canary = _step(found, _("A small part first"), "canary")
    if found.broadcast.canary:
        canary = _step(found, _("✓ A small part first"), "canary")
    return Card(
        "\n".join(lines),
        (
            (_step(found, _("Send now"), "ask"),),
            *_later_times(found, letterhead.zone),
            (canary,),
            (_compose(_("Change"), "show"), _compose(_("Throw away"), "drop")),
        ),
    )


def choosing_day(found: Rehearsal, now: datetime, zone: ZoneInfo) -> Card:
    """One of the next days on which an hour is left."""
    today = local_day(now, zone)
    days = [today + timedelta(days=n) for n in range(DAYS)]
    shown = [
        _step(found, day(one), "hour", f"{one:%Y%m%d}") for one in days if _hours(one, now, zone)
    ]
    return Card(_("On which day?"), (*column(*shown), (_step(found, _("‹ Back"), "plan"),)))


def choosing_hour(found: Rehearsal, chosen: date, now: datetime, zone: ZoneInfo) -> Card:
    """One of the hours of that day in which messages leave and that are still to come."""
    text = _("{day}: at what time?").format(day=day(chosen))
    hours = [
        _step(found, f"{hour:02}.00", "ask", f"{chosen:%Y%m%d}{hour:02}")
        for hour in _hours(chosen, now, zone)
    ]
    rows = [tuple(hours[at : at + 4]) for at in range(0, len(hours), 4)]
    return Card(text, (*rows, (_step(found, _("‹ Back"), "day"),)))


def when(at: str, zone: ZoneInfo) -> datetime | None:
    """The instant that a button means; None: now."""
    if not at:
        return None
    local = datetime.strptime(at, "%Y%m%d%H")  # noqa: DTZ007 - The zone is the office's.
    return instant(local.date(), local.time(), zone)


def confirming(found: Rehearsal, at: str, letterhead: Letterhead) -> Card:
    """What the next tap does."""
    starts_at = when(at, letterhead.zone)
    if starts_at is None:
        text = _("Send this to {people} now? For a minute one tap takes it back.")
    else:
        text = _("Send this to {people} on {moment}? Until then one tap takes it back.")
    said = text.format(
        people=_people(found.reachable),
        moment="" if starts_at is None else moment(starts_at, letterhead.zone),
    )
    lines = [said, *_told(found, letterhead.zone)]
    if not found.reachable:
        return Card("\n".join(lines[1:]), _elsewhere(found))
    yes, back = _step(found, _("Yes, send"), "go", at), _step(found, _("‹ Back"), "plan")
    return Card("\n".join(lines), column(yes, back))


def changed() -> str:
    """The draft is not the one that was rehearsed."""
    return _("This broadcast has changed since the last rehearsal. Please rehearse it again.")


def only_a_sample() -> str:
    """After a tap under what was only shown."""
    return _("This is only an example.")


def sample_refused(reason: str) -> Card:
    """Telegram does not take the message as it is."""
    text = _("Telegram refuses this message: {reason}\nPlease write it anew.")
    return Card(text.format(reason=escape(reason)), column(_compose(_("Change"), "show")))


def _later_times(found: Rehearsal, zone: ZoneInfo) -> tuple[Row, ...]:
    """A mistake is mended now or never."""
    if found.broadcast.of_id is not None:
        return ()
    tomorrow = local_day(found.starts_at - HOLD, zone) + timedelta(days=1)
    return (
        (
            _step(found, _("Tomorrow 08.00"), "ask", f"{tomorrow:%Y%m%d}08"),
            _step(found, _("Choose a time"), "day"),
        ),
    )


def _hours(chosen: date, now: datetime, zone: ZoneInfo) -> list[int]:
    return [hour for hour in HOURS if instant(chosen, time(hour), zone) > now]


def _told(found: Rehearsal, zone: ZoneInfo) -> list[str]:
    """Who is left out or comes later, when it is over, and who reads it in another language."""
    lines = [_counted(found, zone)]
    if not found.size and found.broadcast.of_id is not None:
        lines.append(_("Nobody has a message that could still be changed."))
    elif not found.size:
        lines.append(_("Nobody belongs to this audience. Choose another one: To whom."))
    elif not found.reachable:
        lines.append(_("Nobody would get it."))
    elif not found.in_time:
        text = _("At this pace not all get it: nothing is sent any more after {moment}.")
        lines.append(text.format(moment=moment(found.starts_at + LIFETIME, zone)))
    else:
        lines.append(_lasting(found, zone))
    return [*lines, *_foreign(found)]


def _counted(found: Rehearsal, zone: ZoneInfo) -> str:
    parts = [_people(found.size)]
    if found.blocked:
        parts.append(_("{n} blocked the bot").format(n=number(found.blocked)))
    if found.never:
        parts.append(_("{n} had enough broadcasts").format(n=number(found.never)))
    for later, text in (
        (found.rationed, _("{n} had enough until later (from {moment})")),
        (found.quiet, _("{n} in quiet hours (from {moment})")),
    ):
        parts += _of_later(later, text, zone)
    return " · ".join(parts)


def _of_later(later: Later, text: str, zone: ZoneInfo) -> list[str]:
    if later.first is None:
        return []
    return [text.format(n=number(later.people), moment=moment(later.first, zone))]


def _lasting(found: Rehearsal, zone: ZoneInfo) -> str:
    seconds = round((found.done_at - found.starts_at).total_seconds())
    if seconds > HOUR:
        return _("Done about {moment}.").format(moment=moment(found.done_at, zone))
    if seconds < MINUTE:
        return _("Done about {n} seconds after the start.").format(n=max(1, seconds))
    minutes = -(-seconds // MINUTE)
    text = ngettext(
        "Done about {n} minute after the start.",
        "Done about {n} minutes after the start.",
        minutes,
    )
    return text.format(n=number(minutes))


def _foreign(found: Rehearsal) -> list[str]:
    """Languages that people read and that it is not written in."""
    content = found.broadcast.content
    text = _("{people} read {language}, which has no text: they get the one in {first}.")
    return [
        text.format(
            people=_people(people),
            language=own_name(code),
            first=own_name(next(iter(content.texts))),
        )
        for code, people in found.readers.items()
        if code not in content.texts
    ]


def _elsewhere(found: Rehearsal) -> tuple[Row, ...]:
    """What to do where nobody would get it."""
    change = () if found.broadcast.of_id is not None else (_compose(_("To whom"), "who"),)
    return column(*change, _compose(_("‹ Back"), "show"))


def _people(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=number(n))


def _compose(label: str, step: str) -> Button:
    return button(label, buttons.Compose(step=step))


def _step(found: Rehearsal, label: str, step: str, at: str = "") -> Button:
    of = found.broadcast
    data = buttons.Launch(step=step, broadcast=of.id, edition=edition(of), at=at)
    return button(label, data)
