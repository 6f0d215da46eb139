"""Checks the cells of a spreadsheet for what cannot run here, so that a refusal names the cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.xlsform.errors import ExpressionRefused, Fault, Problem
from bot.xlsform.parser import MAX_STRING
from bot.xlsform.xpath import compiled

__all__ = ["Rows", "located", "problems"]

Rows = Sequence[Mapping[str, str]]

# The header is row 1, and spreadsheets count from there.
_FIRST_ROW = 2
_TYPES = re.compile(
    r"(?:begin|end)[_ ]group|text|string|int|integer|note|calculate|hidden"
    r"|select[_ ](?:one|1)(?:[_ ]from)?[ ]\S+|select1[ ]\S+",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(?P<type>.*?)\s+(?:or_other|or other|or specify other)\s*", re.IGNORECASE)
_EXPRESSIONS = frozenset(
    (
        "calculate",
        "calculation",
        "choice_filter",
        "constraint",
        "read_only",
        "readonly",
        "relevance",
        "relevant",
        "required",
    )
)
_FOREIGN = frozenset(
    ("audio", "autoplay", "big-image", "image", "repeat_count", "save_to", "trigger", "video")
)
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")


def problems(survey: Rows) -> Iterator[Problem]:
    """What the rows of the survey sheet ask for that cannot run."""
    if not any(row.get("type") for row in survey):
        yield Problem(Fault.NO_QUESTIONS, "", "survey")
    names = {row["name"] for row in survey if "name" in row}
    languages = {
        header.partition("::")[2] for row in survey for header in row if "label" in header
    }
    for number, row in enumerate(survey, _FIRST_ROW):
        yield from _type_problems(row.get("type", ""), number, len(languages) > 1)
        for header, cell in row.items():
            yield from _cell_problems(header, cell, number, names)


def located(problem: Problem, survey: Rows) -> Problem:
    """The same problem, with the row of the question that its path ends with.

    Its position was one in the converted expression, where names are longer than in the cell.
    """
    name = (problem.path or "").rpartition("/")[2]
    rows = [number for number, row in enumerate(survey, _FIRST_ROW) if row.get("name") == name]
    # Two questions of one name stand in different groups: no row is better than a wrong one.
    if len(rows) != 1:
        return problem
    return replace(problem, sheet="survey", row=rows[0], position=None)


def _type_problems(kind: str, row: int, translated: bool) -> Iterator[Problem]:
    other = _OTHER.fullmatch(kind)
    if other and translated:
        # The converter says "Other" in every language.
        yield Problem(Fault.UNSUPPORTED, "or_other", "survey", row, "type")
    if kind and not _TYPES.fullmatch(other["type"] if other else kind.strip()):
        yield Problem(Fault.UNSUPPORTED, kind, "survey", row, "type")


def _cell_problems(header: str, cell: str, row: int, names: set[str]) -> Iterator[Problem]:
    parts = [part.strip().lower().replace(" ", "_") for part in header.split("::")]
    column = parts[1] if parts[0] in ("bind", "media") and len(parts) > 1 else parts[0]
    if len(cell) > MAX_STRING:
        yield Problem(Fault.TOO_LONG, str(MAX_STRING), "survey", row, header)
        return
    if column in _FOREIGN:
        yield Problem(Fault.UNSUPPORTED, column, "survey", row, header)
    if column in _EXPRESSIONS:
        yield from _expression_problems(header, cell, row, names)


def _expression_problems(header: str, cell: str, row: int, names: set[str]) -> Iterator[Problem]:
    for reference in _REFERENCE.finditer(cell):
        if reference[1] not in names:
            place = reference.start() + 1
            yield Problem(Fault.UNKNOWN_NAME, reference[1], "survey", row, header, position=place)
    try:
        compiled(_REFERENCE.sub(_as_path, cell))
    except ExpressionRefused as refused:
        yield Problem(
            refused.fault, refused.detail, "survey", row, header, position=refused.position
        )


def _as_path(reference: re.Match[str]) -> str:
    """A path exactly as long as the reference, so that positions stay those of the cell."""
    return "/" + "x" * (len(reference[0]) - 1)
