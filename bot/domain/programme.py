"""The office's trainings, their sessions and the table of JP: as stored, and as a workbook says.

What has begun is not changed any more, and what was cancelled stays so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.learning import Per, Rule
from bot.domain.sheet import CellFault, Changes
from bot.domain.training import Training, TrainingSession, span

__all__ = [
    "Difference",
    "Key",
    "Programme",
    "changes",
    "difference",
    "fault_of",
    "measured",
    "readdressed",
]

Key = tuple[str, str]
"""The codes of a training and of a session of it."""


@dataclass(frozen=True, slots=True)
class Programme:
    """All of it by its codes; the rules by their kinds."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    trainings: Mapping[str, Training] = field(default_factory=dict)
    sessions: Mapping[Key, TrainingSession] = field(default_factory=dict)

    def adopted(self, code: str, training: Training) -> Training:
        """A training as a workbook says it is, as the one that is stored here."""
        known = self.trainings.get(code)
        return training if known is None else replace(training, id=known.id)

    def placed(self, key: Key, session: TrainingSession) -> TrainingSession:
        """The same of a session."""
        known = self.sessions.get(key)
        if known is None:
            return session
        return replace(session, id=known.id, training_id=known.training_id, version=known.version)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be done so that what is stored is what a workbook says; `same` is how much is.

    Of sessions that are `moved` those concerned are told, of those `changed` they need not be.
    """

    rules: tuple[Rule, ...]
    new_trainings: tuple[str, ...]
    changed_trainings: tuple[str, ...]
    gone_trainings: tuple[str, ...]
    new: tuple[Key, ...]
    changed: tuple[Key, ...]
    moved: tuple[Key, ...]
    gone: tuple[Key, ...]
    same: int


def measured(session: TrainingSession, training: Training, rule: Rule | None) -> bool:
    """Whether it is known what a session is worth: what counts by the hour needs its hours."""
    by_hour = training.jp is None and rule is not None and rule.per is Per.HOUR
    return not by_hour or span(session).a_day > timedelta(0)


def fault_of(
    session: TrainingSession,
    before: TrainingSession | None,
    taken: int,
    now: datetime,
    *,
    measured: bool,
) -> tuple[str, CellFault] | None:
    """Why a session cannot become this, and in which column; so many seats are taken."""
    if before is not None and now >= before.starts_at:
        begun = not before.cancelled and session != before
        return ("start", CellFault.HAS_BEGUN) if begun else None
    if before is not None and before.cancelled:
        return None if session.cancelled else ("cancelled", CellFault.WAS_CANCELLED)
    if not session.cancelled and now >= session.starts_at:
        return "start", CellFault.IS_OVER
    if session.capacity is not None and taken > session.capacity:
        return "capacity", CellFault.FEW_SEATS
    return None if measured or session.cancelled else ("end", CellFault.NO_HOURS)


def difference(before: Programme, after: Programme, now: datetime) -> Difference:
    """What of `before` is to change; `after` has its ids from there."""
    rules = tuple(rule for kind, rule in after.rules.items() if before.rules.get(kind) != rule)
    trainings = _of_trainings(before, after, now)
    sessions = _of_sessions(before, after, now)
    listed = len(after.rules) + len(after.trainings) + len(after.sessions)
    kept = _listed_and_gone(after, sessions[3])
    told = len(rules) + sum(map(len, (*trainings[:2], *sessions[:3]))) + kept
    return Difference(rules, *trainings, *sessions, listed - told)


def changes(before: Programme, after: Programme, found: Difference) -> Changes:
    """The same by the names that an admin knows."""

    def called(keys: Iterable[Key], of: Programme) -> tuple[str, ...]:
        return tuple(f"{code}/{one}: {of.trainings[code].title}" for code, one in keys)

    def named(codes: Iterable[str], of: Programme) -> tuple[str, ...]:
        return tuple(f"{code}: {of.trainings[code].title}" for code in codes)

    new = [rule.kind for rule in found.rules if rule.kind not in before.rules]
    changed = [rule.kind for rule in found.rules if rule.kind in before.rules]
    return Changes(
        (*named(found.new_trainings, after), *called(found.new, after), *_of_table(new)),
        (*named(found.changed_trainings, after), *called(found.changed, after),
         *_of_table(changed)),
        (*named(found.gone_trainings, before), *called(found.gone, before)),
        found.same,
        called(found.moved, after),
        was=[
            *(before.rules[kind] for kind in changed),
            *(before.trainings[code] for code in found.changed_trainings),
            *(before.sessions[key] for key in (*found.changed, *found.moved)),
        ],
    )  # fmt: skip


def readdressed(before: Training, after: Training) -> bool:
    """Whether others are invited or reminded, or at other times."""
    ways = ("audience", "mandatory", "offsets", "catch_up", "active")
    return any(getattr(before, way) != getattr(after, way) for way in ways)


def _of_table(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"JP {kind}" for kind in kinds)


def _of_trainings(
    before: Programme, after: Programme, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """New, changed and gone; one of which a session has begun is left as it is."""
    begun = {
        code
        for (code, _session), one in before.sessions.items()
        if not one.cancelled and now >= one.starts_at
    }
    known = before.trainings
    new = tuple(code for code in after.trainings if code not in known)
    changed = tuple(
        code for code, one in after.trainings.items() if code in known and known[code] != one
    )
    gone = tuple(
        code
        for code, one in known.items()
        if one.active and code not in after.trainings and code not in begun
    )
    return new, changed, gone


def _of_sessions(
    before: Programme, after: Programme, now: datetime
) -> tuple[tuple[Key, ...], tuple[Key, ...], tuple[Key, ...], tuple[Key, ...]]:
    """New, changed, moved and gone."""
    new, changed, moved = [], [], []
    for key, one in after.sessions.items():
        known = before.sessions.get(key)
        if one.cancelled or (known is not None and known.cancelled):
            continue
        if known is None:
            new.append(key)
        elif _seats_alone(known, one) and known != one:
            changed.append(key)
        elif known != one:
            moved.append(key)
    ahead = {
        key for key, one in before.sessions.items() if not one.cancelled and now < one.starts_at
    }
    staying = {key for key, one in after.sessions.items() if not one.cancelled}
    gone = tuple(key for key in before.sessions if key in ahead - staying)
    return tuple(new), tuple(changed), tuple(moved), gone


def _listed_and_gone(after: Programme, gone: Iterable[Key]) -> int:
    """How many rows say that a session is cancelled that was not."""
    return sum(key in after.sessions for key in gone)


def _seats_alone(before: TrainingSession, after: TrainingSession) -> bool:
    """Whether at most seats and deadline differ."""
    return replace(after, capacity=before.capacity, deadline=before.deadline) == before
