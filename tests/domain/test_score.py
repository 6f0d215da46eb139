"""The satisfaction index: worked examples, published figures, and laws."""

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadScore
from bot.domain.score import (
    ELEMENTS,
    SCALE,
    Index,
    Weight,
    index,
    index_of_nrr,
    index_of_sums,
)

OUTSIDE = Path(os.environ.get("TORANG_TEST_DATA", "../shared/data"))
KEYS = [element.key for element in ELEMENTS]

Row = dict[str, int]

scores = st.sampled_from(SCALE)
rows: st.SearchStrategy[Row] = st.fixed_dictionaries(dict.fromkeys(KEYS, scores))
many_rows = st.lists(rows, min_size=1, max_size=8)


def a_row(score: int = 3, **but: int) -> Row:
    return dict.fromkeys(KEYS, score) | but


def the_index(given: list[Row], weight: Weight = Weight.EXACT) -> Index:
    found = index(given, weight)
    assert found is not None
    return found


def published() -> list[Any]:
    file = OUTSIDE / "skm_examples.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else [None]


@pytest.mark.parametrize("example", published(), ids=lambda e: e["id"] if e else "absent")
def test_published_figures_are_reproduced(example: Mapping[str, Any] | None) -> None:
    if example is None:
        pytest.skip("the published figures are not on this machine")
    if "nrr" in example:
        found = index_of_nrr(1, {key: Fraction(nrr) for key, nrr in example["nrr"].items()})
    else:
        found = the_index(example["responses"])

    assert (str(found.ikm), found.mutu) == (example["ikm"], example["mutu"])


def test_facilities_are_asked_before_complaints_though_listed_after_them() -> None:
    listed = {element.code: element.key for element in ELEMENTS}
    asked = [element.key for element in sorted(ELEMENTS, key=lambda e: e.position)]

    assert list(listed) == [f"U{n}" for n in range(1, 10)]
    assert (listed["U8"], listed["U9"]) == ("pengaduan", "sarana")
    assert asked[7:] == ["sarana", "pengaduan"]


def test_an_index_is_rounded_once_at_the_end() -> None:
    # 33/9 is 3.666…; rounded to 3.67 first it would give 91.75.
    row = a_row(4, waktu=3, pengaduan=3, sarana=3)

    found = the_index([row])

    assert found.nrr == Fraction(33, 9)
    assert found.ikm == Decimal("91.67")


@pytest.mark.parametrize(
    ("ikm", "rounded", "mutu"),
    [
        ("25", "25.00", "D"),
        ("64.99", "64.99", "D"),
        ("64.9949", "64.99", "D"),
        ("64.995", "65.00", "C"),
        ("65", "65.00", "C"),
        ("76.60", "76.60", "C"),
        ("76.605", "76.61", "B"),
        ("76.61", "76.61", "B"),
        ("88.30", "88.30", "B"),
        ("88.305", "88.31", "A"),
        ("100", "100.00", "A"),
    ],
)
def test_the_grade_is_that_of_the_rounded_index(ikm: str, rounded: str, mutu: str) -> None:
    found = index_of_nrr(1, dict.fromkeys(KEYS, Fraction(ikm) / 25))

    assert (str(found.ikm), found.mutu) == (rounded, mutu)
    assert {(str(f.ikm), f.mutu) for f in found.elements.values()} == {(rounded, mutu)}


@pytest.mark.parametrize(
    ("weight", "of_fours"),
    [(Weight.EXACT, "100.00"), (Weight.THREE_DIGITS, "99.90"), (Weight.TWO_DIGITS, "99.00")],
)
def test_a_printed_weight_reproduces_old_reports(weight: Weight, of_fours: str) -> None:
    found = the_index([a_row(4)], weight)

    assert (str(found.ikm), found.weight) == (of_fours, weight)
    assert {figure.ikm for figure in found.elements.values()} == {Decimal(100)}


def test_a_printed_weight_costs_a_grade() -> None:
    nrr = dict.fromkeys(KEYS, Fraction("3.0644"))

    assert index_of_nrr(1, nrr).mutu == "B"
    assert index_of_nrr(1, nrr, Weight.THREE_DIGITS).mutu == "C"


def test_a_weight_is_called_by_its_name() -> None:
    assert [str(weight) for weight in Weight] == ["exact", "0.111", "0.11"]


