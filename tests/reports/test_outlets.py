"""The same filter gives the same number in JSON, on paper, in a workbook and in rows."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from random import Random

import pytest
from openpyxl import load_workbook

from bot.db import units
from bot.db.database import Database
from bot.domain.period import parse
from bot.domain.score import ELEMENTS, index, rounded
from bot.reports import rows
from bot.reports.figures import as_json
from bot.reports.report import results_report
from bot.reports.workbook import results_workbook
from bot.texts import number
from bot.usecases import filing, reckoning
from bot.usecases.office import Office
from bot.usecases.scoring import read_scores
from tests.reports.filed import printed
from tests.usecases.answered import answers, put

OFFICE = "Pemerintah Provinsi"
LATER = datetime(2027, 1, 2, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("unit", ["dukcapil", "dukcapil-ktp"])
@pytest.mark.parametrize("code", ["2026-11", "2026-S2", "2026", "2026-10..2026-11"])
def test_the_same_filter_gives_the_same_number_everywhere(
    database: Database, office: Office, unit: str, code: str
) -> None:
    chance = Random(11)  # noqa: S311 - The same chances in each run.
    for leaf, day, n in (
        ("dukcapil-ktp", date(2026, 6, 3), 9),
        ("dukcapil-ktp", date(2026, 10, 3), 23),
        ("dukcapil-ktp", date(2026, 11, 3), 17),
        ("dukcapil-kk", date(2026, 11, 4), 11),
    ):
        database.now(put, office, leaf, day, answers(chance, n))
    asked = (office, database.now(units.ids)[unit], parse(code), LATER)

    figures = database.look(reckoning.figures, *asked)
    scored = database.look(filing.scored, *asked)
    told = json.loads(as_json(figures))
    sheet = load_workbook(BytesIO(results_workbook(OFFICE, scored)), data_only=True)["Ringkasan"]
    recomputed = index(read_scores(rows.rows(scored), None).rows)
    pages = printed(results_report(OFFICE, database.look(filing.report, *asked)))

    assert recomputed is not None
    assert recomputed == figures.index
    assert (told["n"], sheet["C16"].value) == (recomputed.n, recomputed.n)
    assert told["overall"]["ikm"] == f"{sheet['F14'].value:.2f}" == str(recomputed.ikm)
    assert told["overall"]["mutu"] == sheet["G14"].value == recomputed.mutu
    assert f"(IKM) {number(recomputed.ikm, 2)} {recomputed.mutu}" in pages
    for row, element in enumerate(ELEMENTS, 5):
        one = recomputed.elements[element.key]
        assert told["elements"][element.key]["ikm"] == str(one.ikm)
        assert sheet.cell(row, 6).value == float(one.ikm)
        assert f"{number(one.ikm, 2)} {one.mutu}" in pages
        nrr = str(rounded(one.nrr, 4))
        assert told["elements"][element.key]["nrr"] == nrr == f"{sheet.cell(row, 4).value:.4f}"
    for outlet in (told["reference"], sheet["C23"].value):
        assert outlet == figures.basis.reference
    assert pages.count(f"Acuan: {figures.basis.reference}") >= 2
