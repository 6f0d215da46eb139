"""Cards of what comes as files: the attendance list of a session, JP of a year, results."""

from bot import naming
from bot.domain.errand import ErrandKind
from bot.domain.figures import Figures
from bot.domain.register import Recap, Register
from bot.domain.unit import Tree
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views import course as words
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import short_of
from bot.texts import _, ngettext, number

__all__ = [
    "attendance",
    "choosing_unit",
    "making",
    "nobody_employed",
    "nobody_expected",
    "recap",
    "results",
]


def making() -> Card:
    """The file is on its way."""
    return Card(_("⏳ The list is being made; it comes as a file."))


def attendance(found: Register) -> Card:
    """The attendance list was sent."""
    count = len(found.participants)
    text = ngettext(
        "✓ The attendance list with {n} name is in the file below, to be printed on A4.",
        "✓ The attendance list with {n} names is in the file below, to be printed on A4.",
        count,
    )
    return _of_session(found, text.format(n=number(count)))


def nobody_expected(found: Register) -> Card:
    """A list without anybody is none."""
    return _of_session(found, _("Nobody is registered yet, so there is no list."))


def choosing_unit(tree: Tree, year: int, this_year: int, at: int) -> Card:
    """Whose JP, and of which year; a unit stands for all below it."""
    listed = [unit for _depth, unit in tree.walk()]
    page = paged(listed, at)
    taps = [_recap(short_of(tree, listed[place]), year, listed[place].id) for place in page.places]
    turn = turning(page.at, page.of, lambda to: buttons.Recap(year=year, unit=None, page=to))
    other = this_year - 1 if year == this_year else this_year
    last = (
        _recap(_("Every unit"), year, 0),
        _recap(_("Year {year}").format(year=other), other, None),
        button(_("‹ Back"), buttons.Trainings(view="all")),
    )
    text = _(
        "<b>JP recapitulation {year}</b>\nOf which unit? A unit stands for all below it. The list "
        "comes as a file (XLSX)."
    )
    return Card(text.format(year=year), (*column(*taps), *turn, *column(*last)))


def recap(found: Recap) -> Card:
    """The recapitulation was sent."""
    count = len(found.earners)
    text = ngettext(
        "✓ The JP of {n} employee are in the file below: {year}, {scope}.",
        "✓ The JP of {n} employees are in the file below: {year}, {scope}.",
        count,
    )
    scope = escape(found.scope) or _("all units")
    said = text.format(n=number(count), year=found.year, scope=scope)
    return Card(said, column(_recap(_("‹ Back"), found.year, None)))


def nobody_employed() -> Card:
    """A recapitulation without anybody is none."""
    back = button(_("‹ Back"), buttons.Trainings(view="recap"))
    return Card(_("There is no employee in this unit, so there is no list."), column(back))


def results(kind: ErrandKind, found: Figures) -> Card:
    """What is filed of a unit and a period was sent."""
    said = {
        ErrandKind.REPORT: _("✓ The report is in the file below, to be printed on A4 (PDF)."),
        ErrandKind.WORKBOOK: _(
            "✓ The workbook is in the file below (XLSX); its formulas reckon the index anew."
        ),
        ErrandKind.ROWS: _(
            "✓ The released answers are in the file below (CSV), and what their columns mean."
        ),
    }
    basis = found.basis
    lines = (
        f"<b>{escape(found.title)}</b>, {naming.period(basis.period)}",
        *filter(None, (naming.provisional(basis),)),
        said[kind],
        _("Reference: {reference}").format(reference=basis.reference),
    )
    back = button(
        _("‹ Back"), buttons.Report(view="unit", unit=found.unit_id, period=basis.period.code)
    )
    return Card("\n".join(lines), column(back))


def _of_session(found: Register, text: str) -> Card:
    course = found.course
    back = button(_("‹ Back"), buttons.Session(session=course.session.id, deed="show"))
    return Card(f"{words.title(course)}\n{text}", column(back))


def _recap(label: str, year: int, unit: int | None) -> Button:
    return button(label, buttons.Recap(year=year, unit=unit))
