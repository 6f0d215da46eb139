"""The ballot box: participation, waiting ballots, released responses. They share no key."""

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import JSON, ColumnElement, String, cast, delete, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.base import Db, insert
from bot.db.tables import BallotRow, BoxRow, ParticipationRow, ResponseRow
from bot.domain.period import Period
from bot.domain.response import Response

__all__ = [
    "add",
    "boxes",
    "counted_on",
    "destroy_participation_before",
    "lock",
    "participate",
    "participated",
    "released",
    "releases",
    "remarks",
    "respond",
    "said",
    "take",
    "waiting",
    "waiting_by_unit",
    "waiting_seals",
    "written",
]

KEY_BYTES = 16

PAGE = 5_000


def participate(db: Db, mark: bytes, first_day: date) -> bool:
    """Note that a window's rating is given; False if it already was."""
    new = insert(db, ParticipationRow).values(mark=mark, first_day=first_day)
    noted = new.on_conflict_do_nothing().returning(ParticipationRow.mark)
    return db.scalar(noted) is not None


def participated(db: Db, marks: Iterable[bytes]) -> set[bytes]:
    """Those of the marks that are noted."""
    return set(
        db.scalars(select(ParticipationRow.mark).where(ParticipationRow.mark.in_(list(marks))))
    )


def destroy_participation_before(db: Db, first_day: date) -> None:
    """Forget who rated in windows that began before this day."""
    db.execute(delete(ParticipationRow).where(ParticipationRow.first_day < first_day))


def lock(db: Db, survey_id: int, unit_id: int) -> None:
    """Hold the box until the transaction ends, so that each ballot is released once."""
    new = insert(db, BoxRow).values(survey_id=survey_id, unit_id=unit_id)
    db.execute(new.on_conflict_do_nothing())
    db.execute(
        select(BoxRow.unit_id)
        .where(BoxRow.survey_id == survey_id, BoxRow.unit_id == unit_id)
        .with_for_update()
    )


def add(db: Db, survey_id: int, unit_id: int, mark: bytes, sealed: bytes) -> None:
    """Put a ballot into the box under a random key."""
    db.execute(
        insert(db, BallotRow).values(
            key=secrets.token_bytes(KEY_BYTES),
            survey_id=survey_id,
            unit_id=unit_id,
            mark=mark,
            sealed=sealed,
        )
    )


def waiting(db: Db, survey_id: int, unit_id: int) -> list[tuple[bytes, bytes]]:
    """Key and person mark of every ballot in a box, in the order of the random keys."""
    rows = db.execute(
        select(BallotRow.key, BallotRow.mark)
        .where(BallotRow.survey_id == survey_id, BallotRow.unit_id == unit_id)
        .order_by(BallotRow.key)
    )
    return [(key, mark) for key, mark in rows]


def take(db: Db, keys: Sequence[bytes]) -> list[bytes]:
    """The seals of these ballots, which are gone from the box."""
    taken = delete(BallotRow).where(BallotRow.key.in_(keys)).returning(BallotRow.sealed)
    return list(db.scalars(taken))


def respond(
    db: Db, survey_id: int, unit_id: int, responses: Iterable[Response], day: date
) -> None:
    """Store what was released, in an order and under keys that tell nothing."""
    shuffled = list(responses)
    secrets.SystemRandom().shuffle(shuffled)
    rows = [
        {
            "key": secrets.token_bytes(KEY_BYTES),
            "survey_id": survey_id,
            "unit_id": unit_id,
            "version_id": response.version_id,
            # Sorted, because the order in which answers came tells who went back.
            "answers": json.dumps(response.answers, ensure_ascii=False, sort_keys=True),
            "scores": json.dumps(response.scores, sort_keys=True),
            "mode": response.mode,
            "straight_lined": response.straight_lined,
            "too_fast": response.too_fast,
            "receipt": response.receipt,
            "released_on": day,
        }
        for response in shuffled
    ]
    if rows:
        db.execute(insert(db, ResponseRow), rows)


def released(
    db: Db, survey_id: int, unit_id: int, since: date | None, until: date | None
) -> Iterator[tuple[date, Response]]:
    """What a box released from one day to another (None: from the first, to the last), with the
    day; in no order, and not all of it at once in memory."""
    such = [ResponseRow.survey_id == survey_id, ResponseRow.unit_id == unit_id]
    if since is not None:
        such.append(ResponseRow.released_on >= since)
    if until is not None:
        such.append(ResponseRow.released_on <= until)
    rows = db.execute(
        select(
            ResponseRow.released_on,
            ResponseRow.answers,
            ResponseRow.scores,
            ResponseRow.version_id,
            ResponseRow.mode,
            ResponseRow.straight_lined,
            ResponseRow.too_fast,
            ResponseRow.receipt,
        )
        .where(*such)
        .execution_options(yield_per=PAGE)
    )
    for day, answers, scores, version_id, mode, straight, fast, receipt in rows:
        read = json.loads(answers), json.loads(scores)
        yield day, Response(*read, version_id, mode, straight, fast, receipt)


