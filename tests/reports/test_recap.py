"""What the formulas of a recapitulation compute is what stands beside them, and is true."""

import re
from collections.abc import Callable
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.register import Earner, Recap
from bot.reports.recap import recapitulation

UNITS = {1: ("dukcapil", "Disdukcapil"), 2: ("ktp", "Disdukcapil · KTP"), 3: ("kk", "KK")}
KINDS = ("training", "Rapat kerja")

earners = st.builds(
    Earner,
    nip=st.just("198609262015051001"),
    name=st.sampled_from(["Ahmad", "=1+1", "Fatimah"]),
    unit_id=st.sampled_from([1, 2]),
    status=st.sampled_from(["PNS", "PPPK", ""]),
    target=st.sampled_from([20, 24]),
    jp=st.dictionaries(st.sampled_from(KINDS), st.integers(0, 30)),
)


class Computed:
    """As much of a spreadsheet program as these formulas need."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))
        self.stored: Workbook = load_workbook(BytesIO(content), data_only=True)

    def formulas(self) -> list[tuple[str, str]]:
        return [
            (sheet.title, cell.coordinate)
            for sheet in self.book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]

    def value(self, sheet: str, at: str) -> object:
        cell = self.book[sheet][at]
        return (
            self._of(self.book[sheet], str(cell.value)[1:])
            if cell.data_type == "f"
            else cell.value
        )

    def _of(self, sheet: Worksheet, formula: str) -> float:
        ways: dict[str, Callable[..., float]] = {
            r"SUM\((.+)\)": lambda cells: sum(self._many(sheet, cells)),
            r"MAX\(0,(.+)\)": lambda rest: max(0, self._of(sheet, rest)),
            r"COUNTIF\((.+),(\w+)\)": lambda cells, of: len(self._where(sheet, cells, of, cells)),
            r"SUMIF\((.+),(\w+),(.+)\)": lambda cells, of, values: sum(
                self._where(sheet, cells, of, values)
            ),
            r"COUNTIFS\((.+),(\w+),(.+),0\)": lambda cells, of, values: self._where(
                sheet, cells, of, values
            ).count(0),
            r"IF\((\w+)=0,0,(\w+)/\1\)": lambda n, of: (
                self._one(sheet, of) / self._one(sheet, n) if self._one(sheet, n) else 0
            ),
            r"(\w+)-(\w+)": lambda a, b: self._one(sheet, a) - self._one(sheet, b),
            r"(0)": float,
        }
        for way, compute in ways.items():
            if found := re.fullmatch(way, formula):
                return compute(*found.groups())
        raise AssertionError(formula)

    def _one(self, sheet: Worksheet, at: str) -> float:
        found = self.value(sheet.title, at)
        assert isinstance(found, int | float)
        return found

    def _many(self, sheet: Worksheet, cells: str) -> list[float]:
        title, _mark, place = cells.rpartition("!")
        of = self.book[title.strip("'")] if title else sheet
        first, _colon, last = place.replace("$", "").partition(":")
        rows = of[f"{first}:{last or first}"]
        # In the file an empty cell counts as nothing, and a code is no number.
        return [self.value(of.title, cell.coordinate) or 0 for row in rows for cell in row]  # type: ignore[misc]

    def _where(self, sheet: Worksheet, cells: str, of: str, values: str) -> list[float]:
        wanted = self.value(sheet.title, of)
        found = zip(self._many(sheet, cells), self._many(sheet, values), strict=True)
        return [value for code, value in found if code == wanted]


def made(listed: list[Earner]) -> bytes:
    kinds = [kind for kind in KINDS if any(one.jp.get(kind) for one in listed)]
    in_order = sorted(listed, key=lambda one: one.unit_id)
    return recapitulation("Pemerintah Provinsi", Recap("", 2026, kinds, UNITS, in_order))


@given(st.lists(earners, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_what_a_formula_computes_stands_beside_it(listed: list[Earner]) -> None:
    found = Computed(made(listed))

    different = [
        (sheet, at)
        for sheet, at in found.formulas()
        if found.value(sheet, at) != found.stored[sheet][at].value
    ]
    assert different == []


@given(st.lists(earners, min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_every_unit_is_summed_up_and_all_of_them(listed: list[Earner]) -> None:
    sheet = load_workbook(BytesIO(made(listed)), data_only=True)["Per unit"]

    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for (code, _title), row in zip(UNITS.values(), told, strict=False):
        own = [one for one in listed if UNITS[one.unit_id][0] == code]
        reached = sum(one.total >= one.target for one in own)
        assert row[0] == code
        assert row[2:4] == [len(own), sum(one.total for one in own)]
        assert row[5:] == [reached, len(own) - reached]
    jp = sum(one.total for one in listed)
    assert told[3][1:5] == ["Jumlah", len(listed), jp, jp / len(listed)]


def test_a_row_of_an_employee_by_kind() -> None:
    ahmad = Earner("198609262015051001", "=Ahmad", 2, "PNS", 20, {"training": 8, "Rapat kerja": 4})
    sheet = load_workbook(BytesIO(made([ahmad])), data_only=True)["Per pegawai"]

    header, row, total = ([cell.value for cell in sheet[n]] for n in (4, 5, 6))
    assert header == [
        "No.", "NIP", "Nama", "Kode unit", "Unit", "Status", "Pelatihan", "Rapat kerja",
        "Jumlah JP", "Target", "Kurang",
    ]  # fmt: skip
    assert row == [
        1, "198609262015051001", "=Ahmad", "ktp", "Disdukcapil · KTP", "PNS", 8, 4, 12, 20, 8,
    ]  # fmt: skip
    assert sheet["C5"].data_type == "s"
    assert total[6:] == [8, 4, 12, 20, 8]


def test_who_has_more_than_enough_lacks_nothing_and_nobody_else_s_share() -> None:
    rich, poor = (
        Earner("1", name, 2, "PNS", 20, {"training": jp}) for name, jp in (("A", 40), ("B", 5))
    )
    sheet = load_workbook(BytesIO(made([rich, poor])), data_only=True)["Per pegawai"]

    assert [sheet.cell(row, 10).value for row in (5, 6, 7)] == [0, 15, 15]
