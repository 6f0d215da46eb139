"""A campaign whose people have been dealt and have answered: what tests of results begin with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import insert

from bot.db import campaigns, participants, stances
from bot.db.base import Db
from bot.db.tables import DeliveryRow, EmployeeRow, EnrolmentRow, PersonRow
from bot.domain.audience import Audience, Who
from bot.domain.campaign import (
    Ask,
    Campaign,
    Item,
    Objection,
    Reaction,
    Stage,
    Standing,
    Step,
    Stored,
)
from bot.domain.delivery import Class, Kind, State
from bot.domain.experiment import Arm, Assignment, Outcome, Spread
from bot.domain.stance import Said, Score, Stance
from bot.domain.standing import Standing as Place
from bot.usecases import steps
from bot.usecases.office import Office
from tests.factories import MORNING

__all__ = [
    "ARMS",
    "DAY",
    "FIRST",
    "LAST",
    "a_campaign",
    "agreed",
    "answer",
    "attend",
    "deal",
    "end",
    "objected",
    "scored",
    "send",
]

DAY = timedelta(days=1)
FIRST = date(2026, 11, 24)
LAST = FIRST + 30 * DAY

ARMS = (Arm("adil"), Arm("manfaat"))

TEXT = {"id": "Teks", "en": "Text"}

STEPS = (
    Step("why", 0 * DAY, TEXT, ask=Ask.REACTION),
    Step("pulse", 7 * DAY, TEXT, ask=Ask.PULSE, item=Item.USEFUL),
)

OBJECTIONS = (
    Objection("adil", {"id": "Adil atau tidak", "en": "Fair or not"}, TEXT),
    Objection("waktu", {"id": "Waktu yang habis"}, TEXT),
)


def a_campaign(
    outcome: Outcome = Outcome.ATTENDED,
    arms: Sequence[Arm] = (*ARMS[:1], Arm("tanpa", holdout=True)),
    *,
    measured: int = 0,
    spread: Spread = Spread.STRATIFIED,
) -> Campaign:
    return Campaign(
        "coba", "Tujuan", Audience(Who.EMPLOYEES), FIRST, LAST, STEPS, OBJECTIONS, outcome,
        measured * DAY, tuple(arms), spread,
    )  # fmt: skip


def deal(
    db: Db, campaign: Campaign, sizes: Mapping[str, int], units: Sequence[int] = (2,)
) -> tuple[int, dict[str, list[int]]]:
    """Running since its first day, with so many in each arm, of these units in turn; its id, and
    their employees by arm."""
    campaign_id, number = campaigns.put(db, campaign)
    campaigns.save(db, Stored(campaign_id, Standing.RUNNING, number, campaign, LAST))
    arms = [arm for arm, n in sizes.items() for _one in range(n)]
    people = range(1, len(arms) + 1)
    db.execute(
        insert(PersonRow),
        [{"id": 2000 + n, "language": "id", "consent_text": "skm-1", "consented_on": FIRST,
          "news": False, "blocked": False} for n in people],
    )  # fmt: skip
    db.execute(
        insert(EmployeeRow),
        [{"id": n, "person_id": 2000 + n, "unit_id": units[n % len(units)], "active": True,
          "name": f"Pegawai {n}", "nip": f"1986{n:014}", "status": "PNS"} for n in people],
    )  # fmt: skip
    dealt = [
        Assignment(n, units[n % len(units)], arm) for n, arm in zip(people, arms, strict=True)
    ]
    participants.join(db, campaign_id, number, FIRST, dealt)
    return campaign_id, {
        arm: [one.employee_id for one in dealt if one.arm == arm] for arm in sizes
    }


def end(db: Db, campaign_id: int, day: date = LAST + DAY) -> None:
    """It ended on this day."""
    found = campaigns.find(db, campaign_id)
    assert found is not None
    ended = Stored(
        campaign_id, Standing.ENDED, found.number, found.campaign, found.ends_on, None, day
    )
    campaigns.save(db, ended)


def answer(db: Db, office: Office, campaign_id: int, some: Iterable[int], stance: Stance) -> None:
    """They all have answered this."""
    for employee_id in some:
        mark = steps.mark(office, campaign_id, employee_id)
        sealed = office.keys.seal(steps.written(stance), steps.BLOCK)
        stances.put(db, campaign_id, mark, sealed)


def agreed() -> Stance:
    return Stance(Stage.DESIRE, {"why": Said(Reaction.AGREES)})


def objected(*codes: str) -> Stance:
    return Stance(Stage.AWARENESS, {"why": Said(Reaction.OBJECTS, codes)})


def scored(value: int, reaction: Reaction = Reaction.DOUBTS) -> Stance:
    said = {"why": Said(reaction), "pulse": Said(score=Score(Item.USEFUL, value))}
    return Stance(Stage.KNOWLEDGE, said)


def attend(db: Db, session_id: int, some: Iterable[int]) -> None:
    rows = [
        {"session_id": session_id, "employee_id": one, "state": Place.ATTENDED.value}
        for one in some
    ]
    db.execute(insert(EnrolmentRow), rows)


def send(
    db: Db, campaign_id: int, some: Iterable[int], slot: str, state: State = State.SENT
) -> None:
    """The step of this slot was owed to them, and stands so."""
    rows = [
        {"person_id": 2000 + n, "kind": Kind.STEP.value, "class": Class.NUDGE.value,
         "due_at": MORNING, "expires_at": MORNING + DAY, "state": state.value, "attempts": 1,
         "dedupe_key": f"step:{campaign_id}:{slot}:{n}", "campaign_id": campaign_id,
         "slot": f"1:{slot}"} for n in some
    ]  # fmt: skip
    db.execute(insert(DeliveryRow), rows)
