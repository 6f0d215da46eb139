"""Published results as data: the same numbers as everywhere."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.domain.score import ELEMENTS
from tests.web.test_public import read


async def data(web: ClientSession, path: str) -> Any:
    return json.loads(await read(web, path))


async def table(web: ClientSession, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(await read(web, path))))


@pytest.mark.usefixtures("published")
async def test_each_element_of_each_result_is_a_row(web: ClientSession) -> None:
    found = await data(web, "/data/unit/dukcapil-ktp.json")
    rows = await table(web, "/data/unsur.csv")

    assert [one["periode"] for one in found] == ["2026-11", "2026-10"]
    assert [one["unsur"] for one in found[0]["unsur"]] == [one.key for one in ELEMENTS]
    assert len(rows) == 4 * len(ELEMENTS)
    (waktu,) = (one for one in found[1]["unsur"] if one["unsur"] == "waktu")
    (row,) = (
        one
        for one in rows
        if (one["unit"], one["periode"], one["unsur"]) == ("dukcapil-ktp", "2026-10", "waktu")
    )
    assert {key: row[key] for key in ("kode", "mutu")} == {"kode": "U3", "mutu": waktu["mutu"]}
    assert float(row["nrr"]) == waktu["nrr"]
    assert float(row["bawah"]) <= waktu["ikm"] <= float(row["atas"])


@pytest.mark.usefixtures("published")
async def test_only_what_is_published_is_data(web: ClientSession) -> None:
    found = [(one["unit"], one["periode"]) for one in await data(web, "/data/ikm.json")]

    assert found == [
        ("dukcapil", "2026-11"),
        ("dukcapil-ktp", "2026-11"),
        ("dukcapil-ktp", "2026-10"),
        ("dukcapil-kk", "2026-11"),
    ]
    assert await data(web, "/data/unit/puskesmas.json") == []
    for path in ("/data/unit/puskesmas/2026-11.json", "/data/unit/pasar.json"):
        assert await read(web, path, 404)


async def test_the_dictionary_names_every_column_and_the_licence(web: ClientSession) -> None:
    package = await data(web, "/data/datapackage.json")
    page = await read(web, "/data/")

    assert package["licenses"] == [{"title": "CC BY 4.0"}]
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert (await read(web, f"/data/{resource['path']}")).strip() == ",".join(
            field["name"] for field in fields
        )
        for field in fields:
            assert f"<code>{field['name']}</code>" in page
            assert field["description"] in page
    assert "Code of the unit" in await read(web, "/en/data/")


async def test_any_page_may_read_the_data(web: ClientSession) -> None:
    async with web.get("/data/ikm.json") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.content_type == "application/json"
