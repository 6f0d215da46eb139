"""An audience on the database is the audience of the rules."""

import json
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from bot.db import audiences, enrolments, learning, people, trainings, units
from bot.db.audiences import Scope
from bot.db.base import Base, Db
from bot.db.database import Database
from bot.db.tables import (
    BroadcastRow,
    EmployeeRow,
    EnrolmentRow,
    LearningRow,
    MembersRow,
    MuteRow,
    PersonRow,
    SubscriptionRow,
)
from bot.domain.audience import (
    Attending,
    Audience,
    Employment,
    Recipient,
    Short,
    Topic,
    Who,
    includes,
    matches,
)
from bot.domain.employee import RankGroup, Status
from bot.domain.learning import Credit, Record, Targets
from bot.domain.standing import Standing, Turnout
from bot.domain.training import Enrolment
from tests.factories import MORNING, a_session
from tests.usecases.training_room import session

YEAR = 2026
UNITS = (1, 2, 3, 4)
SUBTREES = {1: frozenset({1, 2, 3}), 2: frozenset({2}), 3: frozenset({3}), 4: frozenset({4})}

SESSIONS = (1, 2)
GRADES = ("II/d", "III/a", "III/d", "V", "IX", "XII")
employments = st.builds(
    Employment,
    id=st.integers(1, 12),
    unit_id=st.sampled_from(UNITS),
    status=st.none() | st.sampled_from(Status),
    grade=st.none() | st.sampled_from(GRADES),
    jp=st.integers(0, 5),
    parts=st.dictionaries(st.sampled_from(SESSIONS), st.sampled_from(Standing)).map(
        lambda found: frozenset(found.items())
    ),
)
recipients = st.builds(
    Recipient,
    language=st.sampled_from(["id", "en"]),
    works=st.none() | employments,
    news=st.booleans(),
    follows=st.frozensets(st.sampled_from(UNITS), max_size=2),
    muted=st.booleans(),
)
given_audiences = st.builds(
    Audience,
    who=st.sampled_from(Who),
    unit_id=st.none() | st.sampled_from(UNITS),
    language=st.none() | st.sampled_from(["id", "en"]),
    status=st.none() | st.sampled_from(Status),
    rank=st.none() | st.sampled_from([RankGroup.II, RankGroup.III, RankGroup.PPPK_IX]),
    short=st.none() | st.just(Short(YEAR, Targets(pns=2, pppk=4))),
    named=st.none() | st.frozensets(st.integers(1, 12), min_size=4),
    attending=st.none()
    | st.builds(
        Attending,
        st.sampled_from(SESSIONS),
        st.lists(st.sampled_from(Turnout), min_size=1, unique=True).map(tuple),
        st.just("Kursus"),
    ),
)


@dataclass(frozen=True)
class Frozen:
    """Who is a member, how many the groups count, and who may take a training."""

    members: set[int]
    counted: int
    said: int
    learners: set[int]


def fill(db: Db, crowd: list[Recipient]) -> None:
    pointing: list[type[Base]] = [
        MuteRow, SubscriptionRow, LearningRow, EnrolmentRow, EmployeeRow,
    ]  # fmt: skip
    others: list[type[Base]] = [MembersRow, BroadcastRow, PersonRow]
    for table in pointing + others:
        db.execute(delete(table))
    for person_id, one in enumerate(crowd, 1):
        people.consent(db, person_id, one.language, "skm-1", MORNING.date())
        people.set_news(db, person_id, wanted=one.news)
        for unit_id in one.follows:
            people.follow(db, person_id, unit_id)
        if one.muted:
            people.mute(db, person_id, Topic.NEWS.value)
        if one.works is not None:
            employ(db, person_id, one.works)