def test_every_element_has_its_own_figure() -> None:
    found = the_index([a_row(3, waktu=1), a_row(3, waktu=2)])

    assert found.n == 2
    assert list(found.elements) == KEYS
    assert found.elements["waktu"].nrr == Fraction(3, 2)
    assert (str(found.elements["waktu"].ikm), found.elements["waktu"].mutu) == ("37.50", "D")
    assert (str(found.elements["biaya"].ikm), found.elements["biaya"].mutu) == ("75.00", "C")


def test_the_lowest_and_the_highest_come_with_their_ties() -> None:
    found = the_index([a_row(3, waktu=2, sarana=2, biaya=4)])

    assert found.lowest == ("waktu", "sarana")
    assert found.highest == ("biaya",)


def test_the_weakest_come_lowest_first_with_whatever_ties_with_the_last() -> None:
    found = index([dict.fromkeys(KEYS, 4) | {"sarana": 1, "biaya": 2, "waktu": 2}])

    assert found is not None
    assert found.weakest(1) == ("sarana",)
    assert found.weakest(2) == ("sarana", "waktu", "biaya")
    assert len(found.weakest(4)) == len(KEYS)


def test_nothing_answered_is_no_index() -> None:
    assert index([]) is None
    assert index_of_sums(0, {}) is None


@pytest.mark.parametrize("score", [0, 5, -1])
@pytest.mark.parametrize("key", ["persyaratan", "sarana"])
def test_a_score_out_of_range_is_refused_with_its_place(key: str, score: int) -> None:
    with pytest.raises(BadScore, match=f"row 2, element {key}") as refused:
        index([a_row(), a_row(**{key: score})])

    assert (refused.value.row, refused.value.element) == (2, key)


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_score_is_refused_and_not_counted_as_nothing(key: str) -> None:
    incomplete = {other: score for other, score in a_row().items() if other != key}

    with pytest.raises(BadScore) as refused:
        index([incomplete])
    assert (refused.value.row, refused.value.element) == (1, key)


@pytest.mark.parametrize("sums", [a_row(6, waktu=1), a_row(6, waktu=9), {"waktu": 6}])
def test_sums_that_no_rows_can_have_are_refused(sums: Row) -> None:
    with pytest.raises(BadScore) as refused:
        index_of_sums(2, sums)
    assert refused.value.row is None


def test_what_else_a_row_holds_does_not_count() -> None:
    assert index([a_row() | {"umur": 4}]) == index([a_row()])


@given(many_rows)
def test_an_index_lies_between_25_and_100_and_among_its_elements(given: list[Row]) -> None:
    found = the_index(given)

    assert 25 <= found.ikm <= 100
    assert found.elements[found.lowest[0]].ikm <= found.ikm <= found.elements[found.highest[0]].ikm


@given(many_rows, st.randoms(use_true_random=False))
def test_an_index_ignores_the_order_of_rows_and_of_answers(
    given: list[Row], random: Random
) -> None:
    turned = [dict(random.sample(list(row.items()), len(row))) for row in given]
    random.shuffle(turned)

    assert index(turned) == index(given)


@given(many_rows, st.data())
def test_an_index_grows_with_any_better_answer(given: list[Row], data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(given))
    key = data.draw(st.sampled_from(KEYS))
    row[key] = min(row[key], 3)
    before = the_index(given)
    row[key] += 1
    after = the_index(given)

    assert after.nrr - before.nrr == Fraction(1, 9 * len(given))
    assert after.elements[key].nrr - before.elements[key].nrr == Fraction(1, len(given))
    assert after.ikm >= before.ikm


def test_one_better_answer_of_one_moves_the_index_by_its_ninth() -> None:
    assert the_index([a_row(3)]).ikm == Decimal("75.00")
    assert the_index([a_row(3, sarana=4)]).ikm == Decimal("77.78")


@given(scores, st.integers(1, 20))
def test_rows_of_one_score_give_exactly_25_times_that_score(score: int, n: int) -> None:
    found = the_index([a_row(score)] * n)

    assert found.ikm == 25 * score
    assert found.lowest == found.highest == tuple(KEYS)


@given(many_rows)
def test_the_sums_of_a_query_give_the_same_index_as_its_rows(given: list[Row]) -> None:
    sums = {key: sum(row[key] for row in given) for key in KEYS}

    assert index_of_sums(len(given), sums) == index(given)
