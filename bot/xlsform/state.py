"""One person's walk through one form, as a value, and how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.xlsform.definition import FormDef

__all__ = ["Interview", "dump", "load"]


@dataclass(frozen=True, slots=True)
class Interview:
    """One person's walk through one form.

    `values` has what is not empty, relevant or not; `barred` are the nodes whose own condition
    says no; `now` is the instant of the last reply, at which labels and filters are read.
    `changing` is the one question that is asked again while its answer still stands.
    """

    form: FormDef
    language: str
    values: Mapping[str, str]
    visited: frozenset[str]
    barred: frozenset[str]
    now: datetime
    changing: str | None = None


def dump(interview: Interview) -> dict[str, Any]:
    """What has to be kept of an interview, as JSON can hold it."""
    return {
        "values": dict(interview.values),
        "visited": sorted(interview.visited),
        "barred": sorted(interview.barred),
        "now": interview.now.isoformat(),
        "changing": interview.changing,
    }


def load(form: FormDef, state: Mapping[str, Any], language: str) -> Interview:
    """The interview that was dumped; nothing is computed again."""
    return Interview(
        form=form,
        language=language,
        values=dict(state["values"]),
        visited=frozenset(state["visited"]),
        barred=frozenset(state["barred"]),
        now=datetime.fromisoformat(state["now"]),
        changing=state.get("changing"),
    )
