"""People who tap through the questionnaire, over the local Telegram's documented /sim door."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter
from typing import Any

import aiohttp

from benchmarks.questions import TAPPED, UNIT

__all__ = ["Crowd", "Json"]

BESIDE = 8
"""So many requests are on their way at once."""

LOOK_SECONDS = 0.01
PATIENCE_SECONDS = 60

Json = dict[str, Any]


class Crowd:
    """Those who talk to the bot at one local Telegram.

    `labels` are the words on the button tapped on each card; where a card does not have it, an
    earlier answer was lost, and that is an error.
    """

    def __init__(
        self, session: aiohttp.ClientSession, people: Sequence[int], labels: Sequence[str]
    ) -> None:
        self._session = session
        self.people = people
        self._labels = labels

    async def arrive(self) -> None:
        """Everybody scans the code of the unit, and is welcomed."""
        wanted = (await self.calls())["sendMessage"] + len(self.people)
        await self._each(self._start)
        await self.until("sendMessage", wanted)

    async def queue(self, step: int) -> None:
        """One tap of each waits for the bot; on card 0 that is [Mulai]."""

        async def queue(person: int) -> None:
            message, data = await self._button(person, step)
            await self._post("/sim/updates", _tap(person, message, data))

        await self._each(queue)

    async def walk(self, steps: range, pause: float) -> list[float]:
        """Everybody taps and pauses; how long each tap took to be answered.

        They come one after the other, so that the bot is asked evenly.
        """
        times: list[float] = []

        async def one(place: int, person: int) -> None:
            await asyncio.sleep(pause * place / len(self.people))
            for step in steps:
                message, data = await self._button(person, step)
                began = perf_counter()
                body = {"message_id": message["message_id"], "data": data}
                answer = await self._post(f"/sim/people/{person}/tap", body)
                times.append(perf_counter() - began)
                if answer["answer"] is None:
                    raise RuntimeError("A tap was not answered.")
                await asyncio.sleep(pause)

        await asyncio.gather(*(one(*who) for who in enumerate(self.people)))
        return times

    async def until(self, method: str, count: int) -> None:
        """Wait until the bot has called this method of the Bot API so often."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await self.calls())[method] < count:
                await asyncio.sleep(LOOK_SECONDS)

    async def calls(self) -> Counter[str]:
        """How often the bot called each method of the Bot API."""
        return Counter((await self._get("/sim/stats"))["calls"])

    async def _start(self, person: int) -> None:
        who = {"id": person, "first_name": "Yusuf", "language_code": "id"}
        await self._post("/sim/people", who)
        await self._post(f"/sim/people/{person}/start", {"payload": UNIT.code})

    async def _button(self, person: int, step: int) -> tuple[Json, str]:
        """The card of a person, and what the button carries that is tapped on it."""
        card = (await self._get(f"/sim/people/{person}/chat"))["messages"][-1]
        button = card["keyboard"][TAPPED if step else 0][0]
        if button["text"] != self._labels[step]:
            raise RuntimeError(f"Card {step} has the button {button['text']!r}.")
        return card, button["data"]

    async def _each(self, deed: Callable[[int], Awaitable[None]]) -> None:
        people = iter(self.people)

        async def some() -> None:
            for person in people:
                await deed(person)

        await asyncio.gather(*(some() for _ in range(BESIDE)))

    async def _get(self, path: str) -> Any:
        async with self._session.get(path) as answer:
            return await answer.json()

    async def _post(self, path: str, body: Json) -> Any:
        async with self._session.post(path, json=body) as answer:
            answer.raise_for_status()
            return await answer.json()


def _tap(person: int, card: Json, data: str) -> Json:
    """The update that a tap makes, as Telegram would send it."""
    who = {"id": person, "first_name": "Yusuf", "language_code": "id"}
    message = {
        "message_id": card["message_id"],
        "date": card["date"],
        "chat": {"id": person, "type": "private", "first_name": "Yusuf"},
        "from": {"id": 1, "is_bot": True, "first_name": "Torang", "username": "torang_bot"},
        "text": card["text"],
        "reply_markup": {
            "inline_keyboard": [
                [{"text": one["text"], "callback_data": one["data"]} for one in row]
                for row in card["keyboard"]
            ]
        },
    }
    query = {"id": f"{person} {data}", "from": {**who, "is_bot": False}, "message": message}
    return {"callback_query": {**query, "chat_instance": "1", "data": data}}
