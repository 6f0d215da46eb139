"""What the files on the disk say to somebody who reads their bytes and has not the key."""

import sqlite3
from base64 import b64encode, urlsafe_b64encode
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.db.database import Database
from bot.domain import privacy
from bot.domain.situation import Reviewing
from bot.keys import Keys
from bot.usecases import receipts
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.usecases.citizens import OTHER, Citizen, answer_all, rate, send, steps
from tests.usecases.evidence import dump, raw, rows

SUGGESTION = "Kursi tunggu di lorong timur patah"
OCCUPATION = "Penyelam mutiara"
TALKATIVE = Citizen(1, occupation=OTHER, other=OCCUPATION, suggestion=SUGGESTION)


def spellings(word: str) -> list[bytes]:
    plain = word.encode()
    return [plain, b64encode(plain), urlsafe_b64encode(plain), plain.hex().encode()]


def test_no_answer_code_or_suggestion_stands_in_any_file_while_it_waits(
    database: Database, office: Office, unit_id: int, file: Path
) -> None:
    code, seen = "", b""
    for found in steps(database, office, TALKATIVE, unit_id):
        code = (found.receipt or "") if isinstance(found, Reviewing) else code
        seen += raw(file) + dump(file)
    database.now(send, office, TALKATIVE)
    for number in (2, 3, 4):
        seen += raw(file) + dump(file)
        rate(database, office, Citizen(number), unit_id)
    seen += raw(file) + dump(file)

    assert code
    words = (SUGGESTION, OCCUPATION, code, privacy.spell(code), 'pekerjaan":', '"receipt"')
    assert [word for word in words for spelt in spellings(word) if spelt in seen] == []
    rate(database, office, Citizen(5), unit_id)
    for released in (raw(file), dump(file)):
        assert SUGGESTION.encode() in released
        assert b'pekerjaan":' in released
        assert code.encode() not in released


def test_the_old_seals_are_wiped_out_of_the_main_file_when_they_are_opened(
    database: Database, office: Office, unit_id: int, file: Path
) -> None:
    def main_file() -> bytes:
        # A checkpoint moves what was committed from the journal to the main file.
        checkpoint(file)
        return file.read_bytes()

    for number in range(1, 5):
        rate(database, office, Citizen(number), unit_id)
    waiting = main_file()
    seals = [row["sealed"] for row in rows(file, "ballot")]
    pieces = [seal[at : at + 64] for seal in seals if isinstance(seal, bytes) for at in (99, 9000)]
    assert len(pieces) == 8
    assert all(piece in waiting for piece in pieces)

    rate(database, office, Citizen(5), unit_id)

    opened = main_file()
    assert not any(piece in opened for piece in pieces)


def checkpoint(file: Path) -> None:
    beside = sqlite3.connect(file)
    assert beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    beside.close()


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "interview",
            # A rating is about no session: the last two are empty.
            "person_id survey_id version_id unit_id card sealed started_at touched_at"
            " session_id inquiry",
        ),
        ("expectation", "person_id kind since"),
        ("participation", "mark first_day"),
        ("box", "survey_id unit_id"),
        ("ballot", "key survey_id unit_id mark sealed"),
        (
            "response",
            "key survey_id unit_id version_id answers scores mode straight_lined too_fast"
            " receipt released_on entered_on",
        ),
        ("wrong_try", "mark count until"),
        ("counter", "survey_id unit_id day name n"),
        ("subscription", "person_id unit_id"),
        ("correspondence", "id sealed"),
    ],
)
def test_nothing_more_stands_in_clear_than_these_columns(
    database: Database, file: Path, table: str, columns: str
) -> None:
    database.close()
    copy = sqlite3.connect(file)

    found = [name for _, name, *_ in copy.execute(f"PRAGMA table_info({table})")]

    copy.close()
    assert found == columns.split()


def test_where_an_order_would_tell_no_row_has_a_number(database: Database, file: Path) -> None:
    database.close()
    copy = sqlite3.connect(file)
    unnumbered = {name for _, name, _, _, wr, _ in copy.execute("PRAGMA table_list") if wr}
    automatic = copy.execute("SELECT name FROM sqlite_schema WHERE name = 'sqlite_sequence'")

    assert unnumbered >= {"participation", "box", "ballot", "response", "wrong_try"}
    assert automatic.fetchall() == []
    copy.close()


def test_rows_lie_in_the_order_of_keys_that_were_drawn(
    database: Database, office: Office, unit_id: int, file: Path
) -> None:
    for number in range(1, 10):
        rate(database, office, Citizen(number), unit_id)

    for table, column in (("ballot", "key"), ("response", "key"), ("participation", "mark")):
        found = [row[column] for row in rows(file, table)]
        assert len(found) >= 4
        assert found == sorted(found, key=bytes_of)


def bytes_of(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def every_mark(file: Path) -> list[bytes]:
    columns = [("participation", "mark"), ("ballot", "mark"), ("wrong_try", "mark")]
    return [
        bytes_of(row[column])
        for table, column in [*columns, ("response", "receipt")]
        for row in rows(file, table)
    ]


def guesses(keys: Keys, people: range, unit_ids: list[object]) -> set[bytes]:
    """The marks that somebody would compute who knows the program, the people and the units."""
    units_of_people = list(product(people, unit_ids))
    found = {
        keys.mark("participation", person, "skm", unit, date(2026, 11, 1))
        for person, unit in units_of_people
    }
    found |= {keys.mark("box", person, 1, unit) for person, unit in units_of_people}
    return found | {keys.mark("receipt tries", person) for person in people}


def test_marks_lead_to_nobody_without_the_key(
    database: Database, office: Office, unit_id: int, file: Path
) -> None:
    people = range(1, 10)
    for number in people:
        rate(database, office, Citizen(number), unit_id)
        database.now(receipts.check, office, Citizen(number).person, "falsch", MORNING)
    marks = every_mark(file)
    unit_ids = [row["id"] for row in rows(file, "service_unit")]

    assert len(marks) == len(set(marks)) == 9 + 4 + 9 + 5
    assert len(set(marks) & guesses(office.keys, people, unit_ids)) == 9 + 4 + 9
    assert not set(marks) & guesses(Keys(b"x" * 32), people, unit_ids)


def test_a_right_code_leaves_no_trace_of_who_asked(
    database: Database, office: Office, unit_id: int, file: Path
) -> None:
    code = answer_all(database, office, Citizen(1), unit_id).receipt or ""
    database.now(send, office, Citizen(1))
    before = {table: rows(file, table) for table in ("ballot", "wrong_try", "expectation")}

    assert database.now(
        receipts.check, office, Citizen(2).person, code, MORNING + timedelta(hours=1)
    )

    assert {table: rows(file, table) for table in before} == before
