"""Runs recorded XPath cases: the documents they stand in, and where in them."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.dom.minidom import Node as Dom
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from defusedxml import minidom
from defusedxml.ElementTree import fromstring

from bot.xlsform.findings import Findings
from bot.xlsform.markup import XFORMS, XHTML, children
from bot.xlsform.tree import Node, plant
from bot.xlsform.values import Context, World, number, string, truth
from bot.xlsform.words import read_texts
from bot.xlsform.xpath import compiled

__all__ = ["PHOENIX", "a_context", "met", "world_of"]

PHOENIX = ZoneInfo("America/Phoenix")


def a_context(now: datetime = datetime(2026, 11, 23, 12, tzinfo=PHOENIX)) -> Context:
    """A clock that stands and dice that always fall alike."""
    return Context(now, lambda: 0.5, lambda: "00000000-0000-4000-8000-000000000000")


def world_of(main: Node, instances: Mapping[str, Node] | None = None) -> World:
    """A world around one document, in which everything is relevant."""
    return World(main, {}, frozenset(), instances or {}, "en", a_context(), _no_text, _no_name)


def _no_text(name: str, _: World) -> str:
    return name


def _no_name(value: str, _: str, __: World) -> str:
    return value


def met(case: Mapping[str, Any]) -> bool:
    """Whether the engine answers a recorded case as it was recorded."""
    xml = case["xml"] or "<root/>"
    model = fromstring(xml).find(f"{XHTML}head/{XFORMS}model")
    if model is None:
        main = plant(fromstring(xml))
        world, node = world_of(main), _node(xml, main, case["ctx"])
    else:
        world = _form_world(model)
        node = world.main
    got = compiled(case["expr"]).value(world, node)
    match case["kind"]:
        case "boolean":
            return truth(got, world) is case["exp"]
        case "string":
            return string(got, world) == str(case["exp"])
        case _:
            return _close(number(got, world), float(case["exp"]), case.get("extra"))


def _close(got: float, expected: float, scale: float | None) -> bool:
    """Equal but for the last bits, or as many decimals as the recording kept."""
    if math.isnan(expected) or math.isinf(expected):
        return math.isnan(got) if math.isnan(expected) else got == expected
    return math.isclose(got, expected, rel_tol=1e-12, abs_tol=1 / scale if scale else 0)


def _form_world(model: Element) -> World:
    """The world of a form: its main instance, the other ones, its texts in the first language."""
    texts = read_texts(model.find(f"{XFORMS}itext"), Findings())
    main, *others = children(model, "instance")
    instances = {other.get("id", ""): plant(other).children[0] for other in others}
    world = world_of(plant(main[0]), instances)
    world.text = lambda name, at: texts[name].say(at, at.main) if name in texts else ""
    return world


def _node(xml: str, main: Node, steps: Sequence[int | str]) -> Node:
    """The node that these steps through the document's children lead to."""
    node = main
    dom: Dom = minidom.parseString(xml)
    for step in steps:
        if isinstance(step, str):
            return next(one for one in node.attributes if one.name == step.lstrip("@"))
        before = [one for one in dom.childNodes[:step] if one.nodeType in _KEPT]
        node, dom = node.children[len(before)], dom.childNodes[step]
    return node


_KEPT = (Dom.ELEMENT_NODE, Dom.TEXT_NODE, Dom.CDATA_SECTION_NODE)
