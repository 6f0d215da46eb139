"""No refusal without a case: what the local Telegram can say is said to both libraries."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot import simulator
from bot.simulator.bot_api import NOT_FOUND, OTHER_POLL, UNAUTHORIZED
from tests.simulator.malformed import SHAPES
from tests.simulator.test_contract import CASES

# Faults are put in on purpose, and have tests of their own.
SOURCES = [path for path in Path(simulator.__file__).parent.glob("*.py") if path.stem != "faults"]
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
# Each has a test of its own in the contract.
ALONE = {UNAUTHORIZED.description, NOT_FOUND.description, OTHER_POLL.description}
ALONE |= {"Too Many Requests: retry after 1"}
# No library sends such a body: tests of the door do.
UNSENT = {
    "strings must be encoded in UTF-8",
    "expected next field or object end",
    "JSON object expected",
    "can't parse form data headers",
    "Unsupported Media Type: content-encoding not supported",
}
SAID = {one.answer for one in CASES} | {one.answer for one in SHAPES} | ALONE | UNSENT


def refusals(tree: ast.Module) -> Iterator[str]:
    """Patterns of the words in this module's refusals; what is put in later is `.+`."""
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for words in said(tree):
        yield from patterns(constants.get(getattr(words, "id", ""), words))


def said(tree: ast.AST) -> Iterator[ast.expr]:
    """The words of each refusal, as they stand in the source."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for place in SAYING.get(ast.unparse(call.func), ()):
            yield from call.args[place : place + 1]


def patterns(words: ast.expr) -> list[str]:
    match words:
        case ast.Constant(value=str(text)):
            return [re.escape(text)]
        case ast.JoinedStr(values=parts):
            return ["".join("".join(patterns(part)) or ".+" for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return [*patterns(one), *patterns(other)]
        case _:
            return []


def heard(pattern: str) -> bool:
    # Words about a part of something begin with a capital there.
    return any(re.search(pattern, f"Bad Request: {said}", re.IGNORECASE) for said in SAID)


def test_every_refusal_is_said_to_both_libraries() -> None:
    can = {text for path in SOURCES for text in refusals(ast.parse(path.read_text()))}

    assert len(can) > 80
    assert not {pattern for pattern in can if not heard(pattern)}


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
