"""The messages that are kept: so many of each chat, and so many of all."""

from collections import deque
from collections.abc import Iterator

from bot.simulator.params import Json
from bot.simulator.store import Store

__all__ = ["Messages"]

IN_CHAT = 200
IN_ALL = 100_000
PREFIX = "messages "


class Messages:
    """The oldest of a chat, and of all chats, make room for new ones."""

    def __init__(self, store: Store, in_all: int = IN_ALL) -> None:
        self._store = store
        self._in_all = in_all
        # Number and chat of those sent; some of them are gone already.
        self._order = deque(sorted(self._kept()))

    def get(self, chat_id: int, message_id: int) -> Json | None:
        message: Json | None = self._store.get(_table(chat_id), message_id)
        return message

    def of(self, chat_id: int) -> list[Json]:
        return self._store.first(_table(chat_id))

    def save(self, message: Json) -> None:
        self._store.put(_table(message["chat"]["id"]), message["message_id"], message)

    def add(self, message: Json) -> None:
        self.save(message)
        chat_id = message["chat"]["id"]
        if self._store.size(_table(chat_id)) > IN_CHAT:
            self.drop(chat_id, int(next(self._store.keys(_table(chat_id)))))
        self._order.append((message["message_id"], chat_id))
        if len(self._order) > self._in_all:
            message_id, chat_id = self._order.popleft()
            self.drop(chat_id, message_id)

    def drop(self, chat_id: int, message_id: int) -> None:
        self._store.drop(_table(chat_id), message_id)

    def drop_all(self, chat_id: int) -> None:
        for message_id in list(self._store.keys(_table(chat_id))):
            self._store.drop(_table(chat_id), message_id)

    def _kept(self) -> Iterator[tuple[int, int]]:
        for table in self._store.tables():
            if table.startswith(PREFIX):
                chat_id = int(table.removeprefix(PREFIX))
                yield from ((int(key), chat_id) for key in self._store.keys(table))


def _table(chat_id: int) -> str:
    return f"{PREFIX}{chat_id}"
