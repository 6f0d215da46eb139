"""A spreadsheet of the office: its columns, the rows found in it, and what is wrong there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

__all__ = [
    "CellFault",
    "CellProblem",
    "Changes",
    "Column",
    "Layout",
    "Record",
    "Records",
    "is_dash",
    "is_formula",
    "legible",
    "plain",
]

UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Places where a word may break or not, and marks of a file or of a direction."""

DASHES = frozenset("-‐‑‒–—―−")
"""With one or more of these people write that there is nothing, as the templates do."""


class CellFault(StrEnum):
    """What is wrong with a cell, a row, a sheet or the whole file."""

    NOT_A_TABLE = "not_a_table"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    UNKNOWN_KIND = "unknown_kind"
    NO_COLUMN = "no_column"
    COLUMN_TWICE = "column_twice"
    TOO_WIDE = "too_wide"
    MISSING = "missing"
    FAILED = "failed"
    UNCOMPUTED = "uncomputed"
    TWICE = "twice"
    BAD_CODE = "bad_code"
    BAD_NAME = "bad_name"
    BAD_START = "bad_start"
    NO_PARENT = "no_parent"
    CIRCLE = "circle"
    RATED_PARENT = "rated_parent"
    BAD_NIP = "bad_nip"
    LOST_DIGITS = "lost_digits"
    NO_UNIT = "no_unit"
    MANY_UNITS = "many_units"
    BAD_STATUS = "bad_status"
    BAD_GRADE = "bad_grade"
    BAD_RANK = "bad_rank"
    NO_EMPLOYEE = "no_employee"
    TOO_LONG = "too_long"
    NO_SHEET = "no_sheet"
    BAD_SIGNS = "bad_signs"
    BAD_FLAG = "bad_flag"
    BAD_NUMBER = "bad_number"
    BAD_KIND = "bad_kind"
    BAD_PER = "bad_per"
    BAD_PROVIDER = "bad_provider"
    BAD_ELEMENT = "bad_element"
    BAD_SPAN = "bad_span"
    BAD_MOMENT = "bad_moment"
    FAR_DAY = "far_day"
    BAD_ZONE = "bad_zone"
    NO_TRAINING = "no_training"
    NO_PLACE = "no_place"
    ENDS_FIRST = "ends_first"
    NO_HOURS = "no_hours"
    LATE_DEADLINE = "late_deadline"
    IS_OVER = "is_over"
    HAS_BEGUN = "has_begun"
    WAS_CANCELLED = "was_cancelled"
    FEW_SEATS = "few_seats"
    BAD_RIGHT = "bad_right"
    SAME_CHOICE = "same_choice"
    MANY_QUESTIONS = "many_questions"
    MANY_CAMPAIGNS = "many_campaigns"
    BAD_OUTCOME = "bad_outcome"
    BAD_SPREAD = "bad_spread"
    BAD_STAGE = "bad_stage"
    BAD_ASK = "bad_ask"
    BAD_ITEM = "bad_item"
    BAD_WHEN = "bad_when"
    BAD_DAY = "bad_day"
    BAD_AFTER = "bad_after"
    BAD_LINK = "bad_link"
    NO_LINK = "no_link"
    BAD_PLACEHOLDER = "bad_placeholder"
    NO_ARM = "no_arm"
    ALL_HELD_OUT = "all_held_out"
    SAME_STEP = "same_step"
    OUTSIDE = "outside"
    MANY_OBJECTIONS = "many_objections"
    NO_OBJECTIONS = "no_objections"
    BAD_BEFORE = "bad_before"
    NO_REMINDER = "no_reminder"
    ONLY_WORDS = "only_words"
    LEAVES_OUT = "leaves_out"
    NOT_OF_HOLDOUT = "not_of_holdout"
    NOT_AFTERWARDS = "not_afterwards"
    DECLARED = "declared"
    HAS_ENDED = "has_ended"
    NO_FORM = "no_form"
    NO_ORDER = "no_order"
    NOT_A_LEAF = "not_a_leaf"
    BAD_MONTH = "bad_month"
    NOT_BEGUN = "not_begun"
    OLD_MONTH = "old_month"
    PUBLISHED = "published"
    NO_SCORE = "no_score"
    BAD_SCORE = "bad_score"
    NO_CHOICE = "no_choice"
    NOT_TAKEN = "not_taken"
    ENDS_ITSELF = "ends_itself"
    TOO_FEW = "too_few"
    ENTERED = "entered"
    # These are only warned of.
    NOT_USED = "not_used"
    ODD_DATE = "odd_date"
    ODD_STATUS = "odd_status"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One problem, with the row and column it stands in and the value found there.

    The sheet is named where the file has sheets, the column as the file itself heads it. What may
    stand once stands already in the row `earlier`.
    """

    row: int
    column: str
    fault: CellFault
    value: str
    sheet: str = ""
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What rules call `key`; `header` is what the template says, `names` what others may say.

    A dash says the same as an empty cell, unless `dash` says that it means something here.
    """

    key: str
    header: str
    names: tuple[str, ...] = ()
    needed: bool = True
    dash: bool = False

    def read(self, cell: str) -> str:
        """What a cell of it says."""
        return "" if is_dash(cell) and not self.dash else cell

    def rank(self, cell: str) -> int | None:
        """How well a header cell names this column, 0 best; None where it does not."""
        names = [plain(name) for name in (self.key, self.header, *self.names)]
        return names.index(plain(cell)) if plain(cell) in names else None

    def places(self, header: Sequence[str]) -> list[int]:
        """Where it stands in a header: more than one place where that cannot be told."""
        ranks = [
            (rank, n) for n, cell in enumerate(header) if (rank := self.rank(cell)) is not None
        ]
        return [n for rank, n in ranks if rank == min(ranks)[0]]


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of sheet, by its columns; of one that is `open` every other column is kept too, by
    what it is called."""

    title: str
    columns: tuple[Column, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A row below the header: its number in the file, and its cells by the keys of the columns."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Records:
    """All rows of a sheet, and how the file itself heads its columns.

    Where the sheet itself has `problems`, such as a column that is missing, it has no rows.
    """

    sheet: str
    headers: Mapping[str, str]
    rows: tuple[Record, ...]
    problems: tuple[CellProblem, ...] = ()

    def named(self, problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
        """The problems by the sheet's name and its own headers, in the order of its rows."""
        found = [
            replace(one, sheet=self.sheet, column=self.headers.get(one.column, one.column))
            for one in problems
        ]
        return tuple(sorted(found, key=lambda one: one.row))


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import added, changed and took out of the list, and how many stayed.

    `moved` are those who are in another unit now; warnings keep nothing from being applied. It is
    `sweeping` where so many go that the file may be only a part of the list. What `was` there
    before is all that would be another thing. The sheets `left` were not read. What is new stands
    for `n` rows (None: one each).
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    moved: tuple[str, ...] = ()
    warnings: Sequence[CellProblem] = ()
    sweeping: bool = False
    left: tuple[str, ...] = ()
    was: Sequence[object] = field(default=(), compare=False)
    n: int | None = None

    @property
    def none(self) -> bool:
        """Whether everything is as the file says already."""
        return not (self.new or self.changed or self.gone or self.moved)

    @property
    def edition(self) -> str:
        """A short mark of what a card tells of it, and of what it would take the place of:
        another one is another import."""
        told = (self.new, self.changed, self.gone, self.moved)
        rest = [sorted(map(repr, some)) for some in (self.warnings, self.was)]
        shown = ([sorted(names) for names in told], self.same, rest)
        return sha256(repr(shown).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def is_dash(cell: str) -> bool:
    """Whether there are only dashes in it, one or more."""
    return bool(cell) and DASHES.issuperset(cell)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet program would compute it rather than show it."""
    return cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def legible(cell: str) -> str:
    """Its words with single blanks, and without signs that nobody sees."""
    return " ".join(UNSEEN.sub("", cell).split())


def plain(header: str) -> str:
    """A header without case, spaces and punctuation, so that "N.I.P" is "nip"."""
    return "".join(sign for sign in header.casefold() if sign.isalnum())
