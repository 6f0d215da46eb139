"""The card of a launched broadcast, for admins: held, running, paused, and its report."""

from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from zoneinfo import ZoneInfo

from bot.domain.broadcast import Broadcast, Halt, Stage
from bot.domain.delivery import Kind, State
from bot.domain.dispatch import MUTED
from bot.domain.progress import Progress
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views.words import bar, beginning, clip, plain
from bot.texts import LANGUAGES, _, moment, ngettext, number

__all__ = ["list_promised", "not_reached", "overview", "progress", "sure", "thanks"]

MENDABLE = timedelta(hours=48)
MINUTE = 60
MANY = 10


def progress(
    found: Progress, viewer: int, zone: ZoneInfo, now: datetime, rate: float | None = None
) -> Card:
    """How it goes, and what this admin may do about it; `rate` is how many left in a second."""
    mine = found.broadcast.author_id == viewer
    match found.broadcast.stage:
        case Stage.ASKED:
            return _waiting(found) if mine else _asking(found, zone)
        case Stage.CANCELLED:
            return _taken_back(mine=mine)
        case Stage.LAUNCHED if found.held:
            return _held(found, zone)
        case Stage.LAUNCHED | Stage.PAUSED:
            return _running(found, zone, rate)
        case _:
            return _report(found, zone, now)


def not_reached(n: int, of: int) -> Card:
    """Admins who could not be asked."""
    text = _("{n} of {of} other admins could not be asked. They find it under /siaran.")
    return Card(text.format(n=number(n), of=number(of)))


def overview(running: list[Broadcast], draft: Broadcast | None) -> Card:
    """What goes on at the moment, and the draft beside it."""
    lines = [_("<b>Broadcasts at work</b>")]
    opening = []
    for place, one in enumerate(running, 1):
        said = beginning(one.content, 60)
        lines.append(f"{place}. {_stage(one)} · {said}")
        label = clip(f"{place}. {plain(one.content.text(LANGUAGES[0]).html)}")
        opening.append(button(label, buttons.Steer(broadcast=one.id, deed="open")))
    if draft is None:
        last = button(_("New broadcast"), buttons.Compose(step="new"))
    else:
        lines.append(_("Draft: {text}").format(text=beginning(draft.content, 60)))
        last = button(_("To the draft"), buttons.Compose(step="show"))
    return Card("\n".join(lines), column(*opening, last))


def _stage(one: Broadcast) -> str:
    if one.kind is Kind.DELETION:
        return _("is being deleted")
    launched = _("launched") if one.kind is Kind.MESSAGE else _("correction, launched")
    names = {Stage.ASKED: _("waits for a second admin"), Stage.PAUSED: _("paused")}
    return names.get(one.stage, launched)


def _waiting(found: Progress) -> Card:
    text = _("⏳ Waiting for the tap of a second admin: {people}.")
    return Card(text.format(people=_people(found.size)), column(_do(found, "cancel")))


def _taken_back(*, mine: bool) -> Card:
    if not mine:
        return Card(_("The broadcast was taken back; nothing was sent."))
    text = _("The broadcast was taken back; nothing was sent. It is a draft again.")
    return Card(text, column(button(_("To the draft"), buttons.Compose(step="show"))))


def _asking(found: Progress, zone: ZoneInfo) -> Card:
    """To a second admin."""
    text = _(
        "Another admin asks you to let this go to {people}, {moment}. Read the messages above "
        "before you do: each person would get one of them."
    )
    starts_at = found.broadcast.starts_at
    when = moment(starts_at, zone) if starts_at else ""
    said = text.format(people=_people(found.size), moment=when)
    return Card(said, ((_do(found, "approve"), _do(found, "cancel")),))


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


def list_promised() -> str:
    """The list takes a moment."""
    return _("The list is being made and comes here in a moment.")


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


def _running(found: Progress, zone: ZoneInfo, rate: float | None) -> Card:
    if not found.expanded:
        text = _("Preparing {n} of {of} …")
        line = text.format(n=number(found.states.total()), of=number(found.size))
    else:
        line = _("{n} of {of}").format(n=number(found.ended), of=number(found.size))
        line = f"{bar(found.ended, found.size)}  {line}{_speed(found, rate)}"
    paused = found.broadcast.stage is Stage.PAUSED
    head = [_why_paused(found.broadcast.halted)] if paused else []
    rows: tuple[Row, ...] = ((_do(found, "resume" if paused else "pause"), _do(found, "stop")),)
    if paused and found.broadcast.kind is Kind.MESSAGE and found.states[State.SENT]:
        rows = (*rows, (_do(found, "correct"),))
    return Card("\n".join([*head, line, *_put_off(found, zone), _ends(found)]).rstrip(), rows)


def _speed(found: Progress, rate: float | None) -> str:
    """As it was measured; nothing is told of what is not known."""
    if rate is None or found.leaving < 1 or found.broadcast.stage is Stage.PAUSED:
        return ""
    seconds = max(1, ceil(found.leaving / rate))
    text = _(" · {rate} a second · {left} left")
    if seconds < MINUTE:
        left = ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    else:
        minutes = ceil(seconds / MINUTE)
        left = ngettext("{n} minute", "{n} minutes", minutes).format(n=number(minutes))
    return text.format(rate=number(Decimal(str(rate)), 0 if rate >= MANY else 1), left=left)


def _put_off(found: Progress, zone: ZoneInfo) -> list[str]:
    """When it goes on with those whose turn comes later."""
    if found.waiting.until is None:
        return []
    text = _("{n} later, goes on {moment}")
    until = moment(found.waiting.until, zone)
    return [text.format(n=number(found.waiting.people), moment=until)]


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
        *(_taps(found) if found.broadcast.kind is Kind.MESSAGE else []),
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
