"""What a finished interview hands over: its answers by name, its scores by element."""

from collections import Counter
from collections.abc import Callable

from bot.domain.rollup import Asked
from bot.domain.survey import Kind
from bot.xlsform.definition import Control, FormDef
from bot.xlsform.interview import Interview

__all__ = ["asked", "called", "remarks", "scores", "submission"]

_OURS = "torang_"


def submission(interview: Interview) -> dict[str, str]:
    """The relevant answers and calculations that are not empty.

    Each goes by its own name; where two share one, by the path below the form's root.
    """
    form = interview.form
    hidden, name_of = form.hidden(interview.barred), _names(form)
    found = {}
    for key, value in interview.values.items():
        name, path = key.rpartition("/")[2], _path(key)
        if key not in hidden and not name.startswith(_OURS) and not path.startswith("meta/"):
            found[name_of(key)] = value
    return found


def asked(form: FormDef) -> list[Asked]:
    """The questions that one always answers by the same choices and that rate nothing, by the
    names that `submission` gives them."""
    name_of = _names(form)
    return [
        Asked(name_of(one.key), _words(one), _answers(one))
        for one in form.controls
        if one.kind is Kind.SELECT_ONE and one.fixed is not None and one.key not in form.elements
    ]


def called(form: FormDef) -> dict[str, Control]:
    """The questions that rate nothing, by what a column with answers to them may be called: as
    `submission` does, or in the words that are asked."""
    name_of = _names(form)
    others = [one for one in form.controls if one.key not in form.elements]
    words = {said: one for one in others for said in _words(one).values()}
    return words | {name_of(one.key): one for one in others}


def remarks(form: FormDef) -> list[str]:
    """Where everybody may write what they like, by the names that `submission` gives these.

    What is typed for the sake of another answer tells that answer.
    """
    ruled = (form.below[key] for key, bind in form.binds.items() if bind.relevant is not None)
    conditional = {key for below in ruled for key in below}
    name_of = _names(form)
    return [
        name_of(one.key)
        for one in form.controls
        if one.kind is Kind.TEXT and one.key not in conditional
    ]


def _words(control: Control) -> dict[str, str]:
    """What is asked; where it tells of an answer, nothing."""
    if not control.label.constant:
        return {}
    parts = control.label.parts.items()
    return {language: "".join(map(str, said)).strip() for language, said in parts}


def _answers(control: Control) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language, choices in (control.fixed or {}).items():
        for choice in choices:
            found.setdefault(choice.value, {})[language] = choice.label
    return found


def _names(form: FormDef) -> Callable[[str], str]:
    """How an answer is called, by the key of its question."""
    names = Counter(key.rpartition("/")[2] for key, below in form.below.items() if len(below) == 1)

    def name_of(key: str) -> str:
        name = key.rpartition("/")[2]
        return name if names[name] == 1 else _path(key)

    return name_of


def _path(key: str) -> str:
    """Below the form's root."""
    return key.partition("/")[2].partition("/")[2]


def scores(interview: Interview) -> dict[str, int]:
    """The answer to each question that rates an element, by the element's key."""
    form = interview.form
    hidden = form.hidden(interview.barred)
    answered = (
        (element, interview.values[key])
        for key, element in form.elements.items()
        if key in interview.values and key not in hidden
    )
    return {element: int(value) for element, value in answered}
