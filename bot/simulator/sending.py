"""New messages from the bot: everything is checked first, then sent."""

from dataclasses import dataclass

from bot.simulator import files, media, text
from bot.simulator.keyboards import reply_markup
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request
from bot.simulator.world import World, told

__all__ = ["copy_message", "send_document", "send_media_group", "send_message", "send_photo"]

COPIED = ("text", "entities", "photo", "document", "location", "contact", "sticker")
CAPTION = ("caption", "caption_entities")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a message goes and what comes with it, whatever it says."""

    chat: Json
    markup: Json
    facts: Json


def send_message(world: World, params: Params) -> Json:
    params.object("link_preview_options", "link preview options")
    said = text.message(params, "message is too long")
    entities = {"entities": list(said.entities)} if said.entities else {}
    return _send(world, _envelope(world, params), lambda: {"text": said.text, **entities})


def send_document(world: World, params: Params) -> Json:
    given = files.given(params, "document")
    caption = _caption(params)
    envelope = _envelope(world, params)
    keep = files.document(world, given)
    return _send(world, envelope, lambda: {"document": keep()} | caption)


def send_photo(world: World, params: Params) -> Json:
    given = files.given(params, "photo")
    caption = _caption(params)
    envelope = _envelope(world, params)
    keep = files.photo(world, given)
    return _send(world, envelope, lambda: {"photo": keep()} | caption)


def send_media_group(world: World, params: Params) -> list[Json]:
    contents = media.album(world, params)
    envelope = _envelope(world, params)
    world.pace.spend(envelope.chat, len(contents))
    if len(contents) > 1:
        envelope.facts["media_group_id"] = str(world.next("album"))
    return [_add(world, envelope, content()) for content in contents]


def copy_message(world: World, params: Params) -> Json:
    """A new message that says the same; its buttons are not copied, new ones may come."""
    if not params.text("from_chat_id"):
        raise bad_request('parameter "from_chat_id" is required')
    caption = _caption(params) if params.given("caption") else None
    source = world.chat(params.text("from_chat_id"))
    message = world.message(source["id"], params.integer("message_id"))
    if message is None:
        raise bad_request("message to copy not found")
    content = {name: message[name] for name in COPIED if name in message}
    if "photo" in content or "document" in content:
        old = {name: message[name] for name in CAPTION if name in message}
        content |= old if caption is None else caption
    sent = _send(world, _envelope(world, params), lambda: content)
    return {"message_id": sent["message_id"]}


def _caption(params: Params) -> Json:
    return text.caption(text.formatted(params, "caption"), text.CAPTION_TOO_LONG)


def _envelope(world: World, params: Params) -> Envelope:
    reply = params.object("reply_parameters", "reply parameters")
    markup = reply_markup(params) or {}
    chat = world.writable_chat(params.text("chat_id"))
    facts = _replied(world, Params(reply), chat) if reply else {}
    if params.flag("protect_content"):
        facts["has_protected_content"] = True
    if params.flag("disable_notification"):
        facts["silent"] = True
    return Envelope(chat, markup, facts)


def _replied(world: World, reply: Params, chat: Json) -> Json:
    message_id = reply.field_integer("message_id")
    # Of no message: then the message is no reply.
    if message_id <= 0:
        return {}
    found = world.message(chat["id"], message_id)
    if found is None:
        if reply.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    found.pop("reply_to_message", None)
    return {"reply_to_message": told(found)}


def _send(world: World, envelope: Envelope, content: media.Content) -> Json:
    world.pace.spend(envelope.chat)
    return _add(world, envelope, content())


def _add(world: World, envelope: Envelope, content: Json) -> Json:
    shown = {"reply_markup": envelope.markup} if "inline_keyboard" in envelope.markup else {}
    message = world.add_message(envelope.chat, world.bot, envelope.facts | content | shown)
    _hang_keyboard(world, message, envelope.markup)
    return told(message)


def _hang_keyboard(world: World, message: Json, markup: Json) -> None:
    """A reply keyboard belongs to the chat: it stays until another comes or it is taken away."""
    if not {"keyboard", "remove_keyboard"} & markup.keys():
        return
    person = world.person(message["chat"]["id"])
    if person is None:
        return
    rows = markup.get("keyboard")
    hung = {"rows": rows, "message_id": message["message_id"]} if rows else None
    world.save_person(person | {"keyboard": hung})
