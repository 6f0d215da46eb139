"""The language in force and what it does to sentences, days, times and numbers."""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from bot.texts import LANGUAGES, best, speaking

WIT = ZoneInfo("Asia/Jayapura")
MORNING = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)


def test_indonesian_comes_first_of_the_languages() -> None:
    assert LANGUAGES == ("id", "en")


def test_indonesian_is_spoken_until_something_else_is_said() -> None:
    assert texts.language() == "id"


def test_a_language_is_in_force_within_its_block_only() -> None:
    with speaking("en"):
        with speaking("id"):
            assert texts.language() == "id"
        assert texts.language() == "en"
        assert texts.locale().language == "en"

    assert texts.language() == "id"


def test_a_language_ends_with_its_block_even_when_something_breaks() -> None:
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError

    assert texts.language() == "id"


async def test_two_conversations_at_a_time_keep_their_own_language() -> None:
    async def talk(language: str) -> str:
        with speaking(language):
            await asyncio.to_thread(lambda: None)
            return texts.language()

    assert tuple(await asyncio.gather(talk("en"), talk("id"))) == ("en", "id")


@pytest.mark.parametrize(
    ("saved", "client", "chosen"),
    [
        ("en", "id", "en"),
        (None, "en-GB", "en"),
        (None, "EN_us", "en"),
        (None, "fr", "id"),
        ("fr", "en", "en"),
        (None, None, "id"),
        ("", "", "id"),
    ],
)
def test_a_saved_choice_goes_before_the_client_s_language_before_indonesian(
    saved: str | None, client: str | None, chosen: str
) -> None:
    assert best(saved, client) == chosen


@given(st.none() | st.text(), st.none() | st.text())
def test_the_best_language_is_always_one_we_speak(saved: str | None, client: str | None) -> None:
    assert best(saved, client) in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_without_a_translation_stays_as_it_is(language: str) -> None:
    with speaking(language):
        assert texts._("Never said") == "Never said"


def test_one_and_many_differ_even_without_a_translation() -> None:
    with speaking("en"):
        assert texts.ngettext("{n} boat", "{n} boats", 1) == "{n} boat"
        assert texts.ngettext("{n} boat", "{n} boats", 2) == "{n} boats"


def test_a_day_is_written_in_the_language_in_force() -> None:
    assert texts.day(date(2026, 11, 24)) == "Selasa, 24 November 2026"
    with speaking("en"):
        assert texts.day(date(2026, 11, 24)) == "Tuesday, 24 November 2026"


def test_a_moment_is_told_by_the_clock_of_its_zone() -> None:
    assert texts.moment(MORNING, WIT) == "Selasa, 24 November 2026, 08.05 WIT"
    with speaking("en"):
        assert texts.moment(MORNING, WIT) == "Tuesday, 24 November 2026, 08:05 WIT"


def test_other_indonesian_zones_go_by_their_own_names() -> None:
    assert texts.moment(MORNING, ZoneInfo("Asia/Makassar")).endswith("07.05 WITA")
    assert texts.moment(MORNING, ZoneInfo("Asia/Jakarta")).endswith("06.05 WIB")


def test_a_time_is_told_by_the_clock_of_its_zone() -> None:
    assert texts.time(MORNING, WIT) == "08.05"


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (Decimal("87.28"), 2, "87,28"),
        (Decimal(100), 2, "100,00"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("13.45"), 1, "13,5"),
        (1234567, 0, "1.234.567"),
    ],
)
def test_a_number_has_a_comma_and_as_many_digits_as_wanted(
    value: Decimal | int, digits: int, written: str
) -> None:
    assert texts.number(value, digits) == written


def test_a_number_has_a_point_in_english() -> None:
    with speaking("en"):
        assert texts.number(Decimal("1087.28"), 2) == "1,087.28"
