"""Calls that are malformed in a way of their own; what several methods take is in `parts`."""

from typing import Any

from tests.simulator.parts import GOOD, PARTS
from tests.simulator.shape import YUSUF, Shape, shape

__all__ = ["SHAPES"]


def text(answer: str, **params: Any) -> Shape:
    """A message to Yusuf."""
    return shape("sendMessage", answer, **({"chat_id": YUSUF, "text": "a"} | params))


def media(answer: str, **fields: Any) -> list[Shape]:
    """One picture that is right but for these fields, as an album and in place of another."""

    def album(chat: Any) -> dict[str, Any]:
        good = GOOD["sendMediaGroup"](chat)
        return good | {"media": [good["media"][0] | fields]}

    def edit(chat: Any) -> dict[str, Any]:
        good = GOOD["editMessageMedia"](chat)
        return good | {"media": good["media"] | fields}

    return [Shape("sendMediaGroup", album, answer), Shape("editMessageMedia", edit, answer)]


def replacement(answer: str, given: object) -> Shape:
    return Shape("editMessageMedia", lambda chat: chat.at(chat.photo) | {"media": given}, answer)


SCOPE = "can't parse BotCommandScope"
SCOPED = ("setMyCommands", "getMyCommands", "deleteMyCommands")
SCOPES: list[tuple[object, str]] = [
    ("{", f"{SCOPE} JSON object"),
    ([1], f"{SCOPE}: BotCommandScope must be an Object"),
    ({"type": "all"}, f"{SCOPE}: Unsupported type specified"),
    ({"type": "chat"}, f"{SCOPE}: Empty chat_id specified"),
    ({"type": "chat", "chat_id": 7}, "chat not found"),
    (
        {"type": "chat_administrators", "chat_id": YUSUF},
        "can't change commands of administrators in private chats",
    ),
]
FACTS = ("Name", "Description", "ShortDescription")
IN_A_LANGUAGE = [*SCOPED, *(f"{verb}My{fact}" for verb in ("set", "get") for fact in FACTS)]

SHAPES = [
    *PARTS,
    # Chats by a name or a number that is none
    *(text("chat not found", chat_id=who) for who in ("abc", "@name", " 1001", "1e3", "0")),
    text("chat_id is empty", chat_id=None),
    shape("getChat", "chat_id is empty"),
    shape("leaveChat", "chat_id is empty"),
    shape("leaveChat", "chat not found", chat_id=7),
    shape("sendChatAction", "chat_id is empty", action="typing"),
    shape("deleteMessage", "chat identifier is not specified", message_id=1),
    shape("deleteMessage", "chat not found", chat_id=7, message_id=1),
    shape("copyMessage", 'parameter "from_chat_id" is required', chat_id=YUSUF, message_id=1),
    # Kinds of updates are never refused
    *(
        shape("getUpdates", "list of 2", allowed_updates=asked)
        for asked in ('["dance"]', "[", "{}", [1])
    ),
    # Previews
    text("can't parse link preview options JSON object", link_preview_options="["),
    text("object expected as link preview options", link_preview_options=[1]),
    # Files
    shape("sendDocument", "there is no document in the request", chat_id=YUSUF),
    shape("sendPhoto", "there is no photo in the request", chat_id=YUSUF, photo="attach://p"),
    # Albums, and pictures in place of others
    shape("sendMediaGroup", 'parameter "media" is required', chat_id=YUSUF),
    shape("sendMediaGroup", "can't parse media JSON object", chat_id=YUSUF, media="["),
    shape("sendMediaGroup", "expected an Array of InputMedia", chat_id=YUSUF, media="{}"),
    shape("sendMediaGroup", "there are no messages to send", chat_id=YUSUF, media="[]"),
    shape(
        "sendMediaGroup", "can't parse InputMedia: expected an Object", chat_id=YUSUF, media=[1]
    ),
    Shape("editMessageMedia", lambda chat: chat.at(chat.photo), 'parameter "media" is required'),
    replacement("can't parse input media JSON object", "["),
    replacement("can't parse InputMedia: expected an Object", [1]),
    *media("can't parse InputMedia: media not found", media=""),
    *media('can\'t parse InputMedia: Field "type" must be of type String', type={}),
    *media('can\'t parse InputMedia: type "sticker" is unsupported', type="sticker"),
    *media("message caption is too long", caption="a" * 1025),
    *media("wrong file identifier/HTTP URL specified", media="nonsense"),
    # Commands, and what the bot says of itself
    shape("setMyCommands", "can't parse commands JSON object", commands="["),
    shape("setMyCommands", "expected an Array of BotCommand", commands={"a": 1}),
    shape("setMyCommands", "can't parse BotCommand: expected an Object", commands=[1]),
    shape(
        "setMyCommands",
        "can't parse BotCommand: Can't find field \"description\"",
        commands=[{"command": "a"}],
    ),
    *(shape(method, said, scope=scope) for method in SCOPED for scope, said in SCOPES),
    *(
        shape(method, "invalid language code specified", language_code="indonesia")
        for method in IN_A_LANGUAGE
    ),
]
