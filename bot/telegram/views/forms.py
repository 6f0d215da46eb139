"""What is said of a questionnaire that cannot run: every problem with its cell."""

from collections.abc import Mapping, Sequence

from bot.texts import _
from bot.xlsform.errors import Fault, Problem

__all__ = ["missing_elements", "problem"]


def problem(found: Problem) -> str:
    """Where it is, what is wrong there and what to do, as one line."""
    text = _faults()[found.fault].format(detail=found.detail)
    place = _place(found)
    return f"{place}: {text}" if place else text


def _place(found: Problem) -> str:
    parts = []
    if found.sheet is not None:
        parts.append(_("sheet {sheet}").format(sheet=found.sheet))
    elif found.path is not None:
        parts.append(found.path)
    if found.row is not None:
        parts.append(_("row {row}").format(row=found.row))
    if found.column is not None:
        parts.append(_("column {column}").format(column=found.column))
    if found.position is not None:
        parts.append(_("character {position}").format(position=found.position))
    return ", ".join(parts)


def _faults() -> Mapping[Fault, str]:
    return {
        Fault.FILE_TOO_BIG: _("the file is too big; remove what is not part of the form."),
        Fault.UNREADABLE: _("the file cannot be read ({detail}); save it anew."),
        Fault.TOO_SLOW: _("converting takes too long; make the form smaller."),
        Fault.NOT_CONVERTIBLE: _("it cannot be converted: {detail}"),
        Fault.NO_QUESTIONS: _("there is no question in it; add one."),
        Fault.TOO_DEEP: _("the expression is nested too deeply; make it simpler."),
        Fault.TOO_LONG: _("this is longer than {detail} characters; shorten it."),
        Fault.TOO_MUCH_WORK: _("this takes too much work ({detail}); make it simpler."),
        Fault.SYNTAX: _("the expression is not complete or not correct at “{detail}”."),
        Fault.UNKNOWN_FUNCTION: _("there is no function {detail} here; use another."),
        Fault.WRONG_ARITY: _("{detail} has too few or too many arguments."),
        Fault.BAD_REGEX: _("“{detail}” is not a pattern; correct it."),
        Fault.NOT_REPEATABLE: _("chance belongs into a calculation, not here: {detail}"),
        Fault.WRONG_TYPE: _("the value does not fit here: {detail}"),
        Fault.CYCLE: _("these questions wait for each other: {detail}"),
        Fault.UNSUPPORTED: _("{detail} cannot be used here yet; leave it out."),
        Fault.UNKNOWN_NAME: _("there is no question {detail}; check the name."),
        Fault.UNKNOWN_TEXT: _("the words for {detail} are missing; add them."),
        Fault.DUPLICATE: _("the name {detail} stands there twice; every name may stand once."),
    }


def missing_elements(name: str, rated: Sequence[str]) -> str:
    """Why a questionnaire cannot be the satisfaction survey."""
    text = _("The questionnaire {name} must rate each of the nine elements once; it rates: {keys}")
    return text.format(name=name, keys=", ".join(rated) or "-")
