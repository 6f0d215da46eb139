"""Where a campaign leads nowhere, each with what is to be mended."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.domain.audience import Audience, Who
from bot.domain.calendar import Calendar
from bot.domain.campaign import Ask, Campaign, Item, Stage, Step
from bot.domain.dead_end import DeadEnd, Gap, Why, dead_ends, timetable
from bot.domain.experiment import Arm, Outcome

MONDAY = date(2026, 11, 30)
DAY = timedelta(days=1)
ALL = (Arm("semua"),)
ONE, TWO = Stage.AWARENESS, Stage.DESIRE


def step(after: int, code: str, stage: Stage | None = None, **more: object) -> Step:
    return Step(code, after * DAY, {"id": code}, stage, **more)  # type: ignore[arg-type]


def campaign(*steps: Step, arms: tuple[Arm, ...] = ALL, days: int = 30) -> Campaign:
    audience = Audience(Who.EMPLOYEES)
    return Campaign("coba", "Tujuan", audience, MONDAY, MONDAY + days * DAY, steps, (),
                    Outcome.ANSWERED, 0 * DAY, arms)  # fmt: skip


def found(
    one: Campaign,
    *,
    untold: Iterable[str] = (),
    gaps: Sequence[Gap] = (),
    over_budget: Iterable[str] = (),
    off: Iterable[date] = (),
) -> list[DeadEnd]:
    told = {each.code for each in one.steps} - set(untold)
    return dead_ends(one, Calendar(frozenset(off)), told, gaps, over_budget)


def test_a_campaign_for_everybody_has_none() -> None:
    assert found(campaign(step(0, "why", ask=Ask.REACTION), step(7, "more"))) == []


def test_a_stage_that_an_answer_leads_to_and_no_step_is_for_is_one() -> None:
    one = campaign(step(0, "why", ask=Ask.REACTION), step(7, "more", ONE))

    assert found(one) == [DeadEnd(Why.SILENT, "D+7", arm="semua", stage=TWO)]


def test_a_stage_that_no_answer_leads_to_is_none() -> None:
    assert found(campaign(step(0, "why"), step(7, "more", ONE))) == []


def test_agreeing_with_an_item_leads_beyond_its_stage() -> None:
    asked = step(0, "pulse", ask=Ask.PULSE, item=Item.NEEDED)

    (only,) = found(campaign(asked, step(7, "more", ONE)))
    assert only.stage is TWO


def test_each_arm_that_hears_something_is_looked_at_by_itself() -> None:
    arms = (Arm("adil"), Arm("manfaat"), Arm("kontrol", holdout=True))
    one = campaign(step(0, "why"), step(7, "more", arms=("adil",)), arms=arms)

    assert found(one) == [DeadEnd(Why.SILENT, "D+7", arm="manfaat", stage=ONE)]


def test_people_who_met_one_are_counted_even_where_no_straight_way_led_there() -> None:
    one = campaign(step(0, "why", ask=Ask.REACTION), step(7, "more", ONE), step(9, "end"))
    late = [Gap(n, "D+7", "semua", Stage.ABILITY) for n in (1, 2)]

    silent = [each for each in found(one, gaps=late) if each.why is Why.SILENT]
    assert [(each.stage, each.people) for each in silent] == [(TWO, 0), (Stage.ABILITY, 2)]


def test_who_is_told_nothing_to_the_end_is_stuck() -> None:
    one = campaign(step(0, "why"), step(7, "more", TWO), step(9, "again", TWO), step(12, "end"))
    stays = [Gap(n, slot, "semua", ONE) for n in (1, 2) for slot in ("D+9", "D+12")]
    goes_on = [Gap(3, slot, "semua", ONE) for slot in ("D+7", "D+9")]

    stuck = [each for each in found(one, gaps=stays + goes_on) if each.why is Why.STUCK]
    assert stuck == [DeadEnd(Why.STUCK, "D+9", arm="semua", stage=ONE, people=2)]


def test_who_misses_the_last_step_alone_is_not_called_stuck() -> None:
    one = campaign(step(0, "why"), step(7, "more", TWO), step(9, "end", TWO))

    assert not any(
        each.why is Why.STUCK for each in found(one, gaps=[Gap(1, "D+9", "semua", ONE)])
    )


def test_a_step_whose_days_are_all_off_until_the_end_can_never_leave() -> None:
    steps = step(0, "why"), step(3, "more"), step(3, "also", ONE)
    thursday, friday = MONDAY + 3 * DAY, MONDAY + 4 * DAY

    short = campaign(*steps, days=6)
    assert found(short, untold=("more", "also"), off=(thursday, friday)) == [
        DeadEnd(Why.OFF, "D+3", "more, also")
    ]
    assert found(short, off=(thursday,)) == []
    assert found(campaign(*steps, days=7), off=(thursday, friday)) == []


def test_a_step_that_the_budget_left_out_is_told_from_one_that_nobody_stood_at() -> None:
    one = campaign(step(0, "why"), step(7, "more", TWO), step(7, "rest"))

    (crowded,) = found(one, untold=("more",), over_budget=("D+7",))
    (unmet,) = found(one, untold=("more",))
    assert (crowded.why, unmet.why) == (Why.CROWDED, Why.UNMET)


def test_a_step_that_others_stand_before_is_spare_and_one_that_stands_by_is_not() -> None:
    fits = [step(0, f"for-{stage}", stage) for stage in Stage]
    spare = campaign(*fits, step(0, "spare"))
    assert found(spare, untold=("spare",)) == [DeadEnd(Why.SPARE, "D+0", "spare")]

    stands_by = campaign(*fits[:4], step(0, "reserve"))
    assert found(stands_by, untold=("reserve",)) == []


def test_a_timetable_tells_each_instant_once_and_in_order() -> None:
    one = campaign(step(7, "more"), step(0, "why"), step(7, "also", ONE), step(40, "late"))

    told = [(due.slot, due.day) for due in timetable(one, MONDAY, one.last_day, Calendar())]
    assert told == [("D+0", MONDAY), ("D+7", MONDAY + 7 * DAY)]
