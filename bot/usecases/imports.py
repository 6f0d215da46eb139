"""Spreadsheets of every kind: recognised, read, compared, applied whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.db.base import Db
from bot.domain.errors import SheetRefused
from bot.domain.layout import (
    ARMS,
    CAMPAIGN,
    CHECKS,
    JP,
    OBJECTIONS,
    PAPER,
    ROSTER,
    SESSIONS,
    STEPS,
    TRAININGS,
    UNITS,
)
from bot.domain.learning import Targets
from bot.domain.score import Order
from bot.domain.sheet import CellFault, CellProblem, Changes, Layout, Records
from bot.usecases import (
    campaigning,
    importing,
    programme,
    questionnaires,
    roster,
    spreadsheet,
)
from bot.usecases.office import Forms
from bot.usecases.spreadsheet import Sheet

__all__ = [
    "KINDS",
    "At",
    "Found",
    "Imported",
    "Kind",
    "apply",
    "compare",
    "kind_of",
    "left_out",
    "read",
]


ENOUGH = 2
"""So many of a kind's columns tell it from the others."""

NO_ROWS = Records("", {}, ())
"""Of a sheet that is not there."""

ELSEWHERE = {
    CellFault.NO_TRAINING: TRAININGS,
    CellFault.BAD_KIND: JP,
    CellFault.NO_ARM: ARMS,
    CellFault.NO_OBJECTIONS: OBJECTIONS,
}
"""What is wrong with a cell only as another sheet does not have it."""

Found = tuple[Records, ...]
"""What each sheet of a kind holds, in the order of its layouts."""


class Imported(StrEnum):
    """What a spreadsheet is about."""

    UNITS = "units"
    ROSTER = "roster"
    TRAININGS = "trainings"
    CAMPAIGN = "campaign"
    RESPONSES = "responses"


