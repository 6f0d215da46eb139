"""The steps of paths: where they lead, which nodes they take, in which order."""

from collections.abc import Callable, Iterable, Iterator

from bot.xlsform.syntax import Step
from bot.xlsform.tree import Node, NodeKind
from bot.xlsform.values import Nodes, Run, Scope, truth

__all__ = ["Walk", "in_document_order", "kept", "walk", "walk_everywhere"]

Walk = Callable[[Nodes, Scope], Nodes]

_BACKWARDS = frozenset(
    ("ancestor", "ancestor-or-self", "parent", "preceding", "preceding-sibling")
)


def _ancestors(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _siblings(node: Node) -> tuple[Nodes, Nodes]:
    if node.parent is None or node.kind is NodeKind.ATTRIBUTE:
        return [], []
    family = node.parent.children
    place = family.index(node)
    return family[:place], family[place + 1 :]


def _following(node: Node) -> Iterator[Node]:
    for one in (node, *_ancestors(node)):
        for sibling in _siblings(one)[1]:
            yield sibling
            yield from sibling.below()


def _preceding(node: Node) -> Iterator[Node]:
    for one in (node, *_ancestors(node)):
        for sibling in reversed(_siblings(one)[0]):
            yield from reversed([sibling, *sibling.below()])


_AXES: dict[str, Callable[[Node], Iterable[Node]]] = {
    "child": lambda node: node.children,
    "attribute": lambda node: node.attributes,
    "self": lambda node: (node,),
    "parent": lambda node: () if node.parent is None else (node.parent,),
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: (node, *_ancestors(node)),
    "descendant": Node.below,
    "descendant-or-self": lambda node: (node, *node.below()),
    "following": _following,
    "following-sibling": lambda node: _siblings(node)[1],
    "preceding": _preceding,
    "preceding-sibling": lambda node: reversed(_siblings(node)[0]),
}


def walk(step: Step, predicates: tuple[Run, ...]) -> Walk:
    """From nodes to the nodes that this step leads to, in document order, each once."""
    axis, takes = _AXES[step.axis], _test(step)
    backwards = step.axis in _BACKWARDS

    def walked(nodes: Nodes, scope: Scope) -> Nodes:
        found: Nodes = []
        for node in nodes:
            reached = list(axis(node))
            scope.world.spend(len(reached) + 1)
            found += kept([one for one in reached if takes(one)], predicates, scope)
        return in_document_order(found) if backwards or len(nodes) > 1 else found

    return walked


def walk_everywhere(step: Step, nodes: Iterable[Node]) -> Nodes:
    """Every node that the step could lead to, whatever its predicates say, each once."""
    axis, takes = _AXES[step.axis], _test(step)
    return list(dict.fromkeys(one for node in nodes for one in axis(node) if takes(one)))


def _test(step: Step) -> Callable[[Node], bool]:
    kind = NodeKind.ATTRIBUTE if step.axis == "attribute" else NodeKind.ELEMENT
    if step.test == "node()":
        return lambda _: True
    if step.test == "text()":
        return lambda node: node.kind is NodeKind.TEXT
    # Names are told apart without their prefixes, as JavaRosa does: forms seldom declare them.
    name = step.test.rpartition(":")[2]
    if name == "*":
        return lambda node: node.kind is kind
    return lambda node: node.name == name and node.kind is kind


def kept(nodes: Nodes, predicates: tuple[Run, ...], scope: Scope) -> Nodes:
    """The nodes that every predicate lets through, in turn."""
    for predicate in predicates:
        size = len(nodes)
        nodes = [
            node
            for position, node in enumerate(nodes, 1)
            if _holds(predicate, Scope(scope.world, node, position, size, scope.current))
        ]
    return nodes


def _holds(predicate: Run, scope: Scope) -> bool:
    value = predicate(scope)
    # In a predicate nodes are asked whether they are there, not what they hold.
    if isinstance(value, list):
        return bool(value)
    return value == scope.position if isinstance(value, float) else truth(value, scope.world)


def in_document_order(nodes: Iterable[Node]) -> Nodes:
    """The nodes, each once."""
    return sorted(dict.fromkeys(nodes), key=lambda node: node.order)
