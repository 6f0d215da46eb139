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
    check,
    compare,
    doubts,
    fault_of,
    grades,
    read_grade,
    read_nip,
    read_status,
    status_in,
    status_of,
)
from bot.domain.privacy import masked_nip
from bot.domain.sheet import CellFault, CellProblem

PNS, PPPK = "198609262015051001", "199204172023212014"
AHMAD = RosterLine(2, PNS, "Ahmad Hidayat", 1, Status.PNS, "III/c", "Pelaksana")
STORED = Employed("Ahmad Hidayat", 1, "PNS", "III/c", "Pelaksana", active=True)


@pytest.mark.parametrize(
    "cell",
    [
        PNS,
        "19860926 201505 1 001",
        " 19860926\u00a0201505\u00a01\u00a0001 ",
        "19860926.201505.1.001",
        "19860926-201505-1-001",
        "19860926 – 201505 – 1 – 001",
        f"'{PNS}",
        f"’{PNS}`",
        f"\u200e{PNS}\u200f\u2060",
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
        ("-198609262015051001", CellFault.BAD_NIP),
        ("198609262015051001.0", CellFault.BAD_NIP),
    ],
)
def test_a_number_that_is_none_is_refused(cell: str, fault: CellFault) -> None:
    assert fault_of(read_nip(cell)) is fault


def test_a_sequence_may_be_a_hundred() -> None:
    assert fault_of("198609262015051100") is None


@given(st.from_regex(r"\A[0-9]{18}\Z"))
def test_only_a_number_without_a_sequence_is_refused_among_eighteen_digits(nip: str) -> None:
    assert (fault_of(nip) is None) == (int(nip[-3:]) > 0)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("pns", "PNS"),
        ("C.P.N.S", "PNS"),
        ("Pegawai Negeri Sipil", "PNS"),
        ("P3K", "PPPK"),
        ("PPPK", "PPPK"),
        ("PPPK Paruh Waktu", "PPPK"),
        ("PPPK Penuh-Waktu", "PPPK"),
    ],
)
def test_a_status_is_read_in_many_ways(cell: str, status: str) -> None:
    assert read_status(cell) == Status(status)


def test_an_unknown_status_is_none() -> None:
    assert read_status("Honorer") is None


def test_a_number_suggests_a_status() -> None:
    assert [status_of(PNS), status_of(PPPK)] == [Status.PNS, Status.PPPK]
    assert status_of("198609262015121001") is Status.PNS
    assert status_of("198609262015131001") is Status.PPPK


@pytest.mark.parametrize(
    ("cell", "status", "grade"),
    [
        ("III/c", Status.PNS, "III/c"),
        ("iii/C", Status.PNS, "III/c"),
        ("Penata (III/c)", Status.PNS, "III/c"),
        ("Pembina Utama Muda, IV/c", Status.PNS, "IV/c"),
        ("III c", Status.PNS, "III/c"),
        ("IIIc", Status.PNS, "III/c"),
        ("III / c", Status.PNS, "III/c"),
        ("III.c", Status.PNS, "III/c"),
        ("I/e", Status.PNS, None),
        ("II/e", Status.PNS, None),
        ("VIII/c", Status.PNS, None),
        ("III/cd", Status.PNS, None),
        ("III/f", Status.PNS, None),
        ("IV/e", Status.PNS, "IV/e"),
        ("III/e", Status.PNS, None),
        ("V/a", Status.PNS, None),
        ("IX", Status.PNS, None),
        ("IX", Status.PPPK, "IX"),
        ("Golongan ix", Status.PPPK, "IX"),
        ("Gol. IX", Status.PPPK, "IX"),
        ("gol IX", Status.PPPK, "IX"),
        (" IX ", Status.PPPK, "IX"),
        ("IX/a", Status.PPPK, None),
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


@pytest.mark.parametrize(
    ("group", "first", "last"),
    [
        (RankGroup.I, "I/a", "I/d"),
        (RankGroup.II, "II/a", "II/d"),
        (RankGroup.III, "III/a", "III/d"),
        (RankGroup.IV, "IV/a", "IV/e"),
        (RankGroup.PPPK_I, "I", "IV"),
        (RankGroup.PPPK_V, "V", "VIII"),
        (RankGroup.PPPK_IX, "IX", "XII"),
        (RankGroup.PPPK_XIII, "XIII", "XVII"),
    ],
)
def test_a_group_is_its_ranks_from_the_first_to_the_last(
    group: RankGroup, first: str, last: str
) -> None:
    assert (grades(group)[0], grades(group)[-1]) == (first, last)
    assert status_in(group) is (Status.PNS if "/" in first else Status.PPPK)


def test_every_rank_belongs_to_one_group() -> None:
    listed = [grade for group in RankGroup for grade in grades(group)]

    assert len(set(listed)) == len(listed) == 17 + 17


SOUND = {"nip": PNS, "name": "Ahmad", "status": "", "grade": "", "position": ""}


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"nip": "19860926 201505 1 001"},
        {"name": "A" * 100},
        {"position": "B" * 200},
        {"status": "pns", "grade": "III/c"},
        # What the number suggests, where no status is told.
        {"grade": "III/c"},
        {"nip": PPPK, "grade": "IX"},
        # The roster's own word counts.
        {"status": "PPPK", "grade": "IX"},
    ],
)
def test_a_sound_row_is_without_problems(cells: dict[str, str]) -> None:
    assert list(check(2, SOUND | cells)) == []


