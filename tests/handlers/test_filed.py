"""Results that an admin asks for as files: made beside the inbox, of released answers."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.app import Torang
from bot.db import errands as rows
from bot.db import people, units
from bot.db.database import Database
from bot.domain.errand import ErrandKind
from bot.domain.people import CONSENT_TEXT
from bot.domain.period import parse
from bot.domain.score import index
from bot.simulator.params import Upload
from bot.usecases import errands, reckoning
from bot.usecases.scoring import read_scores
from tests.chat import Chat, CoreSession
from tests.conftest import ADMIN
from tests.factories import MORNING, a_person
from tests.usecases.answered import answers, put

Ask = Callable[[ErrandKind, str], None]


@pytest.fixture
def ask(database: Database, torang: Torang) -> Ask:
    """Put an errand, as a tap does."""
    chance = Random(9)  # noqa: S311 - The same chances in each run.
    day = date(2026, 11, 3)
    database.now(put, torang.office, "dukcapil-ktp", day, answers(chance, 12))
    ids = database.now(units.ids)
    admin = a_person(ADMIN, admin=True)

    def asked(kind: ErrandKind, about: str) -> None:
        unit, _colon, period = about.partition(":")
        database.now(errands.ask, torang.office, admin, kind, f"{ids[unit]}:{period}", MORNING)

    return asked


def files(wire: CoreSession) -> list[Upload]:
    values = [value for params in wire.params for value in params.values()]
    return [one for one in values if isinstance(one, Upload)]


async def test_a_report_comes_as_a_pdf(
    admin: Chat, torang: Torang, wire: CoreSession, ask: Ask
) -> None:
    await admin.says("/start")
    ask(ErrandKind.REPORT, "dukcapil:2026-11")
    await torang.ticks.paperwork.work()

    (file,) = files(wire)
    assert (file.file_name, file.content[:5]) == (
        "skm-dukcapil-2026-11-sementara-20261124.pdf",
        b"%PDF-",
    )
    said = admin.cards[-2]["text"]
    assert said.startswith(
        "Disdukcapil, November 2026\n"
        "Sementara, sampai Selasa, 24 November 2026: periode ini belum berakhir.\n"
        "✓ Laporannya ada di berkas di bawah, siap dicetak di A4 (PDF).\nAcuan: skm.1/dukcapil/"
    )


async def test_a_workbook_and_rows_tell_the_index_of_the_chat(
    admin: Chat, torang: Torang, wire: CoreSession, ask: Ask, database: Database
) -> None:
    await admin.says("/start")
    for kind in (ErrandKind.WORKBOOK, ErrandKind.ROWS):
        ask(kind, "dukcapil-ktp:2026-S2")
    await torang.ticks.paperwork.work()

    unit = database.now(units.ids)["dukcapil-ktp"]
    figures = database.now(reckoning.figures, torang.office, unit, parse("2026-S2"), MORNING)
    book, zipped = files(wire)
    assert figures.index is not None
    assert (book.file_name, zipped.file_name) == (
        "skm-dukcapil-ktp-2026-S2-sementara-20261124.xlsx",
        "skm-dukcapil-ktp-2026-S2-sementara-20261124.zip",
    )
    sheet = load_workbook(BytesIO(book.content), data_only=True)["Ringkasan"]
    assert sheet["F14"].value == float(figures.index.ikm)
    with ZipFile(BytesIO(zipped.content)) as found:
        assert index(read_scores(found.read("respons.csv"), None).rows) == figures.index


async def test_without_answers_there_is_no_file(
    admin: Chat, torang: Torang, wire: CoreSession, ask: Ask
) -> None:
    await admin.says("/start")
    for kind in (ErrandKind.REPORT, ErrandKind.WORKBOOK, ErrandKind.ROWS):
        ask(kind, "puskesmas:2026-11")
    await torang.ticks.paperwork.work()

    assert files(wire) == []
    assert admin.text == ("Belum ada jawaban yang dibuka pada periode ini, jadi belum ada hasil.")


async def test_who_is_no_admin_is_given_no_file(
    chat: Chat, torang: Torang, wire: CoreSession, ask: Ask, database: Database
) -> None:
    await chat.says("/start")
    ask(ErrandKind.ROWS, "dukcapil:2026-11")
    database.now(rows.forget, ADMIN, tuple(ErrandKind))
    unit = database.now(units.ids)["dukcapil"]
    database.now(people.consent, chat.person_id, "id", CONSENT_TEXT, MORNING.date())
    database.now(rows.add, chat.person_id, ErrandKind.ROWS, f"{unit}:2026-11", MORNING)
    await torang.ticks.paperwork.work()

    assert files(wire) == []
    assert chat.text.startswith("Hanya admin yang dapat melakukannya.")
