"""What this Telegram knows: people, groups, messages, pending updates, files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import PurePosixPath

from bot.simulator import limits
from bot.simulator.changes import Changes
from bot.simulator.messages import Messages
from bot.simulator.pace import Pace
from bot.simulator.params import Json, Upload
from bot.simulator.refusal import bad_request, forbidden
from bot.simulator.store import Store

__all__ = ["BOT_NAME", "World", "private_chat", "told"]

BOT_NAME = "Torang"
LONGEST_SUFFIX = 10
# Telegram sends all kinds but these until a bot asks otherwise.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


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

    def people(self) -> list[int]:
        return [int(key) for key in self.store.keys("people")]

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
        person = self.store.get("people", chat_id)
        if person is not None:
            return private_chat(person)
        group = self.store.get("groups", chat_id)
        if group is None:
            raise bad_request("chat not found" if chat_id else "chat_id is empty")
        return dict(group["chat"])

    def writable_chat(self, chat_id: str) -> Json:
        """A chat the bot may write to, or the refusal."""
        chat = self.chat(chat_id)
        person = self.person(chat["id"])
        if person is None:
            if not self.store.get("groups", chat_id)["member"]:
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
        allowed = self.store.get("settings", "allowed_updates")
        if kind in allowed if allowed else kind not in NOT_BY_DEFAULT:
            self.add_raw_update({kind: body})

    def add_raw_update(self, update: Json) -> int:
        update_id = self.next("update")
        update = {"update_id": update_id, **update}
        self.store.put("updates", update_id, {"update": update, "at": self.seconds()})
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget the updates before the offset; a negative one keeps that many of the last."""
        waiting = [int(key) for key in self.store.keys("updates")]
        gone = waiting[:offset] if offset < 0 else takewhile(lambda key: key < offset, waiting)
        for update_id in gone:
            self.store.drop("updates", update_id)

    def pending(self, limit: int) -> list[Json]:
        """The oldest updates not confirmed yet; those kept too long are gone."""
        rows = self.store.first("updates", limit)
        while rows and self.older_than(rows[0]["at"], limits.UPDATES_KEPT):
            self.store.drop("updates", rows[0]["update"]["update_id"])
            rows = self.store.first("updates", limit)
        return [row["update"] for row in rows]

    def add_file(self, upload: Upload, folder: str, facts: Json) -> Json:
        """Keep an uploaded file; its row is what a message tells of it."""
        number = self.next("file")
        path = f"{folder}/file_{number}{_suffix(upload.file_name)}"
        self.store.write_file(path, upload.content)
        file = {
            "file_id": file_id(path),
            "file_unique_id": f"sim{number}",
            "file_size": len(upload.content),
            **facts,
        }
        self.store.put("files", file["file_id"], {"file": file, "path": path})
        return file

    def file_content(self, path: str) -> bytes | None:
        row = self.store.get("files", file_id(path))
        return self.store.read_file(path) if row and row["path"] == path else None


def file_id(path: str) -> str:
    """The id of an uploaded file says where it is: the folder, then the name."""
    return path.replace("/", "-", 1)


def _suffix(file_name: str) -> str:
    """The ending of a name, where it is an ordinary one."""
    suffix = PurePosixPath(file_name).suffix
    return suffix if suffix[1:].isalnum() and len(suffix) <= LONGEST_SUFFIX else ""


def private_chat(person: Json) -> Json:
    return {"id": person["id"], "type": "private", "first_name": person["first_name"]}


def told(message: Json) -> Json:
    """The message as the bot is told of it, who is not told how it rang."""
    return {name: value for name, value in message.items() if name != "silent"}
