"""A questionnaire whose file changed becomes a new version; what runs stays on its own."""

import pytest
from sqlalchemy import text

from bot import instruments
from bot.db import interviews, surveys
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import ElementsMissing
from bot.domain.score import ELEMENTS
from bot.domain.situation import Asking
from bot.usecases import publishing
from bot.usecases import surveys as interviewing
from bot.usecases.office import Office
from bot.usecases.publishing import Edition
from tests.factories import MORNING
from tests.usecases.citizens import Citizen, answer_all, rate, send, steps

SHIPPED = instruments.read("skm")
RENAMED = SHIPPED.replace(b"Berapa usia Anda?", b"Berapa umur Anda?")


@pytest.fixture(scope="session")
def renamed() -> Edition:
    """The questionnaire with its first question in other words."""
    assert RENAMED != SHIPPED
    return publishing.edition("skm", RENAMED)


def test_the_same_file_is_not_published_twice(database: Database) -> None:
    assert database.now(publishing.is_published, "skm", SHIPPED)
    assert not database.now(publishing.is_published, "skm", RENAMED)
    assert not database.now(publishing.is_published, "pulse", SHIPPED)


def first(database: Database, office: Office, number: int, unit_id: int) -> Asking:
    found = next(steps(database, office, Citizen(number), unit_id))
    assert isinstance(found, Asking)
    return found


def test_a_renamed_question_is_asked_by_its_new_name_and_what_runs_keeps_the_old(
    database: Database, office: Office, unit_id: int, renamed: Edition
) -> None:
    assert first(database, office, 1, unit_id).ask.question.label == "Berapa usia Anda?"

    database.now(publishing.publish, renamed, MORNING)

    assert database.now(publishing.is_published, "skm", RENAMED)
    assert first(database, office, 2, unit_id).ask.question.label == "Berapa umur Anda?"
    running = database.now(interviewing.where, office, Citizen(1).person)
    assert isinstance(running, Asking)
    assert running.ask.question.label == "Berapa usia Anda?"
    versions = [database.now(interviews.find, number) for number in (1, 2)]
    newest = database.now(surveys.newest, "skm")
    assert newest is not None
    assert [one.version_id for one in versions if one] == [1, newest.id]


def released_versions(db: Db) -> list[int | None]:
    return list(db.scalars(text("SELECT DISTINCT version_id FROM response")))


def test_a_release_names_its_version_only_when_all_share_it(
    database: Database, office: Office, unit_id: int, renamed: Edition
) -> None:
    answer_all(database, office, Citizen(1), unit_id)
    database.now(publishing.publish, renamed, MORNING)
    database.now(send, office, Citizen(1))
    for number in (2, 3, 4, 5):
        rate(database, office, Citizen(number), unit_id)
    assert database.now(released_versions) == [None]

    for number in range(5):
        rate(database, office, Citizen(number), unit_id + 1)

    newest = database.now(surveys.newest, "skm")
    assert newest is not None
    assert sorted(database.now(released_versions), key=str) == [newest.id, None]


def test_a_questionnaire_without_one_of_the_nine_elements_is_refused() -> None:
    key = "waktu"
    lines = SHIPPED.decode().splitlines()
    rated = [line for line in lines if line.rstrip(" |").endswith(f" {key}")]
    assert len(rated) == 1
    unrated = "\n".join(line for line in lines if line not in rated)

    with pytest.raises(ElementsMissing) as refused:
        publishing.edition("skm", unrated.encode())

    assert set(refused.value.rated) == {element.key for element in ELEMENTS} - {key}


def test_the_newest_version_is_made_of_the_very_file(database: Database) -> None:
    newest = database.now(surveys.newest, "skm")

    assert newest is not None
    assert newest.digest == publishing.digest(SHIPPED)
