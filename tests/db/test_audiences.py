"""An audience on the database is the audience of the rules."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from bot.db import audiences, people, units
from bot.db.audiences import Scope
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import (
    BroadcastRow,
    EmployeeRow,
    MemberRow,
    MuteRow,
    PersonRow,
    SubscriptionRow,
)
from bot.domain.audience import Audience, Recipient, Topic, Who, matches
from tests.factories import MORNING

UNITS = (1, 2, 3, 4)
SUBTREES = {1: frozenset({1, 2, 3}), 2: frozenset({2}), 3: frozenset({3}), 4: frozenset({4})}

recipients = st.builds(
    Recipient,
    language=st.sampled_from(["id", "en"]),
    works_at=st.none() | st.sampled_from(UNITS),
    news=st.booleans(),
    follows=st.frozensets(st.sampled_from(UNITS), max_size=2),
    muted=st.booleans(),
)
given_audiences = st.builds(
    Audience,
    who=st.sampled_from(Who),
    unit_id=st.none() | st.sampled_from(UNITS),
    language=st.none() | st.sampled_from(["id", "en"]),
)


@dataclass(frozen=True)
class Frozen:
    """Who is a member, and how many the groups count."""

    members: set[int]
    counted: int
    said: int


def fill(db: Db, crowd: list[Recipient]) -> None:
    for table in (MuteRow, SubscriptionRow, EmployeeRow, MemberRow, BroadcastRow, PersonRow):
        db.execute(delete(table))
    for person_id, one in enumerate(crowd, 1):
        people.consent(db, person_id, one.language, "skm-1", MORNING.date())
        people.set_news(db, person_id, wanted=one.news)
        for unit_id in one.follows:
            people.follow(db, person_id, unit_id)
        if one.muted:
            people.mute(db, person_id, Topic.NEWS.value)
        if one.works_at is not None:
            row = {"person_id": person_id, "unit_id": one.works_at, "name": "Ahmad"}
            db.execute(insert(EmployeeRow).values(**row))


def freeze(db: Db, audience: Audience, within: frozenset[int] | None) -> Frozen:
    db.execute(
        insert(BroadcastRow).values(
            id=1, kind="message", author_id=1, stage="draft", content="", audience="", canary=False
        )
    )
    scope = Scope(audience, within)
    groups = audiences.groups(db, scope, MORNING)
    said = audiences.freeze(db, 1, scope)
    members = set(db.scalars(select(MemberRow.person_id)))
    return Frozen(members, sum(group.people for group in groups), said)


@given(crowd=st.lists(recipients, max_size=12), audience=given_audiences)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_who_is_frozen_is_who_matches(
    database: Database, crowd: list[Recipient], audience: Audience
) -> None:
    within = None if audience.unit_id is None else SUBTREES[audience.unit_id]
    database.now(fill, crowd)

    found = database.now(freeze, audience, within)

    wanted = {n for n, one in enumerate(crowd, 1) if matches(audience, within, one)}
    assert found == Frozen(wanted, len(wanted), len(wanted))


def test_the_subtrees_of_the_law_are_those_of_the_units(database: Database) -> None:
    tree = database.now(units.tree)

    assert {
        unit: frozenset({unit, *(below.id for _depth, below in tree.walk(unit))}) for unit in UNITS
    } == SUBTREES
