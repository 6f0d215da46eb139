"""What comes with a call of the people's side, read and checked; and what goes back."""

import base64
import re
from datetime import datetime
from typing import Any, TypeVar

from aiohttp import web

from bot.simulator import wire
from bot.simulator.params import Json, Upload, dumps, loads
from bot.simulator.people import Absent

T = TypeVar("T", str, int)
KINDS: dict[type, str] = {str: "text", int: "a whole number"}
NUMBER = re.compile(r"[0-9]{1,16}")
# A year is a long way to walk; more is a slip of the keyboard.
LARGEST = 400 * 86400


class Malformed(Exception):
    """The request is not what this call takes."""


def answer(value: object, status: int = 200) -> web.Response:
    return web.Response(body=dumps(value), status=status, content_type="application/json")


def who(request: web.Request) -> int:
    person_id = request.match_info["id"]
    if not NUMBER.fullmatch(person_id):
        raise Absent("A person is named by a number.")
    return int(person_id)


def after(request: web.Request) -> int:
    seq = request.query.get("after", "0")
    if not NUMBER.fullmatch(seq):
        raise Malformed("“after” must be a number that this call answered before, or 0.")
    return int(seq)


def count(request: web.Request, name: str) -> int | None:
    """How many are wanted; None for all."""
    wanted = request.query.get(name)
    if wanted is None:
        return None
    if not NUMBER.fullmatch(wanted):
        raise Malformed(f"“{name}” must be a whole number.")
    return int(wanted)


def ids(request: web.Request) -> list[int] | None:
    """Who is asked for; None where nobody is named."""
    named = request.query.get("ids")
    if named is None:
        return None
    if not all(NUMBER.fullmatch(number) for number in named.split(",")):
        raise Malformed("“ids” must be numbers with commas between them.")
    return [int(number) for number in named.split(",")]


async def read(request: web.Request) -> Json:
    if wire.is_packed(request):
        raise Malformed("The body must not be packed.")
    try:
        body = loads(await request.read() or b"{}")
    except ValueError as error:
        raise Malformed("The body must be JSON.") from error
    if not isinstance(body, dict):
        raise Malformed("The body must be a JSON object.")
    return body


def field(body: Json, name: str, kind: type[T], default: T | None = None) -> T:
    value = body.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Malformed(f"“{name}” must be {KINDS[kind]}.")
    return value


def flag(body: Json, name: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise Malformed(f"“{name}” must be true or false.")
    return value


def number(body: Json, name: str, default: float | None, least: float, most: float) -> float:
    """A number between these; one is required where the default is None."""
    value = body.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Malformed(f"“{name}” must be a number.")
    if not least <= value <= most:
        raise Malformed(f"“{name}” must be between {least} and {most}.")
    return value


def whole(body: Json, name: str, default: int | None, least: int, most: int) -> int:
    """The same of a whole number."""
    value = number(body, name, default, least, most)
    if value != int(value):
        raise Malformed(f"“{name}” must be a whole number.")
    return int(value)


def array(body: Json, name: str) -> list[Any]:
    """A list; an empty one where none is given."""
    value = body.get(name, [])
    if not isinstance(value, list):
        raise Malformed(f"“{name}” must be a list.")
    return value


def seconds(body: Json) -> float:
    advance = number(body, "advance", None, -LARGEST, LARGEST)
    if advance < 0:
        raise Malformed("The clock never goes back: “advance” must not be negative.")
    return advance


def instant(body: Json, name: str) -> datetime | None:
    if body.get(name) is None:
        return None
    try:
        moment = datetime.fromisoformat(field(body, name, str))
    except ValueError as error:
        raise Malformed(f"“{name}” must be an ISO instant or null.") from error
    if moment.tzinfo is None:
        raise Malformed(f"“{name}” must say its offset from UTC.")
    return moment


def upload(body: Json) -> Upload:
    try:
        content = base64.b64decode(field(body, "content_base64", str), validate=True)
    except ValueError as error:
        raise Malformed("“content_base64” must be base64.") from error
    return Upload(field(body, "file_name", str), content, field(body, "mime_type", str))


def location(body: Json) -> Json:
    most = {"latitude": 90, "longitude": 180}
    return {name: number(body, name, None, -most[name], most[name]) for name in most}


def contact(person_id: int, body: Json) -> Json:
    fields = {name: field(body, name, str) for name in ("phone_number", "first_name")}
    return {**fields, "user_id": person_id}
