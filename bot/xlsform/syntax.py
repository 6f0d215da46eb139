"""What an XPath expression consists of once it is read: frozen, and flat where it can be."""

from dataclasses import dataclass

__all__ = [
    "Call",
    "Chain",
    "Expr",
    "Filter",
    "Literal",
    "Negative",
    "Number",
    "Path",
    "Step",
    "Union",
]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted string."""

    value: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Unary minus."""

    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined from the left by operators of one precedence.

    A chain is flat however long it is, so the depth of the tree is what the author nested.
    """

    first: "Expr"
    rest: tuple[tuple[str, "Expr"], ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Nodes of several paths together."""

    operands: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments; `position` is where its name stands."""

    name: str
    arguments: tuple["Expr", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; `test` is a name, `*`, `prefix:*` or a node type like `text()`."""

    axis: str
    test: str
    predicates: tuple["Expr", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root, from the nodes of an expression or (None) from where one stands."""

    absolute: bool
    start: "Expr | None"
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """The nodes of an expression that the predicates let through."""

    operand: "Expr"
    predicates: tuple["Expr", ...]


Expr = Number | Literal | Negative | Chain | Union | Call | Path | Filter
