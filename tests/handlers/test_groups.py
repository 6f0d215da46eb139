"""In groups the bot says that it works in private, and leaves."""

from typing import Any

import pytest

from bot.app import Torang
from bot.simulator.core import Telegram
from bot.simulator.refusal import Refusal
from tests.chat import CoreSession

BOT = {"id": 1, "is_bot": True, "first_name": "Torang"}
USER = {"id": 1001, "is_bot": False, "first_name": "Yusuf", "language_code": "id"}
POLITE = ["sendMessage", "leaveChat"]


def added(kind: str, status: str = "member") -> dict[str, Any]:
    chat = {"id": -7, "type": kind, "title": "Kantor"}
    old = {"user": BOT, "status": "left"}
    new: dict[str, Any] = {"user": BOT, "status": status}
    body = {"chat": chat, "from": USER, "date": 0, "old_chat_member": old, "new_chat_member": new}
    return {"my_chat_member": body}


def spoken(kind: str) -> dict[str, Any]:
    chat = {"id": -7, "type": kind, "title": "Kantor"}
    message = {"message_id": 5, "date": 0, "chat": chat, "from": USER, "text": "/start"}
    return {"message": message}


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_added_to_a_group_it_says_so_and_leaves(
    telegram: Telegram, torang: Torang, wire: CoreSession, kind: str
) -> None:
    telegram.queue(added(kind))

    await torang.inbox.turn()

    assert wire.calls[1:] == POLITE
    assert wire.params[1]["text"].startswith("Bot ini hanya bekerja di percakapan pribadi")
    assert telegram.world.store.get("groups", -7)["member"] is False


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_spoken_to_in_a_group_it_leaves(
    telegram: Telegram, torang: Torang, wire: CoreSession, kind: str
) -> None:
    telegram.queue(spoken(kind))

    await torang.inbox.turn()

    assert wire.calls[1:] == POLITE


async def test_taken_out_of_a_group_it_says_nothing(
    telegram: Telegram, torang: Torang, wire: CoreSession
) -> None:
    telegram.queue(added("group", status="left"))

    await torang.inbox.turn()

    assert wire.calls == ["getUpdates"]


@pytest.mark.parametrize("fault", [Refusal(403, "Forbidden: not a member"), "<html>502</html>"])
async def test_a_group_where_it_may_not_speak_is_left_all_the_same(
    telegram: Telegram, torang: Torang, wire: CoreSession, fault: Refusal | str
) -> None:
    telegram.queue(added("group"))
    wire.fault = lambda method: fault if method == "sendMessage" else None

    await torang.inbox.turn()

    assert wire.calls[1:] == POLITE
    assert telegram.world.store.get("groups", -7)["member"] is False
