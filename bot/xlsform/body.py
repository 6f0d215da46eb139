"""Reads a form's body: its questions in document order, and the groups they stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.domain.survey import Kind
from bot.xlsform.definition import DEFAULT, Bind, Group, Item, Itemset, Text
from bot.xlsform.errors import Fault
from bot.xlsform.findings import Findings
from bot.xlsform.markup import children, local, same_path
from bot.xlsform.words import referred

__all__ = ["Found", "read_body"]

_TYPED = {"string": Kind.TEXT, "int": Kind.INTEGER, "integer": Kind.INTEGER}
_PARTS = frozenset(("label", "hint", "itemset", "item"))
_NOTHING = Text({DEFAULT: ()})


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A question as the body has it."""

    bind: Bind
    kind: Kind
    label: Text
    hint: Text | None
    choices: tuple[Item, ...] | Itemset
    group: Group | None


@dataclass(frozen=True, slots=True)
class Body:
    """Reads the body with what the model said."""

    binds: Mapping[str, Bind]
    texts: Mapping[str, Text]
    findings: Findings

    def questions(self, element: Element, group: Group | None, top: bool) -> Iterator[Found]:
        """The questions at and below an element."""
        for child in element:
            match local(child):
                case "group":
                    inner = self._group(child) if top else group
                    yield from self.questions(child, inner, top=False)
                case "input" | "select1":
                    yield from self._question(child, group)
                case "label" | "hint" if not top:
                    pass
                case name:
                    self.findings.add(Fault.UNSUPPORTED, name, child.get("ref"), "type")

    def _group(self, element: Element) -> Group:
        key = same_path(element.get("ref") or element.get("nodeset") or "")
        return Group(key, referred(_first(element, "label"), key, self.texts, self.findings))

    def _question(self, element: Element, group: Group | None) -> Iterator[Found]:
        key = same_path(element.get("ref", ""))
        bind = self.binds.get(key)
        if bind is None:
            self.findings.add(Fault.UNKNOWN_NAME, key, key)
            return
        self._refuse_strangers(element, key)
        kind = self._kind(element, bind)
        choices = self._choices(element, key) if kind is Kind.SELECT_ONE else ()
        label = referred(_first(element, "label"), key, self.texts, self.findings) or _NOTHING
        hint = referred(_first(element, "hint"), key, self.texts, self.findings)
        yield Found(bind, kind, label, hint, choices, group)

    def _refuse_strangers(self, element: Element, key: str) -> None:
        for child in element:
            if local(child) not in _PARTS:
                self.findings.add(Fault.UNSUPPORTED, local(child), key, "type")

    def _kind(self, element: Element, bind: Bind) -> Kind:
        if bind.readonly is not None and bind.readonly.text.strip() == "true()":
            return Kind.NOTE
        if local(element) == "select1":
            return Kind.SELECT_ONE
        if bind.type not in _TYPED:
            self.findings.add(Fault.UNSUPPORTED, bind.type, bind.key, "type")
        return _TYPED.get(bind.type, Kind.TEXT)

    def _choices(self, element: Element, key: str) -> tuple[Item, ...] | Itemset:
        itemset = _first(element, "itemset")
        if itemset is None:
            return tuple(self._item(item, key) for item in children(element, "item"))
        parts = (
            (itemset.get("nodeset"), "choice_filter"),
            (_reference(itemset, "value"), "choices"),
            (_reference(itemset, "label"), "choices"),
        )
        nodes, value, label = (self.findings.expression(text, key, at) for text, at in parts)
        if nodes is None or value is None or label is None:
            if not all(text for text, _ in parts):
                self.findings.add(Fault.UNREADABLE, "itemset", key, "choices")
            return ()
        return Itemset(nodes, value, label)

    def _item(self, item: Element, key: str) -> Item:
        label = referred(_first(item, "label"), key, self.texts, self.findings)
        value = _first(item, "value")
        return Item("" if value is None else (value.text or "").strip(), label or _NOTHING)


def read_body(
    body: Element, binds: Mapping[str, Bind], texts: Mapping[str, Text], findings: Findings
) -> tuple[Found, ...]:
    """The questions of the body, in document order."""
    return tuple(Body(binds, texts, findings).questions(body, None, top=True))


def _first(element: Element, name: str) -> Element | None:
    return next(children(element, name), None)


def _reference(itemset: Element, name: str) -> str | None:
    found = _first(itemset, name)
    return None if found is None else found.get("ref")
