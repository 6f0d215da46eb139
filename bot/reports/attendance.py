"""The attendance list of a session as offices print it: a sheet for each day, to be signed."""

from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.domain.register import Participant, Register
from bot.domain.training import Course
from bot.reports.printed import AS_IT_STANDS, height, on_paper, put
from bot.texts import DEFAULT, _, day, speaking, time

__all__ = ["MOST_DAYS", "attendance_list"]

WIDTHS = (5, 32, 21, 10, 30, 26, 14, 14)
LAST = len(WIDTHS) - 1

MOST_DAYS = 31
"""Of a longer one the last sheet is copied by hand."""

ROOM = 30
"""The least height of a row, so that there is room for a signature."""

DAY = timedelta(days=1)


def attendance_list(office: str, found: Register) -> bytes:
    """A workbook to be printed on A4; it speaks Indonesian, as all that an office files."""
    kept = BytesIO()
    with speaking(DEFAULT), Workbook(kept, {"in_memory": True, **AS_IT_STANDS}) as book:
        days = list(_days(found.course))
        for number, one in enumerate(days, 1):
            name = _("Day {n}").format(n=number) if len(days) > 1 else _("Attendance")
            _Sheet(book, book.add_worksheet(name), office, found, one).write()
    return kept.getvalue()


def _days(course: Course) -> Iterable[date]:
    """By the clock of the place."""
    first, last = course.session.day, course.session.last_day
    return (first + n * DAY for n in range(min(MOST_DAYS, (last - first).days + 1)))


class _Sheet:
    """One day's sheet, written from the top."""

    def __init__(
        self, book: Workbook, sheet: Worksheet, office: str, found: Register, day_: date
    ) -> None:
        self.sheet, self.office, self.found, self.day = sheet, office, found, day_
        cell = {"font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.cell = book.add_format(cell)
        self.middle = book.add_format({**cell, "align": "center"})
        self.header = book.add_format({**cell, "bold": True, "align": "center"})
        self.left = book.add_format({**cell, "right": 0})
        self.right = book.add_format({**cell, "left": 0})
        self.plain = book.add_format({"font_size": 11, "text_wrap": True, "valign": "top"})
        title = {"bold": True, "align": "center", "text_wrap": True}
        self.office_ = book.add_format({**title, "font_size": 13})
        self.title = book.add_format({**title, "font_size": 12})

    def write(self) -> None:
        for place, width in enumerate(WIDTHS):
            self.sheet.set_column(place, place, width)
        head = self._head()
        self._header(head)
        row = head + 1
        for number, one in enumerate(self.found.participants, 1):
            self._line(row, number, one)
            row += 1
        last = self._signature(row + 1)
        on_paper(self.sheet, head, last, LAST)

    def _head(self) -> int:
        """Who, what, when and where; the row that the table begins in."""
        course = self.found.course
        lines = (
            (self.office.upper(), self.office_),
            (_("ATTENDANCE LIST"), self.title),
            (course.training.title, self.title),
        )
        for row, (words, shape) in enumerate(lines):
            self.sheet.merge_range(row, 0, row, LAST, words, shape)
        row = len(lines) + 1
        for label, words in self._facts():
            self.sheet.merge_range(row, 0, row, 1, label, self.plain)
            self.sheet.merge_range(row, 2, row, LAST, f": {words}", self.plain)
            row += 1
        return row + 1

    def _facts(self) -> list[tuple[str, str]]:
        session, training = self.found.course.session, self.found.course.training
        zone = session.zone
        first, last = session.day, session.last_day
        hours = _("{begin}–{end} {zone}").format(
            begin=time(session.starts_at, zone),
            end=time(session.ends_at, zone),
            zone=session.starts_at.astimezone(zone).tzname(),
        )
        facts = [(_("Day, date"), day(self.day)), (_("Time"), hours)]
        if (last - first).days:
            number = (self.day - first).days + 1
            facts[0] = (_("Day, date"), _("{day} (day {n})").format(day=day(self.day), n=number))
        facts.append((_("Place"), session.place or session.link))
        return [*facts, (_("Given by"), training.provider_name)]

    def _header(self, row: int) -> None:
        names = (_("No."), _("Name"), _("NIP"), _("Rank"), _("Position"), _("Unit"))
        for place, name in enumerate(names):
            self.sheet.write_string(row, place, name, self.header)
        self.sheet.merge_range(row, LAST - 1, row, LAST, _("Signature"), self.header)

    def _line(self, row: int, number: int, one: Participant) -> None:
        self.sheet.set_row(row, max(ROOM, height(one, WIDTHS[1:6])))
        self.sheet.write_number(row, 0, number, self.middle)
        for place, words in enumerate(one, 1):
            shape = self.middle if place in {2, 3} else self.cell
            put(self.sheet, row, place, words, shape)
        # Odd numbers sign on the left, even ones on the right, so that none writes over another.
        own = LAST - number % 2
        for place, shape in ((LAST - 1, self.left), (LAST, self.right)):
            put(self.sheet, row, place, f"{number}." if place == own else "", shape)

    def _signature(self, row: int) -> int:
        """Where whoever gave it signs; the last row."""
        for n, words in enumerate(
            (_("Given by"), self.found.course.training.provider_name, "", "", "." * 40, "NIP")
        ):
            self.sheet.merge_range(row + n, LAST - 2, row + n, LAST, words, self.plain)
        return row + 5
