"""What the office has configured, as far as use cases need it."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import randbelow
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.db import key_marks, surveys
from bot.db.base import Db
from bot.domain.calendar import Calendar
from bot.domain.learning import Targets
from bot.keys import Keys
from bot.xlsform.form import FormDef, compile_form
from bot.xlsform.interview import Context

__all__ = ["Forms", "Office", "context", "is_sealed_with", "key_fits"]


class Forms:
    """Published forms, compiled once and kept by the digest of the file they came from."""

    def __init__(self) -> None:
        self._compiled: dict[str, FormDef] = {}

    def get(self, db: Db, version_id: int, digest: str) -> FormDef:
        """The form of a published version, which never changes."""
        form = self._compiled.get(digest)
        if form is None:
            form = self._compiled[digest] = compile_form(surveys.xform(db, version_id))
        return form


@dataclass(frozen=True, slots=True)
class Office:
    """Its zone, its response key, the forms it has published and the days it works on.

    At most `per_second` unasked messages leave in a second (0: no limit); a broadcast to more than
    `approval_above` people needs a second one of its `admins`. `targets` are JP a year,
    `web` is the address of its web pages, empty where it has none.
    """

    zone: ZoneInfo
    keys: Keys
    forms: Forms
    calendar: Calendar = field(default_factory=Calendar)
    per_second: int = 25
    approval_above: int = 1_000
    admins: frozenset[int] = frozenset()
    targets: Targets = field(default_factory=Targets)
    web: str = ""

    def context(self, now: datetime) -> Context:
        """What a form may ask of the world at this instant."""
        return context(now, self.zone)


def context(now: datetime, zone: ZoneInfo) -> Context:
    """What a form may ask of the world at this instant, in a zone."""
    return Context(now.astimezone(zone), random=_random, uuid=lambda: str(uuid4()))


def is_sealed_with(db: Db, keys: Keys) -> bool | None:
    """Whether this is the database's own key; None before it has one. A pure read."""
    known = key_marks.mark(db)
    return None if known is None else known == _mark(keys)


def key_fits(db: Db, keys: Keys) -> bool:
    """Whether this database is sealed with this key; the first key used becomes its own."""
    own = is_sealed_with(db, keys)
    if own is None:
        key_marks.remember(db, _mark(keys))
    return own is not False


def _mark(keys: Keys) -> bytes:
    return keys.mark("database")


def _random() -> float:
    return randbelow(2**53) / 2**53