@pytest.mark.parametrize(
    ("cells", "column", "fault", "value"),
    [
        ({"nip": ""}, "nip", CellFault.MISSING, ""),
        ({"nip": " '"}, "nip", CellFault.MISSING, ""),
        ({"nip": "1986 0926"}, "nip", CellFault.BAD_NIP, "1986 0926"),
        ({"nip": "1.98609E+17"}, "nip", CellFault.LOST_DIGITS, "1.98609E+17"),
        ({"name": ""}, "name", CellFault.MISSING, ""),
        ({"name": "Ah\u200bmad"}, "name", CellFault.BAD_SIGNS, "Ah\u200bmad"),
        ({"name": "A" * 101}, "name", CellFault.TOO_LONG, "A" * 101),
        ({"position": "B" * 201}, "position", CellFault.TOO_LONG, "B" * 201),
        ({"status": "Honorer"}, "status", CellFault.BAD_STATUS, "Honorer"),
        ({"status": "Honorer", "grade": "IX"}, "status", CellFault.BAD_STATUS, "Honorer"),
        ({"grade": "IX"}, "grade", CellFault.BAD_GRADE, "IX"),
        ({"status": "P3K", "grade": "III/c"}, "grade", CellFault.BAD_GRADE, "III/c"),
    ],
)
def test_what_is_wrong_with_a_row_is_named_by_its_cell(
    cells: dict[str, str], column: str, fault: CellFault, value: str
) -> None:
    assert list(check(7, SOUND | cells)) == [CellProblem(7, column, fault, value)]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (AHMAD, []),
        (replace(AHMAD, nip="198600262015051001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="198609002015051001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="190109261925051001"), []),
        (replace(AHMAD, nip="190009261925051001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="198609261986051001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="198609261987051001"), []),
        (replace(AHMAD, nip="198609262015001001"), [CellFault.ODD_DATE]),
        (replace(AHMAD, nip="198609262015012001"), []),
        (replace(AHMAD, nip="198609262015121001"), []),
        (replace(AHMAD, nip="198609262015050001"), [CellFault.ODD_DATE]),
        (
            replace(AHMAD, nip="199204172023990014", status=Status.PPPK),
            [CellFault.ODD_DATE],
        ),
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


def test_a_warning_shows_no_number_and_names_its_cell() -> None:
    odd, other = doubts(replace(AHMAD, nip="198613262015131001"))

    assert odd == CellProblem(2, "nip", CellFault.ODD_DATE, masked_nip("198613262015131001"))
    assert odd.value == "1986**********1001"
    assert other == CellProblem(2, "status", CellFault.ODD_STATUS, "PNS")


def test_an_import_tells_of_all_that_looks_odd() -> None:
    odd = replace(AHMAD, nip="198613262015051001")

    assert compare({}, [AHMAD, odd]).warnings == tuple(doubts(odd))


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


@pytest.mark.parametrize(
    ("active", "kept", "sweeping"),
    [(10, 0, True), (9, 0, False), (20, 10, False), (19, 9, True), (21, 11, False)],
)
def test_a_list_that_lets_most_people_go_may_be_only_a_part(
    active: int, kept: int, sweeping: bool
) -> None:
    nips = [f"1986{n:014}" for n in range(1, active + 1)]
    known = dict.fromkeys(nips, STORED) | {"197503102000031002": replace(STORED, active=False)}

    found = compare(known, [replace(AHMAD, nip=nip) for nip in nips[:kept]])

    assert found.sweeping is sweeping
