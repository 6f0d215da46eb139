"""/siaran to some of the employees: by status, rank, JP, or a list of numbers."""

import pytest
from sqlalchemy import insert

from bot.app import Torang
from bot.db import learning, people
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.learning import Record
from bot.simulator.params import Upload
from tests.chat import Chat
from tests.factories import MORNING

AHMAD, FATIMAH, CITRA = "198609262015051001", "199204172023212014", "198001012010012003"
STAFF = (
    (2001, AHMAD, "PNS", "III/c"),
    (2002, FATIMAH, "PPPK", "IX"),
    (2003, CITRA, "PNS", "IV/a"),
)
NOBODY = "197503102000031002"


def employ(db: Db) -> None:
    """Citra has her JP."""
    for person_id, nip, status, grade in STAFF:
        people.consent(db, person_id, "id", "skm-1", MORNING.date())
        row = {"id": person_id, "person_id": person_id, "unit_id": 2, "name": "Nama", "nip": nip}
        db.execute(insert(EmployeeRow).values(status=status, grade=grade, **row))
    learning.credit(db, 2003, Record(MORNING.date(), "Kursus", "training", 20))


@pytest.fixture
async def asked(admin: Chat, database: Database) -> Chat:
    """An admin who is asked to whom."""
    database.now(employ)
    await admin.says("/siaran")
    await admin.says("Halo")
    await admin.taps("Kepada siapa")
    return admin


async def count(admin: Chat) -> str:
    """How many the rehearsal tells of, from the card that asks to whom."""
    await admin.taps("‹ Kembali")
    return (await admin.taps("Gladi")).splitlines()[1]


async def test_by_status(asked: Chat) -> None:
    assert await asked.taps("Status") == "Status yang mana?"
    assert asked.labels == ["✓ PNS dan PPPK", "PNS", "PPPK", "‹ Kembali"]

    assert await asked.taps("PNS") == "Kepada siapa?\nsemua ASN · PNS"
    assert "✓ Status" in asked.labels
    assert await count(asked) == "2 orang"


async def test_by_rank(asked: Chat) -> None:
    assert await asked.taps("Golongan") == "Golongan yang mana?"

    assert "golongan PPPK IX–XII" in await asked.taps("PPPK IX–XII")
    assert await count(asked) == "1 orang"


async def test_by_jp(asked: Chat) -> None:
    said = await asked.taps("Belum 20 JP")
    assert "belum 20 JP pada tahun 2026 (PPPK: 24)" in said

    assert "belum 20 JP pada tahun 2026" in await asked.taps("Belum 20 JP")
    assert await count(asked) == "2 orang"


async def test_what_was_asked_of_employees_is_dropped_by_a_tap(asked: Chat) -> None:
    for card, chosen, every in (
        ("Status", "PNS", "PNS dan PPPK"),
        ("Golongan", "III/a–III/d", "Semua golongan"),
        ("Belum 20 JP", "Belum 20 JP", "Berapa pun JP-nya"),
    ):
        await asked.taps(card)
        await asked.taps(chosen)
        await asked.taps(f"✓ {card}")
        assert await asked.taps(every) == "Kepada siapa?\nsemua ASN"


async def test_of_citizens_nothing_of_that_is_asked(asked: Chat) -> None:
    await asked.taps("Status")
    await asked.taps("PNS")

    assert await asked.taps("Keduanya") == "Kepada siapa?\nASN dan warga pelanggan"
    await asked.taps("Status")
    assert await asked.taps("PPPK") == "Kepada siapa?\nsemua ASN · PPPK"


async def test_a_list_is_typed(asked: Chat) -> None:
    assert (await asked.taps("Daftar NIP")).startswith("Kirimkan NIP atau NI PPPK, satu per baris")

    said = await asked.says(f"19860926 201505 1 001\n\n{NOBODY}, 12;\n{AHMAD}; {CITRA}")

    assert said == (
        "2 dari daftar itu ada di daftar pegawai.\n2 tidak ada: 1975**********1002, **"
    )
    assert await asked.taps("‹ Kembali") == "Kepada siapa?\nsemua ASN · 2 orang dari daftar"
    assert await count(asked) == "2 orang"


async def test_a_list_without_anybody_changes_nothing_and_is_asked_for_again(asked: Chat) -> None:
    await asked.taps("Daftar NIP")

    assert await asked.says(NOBODY) == (
        "0 dari daftar itu ada di daftar pegawai.\n1 tidak ada: 1975**********1002\n"
        "Tidak ada yang berubah; kirim sekali lagi."
    )
    assert (await asked.says(AHMAD)).startswith("1 dari daftar itu ada di daftar pegawai.")
    await asked.taps("‹ Kembali")
    await asked.taps("✓ Daftar NIP")
    assert await asked.taps("Tanpa daftar") == "Kepada siapa?\nsemua ASN"


async def test_a_list_that_is_too_long_is_refused(asked: Chat, torang: Torang) -> None:
    lines = "".join(f"{10**16 + n}1\n" for n in range(5_001))

    assert "Terlalu banyak orang" in await send(asked, torang, f"NIP\n{lines}")


async def test_a_list_is_sent_as_a_file(asked: Chat, torang: Torang) -> None:
    text = f"Daftar peserta;\nNo;NIP/NI PPPK\n1;{FATIMAH}\n2;{NOBODY}\n;\n"

    assert await send(asked, torang, text) == (
        "1 dari daftar itu ada di daftar pegawai.\n1 tidak ada: 1975**********1002"
    )
    await asked.taps("‹ Kembali")
    assert await count(asked) == "1 orang"


async def test_numbers_that_lost_digits_are_named_by_their_cells(
    asked: Chat, torang: Torang
) -> None:
    said = await send(asked, torang, f"NIP;Nama\n{FATIMAH};Fatimah\n1.98609E+17;Ahmad\n")

    assert "baris 3, kolom NIP “1.98609E+17”: program lembar kerja memotong angka" in said


async def test_an_empty_file_is_told(asked: Chat, torang: Torang) -> None:
    assert "tidak ada satu baris pun" in await send(asked, torang, "NIP\n")


async def test_without_a_draft_a_file_finds_nothing(asked: Chat, torang: Torang) -> None:
    await asked.taps("Daftar NIP")
    await hand_in(asked, f"NIP\n{AHMAD}\n")
    await asked.says("/siaran")
    await asked.taps("Buang draf")
    await asked.taps("Ya, buang")
    await torang.ticks.paperwork.work()

    assert "sudah tidak ada" in asked.cards[-2]["text"]


async def send(admin: Chat, torang: Torang, text: str) -> str:
    """What the bot says once it has read the list."""
    await admin.taps("Daftar NIP")
    await hand_in(admin, text)
    await torang.ticks.paperwork.work()
    return admin.text


async def hand_in(admin: Chat, text: str) -> None:
    upload = Upload("daftar.csv", text.encode(), "text/csv")
    admin.telegram.people.send_file(admin.person_id, upload)
    await admin.serve()
    assert admin.text.startswith("⏳ Daftarnya sedang dibaca.")
