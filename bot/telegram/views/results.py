"""Cards of results: what anybody may see of a unit, and the admins' report."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.response import RELEASE_SIZE, Result
from bot.domain.score import ELEMENTS, Index
from bot.telegram import buttons
from bot.telegram.card import Card, Row, button, column, escape
from bot.telegram.views.follow import follow_button, followed
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, element, elements, mutu
from bot.texts import _, day, language, ngettext, number

__all__ = ["report", "report_of_unit", "result"]

INDENT = "\u2003"


def result(found: Result, *, following: bool) -> Card:
    """/hasil: everything released of one unit."""
    lines = [f"<b>{escape(found.title)}</b>"]
    if found.index is None:
        lines.append(_nothing_yet(found.waiting))
    else:
        lines += _figures(found, found.index)
    other = buttons.Units(page=0, node=None, results=True, language=language(), text="")
    if following:
        lines.append(followed())
    rows = column(
        follow_button(found.unit_id, following=following),
        button(_("Another unit's result"), other),
    )
    return Card("\n".join(lines), rows)


def _nothing_yet(waiting: int) -> str:
    return ngettext(
        "{n} answer, shown from {size} on.", "{n} answers, shown from {size} on.", waiting
    ).format(n=waiting, size=RELEASE_SIZE)


def _figures(found: Result, index: Index) -> list[str]:
    lines = [
        _("Satisfaction index {ikm}, grade {mutu}").format(
            ikm=number(index.ikm, 2), mutu=mutu(index.mutu)
        ),
        ngettext("{n} answer", "{n} answers", index.n).format(n=number(index.n)),
    ]
    if index.lowest != index.highest:
        lines.append(_("Strongest: {elements}").format(elements=elements(index.highest)))
        lines.append(_("Weakest: {elements}").format(elements=elements(index.lowest)))
    if found.first and found.last:
        text = _("Released between {first} and {last}; answers are voluntary.")
        lines.append(text.format(first=day(found.first), last=day(found.last)))
    return lines


def report(results: Sequence[Result], page: int) -> Card:
    """/laporan: every unit and subtree, a line each."""
    if not results:
        return Card(_("There are no units yet. Import them with: torang import units FILE.csv"))
    turned = paged(results, page)
    shown = [results[place] for place in turned.places]
    parts = [
        _("<b>Report of all units</b>\nAnswers released · waiting · index"),
        "\n".join(_report_line(found) for found in shown),
    ]
    rows: tuple[Row, ...] = column(
        *(
            button(clip(found.title), buttons.Report(page=turned.at, unit=found.unit_id))
            for found in shown
        )
    )
    turn = turning(turned.at, turned.of, lambda at: buttons.Report(page=at, unit=None))
    return Card("\n\n".join(parts), (*rows, *turn))


def _report_line(found: Result) -> str:
    index = found.index
    figure = f"<b>{number(index.ikm, 2)}</b> {index.mutu}" if index else "–"
    name = escape(found.title)
    return f"{INDENT * found.depth}{name}: {number(found.n)} · {number(found.waiting)} · {figure}"


def report_of_unit(found: Result, page: int) -> Card:
    """One unit of the report, with the nine elements."""
    lines = [
        f"<b>{escape(found.title)}</b>",
        _("{n} released · {waiting} waiting").format(
            n=number(found.n), waiting=number(found.waiting)
        ),
    ]
    if found.index is None:
        lines.append(_nothing_yet(found.waiting))
    else:
        lines += ["", *_elements(found.index), "", *_figures(found, found.index)[:1]]
        if found.first and found.last:
            text = _("Released between {first} and {last}; answers are voluntary.")
            lines.append(text.format(first=day(found.first), last=day(found.last)))
    back = button(_("‹ All units"), buttons.Report(page=page, unit=None))
    return Card("\n".join(lines), ((back,),))


def _elements(index: Index) -> list[str]:
    """A line for each element: name, NRR, index, grade, and a mark on the lowest."""
    lines = []
    for known in ELEMENTS:
        figure = index.elements[known.key]
        nrr = number(Decimal(figure.nrr.numerator) / figure.nrr.denominator, 2)
        low = _(" ◂ lowest") if known.key in index.lowest != index.highest else ""
        name = escape(element(known.key))
        lines.append(f"{name}: {nrr} · {number(figure.ikm, 2)} {figure.mutu}{low}")
    return lines
