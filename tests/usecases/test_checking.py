"""Questions of a check come from the workbook, and become a form that counts what is right."""

from typing import Any

import pytest

from bot.db import surveys, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.check import CheckQuestion, form
from bot.domain.errors import SheetRefused
from bot.domain.sheet import CellFault
from bot.domain.survey import Ask, Picked
from bot.usecases import checking, publishing
from bot.usecases.checking import Draft
from bot.usecases.imports import At
from bot.xlsform import export
from bot.xlsform import interview as interviews
from bot.xlsform.form import compile_form
from tests.factories import MORNING
from tests.programme import QUESTION, imported, workbook
from tests.usecases.test_programme import JAYAPURA, with_cell
from tests.xlsform.walks import CONTEXT, begun

AT = At(MORNING, JAYAPURA)
ASKED = (CheckQuestion("Berapa lama standar pelayanan KTP?", ("1 hari", "7 hari"), 1),)


def questions(db: Db) -> tuple[CheckQuestion, ...]:
    return trainings.stored(db).trainings["waktu"].questions


def work(database: Database) -> list[str]:
    """All that is to be converted; the codes of the forms."""
    done = []
    while (draft := database.now(checking.take, MORNING)) is not None:
        edition = publishing.edition(draft.code, draft.content)
        database.now(checking.ended, draft, edition, MORNING)
        done.append(draft.code)
    return done


def test_questions_are_stored_with_their_training_and_published_once(database: Database) -> None:
    imported(database, workbook(checks=[QUESTION]), AT)
    assert database.now(questions) == ASKED
    assert work(database) == ["check-1"]

    imported(database, workbook(checks=[QUESTION]), AT)

    assert work(database) == []
    assert database.now(surveys.newest, "check-1") is not None


def test_a_workbook_without_that_sheet_leaves_the_questions_and_an_empty_one_ends_them(
    database: Database,
) -> None:
    imported(database, workbook(checks=[QUESTION]), AT)
    imported(database, workbook(), AT)
    assert database.now(questions) == ASKED

    changes = imported(database, workbook(checks=[]), AT)

    assert changes.changed == ("waktu: Manajemen Waktu Pelayanan",)
    assert database.now(questions) == ()


def test_questions_that_change_while_they_are_converted_are_converted_again(
    database: Database,
) -> None:
    imported(database, workbook(checks=[QUESTION]), AT)
    draft = database.now(checking.take, MORNING)
    assert isinstance(draft, Draft)
    imported(database, workbook(checks=[with_cell(QUESTION, 5, "A")]), AT)
    database.now(checking.ended, draft, publishing.edition(draft.code, draft.content), MORNING)

    assert work(database) == ["check-1"]


def test_questions_that_are_taken_out_before_that_are_not_converted(database: Database) -> None:
    imported(database, workbook(checks=[QUESTION]), AT)

    imported(database, workbook(checks=[]), AT)

    assert work(database) == []


def test_questions_that_cannot_be_asked_are_given_up(database: Database) -> None:
    imported(database, workbook(checks=[QUESTION]), AT)
    draft = database.now(checking.take, MORNING)
    assert draft is not None

    database.now(checking.ended, draft, None, MORNING)

    assert work(database) == []
    assert database.now(surveys.newest, "check-1") is None


@pytest.mark.parametrize(
    ("place", "cell", "column", "fault"),
    [
        (0, "lain", "Pelatihan", CellFault.NO_TRAINING),
        (1, "", "Pertanyaan", CellFault.MISSING),
        (1, "a" * 201, "Pertanyaan", CellFault.TOO_LONG),
        (1, "Berapa ${p1}?", "Pertanyaan", CellFault.BAD_SIGNS),
        (2, "", "Pilihan A", CellFault.MISSING),
        (3, "1 | 2", "Pilihan B", CellFault.BAD_SIGNS),
        (3, "1 hari", "Pilihan B", CellFault.SAME_CHOICE),
        (5, "", "Jawaban benar", CellFault.MISSING),
        (5, "C", "Jawaban benar", CellFault.BAD_RIGHT),
        (5, "7 hari", "Jawaban benar", CellFault.BAD_RIGHT),
    ],
)
def test_every_cell_is_checked(
    database: Database, place: int, cell: Any, column: str, fault: CellFault
) -> None:
    with pytest.raises(SheetRefused) as refused:
        imported(database, workbook(checks=[with_cell(QUESTION, place, cell)]), AT)

    (problem,) = [one for one in refused.value.problems if one.fault is fault]
    assert (problem.sheet, problem.row, problem.column) == ("Cek pengetahuan", 2, column)


def test_a_sixth_question_and_one_that_stands_twice_are_refused(database: Database) -> None:
    rows = [with_cell(QUESTION, 1, f"Soal {n}?") for n in range(6)]

    with pytest.raises(SheetRefused) as refused:
        imported(database, workbook(checks=[*rows[:4], rows[0], *rows[4:]]), AT)

    assert [(one.row, one.fault) for one in refused.value.problems] == [
        (6, CellFault.TWICE),
        (8, CellFault.MANY_QUESTIONS),
    ]


def test_whatever_stands_in_a_cell_is_asked_as_it_is_and_counted() -> None:
    odd = CheckQuestion('*Apa* <b>itu</b> & "x"\' \\ #1 $2?', ("- a", "# b", "{c}", "1"), 3)
    text = form("check-1", (odd, *ASKED))
    compiled = compile_form(publishing.edition("check-1", text.encode()).xform)
    walk = begun(compiled)
    asked = []
    while isinstance(turn := interviews.turn(walk), Ask):
        asked.append((turn.question.label, tuple(one.label for one in turn.question.choices)))
        walk, _ = interviews.answer(walk, turn.question.number, Picked("1"), CONTEXT)

    assert asked == [(one.text, one.choices) for one in (odd, *ASKED)]
    assert export.submission(walk) == {"p1": "1", "p2": "1", "benar": "1", "soal": "2"}
