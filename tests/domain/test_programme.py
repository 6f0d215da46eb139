"""What a workbook changes in what is stored."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import programme as rules
from bot.domain.learning import DEFAULT_RULES
from bot.domain.programme import Key, Programme
from bot.domain.sheet import CellFault
from bot.domain.training import Training, TrainingSession
from tests.factories import MORNING, a_session, a_training

CODES = ("a", "b", "c")
hours = st.integers(-48, 48).map(lambda n: MORNING + timedelta(hours=n))


def _dated(starts_at: datetime, capacity: int | None, cancelled: bool) -> TrainingSession:
    return replace(a_session(starts_at=starts_at, capacity=capacity), cancelled=cancelled)


sessions = st.builds(_dated, hours, st.none() | st.integers(1, 2), st.booleans())


def _programme(titles: dict[str, Training], dated: dict[Key, TrainingSession]) -> Programme:
    known = {key: one for key, one in dated.items() if key[0] in titles}
    return Programme({rule.kind: rule for rule in DEFAULT_RULES}, titles, known)


trainings = st.builds(
    lambda title, active: replace(a_training(), title=title, active=active),
    st.sampled_from(("x", "y")),
    st.booleans(),
)
keys = st.tuples(st.sampled_from(CODES), st.sampled_from(("1", "2")))
programmes = st.builds(
    _programme,
    st.dictionaries(st.sampled_from(CODES), trainings),
    st.dictionaries(keys, sessions),
)


@given(programmes, st.integers(-49, 49))
def test_what_is_stored_already_changes_nothing_whenever_it_is_read(
    before: Programme, hour: int
) -> None:
    now = MORNING + timedelta(hours=hour)
    ahead = {key: one for key, one in before.sessions.items() if not one.cancelled}
    listed = replace(before, sessions=ahead)

    found = rules.difference(before, before, now)
    assert rules.changes(before, before, found).none
    assert found.same == len(before.rules) + len(before.trainings) + len(before.sessions)
    assert rules.changes(before, listed, rules.difference(before, listed, now)).none


@given(programmes, programmes)
def test_each_row_is_told_once_and_nothing_that_has_begun_is_gone(
    before: Programme, after: Programme
) -> None:
    listed = len(after.rules) + len(after.trainings) + len(after.sessions)
    found = rules.difference(before, after, MORNING)
    told = [*found.new, *found.changed, *found.moved, *found.gone]

    assert len(told) == len(set(told))
    assert 0 <= found.same <= listed
    for key in found.gone:
        assert before.sessions[key].starts_at > MORNING
    for key in (*found.new, *found.changed, *found.moved):
        assert after.sessions[key] != before.sessions.get(key)
    for code in found.gone_trainings:
        assume(code in before.trainings)
        assert not any(
            of == code and one.starts_at <= MORNING and not one.cancelled
            for (of, _), one in before.sessions.items()
        )


def test_seats_and_deadline_alone_need_not_be_told() -> None:
    one = a_session()
    before = Programme({}, {"a": a_training()}, {("a", "1"): one})

    def after(other: TrainingSession) -> rules.Difference:
        return rules.difference(before, replace(before, sessions={("a", "1"): other}), MORNING)

    assert after(replace(one, capacity=3, deadline=MORNING)).changed == (("a", "1"),)
    assert after(replace(one, capacity=3, place="Lain")).moved == (("a", "1"),)
    assert after(replace(one, cancelled=True)).gone == (("a", "1"),)


def test_what_may_not_become_of_a_session() -> None:
    one = a_session(capacity=2)
    start, hour = one.starts_at, timedelta(hours=1)

    def fault(
        after: TrainingSession, before: TrainingSession | None, now: datetime = MORNING
    ) -> CellFault | None:
        found = rules.fault_of(after, before, 2, now, measured=True)
        return None if found is None else found[1]

    gone = replace(one, cancelled=True)
    assert fault(one, None) is None
    assert fault(one, None, start) is CellFault.IS_OVER
    assert fault(gone, None, start) is None
    assert fault(one, one, start) is None
    assert fault(replace(one, place="x"), one, start) is CellFault.HAS_BEGUN
    assert fault(replace(one, place="x"), one, start - hour) is None
    assert fault(one, gone) is CellFault.WAS_CANCELLED
    assert fault(one, gone, start) is None
    assert fault(gone, gone) is None
    assert fault(replace(one, capacity=1), one) is CellFault.FEW_SEATS
    assert fault(replace(one, capacity=2), one) is None
