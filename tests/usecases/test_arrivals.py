"""How a citizen comes to a unit: by its link, from the list, or by a typed word."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.db import people, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import Gone
from bot.domain.people import CONSENT_TEXT
from bot.domain.situation import (
    AlreadyRated,
    Asking,
    Choosing,
    Late,
    NoUnits,
    OtherRunning,
    Paused,
    Situation,
    Welcome,
)
from bot.domain.unit import UnitLine
from bot.usecases import arrivals, importing
from bot.usecases.office import Office
from tests.factories import MORNING, UNITS
from tests.rows import counted, rows_of
from tests.usecases.citizens import Citizen, rate, steps

CITIZEN = Citizen()
Arrive = Callable[[str], Situation]
Begin = Callable[..., Situation | Late]


@pytest.fixture
def arrive(database: Database, office: Office) -> Arrive:
    return lambda code: database.now(arrivals.arrive, office, CITIZEN.person, code, MORNING)


@pytest.fixture
def begin(database: Database, office: Office) -> Begin:
    def begun(unit_id: int, instead: bool = False) -> Situation | Late:
        return database.now(
            arrivals.begin, office, CITIZEN.person, unit_id, MORNING, instead=instead
        )

    return begun


def codes(found: Situation) -> list[str]:
    assert isinstance(found, Choosing)
    return [unit.code for unit in found.units]


def test_a_leafs_link_leads_to_its_consent_card(arrive: Arrive, unit_id: int) -> None:
    found = arrive("dukcapil-ktp")

    assert isinstance(found, Welcome)
    assert (found.unit.id, found.unit.title) == (unit_id, "Disdukcapil · KTP elektronik")


def test_a_nodes_link_lists_its_leaves_and_an_unknown_code_lists_all(arrive: Arrive) -> None:
    assert codes(arrive("dukcapil")) == ["dukcapil-ktp", "dukcapil-kk"]
    assert codes(arrive("unknown")) == ["dukcapil-ktp", "dukcapil-kk", "puskesmas"]
    assert codes(arrive("")) == codes(arrive("unknown"))


def test_a_node_with_one_leaf_leads_to_it_at_once(database: Database, arrive: Arrive) -> None:
    database.now(importing.import_units, UNITS[:2], MORNING)

    assert isinstance(arrive("dukcapil"), Welcome)


def test_without_units_there_is_nothing_to_rate(database: Database, arrive: Arrive) -> None:
    database.now(lambda db: db.execute(text("UPDATE service_unit SET active = false")))

    assert arrive("dukcapil") == NoUnits()


def test_arriving_stores_nothing(database: Database, arrive: Arrive) -> None:
    arrive("dukcapil-ktp")

    assert database.now(rows_of, "person") == 0
    assert database.now(counted) == {}


def test_a_running_interview_is_told_by_any_arrival(
    arrive: Arrive, begin: Begin, unit_id: int
) -> None:
    begin(unit_id)

    assert isinstance(arrive(""), Paused)
    assert codes(arrive("unknown")) == ["dukcapil-ktp", "dukcapil-kk", "puskesmas"]
    assert isinstance(arrive("dukcapil-ktp"), Paused)
    other = arrive("dukcapil-kk")
    assert isinstance(other, OtherRunning)
    assert [one.title for one in (other.running, other.wanted)] == [
        "Disdukcapil · KTP elektronik",
        "Disdukcapil · Kartu Keluarga",
    ]
    assert codes(arrive("dukcapil")) == ["dukcapil-ktp", "dukcapil-kk"]


def test_beginning_records_the_consent_and_its_day(
    database: Database, begin: Begin, unit_id: int
) -> None:
    assert isinstance(begin(unit_id), Asking)

    record = database.now(people.record, CITIZEN.id)
    assert record is not None
    assert (record.consent_text, record.consented_on) == (CONSENT_TEXT, MORNING.date())


def test_beginning_keeps_the_language_of_the_card_also_for_who_consented_before(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, CITIZEN, unit_id + 1)
    english = replace(CITIZEN.person, consented=True, language="en")

    database.now(arrivals.begin, office, english, unit_id, MORNING)

    record = database.now(people.record, CITIZEN.id)
    assert record is not None
    assert record.language == "en"


def test_beginning_twice_begins_once(database: Database, begin: Begin, unit_id: int) -> None:
    first = begin(unit_id)

    assert isinstance(first, Asking)
    assert begin(unit_id) == Late(first)
    assert database.now(counted) == {"begun": 1}


def test_another_unit_is_begun_only_instead(
    database: Database, begin: Begin, unit_id: int
) -> None:
    begin(unit_id)

    assert isinstance(begin(unit_id + 1), OtherRunning)
    found = begin(unit_id + 1, instead=True)

    assert isinstance(found, Asking)
    assert found.about.title == "Disdukcapil · Kartu Keluarga"
    assert database.now(rows_of, "interview") == 1
    assert database.now(counted) == {"begun": 2, "left:/data/profil/usia": 1}


def test_what_is_rated_in_this_window_is_told_and_nothing_running_is_given_up(
    database: Database, office: Office, begin: Begin, unit_id: int
) -> None:
    rate(database, office, CITIZEN, unit_id)
    next(steps(database, office, CITIZEN, unit_id + 1))

    assert isinstance(begin(unit_id, instead=True), AlreadyRated)
    assert database.now(rows_of, "interview") == 1


def test_a_node_or_a_unit_that_is_gone_cannot_be_begun(
    database: Database, begin: Begin, unit_id: int
) -> None:
    database.now(units.deactivate, unit_id)

    for gone in (unit_id, database.now(units.ids)["dukcapil"], 99):
        with pytest.raises(Gone):
            begin(gone)


def test_without_a_published_questionnaire_nothing_can_be_begun(
    database: Database, begin: Begin, unit_id: int
) -> None:
    database.now(lambda db: db.execute(text("DELETE FROM survey_version")))

    with pytest.raises(Gone):
        begin(unit_id)

    assert database.now(rows_of, "person") == 0


def many(db: Db) -> None:
    lines = [UnitLine(n, f"loket-{n}", f"Loket {n}", "") for n in range(2, 22)]
    importing.import_units(db, lines, MORNING)


def test_a_long_list_has_pages_and_a_word_finds_within_all_of_them(database: Database) -> None:
    database.now(many)

    last = database.now(arrivals.choose, None, "", 99)
    assert isinstance(last, Choosing)
    assert (last.page, last.pages, len(last.units)) == (2, 3, 4)
    assert codes(database.now(arrivals.choose, None, "loket 21")) == ["loket-21"]
    nothing = database.now(arrivals.choose, None, "balai")
    assert isinstance(nothing, Choosing)
    assert (nothing.page, nothing.pages, nothing.units, nothing.text) == (0, 1, (), "balai")
