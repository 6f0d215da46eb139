"""Released responses as CSV, for analysts, and the dictionary of their columns."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from bot import naming
from bot.domain.filing import Scored
from bot.domain.score import ELEMENTS
from bot.reports.method import edition
from bot.texts import DEFAULT, _, day, speaking

__all__ = ["archive", "dictionary", "rows"]

MONTH, MODE = "bulan", "kanal"


def rows(found: Scored) -> bytes:
    """A row for each response, in no order; the columns are in the dictionary."""
    header = (MONTH, *(element.key for element in ELEMENTS), MODE)
    return _csv(header, ((f"{one.month:%Y-%m}", *one.scores, one.mode) for one in found.rows))


def dictionary(found: Scored) -> bytes:
    """What each column holds, and where all of it comes from; in Indonesian."""
    with speaking(DEFAULT):
        return _csv((_("name"), _("meaning"), _("values")), _explained(found))


def archive(found: Scored) -> bytes:
    """Both, in a file that a chat can send."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("respons.csv", rows(found))
        zipped.writestr("kamus-data.csv", dictionary(found))
    return kept.getvalue()


def _explained(found: Scored) -> list[Sequence[str]]:
    basis = found.figures.basis
    scores = _("1 to 4; 4 is the best")
    modes = ", ".join(sorted({one.mode for one in found.rows if one.mode})) or "-"
    shown = _("empty where it may not be told: {modes}").format(modes=modes)
    said = (naming.period(basis.period), naming.provisional(basis))
    return [
        (MONTH, _("Month in which the answer was released"), _("year-month")),
        *((one.key, f"{one.code} {naming.official(one.key)}", scores) for one in ELEMENTS),
        (MODE, _("How it was answered"), shown),
        ("", _("Unit"), f"{found.figures.title} ({basis.unit})"),
        ("", _("Period"), " · ".join(filter(None, said))),
        ("", _("Survey"), edition(basis)),
        ("", _("As of"), day(basis.day)),
        ("", _("Reference"), basis.reference),
        ("", _("Order"), _("by chance: neither the order nor any column tells who answered")),
    ]


def _csv(header: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    kept = StringIO(newline="")
    written = csv.writer(kept)
    written.writerow(header)
    written.writerows(lines)
    # With its mark, by which spreadsheet programs know the letters.
    return kept.getvalue().encode("utf-8-sig")
