"""The catalogues: every sentence of the code, translated, with its placeholders."""

from collections.abc import Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.resources import LOCALES
from bot.texts import LANGUAGES

ROOT = Path(__file__).parent.parent
METHODS = [("**.py", "python"), ("web/templates/*.html", "jinja2")]


def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "torang.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sentences(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(message: Message) -> list[tuple[str, str]]:
    """Each translated form with the form of the code it stands for.

    Where a language has several, the first stands for one; all others stand for many.
    """
    english = listed(message.id)
    translated = listed(message.string)
    meant = [english[-1]] * len(translated)
    if len(translated) > 1:
        meant[0] = english[0]
    return list(zip(meant, translated, strict=True))


def listed(text: str | Sequence[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def spoken() -> set[object]:
    """What the code says, sentences with a plural as (one, many)."""
    return {
        message
        for package in ("bot", "handlers")
        for _, _, message, _, _ in extract_from_dir(ROOT / package, METHODS)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    missing = [m.id for m in sentences(language) for _, text in forms(m) if not text]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in sentences(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_the_same_places(language: str) -> None:
    different = [
        (english, translated)
        for message in sentences(language)
        for english, translated in forms(message)
        if placeholders(english) != placeholders(translated)
    ]

    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(language: str) -> None:
    translated = {message.id for message in sentences(language)}

    assert translated ^ spoken() == set()
    assert list(catalogue(language).obsolete) == []


def test_english_says_what_the_code_says() -> None:
    different = [
        (english, translated)
        for message in sentences("en")
        for english, translated in forms(message)
        if english != translated
    ]

    assert different == []
