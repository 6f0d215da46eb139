"""A person in a test: says, taps, and reads what the bot said. Only the wire is not real."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile

from bot.simulator.core import Telegram
from bot.simulator.params import Upload
from bot.simulator.refusal import Refusal
from bot.telegram.calls import Call

__all__ = ["Chat", "CoreSession", "Seconds"]

T = TypeVar("T")
Json = dict[str, Any]
Fault = Callable[[str], Refusal | str | BaseException | None]


class CoreSession(BaseSession):
    """Hands every call of aiogram to the simulator's core, in this process.

    `fault` may answer in the core's stead: with a refusal, with a body that is not JSON (as of a
    gateway), or with an exception to raise. `lost` may do the same after the call was carried
    out: then the true answer never comes.
    """

    def __init__(self, telegram: Telegram) -> None:
        super().__init__()
        self.telegram = telegram
        self.fault: Fault = lambda _method: None
        self.lost: Fault = lambda _method: None
        self.calls: list[str] = []
        self.params: list[Json] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[T],
        timeout: int | None = None,  # noqa: ASYNC109, ARG002 - aiogram's signature.
    ) -> T:
        name = method.__api_method__
        self.calls.append(name)
        self.params.append(await self._params(bot, method))
        result: Any = self.fault(name)
        if result is None:
            done = self.telegram.call(name, self.params[-1])
            lost = self.lost(name)
            result = done if lost is None else lost
        if isinstance(result, BaseException):
            raise result
        response = self.check_response(bot, method, *self._answer(result))
        return cast(T, response.result)

    def _answer(self, result: object) -> tuple[int, str]:
        """The status and the body that come over the wire."""
        match result:
            case str():
                return 502, result
            case Refusal(code=code, description=description, retry_after=wait):
                parameters = {} if wait is None else {"parameters": {"retry_after": wait}}
                body = {"ok": False, "error_code": code, "description": description} | parameters
                return code, self.json_dumps(body)
            case _:
                return 200, self.json_dumps({"ok": True, "result": result})

    async def _params(self, bot: Bot, method: TelegramMethod[Any]) -> Json:
        files: dict[str, InputFile] = {}
        params: Json = {}
        given = method.body if isinstance(method, Call) else method.model_dump(warnings=False)
        for key, value in given.items():
            prepared = self.prepare_value(value, bot=bot, files=files)
            if prepared:
                params[key] = prepared
        for key, file in files.items():
            content = b"".join([part async for part in file.read(bot)])
            params[key] = Upload(file.filename or key, content, "application/octet-stream")
        return params

    async def stream_content(
        self, url: str, *_args: Any, **_kwargs: Any
    ) -> AsyncGenerator[bytes, None]:
        path = url.rpartition("/file/")[2].partition("/")[2]
        yield self.telegram.download(path) or b""

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(slots=True)
class Seconds:
    """A monotonic clock that jumps a second at every look, so that no pace holds a test up."""

    now: float = 0.0
    step: float = 1.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@dataclass(slots=True)
class Chat:
    """One person's private chat with the bot; `serve` lets the bot take what waits."""

    telegram: Telegram
    person_id: int
    serve: Callable[[], Any]
    language: str = "id"
    toasts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.telegram.people.add(self.person_id, "Yusuf", self.language)

    async def starts(self, payload: str = "") -> str:
        """Open the bot by a link; what it says."""
        return await self._after(lambda: self.telegram.people.start(self.person_id, payload))

    async def says(self, text: str) -> str:
        """Type a line; what the newest card says then."""
        return await self._after(lambda: self.telegram.people.say(self.person_id, text))

    async def sends(self, content: Json) -> str:
        """Send something that is not text."""
        return await self._after(lambda: self.telegram.people.send(self.person_id, content))

    async def taps(self, label: str, message_id: int | None = None) -> str:
        """Press a button of the newest card that has it, or of this message."""
        found = message_id or self.message_with(label)
        query = self.telegram.people.tap(self.person_id, found, label=label)
        return await self._tapped(query)

    async def presses(self, message_id: int, data: str) -> str:
        """Press a button as it was before the card changed: a tap that arrives late or twice."""
        card = next(m for m in self.cards if m["message_id"] == message_id)
        private = {"id": self.person_id, "type": "private", "first_name": "Yusuf"}
        message = {"message_id": message_id, "date": card["date"], "chat": private, "text": "-"}
        user = {"id": self.person_id, "is_bot": False, "first_name": "Yusuf"}
        query_id = f"late-{len(self.toasts)}-{data}"
        query = {"id": query_id, "from": user, "chat_instance": "1", "data": data}
        self.telegram.queue({"callback_query": query | {"message": message}})
        return await self._tapped(query_id)

    @property
    def messages(self) -> list[Json]:
        """Everything in the chat, oldest first."""
        found: list[Json] = self.telegram.people.chat(self.person_id)["messages"]
        return found

    @property
    def cards(self) -> list[Json]:
        """What the bot said, oldest first, as it stands now."""
        return [message for message in self.messages if message["from"] == "bot"]

    @property
    def text(self) -> str:
        """The newest card."""
        return str(self.cards[-1]["text"])

    @property
    def buttons(self) -> list[list[str]]:
        """The labels on the newest card, row by row."""
        rows = self.cards[-1].get("keyboard") or []
        return [[str(button["text"]) for button in row] for row in rows]

    @property
    def labels(self) -> list[str]:
        """The labels on the newest card."""
        return [label for row in self.buttons for label in row]

    def data(self, label: str) -> tuple[int, str]:
        """The message and the data of a button on the newest card that has it."""
        message_id = self.message_with(label)
        message = next(m for m in self.cards if m["message_id"] == message_id)
        found = (b for row in message["keyboard"] for b in row if b["text"] == label)
        return message_id, str(next(found)["data"])

    def message_with(self, label: str) -> int:
        """The newest message with such a button."""
        for message in reversed(self.cards):
            for row in message.get("keyboard") or []:
                if any(button["text"] == label for button in row):
                    return int(message["message_id"])
        raise AssertionError(f"no button {label!r} under:\n{self.text}\n{self.buttons}")

    async def _tapped(self, query: str | None) -> str:
        await self.serve()
        if query is not None:
            answer = self.telegram.people.answer(query)
            assert answer is not None, "the tap was not answered"
            if answer["text"]:
                self.toasts.append(answer["text"])
        return self.text if self.cards else ""

    async def _after(self, deed: Callable[[], object]) -> str:
        deed()
        await self.serve()
        return self.text if self.cards else ""
