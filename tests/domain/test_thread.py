"""What citizens and units write to each other: whose turn it is, and when it is over."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import thread as rules
from bot.domain.question import Fault
from bot.domain.thread import LONGEST, Letter, Receipt, Thread

TODAY = date(2026, 11, 24)
MARK = "00ff00ff00ff00ff"


def a_thread(lines: int = 1) -> Thread:
    one = rules.begun(MARK, 1, None, "0", TODAY)
    for number in range(1, lines):
        one = rules.added(one, str(number), TODAY)
    return one


def test_they_take_turns_three_times_each() -> None:
    turns = [(one.waiting, one.open) for one in map(a_thread, range(1, 7))]

    assert turns == [(True, False), (False, True)] * 2 + [(True, False), (False, False)]


def test_only_an_answer_that_is_counted_may_be_written_about() -> None:
    counted = Receipt("K7FM2QXA", 1, "Unit", TODAY)

    assert counted.open
    assert not Receipt("K7FM2QXA", 1, "Unit", None).open
    assert not Receipt("K7FM2QXA", 1, "Unit", TODAY, a_thread(1)).open
    assert Receipt("K7FM2QXA", 1, "Unit", TODAY, a_thread(2)).open


@given(st.integers(1, 6), st.integers(0, 200))
def test_it_is_over_so_long_after_its_last_line(lines: int, days: int) -> None:
    one = a_thread(lines)

    over = rules.is_over(one, TODAY + timedelta(days=days))

    assert over == (days >= (90 if lines % 2 else 30))


def test_what_a_citizen_types_is_masked_and_short() -> None:
    assert rules.written(" Hubungi 0812-3456-7890 ") == "Hubungi ****-****-****"
    assert rules.written("a" * LONGEST) == "a" * LONGEST
    assert rules.written("a" * (LONGEST + 1)) is Fault.TOO_LONG
    assert rules.written("😀" * (LONGEST // 2 + 1)) is Fault.TOO_LONG
    assert rules.written(None) is Fault.NO_TEXT


def test_the_code_that_a_unit_sees_is_no_receipt() -> None:
    assert len(Letter(a_thread(), "Unit").code) == 4
