"""Campaigns: what the newest version of each says, and how far it has come."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, exists, func, insert, select, update

from bot.db import audiences
from bot.db.base import Db
from bot.db.tables import CampaignRow, CampaignVersionRow, StanceRow
from bot.domain.campaign import (
    Ask,
    Campaign,
    Item,
    Link,
    Objection,
    Stage,
    Standing,
    Step,
    Stored,
)
from bot.domain.experiment import Arm, Outcome, Spread

__all__ = [
    "about",
    "ended_until",
    "ended_without_result",
    "find",
    "hold",
    "keep_result",
    "put",
    "resting_since",
    "result",
    "running",
    "save",
    "stored",
    "version",
]

MINUTE = timedelta(minutes=1)

# Every message of a campaign asks for it, and every answer.
_VERSION = (
    select(CampaignRow.standing, CampaignRow.code, CampaignVersionRow.content)
    .join(CampaignVersionRow, CampaignVersionRow.campaign_id == CampaignRow.id)
    .where(
        CampaignVersionRow.campaign_id == bindparam("campaign"),
        CampaignVersionRow.number == bindparam("number"),
    )
)


def stored(db: Db) -> list[Stored]:
    """All of them, in the order in which they came."""
    return _many(db)


def find(db: Db, campaign_id: int) -> Stored | None:
    """One of them."""
    return next(iter(_many(db, CampaignRow.id == campaign_id)), None)


def hold(db: Db, campaign_id: int) -> Stored | None:
    """As `find`, in our hands until this transaction ends."""
    db.execute(select(CampaignRow.id).where(CampaignRow.id == campaign_id).with_for_update())
    return find(db, campaign_id)


def running(db: Db) -> list[int]:
    """Those that tell people something, or will."""
    found = select(CampaignRow.id).where(CampaignRow.standing == Standing.RUNNING.value)
    return list(db.scalars(found))


def resting_since(db: Db, day: date) -> list[Stored]:
    """Those that rest, since that day or longer."""
    resting = CampaignRow.standing == Standing.PAUSED.value
    return _many(db, resting, CampaignRow.paused_on <= day)


def version(db: Db, campaign_id: int, number: int) -> tuple[Standing, Campaign] | None:
    """What a version says, and how far its campaign has come."""
    asked = {"campaign": campaign_id, "number": number}
    row = db.execute(_VERSION, asked).one_or_none()
    if row is None:
        return None
    standing, code, content = row
    return Standing(standing), _read(code, content)


def about(db: Db, training: str) -> list[int]:
    """The running campaigns about this training."""
    found = select(CampaignRow.id).where(
        CampaignRow.training == training, CampaignRow.standing == Standing.RUNNING.value
    )
    return list(db.scalars(found.order_by(CampaignRow.id)))


def ended_until(db: Db, day: date) -> list[int]:
    """Those that ended by that day and of which something is kept that people said."""
    said = exists().where(StanceRow.campaign_id == CampaignRow.id)
    found = select(CampaignRow.id).where(CampaignRow.ended_on <= day, said)
    return list(db.scalars(found))


def ended_without_result(db: Db) -> list[int]:
    """Those that have ended and of whose answers nothing is kept yet."""
    ended = CampaignRow.standing == Standing.ENDED.value
    return list(db.scalars(select(CampaignRow.id).where(ended, CampaignRow.result.is_(None))))


def save(db: Db, one: Stored) -> None:
    """How far it has come."""
    values = {
        "standing": one.standing.value,
        "ends_on": one.ends_on,
        "paused_on": one.paused_on,
        "ended_on": one.ended_on,
    }
    db.execute(update(CampaignRow).where(CampaignRow.id == one.id).values(values))


def result(db: Db, campaign_id: int) -> str | None:
    """What was kept of its answers when it ended."""
    return db.scalar(select(CampaignRow.result).where(CampaignRow.id == campaign_id))


def keep_result(db: Db, campaign_id: int, content: str) -> None:
    """Keep this of its answers."""
    db.execute(update(CampaignRow).where(CampaignRow.id == campaign_id).values(result=content))


def put(db: Db, campaign: Campaign) -> tuple[int, int]:
    """Keep it as the newest version: of which campaign, and its number.

    A campaign that is not known yet begins as a draft.
    """
    known = db.scalar(select(CampaignRow.id).where(CampaignRow.code == campaign.code))
    if known is None:
        new = insert(CampaignRow).values(code=campaign.code, standing=Standing.DRAFT.value)
        campaign_id: int = db.execute(new.returning(CampaignRow.id)).scalar_one()
    else:
        campaign_id = known
    db.execute(
        update(CampaignRow).where(CampaignRow.id == campaign_id).values(training=campaign.training)
    )
    last = select(func.max(CampaignVersionRow.number))
    number = db.scalar(last.where(CampaignVersionRow.campaign_id == campaign_id)) or 0
    kept = {"campaign_id": campaign_id, "number": number + 1, "content": _written(campaign)}
    db.execute(insert(CampaignVersionRow).values(kept))
    return campaign_id, number + 1


def _many(db: Db, *which: Any) -> list[Stored]:
    version = CampaignVersionRow
    newest = select(version.campaign_id, func.max(version.number).label("number"))
    last = newest.group_by(version.campaign_id).subquery()
    rows: Iterable[Any] = db.execute(
        select(
            CampaignRow.id,
            CampaignRow.code,
            CampaignRow.standing,
            CampaignRow.ends_on,
            CampaignRow.paused_on,
            CampaignRow.ended_on,
            version.number,
            version.content,
        )
        .join(version, version.campaign_id == CampaignRow.id)
        .join(
            last, (last.c.campaign_id == version.campaign_id) & (last.c.number == version.number)
        )
        .where(*which)
        .order_by(CampaignRow.id)
    )
    return [
        Stored(id_, Standing(standing), number, _read(code, content), *days)
        for id_, code, standing, *days, number, content in rows
    ]


def _written(one: Campaign) -> str:
    return json.dumps(
        {
            "goal": one.goal,
            "audience": audiences.written(one.audience),
            "days": [one.first_day.isoformat(), one.last_day.isoformat()],
            "outcome": [one.outcome.value, one.measured.days],
            "spread": one.spread.value,
            "arms": [[arm.code, arm.weight, arm.holdout] for arm in one.arms],
            "steps": [_step(step) for step in one.steps],
            "objections": [[each.code, each.labels, each.answers] for each in one.objections],
            "training": one.training,
        },
        ensure_ascii=False,
    )


def _step(step: Step) -> dict[str, Any]:
    when: int | str | None = None
    before = None
    if not isinstance(step.when, timedelta):
        when = step.when.isoformat()
    elif step.when < timedelta(0):
        before = -step.when // MINUTE
    else:
        when = step.when.days
    return {
        "code": step.code,
        "when": when,
        "before": before,
        "texts": step.texts,
        "stage": step.stage,
        "ask": step.ask,
        "item": step.item,
        "picture": step.picture,
        "link": step.link and [step.link.labels, step.link.url],
        "arms": step.arms,
    }


# A version never changes, and every message of a campaign asks for one.
@lru_cache(maxsize=32)
def _read(code: str, content: str) -> Campaign:
    found = json.loads(content)
    first, last = map(date.fromisoformat, found["days"])
    outcome, measured = found["outcome"]
    return Campaign(
        code,
        found["goal"],
        audiences.read(found["audience"]),
        first,
        last,
        tuple(map(_read_step, found["steps"])),
        tuple(Objection(*each) for each in found["objections"]),
        Outcome(outcome),
        timedelta(measured),
        tuple(Arm(*arm) for arm in found["arms"]),
        Spread(found["spread"]),
        found.get("training"),
    )


def _read_step(kept: dict[str, Any]) -> Step:
    link = kept["link"]
    return Step(
        kept["code"],
        _when(kept["when"], kept.get("before")),
        kept["texts"],
        kept["stage"] and Stage(kept["stage"]),
        kept["ask"] and Ask(kept["ask"]),
        kept["item"] and Item(kept["item"]),
        kept["picture"],
        link and Link(*link),
        tuple(kept["arms"]),
    )


def _when(when: int | str | None, before: int | None) -> timedelta | date:
    if before is not None:
        return -before * MINUTE
    return timedelta(when) if isinstance(when, int) else date.fromisoformat(when or "")
