"""Where a person stands with a survey: what a use case returns and a view puts into words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.content import Content
from bot.domain.inquiry import Noted, Subject
from bot.domain.people import Addressee
from bot.domain.survey import Ask, Position, Reject, ReviewLine
from bot.domain.unit import ServiceUnit, titled

__all__ = [
    "About",
    "AlreadyRated",
    "Asking",
    "AtKiosk",
    "Cancelled",
    "Changing",
    "Choosing",
    "Confirming",
    "Discarded",
    "Lapsed",
    "Late",
    "Live",
    "Loss",
    "NoUnits",
    "NothingRunning",
    "OtherRunning",
    "Paused",
    "Place",
    "Reviewing",
    "Situation",
    "Subscriptions",
    "Telling",
    "Thanked",
    "Welcome",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf as people are told of it: its own name, and that of the unit above it, if any."""

    id: int
    code: str
    name: str
    parent: str | None = None

    @property
    def title(self) -> str:
        """The name with the parent's before it."""
        return titled(self.name, self.parent)


About = Place | Subject
"""What an interview is about: a leaf that is rated, or a session."""


@dataclass(frozen=True, slots=True)
class Live:
    """The running interview's card: its version, and the message that shows it, if known.

    At a `kiosk` the next person must see nothing of it.
    """

    card: int
    message_id: int | None
    kiosk: bool = False


@dataclass(frozen=True, slots=True)
class NoUnits:
    """Nothing can be rated yet: no unit was imported."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """A unit must be chosen; `page` counts from 0, `text` is what was typed to filter."""

    units: tuple[Place, ...]
    page: int
    pages: int
    text: str
    node: ServiceUnit | None


@dataclass(frozen=True, slots=True)
class Welcome:
    """The consent card of one unit."""

    unit: Place


@dataclass(frozen=True, slots=True)
class AtKiosk:
    """What stands on the device of a unit while nobody answers there; `left` ratings are taken
    today."""

    unit: Place
    left: int


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What somebody hears of unasked: news in general, reminders, and units whose news they want.

    An employee hears news, and of trainings, without having asked for it: what there is to
    learn, how far the year has come, how it was, of campaigns, and what citizens say of the unit.
    """

    employee: bool
    news: bool
    reminders: bool
    learning: bool
    progress: bool
    questions: bool
    campaigns: bool
    results: bool
    followed: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A broadcast's message for one person, in their language."""

    broadcast_id: int
    content: Content
    to: Addressee


@dataclass(frozen=True, slots=True)
class AlreadyRated:
    """Rated in this period; the next rating may begin on `again_from`."""

    unit: Place
    again_from: date


@dataclass(frozen=True, slots=True)
class OtherRunning:
    """Something else was opened while an interview runs."""

    running: About
    wanted: About


@dataclass(frozen=True, slots=True)
class Asking:
    """A question is open; `rejected` says why the reply to it was not taken.

    `page` is that of a long list of choices, from 0; None: the one with the answer so far.
    """

    about: About
    live: Live
    ask: Ask
    rejected: Reject | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Everything is answered and can be read once more before it is sent.

    `typed` says that a line was typed where only the buttons count. What is answered in one's own
    name has no receipt.
    """

    about: About
    live: Live
    lines: tuple[ReviewLine, ...]
    receipt: str | None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Changing:
    """An answer is about to be changed: those of `group`, or the groups to choose from.

    `page` is that of a long list, from 0.
    """

    about: About
    live: Live
    lines: tuple[ReviewLine, ...]
    group: int | None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Paused:
    """An interview waits to be continued; at the review and outside groups without position.

    `typed` says that a line was typed where one must first go on, and was not taken.
    """

    about: About
    live: Live
    position: Position | None
    typed: bool = False


class Loss(StrEnum):
    """What would be lost answers: starting over, or giving up."""

    RESTART = "restart"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Confirming:
    """A second tap will delete the answers given so far."""

    about: About
    live: Live
    loss: Loss


@dataclass(frozen=True, slots=True)
class Thanked:
    """The ballot is in the box, perhaps with something `suggested`; at a `kiosk` the next person
    may begin, and reads nothing of what this one wrote."""

    unit: Place
    following: bool
    kiosk: bool = False
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Discarded:
    """The form ended the interview and nothing is kept; `note` says why in the form's words. At a
    `kiosk` the next person may begin."""

    note: str
    kiosk: bool = False


@dataclass(frozen=True, slots=True)
class Lapsed:
    """It is not asked any more, so that the answers are not kept."""

    about: Subject


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The person gave the interview up; its answers are gone."""

    about: About


@dataclass(frozen=True, slots=True)
class NothingRunning:
    """A button of an interview that is over."""


Situation = (
    NoUnits
    | Choosing
    | Welcome
    | AtKiosk
    | AlreadyRated
    | OtherRunning
    | Asking
    | Reviewing
    | Changing
    | Paused
    | Confirming
    | Thanked
    | Noted
    | Lapsed
    | Discarded
    | Cancelled
    | NothingRunning
)


@dataclass(frozen=True, slots=True)
class Late:
    """An old or repeated press: it changed nothing, and this is where the person stands."""

    now: Situation
