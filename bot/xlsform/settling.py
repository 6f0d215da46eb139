"""Brings an interview to rest after a change: computes what follows, undoes what fell."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.survey import Kind
from bot.xlsform.checks import holds, is_offered, is_required
from bot.xlsform.definition import Control, FormDef, Rule
from bot.xlsform.values import Value, World, string, truth

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """An interview's state while it is being changed; the values are this draft's own copy."""

    form: FormDef
    at: World
    values: dict[str, str]
    barred: frozenset[str]
    visited: frozenset[str]
    _changed: set[str] = field(default_factory=set)
    _fresh: set[str] = field(default_factory=set)

    def put(self, key: str, value: str) -> None:
        """Store a value; the empty one by storing none."""
        if value == self.values.get(key, ""):
            return
        self._note({key})
        if value:
            self.values[key] = value
        else:
            del self.values[key]

    def _note(self, keys: Iterable[str]) -> None:
        self._changed.update(keys)
        self._fresh.update(keys)

    def begin(self) -> None:
        """Compute everything for the first time."""
        for rule in self.form.rules:
            self._apply(rule)
        self._note(self.form.below)
        self._fresh.clear()
        self._clear_what_is_gone()

    def settle(self) -> None:
        """Compute what depends on the changes, and ask again what they have made doubtful."""
        self._follow()
        self._clear_what_is_gone()
        self.visited -= {
            control.key
            for control in self._touched()
            if control.key in self.visited and not self._stands(control)
        }

    def _follow(self) -> None:
        for rule in self.form.rules:
            if not rule.reads.isdisjoint(self._fresh):
                self._apply(rule)
        self._fresh.clear()

    def _apply(self, rule: Rule) -> None:
        key = rule.bind.key
        self.at.visits = 0
        value = rule.expression.value(self.at, rule.bind.node)
        if rule.calculates:
            self.put(key, _stored(value, rule, self.at))
        elif truth(value, self.at) is (key in self.barred):
            self.barred ^= {key}
            self.at.hidden = self.form.hidden(self.barred)
            self._note(rule.writes)

    def _clear_what_is_gone(self) -> None:
        # Clearing one choice may take others with it; each pass empties one question at least.
        for _ in self.form.controls:
            gone = [one for one in self._touched() if not self._may_stay(one)]
            if not gone:
                return
            for control in gone:
                self.put(control.key, "")
                self.visited -= {control.key}
            self._follow()

    def _touched(self) -> list[Control]:
        return [
            control
            for control in self.form.controls
            if control.key not in self.at.hidden
            and (control.key in self._changed or not control.reads.isdisjoint(self._changed))
        ]

    def _may_stay(self, control: Control) -> bool:
        value = self.values.get(control.key, "")
        return (
            not value or control.kind is not Kind.SELECT_ONE or is_offered(control, value, self.at)
        )

    def _stands(self, control: Control) -> bool:
        value = self.values.get(control.key, "")
        return holds(control, self.at) if value else not is_required(control, self.at)


def _stored(value: Value, rule: Rule, at: World) -> str:
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        # An integer's calculation is cut to one, as JavaRosa stores it.
        if rule.bind.type in ("int", "integer") and math.isfinite(value):
            return str(int(value))
    return string(value, at)
