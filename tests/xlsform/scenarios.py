"""Replays what another engine did with a form, and tells where ours says something else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.survey import Choice
from bot.xlsform import interview as interviews
from bot.xlsform.checks import holds, is_required
from bot.xlsform.definition import Bind, FormDef
from bot.xlsform.settling import Draft
from bot.xlsform.worlds import offered, world
from tests.xlsform.xpath_cases import a_context

__all__ = ["divergences", "draft_of", "key_of"]


def draft_of(form: FormDef) -> Draft:
    """A fresh interview that can be changed anywhere, as other engines allow."""
    language = form.languages[0] if form.languages else ""
    fresh = interviews.begin(form, language, a_context())
    values = dict(fresh.values)
    at = world(form, values, form.hidden(fresh.barred), language, a_context())
    return Draft(form, at, values, fresh.barred, frozenset())


def key_of(path: str) -> str:
    """Our key for a recorded path: names without prefixes."""
    return re.sub(r"[^/]*:", "", path)


def divergences(form: FormDef, case: Mapping[str, Any]) -> list[str]:
    """Where the form says something else than was recorded, in words for a failing test."""
    draft = draft_of(form)
    found = list(_differences(draft, case["init"]))
    for step in case["ops"]:
        if step["k"] != "answer":
            return [*found, f"cannot {step['k']}"]
        draft = Draft(form, draft.at, draft.values, draft.barred, frozenset())
        draft.put(key_of(step["ref"]), str(step["val"]))
        draft.settle()
        found += _differences(draft, step["changed"])
    return found


def _differences(draft: Draft, recorded: Mapping[str, Any]) -> Iterator[str]:
    for path, expected in recorded.items():
        bind = draft.form.binds.get(key_of(path))
        if bind is not None and expected["t"] not in ("group", "subtree", "root"):
            state = _state(draft, bind)
            for name in state.keys() & expected.keys():
                if _plain(state[name]) != _plain(expected[name]):
                    yield f"{path}: {name} is {state[name]!r}, recorded {expected[name]!r}"


def _state(draft: Draft, bind: Bind) -> dict[str, Any]:
    at, key = draft.at, bind.key
    relevant = key not in at.hidden
    value = draft.values.get(key, "") if relevant else ""
    control = draft.form.by_key.get(key)
    state: dict[str, Any] = {"rel": relevant, "val": value}
    if bind.readonly is not None:
        state["ro"] = bind.readonly.truth(at, bind.node)
    if control is not None and relevant:
        state["req"] = is_required(control, at)
        state["con"] = not value or holds(control, at)
        state["label"] = control.label.say(at, bind.node)
        state["opts"] = [[one.value, one.label] for one in _choices(draft, key)]
    return state


def _choices(draft: Draft, key: str) -> tuple[Choice, ...]:
    return offered(draft.form.by_key[key], draft.at)


def _plain(value: Any) -> Any:
    """A random name is as good as another, and only letters count in labels."""
    if isinstance(value, str):
        return "uuid" if value.startswith("uuid:") else " ".join(value.split())
    return value
