"""The people: what they do in their chat with the bot, and what they see there."""

import re

from bot.simulator import commands, limits, listing, seen, sent, text, transcript
from bot.simulator.params import Json, Upload
from bot.simulator.sent import Impossible
from bot.simulator.world import World, private_chat, told

__all__ = ["Absent", "Impossible", "People"]

# Ids of people made by a reset: far from those that a script would choose.
STRANGERS = 7_000_000_000
NOT_MET: Json = {"started": False, "blocked": False}
PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{limits.PAYLOAD}}}")


class Absent(Exception):
    """What was named is not there."""


class People:
    """Every deed returns once its update waits for the bot."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add(self, person_id: int, first_name: str, language_code: str) -> Json:
        """Let a person exist, or be renamed; whether they started the bot stays as it was."""
        if not 0 < person_id < 1 << 52 or person_id == self.world.bot["id"]:
            raise Impossible("A person's id is a positive number below 2^52, not the bot's own.")
        with self.world.writing():
            before = self.world.person(person_id) or NOT_MET
            named = {"id": person_id, "first_name": first_name, "language_code": language_code}
            self.world.save_person(before | named)
        return named

    def known(self, after: int = 0, limit: int | None = None, words: str = "") -> Json:
        if after:
            self._person(after)
        return listing.page(self.world, after, limit, words)

    def named(self, ids: list[int]) -> Json:
        return listing.named(self.world, ids)

    def start(self, person_id: int, payload: str = "") -> list[int]:
        """Press Start, also after having blocked the bot."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise Impossible("A start payload is at most 64 of A-Z, a-z, 0-9, _ and -.")
        if self._person(person_id)["blocked"]:
            self.unblock(person_id)
        return self.say(person_id, f"/start {payload}".strip())

    def say(self, person_id: int, words: str) -> list[int]:
        """Send text, in several messages where it is too long for one."""
        pieces = text.split(words)
        if not pieces:
            raise Impossible("Telegram sends no empty messages.")
        with self.world.writing():
            return [self._send(person_id, sent.spoken(piece)) for piece in pieces]

    def send_file(
        self, person_id: int, upload: Upload, caption: str = "", *, as_photo: bool = False
    ) -> list[int]:
        self._person(person_id)
        with self.world.writing():
            content = sent.file(self.world, upload, caption, as_photo=as_photo)
            return [self._send(person_id, content)]

    def send(self, person_id: int, content: Json) -> list[int]:
        """Send a message of any other kind: a location, a contact, a sticker."""
        with self.world.writing():
            return [self._send(person_id, content)]

    def tap(
        self, person_id: int, message_id: int, data: str | None = None, label: str | None = None
    ) -> str | None:
        """Press a button, named by its data or its label; the id of the query it makes, if any."""
        person = self._person(person_id)
        message = self.world.message(person_id, message_id)
        if message is None:
            raise Absent("There is no such message in this chat.")
        button = _button(seen.rows(message, person), data, label)
        with self.world.writing():
            if button.keys() == {"text"}:
                self._send(person_id, sent.spoken(button["text"]))
            elif "callback_data" in button:
                return self._query(person, message, button["callback_data"])
        return None

    def answer(self, query_id: str) -> Json | None:
        """What the bot answered to a tap; None while it has not."""
        query = self.world.store.get("queries", query_id)
        answer: Json | None = query and query["answer"]
        return answer

    def block(self, person_id: int) -> None:
        self._set_blocked(person_id, True)

    def unblock(self, person_id: int) -> None:
        self._set_blocked(person_id, False)

    def chat(self, person_id: int) -> Json:
        """What the person sees: the messages, oldest first, and the commands in the menu."""
        person = self._person(person_id)
        messages = [seen.message(message, person) for message in self.world.messages(person_id)]
        return {"messages": messages, "commands": commands.seen_by(self.world, person)}

    def transcript(self, person_id: int) -> str:
        """The chat as text."""
        name = self._person(person_id)["first_name"]
        return transcript.write(
            self.chat(person_id)["messages"], name, self.world.bot["first_name"]
        )

    def reset(self, person_id: int, *, new: bool = False) -> Json:
        """As if they had never opened the bot; or another of that name, whom no bot has met."""
        person = self._person(person_id)
        with self.world.writing():
            self.world.drop_chat(person_id)
            self.world.drop_person(person_id)
            if new:
                person_id = STRANGERS + self.world.next("stranger")
        return self.add(person_id, person["first_name"], person["language_code"])

    def _person(self, person_id: int) -> Json:
        person = self.world.person(person_id)
        if person is None:
            raise Absent("There is no such person; POST /sim/people lets one exist.")
        return person

    def _send(self, person_id: int, content: Json) -> int:
        person = self._person(person_id)
        if person["blocked"]:
            raise Impossible("This person has blocked the bot; unblock or start it first.")
        if not person["started"]:
            self.world.save_person(person | {"started": True})
        message = self.world.add_message(private_chat(person), self.world.user(person), content)
        self.world.add_update("message", message)
        return int(message["message_id"])

    def _query(self, person: Json, message: Json, data: str) -> str:
        query_id = str(self.world.next("query"))
        self._forget_old_queries()
        self.world.store.put("queries", query_id, {"at": self.world.seconds(), "answer": None})
        query = {
            "id": query_id,
            "from": self.world.user(person),
            "message": told(message),
            "chat_instance": str(-(1 << 40) - person["id"]),
            "data": data,
        }
        self.world.add_update("callback_query", query)
        return query_id

    def _forget_old_queries(self) -> None:
        for query_id in list(self.world.store.keys("queries")):
            at = self.world.store.get("queries", query_id)["at"]
            if not self.world.older_than(at, limits.ANSWER_TIME):
                break
            self.world.store.drop("queries", query_id)

    def _set_blocked(self, person_id: int, blocked: bool) -> None:
        person = self._person(person_id)
        if person["blocked"] == blocked:
            return
        with self.world.writing():
            self.world.save_person(person | {"blocked": blocked})
            self.world.add_update("my_chat_member", self._membership(person, blocked))

    def _membership(self, person: Json, blocked: bool) -> Json:
        kicked = {"user": self.world.bot, "status": "kicked", "until_date": 0}
        member = {"user": self.world.bot, "status": "member"}
        old, new = (member, kicked) if blocked else (kicked, member)
        return {
            "chat": private_chat(person),
            "from": self.world.user(person),
            "date": self.world.seconds(),
            "old_chat_member": old,
            "new_chat_member": new,
        }


def _button(rows: list[list[Json]], data: str | None, label: str | None) -> Json:
    name, wanted = ("text", label) if data is None else ("callback_data", data)
    for button in (button for row in rows for button in row):
        if wanted is not None and button.get(name) == wanted:
            return button
    raise Absent("There is no such button under this message.")
