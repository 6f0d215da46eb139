"""What this Telegram knows: people, groups, messages, pending updates, files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.simulator.changes import Changes
from bot.simulator.messages import Messages
from bot.simulator.pace import Pace
from bot.simulator.params import Json, leading_integer
from bot.simulator.refusal import bad_request, forbidden
from bot.simulator.store import Store
from bot.simulator.updates import Updates

__all__ = ["BOT_NAME", "World", "private_chat", "told"]

BOT_NAME = "Torang"


class World:
    """The tables of the store, by their meaning."""

    def __init__(self, store: Store, now: Callable[[], datetime], bot_id: int, pace: Pace) -> None:
        self.store = store
        self.pace = pace
        self.now = now
        self.bot: Json = {
            "id": bot_id,
            "is_bot": True,
            "first_name": store.get("profile", "name/") or BOT_NAME,
            "username": "torang_bot",
        }
        self.watchers: list[Callable[[], None]] = []
        self.changes = Changes()
        self.updates = Updates(store, self.seconds)
        self._messages = Messages(store)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What happens inside is written to the journal as one, then the watchers hear of it."""
        try:
            yield
        finally:
            if self.store.commit():
                self.tell()

    def tell(self) -> None:
        for watcher in self.watchers:
            watcher()

    def touch(self, *chat_ids: int) -> None:
        """These chats look different now (or, where none is named, the time does)."""
        self.changes.touch(chat_ids)

    def seconds(self) -> int:
        return int(self.now().timestamp())

    def older_than(self, instant: int, age: timedelta) -> bool:
        return self.seconds() - instant > age.total_seconds()

    def next(self, counter: str) -> int:
        """A number never given before."""
        number = (self.store.get("counters", counter) or 0) + 1
        self.store.put("counters", counter, number)
        return int(number)

    def person(self, person_id: int) -> Json | None:
        person: Json | None = self.store.get("people", person_id)
        return person

    def save_person(self, person: Json) -> None:
        self.store.put("people", person["id"], person)
        self.touch(person["id"])

    def drop_person(self, person_id: int) -> None:
        self.store.drop("people", person_id)
        self.touch(person_id)

    def drop_chat(self, chat_id: int) -> None:
        """Every message of it."""
        self._messages.drop_all(chat_id)
        self.touch(chat_id)

    def user(self, person: Json) -> Json:
        return {
            "id": person["id"],
            "is_bot": False,
            "first_name": person["first_name"],
            "language_code": person["language_code"],
        }

    def chat(self, chat_id: str) -> Json:
        """A chat the bot may look into, or the refusal."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = leading_integer(chat_id)
        person = self.store.get("people", number)
        if person is not None:
            return private_chat(person)
        group = self.store.get("groups", number)
        if group is None:
            raise bad_request("chat not found")
        return dict(group["chat"])

    def writable_chat(self, chat_id: str) -> Json:
        """A chat the bot may write to, or the refusal."""
        chat = self.chat(chat_id)
        person = self.person(chat["id"])
        if person is None:
            if not self.store.get("groups", chat["id"])["member"]:
                raise forbidden(f"bot is not a member of the {chat['type']} chat")
        elif not person["started"]:
            raise forbidden("bot can't initiate conversation with a user")
        elif person["blocked"]:
            raise forbidden("bot was blocked by the user")
        return chat

    def message(self, chat_id: int, message_id: int) -> Json | None:
        return self._messages.get(chat_id, message_id)

    def messages(self, chat_id: int) -> list[Json]:
        return self._messages.of(chat_id)

    def add_message(self, chat: Json, sender: Json, content: Json) -> Json:
        """A new message; the oldest of the chat, and of all, make room for it."""
        message = {
            "message_id": self.next("message"),
            "from": sender,
            "chat": chat,
            "date": self.seconds(),
            **content,
        }
        self._messages.add(message)
        self.touch(chat["id"])
        return message

    def save_message(self, message: Json) -> None:
        self._messages.save(message)
        self.touch(message["chat"]["id"])

    def drop_message(self, message: Json) -> None:
        self._messages.drop(message["chat"]["id"], message["message_id"])
        self.touch(message["chat"]["id"])

    def add_update(self, kind: str, body: Json) -> None:
        """Queue an update, if the bot asked for its kind."""
        if self.updates.wants(kind):
            self.add_raw_update({kind: body})

    def add_raw_update(self, update: Json) -> int:
        update_id = self.next("update")
        self.updates.add({"update_id": update_id, **update})
        return update_id


def private_chat(person: Json) -> Json:
    return {"id": person["id"], "type": "private", "first_name": person["first_name"]}


def told(message: Json) -> Json:
    """The message as the bot is told of it, who is not told how it rang."""
    return {name: value for name, value in message.items() if name != "silent"}
