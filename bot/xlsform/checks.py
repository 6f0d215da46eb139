"""Whether an answer may be given to a question now."""

import re
import unicodedata

from bot.domain.survey import Kind, Picked, Reason, Reply, Skipped, Typed
from bot.xlsform.definition import Control
from bot.xlsform.errors import EvaluationStopped
from bot.xlsform.values import World
from bot.xlsform.worlds import offered

__all__ = ["MAX_TEXT", "holds", "is_offered", "is_required", "kind_now", "taken"]

MAX_TEXT = 1000

# Collect takes nine digits too: every such number fits into 32 bits.
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_CONTROLS = dict.fromkeys(
    code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and chr(code) != "\n"
)


def kind_now(control: Control, at: World) -> Kind:
    """How the question is answered; while it is read-only, it is a note."""
    readonly = control.bind.readonly
    if readonly is not None and readonly.truth(at, control.bind.node):
        return Kind.NOTE
    return control.kind


def is_required(control: Control, at: World) -> bool:
    """Whether the question may not be left empty now."""
    required = control.bind.required
    return required is not None and required.truth(at, control.bind.node)


def is_offered(control: Control, value: str, at: World) -> bool:
    """Whether this is one of the choices on offer now."""
    return any(choice.value == value for choice in offered(control, at))


def holds(control: Control, at: World) -> bool:
    """Whether the constraint lets the present answer stand."""
    constraint = control.bind.constraint
    try:
        return constraint is None or constraint.truth(at, control.bind.node)
    except EvaluationStopped:
        # What cannot be checked within the budget cannot be taken.
        return False


def taken(control: Control, reply: Reply, at: World) -> str | Reason:
    """The value that a reply gives, before its constraint is asked, or why it gives none."""
    kind = kind_now(control, at)
    match kind, reply:
        case Kind.NOTE, Skipped():
            return _unless_required(control, at.values.get(control.key, ""), at)
        case _, Skipped():
            return _unless_required(control, "", at)
        case Kind.SELECT_ONE, Picked(value=value) if is_offered(control, value, at):
            return value
        case Kind.TEXT, Typed(text=text):
            return _text(control, text, at)
        case Kind.INTEGER, Typed(text=text):
            return _integer(text)
        case _:
            return Reason.NOT_A_CHOICE


def _unless_required(control: Control, value: str, at: World) -> str | Reason:
    return Reason.REQUIRED if not value and is_required(control, at) else value


def _text(control: Control, text: str, at: World) -> str | Reason:
    # Half a surrogate pair is no character and could not be stored.
    cleaned = text.translate(_CONTROLS).encode(errors="ignore").decode().strip()
    if len(cleaned) > MAX_TEXT:
        return Reason.TOO_LONG
    return _unless_required(control, cleaned, at)


def _integer(text: str) -> str | Reason:
    digits = "".join(text.split())
    return str(int(digits)) if _INTEGER.fullmatch(digits) else Reason.NOT_A_NUMBER
