"""The contract: what two independent clients must see, method by method, good and refused."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from aiohttp.test_utils import TestServer

from bot.simulator import limits
from bot.simulator.bot_api import NOT_FOUND as NOTHING
from bot.simulator.bot_api import OTHER_POLL, UNAUTHORIZED
from bot.simulator.clock import Clock
from bot.simulator.core import Telegram
from bot.simulator.methods import METHODS
from bot.simulator.pace import FloodLimits
from bot.simulator.params import Upload
from bot.simulator.server import build
from bot.simulator.store import Store
from tests.simulator.bot import button, buttons, picture
from tests.simulator.clients import CLIENTS, Client
from tests.simulator.conftest import Watch
from tests.simulator.malformed import SHAPES
from tests.simulator.parts import HTML as BROKEN_HTML

YUSUF, STRANGER, BLOCKED, NOBODY = 1001, 1002, 1003, 7
GROUP, LEFT = -100, -200
PNG = picture(30, 20)
LARGE = PNG + bytes(limits.PHOTO)
TAPPED = [("Ya", "y")]


@dataclass(slots=True)
class Chat:
    """Who and what is there when a case begins."""

    telegram: Telegram
    client: Client
    card: int = 0
    photo: int = 0
    file_id: str = ""
    sheet_id: str = ""
    said: int = 0
    sent: int = 0
    query: str = ""
    answered: str = ""
    expired: str = ""
    old: int = 0

    def at(self, message_id: int) -> dict[str, Any]:
        return {"chat_id": YUSUF, "message_id": message_id}

    def big(self) -> str:
        """The id of a file larger than a bot may fetch, from Yusuf."""
        self.telegram.people.send_file(YUSUF, Upload("a", bytes(limits.DOWNLOAD + 1), "a/b"))
        return str(self.telegram.world.messages(YUSUF)[-1]["document"]["file_id"])

    def place(self) -> int:
        """A message of the bot that shows a place: the copy of one of Yusuf's."""
        place = {"location": {"latitude": -2.5, "longitude": 140.7}}
        asked = {"from_chat_id": YUSUF, "message_id": self.telegram.people.send(YUSUF, place)[0]}
        return int(self.telegram.call("copyMessage", asked | {"chat_id": YUSUF})["message_id"])

    def media(self, **more: Any) -> Any:
        return self.client.photo(self.client.media(PNG, "a.png"), **more)


class Case(NamedTuple):
    """A call and its answer: the words of a refusal, or what a result holds at some places.

    `seen` is what Yusuf then sees of the newest message.
    """

    method: str
    params: Callable[[Chat], dict[str, Any]]
    answer: object
    seen: Mapping[str, object] = {}


def case(method: str, answer: object, **params: Any) -> Case:
    """A case whose parameters are the same for both libraries."""
    return Case(method, lambda _: params, answer)


def commands(command: str, description: str, count: int, answer: object) -> Case:
    def params(chat: Chat) -> dict[str, Any]:
        made = chat.client.types.BotCommand(command=command, description=description)
        return {"commands": [made] * count}

    return Case("set_my_commands", params, answer)


def scoped(answer: object, kind: str, **given: Any) -> Case:
    """The commands of such a scope, deleted."""

    def params(chat: Chat) -> dict[str, Any]:
        return {"scope": getattr(chat.client.types, kind)(**given)}

    return Case("delete_my_commands", params, answer)


def pictured(answer: object, content: bytes, caption: str | None = None) -> list[Case]:
    """This picture, sent alone, in an album, and in place of another."""

    def sent(chat: Chat) -> dict[str, Any]:
        photo = chat.client.file(content, "a.png")
        return {"chat_id": YUSUF, "photo": photo, "caption": caption}

    def media(chat: Chat) -> Any:
        return chat.client.photo(chat.client.media(content, "a.png"), caption=caption)

    def in_album(chat: Chat) -> dict[str, Any]:
        return {"chat_id": YUSUF, "media": [media(chat)]}

    def in_place(chat: Chat) -> dict[str, Any]:
        return chat.at(chat.photo) | {"media": media(chat)}

    album: object = answer
    if isinstance(answer, dict):
        album = {f"0.{path}": value for path, value in answer.items()}
    return [
        Case("send_photo", sent, answer),
        Case("send_media_group", in_album, album),
        Case("edit_message_media", in_place, answer),
    ]


def sized(width: int, height: int) -> dict[str, object]:
    """What a message holds of a picture."""
    return {"photo.0.width": width, "photo.0.height": height}


