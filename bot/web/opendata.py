"""Published results as open data: the same figures as tables and as JSON, and what they mean.

The addresses stay as they are; the columns are those of the dictionary, which is a Frictionless
Data Package (https://specs.frictionlessdata.io/data-package/).
"""

import csv
import json
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from typing import Any

from aiohttp import web

from bot.domain.errors import Gone
from bot.domain.figures import Interval
from bot.domain.score import ELEMENTS, Figure, Index, rounded
from bot.texts import DEFAULT, LANGUAGES, _, speaking
from bot.usecases import showcase
from bot.usecases.showcase import Shown
from bot.web.pages import rendered
from bot.web.shelf import public
from bot.web.site import SITE, path_in

__all__ = ["routes"]

JSON, CSV, HTML = "application/json", "text/csv", "text/html"

# Data may be read by any page.
OPEN = {"Access-Control-Allow-Origin": "*"}

INDEX = {
    "unit": "string",
    "nama": "string",
    "induk": "string",
    "periode": "string",
    "mulai": "date",
    "akhir": "date",
    "n": "integer",
    "dilayani": "integer",
    "sasaran": "integer",
    "nrr": "number",
    "ikm": "number",
    "mutu": "string",
    "bawah": "number",
    "atas": "number",
    "terbit": "date",
    "acuan": "string",
}
"""The columns of the table of indices, and of which type each is."""

ELEMENT = {
    "unit": "string",
    "periode": "string",
    "unsur": "string",
    "kode": "string",
    "nrr": "number",
    "ikm": "number",
    "mutu": "string",
    "bawah": "number",
    "atas": "number",
}
"""The columns of the table of elements."""

TABLES = {"ikm": INDEX, "unsur": ELEMENT}

Row = dict[str, Any]


def routes() -> list[web.RouteDef]:
    """The tables, the same of one unit and of one of its periods, and the dictionary."""
    files = {
        "/data/ikm.csv": _index_table,
        "/data/unsur.csv": _element_table,
        "/data/ikm.json": _everything,
        "/data/unit/{code}.json": _unit,
        "/data/unit/{code}/{period}.json": _period,
        "/data/datapackage.json": _package,
    }
    return [
        *(web.get(path_in(language, "/data/"), public(_page)) for language in LANGUAGES),
        *(web.get(path, public(made, OPEN)) for path, made in files.items()),
    ]


async def _page(request: web.Request) -> tuple[str, str]:
    tables = {
        name: [(column, meaning(column)) for column in columns] for name, columns in TABLES.items()
    }
    elements = [(one.code, one.key) for one in ELEMENTS]
    found = rendered(request, "data.html", tables, elements=elements)
    return found, HTML


async def _index_table(request: web.Request) -> tuple[str, str]:
    return _table(INDEX, map(_of_index, await _all(request))), CSV


async def _element_table(request: web.Request) -> tuple[str, str]:
    rows = (row for one in await _all(request) for row in _of_elements(one))
    return _table(ELEMENT, rows), CSV


async def _everything(request: web.Request) -> tuple[str, str]:
    return _json([_object(one) for one in await _all(request)]), JSON


async def _unit(request: web.Request) -> tuple[str, str]:
    found = await _of(request)
    return _json([_object(one) for one in found]), JSON


async def _period(request: web.Request) -> tuple[str, str]:
    found = await _of(request)
    wanted = request.match_info["period"]
    one = next((one for one in found if one.publication.period.code == wanted), None)
    if one is None:
        raise Gone
    return _json(_object(one)), JSON


async def _package(request: web.Request) -> tuple[str, str]:
    site = request.app[SITE]
    found: Row = {
        "name": "ikm",
        "title": _("Public satisfaction index, {office}").format(office=site.name),
        "homepage": f"{site.address}/data/",
        "resources": [_resource(name, columns) for name, columns in TABLES.items()],
    }
    if site.licence:
        found["licenses"] = [{"title": site.licence}]
    return _json(found), JSON


