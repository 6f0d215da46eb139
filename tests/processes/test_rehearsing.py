"""`torang rehearse`: on the terminal, with or without a database."""

import json
import shutil
from pathlib import Path

import pytest

from bot.campaigns import SHIPPED
from tests.processes.test_commands import torang
from tests.usecases.test_campaigning import workbook

FEW = ("--people", "30")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tables, and a workbook beside them."""
    made = tmp_path_factory.mktemp("rehearsing")
    assert torang("db", "upgrade", folder=made).returncode == 0
    book = workbook("jp")
    book.save(made / "jp.xlsx")
    return made


@pytest.fixture
def folder(office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office, tmp_path / "office"))


def test_what_ships_is_rehearsed_without_a_database_and_none_is_made(tmp_path: Path) -> None:
    found = torang("rehearse", "jp", *FEW, folder=tmp_path)

    assert found.stdout.startswith("Rehearsal of jp: 30 people, Monday,")
    assert (found.returncode, found.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_shows_the_same_whatever_the_order_of_sets(tmp_path: Path) -> None:
    runs = [
        torang("rehearse", "jp", *FEW, "--json", folder=tmp_path, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]
    figures = json.loads(runs[0])
    assert (figures["campaign"], figures["people"], figures["seed"]) == ("jp", 30, 1)
    told = figures["arms"]["manfaat"] + figures["arms"]["logistik"]
    assert told + figures["arms"]["kontrol"] == 30
    assert sum(figures["owed"].values()) == 7 * told


def test_a_workbook_is_rehearsed_and_not_imported(folder: Path) -> None:
    found = torang("rehearse", "jp.xlsx", *FEW, folder=folder)

    assert found.stdout.startswith("Rehearsal of jp: 30 people, Tuesday, 1 December 2026 to")
    unknown = torang("rehearse", "lain", folder=folder)
    names = ", ".join(SHIPPED)
    assert unknown.stderr == f"There is no campaign lain; these are: {names}\n"
    assert unknown.returncode == 1


def test_what_is_stored_goes_before_what_ships(folder: Path) -> None:
    assert torang("import", "campaign", "jp.xlsx", folder=folder).returncode == 0

    found = torang("rehearse", "jp", *FEW, folder=folder)
    assert found.stdout.startswith("Rehearsal of jp: 30 people, Tuesday, 1 December 2026 to")


def test_what_is_wrong_with_a_workbook_is_told_by_its_cell(folder: Path) -> None:
    workbook("jp", {}).save(folder / "no-days.xlsx")

    found = torang("rehearse", "no-days.xlsx", folder=folder)
    assert "Hari pertama" in found.stderr
    assert (found.returncode, found.stdout) == (1, "")