def copied(seen: Mapping[str, object], of: str, **more: Any) -> Case:
    """A message of the chat, copied into it."""

    def params(chat: Chat) -> dict[str, Any]:
        return chat.at(getattr(chat, of)) | {"from_chat_id": YUSUF} | more

    return Case("copy_message", params, {}, seen)


SENT: dict[str, Callable[[Chat], dict[str, Any]]] = {
    "send_photo": lambda chat: {"photo": chat.file_id},
    "send_document": lambda chat: {"document": chat.sheet_id},
    "send_media_group": lambda chat: {"media": [chat.media(), chat.media()]},
    "copy_message": lambda chat: {"from_chat_id": YUSUF, "message_id": chat.card},
}


def to(who: object, method: str, answer: str) -> Case:
    """Something good, sent there."""
    return Case(method, lambda chat: {"chat_id": who} | SENT[method](chat), answer)


NOT_FOUND = "chat not found"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
HTML = {"chat_id": YUSUF, "parse_mode": "HTML"}
WHERE = [
    ("chat not found", NOBODY),
    ("chat not found", "@nobody"),
    ("Forbidden: bot can't initiate conversation with a user", STRANGER),
    ("Forbidden: bot was blocked by the user", BLOCKED),
    ("Forbidden: bot is not a member of the group chat", LEFT),
]

