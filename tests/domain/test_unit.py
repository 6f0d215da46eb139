"""The tree of units, and what is wrong with a spreadsheet of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sheet import CellFault, CellProblem
from bot.domain.unit import MAX_NAME, ServiceUnit, Tree, UnitLine, check, titled
from tests.factories import UNITS, a_unit

PROVINCE = Tree(
    [
        ServiceUnit(1, "setda", "Provinsi", None),
        ServiceUnit(2, "dukcapil", "Disdukcapil", 1),
        ServiceUnit(3, "ktp", "KTP elektronik", 2),
        ServiceUnit(4, "kk", "Kartu Keluarga", 2),
        ServiceUnit(5, "puskesmas", "Puskesmas Sofifi", 1),
    ]
)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Each unit below an earlier one or below none."""
    parents = draw(st.lists(st.integers(0, 20), max_size=12))
    return Tree(
        a_unit(id, f"u{id}", parent % id or None) for id, parent in enumerate(parents, start=1)
    )


def codes(units: list[ServiceUnit]) -> list[str]:
    return [unit.code for unit in units]


def test_leaves_are_found_depth_first_in_the_order_of_the_import() -> None:
    assert codes(PROVINCE.leaves()) == ["ktp", "kk", "puskesmas"]
    assert codes(PROVINCE.leaves(2)) == ["ktp", "kk"]
    assert codes(PROVINCE.leaves(5)) == ["puskesmas"]
    assert PROVINCE.leaves(99) == []
    assert Tree([]).leaves() == []


def test_a_walk_tells_the_depth() -> None:
    assert [(depth, unit.code) for depth, unit in PROVINCE.walk()] == [
        (0, "setda"),
        (1, "dukcapil"),
        (2, "ktp"),
        (2, "kk"),
        (1, "puskesmas"),
    ]


def test_only_a_leaf_is_rated_itself() -> None:
    assert PROVINCE.is_leaf(3)
    assert not PROVINCE.is_leaf(2)
    assert not PROVINCE.is_leaf(99)


def test_a_title_names_the_parent() -> None:
    assert PROVINCE.title(PROVINCE.by_id[3]) == "Disdukcapil · KTP elektronik"
    assert PROVINCE.title(PROVINCE.by_id[1]) == "Provinsi"
    assert titled("KTP", None) == "KTP"


def test_a_unit_whose_parent_is_not_in_the_list_stands_at_the_top() -> None:
    orphan = ServiceUnit(7, "kia", "KIA", 99)

    tree = Tree([orphan])

    assert tree.children(None) == [orphan]
    assert tree.title(orphan) == "KIA"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ktp", ["ktp"]),
        ("KARTU", ["kk"]),
        ("disdukcapil", ["ktp", "kk"]),
        ("elektronik disduk", ["ktp"]),
        ("provinsi", ["puskesmas"]),
        ("kartu elektronik", []),
        ("", ["ktp", "kk", "puskesmas"]),
    ],
)
def test_a_search_wants_every_word_in_title_or_code(text: str, found: list[str]) -> None:
    assert codes(PROVINCE.search(text, PROVINCE.leaves())) == found


@given(trees())
def test_every_unit_is_walked_once_and_every_leaf_is_one(tree: Tree) -> None:
    walked = [unit for _, unit in tree.walk()]

    assert sorted(unit.id for unit in walked) == sorted(tree.by_id)
    assert [unit for unit in walked if tree.is_leaf(unit.id)] == tree.leaves()


@given(trees())
def test_the_leaves_of_a_unit_are_those_of_its_children(tree: Tree) -> None:
    for unit_id in tree.by_id:
        below = [leaf for child in tree.children(unit_id) for leaf in tree.leaves(child.id)]
        assert tree.leaves(unit_id) == (below or [tree.by_id[unit_id]])


def line(row: int = 2, code: str = "ktp", name: str = "KTP", parent: str = "") -> UnitLine:
    return UnitLine(row, code, name, parent)


def test_a_sound_spreadsheet_has_no_problem() -> None:
    assert check(UNITS) == []
    assert check([]) == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([line(code="KTP")], CellProblem(2, "code", CellFault.BAD_CODE, "KTP")),
        ([line(code="")], CellProblem(2, "code", CellFault.BAD_CODE, "")),
        ([line(code="a" * 41)], CellProblem(2, "code", CellFault.BAD_CODE, "a" * 41)),
        ([line(name="")], CellProblem(2, "name", CellFault.BAD_NAME, "")),
        (
            [line(name="a" * (MAX_NAME + 1))],
            CellProblem(2, "name", CellFault.BAD_NAME, "a" * (MAX_NAME + 1)),
        ),
        ([line(), line(3)], CellProblem(3, "code", CellFault.TWICE, "ktp", earlier=2)),
        ([line(parent="kk")], CellProblem(2, "parent", CellFault.NO_PARENT, "kk")),
        ([line(parent="ktp")], CellProblem(2, "parent", CellFault.CIRCLE, "ktp")),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(
    lines: list[UnitLine], problem: CellProblem
) -> None:
    assert check(lines) == [problem]


def test_the_longest_code_and_name_are_taken() -> None:
    assert check([line(code="a" * 40, name="b" * MAX_NAME)]) == []


def test_a_circle_is_told_on_every_row_of_it() -> None:
    rows = [line(2, "a", parent="c"), line(3, "b", parent="a"), line(4, "c", parent="b")]

    assert [(found.row, found.fault) for found in check(rows)] == [
        (2, CellFault.CIRCLE),
        (3, CellFault.CIRCLE),
        (4, CellFault.CIRCLE),
    ]


def test_all_problems_are_told_at_once_also_of_one_row() -> None:
    rows = [line(2, "A B", "", "nowhere"), line(3, "ktp"), line(4, "ktp")]

    assert [(found.row, found.column) for found in check(rows)] == [
        (2, "code"),
        (2, "name"),
        (2, "parent"),
        (4, "code"),
    ]
