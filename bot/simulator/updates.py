"""What waits for the bot, oldest first, until it is confirmed or a day old."""

from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any

from bot.simulator import limits
from bot.simulator.params import Json
from bot.simulator.store import Store

__all__ = ["BY_DEFAULT", "KINDS", "Updates"]

TABLE = "updates"
ASKED = ("settings", "allowed_updates")
# All kinds, in Telegram's order.
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "message_reaction",
    "message_reaction_count",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
    "managed_bot",
    "guest_message",
)
# Telegram sends all kinds but these until a bot asks otherwise.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
BY_DEFAULT = [kind for kind in KINDS if kind not in NOT_BY_DEFAULT]


class Updates:
    """To confirm costs what is confirmed, however many wait behind that."""

    def __init__(self, store: Store, seconds: Callable[[], int]) -> None:
        self._store = store
        self._seconds = seconds
        # Number and time of those that wait.
        self._order = deque((row["update"]["update_id"], row["at"]) for row in store.first(TABLE))

    def __len__(self) -> int:
        return len(self._order)

    @property
    def asked(self) -> list[str]:
        """The kinds that the bot asked for; none where it takes those that come by default."""
        return list(self._store.get(*ASKED) or [])

    def ask(self, names: list[Any]) -> None:
        """Only these kinds from now on; Telegram passes over names that it does not know."""
        if not all(isinstance(name, str) for name in names):
            return
        lower = {name.lower() for name in names}
        known = [kind for kind in KINDS if kind in lower]
        wanted = [] if known == BY_DEFAULT else known
        if wanted != self.asked:
            self._store.put(*ASKED, wanted)

    def wants(self, kind: str) -> bool:
        return kind in (self.asked or BY_DEFAULT)

    def add(self, update: Json) -> None:
        """It has a number above all others; those too old to be kept make room."""
        at = self._seconds()
        self._store.put(TABLE, update["update_id"], {"update": update, "at": at})
        self._order.append((update["update_id"], at))
        self._drop_old()

    def confirm(self, offset: int) -> None:
        """Forget the updates before the offset; a negative one keeps that many of the last."""
        if offset < 0:
            self._drop_while(lambda _number, _at: len(self._order) > -offset)
        else:
            self._drop_while(lambda number, _at: number < offset)

    def first(self, count: int) -> list[Json]:
        """The oldest updates not confirmed yet."""
        self._drop_old()
        return [
            self._store.get(TABLE, number)["update"] for number, _ in islice(self._order, count)
        ]

    def clear(self) -> None:
        self._drop_while(lambda _number, _at: True)

    def _drop_old(self) -> None:
        oldest = self._seconds() - limits.UPDATES_KEPT.total_seconds()
        self._drop_while(lambda _number, at: at < oldest)

    def _drop_while(self, gone: Callable[[int, int], bool]) -> None:
        while self._order and gone(*self._order[0]):
            self._store.drop(TABLE, self._order.popleft()[0])
