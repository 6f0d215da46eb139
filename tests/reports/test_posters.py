"""Posters and table cards: whoever scans one comes to the unit it names."""

import json
from io import BytesIO
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image

from bot.domain.period import parse
from bot.domain.poster import Poster
from bot.domain.score import ELEMENTS, index_of_sums
from bot.reports import posters
from bot.texts import speaking

INDEX = index_of_sums(1, {element.key: 3 for element in ELEMENTS})
assert INDEX is not None
LONG = "Instalasi Rawat Jalan Poliklinik Penyakit Dalam dan Paru Gedung Timur Lantai 2"
KTP = Poster("dukcapil-ktp", "KTP elektronik", "Disdukcapil", (parse("2026-Q3"), INDEX))
UNPUBLISHED = Poster("x" * 40, LONG, None, None)


def scanned(sheet: Path, found: Poster) -> list[str]:
    """What a camera reads off each page, at the sharpness of a cheap printer."""
    pages = typst.compile(
        str(sheet),
        format="png",
        ppi=72,
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(posters.words("Pemerintah", "torang_bot", found))},
    )
    # More pages than one would come as a list.
    assert isinstance(pages, bytes)
    return [one.text for one in zxingcpp.read_barcodes(Image.open(BytesIO(pages)))]


@pytest.mark.parametrize(("sheet", "codes"), [(posters.POSTER, 1), (posters.TABLE_CARDS, 8)])
@pytest.mark.parametrize("found", [KTP, UNPUBLISHED])
def test_every_code_leads_to_the_unit(sheet: Path, codes: int, found: Poster) -> None:
    assert scanned(sheet, found) == [f"https://t.me/torang_bot?start={found.code}"] * codes


def test_it_shows_what_is_published_and_speaks_indonesian_to_everybody() -> None:
    with speaking("en"):
        assert posters.poster("Pemerintah", "torang_bot", KTP).startswith(b"%PDF-")
        assert posters.table_cards("Pemerintah", "torang_bot", UNPUBLISHED).startswith(b"%PDF-")

    with speaking("id"):
        told = posters.words("Pemerintah", "torang_bot", KTP)
        silent = posters.words("Pemerintah", "torang_bot", UNPUBLISHED)

    assert told["published"] == {
        "label": "Indeks kepuasan, Triwulan III 2026",
        "ikm": "75,00",
        "mutu": "Mutu C",
        "n": "dari 1 jawaban",
    }
    assert silent["published"] is None
