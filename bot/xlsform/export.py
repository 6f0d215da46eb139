"""What a finished interview hands over: its answers by name, its scores by element."""

from collections import Counter

from bot.xlsform.interview import Interview

__all__ = ["scores", "submission"]

_OURS = "torang_"


def submission(interview: Interview) -> dict[str, str]:
    """The relevant answers and calculations that are not empty.

    Each goes by its own name; where two share one, by the path below the form's root.
    """
    form = interview.form
    hidden = form.hidden(interview.barred)
    names = Counter(key.rpartition("/")[2] for key, below in form.below.items() if len(below) == 1)
    found = {}
    for key, value in interview.values.items():
        name, path = key.rpartition("/")[2], key.partition("/")[2].partition("/")[2]
        if key not in hidden and not name.startswith(_OURS) and not path.startswith("meta/"):
            found[name if names[name] == 1 else path] = value
    return found


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
