"""`torang report`: the figures of a unit as an operator asks for them, and proves them."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from bot import config
from bot.db import units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.figures import Figures
from bot.domain.period import parse
from bot.usecases import reckoning, releasing
from bot.usecases.office import Office
from tests.conftest import SECRET
from tests.factories import MORNING
from tests.processes.test_commands import torang
from tests.usecases.answered import answers, put

OCTOBER = parse("2026-10")


@pytest.fixture
def filled(file: Path, office: Office) -> Iterator[Database]:
    """With answers of two months that are over."""
    database = Database(f"sqlite:///{file}")
    chance = Random(5)
    for day, n in ((date(2026, 9, 3), 10), (date(2026, 10, 6), 20)):
        database.now(put, office, "dukcapil-ktp", day, answers(chance, n))
    yield database
    database.close()


@pytest.fixture
def folder(file: Path, tmp_path: Path) -> Path:
    """Its office's, with the key of `office`."""
    key = tmp_path / "torang.key"
    key.touch(0o600)
    key.write_bytes(urlsafe_b64encode(SECRET))
    (tmp_path / "config.toml").write_text(
        '[telegram]\napi_base = "http://127.0.0.1:1"\n'
        f'[database]\nurl = "sqlite:///{file}"\n[keys]\nfile = "torang.key"\n'
    )
    return tmp_path


@pytest.fixture
def october(filled: Database, office: Office) -> Figures:
    unit_id = filled.now(units.ids)["dukcapil"]
    return filled.now(reckoning.figures, office, unit_id, OCTOBER, MORNING)


def test_figures_of_the_newest_month_that_is_over_are_told(folder: Path, october: Figures) -> None:
    found = torang("report", "dukcapil", folder=folder)

    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("Disdukcapil, October 2026\nElement")
    assert october.index is not None
    assert f" {october.index.ikm}  {october.index.mutu}\n20 answers" in found.stdout
    assert "/dukcapil/2026-10/" in found.stdout


def test_a_machine_reads_the_same_and_of_another_period(
    folder: Path, filled: Database, office: Office, october: Figures
) -> None:
    month, half = (
        json.loads(torang("report", "dukcapil", *more, "--json", folder=folder).stdout)
        for more in ((), ("--period", "2026-S2"))
    )

    assert october.index is not None
    assert month["overall"]["ikm"] == str(october.index.ikm)
    rebuilt = filled.now(reckoning.rebuilt, office, month["reference"])
    assert rebuilt.basis.reference == month["reference"]
    assert (month["period"], month["n"], half["period"], half["n"]) == (
        *("2026-10", 20),
        *("2026-S2", 30),
    )
    assert list(month["elements"])[:3] == ["persyaratan", "prosedur", "waktu"]


def test_files_are_written_where_one_says(folder: Path, october: Figures) -> None:
    wanted = [f"--{name}={folder / ('skm.' + name)}" for name in ("pdf", "xlsx", "csv")]

    found = torang("report", "dukcapil", *wanted, folder=folder)

    assert found.returncode == 0
    written = ("skm.pdf", "skm.xlsx", "skm.csv", "skm-kamus.csv")
    assert found.stderr.splitlines() == [f"{folder / name} is written." for name in written]
    assert (folder / "skm.pdf").read_bytes().startswith(b"%PDF-")
    recomputed = torang("skm", "skm.csv", "--json", folder=folder)
    assert october.index is not None
    assert json.loads(recomputed.stdout)["ikm"] == str(october.index.ikm)


@pytest.mark.usefixtures("filled")
def test_a_file_that_cannot_be_written_is_said_in_a_sentence(folder: Path) -> None:
    found = torang("report", "dukcapil", "--csv", "none/skm.csv", folder=folder)

    assert found.returncode == 1
    assert found.stderr == "none/skm.csv cannot be written (No such file or directory).\n"


def test_figures_are_proved_by_their_reference(folder: Path, october: Figures) -> None:
    reference = october.basis.reference

    found = torang("report", "--verify", reference, folder=folder)

    assert found.returncode == 0
    assert found.stdout.endswith(f"Reference: {reference}\n")
    assert found.stderr == "They are the same, reckoned anew from the answers themselves.\n"


def test_figures_of_other_answers_are_not_those_of_a_reference(
    folder: Path, october: Figures
) -> None:
    other = october.basis.reference.removesuffix(october.basis.digest) + "0123456789ab"

    found = torang("report", "--verify", other, folder=folder)

    assert found.returncode == 1
    reference = october.basis.reference
    said = f"They are not the same: these have the reference {reference}. Either one was copied "
    assert found.stderr.startswith(said)
    assert found.stderr.count("\n") == 1


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ((), 2, "Name a unit, or a reference: torang report --verify REFERENCE"),
        (("pasar",), 1, "There is no unit with the code pasar; these are: dukcapil,"),
        (("dukcapil", "--period", "2026-13"), 1, "There is no such period. Write"),
        (("dukcapil", "--period", "2025"), 1, "No answers were released in this period"),
        (("puskesmas",), 1, "No month with answers is over yet; name a period"),
        (("--verify", "IKM 88"), 1, "No figures have this reference."),
        (("--verify", "skm.1/pasar/2026-10/20261124/abc"), 1, "The unit of this reference is"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(
    folder: Path, asked: tuple[str, ...], status: int, said: str
) -> None:
    found = torang("report", *asked, folder=folder)

    assert (found.returncode, found.stdout) == (status, "")
    assert found.stderr.startswith(said)
    assert found.stderr.count("\n") == 1


def test_without_a_questionnaire_there_is_no_result(tmp_path: Path) -> None:
    config.write_key(tmp_path / "torang.key")
    (tmp_path / "config.toml").write_text('[keys]\nfile = "torang.key"\n')
    assert torang("db", "upgrade", folder=tmp_path).returncode == 0

    found = torang("report", "dukcapil", folder=tmp_path)

    assert found.returncode == 1
    assert found.stderr.startswith("No answers were released in this period")


def test_counts_that_are_wrong_are_found_by_the_doctor_and_counted_anew(
    folder: Path, filled: Database, office: Office
) -> None:
    def spoil(db: Db) -> None:
        db.execute(text("UPDATE rollup SET n = n + 1 WHERE answer = 'sendiri'"))

    def said() -> str:
        found = torang("doctor", "--recount", "--json", folder=folder)
        checks = {one["check"]: one["text"] for one in json.loads(found.stdout)["checks"]}
        return str(checks["counts"])

    assert said() == "They are what the answers say, counted anew."

    filled.now(spoil)
    assert said() == (
        "They are not what the answers say, of: dukcapil-ktp; run: torang db recount"
    )

    for _ in range(2):
        assert torang("db", "recount", folder=folder).returncode == 0
        while filled.now(releasing.work, office.forms, MORNING):
            pass
    assert said() == "They are what the answers say, counted anew."
