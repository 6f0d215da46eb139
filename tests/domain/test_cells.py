"""What people mean by a cell."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cells import Cells, Moment, read_moment, read_span, read_zone
from bot.domain.sheet import CellFault, Record

DAY, NINE = date(2026, 12, 1), time(9)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("1/12/2026 09.00", Moment(DAY, NINE)),
        ("01-12-2026 9:00", Moment(DAY, NINE)),
        ("2026-12-01 09:00", Moment(DAY, NINE)),
        ("2026-12-01T09:00:00", Moment(DAY, NINE)),
        ("Selasa, 1 Desember 2026, pukul 09.00", Moment(DAY, NINE)),
        ("1 DES 2026", Moment(DAY, None)),
        ("2026-12-01 00:00:00", Moment(DAY, None)),
        ("2026-12-01 00:00", Moment(DAY, time(0))),
        ("2026-12-01 08:59:59.999", Moment(DAY, NINE)),
        ("15.00", Moment(None, time(15))),
        ("", None),
        (" ", None),
        ("12/13/2026 09.00", None),
        ("31/11/2026", None),
        ("1 Brumaire 2026", None),
        ("1/12/26", None),
        ("24.00", None),
        ("besok", None),
    ],
)
def test_a_day_and_a_time_as_people_write_them(cell: str, moment: Moment | None) -> None:
    assert read_moment(cell) == moment


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - On the wall.
def test_what_is_written_by_the_day_month_and_year_is_read_so(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    for written in (f"{at:%d/%m/%Y %H.%M}", f"{at:%Y-%m-%d %H:%M}"):
        assert read_moment(written) == Moment(minute.date(), minute.time())


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("3 hari", timedelta(days=3)),
        ("2jam", timedelta(hours=2)),
        ("90 Minutes", timedelta(minutes=90)),
        ("3", None),
        ("3 minggu", None),
    ],
)
def test_so_long_before(cell: str, span: timedelta | None) -> None:
    assert read_span(cell) == span


@pytest.mark.parametrize(
    ("cell", "zone"),
    [("wit", "Asia/Jayapura"), ("WIB", "Asia/Jakarta"), ("Asia/Makassar", "Asia/Makassar"),
     ("Asia", None), ("../etc", None), ("Nowhere/Land", None)],
)  # fmt: skip
def test_a_zone_by_its_short_name_or_its_own(cell: str, zone: str | None) -> None:
    found = read_zone(cell)

    assert (found and found.key) == zone


def cells(value: str) -> Cells:
    return Cells(Record(2, {"x": value}), "Sesi")


@pytest.mark.parametrize(
    ("value", "flag", "faults"),
    [("Ya", True, []), ("tidak", False, []), ("", False, []),
     ("?", False, [CellFault.BAD_FLAG])],
)  # fmt: skip
def test_yes_and_no(value: str, flag: bool, faults: list[CellFault]) -> None:
    row = cells(value)

    assert row.flag("x") is flag
    assert [one.fault for one in row.problems] == faults


@pytest.mark.parametrize(
    ("value", "number", "faults"),
    [("25", 25, []), ("0", None, [CellFault.BAD_NUMBER]), ("10000", None, [CellFault.BAD_NUMBER]),
     ("²", None, [CellFault.BAD_NUMBER]), ("", None, [CellFault.MISSING])],
)  # fmt: skip
def test_a_whole_number(value: str, number: int | None, faults: list[CellFault]) -> None:
    row = cells(value)

    assert row.number("x", 1, needed=True) == number
    assert [one.fault for one in row.problems] == faults


def test_a_code_that_is_missing_is_told_as_such() -> None:
    row = cells(" ")

    assert row.code("x") == ""
    assert [one.fault for one in row.problems] == [CellFault.MISSING]
