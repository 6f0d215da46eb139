"""Periods go by the names that people give them."""

import pytest

from bot import naming
from bot.domain.period import parse
from bot.texts import speaking


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("2026-11", "November 2026", "November 2026"),
        ("2026-08", "Agustus 2026", "August 2026"),
        ("2026-Q4", "Triwulan IV 2026", "Quarter IV 2026"),
        ("2026-S2", "Semester II 2026", "Semester II 2026"),
        ("2026", "Tahun 2026", "Year 2026"),
        ("2026-02..2026-05", "Februari–Mei 2026", "February–May 2026"),
        ("2026-11..2027-02", "November 2026–Februari 2027", "November 2026–February 2027"),
        ("2026-01..2027-06", "Januari 2026–Juni 2027", "January 2026–June 2027"),
    ],
)
def test_a_period_has_a_name(code: str, indonesian: str, english: str) -> None:
    assert naming.period(parse(code)) == indonesian
    with speaking("en"):
        assert naming.period(parse(code)) == english
