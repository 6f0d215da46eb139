"""Messages changed or taken back by the bot."""

from bot.simulator import limits, media, text
from bot.simulator.keyboards import inline_markup
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request
from bot.simulator.world import World, told

__all__ = [
    "delete_message",
    "edit_message_caption",
    "edit_message_media",
    "edit_message_reply_markup",
    "edit_message_text",
]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MEDIA = ("photo", "document")
SAID = ("text", "entities", "caption", "caption_entities")


def edit_message_text(world: World, params: Params) -> Json:
    said = text.message(params, "MESSAGE_TOO_LONG")
    markup = inline_markup(params)
    message = _own_message(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, {"text": said.text, "entities": list(said.entities)}, markup)


def edit_message_caption(world: World, params: Params) -> Json:
    markup = inline_markup(params)
    caption = text.caption(text.formatted(params, "caption"), "MEDIA_CAPTION_TOO_LONG")
    message = _own_message(world, params)
    if not any(kind in message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, {"caption": None, "caption_entities": None} | caption, markup)


def edit_message_media(world: World, params: Params) -> Json:
    markup = inline_markup(params)
    content = media.replacement(world, params)
    message = _own_message(world, params)
    if not any(kind in message for kind in ("text", *MEDIA)):
        raise bad_request("message media can't be edited")
    return _edit(world, message, dict.fromkeys((*MEDIA, *SAID)) | content(), markup)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    markup = inline_markup(params)
    return _edit(world, _own_message(world, params), {}, markup)


def delete_message(world: World, params: Params) -> bool:
    if not params.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if params.integer("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    message = _message(world, params, "message to delete not found")
    if world.older_than(message["date"], limits.DELETABLE):
        raise bad_request("message can't be deleted for everyone")
    world.drop_message(message)
    return True


def _message(world: World, params: Params, missing: str) -> Json:
    chat = world.chat(params.text("chat_id"))
    message = world.message(chat["id"], params.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    return message


def _own_message(world: World, params: Params) -> Json:
    if not params.text("chat_id") and params.integer("message_id") <= 0:
        # Without a chat it would be a message of the inline mode.
        raise bad_request("message identifier is not specified")
    message = _message(world, params, "message to edit not found")
    if message["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Json, content: Json, markup: Json | None) -> Json:
    changed = {**message, **content, "reply_markup": markup, "edit_date": world.seconds()}
    kept = {name: value for name, value in changed.items() if value not in (None, [])}
    if message | {"edit_date": kept["edit_date"]} == kept:
        raise bad_request(NOT_MODIFIED)
    world.save_message(kept)
    return told(kept)
