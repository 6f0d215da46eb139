"""What the rows of a campaign workbook say: the campaign, its steps, objections and arms."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.addressing import Known, read_audience
from bot.domain.campaign import Ask, Campaign, Item, Link, Objection, Stage, Step
from bot.domain.cells import Cells, read_moment, read_span
from bot.domain.content import BRACED, NAME, UNIT
from bot.domain.experiment import Arm, Outcome, Spread, of_answers
from bot.domain.reminder import DAY
from bot.domain.sheet import CellFault

__all__ = [
    "LONGEST_TEXT",
    "MOST_OBJECTIONS",
    "read_arm",
    "read_campaign",
    "read_objection",
    "read_step",
]

LONGEST_TEXT = 500
"""Signs of a message: what is longer is not read in a chat."""

LONGEST_LABEL, LONGEST_GOAL, LONGEST_LINK = 30, 200, 200
MOST_OBJECTIONS = 5
"""With "Something else" six buttons, which is what fits under a message."""

LONGEST_AFTER = 365 * DAY
MOST_MEASURED = 180

LANGUAGES = ("id", "en")
EVERYBODY = Arm("semua")

STAGES = {
    **dict.fromkeys(("kesadaran", "awareness"), Stage.AWARENESS),
    **dict.fromkeys(("keinginan", "desire"), Stage.DESIRE),
    **dict.fromkeys(("pengetahuan", "knowledge"), Stage.KNOWLEDGE),
    **dict.fromkeys(("kemampuan", "ability"), Stage.ABILITY),
    **dict.fromkeys(("penguatan", "reinforcement"), Stage.REINFORCEMENT),
}
ASKS = {
    **dict.fromkeys(("reaksi", "tanggapan", "reaction"), Ask.REACTION),
    **dict.fromkeys(("keberatan", "objection"), Ask.OBJECTION),
    **dict.fromkeys(("pulsa", "pulse"), Ask.PULSE),
}
ITEMS = {
    **dict.fromkeys(("perlu", "needed"), Item.NEEDED),
    **dict.fromkeys(("manfaat", "useful"), Item.USEFUL),
    **dict.fromkeys(("dukungan", "supported"), Item.SUPPORTED),
    **dict.fromkeys(("mampu", "able"), Item.ABLE),
    **dict.fromkeys(("mau", "willing"), Item.WILLING),
    **dict.fromkeys(("beban", "burden"), Item.BURDEN),
}
OUTCOMES = {
    **dict.fromkeys(("mendaftar", "registered"), Outcome.REGISTERED),
    **dict.fromkeys(("hadir", "attended"), Outcome.ATTENDED),
    **dict.fromkeys(("jp",), Outcome.JP),
    **dict.fromkeys(("menjawab", "answered"), Outcome.ANSWERED),
    **dict.fromkeys(("tahap", "stage"), Outcome.STAGE),
    **dict.fromkeys(("pulsa", "pulse"), Outcome.PULSE),
}
SPREADS = {
    **dict.fromkeys(("pegawai", "employee"), Spread.STRATIFIED),
    **dict.fromkeys(("unit",), Spread.CLUSTERED),
}


def read_campaign(
    cells: Cells,
    known: Known,
    steps: Sequence[Step],
    objections: Sequence[Objection],
    arms: Sequence[Arm],
    now: datetime,
) -> Campaign | None:
    """The campaign with these parts of it; None where its days or its outcome cannot be read."""
    first, last = _day(cells, "first", now), _day(cells, "last", now)
    if first is not None and last is not None and last < first:
        cells.refuse("last", CellFault.ENDS_FIRST)
    outcome = cells.one_of("outcome", OUTCOMES, CellFault.BAD_OUTCOME)
    spread = Spread.STRATIFIED
    if cells["spread"]:
        spread = cells.one_of("spread", SPREADS, CellFault.BAD_SPREAD) or spread
    code, goal = cells.code("code"), cells.text("goal", LONGEST_GOAL, needed=True)
    audience = read_audience(cells, known)
    measured = cells.number("measured", 0) or 0
    answers = outcome is not None and of_answers(outcome)
    if measured > MOST_MEASURED:
        cells.refuse("measured", CellFault.BAD_NUMBER)
    elif measured and answers:
        cells.refuse("measured", CellFault.NOT_AFTERWARDS)
    if answers and any(arm.holdout for arm in arms):
        cells.refuse("outcome", CellFault.NOT_OF_HOLDOUT)
    if first is None or last is None or outcome is None:
        return None
    return Campaign(
        code,
        goal,
        audience,
        first,
        last,
        tuple(steps),
        tuple(objections),
        outcome,
        measured * DAY,
        tuple(arms) or (EVERYBODY,),
        spread,
        cells["training"] or None,
    )


def read_step(cells: Cells, arms: Iterable[Arm], now: datetime) -> Step | None:
    """A step for some of these arms; None where nobody can tell when it is due."""
    when = _when(cells, now)
    stage = cells.one_of("stage", STAGES, CellFault.BAD_STAGE) if cells["stage"] else None
    ask = cells.one_of("ask", ASKS, CellFault.BAD_ASK) if cells["ask"] else None
    item = None
    if ask is Ask.PULSE or cells["item"]:
        item = cells.one_of("item", ITEMS, CellFault.BAD_ITEM)
        if ask is not Ask.PULSE:
            cells.refuse("item", CellFault.BAD_ITEM)
    found = (cells.code("code"), _texts(cells, "text", LONGEST_TEXT), _link(cells))
    picture = cells.link("picture", LONGEST_LINK) or None
    named = _named(cells, arms)
    if when is None:
        return None
    code, texts, link = found
    return Step(code, when, texts, stage, ask, item, picture, link, named)


def read_objection(cells: Cells) -> Objection:
    """What is held against the change, and the answer to it."""
    labels = _texts(cells, "label", LONGEST_LABEL)
    return Objection(cells.code("code"), labels, _texts(cells, "answer", LONGEST_TEXT))


def read_arm(cells: Cells) -> Arm:
    """An arm and its weight."""
    weight = cells.number("weight", 1, needed=True)
    return Arm(cells.code("code"), weight or 1, cells.flag("holdout"))


def _when(cells: Cells, now: datetime) -> timedelta | date | None:
    """Whole days after joining, a day, or so long before a session; one of them is said."""
    if sum(bool(cells[key]) for key in ("after", "day", "before")) != 1:
        cells.refuse("after", CellFault.BAD_WHEN)
        return None
    if cells["before"]:
        return _before(cells)
    if cells["day"]:
        return _day(cells, "day", now)
    found = read_span(cells["after"])
    if found is None or found % DAY or found > LONGEST_AFTER:
        cells.refuse("after", CellFault.BAD_AFTER)
        return None
    return found


def _before(cells: Cells) -> timedelta | None:
    """The words of a reminder, and nothing else."""
    for key in ("stage", "ask", "item", "picture", "link"):
        if cells[key]:
            cells.refuse(key, CellFault.ONLY_WORDS)
    found = read_span(cells["before"])
    if not found:
        cells.refuse("before", CellFault.BAD_BEFORE)
        return None
    return -found


def _day(cells: Cells, key: str, now: datetime) -> date | None:
    found = read_moment(cells[key])
    if found is None or found.day is None or found.wall is not None:
        cells.refuse(key, CellFault.BAD_DAY if cells[key] else CellFault.MISSING)
        return None
    return found.day if cells.near(key, found.day, now) else None


def _texts(cells: Cells, key: str, most: int) -> dict[str, str]:
    """By language; Indonesian is needed."""
    found = {code: cells.lines(f"{key}_{code}", most, needed=code == "id") for code in LANGUAGES}
    for code, text in found.items():
        if BRACED.search(text.replace(NAME, "").replace(UNIT, "")):
            cells.refuse(f"{key}_{code}", CellFault.BAD_PLACEHOLDER)
    return {code: text for code, text in found.items() if text}


def _link(cells: Cells) -> Link | None:
    url = cells.link("link", LONGEST_LINK)
    labels = {code: cells.text(f"button_{code}", LONGEST_LABEL) for code in LANGUAGES}
    if bool(url) is not bool(labels["id"]):
        cells.refuse("button_id", CellFault.MISSING if url else CellFault.NO_LINK)
    return Link({code: one for code, one in labels.items() if one}, url) if url else None


def _named(cells: Cells, arms: Iterable[Arm]) -> tuple[str, ...]:
    addressed = {arm.code for arm in arms if not arm.holdout}
    named = [word.strip() for word in cells["arms"].replace(";", ",").split(",") if word.strip()]
    if not addressed.issuperset(named):
        cells.refuse("arms", CellFault.NO_ARM)
    return tuple(dict.fromkeys(named))