def employ(db: Db, person_id: int, one: Employment) -> None:
    """In two parts what counts, and beside it what does not: of another year, not approved."""
    row = {"id": one.id, "unit_id": one.unit_id, "status": one.status, "grade": one.grade}
    db.execute(insert(EmployeeRow).values(person_id=person_id, name="Ahmad", **row))
    for session_id, standing in one.parts:
        enrolments.save(db, Enrolment(session_id, one.id, standing))
    day = MORNING.date().replace(year=YEAR)
    for jp, on, credit in (
        (one.jp - one.jp // 2, day, Credit.APPROVED),
        (one.jp // 2, day, Credit.APPROVED),
        (9, day, Credit.PENDING),
        (9, day.replace(year=YEAR - 1), Credit.APPROVED),
    ):
        learning.credit(db, one.id, Record(on, "Kursus", "training", jp, credit))


def freeze(db: Db, audience: Audience, within: frozenset[int] | None) -> Frozen:
    db.execute(
        insert(BroadcastRow).values(
            id=1, kind="message", author_id=1, stage="draft", content="", audience="", canary=False
        )
    )
    scope = Scope(audience, within)
    groups = audiences.groups(db, scope, MORNING)
    said = audiences.freeze(db, 1, scope)
    members = {one for ids in db.scalars(select(MembersRow.ids)) for one in json.loads(ids)}
    fits = select(EmployeeRow.id).where(audiences.learners(audience, within))
    counted = sum(group.people for group in groups)
    return Frozen(members, counted, said, set(db.scalars(fits)))


def own_id(one: Recipient) -> object:
    """Nobody is two employees."""
    return id(one) if one.works is None else one.works.id


@given(crowd=st.lists(recipients, max_size=12, unique_by=own_id), audience=given_audiences)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_who_is_frozen_is_who_matches(
    database: Database, crowd: list[Recipient], audience: Audience
) -> None:
    within = None if audience.unit_id is None else SUBTREES[audience.unit_id]
    if not database.now(trainings.stored).sessions:
        assert [database.now(session, None, a_session(code=str(n))) for n in SESSIONS] == [1, 2]
    database.now(fill, crowd)

    found = database.now(freeze, audience, within)

    wanted = {n for n, one in enumerate(crowd, 1) if matches(audience, within, one)}
    works = [one.works for one in crowd if one.works is not None]
    learners = {one.id for one in works if includes(audience, within, one)}
    assert found == Frozen(wanted, len(wanted), len(wanted), learners)


@given(given_audiences)
def test_an_audience_is_kept_as_it_is(audience: Audience) -> None:
    assert audiences.read(audiences.written(audience)) == audience


def test_an_audience_kept_before_there_was_more_to_say_still_counts() -> None:
    assert audiences.read('["employees", 2, "id"]') == Audience(Who.EMPLOYEES, 2, "id")
    of_status = '["employees", null, null, "PNS", null, null, null]'
    assert audiences.read(of_status) == Audience(Who.EMPLOYEES, status=Status.PNS)


def test_nobody_without_a_rank_belongs_where_one_is_asked_for() -> None:
    audience = Audience(Who.EVERYBODY, rank=RankGroup.III)
    citizen = Recipient("id", None, news=True, follows=frozenset(), muted=False)
    employee = replace(citizen, works=Employment(1, 2, "PNS", "III/d"))

    assert matches(audience, None, employee)
    assert not matches(audience, None, citizen)
    assert not matches(audience, None, replace(employee, works=Employment(1, 2, "PNS")))


@pytest.mark.parametrize(
    ("status", "jp", "belongs"),
    [("PNS", 19, True), ("PNS", 20, False), ("PPPK", 23, True), ("PPPK", 24, False)],
)
def test_who_is_short_of_jp_goes_by_the_target_of_the_status(
    status: str, jp: int, belongs: bool
) -> None:
    audience = Audience(Who.EMPLOYEES, short=Short(YEAR, Targets()))

    assert includes(audience, None, Employment(1, 2, status, jp=jp)) is belongs


def test_the_subtrees_of_the_law_are_those_of_the_units(database: Database) -> None:
    tree = database.now(units.tree)

    assert {
        unit: frozenset({unit, *(below.id for _depth, below in tree.walk(unit))}) for unit in UNITS
    } == SUBTREES
