"""How many JP a year are to be is the office's to say, everywhere."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot import config
from bot.app import Torang
from bot.db import learning, people
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.learning import Record
from tests.chat import Chat
from tests.conftest import ADMIN, VirtualClock
from tests.factories import MORNING, a_session
from tests.usecases.training_room import announced

AHMAD, FATIMAH = 2001, 2002


@pytest.fixture
def settings() -> config.Config:
    return config.Config(
        office=config.Office(admins=(ADMIN,)),
        learning=config.Learning(target=16, target_pppk=12),
    )


def employ(db: Db) -> None:
    """Ahmad has what is to be, Fatimah lacks one."""
    for person_id, status, jp in ((AHMAD, "PNS", 16), (FATIMAH, "PPPK", 11)):
        people.consent(db, person_id, "id", "skm-1", MORNING.date())
        row = {"id": person_id, "person_id": person_id, "unit_id": 2, "name": status}
        db.execute(insert(EmployeeRow).values(status=status, **row))
        learning.credit(db, person_id, Record(MORNING.date(), "Kursus", "training", jp))


async def test_the_targets_of_the_settings_count_in_the_chat_and_in_audiences(
    database: Database, admin: Chat, someone: Callable[..., Chat]
) -> None:
    database.now(employ)
    ahmad, fatimah = someone(AHMAD), someone(FATIMAH)

    assert "JP Anda tahun ini: 16 dari 16" in await ahmad.says("/pelatihan")
    assert "JP Anda tahun ini: 11 dari 12" in await fatimah.says("/pelatihan")
    await admin.says("/siaran")
    await admin.says("Halo")
    await admin.taps("Kepada siapa")
    assert "belum 16 JP pada tahun 2026 (PPPK: 12)" in await admin.taps("Belum 16 JP")
    await admin.taps("Belum 16 JP")
    await admin.taps("‹ Kembali")
    assert (await admin.taps("Gladi")).splitlines()[1] == "1 orang"


async def test_who_has_them_is_not_called_behind(
    database: Database, torang: Torang, someone: Callable[..., Chat], clock: VirtualClock
) -> None:
    database.now(employ)
    database.now(announced, None, a_session(starts_at=MORNING + timedelta(days=60)))
    await torang.ticks.all()
    ahmad, fatimah = someone(AHMAD), someone(FATIMAH)
    for chat in (ahmad, fatimah):
        await chat.starts()
    clock.forward(days=7)
    await torang.ticks.all()

    # Eleven months of twelve are over: eleven of twelve JP are as many as there should be.
    assert all("Kegiatan terdekat" not in card["text"] for card in ahmad.cards + fatimah.cards)
