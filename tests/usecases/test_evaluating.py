"""What a campaign has brought: with real rows, by intention to treat, and nobody's answer told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from bot.db import campaigns, learning, stances
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, EmployeeRow, EnrolmentRow
from bot.domain.campaign import Standing, Stored
from bot.domain.delivery import Kind, State
from bot.domain.errors import Gone, NotAllowed
from bot.domain.experiment import Arm, Assignment, Outcome, Spread, Verdict
from bot.domain.findings import Basis, Exposure, Findings
from bot.domain.learning import Credit, Record
from bot.domain.stance import Stance
from bot.domain.training import Standing as Place
from bot.usecases import due, evaluating, steps, weighing
from bot.usecases.office import Office
from tests.factories import MORNING, a_person, a_session, a_training
from tests.usecases.campaign_room import (
    ARMS,
    DAY,
    FIRST,
    LAST,
    a_campaign,
    agreed,
    answer,
    attend,
    deal,
    end,
    objected,
    scored,
    send,
)
from tests.usecases.training_room import session

LATER = MORNING + 40 * DAY
ADMIN = a_person(admin=True)


def findings(
    database: Database, office: Office, campaign_id: int, now: datetime = LATER
) -> Findings:
    basis = database.now(evaluating.basis, office, ADMIN, campaign_id, now)
    return evaluating.evaluated(basis)


def yes(found: Findings) -> dict[str, tuple[int | None, int]]:
    return {arm: (one.yes, one.of) for arm, one in found.measures.items()}


def test_all_who_were_dealt_count_whatever_reached_them(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 12, "tanpa": 8})
    training = database.now(session)
    told, untold = dealt["adil"], dealt["tanpa"]
    database.now(attend, training, told[:7])
    database.now(attend, training, untold[:2])
    database.now(send, campaign_id, told[:9], "D+0")
    database.now(send, campaign_id, told[9:11], "D+0", State.BLOCKED)
    # Left the roster, and muted; and nobody has this account any more.
    database.now(lambda db: db.execute(
        update(EmployeeRow).where(EmployeeRow.id.in_(told[8:])).values(active=False)
    ))  # fmt: skip
    database.now(lambda db: db.execute(
        update(EmployeeRow).where(EmployeeRow.id == told[0]).values(person_id=None)
    ))  # fmt: skip
    database.now(end, campaign_id)

    found = findings(database, office, campaign_id)

    assert [(one.arm.code, one.people, one.reached) for one in found.groups] == [
        ("adil", 12, 8), ("tanpa", 8, 0),
    ]  # fmt: skip
    assert yes(found) == {"adil": (7, 12), "tanpa": (2, 8)}
    assert found.attitudes.steps[0].exposure == Exposure(11, 9)
    assert found.over


def test_what_was_done_before_joining_or_after_the_window_does_not_count(
    database: Database, office: Office
) -> None:
    """The window lasts ten days beyond the end."""
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.ATTENDED, measured=10), {"adil": 8, "tanpa": 6}
    )
    for place, day in enumerate((-1, 0, 40, 41)):
        at = MORNING + day * DAY
        dated = a_session(code=str(place), starts_at=at)
        training = database.now(session, None, dated)
        database.now(attend, training, [dealt["adil"][place]])
    database.now(end, campaign_id)

    assert yes(findings(database, office, campaign_id))["adil"] == (2, 8)


def test_the_words_of_reminders_are_judged_by_the_training_they_remind_of(
    database: Database, office: Office
) -> None:
    words = replace(a_campaign(Outcome.ATTENDED), training="waktu")
    campaign_id, dealt = database.now(deal, words, {"adil": 8, "tanpa": 6})
    own = database.now(session, a_training(code="waktu"))
    other = database.now(session, a_training(code="lain"))
    database.now(attend, own, dealt["adil"][:3])
    database.now(attend, other, dealt["adil"][3:8])
    for about, n, of in (
        (own, dealt["adil"][0], campaign_id), (own, dealt["adil"][1], campaign_id),
        # In the usual words, and of another training.
        (own, dealt["adil"][2], None), (other, dealt["adil"][4], None),
    ):  # fmt: skip
        database.now(remind, about, n, of)
    database.now(end, campaign_id)

    found = findings(database, office, campaign_id)
    assert yes(found) == {"adil": (3, 8), "tanpa": (0, 6)}
    assert [(one.arm.code, one.reached) for one in found.groups] == [("adil", 2), ("tanpa", 0)]


def remind(db: Db, session_id: int, n: int, campaign_id: int | None) -> None:
    row = {
        "person_id": 2000 + n, "kind": Kind.REMINDER.value, "class": "duty", "due_at": MORNING,
        "expires_at": MORNING + DAY, "state": State.SENT.value, "attempts": 1,
        "dedupe_key": f"{session_id}:{n}", "session_id": session_id, "slot": "T-3d",
        "campaign_id": campaign_id,
    }  # fmt: skip
    db.execute(insert(DeliveryRow), [row])


def test_who_registered_counts_whatever_came_of_it_and_not_who_did_before(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.REGISTERED), {"adil": 10, "tanpa": 6}
    )
    # After the window; what counts is when somebody registered.
    training = database.now(session, None, a_session(starts_at=MORNING + 90 * DAY))
    states = (
        (Place.ENROLLED, FIRST), (Place.WAITING, LAST), (Place.DECLINED, FIRST),
        (Place.INVITED, None), (Place.ASKED, None), (Place.DECLINED, None),
        (Place.ENROLLED, FIRST - DAY), (Place.ENROLLED, LAST + DAY), (Place.CONFIRMED, None),
    )  # fmt: skip

    def register(db: Db) -> None:
        for one, (state, day) in zip(dealt["adil"], states, strict=False):
            row = {"session_id": training, "employee_id": one, "state": state.value}
            db.execute(insert(EnrolmentRow).values(**row, enrolled_on=day))

    database.now(register)
    at_the_door = database.now(session, None, a_session(code="2"))
    database.now(attend, at_the_door, dealt["adil"][9:])
    database.now(end, campaign_id)

    assert yes(findings(database, office, campaign_id))["adil"] == (4, 10)


def test_where_people_stand_is_told_also_where_that_is_not_the_outcome(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 40, "tanpa": 10})
    database.now(answer, office, campaign_id, dealt["adil"][:12], agreed())
    database.now(answer, office, campaign_id, dealt["adil"][12:20], scored(4))
    database.now(answer, office, campaign_id, dealt["adil"][20:23], objected("adil"))
    database.now(end, campaign_id)

    told = findings(database, office, campaign_id).attitudes.stages

    assert told == {"adil": {"desire": 12, "knowledge": 8}}


def test_jp_count_of_the_days_of_the_window_and_none_of_who_learned_nothing(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(Outcome.JP), {"adil": 6, "tanpa": 6})
    for one, day, jp, credit in (
        (0, FIRST, 6, Credit.APPROVED),
        (0, LAST, 4, Credit.APPROVED),
        (1, FIRST - DAY, 20, Credit.APPROVED),
        (1, LAST + DAY, 20, Credit.APPROVED),
        (2, FIRST, 20, Credit.PENDING),
        (3, FIRST, 2, Credit.APPROVED),
    ):
        record = Record(day, "Kursus", "training", jp, credit)
        database.now(learning.credit, dealt["adil"][one], record)
    database.now(end, campaign_id)

    measure = findings(database, office, campaign_id).measures["adil"]
    assert (measure.of, measure.yes, measure.value) == (6, None, 2)


def test_of_an_arm_of_four_nothing_is_told(database: Database, office: Office) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 12, "tanpa": 4})
    training = database.now(session)
    database.now(attend, training, dealt["tanpa"][:2])
    database.now(end, campaign_id)

    found = findings(database, office, campaign_id)

    assert found.measures.keys() == {"adil"}
    assert [(one.estimate, one.verdict) for one in found.contrasts] == [(None, Verdict.NOT_YET)]


@pytest.mark.parametrize("standing", [Standing.RUNNING, Standing.PAUSED])
def test_looking_early_concludes_nothing(
    database: Database, office: Office, standing: Standing
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 30, "tanpa": 30})
    training = database.now(session)
    database.now(attend, training, dealt["adil"])
    stored = database.now(campaigns.find, campaign_id)
    assert stored is not None
    database.now(campaigns.save, replace(stored, standing=standing))

    early = MORNING + 5 * DAY if standing is Standing.RUNNING else LATER
    found = findings(database, office, campaign_id, early)

    assert found.measures["adil"].yes == 30
    assert [one.verdict for one in found.contrasts] == [Verdict.NOT_YET]


def test_two_looks_around_one_tap_while_it_runs_tell_nothing(
    database: Database, office: Office
) -> None:
    """In whatever steps counts move, one tap moves them, or brings others to light."""
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.ANSWERED, ARMS), {"adil": 30, "manfaat": 30}
    )
    database.now(send, campaign_id, dealt["adil"], "D+0")
    seen = []
    database.now(answer, office, campaign_id, dealt["manfaat"][:14], scored(4))
    for count in (14, 15):
        database.now(answer, office, campaign_id, dealt["adil"][:count], scored(4))
        seen.append(findings(database, office, campaign_id, MORNING + 5 * DAY))

    assert seen[0] == seen[1]
    assert seen[0].measures == {}
    assert [(one.code, one.exposure.sent) for one in seen[0].attitudes.steps] == [
        ("why", 30), ("pulse", 0),
    ]  # fmt: skip


def test_two_looks_after_the_end_around_a_deletion_tell_nothing(
    database: Database, office: Office
) -> None:
    """And a deletion before the first of them counts as not answered."""
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.ANSWERED, ARMS), {"adil": 30, "manfaat": 30}
    )
    for arm in dealt:
        database.now(answer, office, campaign_id, dealt[arm][:15], agreed())
    database.now(forget_one, office, campaign_id, dealt["adil"][0])
    database.now(end, campaign_id)
    before = findings(database, office, campaign_id)
    database.now(forget_one, office, campaign_id, dealt["adil"][1])

    assert yes(before) == {"adil": (14, 30), "manfaat": (15, 30)}
    assert findings(database, office, campaign_id) == before


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.ATTENDED])
def test_what_was_answered_is_frozen_as_soon_as_it_has_ended(
    database: Database, office: Office, outcome: Outcome
) -> None:
    """Also if nobody looks; and while it runs nothing is."""
    campaign_id, dealt = database.now(deal, a_campaign(outcome, ARMS), {"adil": 30, "manfaat": 30})
    database.now(due.tidy, office, MORNING)
    for arm in dealt:
        database.now(answer, office, campaign_id, dealt[arm][:15], agreed())
    database.now(end, campaign_id)
    database.now(due.tidy, office, LATER - 8 * DAY)
    database.now(forget_one, office, campaign_id, dealt["adil"][0])

    told = findings(database, office, campaign_id).attitudes
    assert [set(cells.values()) for cells in told.stages.values()] == [{15}, {15}]


def forget_one(db: Db, office: Office, campaign_id: int, employee_id: int) -> None:
    """As at somebody's request."""
    stances.forget_one(db, campaign_id, steps.mark(office, campaign_id, employee_id))


