"""The whole Telegram as one plain object: calls by the bot, deeds of the people."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.simulator import files, profile, raw
from bot.simulator.methods import METHODS, pending
from bot.simulator.pace import Pace
from bot.simulator.params import Json, Params
from bot.simulator.people import People
from bot.simulator.refusal import Refusal, Refused
from bot.simulator.store import Store
from bot.simulator.tally import Tally
from bot.simulator.world import World

__all__ = ["NAMES", "TOKEN", "Telegram"]

TOKEN = "1:local"  # noqa: S105 - it opens nothing but this simulator.
# Telegram does not mind how the name of a method is capitalised.
NAMES = {name.lower(): name for name in METHODS}


class Telegram:
    """No HTTP and no event loop: what a call changes is done, and kept, when it returns.

    `watchers` are called after every change, so that a door can wait for one.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str = TOKEN,
        store: Store | None = None,
        pace: Pace | None = None,
    ) -> None:
        """Without a store all is in memory, without a pace nothing is too fast.

        The token begins with the bot's own id.
        """
        self.token = token
        self.pace = pace or Pace()
        bot_id = int(token.partition(":")[0])
        self.world = World(store or Store(), now, bot_id, self.pace)
        self.people = People(self.world)
        self.watchers = self.world.watchers
        self.tally = Tally()

    def call(self, method: str, params: Mapping[str, object]) -> Any:
        """The result of a Bot API method as JSON values, or a `Refusal`, which changed nothing."""
        name = NAMES.get(method.lower())
        result = Refusal(404, "Not Found") if name is None else self._called(name, params)
        self.count(method, result)
        return result

    def count(self, method: str, result: object) -> None:
        """Note in the tally that a call was answered so."""
        name = NAMES.get(method.lower())
        if name is not None:
            self.tally.count(name, result)

    def _called(self, name: str, params: Mapping[str, object]) -> Any:
        try:
            with self.world.writing():
                return METHODS[name](self.world, Params(params))
        except Refused as refused:
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
        return len(self.world.updates) > 0

    def pending(self, params: Mapping[str, object]) -> list[Json]:
        """What getUpdates with these parameters gets now, after it waited."""
        with self.world.writing():
            return pending(self.world, Params(params))

    def download(self, path: str) -> bytes | None:
        """The content of an uploaded file; None where there is none by this path."""
        return files.content(self.world, path)
