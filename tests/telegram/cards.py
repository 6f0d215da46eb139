"""Every situation that a card may have to tell, with names and words of the worst kind."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain import score
from bot.domain.people import Stored
from bot.domain.privacy import ALPHABET
from bot.domain.response import Receipt, Result
from bot.domain.score import ELEMENTS
from bot.domain.situation import (
    AlreadyRated,
    Asking,
    Cancelled,
    Changing,
    Choosing,
    Confirming,
    Discarded,
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
from bot.domain.unit import MAX_NAME, ServiceUnit, titled
from bot.texts import LANGUAGES
from bot.xlsform.interview import MAX_TEXT

__all__ = ["days", "receipts", "results", "situations", "stored", "titles"]

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
live = st.builds(Live, st.integers(0, 2**31), st.none() | ids)
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
    st.builds(AlreadyRated, places, days),
    st.builds(OtherRunning, places, places),
    st.builds(Asking, places, live, asks, st.none() | rejects, st.none() | st.integers(-1, 40)),
    st.builds(Reviewing, places, live, lines, receipt_codes),
    st.builds(Changing, places, live, lines, st.none() | st.integers(0, 3), st.integers(-1, 9)),
    st.builds(Paused, places, live, st.none() | positions, st.booleans()),
    st.builds(Confirming, places, live, st.sampled_from(Loss)),
    st.builds(Thanked, places, st.booleans()),
    st.builds(Discarded, words(300)),
    st.builds(Cancelled, places),
    st.builds(NothingRunning),
)

receipts = st.builds(Receipt, titles, st.none() | days)
several = st.builds(lambda title, n: (title,) * n, titles, st.sampled_from([0, 1, 60]))
stored = st.builds(
    Stored, st.sampled_from(LANGUAGES), days, st.none() | titles, several, several, days
)


def _result(
    title: str, unit_id: int, depth: int, waiting: int, rows: list[dict[str, int]], first: date
) -> Result:
    index = score.index(rows)
    dates = (first, first + timedelta(days=30)) if index else (None, None)
    return Result(title, "a" * 40, unit_id, depth, waiting, index, *dates)


scores = st.fixed_dictionaries({element.key: st.integers(1, 4) for element in ELEMENTS})
results = st.builds(
    _result,
    titles,
    ids,
    st.integers(0, 6),
    st.integers(0, 10**6),
    st.lists(scores, max_size=3),
    days,
)
