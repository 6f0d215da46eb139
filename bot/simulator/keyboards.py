"""What hangs under a message: buttons, checked as Telegram checks them."""

from bot.simulator import limits
from bot.simulator.links import WrongLink, checked_link
from bot.simulator.params import Json, Params
from bot.simulator.refusal import Refused, bad_request

__all__ = ["inline_markup", "reply_markup"]

ACTIONS = ("web_app", "copy_text", "login_url", "switch_inline_query", "pay")


def reply_markup(params: Params) -> Json | None:
    """The markup with only what Telegram keeps of it; None for none or an empty keyboard."""
    given = params.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if rows := _rows(given, "keyboard", 'field "keyboard"'):
        return {"keyboard": _keyboard(rows)}
    if rows := _rows(
        given, "inline_keyboard", 'field "inline_keyboard" of the InlineKeyboardMarkup'
    ):
        return _inline_keyboard(rows)
    return next(
        ({name: True} for name in ("remove_keyboard", "force_reply") if given.get(name)), None
    )


def inline_markup(params: Params) -> Json | None:
    """The markup of a message that can be edited."""
    markup = reply_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(markup: Json, name: str, shown: str) -> list[list[object]]:
    rows = markup.get(name) or []
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f"{shown} must be an Array of Arrays")
    return [row for row in rows if row]


def _keyboard(rows: list[list[object]]) -> list[list[Json]]:
    return [[_button(button) for button in row] for row in rows]


def _button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _broken("keyboard button", "KeyboardButton must be a String or an Object")
    asks = {name: True for name in ("request_contact", "request_location") if button.get(name)}
    return {"text": _text(button, "keyboard button"), **asks}


def _inline_keyboard(rows: list[list[object]]) -> Json:
    keyboard = [[_inline_button(button) for button in row] for row in rows]
    if max(map(len, keyboard)) > limits.BUTTONS_IN_ROW or sum(map(len, keyboard)) > limits.BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": keyboard}


def _inline_button(button: object) -> Json:
    kind = "inline keyboard button"
    if not isinstance(button, dict):
        raise _broken(kind, "InlineKeyboardButton must be an Object")
    text = _text(button, kind)
    if url := _optional(button, "url", kind):
        return {"text": text, "url": _link(url, kind)}
    if data := _optional(button, "callback_data", kind):
        if len(data.encode()) > limits.BUTTON_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"text": text, "callback_data": data}
    for action in ACTIONS:
        if action in button:
            return {"text": text, action: button[action]}
    raise _broken(kind, "Text buttons are unallowed in the inline keyboard")


def _link(url: str, kind: str) -> str:
    try:
        return checked_link(url)
    except WrongLink as wrong:
        raise bad_request(f"{kind} URL '{url}' is invalid: {wrong}") from wrong


def _text(button: Json, kind: str) -> str:
    if "text" not in button:
        raise _broken(kind, 'Can\'t find field "text"')
    text = _optional(button, "text", kind)
    if not text.strip():
        raise bad_request(f"{kind} text must be non-empty")
    return text


def _optional(button: Json, name: str, kind: str) -> str:
    value = button.get(name, "")
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise _broken(kind, f'Field "{name}" must be of type String')
    return str(value)


def _broken(kind: str, what: str) -> Refused:
    return bad_request(f"can't parse {kind}: {what}")
