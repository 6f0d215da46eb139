"""The card of a launched broadcast, for admins: held, running, paused, and its report."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.broadcast import Halt, Stage
from bot.domain.delivery import Kind, State
from bot.domain.dispatch import MUTED
from bot.domain.progress import Progress
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views.words import bar, clip
from bot.texts import LANGUAGES, _, moment, ngettext, number

__all__ = ["asking", "progress", "sure", "thanks"]

MENDABLE = timedelta(hours=48)
MINUTE = 60


def progress(found: Progress, zone: ZoneInfo, per_second: int, now: datetime) -> Card:
    """How it goes, and what an admin may do about it."""
    match found.broadcast.stage:
        case Stage.ASKED:
            text = _("⏳ Waiting for the tap of a second admin: {people}.")
            return Card(text.format(people=_people(found.size)), column(_do(found, "cancel")))
        case Stage.CANCELLED:
            text = _("The broadcast was taken back; nothing was sent. It is a draft again.")
            return Card(text, column(button(_("To the draft"), buttons.Compose(step="show"))))
        case Stage.LAUNCHED if found.held:
            return _held(found, zone)
        case Stage.LAUNCHED | Stage.PAUSED:
            return _running(found, per_second)
        case _:
            return _report(found, zone, now)


def asking(found: Progress, zone: ZoneInfo, sample: Card) -> Card:
    """To a second admin: what would be sent, and to how many."""
    text = _("Another admin asks you to let this go to {people}, {moment}:")
    starts_at = found.broadcast.starts_at
    when = moment(starts_at, zone) if starts_at else ""
    said = text.format(people=_people(found.size), moment=when)
    rows = ((_do(found, "approve"), _do(found, "cancel")),)
    return Card(f"{said}\n\n{sample.text}", rows, media=sample.media)


def sure(found: Progress, deed: str) -> Card:
    """What the next tap does, which cannot be undone."""
    reached = _people(found.states[State.SENT])
    match deed:
        case "erase":
            text = _("Delete this message for {people}? What has not left yet never will.")
        case _:
            text = _("Stop for good? {people} have it; nobody else will get it.")
    back = button(_("‹ Back"), buttons.Steer(broadcast=found.broadcast.id, deed="look"))
    return Card(text.format(people=reached), column(_do(found, deed, sure=True), back))


def thanks() -> str:
    """After a tap under a broadcast."""
    return _("Thank you, noted.")


def _held(found: Progress, zone: ZoneInfo) -> Card:
    text = _("⏳ Leaves {moment}, for {people}. Until then one tap takes it back.")
    starts_at = found.broadcast.starts_at
    said = text.format(
        moment=moment(starts_at, zone) if starts_at else "", people=_people(found.size)
    )
    return Card(said, column(_do(found, "cancel")))


def _running(found: Progress, per_second: int) -> Card:
    if not found.expanded:
        text = _("Preparing {n} of {of} …")
        line = text.format(n=number(found.states.total()), of=number(found.size))
    else:
        line = _("{n} of {of}").format(n=number(found.ended), of=number(found.size))
        line = f"{bar(found.ended, found.size)}  {line}{_speed(found, per_second)}"
    paused = found.broadcast.stage is Stage.PAUSED
    head = [_why_paused(found.broadcast.halted)] if paused else []
    rows: tuple[Row, ...] = ((_do(found, "resume" if paused else "pause"), _do(found, "stop")),)
    if paused and found.broadcast.kind is Kind.MESSAGE and found.states[State.SENT]:
        rows = (*rows, (_do(found, "correct"),))
    return Card("\n".join([*head, line, _ends(found)]).rstrip(), rows)


def _speed(found: Progress, per_second: int) -> str:
    if not per_second or found.broadcast.stage is Stage.PAUSED:
        return ""
    seconds = (found.size - found.ended) // per_second
    text = _(" · at most {rate} a second · {left} left")
    if seconds < MINUTE:
        left = _("{n} seconds").format(n=seconds)
    else:
        left = _("{n} minutes").format(n=number(-(-seconds // MINUTE)))
    return text.format(rate=per_second, left=left)


def _why_paused(halted: Halt | None) -> str:
    match halted:
        case Halt.BLOCKED:
            return _("Halted: too many of the first blocked the bot. Please read it again.")
        case Halt.REJECTED:
            return _("Halted: Telegram refused too many of the first.")
        case None:
            return _("Paused; nothing leaves.")


def _report(found: Progress, zone: ZoneInfo, now: datetime) -> Card:
    head = {
        Kind.CORRECTION: _("<b>Correction</b>"),
        Kind.DELETION: _("<b>Deletion</b>"),
    }.get(found.broadcast.kind, _("<b>Report of the broadcast</b>"))
    starts_at = found.broadcast.starts_at
    lines = [
        head,
        moment(starts_at, zone) if starts_at else "",
        _("{n} of {of}").format(n=number(found.ended), of=number(found.size)),
        _ends(found),
        *(_reason(reason, n) for reason, n in found.reasons.most_common(3)),
        *_taps(found),
    ]
    rows: tuple[Row, ...] = ((_do(found, "look"), _do(found, "list")),)
    if found.erased:
        lines.append(_("It was deleted for all."))
    elif found.broadcast.kind is Kind.MESSAGE and starts_at and now < starts_at + MENDABLE:
        rows = (*rows, (_do(found, "correct"), _do(found, "erase")))
    return Card("\n".join(line for line in lines if line), rows)


def _ends(found: Progress) -> str:
    names = {
        State.SENT: _("sent {n}"),
        State.BLOCKED: _("blocked {n}"),
        State.OVER_BUDGET: _("had enough broadcasts {n}"),
        State.EXPIRED: _("too late {n}"),
        State.REJECTED: _("refused {n}"),
        State.CANCELLED: _("called off {n}"),
        State.UNCERTAIN: _("uncertain {n}"),
    }
    parts = [
        name.format(n=number(found.states[state]))
        for state, name in names.items()
        if found.states[state]
    ]
    if found.forgotten:
        parts.append(_("deleted their data {n}").format(n=number(found.forgotten)))
    return " · ".join(parts)


def _reason(reason: str, n: int) -> str:
    why = _("wanted no more news") if reason == MUTED else escape(clip(reason, 80))
    return _("{n} because: {why}").format(n=number(n), why=why)


def _taps(found: Progress) -> list[str]:
    content = found.broadcast.content
    if not content.texts:
        return []
    labels = content.text(LANGUAGES[0]).labels
    return [
        f"{escape(label)}: {number(found.reactions[place])}"
        for place, (label, link) in enumerate(zip(labels, content.links, strict=False))
        if link is None
    ]


def _people(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=number(n))


def _do(found: Progress, deed: str, *, sure: bool = False) -> Button:
    labels = {
        "cancel": _("Take it back"),
        "pause": _("Pause"),
        "resume": _("Go on"),
        "stop": _("Stop for good"),
        "approve": _("Let it go"),
        "look": _("Refresh"),
        "list": _("Download the list"),
        "correct": _("Correct for all"),
        "erase": _("Delete for all"),
    }
    data = buttons.Steer(broadcast=found.broadcast.id, deed=deed, sure=sure)
    return button(labels[deed], data)
