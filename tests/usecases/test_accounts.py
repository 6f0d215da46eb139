"""What people decide about themselves: language, news, what is stored, leaving."""

from datetime import UTC, date, datetime

import pytest

from bot.db import deliveries, people, units
from bot.db.base import Base
from bot.db.database import Database
from bot.domain.errors import Gone
from bot.domain.people import Person, Stored
from bot.domain.situation import NothingRunning
from bot.usecases import accounts, surveys
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.rows import rows_of
from tests.usecases.citizens import Citizen, rate, steps

NOBODY = a_person(7, consented=False)
KTP, KK = "Disdukcapil · KTP elektronik", "Disdukcapil · Kartu Keluarga"


def recognise(database: Database, person_id: int = 7, client: str | None = "en-GB") -> Person:
    return database.now(accounts.recognise, person_id, client, frozenset({9}))


def stored(database: Database, office: Office, now: datetime = MORNING) -> Stored | None:
    return database.now(accounts.stored, office, NOBODY, now)


def test_somebody_without_consent_speaks_the_clients_language(database: Database) -> None:
    assert recognise(database) == Person(7, "en", consented=False, admin=False)
    assert recognise(database, client=None).language == "id"


def test_somebody_who_consented_speaks_the_stored_language(
    database: Database, office: Office, unit_id: int
) -> None:
    database.now(accounts.follow, office, NOBODY, unit_id, MORNING)
    assert recognise(database) == Person(7, "id", consented=True, admin=False)

    database.now(surveys.speak, office, NOBODY, "en")

    assert recognise(database, client="id").language == "en"


def test_admins_are_those_of_the_configuration(database: Database) -> None:
    assert recognise(database, 9).admin
    assert not recognise(database, 7).admin


def test_a_language_without_consent_is_spoken_and_not_stored(
    database: Database, office: Office
) -> None:
    person, found = database.now(surveys.speak, office, NOBODY, "en")
    assert (person.language, found) == ("en", NothingRunning())

    assert database.now(rows_of, "person") == 0


def test_going_elsewhere_ends_what_was_expected(
    database: Database, office: Office, unit_id: int
) -> None:
    next(steps(database, office, Citizen(7), unit_id))
    assert recognise(database).expecting == "answer"

    database.now(accounts.expect_nothing, NOBODY)

    assert recognise(database).expecting is None


def test_news_of_a_unit_are_wanted_and_not_wanted(
    database: Database, office: Office, unit_id: int
) -> None:
    assert database.now(accounts.follow, office, NOBODY, unit_id, MORNING).title == KTP
    assert database.now(people.followed, 7) == [unit_id]

    assert database.now(accounts.unfollow, office, NOBODY, unit_id, MORNING).title == KTP

    assert database.now(people.followed, 7) == []


def test_a_unit_that_is_not_in_the_list_cannot_be_followed(
    database: Database, office: Office, unit_id: int
) -> None:
    database.now(units.deactivate, unit_id)

    with pytest.raises(Gone):
        database.now(accounts.follow, office, NOBODY, unit_id, MORNING)

    assert database.now(rows_of, "person") == 0


def test_stopping_ends_news_and_reminders_and_keeps_the_interview(
    database: Database, office: Office, unit_id: int
) -> None:
    next(steps(database, office, Citizen(7), unit_id))
    database.now(accounts.follow, office, NOBODY, unit_id, MORNING)

    database.now(accounts.stop, office, NOBODY, MORNING)

    assert database.now(deliveries.next_due, []) is None
    assert database.now(rows_of, "subscription") == 0
    assert database.now(rows_of, "interview") == 1


def test_all_that_is_stored_is_told(database: Database, office: Office, unit_id: int) -> None:
    assert stored(database, office) is None
    rate(database, office, Citizen(7), unit_id)
    next(steps(database, office, Citizen(7), unit_id + 1))
    database.now(accounts.follow, office, NOBODY, unit_id, MORNING)

    assert stored(database, office) == Stored(
        language="id",
        consented_on=MORNING.date(),
        running=KK,
        followed=(KTP,),
        rated=(KTP,),
        rated_until=date(2026, 12, 1),
    )
    later = stored(database, office, datetime(2026, 12, 8, tzinfo=UTC))
    assert later is not None
    assert (later.rated, later.rated_until) == ((), date(2027, 1, 1))


def test_leaving_deletes_everything_but_what_leads_to_nobody(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, Citizen(7), unit_id)
    next(steps(database, office, Citizen(7), unit_id + 1))
    database.now(accounts.follow, office, NOBODY, unit_id, MORNING)

    database.now(accounts.forget, office, NOBODY)

    about_units = {"service_unit", "survey", "survey_version", "box", "counter"}
    left = {name for name in Base.metadata.tables if database.now(rows_of, name)}
    assert left - about_units == {"participation", "ballot"}
    assert stored(database, office) == Stored(None, None, None, (), (KTP,), date(2026, 12, 1))
