"""The dashboard: who gets in, who does not any more, and what stands there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
import pytest_asyncio
from aiohttp import ClientSession, CookieJar

from bot.db.database import Database
from bot.usecases import admitting
from bot.usecases.office import Office
from bot.web import server
from bot.web.site import Site
from tests.usecases.campaign_room import a_campaign, deal
from tests.usecases.training_room import announced, employ, planned
from tests.web.conftest import ADMIN, DECEMBER, walked
from tests.web.test_public import plain, read

PAGES = ["", "/pelepasan", "/kiriman", "/pelatihan", "/kampanye", "/kanal"]


@pytest.fixture
def secret(database: Database, office: Office) -> str:
    return database.now(admitting.link, office, ADMIN, DECEMBER)


@pytest_asyncio.fixture
async def web(site: Site) -> AsyncIterator[ClientSession]:
    """A browser that keeps cookies, also those of a number."""
    async with ClientSession(site.address, cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def enter(web: ClientSession, secret: str, status: int = 303) -> SimpleCookie:
    async with web.post("/dasbor/masuk", data={"secret": secret}, allow_redirects=False) as answer:
        assert answer.status == status
        return answer.cookies


async def test_a_link_looked_up_by_a_program_is_not_used_up(
    web: ClientSession, secret: str
) -> None:
    for _ in range(2):
        text = await read(web, f"/dasbor/masuk/{secret}")
        assert secret in text

    await enter(web, secret)

    assert "Unit" in await read(web, "/dasbor")


async def test_the_cookie_is_for_this_site_alone(web: ClientSession, secret: str) -> None:
    cookie = (await enter(web, secret))["dasbor"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == str(8 * 3600)
    assert cookie.value != secret


async def test_a_link_opens_once(web: ClientSession, secret: str) -> None:
    await enter(web, secret)
    web.cookie_jar.clear()

    await enter(web, secret, status=403)

    await read(web, "/dasbor", 403)


@pytest.mark.parametrize("path", [*PAGES, "/kampanye/1", "/kanal/2"])
async def test_nobody_without_a_session_reads_anything(web: ClientSession, path: str) -> None:
    assert "Halaman ini tidak terbuka untuk Anda" in await read(web, f"/dasbor{path}", 403)


async def test_another_sites_page_can_send_nothing(web: ClientSession, secret: str) -> None:
    for path in ("/dasbor/masuk", "/dasbor/keluar"):
        foreign = {"Sec-Fetch-Site": "cross-site"}
        async with web.post(path, data={"secret": secret}, headers=foreign) as answer:
            assert answer.status == 403

    await enter(web, secret)


async def test_who_leaves_is_out(web: ClientSession, secret: str) -> None:
    cookie = (await enter(web, secret))["dasbor"].value

    async with web.post("/dasbor/keluar", allow_redirects=False) as answer:
        assert answer.status == 303

    web.cookie_jar.update_cookies({"dasbor": cookie})
    await read(web, "/dasbor", 403)


async def test_the_right_is_asked_at_every_page(
    web: ClientSession, secret: str, site: Site
) -> None:
    """Restarted with another list of admins, the site lets a session that runs on in no more."""
    cookie = (await enter(web, secret))["dasbor"].value
    dismissed = replace(site, office=replace(site.office, admins=frozenset()))
    listener = server.listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"

    async with (
        server.serving(dismissed, listener),
        ClientSession(address, cookies={"dasbor": cookie}) as other,
    ):
        await read(other, "/dasbor", 403)


async def test_over_https_the_cookie_is_secure(site: Site, secret: str) -> None:
    public = replace(site, address="https://skm.example.go.id")
    listener = server.listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"

    async with server.serving(public, listener), ClientSession(address) as browser:
        cookie = (await enter(browser, secret))["__Host-dasbor"]

    assert cookie["secure"]
    assert cookie["path"] == "/"


@pytest.mark.usefixtures("published")
async def test_units_are_told_published_or_not(web: ClientSession, secret: str) -> None:
    await enter(web, secret)

    text = plain(await read(web, "/dasbor"))
    october = plain(await read(web, "/dasbor?periode=2026-10"))
    both = plain(await read(web, "/dasbor?periode=2026-10..2026-11"))

    assert "Puskesmas Sofifi 35" in text
    assert "belum diterbitkan" in text
    assert "KTP elektronik 60" in text
    assert "Selasa, 1 Desember 2026" in text
    assert "KTP elektronik 40" in october
    assert "KTP elektronik 100" in both
    assert "Triwulan IV 2026" in text
    for other in ("2025-01", "kemarin"):
        await read(web, f"/dasbor?periode={other}", 404)


@pytest.mark.usefixtures("published")
async def test_releases_are_told_by_day(web: ClientSession, secret: str) -> None:
    await enter(web, secret)

    text = plain(await read(web, "/dasbor/pelepasan"))

    assert "Disdukcapil · KTP elektronik Selasa, 3 November 2026 60" in text
    assert "Belum ada jawaban" in await read(web, "/dasbor/pelepasan?hal=2")
    await read(web, "/dasbor/pelepasan?hal=0", 404)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
async def test_every_page_opens_and_is_kept_by_nobody(
    web: ClientSession, secret: str, path: str, language: str
) -> None:
    await enter(web, secret)

    async with web.get(f"{language}/dasbor{path}") as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Keluar" in await answer.text() or language


async def test_trainings_and_their_messages_are_counted(
    web: ClientSession, secret: str, database: Database
) -> None:
    database.now(employ, 3)
    database.now(announced)
    planned(database)
    await enter(web, secret)

    text = plain(await read(web, "/dasbor/pelatihan"))

    assert "Diundang Diminta rekan Daftar tunggu Terdaftar Pasti hadir Menolak Hadir" in text
    assert "3 0 0 0 0 0 0" in text
    assert "Undangan pelatihan 3" in plain(await read(web, "/dasbor/kiriman"))


async def test_a_campaign_is_told_in_the_words_of_the_chat(
    web: ClientSession, secret: str, database: Database
) -> None:
    campaign_id, _people = database.now(deal, a_campaign(), {"adil": 8, "tanpa": 8})
    await enter(web, secret)

    text = plain(await read(web, f"/dasbor/kampanye/{campaign_id}"))

    assert "coba" in await read(web, "/dasbor/kampanye")
    assert "tanpa (tanpa pesan) : 8 orang" in text
    for other in (campaign_id + 1, "x"):
        await read(web, f"/dasbor/kampanye/{other}", 404)


async def test_the_health_of_the_channels_is_told_by_unit_and_over_periods(
    web: ClientSession, secret: str, database: Database
) -> None:
    database.now(walked)
    await enter(web, secret)

    every = plain(await read(web, "/dasbor/kanal?periode=2026-11"))
    one = plain(await read(web, "/dasbor/kanal/2?periode=2026-11"))

    assert "Blokir per 1.000 pesan – target maksimal 5,0" in every
    row = "9 75% belum tercapai 120 detik tercapai 24 perlu perhatian – –"
    assert f"Disdukcapil {row} KTP elektronik {row} Kartu Keluarga 0 – – – – –" in every
    assert "Oktober 2026" in every
    assert "120 detik tercapai target maksimal 120 detik" in one
    assert f"November 2026 {row} – Oktober 2026 5 100% tercapai" in one
    assert "pertanyaan lain 3" in one
    assert "sampai 300 detik 9" in one
    assert "ditolak" in one
    for path in ("/kanal?periode=2025-01", "/kanal/99?periode=2026-11", "/kanal/2", "/kanal/x"):
        await read(web, f"/dasbor{path}", 404)
