"""The whole Telegram as one plain object: calls by the bot, deeds of the people."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.simulator import profile, raw
from bot.simulator.methods import METHODS, pending
from bot.simulator.params import Json, Params
from bot.simulator.people import People
from bot.simulator.refusal import Refusal, Refused
from bot.simulator.store import Store
from bot.simulator.world import World

__all__ = ["TOKEN", "Telegram"]

TOKEN = "1:local"  # noqa: S105 - it opens nothing but this simulator.
# Telegram does not mind how the name of a method is capitalised.
NAMES = {name.lower(): name for name in METHODS}


class Telegram:
    """No HTTP and no event loop: what a call changes is done, and kept, when it returns.

    `watchers` are called after every change, so that a door can wait for one.
    """

    def __init__(
        self, now: Callable[[], datetime], *, token: str = TOKEN, store: Store | None = None
    ) -> None:
        """Without a store all is in memory. The token begins with the bot's own id."""
        self.token = token
        self.world = World(store or Store(), now, int(token.partition(":")[0]))
        self.people = People(self.world)
        self.watchers = self.world.watchers
        self.calls: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()

    def call(self, method: str, params: Mapping[str, object]) -> Any:
        """The result of a Bot API method as JSON values, or a `Refusal`, which changed nothing."""
        name = NAMES.get(method.lower())
        if name is None:
            return Refusal(404, "Not Found")
        self.calls[name] += 1
        try:
            with self.world.writing():
                return METHODS[name](self.world, Params(params))
        except Refused as refused:
            self.errors[name] += 1
            return refused.refusal

    def profile(self) -> Json:
        """What people are told of the bot."""
        return profile.seen(self.world)

    def queue(self, update: Json) -> int:
        """Queue an update that a script made up, hostile ones too; its id is given here."""
        return raw.queue(self.world, update)

    @property
    def waiting(self) -> bool:
        """Whether an update waits for the bot."""
        return self.world.store.size("updates") > 0

    def pending(self, params: Mapping[str, object]) -> list[Json]:
        """What getUpdates with these parameters gets now, after it waited."""
        with self.world.writing():
            return pending(self.world, Params(params))

    def download(self, path: str) -> bytes | None:
        """The content of an uploaded file; None where there is none by this path."""
        return self.world.file_content(path)
