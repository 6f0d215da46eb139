"""Codes of invitations, as people type them."""

import pytest

from bot.domain.invitation import read_spelt


@pytest.mark.parametrize(
    "line", ["ABCD2-FGHJK", " abcd2 fghjk ", "ABCD2FGHJK", "ABCD2 – FGHJK", "abcd2  -fghjk"]
)
def test_a_code_is_understood_with_its_dash_with_a_space_and_with_neither(line: str) -> None:
    assert read_spelt(line) == "ABCD2FGHJK"


def test_without_a_digit_only_the_dash_tells_a_code_from_words() -> None:
    assert read_spelt("surat-tanah") == "SURATTANAH"
    assert read_spelt("surat tanah") is None
    assert read_spelt("pengaturan") is None
    assert read_spelt("ABCD2-FGHJ") is None
