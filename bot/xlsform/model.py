"""Reads what a form's model says: its texts, its instances and its binds."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.xlsform.definition import Bind, Text
from bot.xlsform.errors import Fault, FormRefused, Problem
from bot.xlsform.findings import Findings
from bot.xlsform.markup import JR, TORANG, XFORMS, children, local, same_path
from bot.xlsform.tree import Node, NodeKind, plant
from bot.xlsform.words import message, read_languages, read_texts

__all__ = ["Model", "read_model"]

_PARTS = frozenset(("itext", "instance", "bind", "submission"))
_PRELOADS = frozenset(("uid",))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The model of a form; `nodes` are the elements of its main instance by their keys."""

    languages: tuple[str, ...]
    texts: Mapping[str, Text]
    nodes: Mapping[str, Node]
    instances: Mapping[str, Node]
    binds: Mapping[str, Bind]

    @property
    def main(self) -> Node:
        """The root of the main instance."""
        return next(iter(self.nodes.values())).root


def read_model(model: Element, findings: Findings) -> Model:
    """The model, without what the findings tell."""
    for child in model:
        if local(child) not in _PARTS:
            findings.add(Fault.UNSUPPORTED, local(child), None)
    itext = model.find(f"{XFORMS}itext")
    texts = read_texts(itext, findings)
    nodes = _read_main(model, findings)
    return Model(
        read_languages(itext),
        texts,
        nodes,
        _read_instances(model, findings),
        _read_binds(model, nodes, texts, findings),
    )


def _read_main(model: Element, findings: Findings) -> Mapping[str, Node]:
    instance = next(children(model, "instance"), None)
    if instance is None or not len(instance):
        raise FormRefused((Problem(Fault.UNREADABLE, "instance"),))
    nodes: dict[str, Node] = {}
    for node in plant(instance[0], keyed=True).below():
        if node.kind is NodeKind.ELEMENT and node.key is not None:
            # What repeats stands twice, as template and as first; the body refuses it once.
            if node.key in nodes and not _is_template(nodes[node.key]):
                findings.add(Fault.DUPLICATE, node.name, node.key)
            nodes[node.key] = node
    return nodes


def _is_template(node: Node) -> bool:
    here = any(one.name == "template" for one in node.attributes)
    return here or (node.parent is not None and _is_template(node.parent))


def _read_instances(model: Element, findings: Findings) -> Mapping[str, Node]:
    found = {}
    for instance in list(children(model, "instance"))[1:]:
        name = instance.get("id", "")
        if instance.get("src") is not None:
            findings.add(Fault.UNSUPPORTED, instance.get("src", ""), name, "instance")
        found[name] = plant(instance).children[0]
    return found


def _read_binds(
    model: Element,
    nodes: Mapping[str, Node],
    texts: Mapping[str, Text],
    findings: Findings,
) -> Mapping[str, Bind]:
    binds: dict[str, Bind] = {}
    for element in children(model, "bind"):
        key = same_path(element.get("nodeset", ""))
        if key not in nodes:
            findings.add(Fault.UNKNOWN_NAME, key, key)
        elif key in binds:
            findings.add(Fault.DUPLICATE, key, key)
        else:
            binds[key] = _bind(element, nodes[key], key, texts, findings)
    # A node that no bind speaks of is bound to nothing, which is a bind too.
    silent = Element("bind")
    rest = {key: _bind(silent, nodes[key], key, texts, findings) for key in nodes.keys() - binds}
    return binds | rest


def _bind(
    element: Element, node: Node, key: str, texts: Mapping[str, Text], findings: Findings
) -> Bind:
    kind = element.get("type", "string").rpartition(":")[2]
    node.numeric = kind in ("int", "integer", "decimal")
    preload = element.get(f"{JR}preload")
    if preload is not None and preload not in _PRELOADS:
        findings.add(Fault.UNSUPPORTED, preload, key, "type")
    return Bind(
        node=node,
        key=key,
        type=kind,
        relevant=findings.expression(element.get("relevant"), key, "relevant"),
        calculate=findings.expression(element.get("calculate"), key, "calculation"),
        constraint=findings.expression(element.get("constraint"), key, "constraint"),
        required=findings.expression(element.get("required"), key, "required"),
        readonly=findings.expression(element.get("readonly"), key, "read_only"),
        constraint_message=message(element.get(f"{JR}constraintMsg"), key, texts, findings),
        required_message=message(element.get(f"{JR}requiredMsg"), key, texts, findings),
        preload=preload,
        element=element.get(f"{TORANG}element"),
    )
