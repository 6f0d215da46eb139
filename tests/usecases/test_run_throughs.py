"""A rehearsal is the real thing: its laws hold, and what it shows is what a launch would do."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.campaigns import SHIPPED
from bot.db import campaigns, migrate
from bot.db.database import Database
from bot.domain.calendar import Calendar
from bot.domain.campaign import Ask, Campaign, Objection, Stage
from bot.domain.dead_end import DeadEnd, Why
from bot.domain.delivery import State
from bot.domain.errors import Gone, NotAllowed
from bot.domain.experiment import Arm, Outcome, Spread
from bot.domain.run_through import RunThrough
from bot.statistics import detectable, sample_size
from bot.telegram.views import run_through as views
from bot.texts import LANGUAGES, speaking
from bot.usecases import campaigning, run_throughs
from tests.domain.test_dead_end import DAY, campaign, step
from tests.factories import a_person
from tests.usecases.training_room import employ

ZONE = ZoneInfo("Asia/Jayapura")
MONDAY = date(2026, 11, 30)
WEEK = timedelta(weeks=1)
DAYS = range(0, 24, 2)
"""A step every second day: more than anybody may hear."""

LEFT = DAYS[:10]
"""So many have room in a month, at two a week."""

ARMS = (Arm("adil", 2), Arm("manfaat", 2), Arm("kontrol", holdout=True))
OBJECTIONS = (Objection("adil", {"id": "Adil"}, {"id": "Begini."}),)


def crowded() -> Campaign:
    steps = [step(n, f"hari-{n}", ask=Ask.REACTION) for n in DAYS]
    return replace(campaign(*steps, arms=ARMS), objections=OBJECTIONS)


def rehearsed(one: Campaign, people: int = 100, seed: int = 1) -> RunThrough:
    return run_throughs.rehearse(one, Calendar(), ZONE, people, seed)


@cache
def shown() -> RunThrough:
    """One for all who only look at it."""
    return rehearsed(crowded())


def test_nobody_is_told_a_step_twice() -> None:
    told = Counter((one.number, one.step) for one in shown().said)

    assert len(told) > 300
    assert set(told.values()) == {1}


def test_nobody_hears_more_than_twice_in_any_seven_days() -> None:
    for number in {one.number for one in shown().said}:
        left = sorted(one.at for one in shown().said if one.number == number)
        assert all(third - first >= WEEK for first, third in zip(left, left[2:], strict=False))


def test_who_is_held_out_hears_nothing_and_is_owed_nothing() -> None:
    found = shown()

    assert found.arms == {"adil": 40, "manfaat": 40, "kontrol": 20}
    assert len({one.number for one in found.endings}) == 80
    assert {one.number for one in found.said} <= {one.number for one in found.endings}


def test_all_that_was_owed_has_an_end() -> None:
    found = shown()

    assert sum(found.owed.values()) == len(found.endings) == 80 * len(LEFT)
    assert not {State.PENDING, State.SENDING} & set(found.owed)
    assert found.owed[State.SENT] == found.messages == len(found.said)


def test_a_crowded_campaign_is_spread_and_names_what_has_no_day_left() -> None:
    found = shown()

    assert found.over_budget == 0
    assert [(one.why, one.step) for one in found.dead_ends] == [
        (Why.OFF, f"hari-{n}") for n in DAYS[len(LEFT):]
    ]  # fmt: skip


def test_some_mute_and_some_block_and_hear_nothing_more() -> None:
    found = rehearsed(crowded(), 300)

    assert found.muted > 3
    assert found.blocked > 1
    last = {one.number: one.at for one in found.said}
    for one in found.endings:
        if one.state is State.BLOCKED and one.due_at > last[one.number] + WEEK:
            assert not any(said.at > one.due_at for said in found.said
                           if said.number == one.number)  # fmt: skip


def test_answers_move_people_on() -> None:
    found = shown()

    assert sum(found.stages.values()) == found.people == 100
    assert found.stages[Stage.AWARENESS] >= 20
    assert found.stages[Stage.REINFORCEMENT] > 5
    assert found.answers > 100


def test_the_same_seed_shows_the_same_and_another_another() -> None:
    assert views.as_json(rehearsed(crowded())) == views.as_json(shown())
    assert rehearsed(crowded(), seed=2).said != shown().said


def test_a_step_with_no_working_day_before_the_end_is_never_told_and_is_named() -> None:
    one = replace(campaign(step(0, "mengapa"), step(3, "libur")), last_day=MONDAY + 4 * DAY)
    off = Calendar(frozenset(MONDAY + n * DAY for n in (3, 4)))

    found = run_throughs.rehearse(one, off, ZONE, 10)
    assert [(end.why, end.step) for end in found.dead_ends] == [(Why.OFF, "libur")]
    assert {one.step for one in found.said} == {"mengapa"}


def test_people_for_whom_there_is_nothing_to_say_are_counted() -> None:
    one = campaign(
        step(0, "mengapa", ask=Ask.REACTION),
        step(7, "lagi", Stage.AWARENESS),
        step(14, "akhir", Stage.AWARENESS),
    )

    found = rehearsed(replace(one, objections=OBJECTIONS))
    silent = [end for end in found.dead_ends if end.why is Why.SILENT]
    (stuck,) = (end for end in found.dead_ends if end.why is Why.STUCK)
    assert [(end.slot, end.stage) for end in silent] == [
        ("D+7", Stage.DESIRE), ("D+14", Stage.DESIRE),
    ]  # fmt: skip
    assert stuck.slot == "D+7"
    # Who is placed there on the way mutes, or blocks, now and then.
    assert 20 < stuck.people <= found.stages[Stage.DESIRE]


def test_where_whole_units_are_dealt_an_arm_has_whole_units() -> None:
    one = replace(crowded(), spread=Spread.CLUSTERED, arms=(Arm("adil"), Arm("manfaat")))

    found = run_throughs.rehearse(one, Calendar(), ZONE, 100, within=[60, 40])
    assert sorted(found.arms.values()) == [40, 60]


def test_arms_are_compared_with_the_one_that_hears_nothing_unless_it_cannot_answer() -> None:
    assert [(one.arm, one.beside) for one in shown().power] == [("manfaat", "adil")]

    deeds = rehearsed(replace(crowded(), outcome=Outcome.ATTENDED))
    assert [(one.arm, one.beside) for one in deeds.power] == [
        ("adil", "kontrol"), ("manfaat", "kontrol"),
    ]  # fmt: skip


def test_what_arms_can_show_is_what_results_would_hold_it_to() -> None:
    """Of three arms each has to differ by more than of two, and more people are needed."""
    two, three = shown(), rehearsed(replace(crowded(), outcome=Outcome.ATTENDED))

    first, second = two.power[0].detectable, three.power[0].detectable
    assert first == pytest.approx(detectable(40, 40, 0.5))
    assert second == pytest.approx(detectable(20, 40, 0.5, 0.975))
    assert (two.needed, three.needed) == (388, sample_size(0.5, 0.1, 0.975))


@pytest.mark.parametrize(
    ("outcome", "spread", "sentence"),
    [
        (Outcome.JP, Spread.STRATIFIED, "depends on how far people differ"),
        (Outcome.PULSE, Spread.STRATIFIED, "depends on how far people differ"),
        (Outcome.ATTENDED, Spread.CLUSTERED, "depends on how far the units differ"),
        (Outcome.JP, Spread.CLUSTERED, "depends on how far the units differ"),
    ],
)
def test_of_means_no_figure_is_told_that_is_of_shares(
    outcome: Outcome, spread: Spread, sentence: str
) -> None:
    found = rehearsed(replace(crowded(), outcome=outcome, spread=spread), 12)

    with speaking("en"):
        text = views.as_text(found)
    assert sentence in text
    assert "points" not in text
    assert {one.detectable for one in found.power} == {found.needed} == {None}


def test_a_campaign_whose_days_are_past_is_rehearsed_from_its_first_day() -> None:
    past = campaign(step(0, "mengapa"), step(7, "lagi"))
    ago = timedelta(weeks=100)
    past = replace(past, first_day=past.first_day - ago, last_day=past.last_day - ago)

    found = rehearsed(past, 10)
    assert found.days[0] == (past.first_day, 10)
    assert found.finished_on == past.first_day + WEEK


@pytest.fixture(scope="module")
def empty() -> Database:
    found = Database("sqlite://")
    found.now(migrate.upgrade)
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_keeps_within_the_budget(empty: Database, name: str) -> None:
    one = empty.now(campaigning.shipped, name, MONDAY, ZONE)

    found = rehearsed(one, 60)
    assert found.over_budget == found.postponed == 0
    assert found.owed[State.SENT] > 0.8 * len(found.endings)
    assert not any(end.why in {Why.SILENT, Why.STUCK, Why.OFF} for end in found.dead_ends)


def test_units_are_as_large_as_those_of_the_audience(database: Database) -> None:
    database.now(employ, 4)
    campaign_id, _number = database.now(campaigns.put, crowded())

    found, sizes = database.now(run_throughs.staged, a_person(admin=True), campaign_id)
    assert (found.campaign, sizes) == (crowded(), [4])


def test_only_admins_rehearse_what_is_there(database: Database) -> None:
    campaign_id, _number = database.now(campaigns.put, crowded())

    with pytest.raises(NotAllowed):
        database.now(run_throughs.staged, a_person(), campaign_id)
    with pytest.raises(Gone):
        database.now(run_throughs.staged, a_person(admin=True), campaign_id + 1)


def test_a_card_takes_the_report_of_the_longest_campaign() -> None:
    name = "x" * 39
    arms = tuple(Arm(f"{name}{n}") for n in range(6))
    steps = [step(n, f"{'s' * 37}{n}", Stage.DESIRE) for n in range(0, 120, 7)]
    long = replace(campaign(*steps, arms=arms, days=120), code=name, objections=OBJECTIONS)

    found = rehearsed(long, 12)
    assert len(found.dead_ends) > 50
    for language in LANGUAGES:
        with speaking(language):
            assert len("\n".join(views.in_short(found))) < 4_096


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_dead_end_is_told_in_a_sentence_of_its_own(code: str) -> None:
    ends = [DeadEnd(why, "D+7", "lagi", "adil", Stage.DESIRE, 3) for why in Why]
    with speaking(code):
        text = views.as_text(replace(shown(), dead_ends=ends))

    said = [line for line in text.splitlines() if line.startswith("•")]
    assert len({*said}) == len(Why)
    assert all("D+7" in line and "{" not in line for line in said)


def test_a_campaign_without_a_dead_end_or_arms_to_compare_says_so() -> None:
    found = rehearsed(campaign(step(0, "mengapa")), 20)

    with speaking("en"):
        text = views.as_text(found)
    assert "There is no dead end." in text
    assert "With one arm there is nothing to compare." in text
    assert "Nobody had to wait for the two messages a week." in text


def test_the_text_tells_each_figure() -> None:
    found = shown()

    with speaking("en"):
        text = views.as_text(found)
    assert text.startswith("Rehearsal of coba: 100 people, Monday, 30 November 2026 to")
    assert f"{found.messages} messages in all" in text
    assert "388 people" in text
    assert "Reckoned from 50 %, where a difference is hardest to show." in text


def test_what_words_reminders_is_rehearsed_without_a_message() -> None:
    words = step(-1, "kapal", arms=("adil",))
    one = replace(campaign(words, arms=(Arm("adil"), Arm("biasa"))), training="waktu")

    found = rehearsed(one, 40)
    assert (found.messages, found.dead_ends, found.arms) == (0, [], {"adil": 20, "biasa": 20})
    with speaking("en"):
        assert "it words the reminders of waktu" in views.as_text(found)