CASES = [
    case("get_me", {"id": 1, "is_bot": True, "first_name": "Torang", "username": "torang_bot"}),
    case(
        "get_updates",
        {
            "0.message.text": "halo",
            "0.message.from_user.id": YUSUF,
            "1.message.photo.0.width": 30,
        },
        timeout=0,
    ),
    case("delete_webhook", True),
    case("get_webhook_info", {"url": "", "pending_update_count": 2}),
    # sendMessage
    case("send_message", {"text": "a" * 4096, "chat.id": YUSUF}, chat_id=YUSUF, text="a" * 4096),
    case("send_message", {"from_user.id": 1, "chat.title": "Kantor"}, chat_id=GROUP, text="Hai"),
    case(
        "send_message",
        {
            "text": "a b c",
            "entities.0.type": "bold",
            "entities.1.offset": 2,
            "entities.2.url": "http://t.me/",
        },
        text="<b>a</b> <i>b</i> <a href='t.me'>c</a>",
        **HTML,
    ),
    case("send_message", "message is too long", chat_id=YUSUF, text="a" * 4097),
    case("send_message", "message text is empty", chat_id=YUSUF, text=""),
    case("send_message", "text must be non-empty", chat_id=YUSUF, text=" \n"),
    case("send_message", "text is too long", chat_id=YUSUF, text="a" * 32769),
    case("send_message", "chat_id is empty", chat_id="", text="a"),
    *(case("send_message", said, chat_id=who, text="a") for said, who in WHERE),
    case("send_message", "unsupported parse_mode", chat_id=YUSUF, text="a", parse_mode="BBCode"),
    *(
        case("send_message", f"can't parse entities: {said}", text=text, **HTML)
        for text, said in BROKEN_HTML
    ),
    Case(
        "send_message",
        lambda chat: {"chat_id": YUSUF, "text": "a", "reply_markup": chat.client.keyboard(TAPPED)},
        {
            "reply_markup.inline_keyboard.0.0.text": "Ya",
            "reply_markup.inline_keyboard.0.0.callback_data": "y",
        },
        {"keyboard": [[{"text": "Ya", "data": "y"}]]},
    ),
    Case(
        "send_message",
        lambda chat: {
            "chat_id": YUSUF,
            "text": "a",
            "reply_markup": chat.client.keyboard([("Ya", "é" * 33)]),
        },
        "BUTTON_DATA_INVALID",
    ),
    Case(
        "send_message",
        lambda chat: {
            "chat_id": YUSUF,
            "text": "a",
            "reply_markup": chat.client.keyboard([("Ya", "y")] * 9),
        },
        "reply markup is too long",
    ),
    Case(
        "send_message",
        lambda chat: {
            "chat_id": YUSUF,
            "text": "a",
            "reply_markup": chat.client.link("http://localhost:8000/"),
        },
        "inline keyboard button URL 'http://localhost:8000/' is invalid: Wrong HTTP URL",
    ),
    Case(
        "send_message",
        lambda chat: {
            "chat_id": YUSUF,
            "text": "a",
            "reply_parameters": chat.client.types.ReplyParameters(message_id=99),
        },
        "message to be replied not found",
    ),
    # Files
    Case(
        "send_document",
        lambda chat: {"chat_id": YUSUF, "document": chat.client.file(b"isi", "a.txt")},
        {"document.file_name": "a.txt", "document.file_size": 3},
    ),
    Case(
        "send_document",
        lambda chat: {"chat_id": YUSUF, "document": chat.sheet_id},
        {"document.file_name": "a.xlsx"},
    ),
    case(
        "send_document",
        "wrong file identifier/HTTP URL specified",
        chat_id=YUSUF,
        document="nonsense",
    ),
    Case(
        "send_document",
        lambda chat: {"chat_id": YUSUF, "document": chat.sheet_id, "caption": "a" * 1025},
        "message caption is too long",
    ),
    *pictured(sized(30, 20) | {"caption": None}, PNG),
    *pictured(sized(9_000, 1_000) | {"caption": "b"}, picture(9_000, 1_000), "b"),
    *pictured(sized(200, 10), picture(200, 10)),
    *pictured("PHOTO_INVALID_DIMENSIONS", picture(9_000, 1_001)),
    *pictured("PHOTO_INVALID_DIMENSIONS", picture(201, 10)),
    *pictured("IMAGE_PROCESS_FAILED", b"text"),
    *pictured("file must be non-empty", b""),
    *pictured("message caption is too long", PNG, "a" * 1025),
    *pictured(
        f"file of size {len(LARGE)} bytes is too big for a photo; the maximum size is 10485760 "
        "bytes",
        LARGE,
    ),
    *pictured("Request Entity Too Large", bytes(limits.UPLOAD + 1)),
    Case(
        "send_photo",
        lambda chat: {"chat_id": YUSUF, "photo": chat.file_id, "caption": "a" * 1024},
        {"caption": "a" * 1024},
    ),
    case(
        "send_photo", "wrong file identifier/HTTP URL specified", chat_id=YUSUF, photo="nonsense"
    ),
    Case(
        "send_photo",
        lambda chat: {"chat_id": YUSUF, "photo": chat.sheet_id},
        "can't use file of type Document as Photo",
    ),
    Case(
        "send_document",
        lambda chat: {"chat_id": YUSUF, "document": chat.file_id},
        "can't use file of type Photo as Document",
    ),
    Case(
        "send_media_group",
        lambda chat: {"chat_id": YUSUF, "media": [chat.media(), chat.media(caption="b")]},
        {"0.photo.0.width": 30, "0.caption": None, "1.caption": "b"},
    ),
    Case(
        "send_media_group",
        lambda chat: {"chat_id": YUSUF, "media": [chat.media() for _ in range(11)]},
        "too many messages to send as an album",
    ),
    Case(
        "send_media_group",
        lambda chat: {"chat_id": BLOCKED, "media": [chat.media(), chat.media()]},
        "Forbidden: bot was blocked by the user",
    ),
    Case(
        "send_media_group",
        lambda chat: {"chat_id": YUSUF, "media": [chat.client.photo(chat.sheet_id)]},
        "can't use file of type Document as Photo",
    ),
    Case(
        "get_file",
        lambda chat: {"file_id": chat.file_id},
        {"file_size": len(PNG), "file_unique_id": "sim1"},
    ),
    case("get_file", "invalid file_id", file_id="nonsense"),
    # Files too large
    Case(
        "send_document",
        lambda chat: {
            "chat_id": YUSUF,
            "document": chat.client.file(bytes(limits.UPLOAD + 1), "a.zip"),
        },
        "Request Entity Too Large",
    ),
    Case("get_file", lambda chat: {"file_id": chat.big()}, "file is too big"),
    # Copies
    copied({"text": "Kartu", "keyboard": []}, "card"),
    copied({"text": "Ini"}, "photo"),
    copied({"text": "Baru"}, "photo", caption="Baru"),
    Case(
        "copy_message",
        lambda chat: chat.at(chat.photo) | {"from_chat_id": YUSUF, "caption": "a" * 1025},
        "message caption is too long",
    ),
    case(
        "copy_message", "message to copy not found", chat_id=1001, from_chat_id=1001, message_id=99
    ),
    case("copy_message", NOT_FOUND, chat_id=YUSUF, from_chat_id=NOBODY, message_id=1),
    # Edits
    Case(
        "edit_message_text",
        lambda chat: chat.at(chat.card) | {"text": "Baru"},
        {"text": "Baru", "reply_markup": None},
    ),
    Case(
        "edit_message_text",
        lambda chat: chat.at(chat.card) | {"text": ""},
        "message text is empty",
    ),
    Case(
        "edit_message_text",
        lambda chat: chat.at(chat.card) | {"text": "a" * 4097},
        "MESSAGE_TOO_LONG",
    ),
    Case(
        "edit_message_text", lambda chat: chat.at(99) | {"text": "a"}, "message to edit not found"
    ),
    Case(
        "edit_message_text",
        lambda chat: chat.at(chat.card) | {"text": " \n"},
        "text must be non-empty",
    ),
    Case(
        "edit_message_text",
        lambda chat: chat.at(chat.photo) | {"text": "a"},
        "there is no text in the message to edit",
    ),
    Case(
        "edit_message_text",
        lambda chat: (
            chat.at(chat.card) | {"text": "Kartu", "reply_markup": chat.client.keyboard(TAPPED)}
        ),
        NOT_MODIFIED,
    ),
    case("edit_message_text", "message identifier is not specified", text="a"),
    Case(
        "edit_message_caption",
        lambda chat: chat.at(chat.photo) | {"caption": "b"},
        sized(30, 20) | {"caption": "b"},
    ),
    Case(
        "edit_message_caption", lambda chat: chat.at(chat.photo) | {"caption": "Ini"}, NOT_MODIFIED
    ),
    Case(
        "edit_message_caption",
        lambda chat: chat.at(chat.card) | {"caption": "b"},
        "there is no caption in the message to edit",
    ),
    Case(
        "edit_message_caption",
        lambda chat: chat.at(chat.photo) | {"caption": "a" * 1025},
        "MEDIA_CAPTION_TOO_LONG",
    ),
    Case(
        "edit_message_media",
        lambda chat: (
            chat.at(chat.photo) | {"media": chat.client.photo(chat.file_id, caption="Ini")}
        ),
        NOT_MODIFIED,
    ),
    Case(
        "edit_message_media",
        lambda chat: chat.at(chat.card) | {"media": chat.client.photo(chat.sheet_id)},
        "can't use file of type Document as Photo",
    ),
    Case(
        "edit_message_media",
        lambda chat: (
            chat.at(chat.card)
            | {"media": chat.client.types.InputMediaDocument(media=chat.file_id)}
        ),
        "can't use file of type Photo as Document",
    ),
    Case(
        "edit_message_media",
        lambda chat: (
            chat.at(chat.card)
            | {"media": chat.client.types.InputMediaDocument(media=chat.sheet_id, caption="c")}
        ),
        {"document.file_name": "a.xlsx", "caption": "c", "text": None},
    ),
    Case(
        "edit_message_media",
        lambda chat: chat.at(chat.place()) | {"media": chat.media()},
        "message media can't be edited",
    ),
    Case(
        "edit_message_reply_markup",
        lambda chat: chat.at(chat.card),
        {"text": "Kartu", "reply_markup": None},
    ),
    Case(
        "edit_message_reply_markup",
        lambda chat: chat.at(chat.card) | {"reply_markup": chat.client.keyboard(TAPPED)},
        NOT_MODIFIED,
    ),
    # Deleting
    Case("delete_message", lambda chat: chat.at(chat.card), True),
    Case("delete_message", lambda chat: chat.at(99), "message to delete not found"),
    Case("delete_message", lambda chat: chat.at(0), "message identifier is not specified"),
    Case(
        "delete_message",
        lambda chat: chat.at(chat.old),
        "message can't be deleted for everyone",
    ),
    # Taps
    Case(
        "answer_callback_query",
        lambda chat: {"callback_query_id": chat.query, "text": "a" * 200},
        True,
    ),
    Case(
        "answer_callback_query",
        lambda chat: {"callback_query_id": chat.query, "text": "a" * 201},
        "MESSAGE_TOO_LONG",
    ),
    Case("answer_callback_query", lambda chat: {"callback_query_id": chat.answered}, TOO_OLD),
    Case("answer_callback_query", lambda chat: {"callback_query_id": chat.expired}, TOO_OLD),
    case("answer_callback_query", TOO_OLD, callback_query_id="nonsense"),
    # Chats
    case("send_chat_action", True, chat_id=YUSUF, action="typing"),
    case("send_chat_action", "wrong parameter action in request", chat_id=YUSUF, action="dancing"),
    *(case("send_chat_action", said, chat_id=who, action="typing") for said, who in WHERE),
    case("get_chat", {"type": "private", "first_name": "Yusuf"}, chat_id=YUSUF),
    case("get_chat", {"type": "group", "title": "Kantor"}, chat_id=GROUP),
    case("get_chat", NOT_FOUND, chat_id=NOBODY),
    case("leave_chat", True, chat_id=GROUP),
    case("leave_chat", "Forbidden: bot is not a member of the group chat", chat_id=LEFT),
    case("leave_chat", "chat member status can't be changed in private chats", chat_id=YUSUF),
    # Where nobody hears it, whatever it is
    *(to(who, method, said) for said, who in WHERE for method in SENT),
    # Files that are none
    Case(
        "send_document",
        lambda chat: {"chat_id": YUSUF, "document": chat.client.file(b"", "a.txt")},
        "file must be non-empty",
    ),
    case("get_file", "file_id not specified", file_id=""),
    # Buttons that say nothing
    Case(
        "send_message",
        lambda chat: {
            "chat_id": YUSUF,
            "text": "a",
            "reply_markup": chat.client.keyboard([("", "y")]),
        },
        "inline keyboard button text must be non-empty",
    ),
    # The bot itself
    scoped(True, "BotCommandScopeAllPrivateChats"),
    scoped(True, "BotCommandScopeChat", chat_id=YUSUF),
    scoped(NOT_FOUND, "BotCommandScopeChat", chat_id=NOBODY),
    scoped(
        "can't change commands of administrators in private chats",
        "BotCommandScopeChatAdministrators",
        chat_id=YUSUF,
    ),
    commands("a" * 32, "b" * 256, 100, True),
    commands("A b", "b", 1, "BOT_COMMAND_INVALID"),
    commands("a" * 33, "b", 1, "command length must not exceed 32"),
    commands("/", "b", 1, "command must be non-empty"),
    commands("a", " ", 1, "command description must be non-empty"),
    commands("a", "b" * 257, 1, "command description length must not exceed 256"),
    commands("a", "b", 101, "BOT_COMMANDS_TOO_MUCH"),
    case("get_my_commands", []),
    case("get_my_commands", "invalid language code specified", language_code="indonesia"),
    case("delete_my_commands", True),
    case("set_my_name", True, name="a" * 64),
    case("set_my_name", "bot name is too long", name="a" * 65),
    case("get_my_name", {"name": "Torang"}),
    case("set_my_description", True, description="a" * 512),
    case("set_my_description", "bot description is too long", description="a" * 513),
    case("get_my_description", {"description": ""}),
    case("set_my_short_description", True, short_description="a" * 120),
    case(
        "set_my_short_description",
        "bot short description is too long",
        short_description="a" * 121,
    ),
    case("get_my_short_description", {"short_description": ""}),
]


