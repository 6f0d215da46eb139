"""Kiosks: links, and so many ratings a day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kiosk import CODE_LENGTH, MOST, Kiosk, payload, read
from bot.domain.privacy import ALPHABET

TODAY = date(2026, 11, 24)


@given(st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_link_carries_its_code_and_fits(code: str) -> None:
    assert read(payload(code)) == code
    assert len(payload(code)) <= 64


def test_nothing_else_is_a_link() -> None:
    for text in ("", "kios_", "kios_abc", "inv_ABCDEFGHJK", f"kios_{'O' * CODE_LENGTH}"):
        assert read(text) is None


@given(st.integers(0, 2 * MOST))
def test_what_was_sent_today_counts_and_what_was_sent_before_does_not(sent: int) -> None:
    kiosk = Kiosk(1, 3001, TODAY, sent)

    assert kiosk.left(TODAY) == max(0, MOST - sent)
    assert kiosk.left(date(2026, 11, 25)) == MOST
    assert Kiosk(1, None, None, 0).left(TODAY) == MOST
