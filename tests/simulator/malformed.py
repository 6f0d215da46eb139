"""Calls that no library makes by itself: each goes as a method that the library does not know."""

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["SHAPES", "Shape"]

YUSUF = 1001


class Shape(NamedTuple):
    """A call, whose parameters may name what is in the chat, and the words of its refusal."""

    method: str
    params: Callable[[Any], dict[str, Any]]
    answer: str


def shape(method: str, answer: str, **params: Any) -> Shape:
    return Shape(method, lambda _: params, answer)


def text(answer: str, **params: Any) -> Shape:
    """A message to Yusuf."""
    return shape("sendMessage", answer, **({"chat_id": YUSUF, "text": "a"} | params))


def inline(button: object, answer: str) -> Shape:
    """A message with one inline button."""
    markup = {"inline_keyboard": [[button]]}
    return text(f"can't parse inline keyboard button: {answer}", reply_markup=markup)


def mark(answer: str, **fields: Any) -> Shape:
    """A message whose one entity is right but for these fields."""
    given = {"type": "bold", "offset": 0, "length": 2} | fields
    return text(answer, text="👍👍a", entities=[given])


def broken_mark(answer: str, **fields: Any) -> Shape:
    return mark(f"can't parse MessageEntity: {answer}", **fields)


def media(answer: str, **fields: Any) -> Shape:
    """An album of one picture that is right but for these fields."""
    return Shape(
        "sendMediaGroup",
        lambda chat: {
            "chat_id": YUSUF,
            "media": [{"type": "photo", "media": chat.file_id} | fields],
        },
        answer,
    )


def edit(answer: str, **params: Any) -> Shape:
    return Shape(
        "editMessageText", lambda chat: chat.at(chat.card) | {"text": "a"} | params, answer
    )


SCOPE = "can't parse BotCommandScope"
INVALID = "must be a valid Number"
EMOJI = {"type": "custom_emoji"}
TIME = {"type": "date_time"}
LINKS = [
    ("x", "Wrong HTTP URL"),
    ("ftp://a.id", "Unsupported URL protocol"),
    ("http://", "URL host is empty"),
    ("http://./", "Host is invalid"),
    ("a .id", "Disallowed character in URL host"),
    ("a%.id", "Wrong percent-encoded symbol in URL host"),
    ("a.id:0", "Wrong port number specified in the URL"),
    ("[::g]", "Wrong IPv6 address specified in the URL"),
    ("tg://a:5", "Wrong tg URL"),
    ("tg://a.b", "Unallowed characters in URL host"),
]

