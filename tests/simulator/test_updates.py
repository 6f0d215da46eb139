"""getUpdates: every update comes until it is confirmed, and never after."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.core import Telegram
from bot.simulator.limits import UPDATES_KEPT
from bot.simulator.store import Store
from bot.simulator.updates import BY_DEFAULT, Updates
from tests.simulator.bot import YUSUF, law, updates
from tests.simulator.conftest import Watch


def ids(telegram: Telegram, **params: object) -> list[int]:
    return [update["update_id"] for update in updates(telegram, **params)]


class Watched(Store):
    """Notes the rows that it is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.touched: list[str] = []

    def get(self, table: str, key: object) -> Any:
        self.touched.append(str(key))
        return super().get(table, key)

    def keys(self, table: str) -> Iterator[str]:
        for key in super().keys(table):
            self.touched.append(key)
            yield key

    def drop(self, table: str, key: object) -> None:
        self.touched.append(str(key))
        super().drop(table, key)


def test_an_update_comes_again_until_it_is_confirmed(telegram: Telegram) -> None:
    telegram.people.say(YUSUF, "satu")
    telegram.people.say(YUSUF, "dua")

    assert ids(telegram) == [2, 3]
    assert ids(telegram, offset=2) == [2, 3]
    assert ids(telegram, offset=3) == [3]
    assert ids(telegram, offset=0) == [3]
    assert ids(telegram, offset=4) == []


def test_a_negative_offset_keeps_only_the_last(telegram: Telegram) -> None:
    for word in ("satu", "dua", "tiga"):
        telegram.people.say(YUSUF, word)

    assert ids(telegram, offset=-2) == [3, 4]
    assert ids(telegram) == [3, 4]


def test_the_limit_stays_between_1_and_100(telegram: Telegram) -> None:
    for number in range(101):
        telegram.people.say(YUSUF, str(number))

    assert len(ids(telegram)) == 100
    assert len(ids(telegram, limit="1000")) == 100
    assert len(ids(telegram, limit=7)) == 7
    assert len(ids(telegram, limit=0)) == 1


def test_updates_are_kept_for_a_day(telegram: Telegram, watch: Watch) -> None:
    telegram.people.say(YUSUF, "kemarin")
    watch.forward(hours=24)

    assert ids(telegram) == [2]

    telegram.people.say(YUSUF, "hari ini")
    watch.forward(seconds=1)

    assert ids(telegram) == [3]


def test_allowed_updates_are_remembered_until_named_again(telegram: Telegram) -> None:
    updates(telegram, allowed_updates='["callback_query"]')
    telegram.people.say(YUSUF, "tidak terdengar")

    assert updates(telegram) == []

    updates(telegram, allowed_updates=[])
    telegram.people.say(YUSUF, "terdengar")

    assert len(updates(telegram)) == 1


@pytest.mark.parametrize("asked", ["[", "{}", '["message", 1]', "message", ""])
def test_allowed_updates_that_are_no_list_of_names_change_nothing(
    telegram: Telegram, asked: str
) -> None:
    updates(telegram, allowed_updates=["callback_query"])
    updates(telegram, allowed_updates=asked)

    info = telegram.call("getWebhookInfo", {})
    assert info["allowed_updates"] == ["callback_query"]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (["dance", "Callback_Query", "message"], ["message", "callback_query"]),
        (["dance"], None),
        (BY_DEFAULT, None),
    ],
)
def test_kinds_of_updates_that_telegram_does_not_know_are_passed_over(
    telegram: Telegram, asked: list[str], kept: list[str] | None
) -> None:
    updates(telegram, allowed_updates=["poll"])
    updates(telegram, allowed_updates=asked)
    telegram.people.say(YUSUF, "halo")

    assert telegram.call("getWebhookInfo", {}).get("allowed_updates") == kept
    assert len(updates(telegram)) == 1


def test_to_confirm_costs_what_is_confirmed_however_many_wait(watch: Watch) -> None:
    store = Watched()
    waiting = Updates(store, lambda: int(watch().timestamp()))
    for number in range(1, 1001):
        waiting.add({"update_id": number})
    store.touched.clear()
    waiting.confirm(4)
    assert [update["update_id"] for update in waiting.first(2)] == [4, 5]
    waiting.confirm(-996)

    assert store.touched == ["1", "2", "3", "4", "5", "4"]
    assert len(waiting) == 996


def test_what_waits_too_long_makes_room_also_when_nobody_asks(
    telegram: Telegram, watch: Watch
) -> None:
    telegram.people.say(YUSUF, "kemarin")
    watch.forward(hours=24, seconds=1)
    telegram.people.say(YUSUF, "hari ini")

    assert telegram.call("getWebhookInfo", {})["pending_update_count"] == 1


def test_deleting_the_webhook_drops_what_waits_only_when_asked(telegram: Telegram) -> None:
    telegram.people.say(YUSUF, "halo")

    assert telegram.call("deleteWebhook", {}) is True
    assert telegram.call("getWebhookInfo", {})["pending_update_count"] == 1
    assert telegram.call("deleteWebhook", {"drop_pending_updates": "true"}) is True
    assert telegram.call("getWebhookInfo", {})["pending_update_count"] == 0


def test_watchers_hear_of_a_change_and_of_nothing_else(telegram: Telegram) -> None:
    heard: list[str] = []
    telegram.watchers.append(lambda: heard.append("change"))

    telegram.call("getMe", {})
    telegram.call("sendMessage", {"chat_id": YUSUF, "text": ""})
    assert heard == []

    telegram.people.say(YUSUF, "halo")
    assert heard == ["change"]


STEPS = st.one_of(st.sampled_from(["say", "restart", "half a day"]), st.integers(-3, 12))


@law
@given(st.lists(STEPS, max_size=25))
def test_what_waits_is_what_was_said_today_and_not_confirmed(steps: list[str | int]) -> None:
    store, watch = Store(), Watch()
    telegram = Telegram(watch, store=store)
    telegram.people.add(YUSUF, "Yusuf", "id")
    said, waiting = 0, list[tuple[int, datetime]]()
    for step in steps:
        if step == "say":
            telegram.people.say(YUSUF, step)
            said += 1
            waiting.append((said, watch()))
        elif step == "restart":
            telegram = Telegram(watch, store=store)
        elif step == "half a day":
            watch.forward(hours=12, seconds=1)
            waiting = [(number, at) for number, at in waiting if at >= watch() - UPDATES_KEPT]
        elif isinstance(step, int):
            waiting = waiting[step:] if step < 0 else [one for one in waiting if one[0] >= step]
            assert ids(telegram, offset=step) == [number for number, _ in waiting]
        assert ids(telegram) == [number for number, _ in waiting]
