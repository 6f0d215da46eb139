"""/dasbor gives an admin a link that opens the dashboard once."""

from collections.abc import Callable

import pytest

from bot import config
from bot.db.database import Database
from bot.usecases import admitting
from bot.usecases.office import Office
from tests.chat import Chat
from tests.conftest import ADMIN, VirtualClock

SITE = "https://skm.example.go.id"


@pytest.fixture
def pages() -> config.Web:
    return config.Web(port=8080, url=SITE)


@pytest.fixture
def settings(pages: config.Web) -> config.Config:
    return config.Config(office=config.Office(admins=(ADMIN,)), web=pages)


def link(admin: Chat) -> str:
    ((button,),) = admin.cards[-1]["keyboard"]
    found: str = button["url"]
    return found


async def test_an_admin_gets_a_link_that_opens_once(
    admin: Chat, database: Database, office: Office, clock: VirtualClock
) -> None:
    said = await admin.says("/dasbor")

    assert said == (
        "Tombol ini membuka dasbor satu kali, dalam 10 menit. Tombol ini hanya untuk Anda."
    )
    beginning, _slash, secret = link(admin).rpartition("/")
    assert beginning == f"{SITE}/dasbor/masuk"
    assert database.now(admitting.enter, office, secret, clock()) is not None
    assert database.now(admitting.enter, office, secret, clock()) is None


async def test_the_link_leads_to_pages_in_ones_language(someone: Callable[..., Chat]) -> None:
    admin = someone(ADMIN, "en")

    await admin.says("/dasbor")

    assert link(admin).startswith(f"{SITE}/en/dasbor/masuk/")


async def test_nobody_else_gets_one(chat: Chat) -> None:
    assert (await chat.says("/dasbor")).startswith("Hanya admin yang dapat melakukannya.")


@pytest.mark.parametrize("pages", [config.Web()])
async def test_an_office_without_pages_says_so(admin: Chat, pages: config.Web) -> None:
    assert not pages.address
    assert await admin.says("/dasbor") == (
        "Halaman web belum disiapkan. Pengelola bot dapat mengaturnya di [web]."
    )