@pytest.fixture(params=CLIENTS, ids=["aiogram", "ptb"])
async def chat(request: pytest.FixtureRequest, watch: Watch) -> AsyncIterator[Chat]:
    """A chat with a card, a picture, taps, and what must not be touched any more."""
    store = Store()
    telegram = Telegram(watch, store=store)
    server = TestServer(build(telegram, Clock(store)))
    await server.start_server(shutdown_timeout=0, auto_decompress=False)
    async with request.param(str(server.make_url("")).rstrip("/")) as client:
        yield _begun(Chat(telegram, client), watch)
    await server.close()


def _begun(chat: Chat, watch: Watch) -> Chat:
    telegram = chat.telegram
    for person_id in (YUSUF, STRANGER, BLOCKED):
        telegram.people.add(person_id, "Yusuf", "id")
    telegram.people.start(YUSUF)
    telegram.people.start(BLOCKED)
    telegram.people.block(BLOCKED)
    for group in (GROUP, LEFT):
        titled = {"id": group, "type": "group", "title": "Kantor"}
        telegram.queue({"my_chat_member": {"chat": titled}})
    telegram.call("leaveChat", {"chat_id": LEFT})
    chat.old = _card(telegram)
    watch.forward(hours=47, minutes=59)
    chat.card = _card(telegram)
    chat.expired = telegram.people.tap(YUSUF, chat.card, data="y") or ""
    watch.forward(seconds=61)
    chat.query, chat.answered = (
        telegram.people.tap(YUSUF, chat.card, data="y") or "" for _ in range(2)
    )
    telegram.call("answerCallbackQuery", {"callback_query_id": chat.answered})
    photo = Upload("a.png", PNG, "image/png")
    sent = telegram.call("sendPhoto", {"chat_id": YUSUF, "photo": photo, "caption": "Ini"})
    sheet = Upload("a.xlsx", b"PK", "application/zip")
    chat.photo, chat.file_id = sent["message_id"], sent["photo"][0]["file_id"]
    sent = telegram.call("sendDocument", {"chat_id": YUSUF, "document": sheet})
    chat.sheet_id = sent["document"]["file_id"]
    chat.said = telegram.people.say(YUSUF, "halo")[0]
    chat.sent = telegram.people.send_file(YUSUF, photo, as_photo=True)[0]
    # Two updates are left to be fetched.
    telegram.call("getUpdates", {"offset": -2})
    return chat


