"""The units spreadsheet: read whatever it looks like, applied whole or not at all."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db import interviews, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import SheetRefused
from bot.domain.sheet import CellFault, CellProblem, Changes
from bot.domain.unit import MAX_NAME, UnitLine
from bot.usecases import importing
from bot.usecases.office import Office
from tests.factories import MORNING, UNITS
from tests.usecases.citizens import Citizen, answer_all, rate

KTP = UnitLine(2, "ktp", "KTP", "")
EMPTY = CellProblem(1, "", CellFault.EMPTY, "")
NO_TABLE = CellProblem(1, "", CellFault.NOT_A_TABLE, "")


@pytest.mark.parametrize(
    "content",
    [
        b"code,name,parent\nktp,KTP,\n",
        b"\xef\xbb\xbfcode,name,parent\nktp,KTP,\n",
        b"code;name;parent\nktp;KTP;\n",
        b"kode,nama,induk\nktp,KTP,\n",
        b"Kode,NAMA,Induk\r\nktp,KTP,\r\n",
        b"parent,code,remark,name\n,ktp,new,KTP\n",
        b'"code","name","parent"\n"ktp","KTP",""\n',
        b" code , name , parent \n ktp , KTP , \n",
        b"code,name,parent\nktp,KTP\n",
        b"code,name,parent\nktp,KTP,-\n",
        b"code,name,parent\rktp,KTP,\r",
        b"code,name,parent\nktp,KTP,\n\n,,\n",
    ],
)
def test_a_spreadsheet_is_read_however_it_was_saved(content: bytes) -> None:
    assert importing.read_units(content) == [KTP]


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    content = b'\ncode,name,parent\n\nktp,"KTP\nelektronik",\n,,\nkk,"Kartu, Keluarga",ktp\n'

    assert importing.read_units(content) == [
        UnitLine(4, "ktp", "KTP elektronik", ""),
        UnitLine(6, "kk", "Kartu, Keluarga", "ktp"),
    ]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", (EMPTY,)),
        (b"\n ,, \n", (EMPTY,)),
        (b"kode,nama,induk\nktp,Caf\x81,", (NO_TABLE,)),
        (b"PK\x03\x04\x14\x00\xff", (NO_TABLE,)),
        (b"code,name,parent\n" + b"a" * 200_000 + b",,\n", (NO_TABLE,)),
        (
            b"\ncode,title\nktp,KTP\n",
            (
                CellProblem(2, "Nama", CellFault.NO_COLUMN, ""),
                CellProblem(2, "Induk", CellFault.NO_COLUMN, ""),
            ),
        ),
    ],
)
def test_what_is_no_such_table_is_refused(
    content: bytes, problems: tuple[CellProblem, ...]
) -> None:
    with pytest.raises(SheetRefused) as refused:
        importing.read_units(content)

    assert refused.value.problems == problems


def test_blank_lines_above_the_header_hide_no_semicolons() -> None:
    assert importing.read_units(b"\n\nkode;nama;induk\nktp;KTP;\n") == [replace(KTP, row=4)]


def stored(db: Db) -> dict[str, units.StoredUnit]:
    return units.stored(db)


def test_all_problems_come_at_once_and_nothing_is_changed(database: Database) -> None:
    before = database.now(stored)
    content = (
        "kode,nama,induk\n"
        "baru,Baru,\n"
        f"KTP,{'x' * (MAX_NAME + 1)},tidak-ada\n"
        "baru,Lagi,baru\n"
        "a,A,b\n"
        "b,B,a\n"
    )

    with pytest.raises(SheetRefused) as refused:
        database.now(importing.import_units, importing.read_units(content.encode()), MORNING)

    assert sorted((found.row, found.column, found.fault) for found in refused.value.problems) == [
        (2, "parent", CellFault.CIRCLE),
        (3, "code", CellFault.BAD_CODE),
        (3, "name", CellFault.BAD_NAME),
        (3, "parent", CellFault.NO_PARENT),
        (4, "code", CellFault.TWICE),
        (4, "parent", CellFault.CIRCLE),
        (5, "parent", CellFault.CIRCLE),
        (6, "parent", CellFault.CIRCLE),
    ]
    assert database.now(stored) == before


def test_a_table_without_rows_is_no_order_to_remove_every_unit(database: Database) -> None:
    with pytest.raises(SheetRefused) as refused:
        database.now(importing.import_units, [], MORNING)

    assert refused.value.problems == (EMPTY,)
    assert len(database.now(units.tree).by_id) == len(UNITS)


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    before = database.now(units.tree).walk()

    changes = database.now(importing.import_units, UNITS, MORNING)

    assert changes == Changes((), (), (), len(UNITS))
    assert database.now(units.tree).walk() == before


def test_what_is_new_changed_and_gone_is_told(database: Database) -> None:
    lines = [
        UnitLine(2, "dukcapil", "Dinas Dukcapil", ""),
        UnitLine(3, "dukcapil-ktp", "KTP elektronik", "dukcapil"),
        UnitLine(4, "kia", "Kartu Identitas Anak", "dukcapil"),
    ]
    expected = Changes(("kia",), ("dukcapil",), ("dukcapil-kk", "puskesmas"), 1)

    before = database.now(stored)
    assert database.now(importing.import_units, lines, MORNING, dry_run=True) == expected
    assert database.now(stored) == before
    assert database.now(importing.import_units, lines, MORNING) == expected

    assert set(database.now(units.tree).by_code) == {"dukcapil", "dukcapil-ktp", "kia"}


def test_a_parent_may_stand_below_its_child_in_the_file(database: Database) -> None:
    lines = [UnitLine(2, "kia", "KIA", "rsud"), UnitLine(3, "rsud", "RSUD", "")]

    database.now(importing.import_units, lines, MORNING)

    tree = database.now(units.tree)
    assert [(depth, unit.code) for depth, unit in tree.walk()] == [(0, "rsud"), (1, "kia")]


def test_a_unit_that_is_gone_keeps_its_answers_and_comes_back(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, Citizen(), unit_id)
    without = [line for line in UNITS if line.code != "dukcapil-ktp"]

    assert database.now(importing.import_units, without, MORNING).gone == ("dukcapil-ktp",)
    assert database.now(units.rated_codes) == {"dukcapil-ktp"}
    assert database.now(importing.import_units, without, MORNING).gone == ()

    assert database.now(importing.import_units, UNITS, MORNING).changed == ("dukcapil-ktp",)
    assert database.now(units.ids)["dukcapil-ktp"] == unit_id
    assert database.now(units.tree).is_leaf(unit_id)


BELOW = (*UNITS, UnitLine(6, "loket", "Loket 1", "dukcapil-ktp"))
RATED_PARENT = CellProblem(6, "parent", CellFault.RATED_PARENT, "dukcapil-ktp")


def test_a_rated_unit_gets_no_children(database: Database, office: Office, unit_id: int) -> None:
    rate(database, office, Citizen(), unit_id)

    with pytest.raises(SheetRefused) as refused:
        database.now(importing.import_units, BELOW, MORNING)

    assert refused.value.problems == (RATED_PARENT,)
    assert database.now(units.tree).is_leaf(unit_id)


def test_a_unit_that_somebody_is_rating_gets_no_children(
    database: Database, office: Office, unit_id: int
) -> None:
    """The answer would lie at a node, where no figure counts it."""
    answer_all(database, office, Citizen(), unit_id)

    with pytest.raises(SheetRefused) as refused:
        database.now(importing.import_units, BELOW, MORNING)
    assert refused.value.problems == (RATED_PARENT,)
    database.now(interviews.remove, Citizen().id)

    database.now(importing.import_units, BELOW, MORNING)


@st.composite
def spreadsheets(draw: st.DrawFn) -> list[UnitLine]:
    """Sound ones: each unit below an earlier one, or below none, and shuffled."""
    codes = draw(
        st.lists(
            st.from_regex("[a-z0-9-]{1,6}", fullmatch=True), min_size=1, max_size=8, unique=True
        )
    )
    parents = ["", *codes]
    rows = [
        (code, draw(st.sampled_from(["A", "B"])), draw(st.sampled_from(parents[: n + 1])))
        for n, code in enumerate(codes)
    ]
    return [UnitLine(n, *row) for n, row in enumerate(draw(st.permutations(rows)), 2)]


# One database for all examples: each import meets whatever the one before left.
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spreadsheets())
def test_what_was_imported_is_what_the_tree_says(
    database: Database, lines: list[UnitLine]
) -> None:
    database.now(importing.import_units, lines, MORNING)

    tree = database.now(units.tree)
    found = {
        unit.code: (unit.name, tree.by_id[unit.parent_id].code if unit.parent_id else "")
        for unit in tree.by_id.values()
    }
    assert found == {line.code: (line.name, line.parent) for line in lines}
    assert list(found) == [line.code for line in lines]
    assert database.now(importing.import_units, lines, MORNING) == Changes((), (), (), len(lines))
