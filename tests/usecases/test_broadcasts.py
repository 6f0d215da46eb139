"""A broadcast on the database: its audience frozen, expanded, sent, called off, mended."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, text, update

from bot.db import audiences, people, tallies
from bot.db import broadcasts as rows
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, EmployeeRow
from bot.domain.audience import Audience, Who
from bot.domain.broadcast import HOLD, Broadcast, Stage, edition
from bot.domain.content import Media, MediaKind, Text
from bot.domain.delivery import Blocked, Kind, Sent, State
from bot.domain.errors import Changed, Gone, NobodyReachable, NobodyThere, NotAllowed, NotNow
from bot.domain.people import Person
from bot.domain.rehearsal import Later
from bot.domain.situation import Telling
from bot.usecases import broadcasts, composing, due, rehearsing, watching
from bot.usecases.leaving import forget_person
from bot.usecases.office import Office
from tests.factories import MORNING, a_person

RAHMA, SITI = a_person(9001, admin=True), a_person(9002, admin=True)
KTP = 2
CROWD = range(1, 26)
GO = MORNING + HOLD


@pytest.fixture
def crowd(database: Database) -> range:
    """Employees of one unit, of whom two have blocked the bot."""

    def fill(db: Db) -> None:
        for person_id in CROWD:
            people.consent(db, person_id, "id", "skm-1", MORNING.date())
            row = {"person_id": person_id, "unit_id": KTP, "name": f"Pegawai {person_id}"}
            db.execute(insert(EmployeeRow).values(**row))
        people.block(db, [3, 7], blocked=True)

    database.now(fill)
    return CROWD


def compose(
    db: Db, office: Office, text: str = "Halo {nama}", person: Person = RAHMA
) -> Broadcast:
    composing.begin(db, office, person, MORNING)
    composing.compose(db, person, "id", text, None)
    return composing.address(db, person, Audience(Who.EMPLOYEES))


def launch_own(
    db: Db, office: Office, person: Person = RAHMA, now: datetime = MORNING
) -> Broadcast:
    draft = composing.own_draft(db, person)
    return broadcasts.launch(db, office, person, draft.id, edition(draft), None, now)


def launch(database: Database, office: Office, *, canary: bool = False) -> Broadcast:
    database.now(compose, office)
    database.now(composing.set_canary, RAHMA, on=canary)
    return database.now(launch_own, office)


def work(database: Database, now: datetime = MORNING) -> None:
    while database.now(broadcasts.work, now):
        pass


def send(database: Database, office: Office, now: datetime = GO, most: int = 32) -> list[int]:
    """Send one batch; to whom."""
    owed = database.now(due.claim, office, "run", now, most)
    ends = [(one.delivery, Sent(100 + one.delivery.person_id)) for one in owed]
    database.now(due.settled, ends, now)
    return [one.delivery.person_id for one in owed]


def states(database: Database, broadcast: Broadcast) -> Counter[State]:
    return database.now(tallies.states, broadcast.id)


@pytest.mark.usefixtures("crowd")
def test_everybody_frozen_at_the_launch_ends_in_a_named_state(
    database: Database, office: Office
) -> None:
    launched = launch(database, office)
    work(database)
    assert send(database, office, MORNING) == []

    reached = send(database, office)

    assert reached == [n for n in CROWD if n not in {3, 7}]
    found = database.now(watching.look, launched.id, GO)
    assert (found.broadcast.stage, found.over, found.size) == (Stage.DONE, True, 25)
    assert found.states == {State.SENT: 23, State.BLOCKED: 2}
    assert database.now(watching.watched) == []


@pytest.mark.usefixtures("crowd")
def test_who_comes_later_does_not_belong_to_it(database: Database, office: Office) -> None:
    launched = launch(database, office)
    database.now(people.consent, 99, "id", "skm-1", MORNING.date())
    database.now(
        lambda db: db.execute(insert(EmployeeRow).values(person_id=99, unit_id=KTP, name="Baru"))
    )
    work(database)

    assert 99 not in send(database, office)
    assert database.now(watching.look, launched.id, GO).size == 25


@pytest.mark.usefixtures("crowd")
def test_work_done_twice_owes_nothing_twice(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiences, "SLICE", 10)
    launched = launch(database, office)
    steps = [database.now(broadcasts.work, MORNING) for _ in range(5)]
    assert steps == [True, True, True, True, False]

    found = database.now(rows.find, launched.id)
    assert found is not None
    database.now(rows.expand, found, 0, MORNING)

    assert states(database, launched).total() == 25


@pytest.mark.usefixtures("crowd")
def test_what_is_cancelled_in_the_hold_never_leaves(database: Database, office: Office) -> None:
    launched = launch(database, office)
    database.now(broadcasts.cancel, RAHMA, launched.id, MORNING)
    work(database)

    assert send(database, office) == []
    assert states(database, launched) == {State.CANCELLED: 23, State.BLOCKED: 2}


@pytest.mark.usefixtures("crowd")
def test_nothing_leaves_while_it_is_paused(database: Database, office: Office) -> None:
    launched = launch(database, office)
    work(database)
    first = send(database, office, most=10)
    database.now(broadcasts.pause, RAHMA, launched.id)
    assert send(database, office) == []

    database.now(broadcasts.resume, SITI, launched.id)

    assert len(first) + len(send(database, office)) == 23


@pytest.mark.usefixtures("crowd")
def test_what_was_stopped_is_counted_to_the_last(database: Database, office: Office) -> None:
    launched = launch(database, office)
    work(database)
    send(database, office, most=10)
    database.now(broadcasts.stop, RAHMA, launched.id)
    work(database)

    found = database.now(watching.look, launched.id, GO)

    assert send(database, office) == []
    assert found.states == {State.SENT: 10, State.BLOCKED: 2, State.CANCELLED: 13}
    assert (found.over, found.broadcast.stage) == (True, Stage.STOPPED)


@pytest.mark.usefixtures("crowd")
def test_who_deleted_their_data_is_counted_as_forgotten(
    database: Database, office: Office
) -> None:
    launched = launch(database, office)
    database.now(forget_person, 5)
    work(database)
    send(database, office)
    database.now(forget_person, 6)

    found = database.now(watching.look, launched.id, GO)

    assert found.forgotten == 2
    assert found.states.total() + found.forgotten == found.size


@pytest.mark.usefixtures("crowd")
def test_a_message_is_owed_with_all_that_it_says(database: Database, office: Office) -> None:
    launch(database, office)
    work(database)

    (owed,) = database.now(due.claim, office, "run", GO, 1)

    assert isinstance(owed.content, Telling)
    assert owed.content.to.name == "Pegawai 1"
    assert owed.content.to.unit == "KTP elektronik"
    assert owed.content.content.texts == {"id": Text("Halo {nama}")}


@pytest.mark.usefixtures("crowd")
def test_a_canary_is_judged_before_the_others_leave(database: Database, office: Office) -> None:
    launched = launch(database, office, canary=True)
    work(database)
    owed = database.now(due.claim, office, "run", GO, 32)
    assert len(owed) == 20
    database.now(due.settled, [(one.delivery, Blocked()) for one in owed], GO)
    assert database.now(due.claim, office, "run", GO, 32) == []

    found = database.now(watching.look, launched.id, GO)
    assert (found.broadcast.stage, found.broadcast.halted) == (Stage.PAUSED, "blocked")
    database.now(broadcasts.resume, RAHMA, launched.id)

    assert len(send(database, office)) == 3
    assert database.now(people.addressees, [1])[1].blocked


@pytest.mark.usefixtures("crowd")
def test_people_known_to_have_blocked_the_bot_do_not_spoil_a_canary(
    database: Database, office: Office
) -> None:
    launched = launch(database, office, canary=True)
    work(database)
    assert len(send(database, office)) == 20

    assert database.now(watching.look, launched.id, GO).broadcast.canary is False
    assert len(send(database, office)) == 3


@pytest.mark.usefixtures("crowd")
def test_a_correction_goes_to_whom_it_reached_and_the_others_get_it_at_once(
    database: Database, office: Office
) -> None:
    launched = launch(database, office)
    work(database)
    reached = send(database, office, most=10)
    database.now(broadcasts.pause, RAHMA, launched.id)
    correction = database.now(correct, office, launched.id)
    database.now(launch_own, office, RAHMA, GO)
    work(database)
    database.now(broadcasts.resume, RAHMA, launched.id)
    owed = database.now(due.claim, office, "run", GO + HOLD, 32)

    about = {one.delivery.person_id: one.delivery for one in owed}
    mended = [n for n in about if about[n].kind is Kind.CORRECTION]
    assert (sorted(mended), len(about)) == (reached, 23)
    assert {about[n].message_id for n in mended} == {100 + n for n in reached}
    for one in owed:
        assert isinstance(one.content, Telling)
        assert one.content.content.texts == {"id": Text("Besok pukul 09.00")}
        assert one.content.broadcast_id == launched.id
    assert correction.of_id == launched.id
    found = database.now(rows.find, launched.id)
    assert found is not None
    assert found.content.texts == {"id": Text("Halo {nama}")}


def correct(db: Db, office: Office, broadcast_id: int) -> Broadcast:
    found = composing.correct(db, office, RAHMA, broadcast_id, GO)
    composing.compose(db, RAHMA, "id", "Besok pukul 09.00", None)
    return found


@pytest.mark.usefixtures("crowd")
def test_a_correction_is_not_launched_while_messages_it_would_miss_are_on_their_way(
    database: Database, office: Office
) -> None:
    launched = launch(database, office)
    work(database)
    send(database, office, most=10)
    flying = database.now(due.claim, office, "run", GO, 5)
    database.now(broadcasts.pause, RAHMA, launched.id)
    database.now(correct, office, launched.id)
    with pytest.raises(NotNow):
        database.now(launch_own, office, RAHMA, GO)

    database.now(due.settled, [(one.delivery, Sent(1)) for one in flying], GO)

    correction = database.now(launch_own, office, RAHMA, GO)
    assert database.now(tallies.size, correction.id) == 15


@pytest.mark.usefixtures("crowd")
def test_of_a_correction_only_the_texts_may_change(database: Database, office: Office) -> None:
    launched = launch(database, office)
    work(database)
    send(database, office)
    database.now(watching.look, launched.id, GO)
    draft = database.now(composing.correct, office, RAHMA, launched.id, GO)
    photo = Media(MediaKind.PHOTO, "file")

    deeds: list[Callable[[Db], object]] = [
        lambda db: composing.compose(db, RAHMA, "id", "Halo", photo),
        lambda db: composing.compose(db, RAHMA, "en", "Hello", None),
        lambda db: composing.label(db, RAHMA, "id", ["Ya"]),
        lambda db: composing.address(db, RAHMA, Audience(Who.EVERYBODY)),
        lambda db: composing.drop_media(db, RAHMA),
    ]

    for deed in deeds:
        with pytest.raises(NotNow):
            database.now(deed)
    assert database.now(composing.correct, office, RAHMA, launched.id, GO) == draft


@pytest.mark.usefixtures("crowd")
def test_what_was_deleted_for_all_is_not_corrected(database: Database, office: Office) -> None:
    launched = launch(database, office)
    work(database)
    send(database, office)
    database.now(watching.look, launched.id, GO)
    draft = database.now(correct, office, launched.id)
    database.now(broadcasts.erase, SITI, launched.id, GO)

    with pytest.raises(NotNow):
        database.now(launch_own, office, RAHMA, GO)
    database.now(composing.drop, RAHMA, draft.id)
    with pytest.raises(NotNow):
        database.now(composing.correct, office, RAHMA, launched.id, GO)


@pytest.mark.usefixtures("crowd")
def test_only_what_was_rehearsed_is_launched(database: Database, office: Office) -> None:
    draft = database.now(compose, office)
    rehearsed = edition(draft)

    def go(draft_id: int, mark: str) -> Broadcast:
        return database.now(broadcasts.launch, office, RAHMA, draft_id, mark, None, MORNING)

    for wrong in ((draft.id, "00000000"), (draft.id + 1, rehearsed)):
        with pytest.raises(Changed):
            go(*wrong)
    database.now(composing.compose, RAHMA, "id", "Lain", None)
    with pytest.raises(Changed):
        go(draft.id, rehearsed)
    database.now(composing.compose, RAHMA, "id", "Halo {nama}", None)

    assert go(draft.id, rehearsed).stage is Stage.LAUNCHED
    with pytest.raises(Gone):
        go(draft.id, rehearsed)


def test_an_empty_draft_is_never_launched(database: Database, office: Office) -> None:
    draft = database.now(composing.begin, office, RAHMA, MORNING)

    with pytest.raises(Changed):
        database.now(broadcasts.launch, office, RAHMA, draft.id, edition(draft), None, MORNING)


@pytest.mark.usefixtures("crowd")
def test_an_audience_of_which_nobody_can_be_reached_is_an_error(
    database: Database, office: Office
) -> None:
    database.now(people.block, CROWD, blocked=True)
    database.now(compose, office)

    with pytest.raises(NobodyReachable):
        database.now(launch_own, office)


@pytest.mark.usefixtures("crowd")
def test_an_audience_that_had_enough_is_an_error_until_it_may_hear_again(
    database: Database, office: Office
) -> None:
    launch(database, office)
    work(database)
    send(database, office)
    database.now(compose, office)
    with pytest.raises(NobodyReachable):
        database.now(launch_own, office)

    later = database.now(launch_own, office, RAHMA, MORNING + timedelta(minutes=5))

    assert later.stage is Stage.LAUNCHED


@pytest.mark.usefixtures("crowd")
def test_whom_a_rehearsal_puts_off_gets_it_then_and_not_before(
    database: Database, office: Office
) -> None:
    launch(database, office)
    work(database)
    send(database, office)
    draft = database.now(compose, office)
    noon = MORNING + timedelta(hours=3)

    told = database.now(rehearsing.rehearse, office, draft, None, noon)

    assert (told.size, told.blocked, told.never, told.reachable) == (25, 2, 0, 23)
    assert told.rationed == Later(23, GO + timedelta(days=1, minutes=1))
    assert told.done_at >= GO + timedelta(days=1)
    second = database.now(launch_own, office, RAHMA, noon)
    work(database)
    assert send(database, office, noon + HOLD) == []
    assert len(send(database, office, GO + timedelta(days=1))) == 23
    assert states(database, second)[State.SENT] == 23


@pytest.mark.usefixtures("crowd")
def test_what_another_broadcast_still_owes_is_rehearsed_too(
    database: Database, office: Office
) -> None:
    launch(database, office)
    work(database)
    draft = database.now(compose, office)

    told = database.now(rehearsing.rehearse, office, draft, None, MORNING + timedelta(hours=1))

    assert told.rationed.people == 23


@pytest.mark.usefixtures("crowd")
def test_a_deletion_stops_the_rest_and_reaches_only_what_can_be_deleted(
    database: Database, office: Office
) -> None:
    launched = launch(database, office)
    work(database)
    send(database, office, most=10)
    long_ago = update(DeliveryRow).where(DeliveryRow.person_id == 1)
    database.now(lambda db: db.execute(long_ago.values(settled_at=GO - timedelta(hours=49))))

    database.now(broadcasts.erase, RAHMA, launched.id, GO)
    work(database)
    owed = database.now(due.claim, office, "run", GO, 32)

    assert {one.delivery.kind for one in owed} == {Kind.DELETION}
    assert len(owed) == 9
    assert states(database, launched)[State.CANCELLED] == 13


def test_an_audience_without_people_is_an_error_and_nothing_is_launched(
    database: Database, office: Office
) -> None:
    draft = database.now(compose, office)

    with pytest.raises(NobodyThere):
        database.now(launch_own, office)

    found = database.now(rows.find, draft.id)
    assert found is not None
    assert found.stage is Stage.DRAFT


@pytest.mark.usefixtures("crowd")
def test_only_admins_do_any_of_it(database: Database, office: Office) -> None:
    launched = launch(database, office)
    nobody = a_person(1)
    deeds: list[Callable[[Db], object]] = [
        lambda db: composing.begin(db, office, nobody, MORNING),
        lambda db: composing.draft(db, nobody),
        lambda db: composing.correct(db, office, nobody, launched.id, MORNING),
        lambda db: composing.drop(db, nobody, launched.id),
        lambda db: launch_own(db, office, nobody),
        lambda db: broadcasts.launch(db, office, nobody, launched.id, "", None, MORNING),
        lambda db: broadcasts.approve(db, nobody, launched.id, MORNING),
        lambda db: broadcasts.cancel(db, nobody, launched.id, MORNING),
        lambda db: broadcasts.pause(db, nobody, launched.id),
        lambda db: broadcasts.resume(db, nobody, launched.id),
        lambda db: broadcasts.stop(db, nobody, launched.id),
        lambda db: broadcasts.erase(db, nobody, launched.id, MORNING),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            database.now(deed)


@pytest.mark.usefixtures("crowd")
def test_the_last_tap_of_a_person_counts_and_no_row_tells_whose_it_was(
    database: Database, office: Office
) -> None:
    def with_buttons(db: Db) -> Broadcast:
        compose(db, office)
        return composing.label(db, RAHMA, "id", ["Ya", "Tidak"])[0]

    draft = database.now(with_buttons)
    for person_id, button in ((1, 0), (2, 0), (1, 1), (1, 1)):
        database.now(broadcasts.react, office, a_person(person_id), draft.id, button)

    assert database.now(tallies.reactions, draft.id) == {0: 1, 1: 1}
    with pytest.raises(Gone):
        database.now(broadcasts.react, office, a_person(1), draft.id, 2)


@pytest.mark.usefixtures("crowd")
def test_time_next_brings_the_start_of_a_broadcast(database: Database, office: Office) -> None:
    launched = launch(database, office)
    assert database.now(due.next_due, MORNING) == MORNING
    work(database)
    assert database.now(due.next_due, MORNING) == GO

    database.now(broadcasts.pause, RAHMA, launched.id)

    assert database.now(due.next_due, MORNING) is None
    assert database.now(lambda db: db.scalar(select(DeliveryRow.kind).limit(1))) == "message"


@pytest.mark.usefixtures("server")
def test_after_a_launch_the_server_knows_how_many_messages_there_are(
    database: Database, office: Office, crowd: range
) -> None:
    """PostgreSQL that took the table for empty read through it with every batch."""
    counted = text("SELECT reltuples FROM pg_class WHERE relname = 'delivery'")

    launch(database, office)
    work(database)

    assert database.now(lambda db: db.scalar(counted)) == len(crowd)
