"""getUpdates: every update comes until it is confirmed, and never after."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram
from tests.simulator.bot import YUSUF, law, refusal, updates
from tests.simulator.conftest import Watch


def midnight() -> datetime:
    return FRESH_START


def ids(telegram: Telegram, **params: object) -> list[int]:
    return [update["update_id"] for update in updates(telegram, **params)]


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


def test_broken_allowed_updates_are_refused(telegram: Telegram) -> None:
    said = refusal(telegram, "getUpdates", allowed_updates="[")

    assert said == "400 Bad Request: can't parse allowed_updates JSON object"


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


@law
@given(st.lists(st.one_of(st.just("say"), st.integers(-3, 12))))
def test_what_waits_is_what_was_said_and_not_confirmed(steps: list[str | int]) -> None:
    telegram = Telegram(midnight)
    telegram.people.add(YUSUF, "Yusuf", "id")
    said, waiting = 0, list[int]()
    for step in steps:
        if isinstance(step, str):
            telegram.people.say(YUSUF, step)
            said += 1
            waiting.append(said)
        elif step < 0:
            waiting = waiting[step:]
            assert ids(telegram, offset=step) == waiting
        else:
            waiting = [update for update in waiting if update >= step]
            assert ids(telegram, offset=step) == waiting
    assert ids(telegram) == waiting
