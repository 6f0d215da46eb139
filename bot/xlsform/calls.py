"""How functions are declared: what they take, in which kind, and what builds their calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.xlsform.values import (
    Nodes,
    Run,
    Scope,
    Value,
    World,
    capped,
    nodes,
    number,
    string,
    truth,
)

__all__ = [
    "NODES",
    "NUMBER",
    "STRING",
    "TRUTH",
    "Argument",
    "Build",
    "Function",
    "Kind",
    "given",
    "given_all",
    "placed",
    "told",
]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call: how to run it, its text if it is a literal, where the call is."""

    run: Run
    literal: str | None
    position: int


Build = Callable[[tuple[Argument, ...]], Run]
# What a body is given is of the kind that its declaration names, which types cannot follow.
Kind = Callable[[Value, World], Any]


@dataclass(frozen=True, slots=True)
class Function:
    """What builds a call, and how many arguments it may have; `most` None is any number."""

    build: Build
    least: int
    most: int | None

    def takes(self, count: int) -> bool:
        """Whether a call may have so many arguments."""
        return self.least <= count and (self.most is None or count <= self.most)


def _nodes(value: Value, _: World) -> Nodes:
    return nodes(value)


STRING: Kind = string
NUMBER: Kind = number
TRUTH: Kind = truth
NODES: Kind = _nodes


def given(body: Callable[..., Value], *kinds: Kind, least: int | None = None) -> Function:
    """A function of its arguments alone; those after `least` may be left out."""

    def build(arguments: tuple[Argument, ...]) -> Run:
        readers = tuple(zip(kinds, (argument.run for argument in arguments), strict=False))

        def run(scope: Scope) -> Value:
            return _capped(body(*(kind(one(scope), scope.world) for kind, one in readers)))

        return run

    return Function(build, len(kinds) if least is None else least, len(kinds))


def given_all(body: Callable[[list[Any]], Value], kind: Kind, least: int) -> Function:
    """A function of any number of arguments; the nodes of one argument count one by one."""

    def build(arguments: tuple[Argument, ...]) -> Run:
        runs = tuple(argument.run for argument in arguments)

        def run(scope: Scope) -> Value:
            values = [one for argument in runs for one in _each(argument(scope))]
            return _capped(body([kind(value, scope.world) for value in values]))

        return run

    return Function(build, least, None)


def placed(body: Callable[..., Value], *kinds: Kind) -> Function:
    """A function that asks the world too, which is its first argument."""

    def build(arguments: tuple[Argument, ...]) -> Run:
        readers = tuple(zip(kinds, (argument.run for argument in arguments), strict=True))

        def run(scope: Scope) -> Value:
            world = scope.world
            return _capped(body(world, *(kind(one(scope), world) for kind, one in readers)))

        return run

    return Function(build, len(kinds), len(kinds))


def told(body: Callable[[Scope], Value]) -> Function:
    """A function without arguments that asks where it stands."""
    return Function(lambda _: body, 0, 0)


def _each(value: Value) -> list[Value]:
    return [[node] for node in value] if isinstance(value, list) else [value]


def _capped(value: Value) -> Value:
    return capped(value) if isinstance(value, str) else value