def test_who_answered_is_told_at_the_end(database: Database, office: Office) -> None:
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.ANSWERED, (*ARMS, Arm("tanpa", holdout=True))),
        {"adil": 40, "manfaat": 40, "tanpa": 10},
    )  # fmt: skip
    database.now(answer, office, campaign_id, dealt["adil"][:10], agreed())
    database.now(answer, office, campaign_id, dealt["adil"][10:16], objected("adil"))
    database.now(answer, office, campaign_id, dealt["manfaat"][:8], agreed())
    database.now(answer, office, campaign_id, dealt["manfaat"][8:13], objected("adil", "waktu"))
    database.now(answer, office, campaign_id, dealt["manfaat"][13:20], scored(4))
    database.now(send, campaign_id, dealt["adil"] + dealt["manfaat"], "D+0")
    database.now(end, campaign_id)

    found = findings(database, office, campaign_id)

    assert yes(found) == {"adil": (16, 40), "manfaat": (20, 40)}
    assert [(one.arm, one.against) for one in found.contrasts] == [("manfaat", "adil")]
    assert found.attitudes.stages["adil"] == {None: 24, "desire": 10}
    assert found.attitudes.steps[0].said == {"agrees": 18, "doubts": 7, "objects": 11}
    assert found.attitudes.objections == {"adil": 11, "waktu": 5}


