"""What is said of spreadsheets: every problem with its place, every change."""

from collections.abc import Sequence

from bot.domain.errors import PassedOver, ScoreFault, ScoreProblem, UnitFault, UnitProblem
from bot.domain.unit import Changes
from bot.texts import _

__all__ = ["changes", "one_line", "passed_over", "problem", "score_problem"]

LONGEST, MOST = 60, 30


def problem(found: UnitProblem) -> str:
    """What is wrong with a cell and what would be right, as one line."""
    faults = {
        UnitFault.BAD_CODE: _("a code has 1 to 40 small letters, digits or dashes"),
        UnitFault.BAD_NAME: _("a name has 1 to 80 characters"),
        UnitFault.TWICE: _("this code stands in an earlier row; every code may stand once"),
        UnitFault.NO_PARENT: _("no row has this code; add the parent, or leave the cell empty"),
        UnitFault.CIRCLE: _("this unit would be above itself; name another parent"),
        UnitFault.RATED_PARENT: _("this unit has answers already, so nothing can be below it"),
        UnitFault.NO_COLUMN: _("this column is missing in the header row"),
        UnitFault.NOT_A_TABLE: _(
            "this is neither an XLSX workbook nor a CSV file in UTF-8; save it as one of these"
        ),
        UnitFault.EMPTY: _("there are no rows"),
    }
    return _at(found, faults[found.fault])


def score_problem(found: ScoreProblem) -> str:
    """What is wrong with a cell of a file of scores, as one line."""
    faults = {
        ScoreFault.NO_SCORE: _("a score is missing; write 1, 2, 3 or 4"),
        ScoreFault.NOT_A_SCORE: _("a score is 1, 2, 3 or 4"),
        ScoreFault.NO_COLUMN: _("this column is missing in the header row"),
        ScoreFault.TWICE: _("this column stands twice; keep one"),
        ScoreFault.TOO_WIDE: _(
            "this row is longer than the header row; a cell that holds a comma or semicolon "
            "needs quotes"
        ),
        ScoreFault.NOT_A_TABLE: _(
            "this is neither an XLSX workbook nor a CSV file in UTF-8; save it as one of these"
        ),
        ScoreFault.EMPTY: _("there are no rows"),
    }
    return _at(found, faults[found.fault])


def passed_over(found: PassedOver) -> list[str]:
    """What of a file of scores is not used, a line for each kind."""
    texts = (
        (_("Columns that are not used: {names}"), found.columns),
        (_("Columns without a header, not used: {names}"), found.unnamed),
        (_("Sheets that are not used: {names}"), found.sheets),
        (_("Empty rows, not counted: {names}"), tuple(map(str, found.rows))),
    )
    return [text.format(names=_some(names)) for text, names in texts if names]


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(map(one_line, names[:MOST]))
    return f"{shown}, …" if len(names) > MOST else shown


def _at(found: UnitProblem | ScoreProblem, text: str) -> str:
    place = _("row {row}, column {column}") if found.column else _("row {row}")
    shown = place.format(row=found.row, column=found.column)
    value = f" “{one_line(found.value)}”" if found.value else ""
    return f"{shown}{value}: {text}"


def one_line(cell: str) -> str:
    """What a cell holds, short, and with a mark for every sign that would not be seen."""
    words = " ".join(cell.split())
    line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def changes(found: Changes, *, dry_run: bool) -> str:
    """What an import did, or would do."""
    lines = [
        _("New: {codes}").format(codes=_listed(found.new)),
        _("Changed: {codes}").format(codes=_listed(found.changed)),
        _("Taken out of the list: {codes}").format(codes=_listed(found.gone)),
        _("Unchanged: {n}").format(n=found.same),
    ]
    if dry_run:
        lines.append(_("Nothing was changed: this was a rehearsal."))
    return "\n".join(lines)


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes) or "-"
