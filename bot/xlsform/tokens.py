"""The words of an XPath expression, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.xlsform.errors import ExpressionRefused, Fault

__all__ = ["LEVELS", "Token", "tokens"]

LEVELS = {
    "or": 0, "and": 1, "=": 2, "!=": 2, "<": 3, "<=": 3, ">": 3, ">=": 3,
    "+": 4, "-": 4, "*": 5, "div": 5, "mod": 5,
}  # fmt: skip
_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    | (?P<sign>::|//|\.\.|!=|<=|>=|[()\[\]@,/|+\-=<>*.])
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"(?:and|or|div|mod)(?=[\d.]|$)")
_OPENS = frozenset(("@", "::", "(", "[", ",", "/", "//", "|"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression; `position` counts characters from 1."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens, and after them one of kind `end`."""
    at, before = 0, Token("start", "", 0)
    end = len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            bad = at + len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionRefused(Fault.SYNTAX, text[bad : bad + 20], bad + 1)
        start = found.start(found.lastgroup)
        before = _told_apart(Token(found.lastgroup, found[found.lastgroup], start + 1), before)
        yield before
        at = start + len(before.text)
    yield Token("end", "", end + 1)


def _told_apart(token: Token, before: Token) -> Token:
    """XPath 1.0, 3.7: after an operand `*`, `and`, `or`, `div` and `mod` are operators."""
    after_operand = before.kind not in ("start", "operator") and before.text not in _OPENS
    if token.kind == "sign" and token.text in LEVELS and (after_operand or token.text != "*"):
        return Token("operator", token.text, token.position)
    # A digit may touch the operator: `1and2` can mean nothing else.
    word = _WORD.match(token.text) if token.kind == "name" and after_operand else None
    return Token("operator", word[0], token.position) if word else token
