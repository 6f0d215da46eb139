"""A link opens the dashboard once, to an admin, for a while."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import PassRow
from bot.domain.errors import NotAllowed
from bot.usecases import accounts, admitting
from bot.usecases.admitting import LINK_HOLDS, SESSION_HOLDS
from bot.usecases.office import Office
from tests.factories import MORNING, a_person

ADMIN = a_person(9001, admin=True)


@pytest.fixture
def office(office: Office) -> Office:
    """With an admin of its own."""
    return replace(office, admins=frozenset({ADMIN.id}))


def stored(db: Db) -> list[tuple[bytes, int, str]]:
    return [
        (mark, person_id, kind)
        for mark, person_id, kind in db.execute(
            select(PassRow.mark, PassRow.person_id, PassRow.kind)
        )
    ]


def test_a_link_opens_once(database: Database, office: Office) -> None:
    secret = database.now(admitting.link, office, ADMIN, MORNING)
    session = database.now(admitting.enter, office, secret, MORNING)

    assert session is not None
    assert database.now(admitting.enter, office, secret, MORNING) is None
    admin = database.now(admitting.admitted, office, session, MORNING)
    assert admin is not None
    assert admin.id == ADMIN.id


def test_nobody_but_an_admin_gets_a_link(database: Database, office: Office) -> None:
    with pytest.raises(NotAllowed):
        database.now(admitting.link, office, a_person(), MORNING)


def test_a_link_and_a_session_are_over_at_their_time(database: Database, office: Office) -> None:
    moment = timedelta(seconds=1)
    late = database.now(admitting.link, office, ADMIN, MORNING)
    assert database.now(admitting.enter, office, late, MORNING + LINK_HOLDS) is None
    secret = database.now(admitting.link, office, ADMIN, MORNING)
    begun = MORNING + LINK_HOLDS - moment
    session = database.now(admitting.enter, office, secret, begun)

    assert session is not None
    ends = begun + SESSION_HOLDS
    assert database.now(admitting.admitted, office, session, ends - moment) is not None
    assert database.now(admitting.admitted, office, session, ends) is None


def test_a_new_link_ends_the_one_before(database: Database, office: Office) -> None:
    first = database.now(admitting.link, office, ADMIN, MORNING)
    second = database.now(admitting.link, office, ADMIN, MORNING)

    assert database.now(admitting.enter, office, first, MORNING) is None
    assert database.now(admitting.enter, office, second, MORNING) is not None


def test_whoever_is_no_admin_any_more_is_out(database: Database, office: Office) -> None:
    dismissed = replace(office, admins=frozenset())
    secret = database.now(admitting.link, office, ADMIN, MORNING)
    session = database.now(admitting.enter, office, secret, MORNING)
    assert session is not None
    other = database.now(admitting.link, office, ADMIN, MORNING)

    assert database.now(admitting.admitted, dismissed, session, MORNING) is None
    assert database.now(admitting.enter, dismissed, other, MORNING) is None


def test_who_leaves_is_out(database: Database, office: Office) -> None:
    secret = database.now(admitting.link, office, ADMIN, MORNING)
    session = database.now(admitting.enter, office, secret, MORNING)
    assert session is not None

    database.now(admitting.leave, office, session)

    assert database.now(admitting.admitted, office, session, MORNING) is None
    assert database.now(stored) == []


def test_a_link_is_no_session_and_a_session_no_link(database: Database, office: Office) -> None:
    secret = database.now(admitting.link, office, ADMIN, MORNING)
    assert database.now(admitting.admitted, office, secret, MORNING) is None
    session = database.now(admitting.enter, office, secret, MORNING)

    assert session is not None
    assert database.now(admitting.enter, office, session, MORNING) is None


def test_what_is_stored_opens_nothing(database: Database, office: Office) -> None:
    secret = database.now(admitting.link, office, ADMIN, MORNING)

    ((mark, person_id, kind),) = database.now(stored)

    assert (person_id, kind) == (ADMIN.id, "link")
    assert secret.encode() not in mark
    assert database.now(admitting.enter, office, mark.hex(), MORNING) is None


def test_who_has_their_data_deleted_is_out(database: Database, office: Office) -> None:
    secret = database.now(admitting.link, office, ADMIN, MORNING)
    database.now(admitting.enter, office, secret, MORNING)

    database.now(accounts.forget, office, ADMIN)

    assert database.now(stored) == []


def test_what_is_over_is_not_kept(database: Database, office: Office) -> None:
    database.now(admitting.link, office, ADMIN, MORNING)
    other = a_person(9002, admin=True)

    database.now(admitting.link, office, other, MORNING + LINK_HOLDS)

    assert [person_id for _mark, person_id, _kind in database.now(stored)] == [other.id]
