"""What learning is worth, and how far a year has come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.learning import (
    DEFAULT_RULES,
    Per,
    Rule,
    Span,
    Stretch,
    Targets,
    Year,
    behind,
    counted,
    credited,
    dates,
    fixed,
    resumes,
    stretch,
    worth,
)

RULES = {rule.kind: rule for rule in DEFAULT_RULES}
spans = st.builds(
    Span, st.integers(1, 14), st.timedeltas(timedelta(minutes=1), timedelta(hours=24))
)


DAY = date(2026, 11, 23)
DAILY = [rule for rule in DEFAULT_RULES if rule.daily] + [Rule("clinic", Per.DAY, 2, 3)]


@st.composite
def a_week(draw: st.DrawFn) -> tuple[Rule, list[Stretch]]:
    """Some things of one kind, within a few days."""
    rule = draw(st.sampled_from(DAILY))
    lasts = st.builds(Span, st.integers(1, 3), st.integers(0, 300).map(lambda n: minutes(n).a_day))
    first = st.integers(0, 4).map(lambda n: DAY + timedelta(days=n))
    return rule, draw(st.lists(st.builds(stretch, st.just(rule), first, lasts), max_size=7))


def minutes(n: int, days: int = 1) -> Span:
    return Span(days, timedelta(minutes=n))


@pytest.mark.parametrize(
    ("kind", "span", "jp"),
    [
        ("training", minutes(270), 6),
        ("training", minutes(269), 5),
        ("training", minutes(270, days=3), 18),
        ("training", minutes(44), 0),
        ("seminar", minutes(120), 4),
        ("seminar", minutes(480, days=2), 8),
        ("workshop", minutes(480), 5),
        ("coaching", minutes(60), 2),
        ("elearning", minutes(90), 2),
        ("elearning", minutes(480, days=2), 6),
        ("selfstudy", minutes(480), 2),
        ("benchmarking", minutes(480, days=3), 10),
        ("internship", minutes(480, days=10), 20),
        ("study", minutes(480), 20),
    ],
)
def test_the_table_of_one_agency(kind: str, span: Span, jp: int) -> None:
    assert worth(RULES[kind], span) == jp


@pytest.mark.parametrize(("times", "jp"), [(0, 2), (1, 2), (2, 0), (3, 0)])
def test_coaching_counts_twice_a_month(times: int, jp: int) -> None:
    assert credited(RULES["coaching"], 2, times) == jp


def test_what_is_limited_by_the_day_is_not_limited_by_the_month() -> None:
    assert credited(RULES["elearning"], 3, 30) == 3
    assert credited(RULES["internship"], 20, 30) == 20


def test_two_e_learnings_of_one_day_count_three_jp_at_most() -> None:
    rule = RULES["elearning"]
    two, whole = stretch(rule, DAY, minutes(90)), stretch(rule, DAY, minutes(480))
    next_day = stretch(rule, DAY + timedelta(days=1), minutes(480))

    assert counted(rule, [whole, whole]) == [3, 0]
    assert counted(rule, [two, whole, two, next_day]) == [2, 1, 0, 3]


def test_of_several_days_each_has_its_own_limit() -> None:
    rule = RULES["elearning"]
    two_days = stretch(rule, DAY, minutes(480, days=2))
    second = stretch(rule, DAY + timedelta(days=1), minutes(90))

    assert counted(rule, [two_days, second]) == [6, 0]
    assert counted(rule, [second, two_days]) == [2, 4]


def test_jp_that_the_office_gives_stand_and_leave_room_beside_them_alone() -> None:
    rule = RULES["elearning"]
    theirs, own = fixed(DAY, 2, 5), stretch(rule, DAY, minutes(480, days=3))

    assert theirs.jp == (3, 2)
    assert counted(rule, [theirs, own]) == [5, 4]
    assert counted(rule, [own, theirs]) == [9, 5]
    assert counted(rule, [fixed(DAY, 1, 10), own]) == [10, 6]


@given(a_week())
def test_a_day_never_counts_more_than_its_most_nor_less_than_there_is(
    week: tuple[Rule, list[Stretch]],
) -> None:
    """In whatever order they come: all that is there on a day, up to the most."""
    rule, found = week
    there = {day: 0 for one in found for day in one.days}
    for one in found:
        for day, jp in zip(one.days, one.jp, strict=True):
            there[day] += jp
    expected = sum(min(jp, rule.most or 0) for jp in there.values())

    assert sum(counted(rule, found)) == sum(counted(rule, found[::-1])) == expected
    for day in there:
        within = [jp for one, jp in zip(found, counted(rule, found), strict=True)
                  if set(one.days) <= {day}]  # fmt: skip
        assert sum(within) <= (rule.most or 0)


@given(a_week(), st.data())
def test_one_that_is_taken_back_gives_the_others_their_due(
    week: tuple[Rule, list[Stretch]], data: st.DataObject
) -> None:
    """None of them counts less, and the first of all counts whole."""
    rule, found = week
    if not found:
        return
    gone = data.draw(st.integers(0, len(found) - 1))
    before = counted(rule, found)

    after = counted(rule, found[:gone] + found[gone + 1 :])

    left = before[:gone] + before[gone + 1 :]
    assert all(now >= then for now, then in zip(after, left, strict=True))
    assert sum(after) <= sum(before) <= sum(after) + sum(found[gone].jp)
    assert before[0] == sum(found[0].jp)
    assert all(jp <= sum(one.jp) for jp, one in zip(before, found, strict=True))


def test_the_days_of_a_stretch_follow_each_other() -> None:
    assert list(dates(DAY, 2)) == [DAY, DAY + timedelta(days=1)]


def test_pppk_have_a_target_of_their_own() -> None:
    assert [Targets().of(status) for status in ("PNS", "PPPK", None)] == [20, 24, 20]
    assert Targets(pns=20, pppk=20).of("PPPK") == 20


@pytest.mark.parametrize(
    ("jp", "today", "is_behind"),
    [
        (0, date(2027, 1, 31), False),
        (0, date(2027, 2, 1), True),
        (1, date(2027, 2, 1), True),
        (2, date(2027, 2, 1), False),
        (10, date(2027, 7, 1), False),
        (9, date(2027, 7, 1), True),
        (18, date(2027, 12, 31), True),
        (19, date(2027, 12, 31), False),
    ],
)
def test_the_pace_is_that_of_the_months_that_are_over(
    jp: int, today: date, is_behind: bool
) -> None:
    assert behind(Year(2027, jp, 20), today) is is_behind


@given(st.sampled_from(DEFAULT_RULES), spans)
def test_longer_is_never_worth_less(rule: Rule, span: Span) -> None:
    longer = Span(span.days, span.a_day + timedelta(minutes=45))

    assert 0 <= worth(rule, span) <= worth(rule, longer)
    if rule.per is Per.HOUR and rule.most is None:
        assert worth(rule, longer) == worth(rule, span) + span.days


@given(st.integers(0, 40), st.integers(1, 40), st.dates())
def test_who_has_reached_the_target_is_never_behind(jp: int, target: int, today: date) -> None:
    year = Year(today.year, jp, target)

    assert not (year.reached and behind(year, today))
    assert not behind(Year(today.year, target, target), today)


@pytest.mark.parametrize(
    ("today", "to_come", "again"),
    [
        (date(2026, 10, 31), False, date(2026, 12, 1)),
        (date(2026, 11, 3), False, date(2027, 1, 1)),
        (date(2026, 11, 1), True, date(2026, 12, 1)),
        (date(2026, 12, 1), False, date(2027, 3, 1)),
        (date(2026, 12, 1), True, date(2027, 1, 1)),
        (date(2027, 1, 2), True, date(2027, 3, 1)),
        (date(2027, 1, 31), False, date(2027, 3, 1)),
    ],
)
def test_one_news_of_the_month_is_left_out_and_january_has_none(
    today: date, to_come: bool, again: date
) -> None:
    assert resumes(today, to_come=to_come) == again


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.booleans())
def test_a_pause_spans_one_news_for_somebody_who_is_behind(today: date, to_come: bool) -> None:
    """They come on the second of a month."""
    nothing = Year(today.year, 0, 20)
    months = {(today.replace(day=1) + timedelta(days=31 * n)).replace(day=2) for n in range(4)}
    again = resumes(today, to_come=to_come)

    ahead = [day for day in months if day.month > today.month or to_come or day.year > today.year]
    assert sum(behind(nothing, day) for day in ahead if day < again) == 1
