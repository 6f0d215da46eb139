"""What citizens and units write to each other under receipt codes, kept under one seal.

Whoever knows every person and the instant of every update, and has dumps of the database and its
files from many moments but not the key, sees that something was written at the moment at which
somebody wrote. Were each thread a row, it would be made at a citizen's tap and changed at that of
whoever leads the unit: the two moments together would say which unit the citizen rated. So there
is one seal for all threads, in blocks of one length, and every line makes all of it anew: which
thread was begun, went on or ended, how many there are, of which units and days, stands nowhere in
clear. What is left to such a reader is who wrote, as Telegram's own instants tell, and that units
answered some of them: as few as these are, which unit answered whom; where a single citizen ever
wrote, that one. Whoever answers is told that citizens wait on a morning after they wrote, as a
delivery says in clear: which of those who wrote the days before, it does not say, nor at which of
their units; where a single one wrote then, that one.

Of the response even that tells no more than its unit: no mark of it is in clear here, none of its
marks is used here, and it lies among at least five that were released together. A receipt mark is
made of the code under another purpose.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.db import correspondence
from bot.db.base import Db
from bot.domain.thread import Line, Thread, aged
from bot.domain.time import local_day
from bot.usecases.office import Office

__all__ = ["all_", "forget_old", "held", "keep", "mark", "of_mark", "save"]

BLOCK = 262_144
"""Bytes: so much is sealed whatever was written, and again so much where that is full."""

MARK_BYTES = 8


def mark(office: Office, code: str) -> str:
    """What the thread of a receipt code is found by."""
    return office.keys.mark("thread", code)[:MARK_BYTES].hex()


def all_(db: Db, office: Office) -> list[Thread]:
    """Every thread. A pure read."""
    return _opened(office, correspondence.read(db))


def held(db: Db, office: Office) -> list[Thread]:
    """As `all_`, in our hands until this transaction ends."""
    return _opened(office, correspondence.hold(db))


def of_mark(found: Iterable[Thread], mark: str) -> Thread | None:
    """The one of a mark, if there is one."""
    return next((one for one in found if one.mark == mark), None)


def keep(db: Db, office: Office, found: Iterable[Thread], mark: str, after: Thread | None) -> None:
    """All that were held, with one as it is now; None: without it."""
    others = [one for one in found if one.mark != mark]
    save(db, office, others if after is None else [*others, after])


def forget_old(db: Db, office: Office, now: datetime) -> None:
    """Delete those that are over, and the lines of those that were never answered."""
    found, today = held(db, office), local_day(now, office.zone)
    left = [kept for one in found if (kept := aged(one, today)) is not None]
    if left != found:
        save(db, office, left)


def save(db: Db, office: Office, found: Iterable[Thread]) -> None:
    """All of them, as they are now, in place of those that were held."""
    said = {"threads": [_told(one) for one in found]}
    correspondence.save(db, office.keys.seal(said, BLOCK))


def _told(one: Thread) -> dict[str, Any]:
    return {
        "mark": one.mark,
        "unit": one.unit_id,
        "suggestion": one.suggestion,
        "lines": [[line.text, line.day.isoformat()] for line in one.lines],
        "told": one.told_on and one.told_on.isoformat(),
        "unanswered": one.unanswered,
    }


def _opened(office: Office, sealed: bytes) -> list[Thread]:
    told = office.keys.unseal(sealed)["threads"] if sealed else []
    return [
        Thread(
            one["mark"],
            one["unit"],
            one["suggestion"],
            tuple(Line(text, date.fromisoformat(day)) for text, day in one["lines"]),
            # What was sealed before there were such messages was told to nobody.
            date.fromisoformat(one["told"]) if one.get("told") else None,
            one.get("unanswered", False),
        )
        for one in told
    ]
