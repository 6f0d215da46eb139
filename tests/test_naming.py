"""What things are called, in both languages."""

import pytest

from bot import naming
from bot.domain.period import parse
from bot.domain.score import ELEMENTS
from bot.texts import speaking


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("2026-11", "November 2026", "November 2026"),
        ("2026-Q4", "Triwulan IV 2026", "Quarter IV of 2026"),
        ("2026-S2", "Semester II 2026", "Half-year II of 2026"),
        ("2026", "Tahun 2026", "Year 2026"),
        ("2026-02..2026-05", "Februari–Mei 2026", "February–May 2026"),
        ("2025-11..2026-02", "November 2025–Februari 2026", "November 2025–February 2026"),
    ],
)
def test_a_period_has_words(code: str, indonesian: str, english: str) -> None:
    for language, words in (("id", indonesian), ("en", english)):
        with speaking(language):
            assert naming.period(parse(code)) == words


def test_the_nine_elements_have_the_names_of_the_regulation() -> None:
    assert [naming.official(element.key) for element in ELEMENTS] == [
        "Persyaratan",
        "Sistem, Mekanisme, dan Prosedur",
        "Waktu Penyelesaian",
        "Biaya/Tarif",
        "Produk Spesifikasi Jenis Pelayanan",
        "Kompetensi Pelaksana",
        "Perilaku Pelaksana",
        "Penanganan Pengaduan, Saran dan Masukan",
        "Sarana dan Prasarana",
    ]
