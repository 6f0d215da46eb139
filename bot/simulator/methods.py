"""The Bot API: one small function a method, and the table of them."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator import commands, files, limits, text
from bot.simulator.html import units
from bot.simulator.keyboards import inline_markup, reply_markup
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request, forbidden
from bot.simulator.world import World

__all__ = ["METHODS", "Method", "pending"]

Method = Callable[[World, Params], Any]

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def get_me(world: World, _params: Params) -> Json:
    abilities = ("can_read_all_group_messages", "supports_inline_queries", "has_main_web_app")
    return world.bot | {"can_join_groups": True} | dict.fromkeys(abilities, False)


def get_updates(world: World, params: Params) -> list[Json]:
    """What is waiting now; to wait for more is up to the door."""
    _remember_allowed(world, params)
    world.confirm(params.integer("offset"))
    return pending(world, params)


def pending(world: World, params: Params) -> list[Json]:
    """What a call with these parameters gets now, confirming nothing."""
    return world.pending(min(max(params.integer("limit", 100), 1), 100))


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        for update_id in list(world.store.keys("updates")):
            world.store.drop("updates", update_id)
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    waiting = world.store.size("updates")
    return {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}


def send_message(world: World, params: Params) -> Json:
    if not params.text("text"):
        raise bad_request("message text is empty")
    params.json("link_preview_options", "can't parse link preview options JSON object")
    said = text.formatted(params, "text")
    if not said.text:
        raise bad_request("message text is empty")
    if units(said.text) > limits.TEXT:
        raise bad_request("message is too long")
    entities = {"entities": list(said.entities)} if said.entities else {}
    return _send(world, params, {"text": said.text, **entities})


def send_document(world: World, params: Params) -> Json:
    caption = _caption(params)
    world.writable_chat(params.text("chat_id"))
    return _send(world, params, {"document": files.document(world, params)} | caption)


def send_photo(world: World, params: Params) -> Json:
    caption = _caption(params)
    world.writable_chat(params.text("chat_id"))
    return _send(world, params, {"photo": files.photo(world, params)} | caption)


def edit_message_text(world: World, params: Params) -> Json:
    if not params.text("text"):
        raise bad_request("message text is empty")
    said = text.formatted(params, "text")
    markup = inline_markup(params)
    message = _own_message(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    if not said.text:
        raise bad_request("message text is empty")
    if units(said.text) > limits.TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edit(world, message, {"text": said.text, "entities": list(said.entities)}, markup)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    markup = inline_markup(params)
    return _edit(world, _own_message(world, params), {}, markup)


def delete_message(world: World, params: Params) -> bool:
    message = _message(world, params, "message to delete not found")
    if world.older_than(message["date"], limits.DELETABLE):
        raise bad_request("message can't be deleted for everyone")
    if message["chat"]["type"] != "private" and message["from"] != world.bot:
        raise bad_request("message can't be deleted")
    world.drop_message(message)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    query = world.store.get("queries", params.text("callback_query_id"))
    expired = query is None or world.older_than(query["at"], limits.ANSWER_TIME)
    if expired or query["answer"] is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units(params.text("text")) > limits.ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": params.text("text"), "show_alert": params.flag("show_alert")}
    world.store.put("queries", params.text("callback_query_id"), query | {"answer": answer})
    return True


def send_chat_action(world: World, params: Params) -> bool:
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.writable_chat(params.text("chat_id"))
    return True


def leave_chat(world: World, params: Params) -> bool:
    chat = world.chat(params.text("chat_id"))
    if chat["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if not world.store.get("groups", chat["id"])["member"]:
        raise forbidden(f"bot is not a member of the {chat['type']} chat")
    world.store.put("groups", chat["id"], {"chat": chat, "member": False})
    return True


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "getFile": files.get_file,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "leaveChat": leave_chat,
}


def _remember_allowed(world: World, params: Params) -> None:
    """The list stays as it was where the call does not name one; an empty one is the default."""
    allowed = params.json("allowed_updates", "can't parse allowed_updates JSON object")
    if isinstance(allowed, list) and allowed != world.store.get("settings", "allowed_updates"):
        world.store.put("settings", "allowed_updates", allowed)


def _send(world: World, params: Params, content: Json) -> Json:
    markup = reply_markup(params)
    chat = world.writable_chat(params.text("chat_id"))
    shown = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    guarded = {"has_protected_content": True} if params.flag("protect_content") else {}
    replied = _replied(world, params, chat)
    message = world.add_message(chat, world.bot, replied | content | guarded | shown)
    _hang_keyboard(world, message, markup or {})
    return message


def _replied(world: World, params: Params, chat: Json) -> Json:
    reply = params.json("reply_parameters", "can't parse reply parameters JSON object")
    if reply is None or reply == "":
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
    return {"reply_to_message": found}


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


def _message(world: World, params: Params, missing: str) -> Json:
    chat_id, message_id = params.text("chat_id"), params.integer("message_id")
    if not chat_id:
        raise bad_request("chat_id is empty")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    message = world.message(world.chat(chat_id)["id"], message_id)
    if message is None:
        raise bad_request(missing)
    return message


def _own_message(world: World, params: Params) -> Json:
    message = _message(world, params, "message to edit not found")
    if message["from"] != world.bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Json, content: Json, markup: Json | None) -> Json:
    changed = {**message, **content, "reply_markup": markup, "edit_date": world.seconds()}
    kept = {name: value for name, value in changed.items() if value not in (None, [])}
    if message | {"edit_date": kept["edit_date"]} == kept:
        raise bad_request(NOT_MODIFIED)
    world.save_message(kept)
    return kept
