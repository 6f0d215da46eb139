"""What the rows of a trainings workbook say: a training, a session of one, a rule of the table."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.addressing import Known, read_audience
from bot.domain.cells import Cells, read_moment, read_span, read_zone
from bot.domain.check import UNFIT, CheckQuestion
from bot.domain.layout import CHOICES
from bot.domain.learning import Per, Rule
from bot.domain.reminder import DAY, DEFAULT_OFFSETS
from bot.domain.score import ELEMENTS
from bot.domain.sheet import CellFault, is_dash, plain
from bot.domain.time import instant
from bot.domain.training import Provider, Training, TrainingSession

__all__ = [
    "KINDS",
    "PERS",
    "PROVIDERS",
    "kind_key",
    "read_question",
    "read_rule",
    "read_session",
    "read_training",
]

KINDS = {
    "pelatihan": "training", "diklat": "training", "training": "training",
    "seminar": "seminar", "sosialisasi": "seminar",
    "lokakarya": "workshop", "workshop": "workshop",
    "coaching": "coaching", "mentoring": "mentoring",
    "elearning": "elearning",
    "belajarmandiri": "selfstudy", "selfstudy": "selfstudy",
    "komunitasbelajar": "community", "community": "community",
    "magang": "internship", "internship": "internship",
    "pertukaran": "exchange", "detasering": "exchange", "exchange": "exchange",
    "benchmarking": "benchmarking", "studibanding": "benchmarking",
    "tugasbelajar": "study", "izinbelajar": "study", "study": "study",
}  # fmt: skip
"""What offices call the kinds of learning, without blanks; one of their own is called so."""

PROVIDERS = {
    "internal": Provider.INTERNAL,
    "universitas": Provider.UNIVERSITY, "university": Provider.UNIVERSITY,
    "perguruantinggi": Provider.UNIVERSITY,
    "swasta": Provider.PRIVATE, "private": Provider.PRIVATE, "perusahaan": Provider.PRIVATE,
    "privatecompany": Provider.PRIVATE,
}  # fmt: skip

PERS = {
    "jam": Per.HOUR, "hour": Per.HOUR,
    "hari": Per.DAY, "day": Per.DAY,
    "kegiatan": Per.SESSION, "sesi": Per.SESSION, "session": Per.SESSION,
    "semester": Per.SEMESTER,
}  # fmt: skip

WITH_COMMAS = (
    (re.compile(r"sistem, ?mekanisme,? ?dan prosedur"), "prosedur"),
    (re.compile(r"penanganan pengaduan, ?saran,? ?dan masukan"), "pengaduan"),
)
"""Official names of elements that have commas themselves."""

MAX_TITLE, MAX_KIND, MAX_PROVIDER = 120, 40, 80
MAX_QUESTION, MAX_CHOICE = 200, 60
MAX_PLACE, MAX_LINK, MAX_TRANSPORT, MAX_CONTACT = 150, 200, 300, 120

MOST_OFFSETS = 5
LONGEST_OFFSET = 60 * DAY


def kind_key(word: str) -> str:
    """A kind of learning as it is stored."""
    return KINDS.get(plain(word), " ".join(word.split()))


def read_rule(cells: Cells) -> Rule:
    """A row of the table of JP."""
    kind = kind_key(cells.text("kind", MAX_KIND, needed=True))
    jp = cells.number("jp", 0, needed=True)
    per = cells.one_of("per", PERS, CellFault.BAD_PER)
    return Rule(kind, per or Per.HOUR, jp or 0, cells.number("most", 1))


def read_training(cells: Cells, kinds: Mapping[str, Rule], known: Known) -> Training:
    """A training; its kind is to be one of the table's."""
    kind = kind_key(cells.text("kind", MAX_KIND, needed=True))
    if kind and kind not in kinds:
        cells.refuse("kind", CellFault.BAD_KIND)
    provider = cells.one_of("provider", PROVIDERS, CellFault.BAD_PROVIDER)
    return Training(
        0,
        cells.code("code"),
        cells.name("title", MAX_TITLE),
        kind,
        provider or Provider.INTERNAL,
        cells.name("provider_name", MAX_PROVIDER),
        _elements(cells),
        read_audience(cells, known),
        cells.flag("mandatory"),
        _offsets(cells),
        cells.number("jp", 0),
        cells.flag("catch_up"),
    )


def read_session(
    cells: Cells, trainings: Iterable[str], zone: ZoneInfo, now: datetime
) -> tuple[str, TrainingSession | None]:
    """The code of the training and a session of it; None where its times cannot be read.

    Times are those of the session's own zone, which is the office's unless it says another.
    """
    training = cells.code("training")
    if training and training not in trainings:
        cells.refuse("training", CellFault.NO_TRAINING)
    code = cells.code("code")
    if not cells["place"] and not cells["link"]:
        cells.refuse("place", CellFault.NO_PLACE)
    zone = _zone(cells, zone)
    times = _times(cells, zone, now)
    rest = (
        cells.link("link", MAX_LINK),
        cells.text("transport", MAX_TRANSPORT),
        cells.text("contact", MAX_CONTACT),
        cells.number("capacity", 1),
    )
    place, cancelled = cells.text("place", MAX_PLACE), cells.flag("cancelled")
    if times is None:
        return training, None
    starts_at, ends_at, deadline = times
    return training, TrainingSession(
        0, 0, code, starts_at, ends_at, zone, place, deadline, *rest, cancelled=cancelled
    )


