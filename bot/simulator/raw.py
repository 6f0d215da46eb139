"""Updates that an outside script makes up, hostile ones too."""

from collections.abc import Iterator

from bot.simulator.params import Json
from bot.simulator.world import World

__all__ = ["queue"]


def queue(world: World, update: Json) -> int:
    """Queue the update under an id of our own; the groups it speaks of exist from now on.

    It comes whatever kinds the bot asked for, and its callback query can be answered.
    """
    with world.writing():
        for chat in _chats(update):
            if chat["type"] != "private":
                world.store.put("groups", chat["id"], {"chat": chat, "member": True})
        query = update.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            world.store.put("queries", query["id"], {"at": world.seconds(), "answer": None})
        return world.add_raw_update({key: update[key] for key in update if key != "update_id"})


def _chats(value: object) -> Iterator[Json]:
    match value:
        case {"chat": {"id": int(), "type": str()} as chat}:
            yield chat
        case _:
            pass
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _chats(inner)
