"""The index of a file on a terminal, and as JSON for machines."""

import json

from bot.domain.score import Figure, Index, Weight, rounded
from bot.telegram.views.words import element, elements
from bot.texts import _, ngettext, number

__all__ = ["as_json", "as_text", "weight"]

NRR_DIGITS = 4


def as_text(index: Index) -> str:
    """A line for each element, then the whole, and the weight that was used."""
    lines = [_line(element(key), figure) for key, figure in index.elements.items()]
    lines.append(_line(_("All nine"), Figure(index.nrr, index.ikm, index.mutu)))
    lines.append(ngettext("{n} answer", "{n} answers", index.n).format(n=number(index.n)))
    lines.append(weight(index))
    lines.append(_("Weakest: {elements}").format(elements=elements(index.lowest)))
    return "\n".join([_line_of(_("Element"), "NRR", "IKM", _("Grade")), *lines])


def weight(index: Index) -> str:
    """What each element weighed."""
    used = "1/9" if index.weight is Weight.EXACT else index.weight
    return _("Weight of an element: {weight}").format(weight=used)


def _line(name: str, figure: Figure) -> str:
    nrr, ikm = number(rounded(figure.nrr, NRR_DIGITS), NRR_DIGITS), number(figure.ikm, 2)
    return _line_of(name, nrr, ikm, figure.mutu)


def _line_of(name: str, nrr: str, ikm: str, mutu: str) -> str:
    return f"{name:<24}{nrr:>8}{ikm:>9}  {mutu}"


def as_json(index: Index) -> str:
    """Every figure as a decimal string."""
    return json.dumps(
        {
            "n": index.n,
            "ikm": str(index.ikm),
            "mutu": index.mutu,
            "elements": {key: _figure(figure) for key, figure in index.elements.items()},
            "lowest": list(index.lowest),
        }
    )


def _figure(figure: Figure) -> dict[str, str]:
    nrr = str(rounded(figure.nrr, NRR_DIGITS))
    return {"nrr": nrr, "ikm": str(figure.ikm), "mutu": figure.mutu}
