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
from tests.reports.filed import printed

INDEX = index_of_sums(1, {element.key: 3 for element in ELEMENTS})
assert INDEX is not None
REFERENCE = "skm.1/dukcapil-ktp/2026-Q3/20261001/0123456789abcdef"
LONG = "Instalasi Rawat Jalan Poliklinik Penyakit Dalam dan Paru Gedung Timur Lantai 2"
KTP = Poster("dukcapil-ktp", "KTP elektronik", "Disdukcapil", (parse("2026-Q3"), INDEX, REFERENCE))
UNPUBLISHED = Poster("x" * 40, LONG, None, None)
PARENT = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Provinsi Maluku Utara"
PERMITS = "Pelayanan Penerbitan Surat Izin Praktik Tenaga Kesehatan dan Fasilitas Kesehatan"
OFFICE = "Pemerintah Provinsi Maluku Utara"
LONGEST = (
    Poster("x" * 40, PERMITS, PARENT, (parse("2025-11..2026-10"), INDEX, REFERENCE)),
    Poster("x" * 40, "m" * 80, "M" * 80, (parse("2026-Q3"), INDEX, REFERENCE)),
)


def scanned(sheet: Path, found: Poster) -> list[str]:
    """What a camera reads off each page, at the sharpness of a cheap printer."""
    pages = typst.compile(
        str(sheet),
        format="png",
        ppi=72,
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(posters.words(OFFICE, "torang_bot", found))},
    )
    # More pages than one would come as a list.
    assert isinstance(pages, bytes)
    return [one.text for one in zxingcpp.read_barcodes(Image.open(BytesIO(pages)))]


@pytest.mark.parametrize(("sheet", "codes"), [(posters.POSTER, 1), (posters.TABLE_CARDS, 8)])
@pytest.mark.parametrize("found", [KTP, UNPUBLISHED, *LONGEST])
def test_every_code_leads_to_the_unit(sheet: Path, codes: int, found: Poster) -> None:
    assert scanned(sheet, found) == [f"https://t.me/torang_bot?start={found.code}"] * codes


@pytest.mark.parametrize("found", LONGEST)
def test_the_longest_names_stand_whole_on_a_poster(found: Poster) -> None:
    text = printed(posters.poster(OFFICE, "torang_bot", found)).replace("\u200b", "")
    read = "".join(text.split())

    assert "".join(found.name.split()) in read
    assert "".join((found.parent or "").split()) in read
    assert REFERENCE in read


def test_two_counters_of_one_name_have_different_cards() -> None:
    one, other = (
        printed(posters.table_cards(OFFICE, "torang_bot", Poster("a", PERMITS, parent, None)))
        for parent in (PARENT, "RSUD")
    )

    assert set(f"{PERMITS} {PARENT}".split()) <= set(one.split())
    assert "RSUD" in other.split()


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
        "reference": f"Acuan: {REFERENCE}",
    }
    assert silent["published"] is None
