"""No refusal without a case: what each method can say is said to both libraries."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from textwrap import dedent
from types import FunctionType, ModuleType
from typing import Any

import pytest

from bot import simulator
from bot.simulator import refusal
from bot.simulator.methods import METHODS
from bot.simulator.pace import Pace
from bot.simulator.params import Params
from bot.simulator.world import World
from tests.simulator.malformed import SHAPES
from tests.simulator.test_contract import CASES

HOME = Path(simulator.__file__).parent
# Faults are put in on purpose, and have tests of their own.
SOURCES = [path for path in HOME.glob("*.py") if path.stem != "faults"]
# Who says a refusal, and which of its arguments are the words.
SAYING = {
    "Refusal": (1,),
    "WrongLink": (0,),
    "bad_request": (0,),
    "forbidden": (0,),
    "unparsable": (0,),
    "_broken": (1,),
    "_message": (2,),
    "self.json": (1,),
    "params.json": (1,),
    "params.required_json": (1,),
    "text.message": (1,),
    "text.caption": (1,),
}
# What methods are given: where a method of one of these is named, it is this one.
GIVEN = (World, Params, Pace)
# No library sends such a text: tests of the door do.
UNSENT = {"strings\\ must\\ be\\ encoded\\ in\\ UTF\\-8"}
# Words of what a method calls that it cannot come to say.
NEVER = {
    # These complain of a chat that is not named before that, in words of their own.
    ("deleteMessage", "chat_id\\ is\\ empty"),
    ("setMyCommands", "chat_id\\ is\\ empty"),
    ("getMyCommands", "chat_id\\ is\\ empty"),
    ("deleteMyCommands", "chat_id\\ is\\ empty"),
    # Its albums hold pictures only.
    ("sendMediaGroup", "can't\\ use\\ file\\ of\\ type\\ Photo\\ as\\ Document"),
}


def spoken(method: str) -> str:
    return method.replace("_", "").lower()


SAID = {(spoken(one.method), str(one.answer)) for one in CASES}
SAID |= {(spoken(one.method), one.answer) for one in SHAPES}


@cache
def tree(function: FunctionType) -> ast.AST:
    return ast.parse(dedent(inspect.getsource(function)))


def named(node: ast.AST, scope: Mapping[str, Any]) -> Any:
    """What a name in the source of a function with these globals stands for, or None."""
    match node:
        case ast.Name(id=name):
            return scope.get(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if isinstance(
            scope.get(name), ModuleType
        ):
            return getattr(scope[name], attribute, None)
        case ast.Attribute(attr=attribute):
            return next((vars(kind)[attribute] for kind in GIVEN if attribute in vars(kind)), None)
        case _:
            return None


def functions(thing: Any) -> list[FunctionType]:
    """The functions of the simulator that whoever names this thing may call."""
    if isinstance(thing, partial):
        return functions(thing.func)
    found = [*vars(thing).values()] if isinstance(thing, type) and thing not in GIVEN else [thing]
    return [one for one in found if isinstance(one, FunctionType) and is_ours(one)]


def is_ours(function: FunctionType) -> bool:
    path = Path(function.__code__.co_filename)
    return path.parent == HOME and function.__module__ != refusal.__name__


def reached(method: Callable[..., Any]) -> set[FunctionType]:
    """The function of a method, and all that it may come to call."""
    waiting, found = functions(method), set[FunctionType]()
    while waiting:
        function = waiting.pop()
        if function not in found:
            found.add(function)
            things = (named(node, function.__globals__) for node in ast.walk(tree(function)))
            waiting += [one for thing in things for one in functions(thing)]
    return found


def refusals(method: Callable[..., Any]) -> set[str]:
    """Patterns of the words in which a method can refuse; what is put in later is `.+`."""
    return {
        pattern
        for function in reached(method)
        for words in said(tree(function))
        for pattern in patterns(words, function.__globals__)
    }


def said(tree: ast.AST) -> Iterator[ast.expr]:
    """The words of each refusal, as they stand in the source."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for place in SAYING.get(ast.unparse(call.func), ()):
            yield from call.args[place : place + 1]


def patterns(words: ast.expr, scope: Mapping[str, Any]) -> list[str]:
    match words:
        case ast.Constant(value=str(text)) if text:
            return [re.escape(text)]
        case ast.JoinedStr(values=parts):
            return ["".join("".join(patterns(part, scope)) or ".+" for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return [*patterns(one, scope), *patterns(other, scope)]
        case ast.Name() | ast.Attribute() if isinstance(text := named(words, scope), str):
            return [re.escape(text)]
        case _:
            return []


def is_heard(method: str, pattern: str) -> bool:
    # Words about a part of something begin with a capital there.
    return any(
        asked == spoken(method) and re.search(pattern, f"Forbidden: {said}", re.IGNORECASE)
        for asked, said in SAID
    )


@pytest.mark.parametrize("method", METHODS)
def test_every_refusal_of_a_method_is_said_to_both_libraries(method: str) -> None:
    can = {pattern for pattern in refusals(METHODS[method]) if pattern not in UNSENT}
    unheard = {(method, pattern) for pattern in can if not is_heard(method, pattern)}

    assert unheard == {one for one in NEVER if one[0] == method}


def test_what_a_method_can_say_is_found_wherever_it_says_it() -> None:
    count = {method: len(refusals(METHODS[method])) for method in METHODS}

    assert count["getMe"] == 0
    assert count["getFile"] > 3
    assert count["sendMessage"] > 60
    assert "chat\\ not\\ found" in refusals(METHODS["leaveChat"])
    assert "BUTTON_DATA_INVALID" in refusals(METHODS["editMessageMedia"])
    assert "Unclosed\\ end\\ tag\\ .+" in refusals(METHODS["sendMediaGroup"])


def test_who_only_passes_words_on_is_listed() -> None:
    passing = {
        function.name
        for path in SOURCES
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and passes_on(function)
    }

    assert passing <= {name.rpartition(".")[2] for name in SAYING}


def passes_on(function: ast.FunctionDef) -> bool:
    """Whether it refuses in words that its caller gave."""
    given = {argument.arg for argument in function.args.args}
    return any(isinstance(words, ast.Name) and words.id in given for words in said(function))