def _card(telegram: Telegram) -> int:
    card = {"chat_id": YUSUF, "text": "Kartu", "reply_markup": buttons([button("y")])}
    return int(telegram.call("sendMessage", card)["message_id"])


def named(one: Case) -> str:
    return f"{one.method}-{str(one.answer)[:40]}"


def shown(result: Any, answer: object) -> object:
    """A result at the places that the answer names; a refusal as it is."""
    if isinstance(answer, dict) and not isinstance(result, str):
        return {path: reached(result, path) for path in answer}
    return list(result) if isinstance(result, tuple) else result


def reached(thing: Any, path: str) -> Any:
    for step in path.split("."):
        thing = thing[int(step)] if step.isdigit() else getattr(thing, step)
    return thing


@pytest.mark.parametrize("one", CASES, ids=named)
async def test_both_clients_are_answered_alike(chat: Chat, one: Case) -> None:
    result = shown(await chat.client.call(one.method, **one.params(chat)), one.answer)
    newest = chat.telegram.people.chat(YUSUF)["messages"][-1]

    assert result in [one.answer, chat.client.tells(one.answer)]
    assert newest | one.seen == newest


@pytest.mark.parametrize("method", sorted({one.method for one in SHAPES}))
async def test_both_clients_are_refused_alike_whatever_they_send(chat: Chat, method: str) -> None:
    wrong = []
    # A refusal changes nothing: all of a method's find the chat as it was.
    for one in (one for one in SHAPES if one.method == method):
        said = await chat.client.raw(method, one.params(chat))
        if said not in {one.answer, chat.client.tells(one.answer)}:
            wrong.append((one.params(chat), one.answer, said))

    assert wrong == []


