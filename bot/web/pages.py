"""Pages from templates: the words, numbers and addresses that all of them share."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import naming
from bot.domain.period import Period
from bot.domain.response import RELEASE_SIZE
from bot.domain.score import ELEMENTS
from bot.telegram.views import words
from bot.texts import LANGUAGES, _, day, language, ngettext, number
from bot.web import drawing
from bot.web.site import SITE, path_in, place

__all__ = ["ICON", "STYLE", "STYLE_PATH", "TEMPLATES", "environment", "page", "rendered"]

HERE = Path(__file__).parent
STYLE = (HERE / "static" / "torang.css").read_bytes()
STYLE_PATH = f"/static/torang.{sha256(STYLE).hexdigest()[:12]}.css"
"""Another name whenever it says anything else, so that it may be kept for good."""

ICON = (HERE / "static" / "torang.svg").read_bytes()

COMPRESSED_FROM = 1_000

TEMPLATES = web.AppKey("templates", Environment)


def environment() -> Environment:
    """The templates; what stands in them is escaped, and what is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        _=_,
        ngettext=ngettext,
        ELEMENTS=ELEMENTS,
        RELEASE_SIZE=RELEASE_SIZE,
        drawing=drawing,
        element=words.element,
        mutu=words.mutu,
        language=language,
        languages=LANGUAGES,
        own_name=words.own_name,
        path_in=path_in,
        place=place,
        style=STYLE_PATH,
    )
    made.filters.update(
        day=_day, figure=_figure, listed=_listed, number=number, percent=_percent, period=_period
    )
    return made


def rendered(request: web.Request, template: str, about: object, **values: Any) -> str:
    """The page in the language in force; `about` is what it is about, under the name `page`."""
    found = request.app[TEMPLATES].get_template(template)
    path = _plain_path(request.path)
    return found.render(page=about, site=request.app[SITE], path=path, **values)


def page(
    request: web.Request, template: str, about: object, *, status: int = 200, **values: Any
) -> web.Response:
    """The page as an answer."""
    return packed(rendered(request, template, about, **values), status=status)


def packed(text: str, *, status: int = 200, content_type: str = "text/html") -> web.Response:
    """Compressed where that is worth it."""
    answer = web.Response(text=text, status=status, content_type=content_type, charset="utf-8")
    if len(text) >= COMPRESSED_FROM:
        answer.enable_compression()
    answer.headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
    return answer


def _plain_path(path: str) -> str:
    """The path of this page in the default language."""
    return path.removeprefix(path_in(language(), ""))


def _day(one: date) -> str:
    return day(one)


def _period(one: Period) -> str:
    return naming.period(one)


def _figure(value: Decimal | Fraction | float) -> str:
    """With two digits, as in "87,28"."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / value.denominator
    return number(Decimal(value), 2)


def _percent(share: Fraction) -> str:
    return _("{n} %").format(n=number(Decimal(100 * share.numerator) / share.denominator, 1))


def _listed(keys: Sequence[str]) -> str:
    return words.elements(tuple(keys))
