"""A short check of what people know of a training: a few questions, each with one right answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["MOST_QUESTIONS", "UNFIT", "CheckQuestion", "form"]

MOST_QUESTIONS = 5

LABELS = ("label::Bahasa Indonesia (id)", "label::English (en)")

UNFIT = ("|", "${")
"""What cannot stand in a question or a choice: it ends a cell, or names another question."""

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """A question, what one may choose, and the place of what is right, from 0."""

    text: str
    choices: tuple[str, ...]
    right: int


def form(code: str, questions: Sequence[CheckQuestion]) -> str:
    """An XLSForm Markdown table that asks them and counts how many were answered right."""
    asked = list(enumerate(questions, 1))
    right = " + ".join(f"if(${{p{n}}} = '{one.right}', 1, 0)" for n, one in asked)
    survey: list[Row] = [
        ("type", "name", *LABELS, "required", "calculation"),
        ("begin_group", "cek", "Cek pengetahuan", "What I know", "", ""),
        *((f"select_one p{n}", f"p{n}", one.text, one.text, "yes", "") for n, one in asked),
        ("end_group", "", "", "", "", ""),
        ("calculate", "benar", "", "", "", right),
        ("calculate", "soal", "", "", "", str(len(asked))),
    ]
    choices: list[Row] = [
        ("list_name", "name", *LABELS),
        *(
            (f"p{n}", str(place), choice, choice)
            for n, one in asked
            for place, choice in enumerate(one.choices)
        ),
    ]
    settings: list[Row] = [
        ("form_title", "form_id", "version", "default_language"),
        (code, code, "1", "Bahasa Indonesia (id)"),
    ]
    sheets = (("survey", survey), ("choices", choices), ("settings", settings))
    return "".join(line for name, rows in sheets for line in _sheet(name, rows))


def _sheet(name: str, rows: Iterable[Row]) -> Iterable[str]:
    yield f"| {name} |\n"
    for row in rows:
        yield f"| | {' | '.join(row)} |\n"
