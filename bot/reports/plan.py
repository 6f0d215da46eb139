"""The rows of a follow-up plan, as they are filed."""

from bot.domain.filing import Planned
from bot.domain.follow_up import State
from bot.texts import _, day

__all__ = ["DONE", "cells", "statuses"]

DONE = {State.DONE, State.PUBLISHED}


def statuses() -> tuple[str, str, str]:
    """What may be said of how far something is."""
    return _("Not begun"), _("Under way"), _("Done")


def cells(found: Planned | None) -> tuple[str, str, str, str]:
    """What is done, by whom, by when, how far it is; empty where nothing is promised."""
    if found is None:
        return "", "", "", ""
    plan = found.plan
    _not_begun, under_way, done = statuses()
    by = day(plan.due_on) if plan.due_on else ""
    who = found.who or _("The team of the unit")
    return plan.sentence, who, by, done if plan.state in DONE else under_way
