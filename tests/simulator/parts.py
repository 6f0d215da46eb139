"""What several methods take, in every shape that is refused; it is sent to all that take it."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.simulator.shape import YUSUF, Shape

__all__ = ["GOOD", "HTML", "PARTS"]

# A call of each method that is answered; what is wrong is put into it.
GOOD: dict[str, Callable[[Any], dict[str, Any]]] = {
    "sendMessage": lambda _: {"chat_id": YUSUF, "text": "a"},
    "sendPhoto": lambda chat: {"chat_id": YUSUF, "photo": chat.file_id},
    "sendDocument": lambda chat: {"chat_id": YUSUF, "document": chat.sheet_id},
    "sendMediaGroup": lambda chat: {"chat_id": YUSUF, "media": [picture(chat)]},
    "copyMessage": lambda chat: chat.at(chat.photo) | {"from_chat_id": YUSUF},
    "editMessageText": lambda chat: chat.at(chat.card) | {"text": "b"},
    "editMessageCaption": lambda chat: chat.at(chat.photo) | {"caption": "b"},
    "editMessageMedia": lambda chat: chat.at(chat.photo) | {"media": picture(chat)},
    "editMessageReplyMarkup": lambda chat: chat.at(chat.card),
}
EDITS = [method for method in GOOD if method.startswith("edit")]
SENDS = [method for method in GOOD if not method.startswith("edit")]
SPEAKING = [method for method in GOOD if method != "editMessageReplyMarkup"]
CAPTION = {"text": "caption", "entities": "caption_entities"}

HTML = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<a href='t.me", "Unclosed start tag at byte offset 0"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<a ='t.me'>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=t.me/a>", "Unexpected end of name token at byte offset 8"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("<tg-time format='x'>a</tg-time>", "Invalid date format used"),
    (
        "&#xD800;",
        "Text contains invalid Unicode characters after decoding HTML entities, check for "
        "unmatched surrogate code units",
    ),
]
INVALID = "must be a valid Number"
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
EMOJI = {"type": "custom_emoji"}
TIME = {"type": "date_time"}


def picture(chat: Any) -> dict[str, Any]:
    return {"type": "photo", "media": chat.file_id}


def mark(**fields: Any) -> dict[str, Any]:
    """A text whose one entity is right but for these fields."""
    return {"text": "👍👍a", "entities": [{"type": "bold", "offset": 0, "length": 2} | fields]}


def texts() -> Iterator[tuple[dict[str, Any], str]]:
    """Texts that cannot be read, with their modes and marks."""
    yield {"text": "a" * 32769}, "text is too long"
    yield {"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"
    for text, said in HTML:
        yield {"text": text, "parse_mode": "HTML"}, f"can't parse entities: {said}"
    yield {"text": "a", "entities": [1]}, "can't parse MessageEntity: expected an Object"
    for given, said in [
        (mark(offset=[]), 'Field "offset" must be a Number'),
        (mark(length="1.5"), f'Field "length" {INVALID}'),
        ({"text": "a", "entities": [{"type": "bold"}]}, 'Can\'t find field "offset"'),
        (mark(type=""), "Type is not specified"),
        (mark(type=[]), 'Field "type" must be of type String'),
        (mark(type="huge"), "Unsupported type specified"),
        (mark(type="text_link"), 'Can\'t find field "url"'),
        (mark(**TIME, unix_time=1, date_time_format="x"), "Invalid date-time format specified"),
    ]:
        yield given, f"can't parse MessageEntity: {said}"


def misplaced() -> Iterator[tuple[dict[str, Any], str]]:
    """Texts that are read, but whose marks are nonsense there."""
    for url, why in LINKS:
        said = f"entity URL '{url}' is invalid: {why}"
        yield mark(type="text_link", url=url), said
    yield mark(**EMOJI, custom_emoji_id="0"), "invalid custom emoji identifier specified"
    yield mark(**TIME, unix_time=0), "invalid date specified"
    yield mark(offset=-1), "receive an entity with incorrect offset -1"
    begins = "entity begins in a middle of a UTF-16 symbol at byte offset 4"
    yield mark(offset=1), begins
    beginning = "entity beginning at UTF-16 offset"
    yield mark(length=3), f"{beginning} 0 ends in a middle of a UTF-16 symbol at byte offset 8"
    yield mark(offset=6), "entity begins after the end of the text at UTF-16 offset 6"
    yield mark(offset=4), f"{beginning} 4 ends after the end of the text at UTF-16 offset 6"


def keyboards() -> Iterator[tuple[Any, str]]:
    yield "{", "can't parse reply keyboard markup JSON object"
    yield [1], "object expected as reply markup"
    yield {"keyboard": "Ya"}, 'field "keyboard" must be of type Array'
    yield {"keyboard": ["Ya"]}, 'field "keyboard" must be an Array of Arrays'
    arrays = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    yield {"inline_keyboard": [1]}, arrays
    for button, said in [
        (1, "KeyboardButton must be a String or an Object"),
        ({}, 'Can\'t find field "text"'),
    ]:
        yield {"keyboard": [[button]]}, f"can't parse keyboard button: {said}"
    yield {"keyboard": [[" "]]}, "keyboard button text must be non-empty"
    kind = "inline keyboard button"
    for inline, said in [
        ("Ya", f"can't parse {kind}: InlineKeyboardButton must be an Object"),
        ({"url": "t.me"}, f"can't parse {kind}: Can't find field \"text\""),
        ({"text": []}, f'can\'t parse {kind}: Field "text" must be of type String'),
        (
            {"text": "Ya", "url": {}},
            f'can\'t parse {kind}: Field "url" must be of type String',
        ),
        (
            {"text": "Ya"},
            f"can't parse {kind}: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "Ya", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        *(
            ({"text": "Ya", "url": url}, f"{kind} URL '{url}' is invalid: {why}")
            for url, why in LINKS
        ),
    ]:
        yield {"inline_keyboard": [[inline]]}, said
    yield {"inline_keyboard": [[{"text": "Ya", "url": "t.me"}] * 9]}, "reply markup is too long"


REPLIES: list[tuple[Any, str]] = [
    ("}", "can't parse reply parameters JSON object"),
    ("[]", "object expected as reply parameters"),
    ({"quote": "a"}, 'can\'t find field "message_id"'),
    ({"message_id": []}, 'field "message_id" must be a Number'),
    ({"message_id": "a"}, f'field "message_id" {INVALID}'),
    ({"message_id": 99}, "message to be replied not found"),
]
WHERE: list[tuple[dict[str, Any], str]] = [
    ({"chat_id": ""}, "chat_id is empty"),
    ({"chat_id": 7}, "chat not found"),
]
EDITED: list[tuple[dict[str, Any], str]] = [
    ({"message_id": 99}, "message to edit not found"),
    ({"chat_id": "", "message_id": 0}, "message identifier is not specified"),
    ({"reply_markup": {"keyboard": [["Ya"]]}}, "inline keyboard expected"),
    ({"reply_markup": {"remove_keyboard": True}}, "inline keyboard expected"),
]


def saying(method: str, text: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    """This call with this text in it, as its caption or its picture's where it has one."""
    caption = {CAPTION.get(name, name): value for name, value in text.items()}

    def params(chat: Any) -> dict[str, Any]:
        good = GOOD[method](chat)
        match good:
            case {"text": _}:
                return good | text
            case {"media": [media]}:
                return good | {"media": [media | caption]}
            case {"media": media}:
                return good | {"media": media | caption}
            case _:
                return good | caption

    return params


