"""A question that an employee asks at any time, and what becomes of it.

    asked ──▶ answered ──▶ published
      └──────────┴──▶ discarded, or forgotten some time after the answer

Admins know whoever asked by a code alone; what is published bears neither name nor code.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zlib import crc32

from bot.domain.errors import NotNow
from bot.domain.people import Addressee
from bot.domain.privacy import mask, pseudonym

__all__ = [
    "LIFETIME",
    "LONGEST",
    "MOST_WAITING",
    "Answer",
    "Desk",
    "Entry",
    "Fault",
    "Part",
    "Question",
    "Stage",
    "answered",
    "asked",
    "is_over",
    "published",
    "require_publishable",
    "require_waiting",
    "reworded",
    "typed",
]

LONGEST = 1_000
"""As Telegram counts the length of a text, so that two of them have room on a card."""

MOST_WAITING = 5
"""So many questions of one person wait at the same time."""

LIFETIME = timedelta(days=30)
"""So long a question is kept after it was answered."""


class Fault(StrEnum):
    """Why a typed line is not taken."""

    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    ENOUGH = "enough"
    ANSWERED = "answered"
    NOBODY = "nobody"
    NUMBERS = "numbers"


class Stage(StrEnum):
    """How far a question has come."""

    WAITING = "waiting"
    ANSWERED = "answered"
    PUBLISHED = "published"


class Part(StrEnum):
    """What may be worded otherwise for everybody."""

    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Question:
    """`token` is what the message with the answer is found by; `campaign` the code of that in
    which it was asked. What is published is worded as it was said, or by an admin."""

    key: int
    mark: bytes
    asked_on: date
    text: str
    language: str
    employee_id: int
    token: str
    campaign: str | None = None
    answer: str | None = None
    answered_on: date | None = None
    worded_question: str | None = None
    worded_answer: str | None = None
    published: bool = False

    @property
    def code(self) -> str:
        """What admins know the person by."""
        return pseudonym(self.mark)

    @property
    def stage(self) -> Stage:
        if self.published:
            return Stage.PUBLISHED
        return Stage.WAITING if self.answer is None else Stage.ANSWERED

    @property
    def public(self) -> tuple[str, str]:
        """Question and answer as everybody is to read them."""
        return self.worded_question or self.text, self.worded_answer or self.answer or ""

    @property
    def edition(self) -> str:
        """Another one whenever what is to be published was worded otherwise."""
        return f"{crc32(repr(self.public).encode()):08x}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A published question with its answer, in one language; it leads to nobody."""

    id: int
    question: str
    answer: str
    language: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Desk:
    """What an employee finds: what is published, and how many questions of their own are kept."""

    entries: tuple[Entry, ...]
    own: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question, for whoever asked it."""

    question: str
    answer: str
    to: Addressee


def asked(text: str | None) -> str | Fault:
    """A typed question, with the numbers of people hidden; None stands for what is no text."""
    found = typed(text)
    return found if isinstance(found, Fault) else mask(found)


def typed(text: str | None, longest: int = LONGEST) -> str | Fault:
    """What an admin typed; an answer may well say where to call."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    # Half a surrogate pair is no character, and signs below the blank are none that one reads.
    read = "".join(sign for sign in "\n".join(lines) if sign >= " " or sign == "\n")
    cleaned = read.encode(errors="ignore").decode().strip()
    if not cleaned:
        return Fault.NO_TEXT
    return Fault.TOO_LONG if len(cleaned.encode("utf-16-le")) > 2 * longest else cleaned


def answered(one: Question, text: str, today: date) -> Question:
    """With its answer; raises NotNow where it has one."""
    require_waiting(one)
    return replace(one, answer=text, answered_on=today)


def reworded(one: Question, part: Part, text: str) -> Question:
    """Worded otherwise for everybody; raises NotNow where that is of no use."""
    require_publishable(one)
    if part is Part.QUESTION:
        return replace(one, worded_question=text)
    return replace(one, worded_answer=text)


def published(one: Question, edition: str) -> Question:
    """As it was shown; raises NotNow where it reads otherwise by now, or is out already."""
    require_publishable(one)
    if one.edition != edition:
        raise NotNow(one.stage)
    return replace(one, published=True)


def require_waiting(one: Question) -> None:
    """Raise NotNow where it has an answer."""
    if one.stage is not Stage.WAITING:
        raise NotNow(one.stage)


def require_publishable(one: Question) -> None:
    """Raise NotNow unless it has an answer and is not out yet."""
    if one.stage is not Stage.ANSWERED:
        raise NotNow(one.stage)


def is_over(one: Question, today: date) -> bool:
    """Whether it is to be forgotten; what waits for its answer is kept."""
    return one.answered_on is not None and one.answered_on + LIFETIME <= today