SHAPES = [
    # Chats by a name or a number that is none
    *(text("chat not found", chat_id=who) for who in ("abc", "@name", " 1001", "1e3", "0")),
    text("chat_id is empty", chat_id=None),
    shape("getChat", "chat_id is empty"),
    shape("deleteMessage", "chat identifier is not specified", message_id=1),
    shape("copyMessage", 'parameter "from_chat_id" is required', chat_id=YUSUF, message_id=1),
    # Kinds of updates are never refused
    *(
        shape("getUpdates", "list of 2", allowed_updates=asked)
        for asked in ('["dance"]', "[", "{}", [1])
    ),
    # Replies and previews
    text("can't parse reply parameters JSON object", reply_parameters="}"),
    text("object expected as reply parameters", reply_parameters="[]"),
    text('can\'t find field "message_id"', reply_parameters={"quote": "a"}),
    text('field "message_id" must be a Number', reply_parameters={"message_id": []}),
    text(f'field "message_id" {INVALID}', reply_parameters={"message_id": "a"}),
    text("can't parse link preview options JSON object", link_preview_options="["),
    text("object expected as link preview options", link_preview_options=[1]),
    # Keyboards
    text("can't parse reply keyboard markup JSON object", reply_markup="{"),
    text("object expected as reply markup", reply_markup=[1]),
    text('field "keyboard" must be of type Array', reply_markup={"keyboard": "Ya"}),
    text('field "keyboard" must be an Array of Arrays', reply_markup={"keyboard": ["Ya"]}),
    text(
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        reply_markup={"inline_keyboard": [1]},
    ),
    text(
        "can't parse keyboard button: KeyboardButton must be a String or an Object",
        reply_markup={"keyboard": [[1]]},
    ),
    text(
        "can't parse keyboard button: Can't find field \"text\"", reply_markup={"keyboard": [[{}]]}
    ),
    text("keyboard button text must be non-empty", reply_markup={"keyboard": [[" "]]}),
    inline("Ya", "InlineKeyboardButton must be an Object"),
    inline({"url": "t.me"}, 'Can\'t find field "text"'),
    inline({"text": []}, 'Field "text" must be of type String'),
    inline({"text": "Ya", "url": {}}, 'Field "url" must be of type String'),
    inline({"text": "Ya"}, "Text buttons are unallowed in the inline keyboard"),
    *(
        text(
            f"inline keyboard button URL '{url}' is invalid: {why}",
            reply_markup={"inline_keyboard": [[{"text": "Ya", "url": url}]]},
        )
        for url, why in LINKS
    ),
    edit("inline keyboard expected", reply_markup={"keyboard": [["Ya"]]}),
    edit("inline keyboard expected", reply_markup={"remove_keyboard": True}),
    # Entities
    text("can't parse MessageEntity: expected an Object", entities=[1]),
    broken_mark('Field "offset" must be a Number', offset=[]),
    broken_mark(f'Field "length" {INVALID}', length="1.5"),
    text("can't parse MessageEntity: Can't find field \"offset\"", entities=[{"type": "bold"}]),
    broken_mark("Type is not specified", type=""),
    broken_mark('Field "type" must be of type String', type=[]),
    broken_mark("Unsupported type specified", type="huge"),
    broken_mark('Can\'t find field "url"', type="text_link"),
    broken_mark("Invalid date-time format specified", **TIME, unix_time=1, date_time_format="x"),
    *(
        mark(f"entity URL '{url}' is invalid: {why}", type="text_link", url=url)
        for url, why in LINKS
    ),
    mark("invalid custom emoji identifier specified", **EMOJI, custom_emoji_id="0"),
    mark("invalid date specified", **TIME, unix_time=0),
    mark("receive an entity with incorrect offset -1", offset=-1),
    mark("entity begins in a middle of a UTF-16 symbol at byte offset 4", offset=1),
    mark(
        "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 8",
        length=3,
    ),
    mark("entity begins after the end of the text at UTF-16 offset 6", offset=6),
    mark(
        "entity beginning at UTF-16 offset 4 ends after the end of the text at UTF-16 offset 6",
        offset=4,
    ),
    # Files
    shape("sendDocument", "there is no document in the request", chat_id=YUSUF),
    shape("sendPhoto", "there is no photo in the request", chat_id=YUSUF, photo="attach://p"),
    # Albums
    shape("sendMediaGroup", 'parameter "media" is required', chat_id=YUSUF),
    shape("sendMediaGroup", "can't parse media JSON object", chat_id=YUSUF, media="["),
    shape("sendMediaGroup", "expected an Array of InputMedia", chat_id=YUSUF, media="{}"),
    shape("sendMediaGroup", "there are no messages to send", chat_id=YUSUF, media="[]"),
    shape(
        "sendMediaGroup", "can't parse InputMedia: expected an Object", chat_id=YUSUF, media=[1]
    ),
    media("can't parse InputMedia: media not found", media=""),
    media('can\'t parse InputMedia: Field "type" must be of type String', type={}),
    media('can\'t parse InputMedia: type "sticker" is unsupported', type="sticker"),
    media("message caption is too long", caption="a" * 1025),
    media(
        "can't parse InputMedia: Can't parse MessageEntity: expected an Object",
        caption="a",
        caption_entities=[1],
    ),
    media("list of 1"),
    Shape(
        "editMessageMedia",
        lambda chat: chat.at(chat.photo) | {"media": "["},
        "can't parse input media JSON object",
    ),
    Shape("editMessageMedia", lambda chat: chat.at(chat.photo), 'parameter "media" is required'),
    # Commands
    shape("setMyCommands", "can't parse commands JSON object", commands="["),
    shape("setMyCommands", "expected an Array of BotCommand", commands={"a": 1}),
    shape("setMyCommands", "can't parse BotCommand: expected an Object", commands=[1]),
    shape(
        "setMyCommands",
        "can't parse BotCommand: Can't find field \"description\"",
        commands=[{"command": "a"}],
    ),
    shape("getMyCommands", f"{SCOPE} JSON object", scope="{"),
    shape("getMyCommands", f"{SCOPE}: BotCommandScope must be an Object", scope=[1]),
    shape("getMyCommands", f"{SCOPE}: Unsupported type specified", scope={"type": "all"}),
    shape("getMyCommands", f"{SCOPE}: Empty chat_id specified", scope={"type": "chat"}),
]
