"""Every situation that a card may have to tell, with names and words of the worst kind."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain import score, syllabus
from bot.domain.audience import Audience, Who
from bot.domain.delivery import Kind as Message
from bot.domain.figures import (
    Basis,
    Change,
    Figures,
    Interval,
    Public,
    Publication,
    Reported,
    Sample,
)
from bot.domain.inquiry import Inquiry, Noted, Score, Subject
from bot.domain.mix import Mix
from bot.domain.offer import MOST_OFFERS, Notice, Offer, Silent
from bot.domain.people import Addressee, Stored
from bot.domain.period import Period, parse
from bot.domain.privacy import ALPHABET
from bot.domain.response import Result
from bot.domain.rollup import MODE, STRAIGHT, Asked, Count
from bot.domain.score import ELEMENTS
from bot.domain.situation import (
    AlreadyRated,
    Asking,
    AtKiosk,
    Cancelled,
    Changing,
    Choosing,
    Confirming,
    Discarded,
    Lapsed,
    Live,
    Loss,
    NothingRunning,
    NoUnits,
    OtherRunning,
    Paused,
    Place,
    Reviewing,
    Situation,
    Thanked,
    Welcome,
)
from bot.domain.survey import (
    TYPED,
    Ask,
    Choice,
    Kind,
    Position,
    Question,
    Reason,
    Reject,
    ReviewLine,
)
from bot.domain.thread import Receipt
from bot.domain.training import (
    Course,
    Enrolment,
    Preparation,
    Provider,
    Seats,
    Standing,
    Training,
    TrainingSession,
)
from bot.domain.unit import MAX_NAME, ServiceUnit, titled
from bot.texts import LANGUAGES
from bot.xlsform.interview import MAX_TEXT

__all__ = [
    "WORST_NOTICE",
    "WORST_OFFER",
    "days",
    "figures",
    "notices",
    "offers",
    "publics",
    "receipts",
    "reports",
    "results",
    "situations",
    "stored",
    "titles",
]

ANY_SIGN = st.characters(codec="utf-8")
HOSTILE = ("<b>&\"'", "</b>", "&amp;<a href=", "<script>", "{unit}", "%s", "😀", "\u200b", "a")


def words(longest: int, signs: st.SearchStrategy[str] = ANY_SIGN) -> st.SearchStrategy[str]:
    """What people type, up to this length, not blank."""
    repeated = st.builds(
        lambda piece: (piece * longest)[:longest], st.sampled_from((*HOSTILE, "😀 "))
    )
    some = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=5).map(" ".join)
    return (
        st.text(signs, min_size=1, max_size=40) | some.map(lambda text: text[:longest]) | repeated
    ).filter(lambda text: text.strip("\u200b \t\n\r\x0b\x0c").strip() != "")


ids = st.integers(1, 2**40)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
# What is not printable in a name is refused when units are imported.
printable = st.characters(exclude_categories=["C", "Z"], include_characters=" ")
names = words(MAX_NAME, printable).filter(str.isprintable)
titles = st.builds(titled, names, st.none() | names)
places = st.builds(Place, ids, st.just("a" * 40), titles)
subjects = st.builds(Subject, ids, ids, st.sampled_from(Inquiry), words(120, printable))
about = places | subjects
checked = st.none() | st.builds(Score, st.integers(0, 5), st.just(5))
live = st.builds(Live, st.integers(0, 2**31), st.none() | ids, st.booleans())
positions = st.builds(Position, words(40), st.integers(1, 9), st.integers(9, 40))
choices = st.builds(Choice, words(20), words(60))
keys = st.none() | st.sampled_from([element.key for element in ELEMENTS])


def _question(kind: Kind, offered: tuple[Choice, ...], **facts: object) -> Question:
    return Question(
        kind=kind,
        choices=offered if kind is Kind.SELECT_ONE else (),
        **facts,  # type: ignore[arg-type]  # As drawn.
    )


questions = st.builds(
    _question,
    kind=st.sampled_from(Kind),
    offered=st.lists(choices, min_size=1, max_size=3).map(tuple)
    | st.just((Choice("x", "Y"),) * 120),
    number=st.integers(0, 999),
    path=words(40),
    label=words(300),
    hint=st.none() | words(200),
    required=st.booleans(),
    position=st.none() | positions,
    element=keys,
)
asks = st.builds(Ask, questions, st.none() | words(MAX_TEXT), st.booleans())
rejects = st.builds(Reject, questions, st.sampled_from(Reason), st.none() | words(200))


def _line(question: Question, typed: str | None, label: str) -> ReviewLine:
    return ReviewLine(question, typed if question.kind in TYPED else label)


lines = st.lists(
    st.builds(_line, questions, st.none() | words(MAX_TEXT), words(60)), max_size=4
).map(tuple)
receipt_codes = st.text(ALPHABET, min_size=8, max_size=8)
nodes = st.builds(ServiceUnit, ids, st.just("a" * 40), names, st.none() | ids)

situations: st.SearchStrategy[Situation] = st.one_of(
    st.builds(NoUnits),
    st.builds(
        Choosing,
        st.lists(places, max_size=2).map(tuple),
        st.integers(0, 5),
        st.integers(1, 9),
        st.just("") | words(4096),
        st.none() | nodes,
    ),
    st.builds(Welcome, places),
    st.builds(AtKiosk, places, st.integers(0, 60)),
    st.builds(AlreadyRated, places, days),
    st.builds(OtherRunning, about, about),
    st.builds(Asking, about, live, asks, st.none() | rejects, st.none() | st.integers(-1, 40)),
    st.builds(Reviewing, about, live, lines, st.none() | receipt_codes),
    st.builds(Changing, about, live, lines, st.none() | st.integers(0, 3), st.integers(-1, 9)),
    st.builds(Paused, about, live, st.none() | positions, st.booleans()),
    st.builds(Confirming, about, live, st.sampled_from(Loss)),
    st.builds(Thanked, places, st.booleans(), st.booleans()),
    st.builds(
        Noted, subjects, st.booleans(), st.frozensets(st.sampled_from(Inquiry)), checked, checked
    ),
    st.builds(Lapsed, subjects),
    st.builds(Discarded, words(300), st.booleans()),
    st.builds(Cancelled, about),
    st.builds(NothingRunning),
)

receipts = st.builds(Receipt, st.just("A" * 8), ids, titles, st.none() | days)
several = st.builds(lambda title, n: (title,) * n, titles, st.sampled_from([0, 1, 60]))
stored = st.builds(
    Stored,
    st.sampled_from(LANGUAGES),
    days,
    st.none() | titles,
    several,
    several,
    days,
    st.none(),
    st.just(()),
    st.lists(subjects, max_size=2).map(lambda some: tuple(some) * 30),
)


def _result(
    title: str, unit_id: int, depth: int, waiting: int, rows: list[dict[str, int]]
) -> Result:
    return Result(title, "a" * 40, unit_id, depth, waiting, score.index(rows))


scores = st.fixed_dictionaries({element.key: st.integers(1, 4) for element in ELEMENTS})
results = st.builds(
    _result, titles, ids, st.integers(0, 6), st.integers(0, 10**6), st.lists(scores, max_size=3)
)

periods = st.sampled_from(["2026-09", "2026-Q4", "2026-S2", "2026", "2025-11..2026-02"]).map(parse)
points = st.floats(25, 100)
intervals = st.builds(Interval, points, points)
changes = st.builds(Change, periods, st.floats(-75, 75), st.floats(-75, 0), st.floats(-1, 75))
mixes = st.builds(
    Mix,
    st.dictionaries(
        st.sampled_from(["L", "P", "1", "sendiri", "<b>"]),
        st.builds(Count, st.integers(5, 10**6), st.just(0)),
    ),
    st.integers(0, 10**6),
)
ASKED = tuple(
    Asked(name, {"": words}, {"L": {"": words}, "P": {}})
    for name, words in (("jenis_kelamin", "<b>&" * 50), ("usia", "?"), ("<i>", ""))
)


def _figures(
    found: Result,
    period: Period,
    interval: Interval | None,
    served: int | None,
    mix: Mix,
    change: Change | None,
) -> Figures:
    return Figures(
        Basis("skm", 999, found.code, period, date(2026, 12, 31), "f" * 12),
        found.unit_id,
        found.title,
        found.waiting,
        found.index,
        interval,
        {},
        Sample(found.n, served),
        ASKED,
        dict.fromkeys(("jenis_kelamin", "usia", MODE, STRAIGHT), mix),
        change=change,
    )


figures = st.builds(
    _figures,
    results,
    periods,
    st.none() | intervals,
    st.none() | st.integers(0, 10**9),
    mixes,
    st.none() | changes,
)
known = st.builds(Period, days.map(lambda day: day.replace(day=1)), st.integers(1, 60))
reports = st.builds(
    Reported, figures, st.none() | known, st.booleans(), st.none() | days, st.booleans()
)


def _public(found: Figures, at: int, day: date, change: Change | None) -> Public:
    so_far = Result(found.title, "a" * 40, found.unit_id, 0, found.waiting, found.index)
    if found.index is None:
        return Public(so_far)
    period = found.basis.period
    others = (period.after(), period, period.before())
    publication = Publication(1, found.unit_id, period, day, found.basis.reference)
    return Public(so_far, found, publication, others[at:], change)


publics = st.builds(_public, figures, st.integers(0, 1), days, st.none() | changes)


AT = datetime(2026, 12, 30, tzinfo=UTC)
SOMEBODY_ELSE = "😀" * 100
ALL_ELEMENTS = tuple(element.key for element in ELEMENTS)


def _course(
    title: str,
    kind: str,
    provider: tuple[Provider, str],
    places: tuple[str, str, str, str],
    mandatory: bool,
) -> Course:
    """As long as a workbook may make it: it lasts from one year into the next."""
    training = Training(
        1, "a" * 40, title, kind, *provider, ALL_ELEMENTS, Audience(Who.EMPLOYEES), mandatory
    )
    place, link, transport, contact = places
    session = TrainingSession(
        2**40, 1, "a" * 40, AT, AT + timedelta(days=99), ZoneInfo("Asia/Jayapura"),
        place, AT, link, transport, contact, 9999,
    )  # fmt: skip
    return Course(training, session, 9999)


def _shown(longest: int) -> st.SearchStrategy[str]:
    return words(longest, printable).filter(str.isprintable)


courses = st.builds(
    _course,
    _shown(syllabus.MAX_TITLE),
    _shown(syllabus.MAX_KIND),
    st.tuples(st.sampled_from(Provider), _shown(syllabus.MAX_PROVIDER)),
    st.tuples(
        _shown(syllabus.MAX_PLACE),
        _shown(syllabus.MAX_LINK),
        _shown(syllabus.MAX_TRANSPORT),
        _shown(syllabus.MAX_CONTACT),
    ),
    st.booleans(),
)
WORST_COURSE = _course(
    "😀" * syllabus.MAX_TITLE,
    "😀" * syllabus.MAX_KIND,
    (Provider.PRIVATE, "😀" * syllabus.MAX_PROVIDER),
    (
        "😀" * syllabus.MAX_PLACE,
        "😀" * syllabus.MAX_LINK,
        "😀" * syllabus.MAX_TRANSPORT,
        "😀" * syllabus.MAX_CONTACT,
    ),
    mandatory=False,
)
A_SEAT = Seats(9999, 1, 1, 1)
PLANNED = Enrolment(2**40, 1, Standing.CONFIRMED, 1, plan=Preparation.NIGHT_BEFORE)
WORST_OFFER = Offer(WORST_COURSE, A_SEAT, PLANNED, ALL_ELEMENTS)
offers = st.builds(Offer, courses, st.just(A_SEAT), st.just(PLANNED), st.just(ALL_ELEMENTS))


def _notice(course: Course, kind: Message, days: int, slot: str = "yes") -> Notice:
    return Notice(
        kind, course, Addressee(SOMEBODY_ELSE), days, PLANNED, slot, SOMEBODY_ELSE,
        (Silent(SOMEBODY_ELSE, linked=False),) * 10, 9999, check=True,
        was=WORST_COURSE if kind is Message.CHANGE else None,
        others=(WORST_COURSE,) * MOST_OFFERS if kind is Message.CANCELLATION else (),
    )  # fmt: skip


OF_SESSIONS = [
    Message.INVITATION, Message.REMINDER, Message.STARTING, Message.CHANGE, Message.CANCELLATION,
    Message.SEAT, Message.RELEASED, Message.ASKED, Message.WITHDRAWN, Message.REPLY,
    Message.UNANSWERED,
    Message.FEEDBACK, Message.FOLLOW_UP,
]  # fmt: skip
WORST_NOTICE = _notice(WORST_COURSE, Message.UNANSWERED, 3)
slots = st.sampled_from(["yes", "no", "late", "gone"])
notices = st.builds(_notice, courses, st.sampled_from(OF_SESSIONS), st.integers(0, 3), slots)
