"""The tree that expressions walk: its shape is fixed, the values lie beside it.

A form's main instance is built once. What was answered is a mapping from a node's key to its
value, kept by each interview, so that a thousand interviews share one tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from xml.etree.ElementTree import Element

__all__ = ["Node", "NodeKind", "plant"]


class NodeKind(Enum):
    """The kinds of nodes that forms contain."""

    ROOT = auto()
    ELEMENT = auto()
    ATTRIBUTE = auto()
    TEXT = auto()


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """One node; `key` names it in an interview's values and is None outside the main instance.

    `numeric` says that its value is a number by its bind.
    """

    kind: NodeKind
    name: str
    namespace: str
    parent: "Node | None"
    text: str = ""
    key: str | None = None
    order: int = 0
    children: list["Node"] = field(default_factory=list)
    attributes: list["Node"] = field(default_factory=list)
    leaf: bool = True
    numeric: bool = False

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} {self.key or self.name}>"

    @property
    def root(self) -> "Node":
        """The root node of this node's tree."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def elements(self) -> Iterator["Node"]:
        """The elements among the children."""
        return (child for child in self.children if child.kind is NodeKind.ELEMENT)

    def below(self) -> Iterator["Node"]:
        """Every descendant but attributes, in document order."""
        for child in self.children:
            yield child
            yield from child.below()


def plant(element: Element, keyed: bool = False) -> Node:
    """The root node over a copy of this XML; `keyed` makes it a main instance."""
    root = Node(NodeKind.ROOT, "", "", None, key="" if keyed else None, leaf=False)
    root.children.append(_grow(element, root))
    for order, node in enumerate(_document_order(root)):
        node.order = order
    return root


def _grow(element: Element, parent: Node) -> Node:
    namespace, name = _split(element.tag)
    key = None if parent.key is None else f"{parent.key}/{name}"
    node = Node(NodeKind.ELEMENT, name, namespace, parent, element.text or "", key)
    node.leaf = not len(element)
    for attribute, value in element.attrib.items():
        uri, local = _split(attribute)
        node.attributes.append(Node(NodeKind.ATTRIBUTE, local, uri, node, value))
    _add_text(node, element.text, key if node.leaf else None)
    for child in element:
        node.children.append(_grow(child, node))
        _add_text(node, child.tail, None)
    return node


def _add_text(node: Node, text: str | None, key: str | None) -> None:
    # A question's element has a text node even while it is empty: its value comes and goes.
    if text or key is not None:
        node.children.append(Node(NodeKind.TEXT, "", "", node, text or "", key))


def _split(tag: str) -> tuple[str, str]:
    uri, brace, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return (uri, local) if brace else ("", tag)


def _document_order(node: Node) -> Iterator[Node]:
    yield node
    yield from node.attributes
    for child in node.children:
        yield from _document_order(child)
