"""The walk through a form: an interview is a value, and each reply makes the next one.

begin -> turn -> answer -> turn -> ... -> Finish
         back un-visits a question; its answer stays and is shown as the previous one
         edit asks one again; back takes that back, any answer ends it
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Never

from bot.domain.survey import Ask, Finish, Question, Reason, Reject, Reply, ReviewLine, Turn
from bot.xlsform import asking
from bot.xlsform.checks import MAX_TEXT, holds, taken
from bot.xlsform.definition import Control, FormDef
from bot.xlsform.settling import Draft
from bot.xlsform.state import Interview, dump, load
from bot.xlsform.tree import NodeKind
from bot.xlsform.values import Context, World
from bot.xlsform.worlds import world

__all__ = [
    "MAX_TEXT",
    "Context",
    "Interview",
    "answer",
    "back",
    "begin",
    "dump",
    "edit",
    "entered",
    "load",
    "questions",
    "review",
    "speak",
    "turn",
]


def begin(form: FormDef, language: str, context: Context) -> Interview:
    """An interview in which nothing has been asked yet."""
    values = {
        node.key: node.text.strip()
        for node in form.main.below()
        if node.kind is NodeKind.ELEMENT and node.leaf and node.key and node.text.strip()
    }
    values |= {bind.key: f"uuid:{context.uuid()}" for bind in form.binds.values() if bind.preload}
    nothing: frozenset[str] = frozenset()
    draft = _draft(Interview(form, language, values, nothing, nothing, context.now), context)
    draft.begin()
    return _kept(draft, language, context)


def turn(interview: Interview) -> Ask | Finish:
    """What the bot says next."""
    at = _world(interview)
    if _is_discarded(interview, at):
        return Finish(True, _farewell(interview.form, at))
    control = _current(interview, at)
    if control is None:
        return Finish(False, None)
    return Ask(
        asking.question(interview.form, control, at),
        interview.values.get(control.key),
        first=interview.changing is None and _before(interview, control.number, at) is None,
        changing=interview.changing is not None,
    )


def questions(interview: Interview) -> tuple[Question, ...]:
    """All that is asked, as it stands now."""
    at = _world(interview)
    form = interview.form
    return tuple(asking.question(form, control, at) for control in asking.relevant(form, at))


def answer(
    interview: Interview, number: int, reply: Reply, context: Context
) -> tuple[Interview, Turn]:
    """The interview after a reply to the question with this number, and what comes next.

    A reply that is not taken, or to a question that is not the current one, changes nothing.
    """
    draft = _draft(interview, context)
    control = None if _is_discarded(interview, draft.at) else _current(interview, draft.at)
    if control is None or control.number != number:
        return interview, turn(interview)
    value = _put(draft, control, reply)
    if isinstance(value, Reason):
        return interview, _reject(interview, control, value)
    draft.visited |= {control.key}
    draft.settle()
    after = _kept(draft, interview.language, context)
    return after, turn(after)


def entered(
    interview: Interview, replies: Mapping[str, Reply], context: Context
) -> tuple[Interview, dict[str, Reason]]:
    """The interview in which these questions were answered, by their keys, and why any reply was
    not taken. What is not relevant then is passed over; all else stays open, required or not."""
    draft, refused = _draft(interview, context), dict[str, Reason]()
    for control in interview.form.controls:
        if control.key in replies and control.key not in draft.at.hidden:
            value = _put(draft, control, replies[control.key])
            if isinstance(value, Reason):
                refused[control.key] = value
            draft.visited |= {control.key}
            draft.settle()
    return _kept(draft, interview.language, context), refused


def back(interview: Interview) -> Interview:
    """The same walk one question earlier, if there is one; or the change of an answer undone."""
    if interview.changing is not None:
        visited = interview.visited | {interview.changing}
        return replace(interview, visited=visited, changing=None)
    at = _world(interview)
    current = _current(interview, at)
    number = len(interview.form.controls) if current is None else current.number
    before = _before(interview, number, at)
    if before is None:
        return interview
    return replace(interview, visited=interview.visited - {before.key})


def edit(interview: Interview, number: int) -> Interview:
    """The same walk with this question to be asked again; no other, as long as answers stand."""
    at = _world(interview)
    for control in asking.relevant(interview.form, at):
        if control.number == number and control.key in interview.visited:
            visited = interview.visited - {control.key}
            return replace(interview, visited=visited, changing=control.key)
    return interview


def speak(interview: Interview, language: str) -> Interview:
    """The same walk in another language."""
    return replace(interview, language=language)


def review(interview: Interview) -> tuple[ReviewLine, ...]:
    """What was answered so far, question by question."""
    return asking.review(interview.form, interview.visited, _world(interview))


def _put(draft: Draft, control: Control, reply: Reply) -> str | Reason:
    value = taken(control, reply, draft.at)
    if isinstance(value, Reason):
        return value
    draft.put(control.key, value)
    return value if not value or holds(control, draft.at) else Reason.CONSTRAINT


def _reject(interview: Interview, control: Control, reason: Reason) -> Reject:
    at, bind = _world(interview), control.bind
    words = {Reason.CONSTRAINT: bind.constraint_message, Reason.REQUIRED: bind.required_message}
    text = words.get(reason)
    message = None if text is None else text.say(at, bind.node)
    return Reject(asking.question(interview.form, control, at), reason, message)


def _is_discarded(interview: Interview, at: World) -> bool:
    key = interview.form.discard
    return key is not None and key not in at.hidden and interview.values.get(key) == "1"


def _farewell(form: FormDef, at: World) -> str | None:
    note = form.discard_note
    return None if note is None else note.label.say(at, note.bind.node) or None


def _current(interview: Interview, at: World) -> Control | None:
    pending = (
        control
        for control in interview.form.controls
        if control.key not in interview.visited and control.key not in at.hidden
    )
    return next(pending, None)


def _before(interview: Interview, number: int, at: World) -> Control | None:
    """The last question passed before the one with this number."""
    passed = (
        control
        for control in reversed(interview.form.controls[:number])
        if control.key in interview.visited and control.key not in at.hidden
    )
    return next(passed, None)


def _world(interview: Interview) -> World:
    context = Context(interview.now, _nothing_by_chance, _nothing_by_chance)
    return world(
        interview.form,
        interview.values,
        interview.form.hidden(interview.barred),
        interview.language,
        context,
    )


def _nothing_by_chance() -> Never:
    raise AssertionError("A form that asks chance outside a calculation was not refused.")


def _draft(interview: Interview, context: Context) -> Draft:
    values = dict(interview.values)
    hidden = interview.form.hidden(interview.barred)
    at = world(interview.form, values, hidden, interview.language, context)
    return Draft(interview.form, at, values, interview.barred, interview.visited)


def _kept(draft: Draft, language: str, context: Context) -> Interview:
    return Interview(draft.form, language, draft.values, draft.visited, draft.barred, context.now)
