"""Figures rest on released answers alone; a node pools its leaves."""

from datetime import timedelta

import pytest

from bot.db import units
from bot.db.database import Database
from bot.domain import score
from bot.domain.errors import Gone, NotAllowed
from bot.usecases import importing, results
from bot.usecases.office import Office
from tests.factories import MORNING, UNITS, a_person
from tests.usecases.citizens import Citizen, rate

KTP = [(n % 4, 1, 2, 3, 0, 1, 2, 3, n % 3) for n in range(5)]
KK = [(3, 3, 3, n % 2, 3, 3, 3, 3, 3) for n in range(5)]
# The order in which they are asked.
ASKED = [element.key for element in sorted(score.ELEMENTS, key=lambda element: element.position)]


def scores(ratings: tuple[int, ...]) -> dict[str, int]:
    return {key: place + 1 for key, place in zip(ASKED, ratings, strict=True)}


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return database.now(units.ids)


def test_with_nothing_released_only_the_waiting_are_counted(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    for number in range(1, 5):
        rate(database, office, Citizen(number), ids["dukcapil-ktp"])
    rate(database, office, Citizen(1), ids["dukcapil-kk"])

    found = database.now(results.result, ids["dukcapil"])

    assert (found.waiting, found.n, found.index) == (5, 0, None)


def test_a_node_pools_the_answers_of_its_leaves(
    database: Database, office: Office, ids: dict[str, int]
) -> None:
    later = MORNING + timedelta(days=2)
    for number, ratings in enumerate(KTP):
        rate(database, office, Citizen(number, ratings=ratings), ids["dukcapil-ktp"])
    for number, ratings in enumerate(KK):
        rate(database, office, Citizen(number, ratings=ratings), ids["dukcapil-kk"], later)
    rate(database, office, Citizen(9), ids["dukcapil-kk"])

    leaf = database.now(results.result, ids["dukcapil-ktp"])
    node = database.now(results.result, ids["dukcapil"])

    assert leaf.index == score.index(scores(ratings) for ratings in KTP)
    assert node.index == score.index(scores(ratings) for ratings in [*KTP, *KK])
    assert (leaf.n, leaf.waiting) == (5, 0)
    assert (node.n, node.waiting) == (10, 1)
    assert leaf.title == "Disdukcapil · KTP elektronik"


def test_an_admin_sees_every_unit_in_the_order_of_the_tree(database: Database) -> None:
    found = database.now(results.results, a_person(admin=True))

    assert [(one.depth, one.code, one.title) for one in found] == [
        (0, "dukcapil", "Disdukcapil"),
        (1, "dukcapil-ktp", "KTP elektronik"),
        (1, "dukcapil-kk", "Kartu Keluarga"),
        (0, "puskesmas", "Puskesmas Sofifi"),
    ]


def test_nobody_else_sees_the_report(database: Database) -> None:
    with pytest.raises(NotAllowed):
        database.now(results.results, a_person())


def test_a_unit_that_is_not_in_the_list_is_gone(database: Database, ids: dict[str, int]) -> None:
    database.now(importing.import_units, UNITS[:3], MORNING)

    for unit_id in (ids["puskesmas"], 99):
        with pytest.raises(Gone):
            database.now(results.result, unit_id)
