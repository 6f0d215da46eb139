"""The results of a unit and a period as a workbook whose formulas reckon the index anew.

From the sheet of scores every mean and index follows by a formula; what the bot reckoned stands
beside it for programs that do not compute.
"""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bot import naming
from bot.domain.errors import NothingReleased
from bot.domain.figures import Interval, Point
from bot.domain.filing import Scored
from bot.domain.score import ELEMENTS, Index, Weight
from bot.reports.method import edition
from bot.reports.plan import cells, statuses
from bot.reports.printed import AS_IT_STANDS, height, on_paper, put
from bot.reports.respondents import hidden, tables, why_hidden
from bot.reports.walked import summed_up, walked
from bot.texts import DEFAULT, _, day, number, speaking

__all__ = ["LOWEST", "results_workbook"]

HEADER = 3
"""The row of the columns' names, below title, subject and a blank."""

FIRST = HEADER + 1
WHOLE = FIRST + len(ELEMENTS)
"""The row of all nine elements together."""

LOWEST = 3
"""For so many elements, and what ties with them, something is to be planned."""

ROOM = 15.5
"""The least height of a row of words."""

SCORES_FROM = 2
"""The column of the first element on the sheet of scores."""

CODE, NAME, SUM, NRR, WEIGHTED, IKM, MUTU, LOW, HIGH = range(9)

WIDTHS = (7, 44, 12, 10, 12, 10, 8, 12, 12)

SCALE_AXIS = {"min": 25, "max": 100, "major_unit": 25, "num_format": "0"}
CHART = {"width": 620, "height": 320}


def results_workbook(office: str, found: Scored) -> bytes:
    """In Indonesian, as all that an office files; raises NothingReleased where there is none."""
    if found.figures.index is None:
        raise NothingReleased
    kept = BytesIO()
    with speaking(DEFAULT), Workbook(kept, {"in_memory": True, **AS_IT_STANDS}) as book:
        names = (_("Summary"), _("Scores"), _("Respondents"), _("Follow-up"))
        summary, scores, respondents, plan = map(book.add_worksheet, names)
        write = _Writer(book, office, found, found.figures.index)
        write.scores(scores)
        write.summary(summary)
        write.respondents(respondents)
        write.plan(plan)
    return kept.getvalue()


