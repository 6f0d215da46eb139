"""What a compiled form consists of: frozen, and shared by every interview on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.survey import Choice, Kind
from bot.xlsform.tree import Node
from bot.xlsform.values import World
from bot.xlsform.xpath import Expression

__all__ = [
    "DEFAULT",
    "Bind",
    "Control",
    "FormDef",
    "Group",
    "Item",
    "Itemset",
    "Rule",
    "Text",
]

# The key, in what is said by language, of what is said in every other one.
DEFAULT = ""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Words in every language; an expression among them says its value."""

    parts: Mapping[str, tuple[str | Expression, ...]]

    def say(self, world: World, node: Node) -> str:
        """The words in the world's language, or in the form's own where it lacks that one."""
        parts = self.parts.get(world.language) or self.parts[DEFAULT]
        said = (part if isinstance(part, str) else part.string(world, node) for part in parts)
        return "".join(said).strip()

    @property
    def constant(self) -> bool:
        """Whether it says the same in every interview."""
        return all(isinstance(part, str) for parts in self.parts.values() for part in parts)


@dataclass(frozen=True, slots=True, eq=False)
class Bind:
    """What the model says of a node; None is what it does not say."""

    node: Node
    key: str
    type: str
    relevant: Expression | None
    calculate: Expression | None
    constraint: Expression | None
    required: Expression | None
    readonly: Expression | None
    constraint_message: Text | None
    required_message: Text | None
    preload: str | None
    element: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A choice written into its question."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True, eq=False)
class Itemset:
    """Choices taken from an instance; value and label are read at each node that is kept."""

    nodes: Expression
    value: Expression
    label: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A group at the top of the form."""

    key: str
    label: Text | None


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """A question in the form's body; `reads` are the keys that decide whether an answer stands.

    `fixed` holds the choices by language where no answer can change them.
    """

    number: int
    bind: Bind
    kind: Kind
    label: Text
    hint: Text | None
    choices: tuple[Item, ...] | Itemset
    fixed: Mapping[str, tuple[Choice, ...]] | None
    group: Group | None
    reads: frozenset[str]

    @property
    def key(self) -> str:
        """The key of its node."""
        return self.bind.key


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A calculation, or the relevance of a node and all below it, and what it depends on."""

    bind: Bind
    expression: Expression
    calculates: bool
    reads: frozenset[str]
    writes: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FormDef:
    """One compiled form.

    `controls` are in document order and numbered from 0; `rules` are in an order in which each
    comes after what it depends on; `below` names every key at or under a node. `elements` maps
    the key of a question to the element of service quality that it rates.
    """

    title: str
    languages: tuple[str, ...]
    main: Node
    instances: Mapping[str, Node]
    texts: Mapping[str, Text]
    binds: Mapping[str, Bind]
    controls: tuple[Control, ...]
    groups: tuple[Group, ...]
    rules: tuple[Rule, ...]
    below: Mapping[str, frozenset[str]]
    by_key: Mapping[str, Control]
    discard: str | None
    discard_note: Control | None
    elements: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<form {self.title!r}>"

    @property
    def asked_of_all(self) -> tuple[Control, ...]:
        """The questions that no answer can leave out."""
        relevant = (self.below[key] for key, bind in self.binds.items() if bind.relevant)
        conditional = frozenset[str]().union(*relevant)
        return tuple(control for control in self.controls if control.key not in conditional)

    def hidden(self, barred: frozenset[str]) -> frozenset[str]:
        """The keys that are not relevant when these nodes are barred."""
        return frozenset().union(*(self.below[key] for key in barred)) if barred else barred
