"""What citizens and units write to each other: whose turn it is, and when it is over."""

from dataclasses import replace
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

    left = rules.aged(one, TODAY + timedelta(days=days))

    assert (left is None) == (days >= (180 if lines % 2 else 30))
    assert (left == one) == (days < (90 if lines % 2 else 30))


@given(st.integers(0, 2), st.integers(90, 179))
def test_of_what_was_never_answered_that_alone_is_kept(answers: int, days: int) -> None:
    day = TODAY + timedelta(days=days)
    one = replace(a_thread(2 * answers + 1), suggestion="Loket tutup")
    left = rules.aged(one, day)

    assert left is not None
    assert left.unanswered
    assert (left.mark, left.unit_id, left.suggestion) == (one.mark, one.unit_id, None)
    assert "".join(line.text for line in left.lines) == ""
    assert (left.waiting, left.open) == (False, True)
    assert rules.aged(left, day) == left


def test_nobody_writes_to_whom_nobody_answers() -> None:
    assert not Receipt("K7FM2QXA", 1, "Unit", TODAY, reachable=False).open


def test_a_unit_is_told_the_day_after_then_weekly_and_of_anything_new() -> None:
    found, told = [a_thread()], []
    for n in range(20):
        day = TODAY + timedelta(days=n)
        if n == 10:
            found.append(replace(a_thread(), lines=(rules.Line("new", day),)))
        if rules.to_tell(found, day):
            told.append(n)
            found = [rules.told(one, day) if rules.listens(one, day) else one for one in found]

    assert told == [1, 8, 11, 18]


def test_nothing_of_today_and_nothing_answered_is_told_of() -> None:
    tomorrow = TODAY + timedelta(days=1)

    assert not rules.to_tell([a_thread()], TODAY)
    assert not rules.to_tell([a_thread(2)], tomorrow)
    assert rules.to_tell([a_thread(2), a_thread(3)], tomorrow)
    # Who came to answer later on the same day hears of the rest the next time.
    assert not rules.to_tell([a_thread(), rules.told(a_thread(), tomorrow)], tomorrow)


def test_who_has_waited_for_two_weeks_has_waited_long() -> None:
    long = [rules.waits_long(a_thread(), TODAY + timedelta(days=n)) for n in (13, 14)]

    assert long == [False, True]
    assert not rules.waits_long(a_thread(2), TODAY + timedelta(days=14))


def test_an_answer_with_the_number_of_somebody_is_refused() -> None:
    assert rules.replied("Hubungi 0812-3456-7890") is Fault.NUMBERS
    assert rules.replied("NIP 198601012010011001") is Fault.NUMBERS
    assert rules.replied(" Senin, 24-11-2026 pukul 09.00 ") == "Senin, 24-11-2026 pukul 09.00"
    assert rules.replied("a" * (LONGEST + 1)) is Fault.TOO_LONG
    assert rules.replied(None) is Fault.NO_TEXT


def test_what_a_citizen_types_is_masked_and_short() -> None:
    assert rules.written(" Hubungi 0812-3456-7890 ") == "Hubungi ****-****-****"
    assert rules.written("a" * LONGEST) == "a" * LONGEST
    assert rules.written("a" * (LONGEST + 1)) is Fault.TOO_LONG
    assert rules.written("😀" * (LONGEST // 2 + 1)) is Fault.TOO_LONG
    assert rules.written(None) is Fault.NO_TEXT


def test_the_code_that_a_unit_sees_is_no_receipt() -> None:
    assert len(Letter(a_thread(), "Unit").code) == 4
