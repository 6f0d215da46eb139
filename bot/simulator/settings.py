"""What a script sets from outside: faults and flood limits, over HTTP."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.simulator import bodies
from bot.simulator.bodies import Malformed
from bot.simulator.core import NAMES
from bot.simulator.faults import Faults, Line, Plan
from bot.simulator.pace import FloodLimits, Pace
from bot.simulator.params import Json
from bot.simulator.refusal import TOO_MANY_REQUESTS, Refusal

__all__ = ["Settings"]

LONGEST_LATENCY = 60_000
MOST_TIMES = 1_000_000
MOST_MESSAGES = 1_000_000


class Settings:
    """A thin door; what is set holds until it is set again, or until the server ends."""

    def __init__(self, faults: Faults, pace: Pace) -> None:
        self._faults = faults
        self._pace = pace

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/faults", self._shown_faults),
            web.post("/sim/faults", self._set_faults),
            web.get("/sim/limits", self._shown_limits),
            web.post("/sim/limits", self._set_limits),
        ]

    async def _shown_faults(self, _request: web.Request) -> web.Response:
        plan = self._faults.plan
        facts = asdict(plan) | {"only_methods": sorted(plan.only_methods)}
        return bodies.answer(facts | {"script": [_line(line) for line in plan.script]})

    async def _set_faults(self, request: web.Request) -> web.Response:
        self._faults.set(_plan(await bodies.read(request)))
        return await self._shown_faults(request)

    async def _shown_limits(self, _request: web.Request) -> web.Response:
        return bodies.answer(asdict(self._pace.limits))

    async def _set_limits(self, request: web.Request) -> web.Response:
        self._pace.set(_limits(await bodies.read(request)))
        return await self._shown_limits(request)


def _plan(body: Json) -> Plan:
    _only(body, asdict(Plan()))
    rates = {
        name: bodies.number(body, name, 0, 0, 1)
        for name in ("error_rate", "drop_rate", "duplicate_rate")
    }
    return Plan(
        latency_ms=bodies.number(body, "latency_ms", 0, 0, LONGEST_LATENCY),
        only_methods=frozenset(map(_method, bodies.array(body, "only_methods"))),
        script=tuple(_scripted(line) for line in bodies.array(body, "script")),
        seed=bodies.field(body, "seed", int, 0),
        **rates,
    )


def _scripted(line: Any) -> Line:
    if not isinstance(line, dict):
        raise Malformed("Each line of “script” must be an object.")
    _only(line, ("method", "code", "description", "retry_after", "times"))
    code = bodies.whole(line, "code", None, 400, 599)
    wait = None
    if line.get("retry_after") is not None:
        wait = bodies.whole(line, "retry_after", None, 1, 86400)
    if (code == TOO_MANY_REQUESTS) != (wait is not None):
        raise Malformed("“retry_after” says how long a 429 lasts: neither goes without the other.")
    description = bodies.field(line, "description", str, _described(code, wait))
    times = bodies.whole(line, "times", 1, 1, MOST_TIMES)
    return Line(_method(line.get("method")), Refusal(code, description, wait), times)


def _method(name: object) -> str:
    """The name of a method in small letters; a misspelt one would never be struck."""
    if not isinstance(name, str) or name.lower() not in NAMES:
        raise Malformed(f"“{name}” is not a method of this Telegram.")
    return name.lower()


def _described(code: int, wait: int | None) -> str:
    """What Telegram says with such a code where it says no more."""
    if code == TOO_MANY_REQUESTS:
        return f"Too Many Requests: retry after {wait}"
    return HTTPStatus(code).phrase if code in set(HTTPStatus) else "Error"


def _line(line: Line) -> Json:
    return {"method": line.method, "times": line.times} | asdict(line.refusal)


def _limits(body: Json) -> FloodLimits:
    """Those named; a limit not named, or null, is none, but for the burst."""
    _only(body, asdict(FloodLimits()))
    given = {name: value for name, value in body.items() if value is not None}
    return FloodLimits(
        **{name: bodies.whole(given, name, None, 1, MOST_MESSAGES) for name in given}
    )


def _only(body: Json, names: Any) -> None:
    """A misspelt name must not pass for a fault that never comes."""
    for name in body:
        if name not in names:
            raise Malformed(f"“{name}” is not one of {', '.join(names)}.")
