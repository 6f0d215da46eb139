"""What buttons carry: ids in at most 64 bytes, never rights.

A button of an interview names the card it stands on, so that an old one is recognised.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from pydantic import field_validator

from bot.domain.errors import Outdated
from bot.domain.inquiry import Inquiry

__all__ = [
    "OF_AN_INTERVIEW",
    "Account",
    "Answering",
    "Arrive",
    "Asking",
    "Attend",
    "Back",
    "Begin",
    "Campaign",
    "Cancel",
    "Certificate",
    "Certify",
    "Change",
    "Choices",
    "Compose",
    "Conduct",
    "Correspond",
    "Course",
    "Door",
    "Edit",
    "Errand",
    "Findings",
    "Follow",
    "Hush",
    "Impact",
    "Inquire",
    "Invite",
    "Invitee",
    "Keep",
    "Kiosk",
    "Launch",
    "Leave",
    "Link",
    "Menu",
    "Mute",
    "Pause",
    "Pick",
    "Plan",
    "React",
    "Recap",
    "Reply",
    "Report",
    "Restart",
    "Results",
    "Resume",
    "Said",
    "Sample",
    "Session",
    "Skip",
    "Speak",
    "Steer",
    "Stop",
    "Submit",
    "Subscribe",
    "Template",
    "Trainings",
    "Under",
    "Units",
    "Unlink",
    "Wish",
    "carried",
    "read",
]

FILTER_BYTES, WORD_BYTES = 36, 20
"""So much of a typed text fits into a button of the list of units, and of a page of comments."""


def carried(text: str, size: int) -> str:
    """As much of a text as fits, without the sign that parts what a button carries."""
    typed = " ".join(text.replace(":", " ").split()).encode()
    return typed[:size].decode(errors="ignore").strip()


T = TypeVar("T")

LARGEST = 2**63 - 1
"""No database counts further."""


class Carried(CallbackData, prefix="-"):
    """What a button carries; what no button of ours can carry is none, as an old one is."""

    @field_validator("*")
    @classmethod
    def _within_reach(cls, value: object) -> object:
        if isinstance(value, int) and abs(value) > LARGEST:
            raise ValueError("out of reach")
        return value


def read(kind: Callable[[str], T], value: str) -> T:
    """What a button carries as text, as this kind; raises Outdated where it is none."""
    try:
        found = kind(value)
    except ValueError:
        raise Outdated from None
    if isinstance(found, int) and abs(found) > LARGEST:
        raise Outdated
    return found


class Units(Carried, prefix="u"):
    """A page of the list of units: those below a node, or those that hold a text.

    A tap on one of them begins a rating, or (with `results`) shows its result.
    """

    page: int
    node: int | None
    results: bool
    language: str
    text: str


class Arrive(Carried, prefix="a"):
    """The consent card of a unit in a language; before consent it is kept nowhere else."""

    unit: int
    language: str


class Begin(Carried, prefix="m"):
    """[Mulai], perhaps instead of the interview that runs."""

    unit: int
    language: str
    instead: bool


class Pick(Carried, prefix="p"):
    """A choice, by its place in the question's list."""

    card: int
    question: int
    choice: int


class Choices(Carried, prefix="q"):
    """Another page of the choices of the open question."""

    card: int
    page: int


class Skip(Carried, prefix="s"):
    """[Lewati], or [Lanjut] under a note."""

    card: int


class Keep(Carried, prefix="w"):
    """[Pakai jawaban tadi], under a question that one came back to."""

    card: int


class Back(Carried, prefix="b"):
    """[Kembali]."""

    card: int


class Change(Carried, prefix="c"):
    """[Ubah jawaban]; with a group, a page of the answers in it, else one of the groups."""

    card: int
    group: int | None
    page: int = 0


class Edit(Carried, prefix="e"):
    """One answer to be given again."""

    card: int
    question: int


class Submit(Carried, prefix="k"):
    """[Kirim]."""

    card: int


