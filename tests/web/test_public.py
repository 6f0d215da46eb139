"""The pages that everybody may read."""

import asyncio
import re

import pytest
from aiohttp import ClientSession

from bot.db import units
from bot.db.database import Database
from bot.usecases import publications
from bot.usecases.office import Office
from bot.web.pages import STYLE_PATH
from bot.web.site import Site
from tests.conftest import VirtualClock
from tests.web.conftest import ADMIN, DECEMBER, NOVEMBER


async def read(web: ClientSession, path: str, status: int = 200) -> str:
    async with web.get(path, allow_redirects=False) as answer:
        assert answer.status == status
        return await answer.text()


def plain(html: str) -> str:
    """What is read, without what it is marked up with."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def test_before_anything_is_published_units_are_listed_without_figures(
    web: ClientSession, released: dict[str, int]
) -> None:
    text = plain(await read(web, "/"))

    assert "Belum ada hasil yang diterbitkan." in text
    assert "KTP elektronik belum diterbitkan" in text
    assert released
    assert "Belum ada hasil unit ini yang diterbitkan." in await read(web, "/unit/dukcapil-ktp")


@pytest.mark.usefixtures("published")
async def test_the_page_of_a_unit_tells_what_was_published(
    web: ClientSession, database: Database, office: Office
) -> None:
    unit = database.now(units.ids)["dukcapil-ktp"]
    latest = database.now(publications.latest, unit)
    assert latest is not None
    index = database.now(publications.shown, office, latest, DECEMBER).index
    assert index is not None

    text = plain(await read(web, "/unit/dukcapil-ktp"))

    assert latest.period == NOVEMBER
    assert f"Indeks Kepuasan Masyarakat (IKM) {index.ikm}".replace(".", ",") in text
    assert "November 2026" in text
    assert "Jawaban 60" in text
    assert "Jumlah jawaban yang dianjurkan 196" in text
    assert "Tingkat jawaban 15,0 % dari 400 orang" in text
    assert f"Acuan: {latest.reference}" in text
    assert "t.me/torang_bot?start=dukcapil-ktp" in await read(web, "/unit/dukcapil-ktp")


@pytest.mark.usefixtures("published")
async def test_other_periods_have_addresses_of_their_own(web: ClientSession) -> None:
    assert "/unit/dukcapil-ktp/2026-10" in await read(web, "/unit/dukcapil-ktp")
    assert "Oktober 2026" in await read(web, "/unit/dukcapil-ktp/2026-10")
    assert "Peringkat unit" in await read(web, "/peringkat/2026-11")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "path",
    [
        "/unit/pasar",
        "/unit/puskesmas/2026-11",
        "/unit/dukcapil-kk/2026-10",
        "/unit/dukcapil-ktp/2026-13",
        "/unit/dukcapil-ktp/2026-T4",
        "/peringkat/2026-10",
        "/peringkat/kemarin",
        "/nowhere",
        "/en/nowhere",
        "/static/other.css",
    ],
)
async def test_what_is_not_published_is_not_there(web: ClientSession, path: str) -> None:
    text = await read(web, path, 404)

    assert ("Halaman ini tidak ada" in text) is not path.startswith("/en/")


@pytest.mark.usefixtures("published")
async def test_nothing_is_told_of_what_is_not_published(web: ClientSession) -> None:
    """Of October only one unit is published, and of the Puskesmas nothing."""
    overview = plain(await read(web, "/"))
    node = plain(await read(web, "/unit/dukcapil"))

    assert "Puskesmas Sofifi belum diterbitkan" in overview
    assert "Oktober" not in overview
    assert "Perkembangan" not in node
    assert "poin dari" not in node
    assert "Perkembangan" in await read(web, "/unit/dukcapil-ktp")


@pytest.mark.usefixtures("published")
async def test_every_page_is_there_in_english_too(web: ClientSession) -> None:
    for path, words in (
        ("/en/", "How citizens rate our services"),
        ("/en/unit/dukcapil-ktp", "The nine elements"),
        ("/en/metode", "How the results are made"),
    ):
        text = await read(web, path)
        assert words in text
        assert '<html lang="en">' in text
        assert f'href="{path.removeprefix("/en")}" hreflang="id"' in text


@pytest.mark.usefixtures("published")
async def test_a_page_says_what_no_browser_is_to_do(web: ClientSession) -> None:
    for path in ("/", "/nowhere"):
        async with web.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; style-src 'self'")
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "Set-Cookie" not in answer.headers
            text = await answer.text()
        assert " style=" not in text
        assert "<script" not in text


async def test_the_style_is_kept_for_good_under_its_own_name(web: ClientSession) -> None:
    assert STYLE_PATH in await read(web, "/")

    async with web.get(STYLE_PATH) as answer:
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]


async def test_a_page_is_sent_again_only_when_something_new_is_published(
    web: ClientSession, database: Database, office: Office, released: dict[str, int]
) -> None:
    async with web.get("/") as first:
        etag = first.headers["ETag"]
        assert first.headers["Content-Encoding"] in {"gzip", "deflate"}
    async with web.get("/", headers={"If-None-Match": etag}) as again:
        assert again.status == 304
        assert again.headers["ETag"] == etag
    async with web.get("/en/", headers={"If-None-Match": etag}) as english:
        assert english.status == 200

    unit = released["puskesmas"]
    database.now(publications.publish, office, ADMIN, unit, NOVEMBER, DECEMBER)

    async with web.get("/", headers={"If-None-Match": etag}) as after:
        assert after.status == 200
        assert "Peringkat unit" in await after.text()


async def test_a_database_that_is_away_is_a_page_too(web: ClientSession, site: Site) -> None:
    site.database.close()

    text = await read(web, "/", 503)

    assert "Silakan kembali sebentar lagi" in text


async def test_many_who_ask_at_once_are_all_answered_the_same(
    web: ClientSession, published: dict[str, int]
) -> None:
    pages = await asyncio.gather(*(read(web, "/unit/dukcapil-ktp") for _ in range(8)))

    assert published
    assert len(set(pages)) == 1
    assert "Sembilan unsur pelayanan" in pages[0]


async def test_a_page_that_fails_says_so_and_the_next_is_served(
    web: ClientSession, site: Site, published: dict[str, int]
) -> None:
    assert published
    clock = site.clock
    assert isinstance(clock, VirtualClock)
    clock.at = None  # type: ignore[assignment] # What no clock says.
    assert "Ada yang tidak beres" in await read(web, "/unit/dukcapil-ktp", 500)
    clock.at = DECEMBER

    assert "Sembilan unsur pelayanan" in await read(web, "/unit/dukcapil-ktp")
