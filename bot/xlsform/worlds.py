"""What the expressions of a form see of one interview, and what its questions then offer."""

from collections.abc import Mapping

from bot.domain.survey import Choice
from bot.xlsform.definition import DEFAULT, Control, FormDef, Itemset
from bot.xlsform.values import Context, World

__all__ = ["offered", "world"]


def world(
    form: FormDef,
    values: Mapping[str, str],
    hidden: frozenset[str],
    language: str,
    context: Context,
) -> World:
    """The world of one interview at one moment, with a fresh budget."""

    def text(name: str, at: World) -> str:
        return form.texts[name].say(at, at.main) if name in form.texts else ""

    def choice_name(value: str, key: str, at: World) -> str:
        control = form.by_key.get(key.strip())
        choices = () if control is None else _choices(control, at)
        return next((choice.label for choice in choices if choice.value == value), "")

    return World(form.main, values, hidden, form.instances, language, context, text, choice_name)


def offered(control: Control, at: World) -> tuple[Choice, ...]:
    """The choices on offer now, found with a budget of their own."""
    at.visits = 0
    return _choices(control, at)


def _choices(control: Control, at: World) -> tuple[Choice, ...]:
    if control.fixed is not None:
        return control.fixed.get(at.language) or control.fixed[DEFAULT]
    node = control.bind.node
    if not isinstance(control.choices, Itemset):
        return tuple(Choice(item.value, item.label.say(at, node)) for item in control.choices)
    value, label = control.choices.value, control.choices.label
    return tuple(
        Choice(value.string(at, item), label.string(at, item))
        for item in control.choices.nodes.nodes(at, node)
    )
