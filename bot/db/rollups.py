"""Released responses, counted by unit, month, question and answer."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    String,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
)

from bot.db.base import Db, insert_for, rows_given
from bot.db.tables import RollupRow
from bot.domain.period import Period
from bot.domain.rollup import Cell, Count, Rolled

__all__ = [
    "ByMonth",
    "add",
    "by_unit",
    "clear",
    "found",
    "months",
    "newest",
    "summed",
    "together",
    "written",
]

TAB = "\t"

ByMonth = dict[str, dict[date, dict[str, Count]]]
"""By question and month, how many gave each answer."""

_stored = (
    RollupRow.unit_id,
    RollupRow.month,
    RollupRow.question,
    RollupRow.answer,
    RollupRow.n,
    RollupRow.total,
)

_sums = (func.sum(RollupRow.n), func.sum(RollupRow.total))


@cache
def _adding(dialect: str) -> Any:
    """An INSERT of the counts that are given, which are added to what is there; made once."""
    columns = {"question": String, "answer": String, "n": Integer, "total": BigInteger}
    given = rows_given(dialect, "counts", columns).c
    values: dict[str, Any] = {
        "survey_id": bindparam("survey", type_=BigInteger),
        "unit_id": bindparam("unit", type_=BigInteger),
        "month": bindparam("month", type_=Date),
        "question": given.question,
        "answer": given.answer,
        "n": given.n,
        "total": given.total,
    }
    # Without a condition SQLite takes ON CONFLICT for that of a join.
    rows = select(*values.values()).where(given.n > 0)
    new = insert_for(dialect, RollupRow).from_select(list(values), rows)
    summed = {"n": RollupRow.n + new.excluded.n, "total": RollupRow.total + new.excluded.total}
    key = ["survey_id", "unit_id", "month", "question", "answer"]
    return new.on_conflict_do_update(index_elements=key, set_=summed)


def add(db: Db, survey_id: int, unit_id: int, month: date, counts: Mapping[Cell, Count]) -> None:
    """Count these too, in one statement."""
    rows = [(*cell, count.n, count.total) for cell, count in sorted(counts.items())]
    of = {"survey": survey_id, "unit": unit_id, "month": month}
    if rows:
        db.execute(_adding(db.dialect.name), {**of, "counts": json.dumps(rows)})


def clear(db: Db, survey_id: int, unit_id: int) -> None:
    """Forget the counts of a box."""
    db.execute(
        delete(RollupRow).where(RollupRow.survey_id == survey_id, RollupRow.unit_id == unit_id)
    )


def found(
    db: Db,
    survey_id: int,
    unit_ids: Collection[int],
    period: Period | None = None,
    questions: Iterable[str] | None = None,
) -> list[Rolled]:
    """The counts of these units in a period (None: ever), of some questions or of all."""
    such = _such(survey_id, unit_ids, period, questions)
    rows = db.execute(select(*_stored).where(*such)).all()
    return [_read(*row) for row in rows]


def by_unit(
    db: Db, survey_id: int, unit_ids: Collection[int], period: Period, questions: Iterable[str]
) -> Iterator[ByMonth]:
    """How many of one unit after another gave each answer.

    All at once are so many objects that to look for garbage among them takes as long as the rest.
    """
    such = _such(survey_id, unit_ids, period, questions)
    rows = db.execute(select(*_stored).where(*such).order_by(RollupRow.unit_id))
    for _unit_id, some in groupby(rows, itemgetter(0)):
        found: ByMonth = {}
        for _unit, month, question, answer, n, total in some:
            found.setdefault(question, {}).setdefault(month, {})[answer] = Count(n, total)
        yield found


def together(
    db: Db,
    survey_id: int,
    unit_ids: Collection[int],
    period: Period | None,
    questions: Iterable[str],
) -> list[Rolled]:
    """As `found`, of all these units together: each count stands for no unit (0)."""
    key = (RollupRow.month, RollupRow.question, RollupRow.answer)
    rows = db.execute(
        select(literal(0), *key, *_sums)
        .where(*_such(survey_id, unit_ids, period, questions))
        .group_by(*key)
    )
    return [_read(*row) for row in rows]


def summed(
    db: Db,
    survey_id: int,
    unit_ids: Collection[int],
    period: Period | None,
    questions: Iterable[str],
) -> dict[int, dict[str, dict[str, Count]]]:
    """By unit and question, how many gave each answer in all months of a period (None: ever)."""
    key = (RollupRow.unit_id, RollupRow.question, RollupRow.answer)
    rows = db.execute(
        select(*key, *_sums).where(*_such(survey_id, unit_ids, period, questions)).group_by(*key)
    )
    found: dict[int, dict[str, dict[str, Count]]] = {}
    for unit_id, question, answer, n, total in rows:
        of = found.setdefault(unit_id, {}).setdefault(question, {})
        of[answer] = Count(int(n), int(total))
    return found


def written(
    db: Db, survey_id: int, unit_ids: Collection[int], period: Period
) -> Iterator[tuple[int, date, str]]:
    """Of each of these units and each month of a period, its counts in lines, in no order.

    Written by the database: to read each count would take many times as long.
    """
    parts = (
        RollupRow.question,
        RollupRow.answer,
        cast(RollupRow.n, String),
        cast(RollupRow.total, String),
    )
    line = parts[0].concat(TAB).concat(parts[1]).concat(TAB).concat(parts[2])
    line = line.concat(TAB).concat(parts[3])
    rows = db.execute(
        select(RollupRow.unit_id, RollupRow.month, func.aggregate_strings(line, "\n"))
        .where(*_such(survey_id, unit_ids, period))
        .group_by(RollupRow.unit_id, RollupRow.month)
    )
    return ((unit_id, month, lines) for unit_id, month, lines in rows)


def months(db: Db, survey_id: int) -> tuple[date, date] | None:
    """The first and the last month with anything; None where there is none."""
    of = RollupRow.survey_id == survey_id
    first = db.scalar(select(func.min(RollupRow.month)).where(of))
    last = db.scalar(select(func.max(RollupRow.month)).where(of))
    return None if first is None or last is None else (first, last)


def newest(db: Db, survey_id: int, unit_ids: Collection[int], before: date) -> date | None:
    """The last month before another with anything of these units; None where there is none."""
    return db.scalar(
        select(func.max(RollupRow.month)).where(
            RollupRow.survey_id == survey_id,
            RollupRow.unit_id.in_(unit_ids),
            RollupRow.month < before,
        )
    )


def _such(
    survey_id: int,
    unit_ids: Collection[int],
    period: Period | None,
    questions: Iterable[str] | None = None,
) -> list[ColumnElement[bool]]:
    """The conditions of the counts of these units, of a period or ever, of some questions."""
    such = [RollupRow.survey_id == survey_id, RollupRow.unit_id.in_(unit_ids)]
    if period is not None:
        such.append(RollupRow.month.between(period.first, period.last))
    if questions is not None:
        such.append(RollupRow.question.in_(list(questions)))
    return such


def _read(unit_id: int, month: date, question: str, answer: str, n: int, total: int) -> Rolled:
    # PostgreSQL's sums are decimal numbers.
    return Rolled(unit_id, month, question, answer, Count(int(n), int(total)))
