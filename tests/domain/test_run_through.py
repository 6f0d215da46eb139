"""The figures of a rehearsal."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.campaign import Stage
from bot.domain.delivery import State
from bot.domain.dispatch import MUTED
from bot.domain.experiment import Arm
from bot.domain.run_through import Ending, Range, RunThrough, Said, cast, counted
from tests.domain.test_dead_end import campaign, step
from tests.factories import MORNING

DAY = timedelta(days=1)
ARMS = (Arm("adil"), Arm("kontrol", holdout=True))


@given(st.integers(1, 300), st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_people_are_placed_in_proportion(people: int, sizes: list[int]) -> None:
    found = cast(people, sizes)

    assert len(found) == people
    assert found == sorted(found)
    for place, size in enumerate(sizes):
        assert abs(found.count(place) - people * size / sum(sizes)) <= 1


def test_each_works_where_they_do_if_as_many_are_acted() -> None:
    assert cast(6, [3, 2, 1]) == [0, 0, 0, 1, 1, 2]


def said(number: int, at: datetime) -> Said:
    return Said(number, at, at.date(), "why")


def figures(
    some: list[Said], endings: list[Ending], arms: dict[int, str] | None = None
) -> RunThrough:
    dealt = arms or {1: "adil", 2: "adil", 3: "kontrol"}
    one = campaign(step(0, "why"), arms=ARMS)
    return counted(one, 1, dealt, some, endings, [Stage.DESIRE], 7, [], 388, [])


def test_who_waits_for_the_budget_is_told_from_who_waits_for_the_morning() -> None:
    told = [said(1, MORNING), said(1, MORNING + DAY), said(1, MORNING + 7 * DAY),
            said(2, MORNING), said(2, MORNING + 3 * DAY)]  # fmt: skip
    third = MORNING + 2 * DAY
    endings = [Ending(1, "D+2", third, State.SENT), Ending(2, "D+2", third, State.SENT),
               Ending(1, "D+5", MORNING + 5 * DAY, State.OVER_BUDGET)]  # fmt: skip

    found = figures(told, endings)
    assert (found.postponed, found.over_budget) == (1, 1)
    assert figures(told, endings[1:2]).postponed == 0


def test_who_was_told_the_second_of_a_week_when_it_was_due_has_not_waited() -> None:
    second = MORNING + 2 * DAY

    found = figures([said(1, MORNING), said(1, second)], [Ending(1, "D+2", second, State.SENT)])
    assert found.postponed == 0


def test_what_was_told_a_week_ago_uses_up_nothing() -> None:
    told = [said(1, MORNING), said(1, MORNING + DAY)]

    assert figures(told, [Ending(1, "D+7", MORNING + 7 * DAY, State.SENT)]).postponed == 0


def test_people_are_counted_once_and_messages_each() -> None:
    gone = [Ending(1, slot, MORNING, State.BLOCKED) for slot in ("D+0", "D+7")]
    hushed = [Ending(2, slot, MORNING, State.CANCELLED, MUTED) for slot in ("D+0", "D+7")]

    found = figures([], gone + hushed)
    assert (found.blocked, found.muted) == (1, 1)
    assert found.owed == {State.BLOCKED: 2, State.CANCELLED: 2}
    assert found.finished_on is None


def test_the_range_is_of_those_who_are_told_something() -> None:
    arms = dict.fromkeys(range(1, 11), "adil") | {11: "kontrol"}
    told = [said(n, MORNING + k * DAY) for n in range(1, 11) for k in range(n)]

    found = figures(told, [], arms)
    assert found.each == Range(1, 5.5, 9.1, 10)
    assert (found.people, found.messages, found.arms) == (11, 55, {"adil": 10, "kontrol": 1})
    assert found.days[0] == (MORNING.date(), 10)
    assert found.finished_on == (MORNING + 9 * DAY).date()
