"""Who comes after a training was announced, and who goes before it takes place.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db import invitations
from bot.db.base import Db
from bot.usecases.office import Office
from tests.factories import MORNING, a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import INVITED, RESERVED
from tests.usecases.training_room import announced, standings

CODE = "ABCDEFGHJK"


def unlink(db: Db, n: int) -> None:
    db.execute(text("UPDATE employee SET person_id = NULL WHERE id = :n"), {"n": n})


def invite(db: Db, office: Office, n: int) -> None:
    """Employee n holds a card with the code."""
    invitations.put(db, {n: office.keys.mark("invitation", CODE)}, MORNING + timedelta(days=30))


@pytest.mark.parametrize("mandatory", [False, True])
async def test_who_links_after_a_session_was_announced_is_invited_and_reminded(
    story: Story, mandatory: bool
) -> None:
    story.database.now(unlink, 4)
    story.database.now(announced, a_training(mandatory=mandatory))
    await story.until(11, 25, 10)
    assert 4 not in story.read
    siti = story.people[4]
    story.database.now(invite, story.torang.ticks.office, 4)
    await siti.starts(f"inv_{CODE}")

    assert (await siti.taps("Ya, ini saya")).endswith(
        "Ada 1 pelatihan yang terbuka untuk Anda: /pelatihan"
    )
    await story.until(11, 25, 11)
    assert story.read[4] == [
        f"Wed 25 Nov 10.00 {'ada pelatihan yang wajib Anda ikuti:' if mandatory else INVITED}"
    ]
    await siti.taps("Saya ikut")
    await story.until(12, 1, 12)

    assert story.read[4][1:] == [f"Sat 28 Nov 09.00 {RESERVED}", "Mon 30 Nov 09.00 besok:"]


async def test_keluar_says_which_seat_is_given_up_and_who_waits_gets_it(story: Story) -> None:
    session = story.database.now(announced, None, a_session(capacity=1))
    await story.until(11, 24, 9)
    ahmad, budi = story.people[1], story.people[2]
    await ahmad.taps("Saya ikut")
    await budi.taps("Saya ikut")

    card = await ahmad.says("/keluar")
    assert card.endswith(
        "Tempat Anda lalu menjadi milik orang lain:\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT"
    )
    await ahmad.taps("Lepaskan akun")
    await story.until(11, 24, 10)

    assert story.read[2][1:] == ["Tue 24 Nov 09.00 ada tempat kosong dan itu untuk Anda:"]
    assert story.database.now(standings, session) == {
        1: "invited",
        2: "enrolled",
        3: "invited",
        4: "invited",
    }