class Pause(Carried, prefix="z"):
    """[Berhenti] on a question."""

    card: int


class Resume(Carried, prefix="r"):
    """[Lanjutkan], from wherever the interview was left."""


class Restart(Carried, prefix="n"):
    """[Mulai ulang]; only `sure` deletes."""

    card: int
    sure: bool


class Cancel(Carried, prefix="x"):
    """[Batalkan]; only `sure` deletes."""

    card: int
    sure: bool


class Results(Carried, prefix="h"):
    """What is published of a unit and a period by its code; without one of the newest. It may be
    its chart."""

    unit: int
    period: str = ""
    chart: bool = False


class Report(Carried, prefix="l"):
    """A view of the report: of a unit (None: of all) and a period by its code; empty, of the
    newest. Comments may be those with a word."""

    view: str
    unit: int | None = None
    period: str = ""
    page: int | None = None
    word: str = ""


class Under(IntEnum):
    """What a button stands under."""

    RESULT = 0
    THANKS = 1
    THANKS_FOR_SUGGESTION = 2


class Follow(Carried, prefix="f"):
    """[Kabari saya], and its end; `sure` where what is stored for it was told.

    `thanks` says whether it stands under the thanks for a rating, and what for.
    """

    unit: int
    on: bool
    sure: bool
    thanks: Under


class Speak(Carried, prefix="g"):
    """A language chosen."""

    language: str


class Menu(Carried, prefix="o"):
    """A card opened from another card, such as one of the settings."""

    card: str


class Stop(Carried, prefix="t"):
    """No unasked message any more."""


class Leave(Carried, prefix="d"):
    """Delete what is stored; only `sure` deletes."""

    sure: bool


class React(Carried, prefix="y"):
    """A button under a broadcast, by its place."""

    broadcast: int
    button: int


class Subscribe(Carried, prefix="1"):
    """Hear of a topic, or no more; `sure` where what is stored for it was told."""

    topic: str
    on: bool
    sure: bool


class Mute(Carried, prefix="j"):
    """No more unasked messages of a topic, or (not `on`) again."""

    topic: str
    on: bool


class Compose(Carried, prefix="v"):
    """A step of composing a broadcast; what `value` means depends on it."""

    step: str
    value: str = ""


class Launch(Carried, prefix="L"):
    """A step from the rehearsal of a draft to its launch; it counts for that edition alone.

    `at` is a day, a day with an hour, or empty for now.
    """

    step: str
    broadcast: int
    edition: str
    at: str = ""


class Sample(Carried, prefix="I"):
    """A button under a message that only shows what others would get."""


class Steer(Carried, prefix="i"):
    """What an admin does with a launched broadcast; only `sure` does what cannot be undone."""

    broadcast: int
    deed: str
    sure: bool = False


class Errand(Carried, prefix="2"):
    """[Terapkan] or [Batal] under a spreadsheet that was read; the stamp tells it from others, the
    edition what was shown of it."""

    errand: int
    stamp: int
    edition: str
    deed: str


class Template(Carried, prefix="3"):
    """A spreadsheet to fill in."""

    name: str


class Invite(Carried, prefix="4"):
    """What an admin does with the invitations of a unit, or a page of the units."""

    unit: int
    deed: str
    page: int = 0


class Door(Carried, prefix="dr"):
    """What an admin does for the door of a unit, or a page of the units."""

    unit: int
    deed: str
    page: int = 0


class Kiosk(Carried, prefix="ki"):
    """On the device of a unit: the next person, in a language, or (with a mode) [Mulai]."""

    language: str
    mode: str = ""


class Invitee(Carried, prefix="iv"):
    """The invitation of one employee of a unit; only `sure` revokes it."""

    unit: int
    employee: int
    sure: bool


class Account(Carried, prefix="ia"):
    """The account that is linked with an employee of a unit; only `sure` unlinks it, and no other
    one that is linked by then."""

    unit: int
    employee: int
    person: int
    sure: bool