def test_whose_stage_moved_counts_and_who_said_nothing_did_not_move(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.STAGE, ARMS), {"adil": 20, "manfaat": 20}
    )
    database.now(answer, office, campaign_id, dealt["adil"][:8], agreed())
    database.now(answer, office, campaign_id, dealt["adil"][8:12], objected("adil"))
    database.now(answer, office, campaign_id, dealt["manfaat"][:6], agreed())
    database.now(end, campaign_id)

    assert yes(findings(database, office, campaign_id)) == {"adil": (8, 20), "manfaat": (6, 20)}


def test_the_pulse_is_a_mean_of_those_who_answered(database: Database, office: Office) -> None:
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.PULSE, ARMS), {"adil": 20, "manfaat": 20}
    )
    for value, some in ((5, slice(0, 4)), (3, slice(4, 8))):
        database.now(answer, office, campaign_id, dealt["adil"][some], scored(value))
    for value, some in ((4, slice(0, 4)), (2, slice(4, 8))):
        database.now(answer, office, campaign_id, dealt["manfaat"][some], scored(value))
    database.now(end, campaign_id)

    found = findings(database, office, campaign_id)

    assert {arm: (one.of, one.value) for arm, one in found.measures.items()} == {
        "adil": (8, 4), "manfaat": (8, 3),
    }  # fmt: skip
    (item,) = found.attitudes.items
    assert (item.people, item.mean, item.again) == (16, 3.5, None)


