"""Surveys and their published versions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from bot.db.base import Db
from bot.db.tables import SurveyRow, SurveyVersionRow

__all__ = [
    "Version",
    "newest",
    "number",
    "publish",
    "survey_id",
    "survey_ids",
    "versions",
    "xform",
]

_NEWEST = (
    select(SurveyVersionRow.id, SurveyVersionRow.survey_id, SurveyVersionRow.digest)
    .join(SurveyRow, SurveyRow.id == SurveyVersionRow.survey_id)
    .where(SurveyRow.code == bindparam("code"))
    .order_by(SurveyVersionRow.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Version:
    """A published version of a survey, and the digest of the file it was made of."""

    id: int
    survey_id: int
    digest: str


def survey_id(db: Db, code: str) -> int:
    """The id of a published survey; raises NoResultFound where there is none."""
    return db.execute(select(SurveyRow.id).where(SurveyRow.code == code)).scalar_one()


def survey_ids(db: Db) -> list[int]:
    """Those of every survey that was ever published."""
    return list(db.scalars(select(SurveyRow.id).order_by(SurveyRow.id)))


def versions(db: Db, survey_id: int) -> list[Version]:
    """All that were published of a survey, the oldest first."""
    rows = db.execute(
        select(SurveyVersionRow.id, SurveyVersionRow.survey_id, SurveyVersionRow.digest)
        .where(SurveyVersionRow.survey_id == survey_id)
        .order_by(SurveyVersionRow.number)
    )
    return [Version(*row) for row in rows]


def number(db: Db, survey_id: int, before: datetime) -> int:
    """That of the version which was the newest at an instant; 0 where there was none."""
    such = (SurveyVersionRow.survey_id == survey_id, SurveyVersionRow.published_at < before)
    return db.scalar(select(func.max(SurveyVersionRow.number)).where(*such)) or 0


def newest(db: Db, code: str) -> Version | None:
    """The version that new interviews are walked on; None before the first is published."""
    row = db.execute(_NEWEST, {"code": code}).one_or_none()
    return None if row is None else Version(*row)


def publish(db: Db, code: str, digest: str, xform: str, now: datetime) -> None:
    """Add the next version; running interviews stay on theirs."""
    survey = db.scalar(select(SurveyRow.id).where(SurveyRow.code == code))
    if survey is None:
        added = db.execute(insert(SurveyRow).values(code=code).returning(SurveyRow.id))
        survey = added.scalar_one()
    last = db.scalar(
        select(func.max(SurveyVersionRow.number)).where(SurveyVersionRow.survey_id == survey)
    )
    db.execute(
        insert(SurveyVersionRow).values(
            survey_id=survey,
            number=(last or 0) + 1,
            digest=digest,
            xform=xform,
            published_at=now,
        )
    )


def xform(db: Db, version_id: int) -> str:
    """The XForm XML of a version."""
    return db.execute(
        select(SurveyVersionRow.xform).where(SurveyVersionRow.id == version_id)
    ).scalar_one()