class _Writer:
    def __init__(self, book: Workbook, office: str, found: Scored, index: Index) -> None:
        self.book, self.office, self.found = book, office, found
        self.figures, self.index = found.figures, index
        edge = {"border": 1, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.plain = book.add_format({"font_size": 10, "text_wrap": True, "valign": "top"})
        self.header = book.add_format({**edge, "bold": True, "bg_color": "#DDE7F0"})
        self.words = book.add_format({**edge, "num_format": "@"})
        self.middle = book.add_format({**edge, "num_format": "@", "align": "center"})
        self.whole = book.add_format({**edge, "num_format": "#,##0"})
        self.two = book.add_format({**edge, "num_format": "0.00"})
        self.four = book.add_format({**edge, "num_format": "0.0000"})
        self.share = book.add_format({**edge, "num_format": "0.0%"})
        bold = {"bold": True, "bg_color": "#EEF3F8"}
        self.all_words = book.add_format({**edge, **bold})
        self.all_middle = book.add_format({**edge, **bold, "align": "center"})
        self.all_whole = book.add_format({**edge, **bold, "num_format": "#,##0"})
        self.all_two = book.add_format({**edge, **bold, "num_format": "0.00"})
        self.all_four = book.add_format({**edge, **bold, "num_format": "0.0000"})

    def scores(self, sheet: Worksheet) -> None:
        """A row for each response, in no order."""
        self._begin(sheet, (_("No."), _("Released in"), *(one.code for one in ELEMENTS)))
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 14)
        sheet.set_column(SCORES_FROM, SCORES_FROM + len(ELEMENTS) - 1, 6)
        for row, one in enumerate(self.found.rows, FIRST):
            sheet.write_number(row, 0, row - HEADER, self.whole)
            sheet.write_string(row, 1, f"{one.month:%Y-%m}", self.middle)
            for place, score in enumerate(one.scores, SCORES_FROM):
                sheet.write_number(row, place, score, self.whole)
        last = HEADER + len(self.found.rows)
        sheet.autofilter(HEADER, 0, last, SCORES_FROM + len(ELEMENTS) - 1)
        on_paper(sheet, HEADER, last, SCORES_FROM + len(ELEMENTS) - 1)

    def summary(self, sheet: Worksheet) -> None:
        header = (
            *(_("Code"), _("Element"), _("Sum of scores"), "NRR", _("Weighted NRR"), "IKM"),
            *(_("Grade"), _("From (95 %)"), _("To (95 %)")),
        )
        self._begin(sheet, header)
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
        for row, element in enumerate(ELEMENTS, FIRST):
            sheet.write_string(row, CODE, element.code, self.middle)
            sheet.write_string(row, NAME, naming.official(element.key), self.words)
            self._element(sheet, row, element.key)
            self._interval(sheet, row, self.figures.intervals.get(element.key))
        self._whole(sheet)
        facts = self._facts(sheet, WHOLE + 2)
        trend = self._trend(sheet, facts + 1)
        self._charts(sheet, trend)
        on_paper(sheet, HEADER, trend + 36, HIGH)
        # Tables and charts on one page.
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)

    def _element(self, sheet: Worksheet, row: int, key: str) -> None:
        figure, n = self.index.elements[key], self.index.n
        scores = self._column(row - FIRST)
        total, nrr, ikm = (xl_rowcol_to_cell(row, place) for place in (SUM, NRR, IKM))
        sheet.write_formula(row, SUM, f"=SUM({scores})", self.whole, int(figure.nrr * n))
        nrr_formula = f"={total}/COUNT({scores})"
        sheet.write_formula(row, NRR, nrr_formula, self.four, float(figure.nrr))
        weighted = float(figure.nrr * self.index.weight.share)
        sheet.write_formula(row, WEIGHTED, f"={nrr}/{len(ELEMENTS)}", self.four, weighted)
        # From the sum itself: a mean that is cut off first may fall on the other side of a half.
        formula = f"=ROUND(25*{total}/COUNT({scores}),2)"
        sheet.write_formula(row, IKM, formula, self.two, float(figure.ikm))
        sheet.write_formula(row, MUTU, _graded(ikm), self.middle, figure.mutu.value)

    def _whole(self, sheet: Worksheet) -> None:
        index = self.index
        sheet.write_blank(WHOLE, CODE, None, self.all_words)
        sheet.write_string(WHOLE, NAME, _("All nine elements"), self.all_words)
        total, ikm = (xl_rowcol_to_cell(WHOLE, place) for place in (SUM, IKM))
        above = xl_range_abs(FIRST, WEIGHTED, WHOLE - 1, WEIGHTED)
        sums = xl_range_abs(FIRST, SUM, WHOLE - 1, SUM)
        every = int(sum(one.nrr for one in index.elements.values()) * index.n)
        sheet.write_formula(WHOLE, SUM, f"=SUM({sums})", self.all_whole, every)
        sheet.write_blank(WHOLE, NRR, None, self.all_words)
        sheet.write_formula(WHOLE, WEIGHTED, f"=SUM({above})", self.all_four, float(index.nrr))
        formula = f"=ROUND(25*{total}/COUNT({self._every()}),2)"
        sheet.write_formula(WHOLE, IKM, formula, self.all_two, float(index.ikm))
        sheet.write_formula(WHOLE, MUTU, _graded(ikm), self.all_middle, index.mutu.value)
        self._interval(sheet, WHOLE, self.figures.interval)

    def _interval(self, sheet: Worksheet, row: int, one: Interval | None) -> None:
        shape = self.all_two if row == WHOLE else self.two
        for place, end in ((LOW, one and one.low), (HIGH, one and one.high)):
            if end is None:
                sheet.write_blank(row, place, None, shape)
            else:
                sheet.write_number(row, place, end, shape)

    def _facts(self, sheet: Worksheet, row: int) -> int:
        """What the figures rest on; the row below it."""
        sheet.write_string(row, NAME, _("Respondents"), self.words)
        counted = f"=COUNT({self._column(0)})"
        sheet.write_formula(row, SUM, counted, self.whole, self.index.n)
        for at, (what, said) in enumerate(self._sentences(), row + 1):
            sheet.write_string(at, NAME, what, self.words)
            sheet.merge_range(at, SUM, at, HIGH, said, self.words)
            sheet.set_row(at, max(ROOM, height((said,), (sum(WIDTHS[SUM:]),))))
            row = at
        return row + 1

    def _sentences(self) -> list[tuple[str, str]]:
        basis, sample = self.figures.basis, self.figures.sample
        weight = "1/9" if self.index.weight is Weight.EXACT else self.index.weight.value
        target = _("not known: it follows from how many people were served")
        if sample.target is not None:
            text = _("{target} of {population} people served")
            target = text.format(
                target=number(sample.target), population=number(sample.population or 0)
            )
        return [
            (_("Target (Krejcie & Morgan)"), target),
            (_("Weight of an element"), weight),
            (_("How it is reckoned"), _(
                "NRR = sum of scores / respondents; IKM = 25 x weighted sum of NRR, rounded once, "
                "half up, to two decimals. The interval is Student's."
            )),
            (_("Answers"), _(
                "Voluntary; released in groups of at least five, counted in the month of release."
            )),
            (_("Survey"), edition(basis)),
            (_("As of"), day(basis.day)),
            (_("Reference"), basis.reference),
        ]  # fmt: skip

    def _trend(self, sheet: Worksheet, row: int) -> int:
        """The periods, the oldest first; the row below them."""
        header = ("", _("Period"), _("Respondents"), "IKM")
        for place, words in enumerate(header[1:], NAME):
            sheet.write_string(row, place, words, self.header)
        self.trend = (row + 1, row + len(self.figures.trend))
        for at, one in enumerate(self.figures.trend, row + 1):
            sheet.write_string(at, NAME, naming.period(one.period), self.words)
            sheet.write_number(at, SUM, one.n, self.whole)
            self._point(sheet, at, one)
        return self.trend[1] + 1

    def _point(self, sheet: Worksheet, row: int, one: Point) -> None:
        if one.index is None:
            sheet.write_blank(row, NRR, None, self.two)
        elif one.period == self.figures.basis.period:
            formula = f"={xl_rowcol_to_cell(WHOLE, IKM)}"
            sheet.write_formula(row, NRR, formula, self.two, float(one.index.ikm))
        else:
            sheet.write_number(row, NRR, float(one.index.ikm), self.two)

    def _charts(self, sheet: Worksheet, row: int) -> None:
        name = sheet.get_name()
        bars = self.book.add_chart({"type": "bar"})
        bars.add_series(
            {
                "name": "IKM",
                "categories": [name, FIRST, NAME, WHOLE - 1, NAME],
                "values": [name, FIRST, IKM, WHOLE - 1, IKM],
                "fill": {"color": "#5B7C99"},
                "data_labels": {"value": True, "num_format": "0.00"},
                "gap": 60,
            }
        )
        bars.set_title({"name": _("IKM of each element"), "name_font": {"size": 12}})
        bars.set_y_axis({"reverse": True})
        bars.set_x_axis({**SCALE_AXIS, "crossing": "min"})
        line = self.book.add_chart({"type": "line"})
        first, last = self.trend
        line.add_series(
            {
                "name": "IKM",
                "categories": [name, first, NAME, last, NAME],
                "values": [name, first, NRR, last, NRR],
                "line": {"color": "#2F4B66", "width": 2},
                "marker": {"type": "circle", "size": 6, "fill": {"color": "#2F4B66"}},
                "data_labels": {"value": True, "num_format": "0.00", "position": "above"},
            }
        )
        line.set_title({"name": _("IKM over time"), "name_font": {"size": 12}})
        line.set_y_axis(SCALE_AXIS)
        for at, chart in ((row + 1, bars), (row + 18, line)):
            chart.set_legend({"none": True})
            chart.set_size(CHART)
            sheet.insert_chart(at, NAME, chart)

    def respondents(self, sheet: Worksheet) -> None:
        self._begin(sheet, (_("Question"), _("Answers"), _("People"), _("Share")))
        for place, width in enumerate((44, 34, 11, 11)):
            sheet.set_column(place, place, width)
        row, n = FIRST, self.index.n
        for title, answers, untold in tables(self.figures):
            for words, count in [*answers, *([(hidden(), untold)] if untold else [])]:
                sheet.write_string(row, 0, title, self.words)
                sheet.write_string(row, 1, words, self.words)
                sheet.write_number(row, 2, count, self.whole)
                cell = xl_rowcol_to_cell(row, 2)
                formula = f"={cell}/COUNT({self._column(0)})"
                sheet.write_formula(row, 3, formula, self.share, count / n)
                row += 1
        sheet.merge_range(row + 1, 0, row + 1, 3, why_hidden(), self.plain)
        sheet.set_row(row + 1, 30)
        on_paper(sheet, HEADER, self._walked(sheet, row + 3), 3)

    def _walked(self, sheet: Worksheet, row: int) -> int:
        """How interviews in the chat went; the last row of it."""
        sheet.merge_range(row, 0, row, 3, summed_up(self.found.health), self.plain)
        sheet.set_row(row, 44)
        for title, rows, of in walked(self.found.health):
            row += 2
            sheet.merge_range(row, 0, row, 1, title, self.header)
            sheet.write_string(row, 2, _("Interviews"), self.header)
            sheet.write_string(row, 3, _("Share"), self.header)
            for words, n in rows:
                row += 1
                sheet.merge_range(row, 0, row, 1, words, self.words)
                sheet.write_number(row, 2, n, self.whole)
                sheet.write_formula(
                    row, 3, f"={xl_rowcol_to_cell(row, 2)}/{of}", self.share, n / of
                )
        return row

    def plan(self, sheet: Worksheet) -> None:
        """What is promised for the lowest elements; the rest is to be filled in."""
        header = (
            *(_("No."), _("Element"), "IKM", _("Action")),
            *(_("Who"), _("By when"), _("Status")),
        )
        self._begin(sheet, header)
        for place, width in enumerate((5, 36, 9, 50, 24, 16, 14)):
            sheet.set_column(place, place, width)
        lowest = self.index.weakest(LOWEST)
        places = {element.key: row for row, element in enumerate(ELEMENTS, FIRST)}
        for row, key in enumerate(lowest, FIRST):
            sheet.set_row(row, 48)
            sheet.write_number(row, 0, row - HEADER, self.whole)
            sheet.write_string(row, 1, naming.official(key), self.words)
            cell = xl_rowcol_to_cell(places[key], IKM)
            ikm = float(self.index.elements[key].ikm)
            sheet.write_formula(row, 2, f"='{_('Summary')}'!{cell}", self.two, ikm)
            for place, words in enumerate(cells(self.found.plans.get(key)), 3):
                put(sheet, row, place, words, self.words)
        last = HEADER + len(lowest)
        choices = [*statuses()]
        sheet.data_validation(FIRST, 6, last, 6, {"validate": "list", "source": choices})
        on_paper(sheet, HEADER, last, len(header) - 1)

    def _begin(self, sheet: Worksheet, header: Sequence[str]) -> None:
        sheet.write_string(0, 0, self.office, self.title)
        text = _("Citizen satisfaction survey (SKM) {unit}, {period}")
        period = naming.period(self.figures.basis.period)
        words = text.format(unit=self.figures.title, period=period)
        sheet.write_string(1, 0, words, self.title)
        for place, name in enumerate(header):
            sheet.write_string(HEADER, place, name, self.header)
        sheet.set_row(HEADER, 28)
        sheet.freeze_panes(FIRST, 0)

    def _column(self, element: int) -> str:
        """Where the scores of an element stand, as a formula names it."""
        return self._cells(element, element)

    def _every(self) -> str:
        return self._cells(0, len(ELEMENTS) - 1)

    def _cells(self, first: int, last: int) -> str:
        row = HEADER + len(self.found.rows)
        cells = xl_range_abs(FIRST, SCORES_FROM + first, row, SCORES_FROM + last)
        return f"'{_('Scores')}'!{cells}"


def _graded(cell: str) -> str:
    return f'=IF({cell}>=88.31,"A",IF({cell}>=76.61,"B",IF({cell}>=65,"C","D")))'
