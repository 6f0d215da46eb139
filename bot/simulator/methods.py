"""The Bot API: one small function a method, and the table of them."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator import commands, editing, files, limits, profile, sending
from bot.simulator.formatted import units
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
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
PERMISSIONS = ("can_send_messages", "can_send_photos", "can_send_documents", "can_invite_users")


def get_me(world: World, _params: Params) -> Json:
    abilities = ("can_read_all_group_messages", "supports_inline_queries", "has_main_web_app")
    return world.bot | {"can_join_groups": True} | dict.fromkeys(abilities, False)


def get_updates(world: World, params: Params) -> list[Json]:
    """What is waiting now; to wait for more is up to the door."""
    if (allowed := params.array("allowed_updates")) is not None:
        world.updates.ask(allowed)
    world.updates.confirm(params.integer("offset"))
    return pending(world, params)


def pending(world: World, params: Params) -> list[Json]:
    """What a call with these parameters gets now, confirming nothing."""
    return world.updates.first(min(max(params.integer("limit", 100), 1), 100))


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    asked = {"allowed_updates": world.updates.asked} if world.updates.asked else {}
    waiting = {"pending_update_count": len(world.updates)}
    return {"url": "", "has_custom_certificate": False} | waiting | asked


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


def get_chat(world: World, params: Params) -> Json:
    """The chat, with what Telegram tells of every chat and no one here ever set."""
    chat = world.chat(params.text("chat_id"))
    private = chat["type"] == "private"
    facts = {
        "max_reaction_count": 11,
        "accent_color_id": abs(chat["id"]) % 7,
        "accepted_gift_types": dict.fromkeys(GIFTS, private),
    }
    return chat | facts | ({} if private else {"permissions": dict.fromkeys(PERMISSIONS, True)})


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
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendMediaGroup": sending.send_media_group,
    "copyMessage": sending.copy_message,
    "sendChatAction": send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": answer_callback_query,
    "getFile": files.get_file,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    **profile.METHODS,
}
