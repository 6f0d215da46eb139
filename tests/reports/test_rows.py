"""Rows hold scores, and their dictionary says what they mean."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

from bot.domain.score import ELEMENTS, index
from bot.reports import rows
from bot.usecases.scoring import read_scores
from tests.reports.filed import scored

RESPONSES = [{one.key: 1 + (at + n) % 4 for at, one in enumerate(ELEMENTS)} for n in range(7)]


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def test_an_index_computed_from_the_rows_is_that_of_the_answers() -> None:
    found = read_scores(rows.rows(scored(RESPONSES)), None)

    assert index(found.rows) == index(RESPONSES)


def test_every_column_is_explained() -> None:
    filed = scored(RESPONSES)

    explained = {row["nama"]: row for row in read(rows.dictionary(filed))}
    columns = read(rows.rows(filed))[0]

    assert list(columns) == [name for name in explained if name]
    assert explained["pengaduan"] == {
        "nama": "pengaduan",
        "arti": "U8 Penanganan Pengaduan, Saran dan Masukan",
        "isi": "1 sampai 4; 4 paling baik",
    }
    assert columns["bulan"] == "2026-11"
    assert filed.figures.basis.reference in rows.dictionary(filed).decode()


def test_rows_of_a_period_that_is_not_over_say_so() -> None:
    filed = scored(RESPONSES)
    basis = replace(filed.figures.basis, day=date(2026, 11, 24))

    said = rows.dictionary(replace(filed, figures=replace(filed.figures, basis=basis))).decode()

    assert "November 2026 · Sementara, sampai Selasa, 24 November 2026" in said
    assert "Sementara" not in rows.dictionary(filed).decode()


def test_both_go_into_one_file() -> None:
    filed = scored(RESPONSES)

    with ZipFile(BytesIO(rows.archive(filed))) as found:
        assert found.namelist() == ["respons.csv", "kamus-data.csv"]
        assert found.read("respons.csv") == rows.rows(filed)
