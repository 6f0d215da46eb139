"""Who decides about certificates, and that a limit holds for two admins at once."""

import asyncio
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, select

from bot.db import certificates, enrolments, learning, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, LearningRow
from bot.domain.content import Media, MediaKind
from bot.domain.errors import NotAllowed, NotNow, OwnCertificate
from bot.domain.learning import DEFAULT_RULES, Credit, Record
from bot.usecases import attending, judging
from tests.factories import MORNING, a_person, a_session, a_training
from tests.usecases.training_room import announced, employ, somebody

ADMIN, OWNER = a_person(9001, admin=True), a_person(2001, admin=True)
DAY = date(2026, 11, 23)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
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
        lambda db: judging.reopen(db, OWNER, 1, MORNING),
    ):
        with pytest.raises(OwnCertificate):
            database.now(decide)
    assert database.now(learning.jp_in, 2026, [1]) == {1: 2}


def test_only_admins_decide_and_find(database: Database) -> None:
    (one, _other) = database.now(begin)

    for deed in (
        lambda db: judging.approve(db, somebody(2), one, MORNING),
        lambda db: judging.reopen(db, somebody(2), 1, MORNING),
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

    database.now(judging.reopen, ADMIN, second, MORNING)
    with pytest.raises(NotNow):
        database.now(judging.reopen, ADMIN, second, MORNING)

    assert database.now(learning.jp_in, 2026, [1]) == {1: 2}
    assert database.now(judging.approve, ADMIN, third, MORNING).record.jp == 2
    assert database.now(judging.approve, ADMIN, second, MORNING).record.jp == 0


def jp_of_each(db: Db) -> list[int]:
    """Of what counts, in the order in which it came."""
    found = select(LearningRow.jp).where(LearningRow.state == "approved")
    return list(db.scalars(found.order_by(LearningRow.id)))


def told(db: Db) -> list[str | None]:
    """Of which certificates it is owed what was decided."""
    decided = select(DeliveryRow.slot).where(DeliveryRow.kind == "decision")
    return list(db.scalars(decided.order_by(DeliveryRow.slot)))


def test_what_the_limit_left_out_counts_where_another_certificate_is_decided_anew(
    database: Database,
) -> None:
    """Of three that brought nothing that which was approved first; its owner is told."""
    second, third = database.now(begin)
    fourth = database.now(hand_in)
    database.now(judging.approve, ADMIN, second, MORNING)
    for n, one in enumerate((fourth, third)):
        database.now(judging.approve, ADMIN, one, MORNING + n * MINUTE)
    database.now(lambda db: db.execute(delete(DeliveryRow)))
    assert database.now(jp_of_each) == [2, 2, 0, 0]

    database.now(judging.reopen, ADMIN, second, MORNING + HOUR)

    assert database.now(jp_of_each) == [2, 0, 2]
    assert database.now(told) == [str(fourth)]
    database.now(judging.refuse, ADMIN, second, "twice", MORNING + HOUR)
    assert database.now(jp_of_each) == [2, 0, 2]


def test_what_is_counted_anew_is_told_once(database: Database) -> None:
    second, third = database.now(begin)
    for one in (second, third):
        database.now(judging.approve, ADMIN, one, MORNING)

    database.now(judging.reopen, ADMIN, second, MORNING + HOUR)

    assert database.now(told) == ["1", str(third)]


def test_certificates_and_sessions_leave_room_for_each_other(database: Database) -> None:
    """Two a month: a certificate, a session, and then one of each that brings nothing."""
    (second, _third) = database.now(begin)
    rooms = [
        database.now(
            announced,
            replace(a_training(code=f"c{n}", jp=None), kind="coaching"),
            a_session(starts_at=MORNING + n * HOUR),
        )
        for n in (1, 2)
    ]
    at = MORNING + HOUR
    database.now(attending.correct, ADMIN, rooms[0], 1, at)
    database.now(judging.approve, ADMIN, second, at + MINUTE)
    database.now(attending.correct, ADMIN, rooms[1], 1, at + 2 * MINUTE)
    assert database.now(learning.jp_in, 2026, [1]) == {1: 4}

    database.now(attending.correct, ADMIN, rooms[0], 1, at + HOUR, there=False)
    counted = database.now(certificates.find, second)
    assert counted is not None
    assert counted.record.jp == 2
    database.now(judging.reopen, ADMIN, second, at + HOUR)

    there = database.now(enrolments.find, rooms[1], 1)
    assert there is not None
    assert there.jp == 2
    assert database.now(learning.jp_in, 2026, [1]) == {1: 4}


def learn_online(db: Db, minutes: int = 240, day: date = DAY, days: int = 1) -> int:
    """A certificate of an e-learning waits."""
    record = Record(day, "Modul", "elearning", 3, Credit.PENDING)
    return certificates.add(db, 1, record, days, minutes, PAPER).id


def test_two_e_learnings_of_one_day_count_three_jp(database: Database) -> None:
    database.now(begin)
    first, second, other_day = (
        database.now(learn_online, 90),
        database.now(learn_online),
        database.now(learn_online, 240, DAY + 24 * HOUR),
    )
    for n, one in enumerate((first, second, other_day)):
        database.now(judging.approve, ADMIN, one, MORNING + n * MINUTE)
    assert database.now(jp_of_each) == [2, 2, 1, 3]
    database.now(lambda db: db.execute(delete(DeliveryRow)))

    database.now(judging.reopen, ADMIN, first, MORNING + HOUR)

    assert database.now(jp_of_each) == [2, 3, 3]
    assert database.now(told) == [str(second)]
    assert database.now(judging.approve, ADMIN, first, MORNING + HOUR).record.jp == 0


def test_an_e_learning_of_several_days_leaves_each_of_them_what_is_left(
    database: Database,
) -> None:
    """It ended on the day that the certificate names."""
    database.now(begin)
    long, on_the_day_before, on_the_last = (
        database.now(learn_online, 90, DAY, 2),
        database.now(learn_online, 240, DAY - 24 * HOUR),
        database.now(learn_online, 240, DAY),
    )

    found = [
        database.now(judging.approve, ADMIN, one, MORNING + n * MINUTE).record.jp
        for n, one in enumerate((long, on_the_day_before, on_the_last))
    ]

    assert found == [4, 1, 1]
    database.now(judging.reopen, ADMIN, on_the_day_before, MORNING + HOUR)
    database.now(judging.reopen, ADMIN, long, MORNING + HOUR)
    assert database.now(jp_of_each) == [2, 3]


def test_what_is_taken_back_gives_nothing_to_other_days(database: Database) -> None:
    """What had counted less by an older table stays as it was decided."""
    database.now(begin)
    older = database.now(learn_online, 240, DAY - 24 * HOUR)
    taken = database.now(learn_online)
    for one in (older, taken):
        database.now(judging.approve, ADMIN, one, MORNING)
    database.now(learning.count, older, 1)

    database.now(judging.reopen, ADMIN, taken, MORNING + HOUR)

    assert database.now(jp_of_each) == [2, 1]


def test_two_sessions_of_one_day_and_a_certificate_count_three_jp(database: Database) -> None:
    """One that is taken back gives the others their due, who came first first."""
    database.now(begin)
    rooms = [
        database.now(
            announced,
            replace(a_training(code=f"e{n}", jp=None), kind="elearning"),
            a_session(starts_at=MORNING + n * HOUR),
        )
        for n in (1, 2)
    ]
    at = MORNING + 3 * HOUR
    for n, room in enumerate(rooms):
        database.now(attending.correct, ADMIN, room, 1, at + n * MINUTE)
    paper = database.now(learn_online, 90, MORNING.date())
    database.now(judging.approve, ADMIN, paper, at + 2 * MINUTE)
    assert database.now(jp_of_each) == [2, 3, 0, 0]

    database.now(attending.correct, ADMIN, rooms[0], 1, at + HOUR, there=False)

    there = database.now(enrolments.find, rooms[1], 1)
    assert there is not None
    assert there.jp == 3
    assert database.now(jp_of_each) == [2, 3, 0]


def test_jp_that_the_office_gives_a_training_stand_and_use_up_the_day(database: Database) -> None:
    database.now(begin)
    room = database.now(
        announced,
        replace(a_training(jp=10), kind="elearning"),
        a_session(starts_at=MORNING + HOUR),
    )
    paper = database.now(learn_online, 240, MORNING.date())
    database.now(attending.correct, ADMIN, room, 1, MORNING + HOUR)

    assert database.now(judging.approve, ADMIN, paper, MORNING + HOUR).record.jp == 0
    there = database.now(enrolments.find, room, 1)
    assert there is not None
    assert there.jp == 10


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
