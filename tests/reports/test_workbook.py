"""What an office's program computes from the raw scores of a workbook is what the bot reckoned."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from bot.domain.errors import NothingReleased
from bot.domain.score import ELEMENTS
from bot.reports.workbook import results_workbook
from tests.data import outside_data
from tests.reports.filed import WALKED, computed, scored

OFFICE = "Pemerintah Provinsi"

Cells = list[list[object]]


def cells(book: Workbook, place: str) -> Cells:
    return [[cell.value for cell in row] for row in book["Ringkasan"][place]]


def as_told(found: Cells) -> Cells:
    """A mean may differ by what a computer cannot write."""
    return [[round(cell, 9) if isinstance(cell, float) else cell for cell in row] for row in found]


def by_chance(n: int) -> list[dict[str, int]]:
    chance = Random(n)  # noqa: S311 - The same chances in each run.
    return [{one.key: chance.choice((2, 3, 3, 4)) for one in ELEMENTS} for _ in range(n)]


def on_an_edge() -> list[dict[str, int]]:
    """Of 5,000, the first element has a mean of 2.5998: 64.995, which is rounded up to a C."""
    ones = [{one.key: 3 for one in ELEMENTS} for _ in range(5000)]
    for row in ones[:2001]:
        row["persyaratan"] = 2
    return ones


@pytest.mark.parametrize("responses", [by_chance(1), by_chance(7), by_chance(143), on_an_edge()])
def test_an_offices_program_computes_the_same(
    responses: list[dict[str, int]], tmp_path: Path
) -> None:
    content = results_workbook(OFFICE, scored(responses))

    stored = load_workbook(BytesIO(content), data_only=True)
    found = computed(content, tmp_path)

    place = "A5:G14"
    assert as_told(cells(found, place)) == as_told(cells(stored, place))
    assert found["RTL"]["C5"].value == stored["RTL"]["C5"].value


def test_the_worked_examples_are_computed_as_published(tmp_path: Path) -> None:
    examples = json.loads(outside_data("skm_examples.json").read_text())
    told = [one for one in examples if "responses" in one]
    assert told

    for one in told:
        folder = tmp_path / one["id"]
        folder.mkdir()
        book = computed(results_workbook(OFFICE, scored(one["responses"])), folder)

        whole = cells(book, "F14:G14")[0]
        assert [f"{whole[0]:.2f}", whole[1]] == [one["ikm"], one["mutu"]]


def test_the_edge_of_a_grade_is_rounded_half_up() -> None:
    book = load_workbook(BytesIO(results_workbook(OFFICE, scored(on_an_edge()))), data_only=True)

    assert cells(book, "F5:G5") == [[65, "C"]]


def test_where_interviews_were_left_and_how_long_they_took_stands_with_the_respondents(
    tmp_path: Path,
) -> None:
    content = results_workbook(OFFICE, replace(scored(by_chance(7)), health=WALKED))

    for book in (load_workbook(BytesIO(content), data_only=True), computed(content, tmp_path)):
        rows = [
            (row[0].value, row[2].value, row[3].value)
            for row in book["Responden"].iter_rows(min_row=8)
            if row[2].value is not None
        ]
        assert rows == [
            ("Berhenti di pertanyaan", "Wawancara", "Bagian"),
            ("Usia", 2, 0.2),
            ("Waktu dari pertanyaan pertama sampai terkirim", "Wawancara", "Bagian"),
            ("sampai 90 detik", 6, 0.75),
            ("lebih dari 600 detik", 2, 0.25),
        ]


def test_the_lowest_elements_and_their_ties_are_to_be_mended() -> None:
    rows = [{one.key: 4 for one in ELEMENTS} | {"waktu": 1, "biaya": 2, "produk": 3, "sarana": 3}]
    book = load_workbook(BytesIO(results_workbook(OFFICE, scored(rows))), data_only=True)

    assert [[cell.value for cell in row][1:3] for row in book["RTL"]["A5:C9"]] == [
        ["Waktu Penyelesaian", 25],
        ["Biaya/Tarif", 50],
        ["Produk Spesifikasi Jenis Pelayanan", 75],
        ["Sarana dan Prasarana", 75],
        [None, None],
    ]


def test_of_nobody_there_is_no_workbook() -> None:
    with pytest.raises(NothingReleased):
        results_workbook(OFFICE, scored([]))
