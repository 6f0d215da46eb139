"""What expressions work on: four kinds of values, and how each becomes another.

Dates are ISO strings. Where nodes are compared, one node that fits is enough, as XPath 1.0 has
it; no node at all reads as the empty string, as JavaRosa has it.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from bot.xlsform import dates
from bot.xlsform.errors import EvaluationStopped, Fault
from bot.xlsform.parser import MAX_STRING
from bot.xlsform.tree import Node, NodeKind

__all__ = [
    "MAX_VISITS",
    "Context",
    "Nodes",
    "Run",
    "Scope",
    "Value",
    "World",
    "capped",
    "compared",
    "nodes",
    "number",
    "read",
    "string",
    "truth",
]

MAX_VISITS = 200_000

Nodes = list[Node]
Value = str | float | bool | Nodes

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression may ask from outside: the instant in the office's zone, and chance."""

    now: datetime
    random: Callable[[], float]
    uuid: Callable[[], str]

    @property
    def zone(self) -> tzinfo:
        """The office's zone, that of its clock."""
        return self.now.tzinfo or UTC


@dataclass(slots=True)
class World:
    """Everything that one evaluation may read, and what is left of its budget."""

    main: Node
    values: Mapping[str, str]
    hidden: frozenset[str]
    instances: Mapping[str, Node]
    language: str
    context: Context
    text: Callable[[str, "World"], str]
    choice_name: Callable[[str, str, "World"], str]
    visits: int = 0

    def spend(self, visits: int) -> None:
        """Take this many visits of nodes from the budget."""
        self.visits += visits
        if self.visits > MAX_VISITS:
            raise EvaluationStopped(Fault.TOO_MUCH_WORK, str(MAX_VISITS))


@dataclass(slots=True)
class Scope:
    """Where in the world an expression stands; `current` is where the whole of it began."""

    world: World
    node: Node
    position: int
    size: int
    current: Node


Run = Callable[[Scope], Value]


def read(node: Node, world: World) -> str:
    """The string value of a node."""
    if node.leaf:
        return node.text if node.key is None else world.values.get(node.key, "")
    parts = []
    for below in node.below():
        world.spend(1)
        if below.kind is NodeKind.TEXT:
            parts.append(read(below, world))
    return capped("".join(parts))


def nodes(value: Value) -> Nodes:
    """The value itself, which must be nodes."""
    if isinstance(value, list):
        return value
    raise EvaluationStopped(Fault.WRONG_TYPE, type(value).__name__)


def capped(text: str) -> str:
    """The text itself, unless it is longer than any answer could be."""
    if len(text) > MAX_STRING:
        raise EvaluationStopped(Fault.TOO_LONG, str(MAX_STRING))
    return text


def string(value: Value, world: World) -> str:
    """The value as XPath's string()."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return _written(value)
        case _:
            return read(value[0], world) if value else ""


def _written(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def number(value: Value, world: World) -> float:
    """The value as XPath's number(); a date becomes its days since the epoch."""
    if isinstance(value, float | bool):
        return float(value)
    text = string(value, world).strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    instant = dates.moment(text, world.context.zone)
    return math.nan if instant is None else dates.days(instant)


def truth(value: Value, world: World) -> bool:
    """The value as XPath's boolean(); nodes are true by what the first one holds."""
    match value:
        case bool():
            return value
        case str():
            return value != ""
        case float():
            return value != 0 and not math.isnan(value)
        case _:
            return _node_truth(value, world)


def _node_truth(nodes: Nodes, world: World) -> bool:
    if nodes and nodes[0].numeric:
        return truth(number(nodes, world), world)
    return string(nodes, world) != ""


def compared(sign: str, left: Value, right: Value, world: World) -> bool:
    """Whether the comparison holds for any pair of what the two sides hold."""
    if sign in ("=", "!=") and (isinstance(left, bool) or isinstance(right, bool)):
        return (truth(left, world) == truth(right, world)) is (sign == "=")
    lefts, rights = _singles(left, world), _singles(right, world)
    world.spend(len(lefts) * len(rights))
    return any(_fits(sign, one, other, world) for one in lefts for other in rights)


def _singles(value: Value, world: World) -> list[str | float | bool]:
    if not isinstance(value, list):
        return [value]
    return [read(node, world) for node in value] or [""]


def _fits(sign: str, one: str | float, other: str | float, world: World) -> bool:
    if sign not in ("=", "!="):
        return _ORDERS[sign](number(one, world), number(other, world))
    if isinstance(one, str) and isinstance(other, str):
        return (one == other) is (sign == "=")
    return (number(one, world) == number(other, world)) is (sign == "=")
