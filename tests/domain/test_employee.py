"""Numbers, ranks and the roster: what is read, refused, doubted, and what would change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.employee import (
    Employed,
    RankGroup,
    RosterLine,
    Status,
    compare,
    doubts,
    fault_of,
    grades,
    read_grade,
    read_nip,
    read_status,
    status_of,
)
from bot.domain.privacy import masked_nip
from bot.domain.sheet import CellFault

PNS, PPPK = "198609262015051001", "199204172023212014"
AHMAD = RosterLine(2, PNS, "Ahmad Hidayat", 1, Status.PNS, "III/c", "Pelaksana")
STORED = Employed("Ahmad Hidayat", 1, "PNS", "III/c", "Pelaksana", active=True)


@pytest.mark.parametrize(
    "cell",
    [
        PNS,
        "19860926 201505 1 001",
        " 19860926\u00a0201505\u00a01\u00a0001 ",
        f"'{PNS}",
        f"\u200b{PNS}\ufeff",
        "19860926\n2015051001",
    ],
)
def test_a_number_is_read_however_it_is_printed(cell: str) -> None:
    assert read_nip(cell) == PNS
    assert fault_of(read_nip(cell)) is None


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("1.98609E+17", CellFault.LOST_DIGITS),
        ("1,98609E+17", CellFault.LOST_DIGITS),
        ("1.98609262015051e+017", CellFault.LOST_DIGITS),
        ("2E17", CellFault.LOST_DIGITS),
        ("198609262015051000", CellFault.LOST_DIGITS),
        ("19860926201505100", CellFault.BAD_NIP),
        ("1986092620150510011", CellFault.BAD_NIP),
        ("1986092620150510O1", CellFault.BAD_NIP),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", CellFault.BAD_NIP),
        ("-", CellFault.BAD_NIP),
    ],
)
def test_a_number_that_is_none_is_refused(cell: str, fault: CellFault) -> None:
    assert fault_of(read_nip(cell)) is fault


@given(st.from_regex(r"\A[0-9]{18}\Z"))
def test_only_a_number_without_a_sequence_is_refused_among_eighteen_digits(nip: str) -> None:
    assert (fault_of(nip) is None) == (int(nip[-3:]) > 0)


@pytest.mark.parametrize(
    ("cell", "status"),
    [("pns", "PNS"), ("C.P.N.S", "PNS"), ("P3K", "PPPK"), ("PPPK Paruh Waktu", "PPPK")],
)
def test_a_status_is_read_in_many_ways(cell: str, status: str) -> None:
    assert read_status(cell) == Status(status)


def test_an_unknown_status_is_none() -> None:
    assert read_status("Honorer") is None


def test_a_number_suggests_a_status() -> None:
    assert [status_of(PNS), status_of(PPPK)] == [Status.PNS, Status.PPPK]


@pytest.mark.parametrize(
    ("cell", "status", "grade"),
    [
        ("III/c", Status.PNS, "III/c"),
        ("iii/C", Status.PNS, "III/c"),
        ("Penata (III/c)", Status.PNS, "III/c"),
        ("Pembina Utama Muda, IV/c", Status.PNS, "IV/c"),
        ("III c", Status.PNS, "III/c"),
        ("IIIc", Status.PNS, "III/c"),
        ("IV/e", Status.PNS, "IV/e"),
        ("III/e", Status.PNS, None),
        ("V/a", Status.PNS, None),
        ("IX", Status.PNS, None),
        ("IX", Status.PPPK, "IX"),
        ("Golongan ix", Status.PPPK, "IX"),
        ("XVII", Status.PPPK, "XVII"),
        ("XVIII", Status.PPPK, None),
        ("III/c", Status.PPPK, None),
    ],
)
def test_a_rank_is_one_of_its_status(cell: str, status: Status, grade: str | None) -> None:
    assert read_grade(cell, status) == grade


@pytest.mark.parametrize("group", RankGroup)
def test_every_rank_of_a_group_is_read_as_itself(group: RankGroup) -> None:
    status = Status.PNS if "/" in grades(group)[0] else Status.PPPK

    assert [read_grade(grade, status) for grade in grades(group)] == list(grades(group))


def test_every_rank_belongs_to_one_group() -> None:
    listed = [grade for group in RankGroup for grade in grades(group)]

    assert len(set(listed)) == len(listed) == 17 + 17


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (AHMAD, []),
        (replace(AHMAD, nip=PPPK, status=Status.PPPK), []),
        (replace(AHMAD, nip="198613262015051001"), [CellFault.ODD_DATE]),
        (
            replace(AHMAD, nip="198609262015051" + "001", status=Status.PPPK),
            [CellFault.ODD_STATUS],
        ),
        (replace(AHMAD, nip="198609262015053001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="201609262015051001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="198609262015131001"), [CellFault.ODD_DATE, CellFault.ODD_STATUS]),
    ],
)
def test_odd_numbers_are_only_warned_of(line: RosterLine, faults: list[CellFault]) -> None:
    assert [found.fault for found in doubts(line)] == faults


def test_a_warning_shows_no_number() -> None:
    (found,) = doubts(replace(AHMAD, nip="198613262015051001"))

    assert found.value == masked_nip("198613262015051001") == "1986**********1001"


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (None, "new"),
        (STORED, "same"),
        (replace(STORED, name="Ahmad"), "changed"),
        (replace(STORED, grade=None), "changed"),
        (replace(STORED, active=False), "changed"),
        (replace(STORED, active=False, unit_id=2), "changed"),
        (replace(STORED, unit_id=2), "moved"),
        (replace(STORED, unit_id=2, name="Ahmad"), "moved"),
    ],
)
def test_what_a_line_changes_is_told_once(before: Employed | None, told: str) -> None:
    found = compare({PNS: before} if before else {}, [AHMAD])

    who = ("Ahmad Hidayat (1986**********1001)",)
    assert {kind: getattr(found, kind) for kind in ("new", "changed", "moved", "gone")} == {
        kind: who if kind == told else () for kind in ("new", "changed", "moved", "gone")
    }
    assert found.same == (told == "same")


@pytest.mark.parametrize("active", [True, False])
def test_who_is_not_listed_any_more_is_gone_once(active: bool) -> None:
    found = compare({PPPK: replace(STORED, active=active)}, [AHMAD])

    assert found.gone == (("Ahmad Hidayat (1992**********2014)",) if active else ())


lines = st.builds(
    RosterLine,
    row=st.integers(2, 99),
    nip=st.sampled_from([PNS, PPPK, "197503102000031002", "198001012005012003"]),
    name=st.sampled_from(["A", "B"]),
    unit_id=st.integers(1, 3),
    status=st.sampled_from(Status),
    grade=st.sampled_from(["", "III/c"]),
)
rosters = st.lists(lines, unique_by=lambda line: line.nip)


def stored(listed: list[RosterLine]) -> dict[str, Employed]:
    return {
        one.nip: Employed(one.name, one.unit_id, one.status, one.grade or None, None, active=True)
        for one in listed
    }


@given(before=rosters, after=rosters)
def test_every_line_and_everybody_known_is_told_in_one_place(
    before: list[RosterLine], after: list[RosterLine]
) -> None:
    found = compare(stored(before), after)

    assert len(found.new) + len(found.changed) + len(found.moved) + found.same == len(after)
    assert len(found.gone) == len({one.nip for one in before} - {one.nip for one in after})
    assert len(found.new) == len({one.nip for one in after} - {one.nip for one in before})


@given(rosters)
def test_what_is_stored_already_changes_nothing(listed: list[RosterLine]) -> None:
    assert compare(stored(listed), listed).none