class Link(Carried, prefix="5"):
    """[Ya, ini saya], with the code that says who; without one [Bukan saya]."""

    code: str


class Unlink(Carried, prefix="6"):
    """The account is no employee's any more; only `sure` does it."""

    sure: bool


class Trainings(Carried, prefix="tr"):
    """A list of /pelatihan, and which page of it."""

    view: str
    page: int = 0


class Course(Carried, prefix="ts"):
    """All about one session of a training."""

    session: int


class Attend(Carried, prefix="ta"):
    """What an employee does with a session; what `value` means depends on it."""

    session: int
    deed: str
    value: str = ""


class Session(Carried, prefix="tz"):
    """What an admin does with a session of a training, or whoever shows its code; `value` depends
    on it."""

    session: int
    deed: str
    value: str = ""


class Certify(Carried, prefix="tc"):
    """An answer to one question about learning elsewhere; the first is the mark of its kind."""

    step: str
    value: str


class Certificate(Carried, prefix="tq"):
    """What its owner or an admin does with a certificate; `value` says why it is refused."""

    certificate: int
    deed: str
    value: str = ""


class Recap(Carried, prefix="tj"):
    """JP of a year: a page of the units, or the list of one (0: of all)."""

    year: int
    unit: int | None
    page: int = 0


class Campaign(Carried, prefix="kp"):
    """A campaign (0: the list of them), or a step of it by its place."""

    campaign: int
    place: int | None = None


class Conduct(Carried, prefix="kd"):
    """What an admin does with a version of a campaign; only `sure` does it."""

    campaign: int
    number: int
    deed: str
    sure: bool = False


class Findings(Carried, prefix="kh"):
    """What a campaign has brought: the arms, what was answered, or all of it as a file."""

    campaign: int
    page: str = "arms"


class Said(Carried, prefix="ks"):
    """What somebody says to a step of a version of a campaign, by its place; what `value` means
    depends on the deed."""

    campaign: int
    number: int
    place: int
    deed: str
    value: str = ""


class Hush(Carried, prefix="th"):
    """No more monthly news of one's learning, for a month or for good."""

    month: bool


class Asking(Carried, prefix="fq"):
    """A view of /tanya: a page of what is published, or one entry or question by its key."""

    view: str
    key: int = 0
    page: int = 0


class Answering(Carried, prefix="fa"):
    """What an admin does with a question or an entry by its key; the edition says what was shown
    of it."""

    deed: str
    key: int = 0
    page: int = 0
    edition: str = ""


class Correspond(Carried, prefix="kb"):
    """What the owner of a receipt does with its thread; who knows the code may, as with /kode."""

    deed: str
    code: str


class Reply(Carried, prefix="kt"):
    """What a unit does with a thread by its mark, or a page of them."""

    deed: str
    thread: str = ""
    page: int = 0


class Plan(Carried, prefix="rt"):
    """What a head or an admin does with a follow-up plan, or (open, action) with what follows a
    publication; what `value` means depends on it."""

    deed: str
    id: int = 0
    value: str = ""


class Impact(Carried, prefix="ef"):
    """A page of the effects of trainings, or of the units of one, by its element and quarter."""

    page: int = 0
    element: str = ""
    months: str = ""


class Wish(Carried, prefix="tw"):
    """An employee asks for a training that improves an element."""

    element: str


class Inquire(Carried, prefix="tf"):
    """Ask an employee about a session, perhaps instead of the interview that runs."""

    session: int
    inquiry: Inquiry
    instead: bool = False


_ON_CARDS = (
    *(Begin, Inquire, Pick, Choices, Skip, Keep, Back, Change, Edit),
    *(Submit, Pause, Resume, Restart, Cancel),
)

OF_AN_INTERVIEW = frozenset(kind.__prefix__ for kind in _ON_CARDS)
"""The first sign of what a button on an interview's card carries."""
