"""The index from a file, and every way in which a file can be wrong."""

import io
import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.domain.errors import OrderMissing, PassedOver, ScoreFault, ScoreProblem, ScoresRefused
from bot.domain.score import ELEMENTS, Order, index, rounded
from bot.telegram.views.index import as_json, as_text
from bot.texts import speaking
from bot.usecases.scoring import Scores, read_scores
from tests.data import outside_data

KEYS = [element.key for element in ELEMENTS]
CODES = [f"U{number}" for number in range(1, 10)]
FIRST = [3, 3, 2, 4, 3, 3, 4, 2, 1]


def csv(*rows: Sequence[object], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(map(str, row)) for row in rows).encode()


def xlsx(*rows: Sequence[Any]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]  # A new book has a sheet.
    book.save(file)
    return file.getvalue()


def problems(content: bytes, order: Order | None = None) -> list[ScoreProblem]:
    with pytest.raises(ScoresRefused) as refused:
        read_scores(content, order)
    return list(refused.value.problems)


@pytest.mark.parametrize("write", [csv, xlsx])
def test_a_row_for_each_respondent_is_read_by_the_keys_of_the_elements(write: Any) -> None:
    found = read_scores(write(KEYS, FIRST, [4] * 9), None)

    assert found == Scores((dict(zip(KEYS, FIRST, strict=True)), dict.fromkeys(KEYS, 4)))


@pytest.mark.parametrize(("order", "complaints"), [(Order.LIST, 2), (Order.QUESTIONNAIRE, 1)])
def test_u8_and_u9_are_what_the_order_says(order: Order, complaints: int) -> None:
    (row,) = read_scores(csv([*map(str.lower, CODES)], FIRST), order).rows

    assert row["pengaduan"] == complaints
    assert row["pengaduan"] + row["sarana"] == 3
    assert row["waktu"] == 2


def test_u_columns_without_an_order_are_not_guessed() -> None:
    with pytest.raises(OrderMissing):
        read_scores(csv(CODES, FIRST), None)


def test_other_columns_are_named_and_passed_over() -> None:
    found = read_scores(csv(["No", *KEYS, "Saran"], [1, *FIRST, "baik"]), None)

    assert found.passed_over.columns == ("No", "Saran")
    assert found.rows == (dict(zip(KEYS, FIRST, strict=True)),)


@pytest.mark.parametrize("value", ["5", "0", "3.5", "x", "-1", "4,0", "³"])
def test_what_is_no_score_is_named_with_its_cell(value: str) -> None:
    rows: list[list[object]] = [[*KEYS], [*FIRST], [*FIRST[:2], f'"{value}"', *FIRST[3:]]]

    assert problems(csv(*rows)) == [ScoreProblem(3, "waktu", ScoreFault.NOT_A_SCORE, value)]


def test_every_bad_cell_is_named_at_once() -> None:
    found = problems(xlsx(KEYS, [None, *FIRST[1:]], FIRST, [*FIRST[:8], 3.5]))

    assert found == [
        ScoreProblem(2, "persyaratan", ScoreFault.NO_SCORE, ""),
        ScoreProblem(4, "sarana", ScoreFault.NOT_A_SCORE, "3.5"),
    ]


def test_a_row_that_ends_early_lacks_its_last_scores() -> None:
    assert [found.column for found in problems(csv(KEYS, FIRST[:7]))] == KEYS[7:]


def test_a_missing_column_and_a_column_that_stands_twice_are_named() -> None:
    found = problems(csv(["waktu", *KEYS[:-1]], FIRST))

    assert found == [
        ScoreProblem(1, "sarana", ScoreFault.NO_COLUMN, ""),
        ScoreProblem(1, "waktu", ScoreFault.TWICE, ""),
    ]


def test_a_missing_column_hides_no_bad_cell_of_the_others() -> None:
    found = problems(csv(KEYS[:-1], [5, *FIRST[1:8]], [*FIRST[:7], ""]))

    assert found == [
        ScoreProblem(1, "sarana", ScoreFault.NO_COLUMN, ""),
        ScoreProblem(2, "persyaratan", ScoreFault.NOT_A_SCORE, "5"),
        ScoreProblem(3, "pengaduan", ScoreFault.NO_SCORE, ""),
    ]


def test_a_column_that_stands_twice_hides_no_bad_cell_of_either() -> None:
    found = problems(csv([*KEYS, "U3"], [*FIRST[:2], 7, *FIRST[3:], 9]), Order.LIST)

    assert found == [
        ScoreProblem(1, "waktu", ScoreFault.TWICE, ""),
        ScoreProblem(2, "waktu", ScoreFault.NOT_A_SCORE, "7"),
        ScoreProblem(2, "waktu", ScoreFault.NOT_A_SCORE, "9"),
    ]


