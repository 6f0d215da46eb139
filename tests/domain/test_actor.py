"""Employees who are acted: the same for the same seed, and of every kind."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actor import LATE, SOON, Act, Actor, Deed
from bot.domain.campaign import Ask, Reaction, Step

MANY = range(1, 2_001)


def asking(ask: Ask | None, code: str = "mengapa") -> Step:
    return Step(code, timedelta(0), {"id": code}, ask=ask)


def acts(ask: Ask | None, heard: int = 1) -> list[list[Act]]:
    return [Actor(1, n).acts(asking(ask), heard, 5) for n in MANY]


def test_the_same_seed_acts_the_same() -> None:
    assert acts(Ask.REACTION) == acts(Ask.REACTION)
    other = [Actor(2, n).acts(asking(Ask.REACTION), 1, 5) for n in MANY]
    assert acts(Ask.REACTION) != other


@pytest.mark.parametrize("ask", Ask)
def test_about_three_of_ten_never_answer(ask: Ask) -> None:
    silent = sum(not any(act.deed in {*Deed} - {Deed.MUTE, Deed.SWITCH} for act in some)
                 for some in acts(ask))  # fmt: skip

    assert 0.25 < silent / len(MANY) < 0.35


def test_people_agree_doubt_and_object_at_once_and_days_later() -> None:
    said = [some[0] for some in acts(Ask.REACTION, heard=SOON + 1) if some]

    shares = Counter(act.value for act in said)
    assert set(shares) == set(Reaction)
    assert min(shares.values()) > len(said) / 10
    assert min(act.after for act in said) < timedelta(minutes=5)
    assert timedelta(days=2) < max(act.after for act in said) <= LATE + timedelta(minutes=1)


def test_every_score_and_every_objection_is_said() -> None:
    scores = {act.value for some in acts(Ask.PULSE) for act in some if act.deed is Deed.SCORE}
    places = {act.value for some in acts(Ask.REACTION) for act in some if act.deed is Deed.OBJECT}

    assert scores == set("12345")
    assert places == set("01234")


def test_some_tap_twice_and_some_tap_an_old_card() -> None:
    some = acts(Ask.PULSE)

    assert any(len({*each}) < len(each) for each in some)
    assert any(act.old for each in some for act in each)


@given(st.integers(1, 500), st.integers(0, 50))
def test_nobody_is_asked_what_a_step_does_not_ask(number: int, heard: int) -> None:
    found = Actor(1, number).acts(asking(None), heard, 5)

    assert all(act.old or act.deed in {Deed.MUTE, Deed.SWITCH} for act in found)


@given(st.integers(1, 5_000), st.sampled_from([Deed.MUTE, Deed.SWITCH]))
def test_nobody_mutes_or_switches_twice(number: int, deed: Deed) -> None:
    done = [
        act.deed
        for heard in range(60)
        for act in Actor(1, number).acts(asking(None), heard, 5)
        if act.deed is deed
    ]

    assert len(done) <= 1


def test_few_block_and_each_after_some_message() -> None:
    blocking = [heard for n in MANY for heard in range(60) if Actor(1, n).blocks(heard)]

    assert 0.015 < len(blocking) / len(MANY) < 0.045
    assert set(blocking) == set(range(1, SOON + 1))


def test_a_few_read_another_language() -> None:
    read = Counter(Actor(1, n).language(["id", "en"]) for n in MANY)

    assert 0.1 < read["en"] / len(MANY) < 0.2
    assert {Actor(1, n).language(["id"]) for n in MANY} == {"id"}
