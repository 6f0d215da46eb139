"""Threads under receipt codes tell nothing to whoever has every dump and instant, but no key."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.db import people, units
from bot.db.base import Base, Db
from bot.db.database import Database
from bot.db.tables import CorrespondenceRow, EmployeeRow, ServiceUnitRow
from bot.domain import thread as rules
from bot.domain.question import Fault
from bot.domain.thread import LONGEST, Receipt
from bot.usecases import due, receipts, replying, threads
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.usecases.citizens import Citizen, answer_all, rate, send
from tests.usecases.evidence import dump, raw

HEAD = a_person(3001)
SUGGESTION, TEXT, REPLY = "Kursi tunggu patah", "Kapan kursi diganti", "Senin depan sudah baru"

Dump = dict[str, list[tuple[Any, ...]]]


def lead(db: Db) -> None:
    """One person leads all units."""
    nip = f"1986{HEAD.id:014}"
    people.consent(db, HEAD.id, "id", "skm-1", MORNING.date())
    db.execute(insert(EmployeeRow).values(person_id=HEAD.id, unit_id=1, name="A", nip=nip))
    db.execute(update(ServiceUnitRow).values(head_nip=nip))


@pytest.fixture
def codes(database: Database, office: Office) -> dict[str, str]:
    """By unit, the receipt of an answer that is counted."""
    database.now(lead)
    ids, found = database.now(units.ids), {}
    for n, unit in enumerate(("dukcapil-ktp", "puskesmas")):
        citizens = [Citizen(1001 + 10 * n + m, suggestion=SUGGESTION) for m in range(5)]
        first = answer_all(database, office, citizens[0], ids[unit]).receipt
        database.now(send, office, citizens[0])
        for other in citizens[1:]:
            rate(database, office, other, ids[unit])
        found[unit] = first or ""
    return found


def write(database: Database, office: Office, citizen: int, code: str, text: str = TEXT) -> None:
    person = a_person(citizen)
    database.now(receipts.expect_line, office, person, code, MORNING)
    found = database.now(receipts.write, office, person, code, text, MORNING)
    assert isinstance(found, Receipt)


def expectation(db: Db, person_id: int) -> str:
    table = Base.metadata.tables["expectation"]
    kind = db.scalar(select(table.c.kind).where(table.c.person_id == person_id))
    return str(kind).partition(":")[2]


def answer(database: Database, office: Office, code: str, text: str = REPLY) -> None:
    database.now(replying.expect, office, HEAD, threads.mark(office, code), MORNING)
    about = database.now(expectation, HEAD.id)
    _letter, fault = database.now(replying.answer, office, HEAD, about, text, MORNING)
    assert fault is None


def tables(db: Db) -> Dump:
    """Every table as a dump shows it."""
    return {
        name: [tuple(row) for row in db.execute(select(table))]
        for name, table in Base.metadata.tables.items()
    }


def seal(db: Db) -> bytes:
    return db.scalar(select(CorrespondenceRow.sealed)) or b""


def test_every_line_changes_the_one_row_and_none_its_length(
    database: Database, office: Office, codes: dict[str, str]
) -> None:
    """Whichever unit it is about, and whoever wrote: all dumps look the same but for the seal."""
    code, other = codes.values()
    write(database, office, 1001, code)
    before, seals = database.now(tables), [database.now(seal)]

    deeds: list[Callable[[], object]] = [
        lambda: answer(database, office, code),
        lambda: write(database, office, 1011, other),
        lambda: answer(database, office, other, "x" * LONGEST),
        lambda: write(database, office, 1001, code, "y" * LONGEST),
        lambda: database.now(receipts.end, office, a_person(1001), code, MORNING),
    ]
    for deed in deeds:
        deed()
        now = database.now(tables)
        seals.append(now["correspondence"][0][1])
        assert {name for name in now if now[name] != before[name]} == {"correspondence"}
        assert len(now["correspondence"]) == 1

    assert len(set(seals)) == len(seals)
    assert {len(one) for one in seals} == {len(office.keys.seal({}, threads.BLOCK))}


def test_while_a_line_is_expected_only_a_seal_of_one_length_says_to_which_unit(
    database: Database, office: Office, codes: dict[str, str]
) -> None:
    code, other = codes.values()
    found = []
    for one in (code, other):
        database.now(receipts.expect_line, office, a_person(1001), one, MORNING)
        found.append(database.now(expectation, 1001))
        write(database, office, 1001, one)
        database.now(replying.expect, office, HEAD, threads.mark(office, one), MORNING)
        found.append(database.now(expectation, HEAD.id))

    assert len(set(found)) == 4
    assert len({len(one) for one in found}) == 1
    for one in (code, other):
        assert all(one not in said and threads.mark(office, one) not in said for said in found)


def test_no_mark_of_a_thread_is_one_of_a_response(
    database: Database, office: Office, codes: dict[str, str]
) -> None:
    for citizen, code in zip((1001, 1011), codes.values(), strict=True):
        write(database, office, citizen, code)

    marks = [bytes.fromhex(one.mark) for one in database.now(threads.all_, office)]
    responses = [row for row in database.now(tables)["response"] if row]
    assert len(marks) == 2
    assert len(responses) == 10
    assert not any(
        mark in value
        for mark in marks
        for row in responses
        for value in row
        if isinstance(value, bytes)
    )


def test_no_line_code_or_mark_stands_in_any_file(
    database: Database, office: Office, codes: dict[str, str], file: Path
) -> None:
    code = codes["dukcapil-ktp"]
    write(database, office, 1001, code)
    seen = raw(file) + dump(file)
    answer(database, office, code)
    seen += raw(file) + dump(file)

    mark = threads.mark(office, code)
    words = [TEXT, REPLY, code, mark]
    spelt = [[w.encode(), urlsafe_b64encode(w.encode()), w.encode().hex().encode()] for w in words]
    assert [one for some in spelt for one in some if one in seen] == []
    assert bytes.fromhex(mark) not in seen


def test_many_threads_go_into_as_many_blocks_as_they_need(
    database: Database, office: Office
) -> None:
    """The longest there can be, so that one seal holds some forty of them."""

    def fill(db: Db) -> None:
        for number in range(60):
            kept = threads.held(db, office)
            one = rules.begun(f"{number:016x}", 2, "😀" * 1000, "€" * LONGEST, MORNING.date())
            threads.keep(db, office, kept, one.mark, one)

    database.now(fill)

    assert len(database.now(threads.all_, office)) == 60
    length, nothing = len(database.now(seal)), len(office.keys.seal({}, threads.BLOCK))
    assert (length - nothing) % threads.BLOCK == 0


def test_tidying_where_nothing_is_over_changes_nothing(
    database: Database, office: Office, codes: dict[str, str]
) -> None:
    write(database, office, 1001, codes["puskesmas"])
    before = database.now(seal)

    database.now(due.tidy, office, MORNING)

    assert database.now(seal) == before


def test_a_line_out_of_turn_is_not_taken(
    database: Database, office: Office, codes: dict[str, str]
) -> None:
    code = codes["puskesmas"]
    write(database, office, 1001, code)

    again = database.now(receipts.write, office, a_person(1001), code, "Lagi", MORNING)

    assert again is Fault.ENOUGH
    assert [len(one.lines) for one in database.now(threads.all_, office)] == [1]
