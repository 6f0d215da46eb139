"""Command lists by scope and language."""

from typing import Any

import pytest

from bot.simulator.core import Telegram
from bot.simulator.params import Json
from tests.simulator.bot import YUSUF, call, refusal


def commands(*names: str) -> list[Json]:
    return [{"command": name, "description": "Apa ini"} for name in names]


def menu(telegram: Telegram) -> list[str]:
    return [command["command"] for command in telegram.people.chat(YUSUF)["commands"]]


CHAT: Json = {"type": "chat", "chat_id": YUSUF}
PRIVATE: Json = {"type": "all_private_chats"}


def test_the_narrowest_scope_wins_and_within_it_the_language(telegram: Telegram) -> None:
    lists: list[tuple[str, Json]] = [
        ("umum", {}),
        ("umum_id", {"language_code": "id"}),
        ("pribadi", {"scope": PRIVATE}),
        ("pribadi_id", {"scope": PRIVATE, "language_code": "id"}),
        ("yusuf", {"scope": CHAT}),
        ("yusuf_id", {"scope": CHAT, "language_code": "id"}),
    ]
    assert menu(telegram) == []
    for name, where in lists:
        call(telegram, "setMyCommands", commands=commands(name), **where)
        assert menu(telegram) == [name]
    for name, where in reversed(lists):
        assert menu(telegram) == [name]
        call(telegram, "deleteMyCommands", **where)


def test_other_languages_and_other_chats_do_not_count(telegram: Telegram) -> None:
    call(telegram, "setMyCommands", commands=commands("help"), language_code="en")
    call(telegram, "setMyCommands", commands=commands("grup"), scope={"type": "all_group_chats"})

    assert menu(telegram) == []


def test_a_list_is_read_back_exactly_where_it_was_set(telegram: Telegram) -> None:
    call(telegram, "setMyCommands", commands=commands("a"), scope=PRIVATE)

    assert call(telegram, "getMyCommands", scope='{"type":"all_private_chats"}') == commands("a")
    assert call(telegram, "getMyCommands") == []


def test_setting_nothing_deletes_so_that_a_wider_list_is_seen(telegram: Telegram) -> None:
    call(telegram, "setMyCommands", commands=commands("umum"))
    call(telegram, "setMyCommands", commands=commands("yusuf"), scope=CHAT)
    call(telegram, "setMyCommands", commands=[], scope=CHAT)

    assert menu(telegram) == ["umum"]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"commands": "["}, "can't parse commands JSON object"),
        ({"commands": {"a": 1}}, "expected an Array of BotCommand"),
        ({"commands": ["a"]}, "can't parse BotCommand: expected an Object"),
        (
            {"commands": [{"command": "a"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        ({"commands": commands("Bantu")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("a" * 33)}, "command length must not exceed 32"),
        ({"commands": commands("/")}, "command must be non-empty"),
        (
            {"commands": [{"command": "a", "description": " "}]},
            "command description must be non-empty",
        ),
        (
            {"commands": [{"command": "a", "description": "a" * 257}]},
            "command description length must not exceed 256",
        ),
        ({"commands": commands(*["a"] * 101)}, "BOT_COMMANDS_TOO_MUCH"),
        ({"scope": "{"}, "can't parse BotCommandScope JSON object"),
        ({"scope": 1}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat"}}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"scope": {"type": "chat", "chat_id": 7}}, "chat not found"),
        (
            {"scope": {"type": "chat_administrators", "chat_id": YUSUF}},
            "can't change commands of administrators in private chats",
        ),
        ({"language_code": "indonesia"}, "invalid language code specified"),
    ],
)
def test_commands_are_refused_in_telegrams_words(
    telegram: Telegram, params: dict[str, Any], said: str
) -> None:
    given = {"commands": commands("a")} | params

    assert refusal(telegram, "setMyCommands", **given) == f"400 Bad Request: {said}"


def test_the_limits_themselves_are_allowed(telegram: Telegram) -> None:
    longest = [{"command": "a" * 32, "description": "a" * 256}] * 100

    assert call(telegram, "setMyCommands", commands=longest) is True
