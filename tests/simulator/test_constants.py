"""What python-telegram-bot knows of Telegram's limits is what is enforced here."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from telegram import constants

from bot.simulator import limits
from bot.simulator.core import Telegram
from bot.simulator.pace import TELEGRAM_LIMITS
from bot.simulator.params import Json, Upload
from bot.simulator.people import Impossible
from bot.simulator.refusal import Refusal
from bot.simulator.updates import KINDS
from tests.simulator.bot import YUSUF, button, buttons, call, picture, send

PHOTO = Upload("a.png", picture(30, 20), "image/png")


class Limit(NamedTuple):
    """A call that passes at the limit, and that is refused one further."""

    most: int
    method: str
    params: Callable[[int], Json]


def command(name: int = 1, description: int = 1) -> Json:
    return {"command": "a" * name, "description": "b" * description}


def row(count: int) -> list[Json]:
    return [button("a")] * count


def album(count: int) -> Json:
    return {"media": [{"type": "photo", "media": "attach://p"}] * count, "p": PHOTO}


LIMITS = [
    Limit(constants.MessageLimit.MAX_TEXT_LENGTH, "sendMessage", lambda n: {"text": "a" * n}),
    Limit(
        constants.MessageLimit.CAPTION_LENGTH,
        "sendPhoto",
        lambda n: {"photo": PHOTO, "caption": "a" * n},
    ),
    Limit(
        constants.BotCommandLimit.MAX_COMMAND,
        "setMyCommands",
        lambda n: {"commands": [command(name=n)]},
    ),
    Limit(
        constants.BotCommandLimit.MAX_DESCRIPTION,
        "setMyCommands",
        lambda n: {"commands": [command(description=n)]},
    ),
    Limit(
        constants.BotCommandLimit.MAX_COMMAND_NUMBER,
        "setMyCommands",
        lambda n: {"commands": [command()] * n},
    ),
    Limit(constants.BotNameLimit.MAX_NAME_LENGTH, "setMyName", lambda n: {"name": "a" * n}),
    Limit(
        constants.BotDescriptionLimit.MAX_DESCRIPTION_LENGTH,
        "setMyDescription",
        lambda n: {"description": "a" * n},
    ),
    Limit(
        constants.BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH,
        "setMyShortDescription",
        lambda n: {"short_description": "a" * n},
    ),
    Limit(
        constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA,
        "sendMessage",
        lambda n: {"text": "a", "reply_markup": buttons([button("a" * n)])},
    ),
    Limit(
        constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW,
        "sendMessage",
        lambda n: {"text": "a", "reply_markup": buttons(row(n))},
    ),
    Limit(
        constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER,
        "sendMessage",
        lambda n: {"text": "a", "reply_markup": buttons(*[row(1)] * n)},
    ),
    Limit(constants.MediaGroupLimit.MAX_MEDIA_LENGTH, "sendMediaGroup", album),
]


def named(limit: Limit) -> str:
    return f"{limit.method}-{limit.most}"


@pytest.mark.parametrize("limit", LIMITS, ids=named)
def test_what_the_library_allows_passes_and_one_more_does_not(
    telegram: Telegram, limit: Limit
) -> None:
    def answer(count: int) -> Any:
        return telegram.call(limit.method, {"chat_id": YUSUF} | limit.params(count))

    assert not isinstance(answer(limit.most), Refusal)
    refused = answer(limit.most + 1)
    assert isinstance(refused, Refusal)
    assert refused.code == 400


def test_the_answer_to_a_tap_is_as_long_as_the_library_allows(telegram: Telegram) -> None:
    most = constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    number = send(telegram, reply_markup=buttons([button("a")]))["message_id"]
    query = telegram.people.tap(YUSUF, number, data="a")

    refused = telegram.call(
        "answerCallbackQuery", {"callback_query_id": query, "text": "a" * (most + 1)}
    )
    assert isinstance(refused, Refusal)
    assert call(telegram, "answerCallbackQuery", callback_query_id=query, text="a" * most)


def test_a_deep_link_carries_as_much_as_the_library_allows(telegram: Telegram) -> None:
    most = constants.MessageLimit.DEEP_LINK_LENGTH

    assert telegram.people.start(YUSUF, "a" * most)
    with pytest.raises(Impossible):
        telegram.people.start(YUSUF, "a" * (most + 1))


def test_a_message_keeps_as_many_entities_as_the_library_says(telegram: Telegram) -> None:
    most = constants.MessageLimit.MESSAGE_ENTITIES
    sent = send(telegram, "<b>a</b> " * (most + 1), parse_mode="HTML")

    assert len(sent["entities"]) == most


def test_a_poll_fetches_as_many_updates_as_the_library_says(telegram: Telegram) -> None:
    for number in range(constants.PollingLimit.MAX_LIMIT + 1):
        telegram.people.say(YUSUF, str(number))

    asked = (constants.PollingLimit.MIN_LIMIT - 1, constants.PollingLimit.MAX_LIMIT + 1)
    assert [len(call(telegram, "getUpdates", limit=limit)) for limit in asked] == [
        constants.PollingLimit.MIN_LIMIT,
        constants.PollingLimit.MAX_LIMIT,
    ]


def test_the_kinds_of_updates_are_the_librarys() -> None:
    assert list(KINDS) == list(constants.UpdateType)


def test_the_flood_limits_are_the_librarys() -> None:
    flood = constants.FloodLimit

    assert TELEGRAM_LIMITS.bot_per_second == flood.MESSAGES_PER_SECOND
    assert TELEGRAM_LIMITS.chat_per_second == flood.MESSAGES_PER_SECOND_PER_CHAT
    assert TELEGRAM_LIMITS.group_per_minute == flood.MESSAGES_PER_MINUTE_PER_GROUP


def test_files_are_as_large_as_the_library_says_in_binary_megabytes() -> None:
    size = constants.FileSizeLimit
    megabytes = {
        limits.DOWNLOAD: size.FILESIZE_DOWNLOAD,
        limits.UPLOAD: size.FILESIZE_UPLOAD,
        limits.PHOTO: size.PHOTOSIZE_UPLOAD,
    }

    # The library counts a megabyte as a million bytes, Telegram's own server as 2^20.
    assert {ours >> 20 for ours in megabytes} == {theirs // 10**6 for theirs in megabytes.values()}
