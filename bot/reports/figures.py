"""Figures as JSON, for machines: means and indices as decimal strings, with all their digits."""

import json
from typing import Any

from bot.domain.figures import Figures, Interval, Point
from bot.domain.score import ELEMENTS, Figure, rounded

__all__ = ["as_json"]

NRR_DIGITS = 4
INTERVAL_DIGITS = 2


def as_json(found: Figures) -> str:
    """Everything that is told of a unit and a period; what is not known is null."""
    return json.dumps(_everything(found), ensure_ascii=False, indent=1)


def _everything(found: Figures) -> dict[str, Any]:
    basis, sample, index = found.basis, found.sample, found.index
    return {
        "reference": basis.reference,
        "survey": basis.survey,
        "version": basis.version,
        "unit": basis.unit,
        "title": found.title,
        "period": basis.period.code,
        "day": basis.day.isoformat(),
        "n": found.n,
        "waiting": found.waiting,
        "population": sample.population,
        "target": sample.target,
        "weight": index and index.weight.value,
        "overall": index and _figure(Figure(index.nrr, index.ikm, index.mutu), found.interval),
        "elements": {
            element.key: {
                "code": element.code,
                **_figure(index.elements[element.key], found.intervals.get(element.key)),
            }
            for element in (ELEMENTS if index else ())
            if index
        },
        "lowest": list(index.lowest) if index else [],
        "mix": {
            question: {
                "told": {answer: count.n for answer, count in mix.told.items()},
                "untold": mix.untold,
            }
            for question, mix in found.mix.items()
        },
        "trend": [_point(one) for one in found.trend],
        "change": _change(found),
    }


def _figure(one: Figure, interval: Interval | None) -> dict[str, Any]:
    nrr = str(rounded(one.nrr, NRR_DIGITS))
    return {"nrr": nrr, "ikm": str(one.ikm), "mutu": one.mutu, "interval": _interval(interval)}


def _interval(one: Interval | None) -> list[float] | None:
    return [round(end, INTERVAL_DIGITS) for end in (one.low, one.high)] if one else None


def _point(one: Point) -> dict[str, Any]:
    ikm = str(one.index.ikm) if one.index else None
    mutu = one.index and one.index.mutu
    return {
        "period": one.period.code,
        "n": one.n,
        "ikm": ikm,
        "mutu": mutu,
        "interval": _interval(one.interval),
    }


def _change(found: Figures) -> dict[str, Any] | None:
    one = found.change
    if one is None:
        return None
    return {
        "before": one.before.code,
        "difference": round(one.difference, INTERVAL_DIGITS),
        "low": round(one.low, INTERVAL_DIGITS),
        "high": round(one.high, INTERVAL_DIGITS),
        "shown": one.shown,
    }
