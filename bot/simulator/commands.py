"""The bot's command lists, and which of them a person sees."""

import re

from bot.simulator import limits
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request
from bot.simulator.world import World

__all__ = ["delete_my_commands", "get_my_commands", "language_of", "seen_by", "set_my_commands"]

NAME = re.compile(r"[a-z0-9_]+")
NAME_LENGTH = 32
DESCRIPTION = 256
LANGUAGE = re.compile(r"([a-z]{2})?")
WIDE = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
NARROW = {"chat", "chat_administrators", "chat_member"}


def set_my_commands(world: World, params: Params) -> bool:
    commands = _commands(params)
    key = _key(world, params)
    if not commands:
        return delete_my_commands(world, params)
    world.store.put("commands", key, commands)
    world.changes.touch_all()
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    found: list[Json] | None = world.store.get("commands", _key(world, params))
    return found or []


def delete_my_commands(world: World, params: Params) -> bool:
    world.store.drop("commands", _key(world, params))
    world.changes.touch_all()
    return True


def seen_by(world: World, person: Json) -> list[Json]:
    """The narrowest list for a private chat; within a scope the person's language goes first."""
    for scope in (f"chat:{person['id']}", "all_private_chats", "default"):
        for language in (person["language_code"], ""):
            found: list[Json] | None = world.store.get("commands", f"{scope}/{language}")
            if found is not None:
                return found
    return []


def language_of(params: Params) -> str:
    """The language that something is set for; empty for all that have none of their own."""
    language = params.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _key(world: World, params: Params) -> str:
    language = language_of(params)
    given = params.json("scope", "can't parse BotCommandScope JSON object")
    return f"{_scope(world, given)}/{language}"


def _scope(world: World, given: object) -> str:
    if given is None:
        return "default"
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    scope = Params(given)
    kind = scope.text("type")
    if kind in WIDE:
        return kind
    if kind not in NARROW:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not scope.text("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = world.chat(scope.text("chat_id"))
    if kind != "chat" and chat["type"] == "private":
        raise bad_request("can't change commands of administrators in private chats")
    return f"{kind}:{chat['id']}" + (
        f":{scope.integer('user_id')}" if kind == "chat_member" else ""
    )


def _commands(params: Params) -> list[Json]:
    given = params.json("commands", "can't parse commands JSON object")
    if not isinstance(given or [], list):
        raise bad_request("expected an Array of BotCommand")
    if len(given or []) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in given or []]


def _command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = given["command"].removeprefix("/"), given["description"].strip()
    for what, value, length in (
        ("command", name, NAME_LENGTH),
        ("command description", description, DESCRIPTION),
    ):
        if not value:
            raise bad_request(f"{what} must be non-empty")
        if len(value) > length:
            raise bad_request(f"{what} length must not exceed {length}")
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
