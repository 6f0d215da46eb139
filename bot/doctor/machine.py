"""What the machine gives: settings, the time on its walls, room on its disk, the catalogues."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.disk import Room
from bot.doctor.finding import Finding, Obstacle, State
from bot.domain.outage import is_low
from bot.texts import _, moment, ngettext, number

__all__ = ["catalogues", "disk", "settings", "zone"]


def settings(file: Path) -> Finding:
    """Whatever is wrong in it would have been told before."""
    text = _("{file} can be read.")
    if not file.exists():
        text = _("There is no {file}: all is as by default, or as the environment says.")
    return Finding("settings", State.FINE, text.format(file=file))


def zone(named: ZoneInfo, seconds: float) -> Finding:
    """It exists, as all settings are checked; whether it is theirs, people see by the time."""
    now = moment(datetime.fromtimestamp(seconds, UTC), named)
    text = _("{zone}, where it is {now}.").format(zone=named.key, now=now)
    return Finding("zone", State.FINE, text)


def disk(room: Room) -> Finding:
    """What is left where the bot keeps its files."""
    gigabytes = number(room.free / Decimal(10**9), 1)
    if is_low(room.free, was_low=False):
        text = _("Only {n} GB are free for {folder}; make room there.")
        return Finding("disk", State.DOUBT, text.format(n=gigabytes, folder=room.folder))
    text = _("{n} GB are free for {folder}.")
    return Finding("disk", State.FINE, text.format(n=gigabytes, folder=room.folder))


def catalogues(said: Mapping[str, frozenset[str] | Obstacle]) -> Iterator[Finding]:
    """Each must have words for all that any of them has words for."""
    every = frozenset().union(
        *(found for found in said.values() if not isinstance(found, Obstacle))
    )
    for language, found in said.items():
        if isinstance(found, Obstacle):
            text = _("{language} cannot be read ({reason}); install Torang anew.")
            text = text.format(language=language, reason=found.reason)
            yield Finding("catalogues", State.WRONG, text)
        elif lacking := len(every - found):
            text = ngettext(
                "{language} lacks {n} sentence; install Torang anew.",
                "{language} lacks {n} sentences; install Torang anew.",
                lacking,
            ).format(language=language, n=lacking)
            yield Finding("catalogues", State.WRONG, text)
        else:
            text = _("{language} is complete.").format(language=language)
            yield Finding("catalogues", State.FINE, text)
