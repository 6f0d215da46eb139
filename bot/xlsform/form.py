"""Compiles XForm XML, once, into what interviews run on; refuses what cannot run."""

from collections.abc import Iterable

from bot.domain.survey import Kind
from bot.xlsform.body import Found, read_body
from bot.xlsform.definition import DEFAULT, Bind, Control, FormDef, Itemset
from bot.xlsform.errors import Fault
from bot.xlsform.findings import Findings
from bot.xlsform.fixing import with_fixed_choices
from bot.xlsform.markup import XFORMS, XHTML, one, parsed
from bot.xlsform.model import Model, read_model
from bot.xlsform.rules import Reader, read_rules
from bot.xlsform.tree import Node

__all__ = ["DISCARD", "FormDef", "compile_form"]

DISCARD = "torang_discard"


def compile_form(xml: str) -> FormDef:
    """The form, or FormRefused with every problem that was found."""
    root = parsed(xml)
    head, body = one(root, f"{XHTML}head"), one(root, f"{XHTML}body")
    findings = Findings()
    model = read_model(one(head, f"{XFORMS}model"), findings)
    found = read_body(body, model.binds, model.texts, findings)
    title = head.findtext(f"{XHTML}title") or ""
    form = _form(title.strip(), model, found, findings)
    findings.raise_any()
    fixed = with_fixed_choices(form)
    _check_scores(fixed, findings)
    findings.raise_any()
    return fixed


def _form(title: str, model: Model, found: Iterable[Found], findings: Findings) -> FormDef:
    reader = Reader(model.main, model.instances, findings)
    below = {key: _below(node) for key, node in model.nodes.items()}
    controls = tuple(_control(number, one, reader) for number, one in enumerate(found))
    discard = _discard(model, findings)
    return FormDef(
        title=title,
        languages=model.languages,
        main=model.main,
        instances=model.instances,
        texts=model.texts,
        binds=model.binds,
        controls=controls,
        groups=tuple(dict.fromkeys(one.group for one in controls if one.group is not None)),
        rules=read_rules(model.binds.values(), below, reader, findings),
        below=below,
        by_key={control.key: control for control in controls},
        discard=None if discard is None else discard.key,
        discard_note=None if discard is None else _note_before(discard.node, controls),
        elements={one.key: one.bind.element for one in controls if one.bind.element is not None},
    )


def _below(node: Node) -> frozenset[str]:
    keys = (one.key for one in (node, *node.below()))
    return frozenset(key for key in keys if key is not None)


def _control(number: int, found: Found, reader: Reader) -> Control:
    bind = found.bind
    return Control(
        number=number,
        bind=bind,
        kind=found.kind,
        label=found.label,
        hint=found.hint,
        choices=found.choices,
        fixed=None,
        group=found.group,
        reads=_reads(found, reader),
    )


def _reads(found: Found, reader: Reader) -> frozenset[str]:
    bind = found.bind
    asked = [
        (bind.constraint, "constraint"),
        (bind.required, "required"),
        (bind.readonly, "read_only"),
    ]
    if isinstance(found.choices, Itemset):
        asked += [
            (found.choices.nodes, "choice_filter"),
            (found.choices.value, "choices"),
            (found.choices.label, "choices"),
        ]
    return frozenset().union(
        *(
            reader.steady(expression, bind.node, bind.key, column)
            for expression, column in asked
            if expression is not None
        )
    )


def _discard(model: Model, findings: Findings) -> Bind | None:
    binds = [bind for bind in model.binds.values() if bind.node.name == DISCARD]
    for bind in binds:
        if bind.calculate is None or len(binds) > 1:
            findings.add(Fault.UNSUPPORTED, DISCARD, bind.key, "calculation")
    return binds[0] if binds else None


def _note_before(node: Node, controls: Iterable[Control]) -> Control | None:
    notes = [one for one in controls if one.kind is Kind.NOTE and one.bind.node.order < node.order]
    return notes[-1] if notes else None


def _check_scores(form: FormDef, findings: Findings) -> None:
    """What rates an element has to be a choice among whole numbers, always the same ones."""
    for key, element in form.elements.items():
        choices = (form.by_key[key].fixed or {}).get(DEFAULT, ())
        if not choices or not all(choice.value.isdecimal() for choice in choices):
            findings.add(Fault.WRONG_TYPE, element, key, "torang:element")
