"""/kode: a code is found waiting and counted, and guessing is slow."""

from datetime import datetime, timedelta

import pytest

from bot.db import people
from bot.db.database import Database
from bot.domain import privacy
from bot.domain.errors import CodePaused
from bot.domain.thread import Receipt
from bot.usecases import receipts
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.rows import rows_of
from tests.usecases.citizens import Citizen, answer_all, rate, send

ASKER = a_person(7)
HOUR = timedelta(hours=1)
TITLE = "Disdukcapil · KTP elektronik"


@pytest.fixture
def code(database: Database, office: Office, unit_id: int) -> str:
    """The code of an answer that waits."""
    found = answer_all(database, office, Citizen(1), unit_id).receipt
    database.now(send, office, Citizen(1))
    assert found is not None
    return found


def check(
    database: Database, office: Office, text: str, now: datetime = MORNING
) -> Receipt | None:
    return database.now(receipts.check, office, ASKER, text, now)


def test_a_code_is_found_waiting_and_later_counted(
    database: Database, office: Office, unit_id: int, code: str
) -> None:
    rate(database, office, Citizen(2), unit_id)
    assert check(database, office, code) == Receipt(code, unit_id, TITLE, None)

    for number in (3, 4, 5):
        rate(database, office, Citizen(number), unit_id)

    assert check(database, office, code) == Receipt(
        code, unit_id, TITLE, MORNING.date(), reachable=False
    )
    assert check(database, office, f" {privacy.spell(code).lower()} ") is not None


def test_the_code_of_an_interview_that_runs_leads_nowhere(
    database: Database, office: Office, unit_id: int
) -> None:
    code = answer_all(database, office, Citizen(1), unit_id).receipt or ""

    assert check(database, office, code) is None


@pytest.mark.parametrize("wrong", ["ABCD-EFGH", "no code", ""])
def test_five_wrong_codes_pause_an_hour_also_for_the_right_one(
    database: Database, office: Office, code: str, wrong: str
) -> None:
    for _ in range(5):
        assert check(database, office, wrong) is None

    with pytest.raises(CodePaused) as paused:
        check(database, office, code, MORNING + HOUR - timedelta(seconds=1))

    assert paused.value.until == MORNING + HOUR
    assert check(database, office, code, MORNING + HOUR) is not None


def test_a_wrong_code_after_the_pause_counts_anew(
    database: Database, office: Office, code: str
) -> None:
    for _ in range(5):
        check(database, office, "no code")

    check(database, office, "no code", MORNING + HOUR)

    assert check(database, office, code, MORNING + HOUR) is not None


def test_wrong_codes_of_one_account_pause_no_other(
    database: Database, office: Office, code: str
) -> None:
    for _ in range(5):
        check(database, office, "no code")

    assert database.now(receipts.check, office, a_person(8), code, MORNING) is not None


def test_right_codes_are_not_counted(database: Database, office: Office, code: str) -> None:
    for _ in range(6):
        assert check(database, office, code) is not None

    assert database.now(rows_of, "wrong_try") == 0


def test_a_typed_code_is_expected_only_of_somebody_of_whom_something_may_be_stored(
    database: Database, code: str
) -> None:
    known, unknown = a_person(1), a_person(7, consented=False)

    assert database.now(receipts.expect_code, known)
    assert not database.now(receipts.expect_code, unknown)

    assert code
    assert database.now(rows_of, "expectation") == 1


def test_a_right_code_ends_the_waiting_and_a_wrong_one_does_not(
    database: Database, office: Office, code: str
) -> None:
    person = a_person(1)
    database.now(receipts.expect_code, person)

    database.now(receipts.check, office, person, "no code", MORNING)
    assert database.now(people.expectation, 1) is not None
    database.now(receipts.check, office, person, code, MORNING)

    assert database.now(people.expectation, 1) is None
