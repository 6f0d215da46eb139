"""The same filter gives the same number in chat, on the web, on paper, in a workbook, in rows and
as data."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from random import Random

import pytest
from aiohttp import ClientSession
from openpyxl import load_workbook

from bot.db import units
from bot.db.database import Database
from bot.domain.period import parse
from bot.domain.score import ELEMENTS, index, rounded
from bot.reports import rows
from bot.reports.figures import as_json
from bot.reports.report import results_report
from bot.reports.workbook import results_workbook
from bot.telegram import buttons
from bot.texts import number
from bot.usecases import filing, publications, reckoning
from bot.usecases.office import Office
from bot.usecases.scoring import read_scores
from bot.web.site import Site
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.factories import a_person
from tests.reports.filed import printed
from tests.usecases.answered import answers, put
from tests.web.test_public import plain, read

OFFICE = "Pemerintah Provinsi"
LATER = datetime(2027, 1, 2, 0, 0, tzinfo=UTC)
ADMIN = a_person(9001, admin=True)


@pytest.fixture
def answered(
    database: Database, office: Office, site: Site, clock: VirtualClock
) -> dict[str, int]:
    """Answers of two units below one, over several months; the ids of all units by their codes."""
    assert site.address
    clock.at = LATER
    chance = Random(11)  # noqa: S311 - The same chances in each run.
    for leaf, day, n in (
        ("dukcapil-ktp", date(2026, 6, 3), 9),
        ("dukcapil-ktp", date(2026, 10, 3), 23),
        ("dukcapil-ktp", date(2026, 11, 3), 17),
        ("dukcapil-kk", date(2026, 11, 4), 11),
    ):
        database.now(put, office, leaf, day, answers(chance, n))
    return database.now(units.ids)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("dukcapil", "2026-11"),
        ("dukcapil-ktp", "2026-Q4"),
        ("dukcapil-ktp", "2026-S2"),
        ("dukcapil", "2026"),
        ("dukcapil", "2026-10..2026-11"),
    ],
)
async def test_the_same_filter_gives_the_same_number_everywhere(
    database: Database,
    office: Office,
    web: ClientSession,
    answered: dict[str, int],
    admin: Chat,
    chat: Chat,
    unit: str,
    code: str,
) -> None:
    unit_id, period = answered[unit], parse(code)
    asked = (office, unit_id, period, LATER)
    database.now(publications.publish, office, ADMIN, unit_id, period, LATER)

    # What is filed.
    scored = database.look(filing.scored, *asked)
    filed = index(read_scores(rows.rows(scored), None).rows)
    told = json.loads(as_json(database.look(reckoning.figures, *asked)))
    sheet = load_workbook(BytesIO(results_workbook(OFFICE, scored)), data_only=True)["Ringkasan"]
    pages = printed(results_report(OFFICE, database.look(filing.report, *asked)))
    # What is said.
    await admin.starts()
    to = buttons.Report(view="unit", unit=unit_id, period=code)
    report = await admin.presses(admin.cards[-1]["message_id"], to.pack())
    shown = await chat.says(f"/hasil {unit}")
    # What is published.
    page = plain(await read(web, f"/unit/{unit}/{code}"))
    data = json.loads(await read(web, f"/data/unit/{unit}/{code}.json"))
    table = csv.DictReader(StringIO(await read(web, "/data/ikm.csv")))
    (row,) = (one for one in table if (one["unit"], one["periode"]) == (unit, code))
    table = csv.DictReader(StringIO(await read(web, "/data/unsur.csv")))
    parts = {one["unsur"]: one for one in table if (one["unit"], one["periode"]) == (unit, code)}

    assert filed is not None
    ikm, said = str(filed.ikm), f"{number(filed.ikm, 2)}"
    assert {told["n"], sheet["C16"].value, data["n"], int(row["n"])} == {filed.n}
    for text in (report, shown):
        assert f"{number(filed.n)} jawaban" in text
    assert f"Jawaban {filed.n} " in page
    assert told["overall"]["ikm"] == f"{sheet['F14'].value:.2f}" == ikm
    assert f"{data['ikm']:.2f}" == f"{float(row['ikm']):.2f}" == ikm
    assert f"(IKM) {said} {filed.mutu}" in pages
    assert f"IKM {said}, mutu {filed.mutu}" in report
    assert said in shown
    assert said in page
    assert {told["overall"]["mutu"], sheet["G14"].value, data["mutu"], row["mutu"]} == {filed.mutu}
    for line, element in enumerate(ELEMENTS, 5):
        one, (of,) = (
            filed.elements[element.key],
            (each for each in data["unsur"] if each["unsur"] == element.key),
        )
        assert told["elements"][element.key]["ikm"] == str(one.ikm)
        assert sheet.cell(line, 6).value == of["ikm"] == float(one.ikm)
        assert float(parts[element.key]["ikm"]) == float(one.ikm)
        nrr = str(rounded(one.nrr, 4))
        assert told["elements"][element.key]["nrr"] == nrr == f"{sheet.cell(line, 4).value:.4f}"
        for text in (pages, report, page):
            assert number(one.ikm, 2) in text
    reference = told["reference"]
    assert {sheet["C24"].value, data["acuan"], row["acuan"]} == {reference}
    assert f"Acuan: {reference}" in report
    assert pages.count(f"Acuan: {reference}") >= 2