async def test_both_clients_are_told_that_a_token_is_not_the_bots(chat: Chat) -> None:
    chat.telegram.token = "1:other"

    assert await chat.client.call("get_me") == UNAUTHORIZED.description


async def test_both_clients_are_told_of_a_second_poller(chat: Chat) -> None:
    await chat.client.bot.get_updates(offset=-1)
    seen = chat.telegram.world.updates.first(1)[0]["update_id"] + 1
    polls, before = chat.telegram.tally.calls, chat.telegram.tally.calls["getUpdates"]
    first = asyncio.ensure_future(chat.client.call("get_updates", offset=seen, timeout=10))
    while polls["getUpdates"] == before:
        await chat.client.call("get_me")
    # Raw, because python-telegram-bot has one connection for its own polls.
    await chat.client.raw("getUpdates", {"offset": seen})

    assert await first == OTHER_POLL.description


async def test_both_clients_are_told_of_a_method_that_is_none(chat: Chat) -> None:
    said = await chat.client.raw("sendNothing", {})

    # The second is how python-telegram-bot words the 404 of a method that it does not know either.
    assert said in {NOTHING.description, "Endpoint 'SENDNOTHING' not found in Bot API"}


async def test_both_clients_are_told_how_long_to_wait(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What python-telegram-bot will do by itself one day.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    chat.telegram.pace.set(FloodLimits(chat_per_second=1, chat_burst=1))
    await chat.client.bot.send_message(chat_id=YUSUF, text="a")
    for method, given in SENT.items():
        with pytest.raises(chat.client.error) as refused:
            await getattr(chat.client.bot, method)(chat_id=YUSUF, **given(chat))

        assert getattr(refused.value, "retry_after", None) in {1, timedelta(seconds=1)}


def test_every_method_is_in_the_contract() -> None:
    asked = {one.method.replace("_", "").lower() for one in CASES}

    assert asked == {name.lower() for name in METHODS}
