"""Released responses, counted by unit, month, question and answer."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, String, bindparam, delete, func, select

from bot.db.base import Db, insert_for, rows_given
from bot.db.tables import RollupRow
from bot.domain.period import Period
from bot.domain.rollup import Cell, Count, Rolled

__all__ = ["add", "clear", "found", "months", "sizes"]


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
    such = [RollupRow.survey_id == survey_id, RollupRow.unit_id.in_(unit_ids)]
    if period is not None:
        such.append(RollupRow.month.between(period.first, period.last))
    if questions is not None:
        such.append(RollupRow.question.in_(list(questions)))
    rows = db.execute(
        select(
            RollupRow.unit_id,
            RollupRow.month,
            RollupRow.question,
            RollupRow.answer,
            RollupRow.n,
            RollupRow.total,
        ).where(*such)
    )
    return [
        Rolled(unit_id, month, question, answer, Count(n, total))
        for unit_id, month, question, answer, n, total in rows
    ]


def sizes(db: Db, survey_id: int, question: str) -> dict[int, int]:
    """By unit, how many responses answer a question that everybody does."""
    rows = db.execute(
        select(RollupRow.unit_id, func.sum(RollupRow.n))
        .where(RollupRow.survey_id == survey_id, RollupRow.question == question)
        .group_by(RollupRow.unit_id)
    )
    return {unit_id: int(n) for unit_id, n in rows}


def months(db: Db, survey_id: int) -> tuple[date, date] | None:
    """The first and the last month with anything; None where there is none."""
    of = RollupRow.survey_id == survey_id
    first = db.scalar(select(func.min(RollupRow.month)).where(of))
    last = db.scalar(select(func.max(RollupRow.month)).where(of))
    return None if first is None or last is None else (first, last)