def _resource(name: str, columns: Mapping[str, str]) -> Row:
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": CSV,
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": column, "type": kind, **_descriptions(column)}
                for column, kind in columns.items()
            ],
            "missingValues": [""],
        },
    }


def _descriptions(column: str) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            key = "description" if language == DEFAULT else f"description_{language}"
            found[key] = meaning(column)
    return found


def meaning(column: str) -> str:
    """What stands in a column."""
    return {
        "unit": _("Code of the unit"),
        "nama": _("Name of the unit"),
        "induk": _("Code of the unit right above it; empty for the highest"),
        "periode": _(
            "Period: 2026-11 is a month, 2026-Q4 a quarter, 2026-S2 a half-year, 2026 a year"
        ),
        "mulai": _("First day of the period"),
        "akhir": _("Last day of the period"),
        "n": _("How many answers the figures rest on"),
        "dilayani": _("How many people were served; empty where it is not known"),
        "sasaran": _("How many answers are advised for so many people served"),
        "nrr": _("Mean score from 1 to 4, with four digits"),
        "ikm": _("Index from 25 to 100, with two digits"),
        "mutu": _("Grade, from A to D"),
        "bawah": _("Lower end of the range in which the index very likely lies"),
        "atas": _("Upper end of that range"),
        "terbit": _("Day on which the result was published"),
        "acuan": _("Reference, from which the figures can be reckoned again"),
        "unsur": _("Element, by its name in this table"),
        "kode": _("Element, by its code in the regulation's list"),
    }[column]


async def _all(request: web.Request) -> list[Shown]:
    """Read period by period: all at once might take longer than anybody waits for the database."""
    read = request.app[SITE].database.read
    published = await read(showcase.published)
    found: dict[int, Shown] = {}
    for period in {one.period for one in published}:
        some = [one for one in published if one.period == period]
        found |= {one.publication.id: one for one in await read(showcase.shown, period, some)}
    return [found[one.id] for one in published if one.id in found]


async def _of(request: web.Request) -> list[Shown]:
    return await request.app[SITE].database.read(showcase.of_unit, request.match_info["code"])


def _object(one: Shown) -> Row:
    """A result with its elements; the keys are the columns of the tables."""
    elements = [
        {key: value for key, value in row.items() if key not in {"unit", "periode"}}
        for row in _of_elements(one)
    ]
    return {**_of_index(one), "unsur": elements}


def _of_index(one: Shown) -> Row:
    rated, period = one.rated, one.publication.period
    return {
        "unit": one.unit.code,
        "nama": one.unit.name,
        "induk": one.above.code if one.above else None,
        "periode": period.code,
        "mulai": period.first.isoformat(),
        "akhir": period.last_day.isoformat(),
        "n": rated.sample.n,
        "dilayani": rated.sample.population,
        "sasaran": rated.sample.target,
        **_figure(rated.index, rated.interval),
        "terbit": one.publication.published_on.isoformat(),
        "acuan": one.publication.reference,
    }


def _of_elements(one: Shown) -> list[Row]:
    rated = one.rated
    if rated.index is None:
        return []
    return [
        {
            "unit": one.unit.code,
            "periode": one.publication.period.code,
            "unsur": element.key,
            "kode": element.code,
            **_figure(rated.index.elements[element.key], rated.intervals.get(element.key)),
        }
        for element in ELEMENTS
    ]


def _figure(one: Figure | Index | None, interval: Interval | None) -> Row:
    return {
        "nrr": None if one is None else rounded(one.nrr, 4),
        "ikm": None if one is None else one.ikm,
        "mutu": None if one is None else one.mutu.value,
        "bawah": None if interval is None else _two_digits(interval.low),
        "atas": None if interval is None else _two_digits(interval.high),
    }


def _two_digits(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _table(columns: Mapping[str, str], rows: Iterable[Row]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=float)