def written(
    db: Db, survey_id: int, unit_ids: Collection[int], question: str, since: date, until: date
) -> list[str]:
    """What was written as an answer to a question, in responses that these units' boxes released
    from one day to another; in no order."""
    rows = db.scalars(
        select(ResponseRow.answers).where(
            ResponseRow.survey_id == survey_id,
            ResponseRow.unit_id.in_(unit_ids),
            ResponseRow.released_on.between(since, until),
            # Most write nothing, and theirs need not be read.
            ResponseRow.answers.contains(f'"{question}":', autoescape=True),
        )
    )
    found = (json.loads(answers).get(question, "") for answers in rows)
    return [words for words in found if words.strip()]


def remarks(
    db: Db,
    survey_id: int,
    unit_ids: Collection[int],
    period: Period,
    questions: Collection[str],
    *,
    word: str = "",
    most: int,
    after: int,
) -> list[tuple[int, str]]:
    """What was written to these questions in a period, and at which unit; at most so many after so
    many.

    With a `word`, those in which it stands, or begins, in capitals or not.
    """
    texts = [_member(db, ResponseRow.answers, question) for question in questions]
    such = [
        ResponseRow.survey_id == survey_id,
        ResponseRow.unit_id.in_(unit_ids),
        ResponseRow.released_on.between(period.first, period.last_day),
        or_(false(), *(text.is_not(None) for text in texts)),
    ]
    if word:
        small = (func.lower(cast(text, String)) for text in texts)
        such.append(or_(*(one.contains(word.lower(), autoescape=True) for one in small)))
    # In the order of the index, so that a page costs no more where there are a million.
    order = (ResponseRow.unit_id, ResponseRow.released_on, ResponseRow.key)
    rows = db.execute(
        select(ResponseRow.unit_id, *texts).where(*such).order_by(*order).limit(most).offset(after)
    )
    return [(unit_id, "\n".join(filter(None, said))) for unit_id, *said in rows]


def _member(db: Db, column: InstrumentedAttribute[str], name: str) -> ColumnElement[str]:
    """What stands under a name in a column of JSON; NULL where there is none."""
    if db.dialect.name == "postgresql":
        found: ColumnElement[str] = cast(column, JSON).op("->>")(name)
        return found
    return func.json_extract(column, f'$."{name}"')


def waiting_by_unit(db: Db, survey_id: int) -> dict[int, int]:
    """How many ballots wait in each unit's box."""
    rows = db.execute(
        select(BallotRow.unit_id, func.count())
        .where(BallotRow.survey_id == survey_id)
        .group_by(BallotRow.unit_id)
    )
    return {unit_id: count for unit_id, count in rows}  # noqa: C416 - Rows are unpacked.


def waiting_seals(db: Db) -> list[tuple[int, bytes]]:
    """Unit and seal of every waiting ballot."""
    rows = db.execute(select(BallotRow.unit_id, BallotRow.sealed))
    return [(unit_id, sealed) for unit_id, sealed in rows]


def counted_on(db: Db, receipt: bytes) -> tuple[int, date] | None:
    """The unit and the release date of the response with this receipt mark."""
    row = db.execute(
        select(ResponseRow.unit_id, ResponseRow.released_on).where(ResponseRow.receipt == receipt)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def said(db: Db, receipt: bytes, question: str) -> str | None:
    """What the response with this receipt mark says to a question; None where it says nothing."""
    answers = db.scalar(select(ResponseRow.answers).where(ResponseRow.receipt == receipt))
    return None if answers is None else json.loads(answers).get(question) or None


def releases(db: Db, survey_id: int, most: int, skip: int) -> list[tuple[int, date, int]]:
    """Unit, day and number of what was released, the newest day first; at most so many, after
    so many."""
    n = func.count()
    rows = db.execute(
        select(ResponseRow.unit_id, ResponseRow.released_on, n)
        .where(ResponseRow.survey_id == survey_id)
        .group_by(ResponseRow.unit_id, ResponseRow.released_on)
        .order_by(ResponseRow.released_on.desc(), ResponseRow.unit_id)
        .limit(most)
        .offset(skip)
    )
    return [(unit_id, day, count) for unit_id, day, count in rows]


def boxes(db: Db, survey_id: int, after: int = 0) -> list[int]:
    """The units with a box for a survey, those beyond an id, in order."""
    rows = select(BoxRow.unit_id).where(BoxRow.survey_id == survey_id, BoxRow.unit_id > after)
    return list(db.scalars(rows.order_by(BoxRow.unit_id)))