@pytest.mark.parametrize("write", [csv, xlsx])
def test_a_filled_column_without_a_header_is_named_by_its_letter(write: Any) -> None:
    found = read_scores(write(["", *KEYS, "", ""], ["", *FIRST, "", 0], [2, *FIRST, "", ""]), None)

    assert found.passed_over == PassedOver(unnamed=("A", "L"))
    assert found.rows == (dict(zip(KEYS, FIRST, strict=True)),) * 2


def test_a_note_beside_the_table_of_a_workbook_is_named_and_passed_over() -> None:
    found = read_scores(xlsx(KEYS, FIRST, [*FIRST, " ", "AA?"]), None)

    assert (len(found.rows), found.passed_over.unnamed) == (2, ("K",))


@pytest.mark.parametrize("write", [csv, xlsx])
def test_an_empty_row_between_others_is_named_and_not_counted(write: Any) -> None:
    found = read_scores(write(KEYS, FIRST, [""] * 9, [4] * 9, [""] * 9), None)

    assert (len(found.rows), found.passed_over.rows) == (2, (3,))


def test_what_is_passed_over_is_told_of_a_refused_file_too() -> None:
    with pytest.raises(ScoresRefused) as refused:
        read_scores(csv([*KEYS, "catatan"], [5, *FIRST[1:], "baik"]), None)

    assert refused.value.passed_over.columns == ("catatan",)


@pytest.mark.parametrize(
    "row",
    [
        # 3,4 where a comma ends a cell: every score is a good one, in the wrong place.
        "3,4,2,2,4,3,3,4,2,1,",
        "3,3,2,4,3,3,4,2,1,cepat, ramah",
    ],
)
def test_a_row_longer_than_the_header_is_refused_because_its_cells_have_moved(row: str) -> None:
    content = csv([*KEYS, "saran"], [*FIRST, "baik"]) + f"\n{row}".encode()

    assert problems(content) == [ScoreProblem(3, "", ScoreFault.TOO_WIDE, "")]


def test_a_row_longer_than_the_header_hides_no_bad_cell() -> None:
    assert problems(csv(KEYS, [3, 5, *FIRST[1:]])) == [
        ScoreProblem(2, "", ScoreFault.TOO_WIDE, ""),
        ScoreProblem(2, "prosedur", ScoreFault.NOT_A_SCORE, "5"),
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", csv(KEYS), xlsx(KEYS), xlsx()])
def test_no_rows_make_no_index(content: bytes) -> None:
    assert problems(content) == [ScoreProblem(1, "", ScoreFault.EMPTY, "")]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\xff",
        b"a,b\n\0",
        b'a,"b\nc',
        xlsx(KEYS)[:-30],
        b"PK\x05\x06" + b"\0" * 18,
    ],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert problems(content) == [ScoreProblem(1, "", ScoreFault.NOT_A_TABLE, "")]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whatever_wrote_the_file_it_is_read(delimiter: str, encoding: str) -> None:
    text = csv(KEYS, FIRST, [], delimiter=delimiter).decode()

    assert len(read_scores(text.encode(encoding), None).rows) == 1


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=30))
def test_a_file_says_what_its_rows_say(rows: list[list[int]]) -> None:
    expected = [dict(zip(KEYS, row, strict=True)) for row in rows]

    assert list(read_scores(csv(KEYS, *rows), None).rows) == expected


def test_the_published_examples_come_out_of_a_file() -> None:
    examples = json.loads(outside_data("skm_examples.json").read_text())
    with_rows = [example for example in examples if "responses" in example]
    for example in with_rows:
        rows = [[answer[key] for key in KEYS] for answer in example["responses"]]
        found = index(read_scores(csv(KEYS, *rows), None).rows)
        assert found is not None
        told = json.loads(as_json(found))
        assert (told["ikm"], told["mutu"]) == (example["ikm"], example["mutu"])
    assert len(with_rows) == 3


def test_json_tells_every_figure_as_a_decimal_string() -> None:
    found = index(read_scores(csv(KEYS, FIRST, [4] * 9), None).rows)
    assert found is not None

    told = json.loads(as_json(found))

    assert told["n"] == 2
    assert told["elements"]["waktu"] == {"nrr": "3.0000", "ikm": "75.00", "mutu": "C"}
    assert told["lowest"] == ["sarana"]
    assert set(told) == {"n", "ikm", "mutu", "elements", "lowest"}


def test_text_tells_the_weight_that_was_used() -> None:
    found = index([dict.fromkeys(KEYS, 4)])
    assert found is not None
    with speaking("id"):
        lines = as_text(found).splitlines()

    assert lines[1].split() == ["Persyaratan", "4,0000", "100,00", "A"]
    assert lines[10].split() == ["Kesembilan", "unsur", "4,0000", "100,00", "A"]
    assert lines[11:13] == ["1 jawaban", "Bobot tiap unsur: 1/9"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Fraction(30644, 10000), "3.0644"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(5, 100000), "0.0001"),
    ],
)
def test_figures_are_rounded_half_up_once(value: Fraction, told: str) -> None:
    assert rounded(value, 4) == Decimal(told)
