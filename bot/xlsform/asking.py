"""Puts the questions of a form into words, as they stand at one moment of an interview."""

from bot.domain.survey import Kind, Position, Question, ReviewLine
from bot.xlsform.checks import is_required, kind_now
from bot.xlsform.definition import Control, FormDef
from bot.xlsform.values import World
from bot.xlsform.worlds import offered

__all__ = ["question", "relevant", "review"]


def relevant(form: FormDef, at: World) -> list[Control]:
    """The questions that are relevant now, in document order."""
    hidden = at.hidden
    return [control for control in form.controls if control.key not in hidden]


def question(form: FormDef, control: Control, at: World) -> Question:
    """The question in the world's language, where it stands now."""
    return _question(form, control, kind_now(control, at), at)


def review(form: FormDef, visited: frozenset[str], at: World) -> tuple[ReviewLine, ...]:
    """The relevant questions that were passed, notes left out, with their answers in words."""
    lines = []
    for control in relevant(form, at):
        kind = kind_now(control, at)
        if control.key in visited and kind is not Kind.NOTE:
            asked = _question(form, control, kind, at)
            lines.append(ReviewLine(asked, _in_words(asked, at.values.get(control.key))))
    return tuple(lines)


def _question(form: FormDef, control: Control, kind: Kind, at: World) -> Question:
    bind = control.bind
    return Question(
        number=control.number,
        path=control.key,
        kind=kind,
        label=control.label.say(at, bind.node),
        hint=None if control.hint is None else control.hint.say(at, bind.node) or None,
        choices=offered(control, at) if kind is Kind.SELECT_ONE else (),
        required=is_required(control, at),
        position=_position(form, control, at),
        element=bind.element,
    )


def _position(form: FormDef, control: Control, at: World) -> Position | None:
    """Where a relevant question stands in its group; notes are not counted and have none."""
    group = control.group
    if group is None or group.label is None or control.kind is Kind.NOTE:
        return None
    counted = [
        other.number
        for other in form.controls
        if other.group is group and other.kind is not Kind.NOTE and other.key not in at.hidden
    ]
    return Position(group.label.say(at, at.main), counted.index(control.number) + 1, len(counted))


def _in_words(asked: Question, value: str | None) -> str | None:
    if not value:
        return None
    labels = (choice.label for choice in asked.choices if choice.value == value)
    return next(labels, value)
