"""What tests of broadcasts share: the office, its employees, and the way to the first message."""

from sqlalchemy import insert

from bot import config
from bot.app import Torang
from bot.db import people
from bot.db.base import Db
from bot.db.tables import EmployeeRow
from tests.chat import Chat
from tests.conftest import ADMIN, VirtualClock
from tests.factories import MORNING

__all__ = ["KTP", "SETTINGS", "SITI", "STAFF", "compose", "employ", "launch", "send"]

SITI = 9002
KTP = 2
STAFF = {2001: "Ahmad", 2002: "Budi", 2003: "Citra"}

SETTINGS = config.Config(
    office=config.Office(name="Pemerintah Provinsi", admins=(ADMIN, SITI), approval_above=10)
)


def employ(db: Db, staff: dict[int, str]) -> None:
    for person_id, name in staff.items():
        people.consent(db, person_id, "id", "skm-1", MORNING.date())
        row = {"person_id": person_id, "unit_id": KTP, "name": name}
        db.execute(insert(EmployeeRow).values(**row))


async def compose(admin: Chat, text: str = "Halo {nama} dari {unit}") -> None:
    await admin.says("/siaran")
    await admin.says(text)


async def launch(admin: Chat, text: str = "Halo {nama} dari {unit}") -> None:
    await compose(admin, text)
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")


async def send(torang: Torang, clock: VirtualClock, minutes: float = 1) -> None:
    clock.forward(minutes=minutes)
    await torang.ticks.all()
