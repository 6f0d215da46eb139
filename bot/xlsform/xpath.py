"""Compiles expressions to closures: parsed once, run many times, stopped by their budget."""

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.xlsform.axes import in_document_order, kept, walk
from bot.xlsform.calls import Argument
from bot.xlsform.errors import ExpressionRefused, Fault
from bot.xlsform.functions import FUNCTIONS
from bot.xlsform.parser import parse
from bot.xlsform.syntax import (
    Call,
    Chain,
    Expr,
    Filter,
    Literal,
    Negative,
    Number,
    Path,
    Union,
)
from bot.xlsform.tree import Node
from bot.xlsform.values import (
    Nodes,
    Run,
    Scope,
    Value,
    World,
    compared,
    nodes,
    number,
    string,
    truth,
)

__all__ = ["Expression", "compiled"]


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """An expression ready to run."""

    text: str
    tree: Expr
    run: Run

    def value(self, world: World, node: Node) -> Value:
        """What the expression says, standing at this node."""
        return self.run(Scope(world, node, 1, 1, node))

    def string(self, world: World, node: Node) -> str:
        """The same as a string."""
        return string(self.value(world, node), world)

    def truth(self, world: World, node: Node) -> bool:
        """The same as a truth."""
        return truth(self.value(world, node), world)

    def nodes(self, world: World, node: Node) -> Nodes:
        """The same as nodes."""
        return nodes(self.value(world, node))


def compiled(text: str) -> Expression:
    """The expression, or ExpressionRefused where it can never run."""
    tree = parse(text)
    return Expression(text, tree, _run(tree))


def _run(tree: Expr) -> Run:  # noqa: PLR0911 - one line for each kind of expression.
    match tree:
        case Number(value=value) | Literal(value=value):
            return lambda _: value
        case Negative(operand=operand):
            return _negative(_run(operand))
        case Chain(first=first, rest=rest):
            return _chain(first, rest)
        case Call():
            return _call(tree)
        case Union(operands=operands):
            return _union(tuple(_node_run(operand) for operand in operands))
        case Path():
            return _path(tree)
        case Filter(operand=operand, predicates=predicates):
            return _filter(_node_run(operand), tuple(map(_run, predicates)))
        case _:
            assert_never(tree)


def _negative(operand: Run) -> Run:
    return lambda scope: -number(operand(scope), scope.world)


def _chain(first: Expr, rest: tuple[tuple[str, Expr], ...]) -> Run:
    runs = tuple(_run(operand) for _, operand in rest)
    operators = tuple(operator for operator, _ in rest)
    match operators[0]:
        case "and":
            return _every((_run(first), *runs))
        case "or":
            return _any((_run(first), *runs))
        case "=" | "!=" | "<" | "<=" | ">" | ">=":
            return _comparison(_run(first), tuple(zip(operators, runs, strict=True)))
        case _:
            return _arithmetic(_run(first), tuple(zip(operators, runs, strict=True)))


def _every(runs: tuple[Run, ...]) -> Run:
    return lambda scope: all(truth(run(scope), scope.world) for run in runs)


def _any(runs: tuple[Run, ...]) -> Run:
    return lambda scope: any(truth(run(scope), scope.world) for run in runs)


def _comparison(first: Run, rest: tuple[tuple[str, Run], ...]) -> Run:
    def holds(scope: Scope) -> Value:
        value = first(scope)
        for sign, run in rest:
            value = compared(sign, value, run(scope), scope.world)
        return value

    return holds


def _arithmetic(first: Run, rest: tuple[tuple[str, Run], ...]) -> Run:
    steps = tuple((_ARITHMETIC[sign], run) for sign, run in rest)

    def result(scope: Scope) -> Value:
        value = number(first(scope), scope.world)
        for operation, run in steps:
            value = operation(value, number(run(scope), scope.world))
        return value

    return result


def _divided(one: float, other: float) -> float:
    if other != 0:
        return one / other
    if one == 0 or math.isnan(one):
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1, other)


def _remainder(one: float, other: float) -> float:
    # As Java and XPath have it, the sign is that of the dividend.
    return math.fmod(one, other) if other != 0 and math.isfinite(one) else math.nan


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}


def _call(call: Call) -> Run:
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise ExpressionRefused(Fault.UNKNOWN_FUNCTION, call.name, call.position)
    if not function.takes(len(call.arguments)):
        raise ExpressionRefused(Fault.WRONG_ARITY, call.name, call.position)
    return function.build(tuple(_argument(tree, call.position) for tree in call.arguments))


def _argument(tree: Expr, position: int) -> Argument:
    return Argument(_run(tree), tree.value if isinstance(tree, Literal) else None, position)


def _node_run(tree: Expr) -> Callable[[Scope], Nodes]:
    run = _run(tree)
    return lambda scope: nodes(run(scope))


def _union(operands: tuple[Callable[[Scope], Nodes], ...]) -> Run:
    return lambda scope: in_document_order(node for run in operands for node in run(scope))


def _filter(operand: Callable[[Scope], Nodes], predicates: tuple[Run, ...]) -> Run:
    return lambda scope: kept(operand(scope), predicates, scope)


def _path(path: Path) -> Run:
    start = _start(path)
    walks = tuple(walk(step, tuple(map(_run, step.predicates))) for step in path.steps)

    def reached(scope: Scope) -> Value:
        found = start(scope)
        for walked in walks:
            found = walked(found, scope)
        hidden = scope.world.hidden
        # What is not relevant is not there, for whoever asks from outside.
        return [node for node in found if node.key not in hidden] if hidden else found

    return reached


def _start(path: Path) -> Callable[[Scope], Nodes]:
    if path.absolute:
        return lambda scope: [scope.world.main]
    if path.start is None:
        return lambda scope: [scope.node]
    return _node_run(path.start)