@dataclass(frozen=True, slots=True)
class At:
    """When something is imported, in which zone its times are unless it says another, how many
    JP a year are to be, the published forms, and what columns U8 and U9 are."""

    now: datetime
    zone: ZoneInfo
    targets: Targets = field(default_factory=Targets)
    forms: Forms = field(default_factory=Forms)
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of spreadsheet is read, compared with what is stored, and applied.

    Reading and comparing raise SheetRefused with every problem; only applying writes. Sheets with
    one of the layouts `beside` may be missing.
    """

    layouts: tuple[Layout, ...]
    lines: Callable[[Db, Found, At], Any]
    compare: Callable[[Db, Any, At], Changes]
    apply: Callable[[Db, Any, At], None]
    beside: tuple[Layout, ...] = ()


KINDS = {
    Imported.UNITS: Kind(
        (UNITS,),
        lambda _db, found, _at: importing.unit_lines(*found),
        lambda db, lines, _at: importing.compare_units(db, lines),
        lambda db, lines, at: importing.apply_units(db, lines, at.now),
    ),
    Imported.ROSTER: Kind(
        (ROSTER,),
        lambda db, found, _at: roster.roster_lines(db, *found),
        lambda db, lines, _at: roster.compare_roster(db, lines),
        lambda db, lines, at: roster.apply_roster(db, lines, at.now),
    ),
    Imported.TRAININGS: Kind(
        (TRAININGS, SESSIONS),
        lambda db, found, at: programme.programme_lines(db, found, at.zone, at.targets, at.now),
        lambda db, lines, at: programme.compare_programme(db, lines, at.now),
        lambda db, lines, at: programme.apply_programme(db, lines, at.now),
        beside=(JP, CHECKS),
    ),
    Imported.CAMPAIGN: Kind(
        (CAMPAIGN, STEPS),
        lambda db, found, at: campaigning.campaign_lines(db, found, at.zone, at.targets, at.now),
        lambda db, lines, _at: campaigning.compare_campaign(db, lines),
        lambda db, lines, at: campaigning.apply_campaign(db, lines, at.now),
        beside=(OBJECTIONS, ARMS),
    ),
    Imported.RESPONSES: Kind(
        (PAPER,),
        lambda db, found, at: questionnaires.read(
            db, found[0], at.forms, at.order, at.now, at.zone
        ),
        lambda _db, lines, _at: questionnaires.compare(lines),
        lambda db, lines, at: questionnaires.apply(db, lines, at.forms, at.now, at.zone),
    ),
}


def kind_of(sheets: Sequence[Sheet]) -> Imported:
    """What the first sheet is about that has all columns of a kind; raises SheetRefused where
    that cannot be told.

    Where none has all, the one with most of them tells: which is missing, reading it tells.
    """
    for sheet in sheets:
        if whole := [kind for kind in KINDS if _is_whole(sheet, kind)]:
            return whole[0]
    found = {
        kind: max(spreadsheet.find(sheets, layout)[0] for layout in way.layouts)
        for kind, way in KINDS.items()
    }
    kind = max(found, key=lambda one: found[one])
    if found[kind] < ENOUGH:
        raise SheetRefused([CellProblem(1, "", CellFault.UNKNOWN_KIND, "")])
    return kind


def left_out(sheets: Sequence[Sheet], found: Found) -> tuple[str, ...]:
    """The sheets that are as good as those that were read, and were not."""
    used = {records.sheet for records in found}
    return tuple(
        sheet.name
        for sheet in sheets
        if sheet.name not in used and any(_is_whole(sheet, kind) for kind in KINDS)
    )


def read(sheets: Sequence[Sheet], kind: Imported) -> Found:
    """The rows of the sheets that this is about; what is wrong with any of these sheets stands
    beside its rows, for `compare` to raise with what is wrong with the rows of the others."""
    way = KINDS[kind]
    first, *others = way.layouts
    chosen = spreadsheet.find(sheets, first)[1]
    left = [one for one in sheets if one is not chosen]
    found = [_rows(chosen, first)]
    for layout in (*others, *way.beside):
        columns, sheet = spreadsheet.find(left, layout) if left else (0, Sheet("", []))
        if columns >= ENOUGH:
            left = [one for one in left if one is not sheet]
            found.append(_rows(sheet, layout))
        elif layout in others:
            missing = CellProblem(1, "", CellFault.NO_SHEET, layout.title)
            found.append(replace(NO_ROWS, problems=(missing,)))
        else:
            found.append(NO_ROWS)
    return tuple(found)


def compare(db: Db, kind: Imported, found: Found, at: At) -> tuple[Any, Changes]:
    """The lines, and what they would change; raises SheetRefused with every problem, by the
    file's own words. A pure read."""
    way = KINDS[kind]
    broken = [problem for records in found for problem in records.problems]
    try:
        lines = way.lines(db, found, at)
        changes = way.compare(db, lines, at)
    except SheetRefused as error:
        known = _known(way, found, error.problems)
        raise SheetRefused([*broken, *_named(way, found, known)]) from None
    if broken:
        raise SheetRefused(broken)
    return lines, replace(changes, warnings=_named(way, found, changes.warnings))


def apply(db: Db, kind: Imported, lines: Any, at: At) -> None:
    """Make it so, in this transaction."""
    KINDS[kind].apply(db, lines, at)


def _is_whole(sheet: Sheet, kind: Imported) -> bool:
    """Whether it has every column that a sheet of this kind needs."""
    return any(
        spreadsheet.find([sheet], layout)[0] == sum(one.needed for one in layout.columns)
        for layout in KINDS[kind].layouts
    )


def _rows(sheet: Sheet, layout: Layout) -> Records:
    """Those of a sheet; what is wrong with it is noted, so that the others are looked at too."""
    try:
        return spreadsheet.records(sheet, layout)
    except SheetRefused as error:
        return replace(NO_ROWS, problems=tuple(error.problems))


def _known(way: Kind, found: Found, problems: Iterable[CellProblem]) -> list[CellProblem]:
    """Without what only follows from a sheet that could not be read."""
    layouts = (*way.layouts, *way.beside)
    lost = {layout for layout, one in zip(layouts, found, strict=True) if one.problems}
    titles = {layout.title for layout in lost}
    if len(lost) == len(found):
        return []
    return [
        one for one in problems if one.sheet not in titles and ELSEWHERE.get(one.fault) not in lost
    ]


def _named(way: Kind, found: Found, problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
    """Sheet by sheet; a problem of a kind with several sheets names its own by the layout."""
    some = list(problems)
    if len(found) == 1:
        return found[0].named(some)
    layouts = (*way.layouts, *way.beside)
    return tuple(
        one
        for layout, records in zip(layouts, found, strict=True)
        for one in records.named(each for each in some if each.sheet == layout.title)
    )