def read_question(cells: Cells, trainings: Iterable[str]) -> tuple[str, CheckQuestion | None]:
    """The code of the training and a question of its check; None where it cannot be asked."""
    training = cells.code("training")
    if training and training not in trainings:
        cells.refuse("training", CellFault.NO_TRAINING)
    text = _asked(cells, "question", MAX_QUESTION, needed=True)
    found = {key: _asked(cells, key, MAX_CHOICE, needed=key in CHOICES[:2]) for key in CHOICES}
    offered = {key: choice for key, choice in found.items() if choice}
    if len(set(offered.values())) < len(offered):
        cells.refuse("b", CellFault.SAME_CHOICE)
    right = plain(cells["right"])
    if right not in offered:
        cells.refuse("right", CellFault.BAD_RIGHT if right else CellFault.MISSING)
        return training, None
    return training, CheckQuestion(text, tuple(offered.values()), [*offered].index(right))


def _asked(cells: Cells, key: str, most: int, *, needed: bool) -> str:
    found = cells.text(key, most, needed=needed)
    if any(sign in found for sign in UNFIT):
        cells.refuse(key, CellFault.BAD_SIGNS)
    return found


def _elements(cells: Cells) -> tuple[str, ...]:
    """By key or official name, with commas or semicolons; their codes differ between lists."""
    said = cells["elements"].casefold()
    for name, key in WITH_COMMAS:
        said = name.sub(key, said)
    words = [plain(word) for word in said.replace(";", ",").split(",")]
    found = [[one.key for one in ELEMENTS if one.key in word] for word in words if word]
    if any(len(keys) != 1 for keys in found):
        cells.refuse("elements", CellFault.BAD_ELEMENT)
        return ()
    return tuple(dict.fromkeys(keys[0] for keys in found))


def _offsets(cells: Cells) -> tuple[timedelta, ...]:
    """Such as "3 hari, 1 hari, 2 jam"; a dash for none."""
    if not cells["offsets"]:
        return DEFAULT_OFFSETS
    if is_dash(cells["offsets"]):
        return ()
    spans = [read_span(word) for word in cells["offsets"].replace(";", ",").split(",")]
    found = [one for one in spans if one is not None and timedelta(0) < one <= LONGEST_OFFSET]
    if len(found) < len(spans) or len(found) > MOST_OFFSETS:
        cells.refuse("offsets", CellFault.BAD_SPAN)
    return tuple(sorted(set(found), reverse=True))


def _zone(cells: Cells, usual: ZoneInfo) -> ZoneInfo:
    found = read_zone(cells["zone"]) if cells["zone"] else usual
    if found is None:
        cells.refuse("zone", CellFault.BAD_ZONE)
    return found or usual


def _times(
    cells: Cells, zone: ZoneInfo, now: datetime
) -> tuple[datetime, datetime, datetime] | None:
    """Start, end and deadline; the end may be a time of the same day, the deadline a whole day."""
    first = read_moment(cells["start"])
    if first is None or first.day is None or first.wall is None:
        cells.refuse("start", CellFault.BAD_MOMENT if cells["start"] else CellFault.MISSING)
        return None
    if not cells.near("start", first.day, now):
        return None
    start = instant(first.day, first.wall, zone)
    end, deadline = _end(cells, first.day, zone, now), _deadline(cells, start, zone, now)
    if end is not None and end <= start:
        cells.refuse("end", CellFault.ENDS_FIRST)
    return None if end is None or deadline is None else (start, end, deadline)


def _end(cells: Cells, first: date, zone: ZoneInfo, now: datetime) -> datetime | None:
    last = read_moment(cells["end"])
    if last is None or last.wall is None:
        cells.refuse("end", CellFault.BAD_MOMENT if cells["end"] else CellFault.MISSING)
        return None
    day = last.day or first
    return instant(day, last.wall, zone) if cells.near("end", day, now) else None


def _deadline(cells: Cells, start: datetime, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Until the start where the cell is empty."""
    if not cells["deadline"]:
        return start
    found = read_moment(cells["deadline"])
    if found is None or found.day is None:
        cells.refuse("deadline", CellFault.BAD_MOMENT)
        return None
    if not cells.near("deadline", found.day, now):
        return None
    if found.wall is None:
        # The whole of that day, unless the session begins on it.
        if instant(found.day, time(0), zone) <= start:
            return min(start, instant(found.day + DAY, time(0), zone))
        cells.refuse("deadline", CellFault.LATE_DEADLINE)
        return None
    closes = instant(found.day, found.wall, zone)
    if closes > start:
        cells.refuse("deadline", CellFault.LATE_DEADLINE)
    return closes