def within(method: str, said: str) -> str:
    """The words where the text is that of a medium."""
    if method not in {"sendMediaGroup", "editMessageMedia"}:
        return said
    return f"can't parse InputMedia: {said[0].upper()}{said[1:]}"


def broken(method: str, **wrong: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda chat: GOOD[method](chat) | wrong


def edited(method: str, of: str) -> Callable[[Any], dict[str, Any]]:
    """This edit of a message of Yusuf's."""
    return lambda chat: GOOD[method](chat) | {"message_id": getattr(chat, of)}


def misspoken(method: str) -> Iterator[Shape]:
    for text, said in texts():
        yield Shape(method, saying(method, text), within(method, said))
    for text, said in misplaced():
        yield Shape(method, saying(method, text), said)


def misdirected(method: str) -> Iterator[Shape]:
    for markup, said in keyboards():
        yield Shape(method, broken(method, reply_markup=markup), said)
    for wrong, said in WHERE:
        yield Shape(method, broken(method, **wrong), said)


def misedited(method: str) -> Iterator[Shape]:
    for wrong, said in EDITED:
        yield Shape(method, broken(method, **wrong), said)
    for of in ("said", "sent"):
        yield Shape(method, edited(method, of), "message can't be edited")


PARTS = [
    *(one for method in SPEAKING for one in misspoken(method)),
    *(one for method in GOOD for one in misdirected(method)),
    *(one for method in EDITS for one in misedited(method)),
    *(
        Shape(method, broken(method, reply_parameters=reply), said)
        for method in SENDS
        for reply, said in REPLIES
    ),
]
