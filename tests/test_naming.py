"""Names that cards, workbooks and reports share."""

import pytest

from bot import naming
from bot.domain.period import parse
from bot.texts import speaking


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("2026-11", "November 2026", "November 2026"),
        ("2026-02", "Februari 2026", "February 2026"),
        ("2026-Q1", "Triwulan I 2026", "Quarter I 2026"),
        ("2026-Q4", "Triwulan IV 2026", "Quarter IV 2026"),
        ("2026-S2", "Semester II 2026", "Half-year II 2026"),
        ("2026", "Tahun 2026", "Year 2026"),
        ("2026-02..2026-05", "Februari–Mei 2026", "February–May 2026"),
        ("2026-02..2026-04", "Februari–April 2026", "February–April 2026"),
        (
            "2025-11..2026-02",
            "November 2025–Februari 2026",
            "November 2025–February 2026",
        ),
    ],
)
def test_a_period_is_told_in_words(code: str, indonesian: str, english: str) -> None:
    for language, words in (("id", indonesian), ("en", english)):
        with speaking(language):
            assert naming.period(parse(code)) == words
