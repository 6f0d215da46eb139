"""The trainings workbook: its sheets read, compared with what is stored, applied as a whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.db import enrolments, trainings
from bot.db.base import Db
from bot.domain import programme as plan
from bot.domain.addressing import Known
from bot.domain.cells import Cells
from bot.domain.check import MOST_QUESTIONS, CheckQuestion
from bot.domain.errors import SheetRefused
from bot.domain.layout import CHECKS, JP, SESSIONS, TRAININGS
from bot.domain.learning import DEFAULT_RULES, Rule, Targets
from bot.domain.programme import Difference, Key, Programme
from bot.domain.sheet import CellFault, CellProblem, Changes, Records
from bot.domain.syllabus import read_question, read_rule, read_session, read_training
from bot.domain.training import Training, TrainingSession
from bot.usecases import checking, planning
from bot.usecases.addressing import known_to

__all__ = ["apply_programme", "begin", "compare_programme", "programme_lines"]


def begin(db: Db) -> None:
    """The usual table of JP, where an office has none: certificates count by it from the first
    day on."""
    if not trainings.rules(db):
        for rule in DEFAULT_RULES:
            trainings.put_rule(db, rule)


def programme_lines(
    db: Db, found: tuple[Records, ...], zone: ZoneInfo, targets: Targets, now: datetime
) -> Programme:
    """What the sheets say; raises SheetRefused with every problem. A pure read."""
    courses, dated, table, asked = found
    before = trainings.stored(db)
    problems: list[CellProblem] = []
    rules = _rules(table, before.rules, problems)
    kinds = {**before.rules, **rules}
    known = _trainings(courses, before, kinds, known_to(db, courses, zone, targets, now), problems)
    known = _with_checks(asked, known, before, problems)
    sessions = _sessions(db, dated, (before, Programme(rules, known)), zone, now, problems)
    if not courses.rows:
        problems.insert(0, CellProblem(1, "", CellFault.EMPTY, "", TRAININGS.title))
    if problems:
        raise SheetRefused(problems)
    return Programme(rules, known, sessions)


def compare_programme(db: Db, after: Programme, now: datetime) -> Changes:
    """What it would change. A pure read."""
    before = trainings.stored(db)
    return plan.changes(before, after, plan.difference(before, after, now))


def apply_programme(db: Db, after: Programme, now: datetime) -> None:
    """Make it so: new sessions are announced, those concerned hear of what moved or is gone.

    What is missing is cancelled or not offered any more, unless it has begun.
    """
    before = trainings.stored(db)
    found = plan.difference(before, after, now)
    for rule in found.rules:
        trainings.put_rule(db, rule)
    ids = {code: one.id for code, one in before.trainings.items()}
    for code in (*found.new_trainings, *found.changed_trainings):
        ids[code] = trainings.put(db, after.trainings[code])
        checking.promise(db, ids[code], before.trainings.get(code), after.trainings[code])
    _apply_sessions(db, before, after, found, ids, now)
    for code in found.gone_trainings:
        trainings.put(db, replace(before.trainings[code], active=False))


def _apply_sessions(
    db: Db,
    before: Programme,
    after: Programme,
    found: Difference,
    ids: Mapping[str, int],
    now: datetime,
) -> None:
    for key in found.new:
        session = replace(after.sessions[key], training_id=ids[key[0]])
        planning.announce(db, trainings.add_session(db, session), now)
    for key in found.moved:
        planning.move(db, after.sessions[key], now)
    for key in found.gone:
        planning.cancel(db, before.sessions[key].id, now)
    for key in sorted({*found.changed, *_readdressed(before, after, found, now)}):
        planning.adjust(db, after.sessions[key], now)


def _readdressed(
    before: Programme, after: Programme, found: Difference, now: datetime
) -> list[Key]:
    """The sessions ahead whose training is for others now, or reminds at other times."""
    codes = {
        code
        for code in found.changed_trainings
        if plan.readdressed(before.trainings[code], after.trainings[code])
    }
    return [
        key
        for key, one in after.sessions.items()
        if key[0] in codes
        and key in before.sessions
        and not before.sessions[key].cancelled
        and not one.cancelled
        and now < before.sessions[key].starts_at
    ]


def _rules(
    found: Records, known: Mapping[str, Rule], problems: list[CellProblem]
) -> dict[str, Rule]:
    """Those of the sheet; an office without any begins with the usual ones."""
    rules: dict[str, Rule] = {}
    met: dict[str, int] = {}
    for record in found.rows:
        cells = Cells(record, JP.title)
        rule = read_rule(cells)
        cells.once("kind", rule.kind, met)
        rules[rule.kind] = rule
        problems += cells.problems
    usual = {} if known else {rule.kind: rule for rule in DEFAULT_RULES}
    return usual | rules


def _trainings(
    found: Records,
    before: Programme,
    kinds: Mapping[str, Rule],
    known: Known,
    problems: list[CellProblem],
) -> dict[str, Training]:
    trainings_: dict[str, Training] = {}
    met: dict[str, int] = {}
    for record in found.rows:
        cells = Cells(record, TRAININGS.title)
        one = read_training(cells, kinds, known)
        cells.once("code", one.code, met)
        trainings_[one.code] = before.adopted(one.code, one)
        problems += cells.problems
    return trainings_


def _with_checks(
    found: Records,
    known: Mapping[str, Training],
    before: Programme,
    problems: list[CellProblem],
) -> dict[str, Training]:
    """The trainings with their questions; without a sheet of them each keeps those it has."""
    if not found.headers:
        kept = {code: one.questions for code, one in before.trainings.items()}
        return {code: replace(one, questions=kept.get(code, ())) for code, one in known.items()}
    asked: dict[str, list[CheckQuestion]] = {}
    met: dict[Key, int] = {}
    for record in found.rows:
        cells = Cells(record, CHECKS.title)
        code, one = read_question(cells, known)
        mine = asked.setdefault(code, [])
        if len(mine) == MOST_QUESTIONS:
            cells.refuse("question", CellFault.MANY_QUESTIONS)
        elif one is not None and cells.once("question", (code, one.text), met):
            mine.append(one)
        problems += cells.problems
    return {
        code: replace(one, questions=tuple(asked.get(code, ()))) for code, one in known.items()
    }


def _sessions(
    db: Db,
    found: Records,
    known: tuple[Programme, Programme],
    zone: ZoneInfo,
    now: datetime,
    problems: list[CellProblem],
) -> dict[Key, TrainingSession]:
    before, after = known
    sessions: dict[Key, TrainingSession] = {}
    met: dict[Key, int] = {}
    for record in found.rows:
        cells = Cells(record, SESSIONS.title)
        of, one = read_session(cells, after.trainings, zone, now)
        key = of, cells["code"]
        cells.once("code", key, met)
        if one is not None and not cells.problems:
            sessions[key] = before.placed(key, one)
            training = after.trainings[of]
            known_hours = plan.measured(one, training, after.rules.get(training.kind))
            _check(db, cells, sessions[key], before.sessions.get(key), now, measured=known_hours)
        problems += cells.problems
    return sessions


def _check(
    db: Db,
    cells: Cells,
    one: TrainingSession,
    before: TrainingSession | None,
    now: datetime,
    *,
    measured: bool,
) -> None:
    """Whether what is stored may become this."""
    smaller = before is not None and one.capacity is not None and one.capacity != before.capacity
    taken = enrolments.seats(db, before).taken if smaller and before is not None else 0
    wrong = plan.fault_of(one, before, taken, now, measured=measured)
    if wrong is not None:
        cells.refuse(*wrong)
