"""New messages from the bot: everything is checked first, then sent."""

from dataclasses import dataclass

from bot.simulator import files, limits, text
from bot.simulator.formatted import units
from bot.simulator.keyboards import reply_markup
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request
from bot.simulator.world import World, told

__all__ = ["send_document", "send_message", "send_photo"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a message goes and what comes with it, whatever it says."""

    chat: Json
    markup: Json
    facts: Json


def send_message(world: World, params: Params) -> Json:
    params.json("link_preview_options", "can't parse link preview options JSON object")
    said = text.message(params, "message is too long")
    entities = {"entities": list(said.entities)} if said.entities else {}
    return _send(world, _envelope(world, params), {"text": said.text, **entities})


def send_document(world: World, params: Params) -> Json:
    caption = _caption(params)
    envelope = _envelope(world, params)
    return _send(world, envelope, {"document": files.document(world, params)} | caption)


def send_photo(world: World, params: Params) -> Json:
    caption = _caption(params)
    envelope = _envelope(world, params)
    return _send(world, envelope, {"photo": files.photo(world, params)} | caption)


def _envelope(world: World, params: Params) -> Envelope:
    markup = reply_markup(params) or {}
    chat = world.writable_chat(params.text("chat_id"))
    facts = _replied(world, params, chat)
    if params.flag("protect_content"):
        facts["has_protected_content"] = True
    if params.flag("disable_notification"):
        facts["silent"] = True
    return Envelope(chat, markup, facts)


def _send(world: World, envelope: Envelope, content: Json) -> Json:
    shown = {"reply_markup": envelope.markup} if "inline_keyboard" in envelope.markup else {}
    message = world.add_message(envelope.chat, world.bot, envelope.facts | content | shown)
    _hang_keyboard(world, message, envelope.markup)
    return told(message)


def _replied(world: World, params: Params, chat: Json) -> Json:
    reply = params.json("reply_parameters", "can't parse reply parameters JSON object")
    if reply is None:
        return {}
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    asked = Params(reply)
    found = world.message(chat["id"], asked.integer("message_id"))
    if found is None:
        if asked.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    found.pop("reply_to_message", None)
    return {"reply_to_message": told(found)}


def _hang_keyboard(world: World, message: Json, markup: Json) -> None:
    """A reply keyboard belongs to the chat: it stays until another comes or it is taken away."""
    person = world.person(message["chat"]["id"])
    if person is None or not {"keyboard", "remove_keyboard"} & markup.keys():
        return
    rows = markup.get("keyboard")
    hung = {"rows": rows, "message_id": message["message_id"]} if rows else None
    world.save_person(person | {"keyboard": hung})


def _caption(params: Params) -> Json:
    said = text.formatted(params, "caption")
    if units(said.text) > limits.CAPTION:
        raise bad_request("message caption is too long")
    if not said.text:
        return {}
    entities = {"caption_entities": list(said.entities)} if said.entities else {}
    return {"caption": said.text, **entities}
