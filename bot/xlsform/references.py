"""What an expression reads, known before it runs: every node its paths could ever reach."""

from collections.abc import Mapping
from typing import assert_never

from bot.xlsform.axes import walk_everywhere
from bot.xlsform.errors import ExpressionRefused, Fault
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
from bot.xlsform.values import Nodes

__all__ = ["Reading"]


class Reading:
    """Collects what an expression reads, standing at `current`, and which functions it calls."""

    def __init__(self, main: Node, instances: Mapping[str, Node], current: Node) -> None:
        self._main = main
        self._instances = instances
        self._current = current
        self._found: set[Node] = set()
        self.calls: set[str] = set()

    def keys(self, tree: Expr) -> frozenset[str]:
        """The keys of the questions and calculations that the expression reads."""
        self._reached(tree, [self._current])
        leaves = (leaf for node in self._found for leaf in (node, *node.below()) if leaf.leaf)
        return frozenset(leaf.key for leaf in leaves if leaf.key is not None)

    def _reached(self, tree: Expr, here: Nodes) -> Nodes:
        match tree:
            case Number() | Literal():
                return []
            case Negative(operand=operand):
                return self._all((operand,), here)
            case Chain(first=first, rest=rest):
                return self._all((first, *(operand for _, operand in rest)), here)
            case Union(operands=operands):
                return self._all(operands, here)
            case Call():
                return self._call(tree, here)
            case Path() | Filter():
                return self._walked(tree, here)
            case _:
                assert_never(tree)

    def _all(self, trees: tuple[Expr, ...], here: Nodes) -> Nodes:
        return [node for tree in trees for node in self._reached(tree, here)]

    def _call(self, call: Call, here: Nodes) -> Nodes:
        self.calls.add(call.name)
        reached = self._all(call.arguments, here)
        match call:
            case Call(name="current"):
                self._found.add(self._current)
                return [self._current]
            case Call(name="instance", arguments=(Literal(value=name),)):
                return [self._instance(name, call.position)]
            case _:
                return reached

    def _instance(self, name: str, position: int) -> Node:
        if name not in self._instances:
            raise ExpressionRefused(Fault.UNKNOWN_NAME, name, position)
        return self._instances[name]

    def _walked(self, tree: Path | Filter, here: Nodes) -> Nodes:
        if isinstance(tree, Filter):
            reached = self._reached(tree.operand, here)
            self._all(tree.predicates, reached)
            return reached
        reached = self._start(tree, here)
        for step in tree.steps:
            reached = walk_everywhere(step, reached)
            self._all(step.predicates, reached)
        if tree.absolute and not reached:
            step = tree.steps[-1]
            raise ExpressionRefused(Fault.UNKNOWN_NAME, step.test, step.position)
        self._found.update(reached)
        return reached

    def _start(self, path: Path, here: Nodes) -> Nodes:
        if path.absolute:
            return [self._main]
        return here if path.start is None else self._reached(path.start, here)
