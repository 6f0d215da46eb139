"""How respondents are made up is told so that nobody is found in it, by any difference."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mix import Block, blocks, mixed, told_by_month, told_in
from bot.domain.period import Period, parse, spanning
from bot.domain.rollup import Count

TODAY = date(2027, 1, 5)
LEAST = 5


def month(number: int) -> date:
    return date(2026, number, 1)


def said(**answers: int) -> dict[str, Count]:
    return {answer: Count(n, 30 * n) for answer, n in answers.items()}


def numbers(block: Block) -> dict[str, int]:
    return {answer: count.n for answer, count in block.told.items()}


def test_a_month_of_which_all_may_be_told_stands_by_itself() -> None:
    found = blocks({month(1): said(L=6, P=5), month(2): said(L=9)}, TODAY)

    assert [(one.period.code, numbers(one)) for one in found] == [
        ("2026-01", {"L": 6, "P": 5}),
        ("2026-02", {"L": 9}),
    ]


def test_what_is_too_small_waits_for_more() -> None:
    found = blocks({month(1): said(L=6, P=2), month(2): said(L=1, P=4)}, TODAY)

    assert [(one.period.code, numbers(one)) for one in found] == [
        ("2026-01..2026-02", {"L": 7, "P": 6})
    ]


def test_at_the_end_of_a_half_year_what_is_still_too_small_is_told_of_nobody() -> None:
    months = {month(5): said(sd=3, smp=2, sma=9, s1=8), month(7): said(sd=5)}

    found = blocks(months, TODAY)

    assert [(one.period.code, numbers(one)) for one in found] == [
        ("2026-05..2026-06", {"sma": 9, "s1": 8}),
        ("2026-07", {"sd": 5}),
    ]


def test_a_month_that_is_not_over_tells_nothing() -> None:
    assert blocks({month(11): said(L=9)}, date(2026, 11, 30)) == []
    assert len(blocks({month(11): said(L=9)}, date(2026, 12, 1))) == 1


def test_an_open_half_year_waits_for_its_end() -> None:
    assert blocks({month(7): said(L=9, P=1)}, date(2026, 12, 31)) == []
    assert [numbers(one) for one in blocks({month(7): said(L=9, P=1)}, TODAY)] == [{}]


def test_of_a_month_by_itself_only_what_its_own_block_tells() -> None:
    alone = Block(parse("2026-10"), said(sendiri=12))
    together = Block(parse("2026-11..2026-12"), said(sendiri=9, kios=6))

    assert told_by_month([alone, together]) == {(month(10), "sendiri")}


def test_a_period_tells_the_blocks_within_it_and_how_many_are_in_none() -> None:
    first = blocks({month(1): said(L=6, P=5), month(2): said(L=6, P=1)}, TODAY)
    second = blocks({month(1): said(L=7, P=1), month(3): said(L=5, P=5)}, TODAY)

    found = mixed([told_in(parse("2026-Q1"), one) for one in (first, second)], 36)

    assert {answer: count.n for answer, count in found.told.items()} == {"L": 18, "P": 11}
    assert (found.untold, found.n) == (7, 36)


COUNTS = st.integers(0, 8)
TABLES = st.dictionaries(
    st.integers(1, 8).map(month),
    st.fixed_dictionaries(dict.fromkeys("abc", COUNTS)).map(
        lambda row: {answer: Count(n) for answer, n in row.items() if n}
    ),
    max_size=5,
).map(lambda table: {when: row for when, row in table.items() if row})


@given(TABLES, st.integers(2, 12))
def test_what_was_told_stays_when_more_months_close(
    table: Mapping[date, Mapping[str, Count]], today: int
) -> None:
    before = blocks(table, date(2026, today, 1))

    assert blocks(table, TODAY)[: len(before)] == before


@given(TABLES)
def test_no_difference_of_shown_figures_isolates_one_to_four_people(
    table: Mapping[date, Mapping[str, Count]],
) -> None:
    """All that is told are sums over cells of months and answers: of each month all, as it moves
    in steps of five at least, and each block's answers. A set of cells whose number follows from
    them is one of nobody, or of five people at least."""
    # Fewer than five in all leave no box, so such a month does not come about.
    table = {when: row for when, row in table.items() if sum(c.n for c in row.values()) >= LEAST}
    cells = [(when, answer) for when in sorted(table) for answer in "abc"]
    if not cells:
        return
    told = [[Fraction(when == one) for one, _answer in cells] for when in table]
    for block in blocks(table, TODAY):
        for answer in block.told:
            inside = {*block.period}
            told.append([Fraction(when in inside and answer == one) for when, one in cells])
    basis = echelon(told)
    sizes = [table[when].get(answer, Count()).n for when, answer in cells]
    small = [place for place, n in enumerate(sizes) if 0 < n < LEAST]
    for few in subsets(small, sizes):
        assert not follows([Fraction(place in few) for place in range(len(cells))], basis)


def subsets(small: list[int], sizes: list[int]) -> list[set[int]]:
    """Cells of one to four people, alone or two together."""
    pairs = [{*pair} for pair in product(small, small)]
    return [some for some in pairs if sum(sizes[place] for place in some) < LEAST]


def echelon(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    found: list[list[Fraction]] = []
    for row in rows:
        left = reduced(row, found)
        if any(left):
            found.append(left)
    return found


def reduced(row: list[Fraction], basis: list[list[Fraction]]) -> list[Fraction]:
    for one in basis:
        pivot = next(place for place, value in enumerate(one) if value)
        if row[pivot]:
            factor = row[pivot] / one[pivot]
            row = [value - factor * other for value, other in zip(row, one, strict=True)]
    return row


def follows(row: list[Fraction], basis: list[list[Fraction]]) -> bool:
    """Whether a sum can be reckoned from those that are known."""
    return not any(reduced(row, basis))


def test_the_search_for_differences_finds_one_where_there_is_one() -> None:
    month_and_cell = echelon([[Fraction(1), Fraction(1)], [Fraction(1), Fraction(0)]])

    assert follows([Fraction(0), Fraction(1)], month_and_cell)
    assert spanning(month(1), month(1)) == Period(month(1), 1)
