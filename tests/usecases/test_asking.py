"""The database alone leads from no employee to a question, nor to a word of one."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import people, questions
from bot.db.base import Base, Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, QuestionRow
from bot.domain.errors import Gone, NotAllowed, NotEmployed
from bot.domain.question import LONGEST, Fault, Part
from bot.keys import Keys
from bot.usecases import answering, asking
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.usecases.training_room import employ, somebody

ADMIN = a_person(9001, admin=True)
TEXT = "Apakah skor kinerja memengaruhi tunjangan?"
REPLY = "Ya, mulai Januari 2027."

Row = dict[str, Any]
Deed = Callable[[Db], object]


@pytest.fixture(autouse=True)
def employees(database: Database) -> None:
    database.now(employ, 3)


def asked(
    db: Db, office: Office, n: int = 1, text: str = TEXT, campaign: str | None = "kinerja"
) -> int:
    """The key of a new question of an employee, asked in a campaign."""
    assert asking.expect(db, office, somebody(n), campaign) is None
    known = people.known(db, [2000 + n])[2000 + n].expecting or ""
    where = known.partition(":")[2]
    before = {one.key for one in questions.at(db, answered=False)}
    assert asking.ask(db, office, somebody(n), text, MORNING, where) is None
    return next(one.key for one in questions.at(db, answered=False) if one.key not in before)


def everything(db: Db) -> dict[str, list[Row]]:
    """All rows of all tables, as in a dump."""
    tables = Base.metadata.tables
    return {
        name: [dict(row) for row in db.execute(select(table)).mappings()]
        for name, table in tables.items()
    }


def values(rows: list[Row]) -> Iterator[Any]:
    for row in rows:
        yield from row.values()


def test_the_database_alone_leads_from_nobody_to_a_question(
    database: Database, office: Office
) -> None:
    """Neither while it waits nor after it was answered and published."""
    keys = [database.now(asked, office, n, f"{TEXT} {n}") for n in (1, 2, 3)]
    stages = [database.now(everything)]
    for key in keys[:2]:
        database.now(answering.answer, office, ADMIN, key, REPLY, MORNING)
    database.now(answering.word, office, ADMIN, f"{keys[0]}:question", "Apa gunanya skor?")
    edition = database.now(answering.look, office, ADMIN, keys[0]).edition
    database.now(answering.publish, office, ADMIN, keys[0], edition, MORNING)
    stages.append(database.now(everything))

    for found in stages:
        mine = found.pop("question")
        # A day is that of many; all else that stands here stands nowhere else.
        own = {row[name] for row in mine for name in ("key", "mark", "sealed")}
        others = {value for rows in found.values() for value in values(rows)}
        whole = "\n".join(map(str, others))
        assert len(own) == 9
        assert own.isdisjoint(others)
        assert not any(str(row["key"]) in whole or row["mark"].hex() in whole for row in mine)
    assert [row["person_id"] for row in stages[1]["delivery"]] == [2001, 2002]
    assert len(stages[1]["faq"]) == 1


def test_neither_a_word_nor_the_way_back_stands_in_clear(
    database: Database, office: Office
) -> None:
    key = database.now(asked, office)
    database.now(answering.answer, office, ADMIN, key, REPLY, MORNING)
    token = database.now(lambda db: db.scalar(select(DeliveryRow.slot)))
    found = database.now(everything)
    whole = "\n".join(str(value) for rows in found.values() for value in values(rows))

    assert token
    (row,) = found["question"]
    assert row.keys() == {"key", "mark", "sealed", "asked_on", "answered"}
    for word in (TEXT, "tunjangan", REPLY, "Januari"):
        assert word not in whole
    for secret in (TEXT, REPLY, token, "employee_id"):
        assert secret.encode() not in row["sealed"]
    assert whole.count(token) == 2
    assert office.keys.unseal(row["sealed"])["token"] == token


def test_another_key_makes_other_marks_of_the_same_people(
    database: Database, office: Office
) -> None:
    """So that nobody finds whose a question is by trying all employees."""
    database.now(asked, office)
    mark = database.now(lambda db: db.scalar(select(QuestionRow.mark)))

    assert mark == office.keys.mark("question", 1)
    assert mark != Keys(b"x" * 32).mark("question", 1)
    assert mark != office.keys.mark("participant", 1)


LONG = ("a", "\n", '"', "\\", "é", "ऄ", "😀" * 500, "�" * LONGEST, "a" * LONGEST, '\\"' * 500)


def test_every_seal_is_as_long_as_any_other_whatever_was_asked_and_answered(
    database: Database, office: Office
) -> None:
    waiting, done = set(), set()
    for n, text in enumerate(text for text in LONG if text.strip()):
        said = text if len(text) > 1 else text + "?"
        key = database.now(asked, office, n % 3 + 1, said)
        waiting.add(database.now(length, key))
        database.now(answering.answer, office, ADMIN, key, said, MORNING)
        done.add(database.now(length, key))
        for part in Part:
            database.now(answering.word, office, ADMIN, f"{key}:{part}", said)
            done.add(database.now(length, key))

    assert (len(waiting), len(done)) == (1, 1)


def length(db: Db, key: int) -> int:
    found = questions.find(db, key)
    assert found is not None
    return len(found.sealed)


def test_the_rows_lie_in_no_order_of_arrival(database: Database, office: Office) -> None:
    keys = [database.now(asked, office, n % 3 + 1) for n in range(12)]

    assert keys != sorted(keys)
    assert len(set(keys)) == 12
    assert all(0 <= key < 2**63 for key in keys)


def test_what_a_typed_line_is_for_does_not_tell_what_it_will_say(
    database: Database, office: Office
) -> None:
    """What is held against a campaign is expected as any other question is."""
    database.now(asking.expect, office, somebody(1), "kinerja")
    database.now(asking.expect, office, somebody(2))
    rows = database.now(everything)["expectation"]
    kinds = [row["kind"].partition(":") for row in rows]
    assert [row["person_id"] for row in rows] == [2001, 2002]
    assert {kind for kind, _colon, _sealed in kinds} == {"question"}
    assert len({len(sealed) for _kind, _colon, sealed in kinds}) == 1

    for n in (1, 2):
        database.now(asked, office, n)
    assert database.now(everything)["expectation"] == []


def test_the_message_with_the_answer_is_owed_to_whoever_asked(
    database: Database, office: Office
) -> None:
    keys = [database.now(asked, office, n, f"{TEXT} {n}") for n in (1, 2)]
    database.now(answering.answer, office, ADMIN, keys[1], REPLY, MORNING)

    (row,) = database.now(everything)["delivery"]
    assert (row["person_id"], row["kind"], row["class"]) == (2002, "answer", "duty")
    assert row["dedupe_key"] == f"answer:{row['slot']}"


async def test_two_admins_at_once_owe_one_answer(database: Database, office: Office) -> None:
    key = database.now(asked, office)

    found = await asyncio.gather(
        *(
            database.write(answering.answer, office, a_person(n, admin=True), key, text, MORNING)
            for n, text in ((9001, REPLY), (9002, "Tidak."))
        )
    )

    assert sorted(fault or "" for _one, fault in found) == ["", Fault.ANSWERED]
    said = next(one.answer for one, fault in found if fault is None)
    assert database.now(answering.look, office, ADMIN, key).answer == said
    assert len(database.now(everything)["delivery"]) == 1


def test_only_employees_ask_and_only_admins_read(database: Database, office: Office) -> None:
    key = database.now(asked, office)
    citizen = a_person(1001)

    asks: tuple[Deed, ...] = (
        lambda db: asking.ask(db, office, citizen, TEXT, MORNING),
        lambda db: asking.expect(db, office, citizen),
        lambda db: asking.desk(db, office, citizen),
        lambda db: asking.own(db, office, citizen),
        lambda db: asking.entry(db, citizen, 1),
    )
    reads: tuple[Deed, ...] = (
        lambda db: answering.inbox(db, office, somebody(1), answered=False),
        lambda db: answering.look(db, office, somebody(1), key),
        lambda db: answering.answer(db, office, somebody(1), key, REPLY, MORNING),
        lambda db: answering.expect_answer(db, office, somebody(1), key, MORNING),
        lambda db: answering.word(db, office, somebody(1), f"{key}:answer", REPLY),
        lambda db: answering.publish(db, office, somebody(1), key, "", MORNING),
        lambda db: answering.discard(db, somebody(1), key),
        lambda db: answering.entries(db, somebody(1)),
        lambda db: answering.entry(db, somebody(1), 1),
        lambda db: answering.withdraw(db, somebody(1), 1),
    )

    for deed in asks:
        with pytest.raises(NotEmployed):
            database.now(deed)
    for deed in reads:
        with pytest.raises(NotAllowed):
            database.now(deed)


def test_what_was_discarded_is_gone_for_everybody(database: Database, office: Office) -> None:
    key = database.now(asked, office)
    database.now(answering.discard, ADMIN, key)
    deeds: tuple[Deed, ...] = (
        lambda db: answering.look(db, office, ADMIN, key),
        lambda db: answering.answer(db, office, ADMIN, key, REPLY, MORNING),
        lambda db: answering.discard(db, ADMIN, key),
        lambda db: answering.withdraw(db, ADMIN, 1),
        lambda db: answering.entry(db, ADMIN, 1),
        lambda db: asking.look(db, office, somebody(1), key),
        lambda db: asking.entry(db, somebody(1), 1),
    )

    for deed in deeds:
        with pytest.raises(Gone):
            database.now(deed)
