"""The results of a unit and a period as a PDF on A4, as offices hand them in."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot import naming
from bot.domain.errors import NothingReleased
from bot.domain.figures import Figures, Interval, Point
from bot.domain.filing import Report
from bot.domain.score import ELEMENTS, Figure, Index, rounded
from bot.reports.method import changed, edition, grades, method, sampled
from bot.reports.plan import cells
from bot.reports.respondents import hidden, tables, why_hidden
from bot.reports.walked import Walked, summed_up, walked
from bot.reports.workbook import LOWEST
from bot.texts import DEFAULT, _, day, ngettext, number, speaking

__all__ = ["results_report"]

TEMPLATE = Path(__file__).with_name("report.typ")

MARKS = ("25", "65", "76.61", "88.31", "100")
"""Where the grades begin and the scale ends."""


def results_report(office: str, found: Report) -> bytes:
    """In Indonesian, as all that an office files; raises NothingReleased where there is none."""
    if found.figures.index is None:
        raise NothingReleased
    # Here, because only who prints needs it.
    import typst

    with speaking(DEFAULT):
        given = _given(office, found, found.figures.index)
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given)},
    )
    return made


def _given(office: str, found: Report, index: Index) -> Mapping[str, Any]:
    figures = found.figures
    basis, period = figures.basis, naming.period(figures.basis.period)
    heading = _("Report of the Citizen Satisfaction Survey (SKM)")
    return {
        "office": office,
        "title": f"{heading}: {figures.title}, {period}",
        "heading": heading,
        "language": DEFAULT,
        "unit": figures.title,
        "period": period,
        "as_of": _("As of {day}").format(day=day(basis.day)),
        "reference": _("Reference: {reference}").format(reference=basis.reference),
        "page": _("Page {n} of {all}"),
        "words": _words(),
        "whole": _whole(figures, index),
        "summary": _summary(figures, index),
        "method": [(_("Survey"), edition(basis)), *method(index.weight)],
        "sample": sampled(figures.sample),
        "mix": _mix(figures),
        "why_hidden": why_hidden(),
        "walked": summed_up(found.health),
        "walks": [_walked(one) for one in walked(found.health)],
        "elements": [_element(one.key, one.code, figures, index) for one in ELEMENTS],
        "grades": grades(),
        "bars": [_bar(one.key, figures, index) for one in ELEMENTS],
        "chart": _(
            "The bars show the IKM from 25 to 100, the strokes its 95 % interval, the dotted "
            "lines where the grades C, B and A begin."
        ),
        "trend": [_point(one) for one in figures.trend],
        "marks": {mark: number(Decimal(mark), 2) for mark in MARKS},
        "change": changed(figures),
        "lowest": _lowest(index),
        "plan": [
            {
                "name": naming.official(key),
                "ikm": number(index.elements[key].ikm, 2),
                "cells": cells(found.plans.get(key)),
            }
            for key in index.weakest(LOWEST)
        ],
        "commented": _commented(found, index.n),
        "comments": _together(found.comments),
        "below": [_ranked(rank, one) for rank, one in enumerate(found.below, 1)],
        "signed": _("Head of the unit"),
    }


def _words() -> dict[str, str | Sequence[str]]:
    interval = _("95 % interval")
    return {
        "ikm": _("Citizen satisfaction index (IKM)"),
        "summary": _("Summary"),
        "method": _("Method"),
        "respondents": _("Respondents"),
        "people": _("People"),
        "interviews": _("Interviews"),
        "share": _("Share"),
        "elements": _("The nine elements"),
        "element_columns": (
            *(_("Code"), _("Element"), "NRR", _("Weighted NRR"), "IKM", _("Grade"), interval),
        ),
        "all": _("All nine elements"),
        "trend": _("IKM over time"),
        "lowest": _("The lowest elements"),
        "plan": _("Follow-up plan (RTL)"),
        "plan_columns": (
            *(_("No."), _("Element"), "IKM", _("Action")),
            *(_("Who"), _("By when"), _("Status")),
        ),
        "comments": _("Criticism and suggestions"),
        "below": _("Annex: the units below"),
        "below_columns": (*(_("No."), _("Unit"), _("Respondents"), "IKM", _("Grade"), interval),),
    }


def _whole(figures: Figures, index: Index) -> dict[str, str]:
    ends = figures.interval and _ends(figures.interval)
    return {
        "ikm": number(index.ikm, 2),
        "mutu": index.mutu.value,
        "performance": naming.performance(index.mutu),
        "weighted": number(rounded(index.nrr, 4), 4),
        "range": ends or "–",
        "interval": _("95 % interval: {interval}").format(interval=ends) if ends else "",
    }


def _summary(figures: Figures, index: Index) -> list[str]:
    text = ngettext(
        "{n} respondent rated {unit} in the period {period}. The IKM is {ikm}, grade {mutu} "
        "({performance}).",
        "{n} respondents rated {unit} in the period {period}. The IKM is {ikm}, grade {mutu} "
        "({performance}).",
        index.n,
    )
    first = text.format(
        n=number(index.n),
        unit=figures.title,
        period=naming.period(figures.basis.period),
        ikm=number(index.ikm, 2),
        mutu=index.mutu.value,
        performance=naming.performance(index.mutu),
    )
    return [first, *(_ends_of(index) if index.lowest != index.highest else [])]


def _ends_of(index: Index) -> list[str]:
    return [
        _("Highest: {elements}. Lowest: {lowest}.").format(
            elements=_listed(index, index.highest), lowest=_listed(index, index.lowest)
        )
    ]


def _listed(index: Index, keys: Sequence[str]) -> str:
    return "; ".join(
        f"{naming.official(key)} ({number(index.elements[key].ikm, 2)})" for key in keys
    )


def _lowest(index: Index) -> str:
    text = _("The plan begins with these elements, the lowest first: {elements}.")
    return text.format(elements=_listed(index, index.weakest(LOWEST)))


def _mix(figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "rows": [
                (words, number(count), _("{percent} %").format(percent=_percent(count, figures.n)))
                for words, count in (
                    *one.answers,
                    *([(hidden(), one.untold)] if one.untold else []),
                )
            ],
        }
        for one in tables(figures)
    ]


def _walked(one: Walked) -> dict[str, Any]:
    return {
        "title": one.title,
        "rows": [
            (words, number(n), _("{percent} %").format(percent=_percent(n, one.of)))
            for words, n in one.rows
        ],
    }


def _percent(some: int, of: int) -> str:
    return number(Decimal(100 * some) / of, 1)


def _element(key: str, code: str, figures: Figures, index: Index) -> dict[str, str]:
    one: Figure = index.elements[key]
    interval = figures.intervals.get(key)
    return {
        "code": code,
        "name": naming.official(key),
        "nrr": number(rounded(one.nrr, 4), 4),
        "weighted": number(rounded(one.nrr * index.weight.share, 4), 4),
        "ikm": number(one.ikm, 2),
        "mutu": one.mutu.value,
        "interval": _ends(interval) if interval else "–",
    }


def _bar(key: str, figures: Figures, index: Index) -> dict[str, Any]:
    ikm, interval = index.elements[key].ikm, figures.intervals.get(key)
    return {
        "name": naming.element(key),
        "value": float(ikm),
        "ikm": number(ikm, 2),
        "ends": interval and (interval.low, interval.high),
    }


def _point(one: Point) -> dict[str, Any]:
    return {
        "period": naming.period(one.period),
        "n": number(one.n),
        "value": float(one.index.ikm) if one.index else None,
        "ikm": number(one.index.ikm, 2) if one.index else "",
    }


def _ranked(rank: int, one: Point) -> dict[str, str]:
    index = one.index
    return {
        "rank": str(rank) if index else "",
        "name": one.title,
        "n": number(one.n),
        "ikm": number(index.ikm, 2) if index else "–",
        "mutu": index.mutu.value if index else "–",
        "interval": _ends(one.interval) if one.interval else "–",
    }


def _commented(found: Report, n: int) -> str:
    if not found.commented:
        return _("Nobody wrote anything.")
    text = _("{written} of {n} respondents wrote something; numbers of people are masked.")
    said = text.format(written=number(found.commented), n=number(n))
    if found.commented > len(found.comments):
        more = _("{shown} of them, drawn by lot, are shown here.")
        return f"{said} {more.format(shown=number(len(found.comments)))}"
    return said


def _together(comments: Sequence[str]) -> list[str]:
    """What several wrote alike stands once."""
    counts = Counter(comments)
    return [words if n == 1 else f"{words} ({n}×)" for words, n in counts.items()]


def _ends(one: Interval) -> str:
    return "–".join(number(Decimal(end), 2) for end in (one.low, one.high))
