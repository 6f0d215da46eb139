"""The functions of XPath 1.0."""

import math
import re
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from bot.xlsform.calls import (
    NODES,
    NUMBER,
    STRING,
    TRUTH,
    Argument,
    Function,
    Kind,
    given,
    given_all,
    told,
)
from bot.xlsform.values import Nodes, Run, Scope, Value, string

__all__ = ["STANDARD"]

_HALF = Decimal("0.5")


def _of_here(body: Callable[..., Value], kind: Kind) -> Function:
    """A function of one argument, or else of the node where one stands."""
    full = given(body, kind)
    here = Argument(lambda scope: [scope.node], None, 0)

    def build(arguments: tuple[Argument, ...]) -> Run:
        return full.build(arguments or (here,))

    return Function(build, 0, 1)


def _substring(text: str, start: float, length: float = math.inf) -> str:
    first = _half_up(start)
    end = first + _half_up(length)
    return "".join(letter for place, letter in enumerate(text, 1) if first <= place < end)


def _half_up(value: float) -> float:
    return math.floor(value + 0.5) if math.isfinite(value) else value


def rounded(value: float, digits: float = 0) -> float:
    """To so many decimals, half going up, reading the number as it is written."""
    if not math.isfinite(value) or not abs(digits) < 30:
        return value
    unit = Decimal(1).scaleb(-int(digits))
    return float((Decimal(repr(value)) / unit + _HALF).to_integral_value(ROUND_FLOOR) * unit)


def _whole(rounding: Callable[[float], int], value: float) -> float:
    return float(rounding(value)) if math.isfinite(value) else value


def _translated(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else None)
    return text.translate(table)


def _normalized(text: str) -> str:
    return " ".join(filter(None, re.split("[ \\t\\r\\n]+", text)))


def _name(nodes: Nodes) -> str:
    return nodes[0].name if nodes else ""


def _id(arguments: tuple[Argument, ...]) -> Run:
    run = arguments[0].run

    def identified(scope: Scope) -> Value:
        wanted = string(run(scope), scope.world).split()
        everything = list(scope.world.main.below())
        scope.world.spend(len(everything))
        return [
            node
            for node in everything
            if any(one.name == "id" and one.text in wanted for one in node.attributes)
        ]

    return identified


STANDARD: dict[str, Function] = {
    "last": told(lambda scope: float(scope.size)),
    "count": given(lambda nodes: float(len(nodes)), NODES),
    "id": Function(_id, 1, 1),
    "local-name": _of_here(_name, NODES),
    "name": _of_here(_name, NODES),
    "namespace-uri": _of_here(lambda nodes: nodes[0].namespace if nodes else "", NODES),
    "string": _of_here(lambda text: text, STRING),
    "concat": given_all("".join, STRING, least=0),
    "starts-with": given(str.startswith, STRING, STRING),
    "contains": given(lambda text, part: part in text, STRING, STRING),
    "substring-before": given(
        lambda text, part: text.partition(part)[0] if part and part in text else "",
        STRING,
        STRING,
    ),
    "substring-after": given(
        lambda text, part: text.partition(part)[2] if part else text, STRING, STRING
    ),
    "substring": given(_substring, STRING, NUMBER, NUMBER, least=2),
    "string-length": _of_here(lambda text: float(len(text)), STRING),
    "normalize-space": _of_here(_normalized, STRING),
    "translate": given(_translated, STRING, STRING, STRING),
    "boolean": given(lambda truth: truth, TRUTH),
    "not": given(lambda truth: not truth, TRUTH),
    "true": given(lambda: True),
    "false": given(lambda: False),
    "number": _of_here(lambda number: number, NUMBER),
    "sum": given_all(lambda numbers: float(sum(numbers)), NUMBER, least=1),
    "floor": given(lambda value: _whole(math.floor, value), NUMBER),
    "ceiling": given(lambda value: _whole(math.ceil, value), NUMBER),
    "round": given(rounded, NUMBER, NUMBER, least=1),
}
