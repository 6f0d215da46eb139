"""XPath 1.0 as forms write it: from text to a syntax tree, with positions in every refusal."""

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
    Step,
    Union,
)
from bot.xlsform.tokens import LEVELS, Token, tokens

__all__ = ["MAX_DEPTH", "MAX_STRING", "parse"]

MAX_DEPTH = 60
MAX_STRING = 10_000

_AXES = frozenset((
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self",
    "following", "following-sibling", "parent", "preceding", "preceding-sibling", "self",
))  # fmt: skip
_NODE_TYPES = frozenset(("node", "text"))
_ANYWHERE = Step("descendant-or-self", "node()", (), 0)


def parse(text: str) -> Expr:
    """The syntax tree of an expression, or ExpressionRefused with the place of the fault."""
    if len(text) > MAX_STRING:
        raise ExpressionRefused(Fault.TOO_LONG, str(MAX_STRING), MAX_STRING)
    return _Parser(text).whole()


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, text: str) -> None:
        self._tokens = tuple(tokens(text))
        self._cursor = 0
        self._depth = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._cursor]

    def whole(self) -> Expr:
        """The expression that the whole text is."""
        expression = self._expression(0)
        if self._next.kind != "end":
            raise self._unexpected()
        return expression

    def _expression(self, floor: int) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionRefused(Fault.TOO_DEEP, str(MAX_DEPTH), self._next.position)
        left = self._negative()
        while (level := self._level()) >= floor:
            left = self._chain(left, level)
        self._depth -= 1
        return left

    def _level(self) -> int:
        return LEVELS[self._next.text] if self._next.kind == "operator" else -1

    def _chain(self, first: Expr, level: int) -> Expr:
        rest: list[tuple[str, Expr]] = []
        while self._level() == level:
            operator = self._take().text
            rest.append((operator, self._expression(level + 1)))
        return Chain(first, tuple(rest))

    def _negative(self) -> Expr:
        minuses = 0
        while self._next.kind == "operator" and self._next.text == "-":
            self._take()
            minuses += 1
        operand = self._union()
        if not minuses:
            return operand
        # Two minuses are not none: they still make a number of what follows.
        return Negative(operand) if minuses % 2 else Negative(Negative(operand))

    def _union(self) -> Expr:
        operands = [self._path()]
        while self._skip("|"):
            operands.append(self._path())
        return Union(tuple(operands)) if len(operands) > 1 else operands[0]

    def _path(self) -> Expr:
        if self._at("/") or self._at("//"):
            return self._absolute()
        if self._begins_step():
            return Path(False, None, self._steps())
        start = self._filtered()
        if self._skip("/"):
            return Path(False, start, self._steps())
        if self._skip("//"):
            return Path(False, start, (_ANYWHERE, *self._steps()))
        return start

    def _absolute(self) -> Expr:
        if self._take().text == "//":
            return Path(True, None, (_ANYWHERE, *self._steps()))
        return Path(True, None, self._steps() if self._begins_step() else ())

    def _filtered(self) -> Expr:
        operand = self._primary()
        predicates = self._predicates()
        return Filter(operand, predicates) if predicates else operand

    def _primary(self) -> Expr:
        token = self._take()
        match token.kind:
            case "number":
                return Number(float(token.text))
            case "literal":
                return Literal(token.text[1:-1])
            case "name" if self._skip("("):
                return Call(token.text, self._arguments(), token.position)
            case "sign" if token.text == "(":
                expression = self._expression(0)
                self._expect(")")
                return expression
            case _:
                raise ExpressionRefused(Fault.SYNTAX, token.text, token.position)

    def _arguments(self) -> tuple[Expr, ...]:
        arguments: list[Expr] = []
        while not self._skip(")"):
            if arguments:
                self._expect(",")
            arguments.append(self._expression(0))
        return tuple(arguments)

    def _begins_step(self) -> bool:
        token = self._next
        if token.kind == "name":
            follower = self._tokens[self._cursor + 1]
            return follower.text != "(" or token.text in _NODE_TYPES
        return token.kind == "sign" and token.text in (".", "..", "@", "*")

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._at("/") or self._at("//"):
            if self._take().text == "//":
                steps.append(_ANYWHERE)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        position = self._next.position
        if self._skip("."):
            return Step("self", "node()", self._predicates(), position)
        if self._skip(".."):
            return Step("parent", "node()", self._predicates(), position)
        axis = self._axis()
        return Step(axis, self._test(), self._predicates(), position)

    def _axis(self) -> str:
        if self._skip("@"):
            return "attribute"
        token = self._next
        if token.kind != "name" or self._tokens[self._cursor + 1].text != "::":
            return "child"
        self._take()
        if token.text not in _AXES:
            raise ExpressionRefused(Fault.SYNTAX, token.text, token.position)
        self._take()
        return token.text

    def _test(self) -> str:
        token = self._take()
        if token.kind == "name":
            if not self._skip("("):
                return token.text
            self._expect(")")
            return f"{token.text}()"
        if token.text != "*":
            raise ExpressionRefused(Fault.SYNTAX, token.text, token.position)
        return "*"

    def _predicates(self) -> tuple[Expr, ...]:
        predicates: list[Expr] = []
        while self._skip("["):
            predicates.append(self._expression(0))
            self._expect("]")
        return tuple(predicates)

    def _take(self) -> Token:
        token = self._next
        if token.kind == "end":
            raise ExpressionRefused(Fault.SYNTAX, "", token.position)
        self._cursor += 1
        return token

    def _at(self, sign: str) -> bool:
        return self._next.kind == "sign" and self._next.text == sign

    def _skip(self, sign: str) -> bool:
        skipped = self._at(sign)
        self._cursor += skipped
        return skipped

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            raise self._unexpected()

    def _unexpected(self) -> ExpressionRefused:
        return ExpressionRefused(Fault.SYNTAX, self._next.text, self._next.position)
