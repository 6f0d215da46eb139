"""The campaign workbook: its sheets read, compared with what is stored, kept as a new version."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import campaigns as ships
from bot.db import campaigns, trainings
from bot.db.base import Db
from bot.domain.campaign import (
    Ask,
    Campaign,
    Objection,
    Standing,
    Step,
    Stored,
    declared,
    left_out,
)
from bot.domain.campaign_workbook import (
    MOST_OBJECTIONS,
    read_arm,
    read_campaign,
    read_objection,
    read_step,
)
from bot.domain.cells import Cells
from bot.domain.errors import SheetRefused
from bot.domain.experiment import Arm
from bot.domain.layout import ARMS, CAMPAIGN, OBJECTIONS, STEPS
from bot.domain.learning import Targets
from bot.domain.sheet import CellFault, CellProblem, Changes, Layout, Record, Records
from bot.domain.time import instant
from bot.usecases import conducting
from bot.usecases.addressing import known_to

__all__ = ["apply_campaign", "campaign_lines", "compare_campaign", "shipped"]


TABLES = (("campaign", CAMPAIGN), ("steps", STEPS), ("objections", OBJECTIONS), ("arms", ARMS))

LASTS = timedelta(days=60)
"""So long a campaign that ships lasts where nobody says otherwise."""


def shipped(db: Db, name: str, first_day: date, zone: ZoneInfo) -> Campaign:
    """A campaign that ships, from this day on. A pure read."""
    tables = ships.read(name)
    days = {"first": first_day.isoformat(), "last": (first_day + LASTS).isoformat()}
    found = tuple(
        Records(layout.title, {}, tuple(Record(2, {**days, **row}) for row in tables.get(key, [])))
        for key, layout in TABLES
    )
    now = instant(first_day, time(0), zone)
    return campaign_lines(db, found, zone, Targets(), now)


def campaign_lines(
    db: Db, found: tuple[Records, ...], zone: ZoneInfo, targets: Targets, now: datetime
) -> Campaign:
    """What the sheets say; raises SheetRefused with every problem. A pure read."""
    about, listed, objected, dealt = found
    problems: list[CellProblem] = []
    arms = _arms(dealt, problems)
    steps = _steps(listed, arms, now, problems)
    objections = _objections(objected, steps, problems)
    campaign: Campaign | None = None
    known = known_to(db, about, zone, targets, now)
    for place, record in enumerate(about.rows):
        cells = Cells(record, CAMPAIGN.title)
        if place:
            cells.refuse("code", CellFault.MANY_CAMPAIGNS)
            problems += cells.problems
            continue
        told = [step for _row, step in steps]
        campaign = read_campaign(cells, known, told, objections, arms, now)
        problems += cells.problems
    for layout, sheet in ((CAMPAIGN, about), (STEPS, listed)):
        if not sheet.rows:
            problems.append(CellProblem(1, "", CellFault.EMPTY, "", layout.title))
    if campaign is not None:
        problems += _as_a_whole(db, campaign, steps, about, dealt)
    if problems or campaign is None:
        raise SheetRefused(problems)
    return campaign


def compare_campaign(db: Db, after: Campaign) -> Changes:
    """What it would change, step by step. A pure read."""
    before = _known(db, after.code)
    if before is None:
        return Changes((f"{after.code}: {after.goal}",), (), (), 0)
    old = {f"{title} {code}": part for title, code, part in _parts(before.campaign)}
    new = {f"{title} {code}": part for title, code, part in _parts(after)}
    return Changes(
        tuple(name for name in new if name not in old),
        tuple(name for name, part in new.items() if name in old and old[name] != part),
        tuple(name for name in old if name not in new),
        sum(old.get(name) == part for name, part in new.items()),
        was=[before.campaign],
    )


def apply_campaign(db: Db, after: Campaign, now: datetime) -> None:
    """Keep it as the newest version, unless that is what it says already."""
    if not compare_campaign(db, after).none:
        conducting.renewed(db, *campaigns.put(db, after), now)


def _parts(one: Campaign) -> Iterator[tuple[str, str, object]]:
    """Each row of its workbook: the sheet, the code, and what it says."""
    rest = (one.goal, one.audience, one.first_day, one.last_day, one.outcome, one.measured)
    yield CAMPAIGN.title, one.code, (*rest, one.spread, one.training)
    for title, parts in (
        (STEPS.title, one.steps), (OBJECTIONS.title, one.objections), (ARMS.title, one.arms),
    ):  # fmt: skip
        for part in parts:
            yield title, part.code, part


def _arms(found: Records, problems: list[CellProblem]) -> list[Arm]:
    arms: list[Arm] = []
    met: dict[str, int] = {}
    for record in found.rows:
        cells = Cells(record, ARMS.title)
        arm = read_arm(cells)
        cells.once("code", arm.code, met)
        arms.append(arm)
        problems += cells.problems
    if arms and all(arm.holdout for arm in arms):
        row = found.rows[0].row
        problems.append(CellProblem(row, "holdout", CellFault.ALL_HELD_OUT, "", ARMS.title))
    return arms


def _steps(
    found: Records, arms: Iterable[Arm], now: datetime, problems: list[CellProblem]
) -> list[tuple[int, Step]]:
    """Each with the row it stands in."""
    steps: list[tuple[int, Step]] = []
    codes: dict[str, int] = {}
    met: set[object] = set()
    for record in found.rows:
        cells = Cells(record, STEPS.title)
        step = read_step(cells, arms, now)
        cells.once("code", cells["code"], codes)
        if step is not None:
            for_whom = {(step.slot, step.stage, arm) for arm in _addressed(step, arms)}
            if met & for_whom:
                cells.refuse("stage", CellFault.SAME_STEP)
            met |= for_whom
            steps.append((record.row, step))
        problems += cells.problems
    return steps


def _addressed(step: Step, arms: Iterable[Arm]) -> Iterable[str]:
    return step.arms or [arm.code for arm in arms if not arm.holdout] or [""]


def _objections(
    found: Records, steps: Iterable[tuple[int, Step]], problems: list[CellProblem]
) -> list[Objection]:
    objections: list[Objection] = []
    met: dict[str, int] = {}
    for record in found.rows:
        cells = Cells(record, OBJECTIONS.title)
        one = read_objection(cells)
        cells.once("code", one.code, met)
        if len(objections) == MOST_OBJECTIONS:
            cells.refuse("code", CellFault.MANY_OBJECTIONS)
        objections.append(one)
        problems += cells.problems
    asked = [row for row, step in steps if step.ask in {Ask.REACTION, Ask.OBJECTION}]
    if asked and not objections:
        problems.append(CellProblem(asked[0], "ask", CellFault.NO_OBJECTIONS, "", STEPS.title))
    return objections


def _as_a_whole(
    db: Db,
    campaign: Campaign,
    steps: Sequence[tuple[int, Step]],
    about: Records,
    dealt: Records,
) -> Iterator[CellProblem]:
    """What is wrong although each cell is right."""
    yield from _stays(db, campaign, about, dealt)
    if campaign.training is not None:
        yield from _of_reminders(db, campaign, steps, about)
        return
    yield from _outside(campaign, steps)
    rows = {step.code: row for row, step in steps}
    for step in left_out(campaign):
        yield CellProblem(rows[step.code], "stage", CellFault.LEAVES_OUT, "", STEPS.title)


def _stays(db: Db, campaign: Campaign, about: Records, dealt: Records) -> Iterator[CellProblem]:
    """What was declared at the launch."""
    before = _known(db, campaign.code)
    if before is None or before.standing is Standing.DRAFT:
        return
    if before.standing is Standing.ENDED:
        yield _cell(about, CAMPAIGN, "code", CellFault.HAS_ENDED)
        return
    for key in declared(before.campaign, campaign):
        if key == "arms":
            yield _cell(dealt, ARMS, "code", CellFault.DECLARED)
        else:
            yield _cell(about, CAMPAIGN, key, CellFault.DECLARED)


def _of_reminders(
    db: Db, campaign: Campaign, steps: Iterable[tuple[int, Step]], about: Records
) -> Iterator[CellProblem]:
    """Each step is the words of a reminder that its training has."""
    offsets = trainings.offsets_of(db, campaign.training or "")
    if offsets is None:
        yield _cell(about, CAMPAIGN, "training", CellFault.NO_TRAINING)
        return
    for row, step in steps:
        if not isinstance(step.when, timedelta) or -step.when not in offsets:
            yield CellProblem(row, "before", CellFault.NO_REMINDER, "", STEPS.title)


def _cell(found: Records, layout: Layout, key: str, fault: CellFault) -> CellProblem:
    """In the first row of a sheet; where there is none, in its header."""
    if not found.rows:
        return CellProblem(1, key, fault, "", layout.title)
    first = found.rows[0]
    return CellProblem(first.row, key, fault, first[key], layout.title)


def _known(db: Db, code: str) -> Stored | None:
    return next((one for one in campaigns.stored(db) if one.campaign.code == code), None)


def _outside(campaign: Campaign, steps: Iterable[tuple[int, Step]]) -> Iterator[CellProblem]:
    """What would never be sent."""
    for row, step in steps:
        key, day = "day", step.when
        if isinstance(day, timedelta) and day < timedelta(0):
            yield CellProblem(row, "before", CellFault.BAD_WHEN, "", STEPS.title)
            continue
        if isinstance(day, timedelta):
            key, day = "after", campaign.first_day + day
        if not _within(campaign, day):
            yield CellProblem(row, key, CellFault.OUTSIDE, day.isoformat(), STEPS.title)


def _within(campaign: Campaign, day: date) -> bool:
    return campaign.first_day <= day <= campaign.last_day
