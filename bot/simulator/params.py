"""A call's parameters, read as leniently and refused as strictly as Telegram does."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.refusal import Refused, bad_request

__all__ = ["Json", "Params", "Upload", "dumps", "leading_integer", "loads"]

# Telegram's objects are JSON all the way: they arrive, are kept and are answered as such.
Json = dict[str, Any]

WHOLE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")
DEEPEST = 100
# Python reads more than JSON and UTF-8 hold; only where these stand can it have happened.
SUSPECT = re.compile(r"[\ud800-\udfff]|\\u[dD]|NaN|Infinity|[0-9.][eE]|[0-9]{300}")
# One for all: json.dumps makes an encoder for each value.
COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
LEADING_INTEGER = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    file_name: str
    content: bytes
    mime_type: str


def loads(text: str | bytes) -> Any:
    """The JSON value, or ValueError: also for infinity, lone surrogates, bottomless nesting."""
    if isinstance(text, bytes):
        text = text.decode()
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if text.count("[") + text.count("{") > DEEPEST and _depth(value) > DEEPEST:
        raise ValueError("nested too deeply")
    if SUSPECT.search(text):
        dumps(value)
    return value


def dumps(value: object) -> bytes:
    """Compact JSON in UTF-8; ValueError for what JSON or UTF-8 cannot hold."""
    return COMPACT.encode(value).encode()


@dataclass(frozen=True, slots=True)
class Params:
    """Typed reading of what a client sent, be it query, form or JSON."""

    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """The value as text; empty where it was not given."""
        match self.values.get(name):
            case None | Upload():
                return ""
            case str(text):
                return _in_unicode(text)
            case value:
                return _in_unicode(COMPACT.encode(value))

    def integer(self, name: str, default: int = 0) -> int:
        """The leading digits, or the default where nothing was given."""
        text = self.text(name)
        return leading_integer(text) if text else default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def json(self, name: str, complaint: str) -> Any:
        """The value as JSON; None where it was not given, a refusal where it is broken."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return loads(value) if isinstance(value, str) else json.loads(dumps(value))
        except (TypeError, ValueError, RecursionError) as error:
            raise bad_request(complaint) from error

    def array(self, name: str) -> list[Any] | None:
        """The value as a JSON array; None for anything else, where Telegram does not mind."""
        try:
            value = self.json(name, "")
        except Refused:
            return None
        return value if isinstance(value, list) else None

    def object(self, name: str, called: str) -> Json:
        """The value as a JSON object, empty where it was not given."""
        value = self.json(name, f"can't parse {called} JSON object")
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {called}")
        return value or {}

    def required_json(self, name: str, complaint: str) -> Any:
        """The value as JSON, refused where it was not given."""
        if not self.text(name) and not self.values.get(name):
            raise bad_request(f'parameter "{name}" is required')
        return self.json(name, complaint)

    def given(self, name: str) -> bool:
        return self.values.get(name) is not None

    def field_integer(self, name: str, bits: int = 32) -> int:
        """A field of an object, where Telegram is stricter than with parameters."""
        value = self._field(name)
        if not isinstance(value, int | float | str) or isinstance(value, bool):
            raise bad_request(f'field "{name}" must be a Number')
        if not WHOLE_INTEGER.fullmatch(str(value)) or not _fits(int(value), bits):
            raise bad_request(f'field "{name}" must be a valid Number')
        return int(value)

    def field_text(self, name: str, default: str | None = None) -> str:
        """A field of an object as text; refused where it is missing and has no default."""
        value = self._field(name) if default is None else self.values.get(name, default)
        if not isinstance(value, int | float | str) or isinstance(value, bool):
            raise bad_request(f'field "{name}" must be of type String')
        return str(value)

    def _field(self, name: str) -> Any:
        if name not in self.values:
            raise bad_request(f'can\'t find field "{name}"')
        return self.values[name]

    def file(self, name: str) -> Upload | str:
        """An upload under this name, or what `attached` makes of the value."""
        value = self.values.get(name)
        return value if isinstance(value, Upload) else self.attached(self.text(name))

    def attached(self, value: str) -> Upload | str:
        """The upload that `attach://name` names, empty where there is none; else the value."""
        if not value.startswith("attach://"):
            return value
        found = self.values.get(value.removeprefix("attach://"))
        return found if isinstance(found, Upload) else ""


def leading_integer(text: str) -> int:
    """What is no number reads as 0, as it does in Telegram: "1e3" is 1, and " 1" is 0."""
    found = LEADING_INTEGER.match(text)
    return int(found[0]) if found else 0


def _depth(value: object) -> int:
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


def _fits(number: int, bits: int) -> bool:
    return -(1 << bits - 1) <= number < 1 << bits - 1


def _in_unicode(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    return text
