"""How employees come to have a seat in a session, and how they lose it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import training as rules
from bot.domain.errors import DomainError, Full, NotNow, TooLate, Why
from bot.domain.learning import Per, Rule, Span, worth
from bot.domain.training import (
    SEATED,
    TAKING_PART,
    Enrolment,
    Preparation,
    Reason,
    Seats,
    Standing,
    TrainingSession,
)
from tests.factories import MORNING, a_course, a_session, a_training

HOUR = timedelta(hours=1)
COURSE = a_course()
START = COURSE.session.starts_at
ANY = Seats(None, 0, 0)


def an_enrolment(standing: Standing = Standing.INVITED, employee_id: int = 1) -> Enrolment:
    placed = SEATED | {Standing.WAITING}
    return Enrolment(1, employee_id, standing, employee_id if standing in placed else None)


@pytest.mark.parametrize(
    ("seats", "standing"),
    [
        (Seats(None, 500, 500), Standing.ENROLLED),
        (Seats(2, 1, 1), Standing.ENROLLED),
        (Seats(2, 2, 2), Standing.WAITING),
        (Seats(2, 3, 3), Standing.WAITING),
        (Seats(2, 1, 3, waiting=1), Standing.WAITING),
    ],
)
def test_who_comes_gets_a_seat_or_waits(seats: Seats, standing: Standing) -> None:
    after = rules.enrol(an_enrolment(), COURSE, seats, MORNING)

    assert (after.standing, after.place) == (standing, seats.last_place + 1)


@pytest.mark.parametrize("standing", [*sorted(TAKING_PART), Standing.WAITING])
def test_registering_twice_changes_nothing(standing: Standing) -> None:
    before = an_enrolment(standing)

    assert rules.enrol(before, COURSE, Seats(2, 2, 2), MORNING) == before


def test_who_comes_back_begins_anew_at_the_end() -> None:
    declined = replace(an_enrolment(Standing.DECLINED), reason=Reason.DUTY, substitute_id=7)

    after = rules.enrol(declined, COURSE, Seats(9, 3, 5), MORNING)

    assert after == Enrolment(1, 1, Standing.ENROLLED, 6, enrolled_on=MORNING.date())


def test_the_day_of_the_first_registration_stays_whatever_comes_of_it() -> None:
    """What a campaign has brought is told from it."""
    first = rules.enrol(an_enrolment(), COURSE, ANY, MORNING)
    declined = rules.decline(first, COURSE, MORNING + HOUR)
    again = rules.enrol(declined, COURSE, ANY, START - HOUR)

    assert declined.enrolled_on == again.enrolled_on == MORNING.date()
    assert rules.released(again).enrolled_on == MORNING.date()
    asked = rules.enrol(an_enrolment(Standing.ASKED), COURSE, ANY, START - HOUR)
    assert asked.enrolled_on == START.date()


@pytest.mark.parametrize(
    ("now", "mandatory", "why"),
    [
        (START - 24 * HOUR - timedelta(seconds=1), False, None),
        (START - 24 * HOUR, False, Why.CLOSED),
        (START - 24 * HOUR, True, None),
        (START - timedelta(seconds=1), True, None),
        (START, True, Why.BEGUN),
        (START, False, Why.BEGUN),
    ],
)
def test_registration_closes_and_what_one_must_attend_only_with_its_start(
    now: datetime, mandatory: bool, why: Why | None
) -> None:
    course = a_course(mandatory=mandatory)
    if why is None:
        assert rules.enrol(an_enrolment(), course, ANY, now).standing is Standing.ENROLLED
        return

    with pytest.raises(TooLate) as refused:
        rules.enrol(an_enrolment(), course, ANY, now)

    assert refused.value.why is why


def test_nothing_can_be_done_with_a_cancelled_session() -> None:
    off = replace(COURSE, session=replace(COURSE.session, cancelled=True))
    deeds: list[Callable[[], object]] = [
        lambda: rules.enrol(an_enrolment(), off, ANY, MORNING),
        lambda: rules.confirm(an_enrolment(Standing.ENROLLED), off, ANY, MORNING),
        lambda: rules.decline(an_enrolment(), off, MORNING),
    ]

    for deed in deeds:
        with pytest.raises(TooLate, match="cancelled"):
            deed()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Standing.INVITED, Standing.CONFIRMED),
        (Standing.DECLINED, Standing.CONFIRMED),
        (Standing.ASKED, Standing.CONFIRMED),
        (Standing.ENROLLED, Standing.CONFIRMED),
        (Standing.CONFIRMED, Standing.CONFIRMED),
        (Standing.WAITING, Standing.WAITING),
        (Standing.ATTENDED, Standing.ATTENDED),
    ],
)
def test_who_says_to_come_is_confirmed_where_there_is_a_seat(
    before: Standing, after: Standing
) -> None:
    assert rules.confirm(an_enrolment(before), COURSE, ANY, MORNING).standing is after


def test_who_says_to_come_where_all_is_full_waits() -> None:
    after = rules.confirm(an_enrolment(), COURSE, Seats(1, 1, 1), MORNING)

    assert after.standing is Standing.WAITING


def test_an_enrolled_employee_confirms_after_registration_is_closed() -> None:
    after = rules.confirm(an_enrolment(Standing.ENROLLED), COURSE, ANY, START - HOUR)

    assert after.standing is Standing.CONFIRMED


def test_declining_frees_the_seat_and_is_done_once() -> None:
    after = rules.decline(an_enrolment(Standing.CONFIRMED), COURSE, MORNING)

    assert after == replace(an_enrolment(Standing.DECLINED), stood=Standing.CONFIRMED)
    explained = rules.explain(after, Reason.TRANSPORT)
    assert explained.reason is Reason.TRANSPORT
    assert rules.decline(explained, COURSE, MORNING) == explained
    with pytest.raises(TooLate):
        rules.decline(an_enrolment(Standing.CONFIRMED), COURSE, START)


@pytest.mark.parametrize(
    ("before", "seats", "may"),
    [
        (Standing.CONFIRMED, ANY, True),
        (Standing.ENROLLED, Seats(2, 1, 2), True),
        (Standing.ASKED, Seats(2, 1, 2), True),
        (Standing.CONFIRMED, Seats(2, 2, 2), False),
        (Standing.CONFIRMED, Seats(2, 1, 3, waiting=1), False),
        (Standing.CONFIRMED, Seats(2, 2, 2, kept=2), True),
        (Standing.WAITING, ANY, False),
        (Standing.INVITED, ANY, False),
    ],
)
def test_who_gave_up_a_seat_may_come_back_until_the_start_while_it_is_free(
    before: Standing, seats: Seats, may: bool
) -> None:
    declined = rules.decline(an_enrolment(before), COURSE, START - HOUR)

    assert rules.may_register(declined, COURSE, seats, START - HOUR) is may
    assert rules.may_register(declined, COURSE, seats, MORNING)
    assert not rules.may_register(declined, COURSE, seats, START)
    if may:
        after = rules.enrol(declined, COURSE, seats, START - HOUR)
        assert (after.standing, after.stood) == (Standing.ENROLLED, None)
    else:
        with pytest.raises(TooLate, match="closed"):
            rules.enrol(declined, COURSE, seats, START - HOUR)


def test_only_who_does_not_come_says_why_and_only_who_comes_plans_it() -> None:
    confirmed = an_enrolment(Standing.CONFIRMED)
    with pytest.raises(NotNow):
        rules.explain(confirmed, Reason.DUTY)
    assert rules.prepare(confirmed, Preparation.EARLY).plan is Preparation.EARLY
    with pytest.raises(NotNow):
        rules.prepare(an_enrolment(Standing.ENROLLED), Preparation.EARLY)


def test_a_colleague_is_asked_and_has_a_seat_until_the_answer() -> None:
    declined, colleague = an_enrolment(Standing.DECLINED), an_enrolment(employee_id=2)

    asker, asked = rules.ask(declined, colleague, COURSE, Seats(2, 1, 4), MORNING)

    assert asker.substitute_id == 2
    assert (asked.standing, asked.place) == (Standing.ASKED, 5)
    accepted = rules.enrol(asked, COURSE, Seats(2, 2, 5), START - HOUR)
    assert (accepted.standing, accepted.place) == (Standing.ENROLLED, 5)
    assert rules.decline(asked, COURSE, MORNING).standing is Standing.DECLINED


@pytest.mark.parametrize("seats", [Seats(2, 2, 5), Seats(2, 2, 6, waiting=1)])
def test_who_comes_after_all_takes_the_seat_back_that_is_kept_for_a_colleague(
    seats: Seats,
) -> None:
    declined = replace(an_enrolment(Standing.DECLINED), substitute_id=2)

    after = rules.enrol(declined, COURSE, replace(seats, kept=5), START - HOUR)

    assert after == Enrolment(1, 1, Standing.ENROLLED, 5, enrolled_on=START.date())


@pytest.mark.parametrize(
    ("asker", "other", "employee_id", "seats", "error"),
    [
        (Standing.ENROLLED, Standing.INVITED, 2, ANY, NotNow),
        (Standing.DECLINED, Standing.CONFIRMED, 2, ANY, NotNow),
        (Standing.DECLINED, Standing.DECLINED, 2, ANY, NotNow),
        (Standing.DECLINED, Standing.INVITED, 1, ANY, NotNow),
        (Standing.DECLINED, Standing.INVITED, 2, Seats(3, 3, 3), Full),
        (Standing.DECLINED, Standing.INVITED, 2, Seats(3, 2, 4, waiting=1), Full),
    ],
)
def test_who_may_not_be_asked(
    asker: Standing, other: Standing, employee_id: int, seats: Seats, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        rules.ask(an_enrolment(asker), an_enrolment(other, employee_id), COURSE, seats, MORNING)


@pytest.mark.parametrize("stood", [None, Standing.ENROLLED, Standing.CONFIRMED, Standing.ASKED])
def test_after_registration_has_closed_only_who_gave_up_a_seat_asks_a_colleague(
    stood: Standing | None,
) -> None:
    declined = replace(an_enrolment(Standing.DECLINED), stood=stood)
    other, closed = an_enrolment(employee_id=2), COURSE.closes_at
    before = closed - timedelta(seconds=1)

    _, asked = rules.ask(declined, other, COURSE, ANY, before)

    # What was promised in time is kept.
    assert rules.enrol(asked, COURSE, ANY, closed).standing is Standing.ENROLLED
    assert rules.may_ask(declined, COURSE, closed) is (stood is not None)
    if stood is None:
        with pytest.raises(TooLate, match="closed"):
            rules.ask(declined, other, COURSE, ANY, closed)
    else:
        assert rules.ask(declined, other, COURSE, ANY, closed)[1] == asked
    must = replace(COURSE, training=a_training(mandatory=True))
    assert rules.ask(declined, other, must, ANY, closed)[1] == asked


def test_whoever_waits_longest_gets_the_seat() -> None:
    waiting = [an_enrolment(Standing.WAITING, n) for n in (7, 3, 5)]

    def gets(seats: Seats) -> list[int]:
        return [one.employee_id for one in rules.promoted(waiting, seats)]

    assert gets(Seats(4, 2, 9)) == [3, 5]
    assert gets(Seats(4, 4, 9)) == gets(Seats(4, 5, 9)) == []
    assert gets(Seats(None, 4, 9)) == [3, 5, 7]
    assert {one.standing for one in rules.promoted(waiting, ANY)} == {Standing.ENROLLED}


@pytest.mark.parametrize(
    ("standing", "mandatory", "slots"),
    [
        (Standing.INVITED, False, ["T-3d"]),
        (Standing.INVITED, True, ["T-3d", "T-1d"]),
        (Standing.ASKED, True, []),
        (Standing.WAITING, True, []),
        (Standing.ENROLLED, False, ["T-3d", "T-1d"]),
        (Standing.CONFIRMED, False, ["T-3d", "T-1d", "T-120m"]),
        (Standing.DECLINED, True, []),
        (Standing.ATTENDED, True, []),
    ],
)
def test_who_is_reminded_when(standing: Standing, mandatory: bool, slots: list[str]) -> None:
    course = a_course(mandatory=mandatory)
    one = an_enrolment(standing)

    found = [
        slot
        for slot in ("T-3d", "T-1d", "T-120m", "T-9d")
        if rules.reminded(one, course, slot, MORNING)
    ]

    assert found == slots
    off = replace(course, session=replace(course.session, cancelled=True))
    assert not rules.reminded(one, off, "T-3d", MORNING)


def test_who_can_no_longer_register_is_not_asked_again() -> None:
    assert not rules.reminded(an_enrolment(), COURSE, "T-3d", COURSE.session.deadline)


def test_for_whom_it_is_not_known_whether_they_come() -> None:
    def unknown(mandatory: bool) -> set[Standing]:
        training = a_training(mandatory=mandatory)
        return {one for one in Standing if rules.unanswered(an_enrolment(one), training)}

    assert unknown(False) == {Standing.ASKED, Standing.ENROLLED}
    assert unknown(True) == {Standing.INVITED, Standing.ASKED, Standing.ENROLLED}


def test_who_did_not_answer_a_request_in_time_is_awaited_and_may_have_a_seat_that_is_free() -> (
    None
):
    late = START - HOUR
    after = rules.lapsed(replace(an_enrolment(Standing.ASKED), place=3))

    assert (after.standing, after.place) == (Standing.INVITED, None)
    assert rules.unanswered(after, a_training())
    assert rules.owes_answer(after)
    assert rules.may_register(after, COURSE, Seats(2, 1, 3), late)
    assert not rules.may_register(after, COURSE, Seats(2, 2, 3), late)
    had_one = replace(an_enrolment(Standing.DECLINED, 2), stood=Standing.ENROLLED)
    _, again = rules.ask(had_one, after, COURSE, ANY, late)
    assert rules.enrol(again, COURSE, ANY, late).stood is None
    assert not rules.owes_answer(an_enrolment())


@pytest.mark.parametrize("standing", Standing)
def test_who_leaves_without_a_word_is_invited_as_before_and_has_no_seat(
    standing: Standing,
) -> None:
    before = an_enrolment(standing)

    after = rules.released(before)

    stays = {Standing.INVITED, Standing.DECLINED, Standing.ATTENDED}
    stood = None if standing is Standing.ASKED else standing
    assert after == (before if standing in stays else replace(an_enrolment(), stood=stood))


@pytest.mark.parametrize(
    ("session", "ahead"),
    [
        (COURSE.session, True),
        (replace(COURSE.session, starts_at=MORNING), False),
        (replace(COURSE.session, cancelled=True), False),
    ],
)
def test_a_session_is_ahead_until_it_begins(session: TrainingSession, ahead: bool) -> None:
    assert rules.is_ahead(session, MORNING) is ahead


def test_a_plan_and_a_reason_are_of_the_days_that_they_were_given_for() -> None:
    before = rules.answered(an_enrolment(Standing.CONFIRMED), COURSE.session)
    one = replace(before, plan=Preparation.EARLY, reason=Reason.LEAVE)
    other = replace(COURSE.session, starts_at=START + HOUR)

    assert rules.answered(one, COURSE.session) == one
    assert rules.planned(one, COURSE.session) is Preparation.EARLY
    assert rules.planned(one, other) is None
    after = rules.answered(one, other)
    assert (after.plan, after.reason, after.edition) == (None, None, other.edition)


@pytest.mark.parametrize(
    ("standing", "later", "the_same"),
    [
        (Standing.DECLINED, 0, True),
        (Standing.DECLINED, 14, True),
        (Standing.DECLINED, 15, False),
        (Standing.DECLINED, -9, True),
        (Standing.DECLINED, -10, False),
        (Standing.INVITED, 0, False),
    ],
)
def test_who_declined_has_declined_the_day_at_whatever_hour(
    standing: Standing, later: int, the_same: bool
) -> None:
    """It was to begin at nine."""
    one = rules.answered(an_enrolment(standing), COURSE.session)
    moved = replace(COURSE.session, starts_at=START + later * HOUR)

    assert rules.declined_it(one, moved) is the_same
    another = standing is Standing.DECLINED and not the_same
    assert rules.declined_another(one, moved) is another


def test_of_what_was_declined_long_ago_the_day_is_not_known() -> None:
    one = an_enrolment(Standing.DECLINED)

    assert not rules.declined_it(one, COURSE.session)
    assert not rules.declined_another(one, COURSE.session)


@pytest.mark.parametrize(
    ("change", "another"),
    [
        ({"ends_at": COURSE.session.ends_at + HOUR}, False),
        ({"place": "Gedung lain"}, False),
        ({"ends_at": COURSE.session.ends_at + 24 * HOUR}, True),
        ({"starts_at": START + HOUR}, True),
        ({"starts_at": START - HOUR, "ends_at": COURSE.session.ends_at - HOUR}, True),
    ],
)
def test_what_was_confirmed_is_the_days_and_the_start(
    change: dict[str, Any], another: bool
) -> None:
    """And so the buttons under what tells of it count for these alone."""
    before = COURSE.session
    after = replace(before, **change)

    assert rules.is_another(before, after) is another
    assert (before.edition != after.edition) is another


@pytest.mark.parametrize(
    ("begin", "end", "span"),
    [
        ((1, 0), (1, 6), Span(1, 6 * HOUR)),
        ((1, 0), (3, 6), Span(3, 6 * HOUR)),
        ((1, 10), (1, 20), Span(1, 10 * HOUR)),
        ((1, 0), (1, 15), Span(1, 15 * HOUR)),
        ((1, 0), (2, 15), Span(2, 15 * HOUR)),
    ],
)
def test_how_long_a_session_is(begin: tuple[int, int], end: tuple[int, int], span: Span) -> None:
    """09.00 to 15.00, the same three days long, 19.00 to 05.00, and until midnight."""
    starts, ends = (datetime(2026, 12, *at, tzinfo=UTC) for at in (begin, end))

    assert rules.span(replace(a_session(), starts_at=starts, ends_at=ends)) == span
    elsewhere = replace(a_session(), starts_at=starts, ends_at=ends, zone=ZoneInfo("UTC"))
    assert rules.span(elsewhere).days == end[0] - begin[0] + 1


@pytest.mark.parametrize(
    ("lasts", "days"), [(23 * HOUR, 2), (24 * HOUR, 2), (47 * HOUR, 3), (13 * HOUR, 2)]
)
def test_from_one_noon_to_the_next_the_hours_are_not_known(lasts: timedelta, days: int) -> None:
    """13.00 to 12.00 or 13.00 of another day, and to two at night: nobody slept in the room."""
    starts = START + 4 * HOUR
    session = replace(a_session(), starts_at=starts, ends_at=starts + lasts)

    found = rules.span(session)

    assert found == Span(days, timedelta(0))
    assert worth(Rule("training", Per.HOUR, 1), found) == 0
    assert worth(Rule("seminar", Per.DAY, 4), found) == 4 * days


@given(st.integers(1, 9 * 24 * 60), st.integers(0, 23))
def test_no_day_of_a_session_is_longer_than_it_is_or_than_a_day(minutes: int, hour: int) -> None:
    starts, lasts = START + hour * HOUR, timedelta(minutes=minutes)
    session = replace(a_session(), starts_at=starts, ends_at=starts + lasts)

    found = rules.span(session)

    assert found.a_day <= min(lasts, 24 * HOUR)
    assert found.days == (session.last_day - session.day).days + 1
    assert session.day <= session.last_day <= session.ends_at.astimezone(session.zone).date()


class Room:
    """A session as the use cases keep it: after each deed the seats that are free are given."""

    def __init__(self, capacity: int | None) -> None:
        self.capacity = capacity
        self.all = {n: an_enrolment(employee_id=n) for n in range(1, 6)}
        self.got: list[int] = []

    def seats(self) -> Seats:
        ones = self.all.values()
        return Seats(
            self.capacity,
            sum(one.standing in SEATED for one in ones),
            max((one.place or 0 for one in ones), default=0),
            sum(one.standing is Standing.WAITING for one in ones),
        )

    def does(self, deed: str, who: int, other: int) -> None:
        one = self.all[who]
        match deed:
            case "enrol":
                changed = [rules.enrol(one, COURSE, self.seats(), MORNING)]
            case "confirm":
                changed = [rules.confirm(one, COURSE, self.seats(), MORNING)]
            case "decline":
                changed = [rules.decline(one, COURSE, MORNING)]
            case _:
                changed = list(rules.ask(one, self.all[other], COURSE, self.seats(), MORNING))
        self.all |= {each.employee_id: each for each in changed}
        waiting = [each for each in self.all.values() if each.standing is Standing.WAITING]
        for each in rules.promoted(waiting, self.seats()):
            self.all[each.employee_id] = each


deeds = st.tuples(
    st.sampled_from(["enrol", "confirm", "decline", "ask"]), st.integers(1, 5), st.integers(1, 5)
)


@given(st.none() | st.integers(1, 4), st.lists(deeds, max_size=30))
def test_seats_are_never_given_twice_nor_left_free_while_somebody_waits(
    capacity: int | None, todo: list[tuple[str, int, int]]
) -> None:
    room = Room(capacity)
    for deed, who, other in todo:
        before = dict(room.all)
        try:
            room.does(deed, who, other)
        except (NotNow, Full):
            assert room.all == before

        seats = room.seats()
        places = [one.place for one in room.all.values() if one.place is not None]
        assert len(set(places)) == len(places)
        assert capacity is None or seats.taken <= capacity
        assert seats.full or not seats.waiting
        waiting = [one.place for one in room.all.values() if one.standing is Standing.WAITING]
        new = [
            one.place
            for n, one in room.all.items()
            if one.standing in SEATED and before[n].standing is Standing.WAITING
        ]
        assert all((got or 0) < (left or 0) for got in new for left in waiting)
