"""Workbooks of trainings, as offices fill them in."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from bot.db.database import Database
from bot.domain.sheet import Changes
from bot.usecases import imports, spreadsheet
from bot.usecases.imports import At, Imported

__all__ = ["QUESTION", "SESSION", "SESSIONS", "TRAINING", "TRAININGS", "imported", "workbook"]

TRAININGS = (
    "Kode", "Judul", "Jenis", "Penyelenggara", "Nama penyelenggara", "Unsur", "Sasaran", "Wajib",
    "Pengingat", "JP",
)  # fmt: skip
SESSIONS = (
    "Pelatihan", "Sesi", "Mulai", "Selesai", "Zona", "Tempat", "Kapasitas", "Batas daftar",
    "Batal",
)  # fmt: skip
JP = ("Jenis", "JP", "Per", "Paling banyak")
CHECKS = ("Pelatihan", "Pertanyaan", "Pilihan A", "Pilihan B", "Pilihan C", "Jawaban benar")

TRAINING = (
    "waktu", "Manajemen Waktu Pelayanan", "Pelatihan", "Internal", "BKPSDM", "waktu, prosedur", "",
    "tidak", "", 6,
)  # fmt: skip
QUESTION = ("waktu", "Berapa lama standar pelayanan KTP?", "1 hari", "7 hari", "", "B")
SESSION = ("waktu", "1", "1/12/2026 09.00", "15.00", "", "Aula BKPSDM", 2, "30/11/2026", "")

Row = Sequence[object]


def workbook(
    trainings: Sequence[Row] = (TRAINING,),
    sessions: Sequence[Row] | None = (SESSION,),
    table: Sequence[Row] | None = None,
    more: Sequence[str] = (),
    checks: Sequence[Row] | None = None,
) -> bytes:
    """A sheet of each; None for one that is missing. With `more` columns of the trainings."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = (
        ("Pelatihan", (*TRAININGS, *more), trainings),
        ("Sesi", SESSIONS, sessions),
        ("JP", JP, table),
        ("Cek pengetahuan", CHECKS, checks),
    )
    for title, header, rows in sheets:
        if rows is not None:
            sheet = book.create_sheet(title)
            for row in (header, *rows):
                sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def imported(database: Database, content: bytes, at: At, *, dry_run: bool = False) -> Changes:
    """What importing the file changes; it is recognised by its columns."""
    sheets = spreadsheet.open_sheets(content)
    assert imports.kind_of(sheets) is Imported.TRAININGS
    found = imports.read(sheets, Imported.TRAININGS)
    lines, changes = database.now(imports.compare, Imported.TRAININGS, found, at)
    if not dry_run:
        database.now(imports.apply, Imported.TRAININGS, lines, at)
    return changes