def test_of_units_that_were_dealt_no_single_one_is_told(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(
        deal, a_campaign(spread=Spread.CLUSTERED), {"adil": 12, "tanpa": 12}
    )
    training = database.now(session)
    database.now(attend, training, dealt["adil"][:7])
    database.now(end, campaign_id)

    found = findings(database, office, campaign_id)

    assert found.measures == {}
    assert [one.verdict for one in found.contrasts] == [Verdict.NOT_YET]


def test_the_figures_stay_when_the_answers_are_deleted(database: Database, office: Office) -> None:
    campaign_id, dealt = database.now(
        deal, a_campaign(Outcome.ANSWERED, ARMS), {"adil": 40, "manfaat": 40}
    )
    for arm, some in (("adil", 25), ("manfaat", 10)):
        database.now(answer, office, campaign_id, dealt[arm][:some], scored(4))
        database.now(answer, office, campaign_id, dealt[arm][:5], objected("adil"))
    database.now(send, campaign_id, dealt["adil"], "D+0")
    database.now(end, campaign_id)
    before = findings(database, office, campaign_id)
    assert before.attitudes.objections

    database.now(stances.forget, campaign_id)
    # Once only: of what is deleted nothing could be kept any more.
    database.now(evaluating.freeze, office, LATER)

    assert findings(database, office, campaign_id) == before
    assert before.contrasts[0].verdict is Verdict.EFFECT


def test_deeds_of_the_window_count_also_after_the_answers_are_deleted(
    database: Database, office: Office
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(measured=60), {"adil": 10, "tanpa": 10})
    database.now(end, campaign_id)
    database.now(evaluating.freeze, office, LATER)
    later = database.now(session, None, a_session(starts_at=MORNING + 80 * DAY))
    database.now(attend, later, dealt["adil"][:6])

    assert yes(findings(database, office, campaign_id))["adil"] == (6, 10)


def test_only_admins_and_only_of_what_was_launched(database: Database, office: Office) -> None:
    campaign_id, _number = database.now(campaigns.put, a_campaign())

    with pytest.raises(NotAllowed):
        database.now(evaluating.basis, office, a_person(), campaign_id, LATER)
    for missing in (campaign_id, campaign_id + 1):
        with pytest.raises(Gone):
            database.now(evaluating.basis, office, ADMIN, missing, LATER)


stances_of = st.sampled_from([None, agreed(), objected("adil"), objected("waktu"), scored(4)])
"""What somebody may have answered."""


@given(
    st.lists(st.tuples(st.sampled_from(["adil", "manfaat"]), stances_of), max_size=80),
    st.sampled_from([Outcome.ANSWERED, Outcome.STAGE, Outcome.PULSE]),
)
def test_no_count_under_five_of_answers_is_told_or_follows(
    people: list[tuple[str, Stance | None]], outcome: Outcome
) -> None:
    """Neither from the size of an arm, nor from the figures of all less those of an arm."""
    found = told(people, outcome)

    attitudes = found.attitudes
    sizes = {one.arm.code: one.people for one in found.groups}
    shown = [(sizes[arm], list(cells.values())) for arm, cells in attitudes.stages.items()]
    said = sum(stance is not None for _arm, stance in people)
    for step in attitudes.steps[:1]:
        counts = list(step.said.values())
        shown += [(len(people), counts), (said, counts)]
    for whole, counts in shown:
        assert all(n >= 5 for n in counts)
        left = whole - sum(counts)
        assert not counts or left == 0 or left >= 5
    for arm, measure in found.measures.items():
        rest = sizes[arm] - (measure.of if measure.yes is None else measure.yes)
        of = measure.of if measure.yes is None else measure.yes
        assert of >= 5
        assert rest >= 5 or (measure.yes is None and rest == 0)
    # Of all arms or of none: that of one would follow from those of all and of the others.
    assert len(found.measures) in {0, len(sizes)}
    places = [frozenset(cells) for cells in attitudes.stages.values()]
    assert len(set(places)) <= 1


@given(st.lists(st.tuples(st.sampled_from(["adil", "manfaat"]), stances_of), max_size=80))
def test_arms_sum_to_all(people: list[tuple[str, Stance | None]]) -> None:
    found = told(people, Outcome.ANSWERED)

    assert sum(one.people for one in found.groups) == len(people)
    if found.measures:
        answered = sum(one.yes or 0 for one in found.measures.values())
        assert answered == sum(stance is not None for _arm, stance in people)


def told(people: list[tuple[str, Stance | None]], outcome: Outcome) -> Findings:
    """What is told of these people when it is over; the first step was sent to all."""
    about = a_campaign(outcome, ARMS)
    one = Stored(1, Standing.ENDED, 1, about, LAST, None, LAST + DAY)
    assigned = [Assignment(n, 2, arm) for n, (arm, _stance) in enumerate(people)]
    opened = {n: stance for n, (_arm, stance) in enumerate(people) if stance is not None}
    exposures = {"D+0": Exposure(len(people), len(people))}
    today = datetime(2027, 3, 1, tzinfo=UTC).date()
    basis = Basis(one, today, assigned, {}, {}, about.steps, exposures, None)
    return weighing.evaluated(replace(basis, kept=weighing.answers(basis, opened)))
