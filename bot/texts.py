"""The language in force, its catalogue of sentences, and how it writes days, times and numbers.

Sentences are written in English in the code and translated in
`locales/<language>/LC_MESSAGES/torang.po`: another language is only another catalogue. The
catalogues are compiled in memory, so there is no compiled file to forget.

    with speaking("id"):
        _("Start")  # "Mulai"
"""

import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from bot.resources import LOCALES

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "_",
    "best",
    "day",
    "language",
    "locale",
    "moment",
    "ngettext",
    "number",
    "sentences",
    "speaking",
    "time",
]

DEFAULT = "id"

_translated = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/torang.po"))
# The default comes first, as it does wherever languages are offered.
LANGUAGES: tuple[str, ...] = (DEFAULT, *(found for found in _translated if found != DEFAULT))

_in_force: ContextVar[str] = ContextVar("language", default=DEFAULT)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within this block the bot speaks `language`, one of LANGUAGES."""
    token = _in_force.set(language)
    try:
        yield
    finally:
        _in_force.reset(token)


def language() -> str:
    return _in_force.get()


def locale() -> Locale:
    return _locale(language())


def best(saved: str | None, client: str | None) -> str:
    """The saved choice, else the client's language ("en-GB" counts as "en"), else Indonesian."""
    for wish in (saved, client):
        base = (wish or "").replace("_", "-").partition("-")[0].lower()
        if base in LANGUAGES:
            return base
    return DEFAULT


def _(message: str) -> str:
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    return _catalogue(language()).ngettext(singular, plural, n)


def day(day: date) -> str:
    """As in "Selasa, 1 Desember 2026"."""
    # Nobody writes the zero that Babel has in Indonesian: "01 Desember".
    pattern = locale().date_formats["full"].pattern.replace("dd", "d")
    return format_date(day, pattern, locale=locale())


def time(instant: datetime, zone: ZoneInfo) -> str:
    """The wall-clock time, as in "08.05"."""
    return format_time(instant.astimezone(zone), "short", tzinfo=zone, locale=locale())


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """As in "Selasa, 24 November 2026, 09.00 WIT".

    The zone goes by its own abbreviation, which people on the spot know in any language; Babel
    has it in Indonesian only and would write "+0900" in English.
    """
    local = instant.astimezone(zone)
    return _("{day}, {time} {zone}").format(
        day=day(local.date()), time=time(instant, zone), zone=local.tzname()
    )


def number(value: Decimal | int, digits: int = 0) -> str:
    """With so many decimal digits, halves rounded up, as in "87,28"."""
    # Babel by itself would round halves to even.
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    pattern = "#,##0." + "0" * digits
    return format_decimal(rounded, pattern, locale=locale())


def sentences(language: str) -> frozenset[str]:
    """All that its catalogue has words for; raises OSError or ValueError where it is damaged."""
    try:
        with _file(language).open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except PoFileError as error:
        raise ValueError(str(error)) from error
    _catalogue(language)
    said = (message for message in catalogue if not message.fuzzy)
    pairs = ((_listed(message.id), _listed(message.string)) for message in said)
    return frozenset(english[0] for english, words in pairs if all((*english, *words)))


def _listed(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _file(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "torang.po"


@cache
def _locale(language: str) -> Locale:
    # English with the day before the month and 24 hours, as everybody in Indonesia writes them.
    return Locale.parse("en_GB" if language == "en" else language)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    compiled = BytesIO()
    with _file(language).open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
