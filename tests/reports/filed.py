"""Results to be filed, reckoned from scores alone; as an office's program computes a workbook."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from math import inf
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.domain.figures import Basis, Figures, Sample
from bot.domain.filing import Row, Scored
from bot.domain.health import Health, Measure
from bot.domain.period import parse
from bot.domain.score import ELEMENTS, index

__all__ = ["NOVEMBER", "WALKED", "computed", "printed", "scored"]

NOVEMBER = parse("2026-11")
WALKED = Health(
    NOVEMBER,
    submitted=8,
    measures={Measure.SECONDS: 90},
    left=(("/data/profil/usia", 2),),
    seconds=((90, 6), (inf, 2)),
)
BASIS = Basis("skm", 1, "dukcapil", NOVEMBER, date(2026, 12, 1), "0123456789ab")


def scored(responses: Sequence[Mapping[str, int]]) -> Scored:
    """Of a unit in a month."""
    found = Figures(
        basis=BASIS,
        unit_id=1,
        title="Disdukcapil",
        waiting=0,
        index=index(responses),
        interval=None,
        intervals={},
        sample=Sample(len(responses), None),
    )
    keys = [element.key for element in ELEMENTS]
    rows = [Row(NOVEMBER.first, tuple(one[key] for key in keys), "") for one in responses]
    return Scored(found, rows)


def computed(content: bytes, folder: Path) -> Workbook:
    """What LibreOffice computes of the formulas; the results that stood beside them are gone."""
    program = _program("soffice", "libreoffice-calc")
    bare = folder / "bare.xlsx"
    load_workbook(BytesIO(content)).save(bare)
    subprocess.run(  # noqa: S603 - The office's own program.
        [
            program,
            f"-env:UserInstallation=file://{folder / 'profile'}",
            *("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
            *("--outdir", str(folder / "out"), str(bare)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return load_workbook(folder / "out" / "bare.xlsx", data_only=True)


def printed(content: bytes) -> str:
    """What stands on the pages of a PDF, with single spaces."""
    program = _program("pdftotext", "poppler-utils")
    found = subprocess.run(  # noqa: S603 - A program of the system.
        [program, "-layout", "-", "-"], input=content, check=True, capture_output=True, timeout=60
    )
    return " ".join(found.stdout.decode().split())


def _program(name: str, package: str) -> str:
    """Where it is; without it the test is skipped, or fails where nothing may be missing."""
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is absent: apt-get install {package}"
        if os.environ.get("TORANG_REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found
