"""Computes once the choices that no answer and no clock can change: nearly all of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.survey import Choice
from bot.xlsform.definition import DEFAULT, Control, FormDef, Itemset
from bot.xlsform.errors import EvaluationStopped, FormRefused, Problem
from bot.xlsform.functions import TIMELY
from bot.xlsform.references import Reading
from bot.xlsform.values import Context
from bot.xlsform.worlds import offered, world

__all__ = ["with_fixed_choices"]

# What depends on time is not fixed, so nothing ever asks this clock.
_NO_TIME = Context(datetime(1970, 1, 1, tzinfo=UTC), lambda: 0.0, lambda: "")


def with_fixed_choices(form: FormDef) -> FormDef:
    """The form, its controls holding the choices that stay."""
    talkative = _talkative(form)
    controls = tuple(
        control
        if _varies(form, control, talkative)
        else replace(control, fixed=_fixed(form, control))
        for control in form.controls
    )
    return replace(form, controls=controls, by_key={one.key: one for one in controls})


def _talkative(form: FormDef) -> bool:
    """Whether the words of some choice contain answers."""
    leaves = (leaf for root in form.instances.values() for leaf in root.below() if leaf.leaf)
    return any(not form.texts[leaf.text].constant for leaf in leaves if leaf.text in form.texts)


def _varies(form: FormDef, control: Control, talkative: bool) -> bool:
    if not isinstance(control.choices, Itemset):
        return not all(item.label.constant for item in control.choices)
    reading = Reading(form.main, form.instances, control.bind.node)
    asked = (control.choices.nodes, control.choices.value, control.choices.label)
    return (
        talkative or any(reading.keys(one.tree) for one in asked) or bool(reading.calls & TIMELY)
    )


def _fixed(form: FormDef, control: Control) -> Mapping[str, tuple[Choice, ...]]:
    try:
        return {
            language: offered(control, world(form, {}, frozenset(), language, _NO_TIME))
            for language in (*form.languages, DEFAULT)
        }
    except EvaluationStopped as stopped:
        problem = Problem(stopped.fault, stopped.detail, path=control.key, column="choices")
        raise FormRefused((problem,)) from stopped
