"""Who decides about certificates, and that a limit holds for two admins at once."""

import asyncio
import threading
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import event

from bot.db import certificates, learning, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.content import Media, MediaKind
from bot.domain.errors import NotAllowed, NotNow, OwnCertificate
from bot.domain.learning import DEFAULT_RULES, Credit, Record
from bot.usecases import judging
from tests.factories import MORNING, a_person
from tests.usecases.training_room import employ, somebody

ADMIN, OWNER = a_person(9001, admin=True), a_person(2001, admin=True)
DAY = date(2026, 11, 23)
PAPER = Media(MediaKind.PHOTO, "p")


def hand_in(db: Db, employee_id: int = 1, kind: str = "coaching") -> int:
    record = Record(DAY, "Coaching", kind, 2, Credit.PENDING)
    return certificates.add(db, employee_id, record, 1, 0, PAPER).id


def begin(db: Db) -> list[int]:
    """Two that wait; of this kind two count a month, and one does already."""
    employ(db, 2)
    for rule in DEFAULT_RULES:
        trainings.put_rule(db, rule)
    judging.approve(db, ADMIN, hand_in(db), MORNING)
    return [hand_in(db), hand_in(db)]


async def test_two_admins_at_once_pass_no_limit_that_one_alone_would_not(
    database: Database,
) -> None:
    waiting = database.now(begin)
    both_counted = threading.Barrier(2)

    def pause(_db: Db, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT learning.day, learning.session_id"):
            # Both have counted before either is done; or one waits for the other.
            with suppress(threading.BrokenBarrierError):
                both_counted.wait(0.5)

    def approve(db: Db, certificate_id: int) -> int:
        event.listen(db, "after_cursor_execute", pause)
        return judging.approve(db, ADMIN, certificate_id, MORNING).record.jp

    credited = await asyncio.gather(*(database.write(approve, one) for one in waiting))

    assert sorted(credited) == [0, 2]
    assert database.now(learning.jp_in, 2026, [1]) == {1: 4}


def test_nobody_decides_about_their_own(database: Database) -> None:
    (mine, _other) = database.now(begin)

    for decide in (
        lambda db: judging.approve(db, OWNER, mine, MORNING),
        lambda db: judging.refuse(db, OWNER, mine, "twice", MORNING),
        lambda db: judging.reopen(db, OWNER, 1),
    ):
        with pytest.raises(OwnCertificate):
            database.now(decide)
    assert database.now(learning.jp_in, 2026, [1]) == {1: 2}


def test_only_admins_decide_and_find(database: Database) -> None:
    (one, _other) = database.now(begin)

    for deed in (
        lambda db: judging.approve(db, somebody(2), one, MORNING),
        lambda db: judging.reopen(db, somebody(2), 1),
        lambda db: judging.find(db, somebody(2), "Pegawai"),
        lambda db: judging.pending(db, somebody(2)),
    ):
        with pytest.raises(NotAllowed):
            database.now(deed)


def test_what_is_decided_anew_does_not_count_meanwhile_and_makes_room(
    database: Database,
) -> None:
    second, third = database.now(begin)
    database.now(judging.approve, ADMIN, second, MORNING)

    database.now(judging.reopen, ADMIN, second)
    with pytest.raises(NotNow):
        database.now(judging.reopen, ADMIN, second)

    assert database.now(learning.jp_in, 2026, [1]) == {1: 2}
    assert database.now(judging.approve, ADMIN, third, MORNING).record.jp == 2
    assert database.now(judging.approve, ADMIN, second, MORNING).record.jp == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("pegawai", 4), ("WAI 2", 1), ("Pegawai 3", 0), ("%", 0), ("_", 0), ("  ", 0), (None, 0)],
)
def test_certificates_are_found_by_any_words_of_the_name(
    database: Database, words: str | None, found: int
) -> None:
    database.now(begin)
    database.now(hand_in, 2)

    assert len(database.now(judging.find, ADMIN, words)) == found
