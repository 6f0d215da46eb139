"""The list of units, to rate one or to see its result."""

from bot.domain.situation import Choosing, NoUnits
from bot.telegram import buttons
from bot.telegram.card import Card, Row, button, column, escape
from bot.telegram.views.paging import turning
from bot.telegram.views.words import clip, short
from bot.texts import _, language

__all__ = ["choosing"]

TITLE_LENGTH = 60


def choosing(found: Choosing | NoUnits, *, results: bool) -> Card:
    """A page of units as buttons, full width."""
    if isinstance(found, NoUnits):
        return Card(_("There is no service unit to rate here yet. Please come back later."))
    chosen = [button(short(unit), _to(unit.id, results=results)) for unit in found.units]
    rows: tuple[Row, ...] = (*column(*chosen), *_pages(found, results=results))
    return Card("\n".join(_lines(found, results=results)), rows)


def _to(unit_id: int, *, results: bool) -> buttons.Results | buttons.Arrive:
    if results:
        return buttons.Results(unit=unit_id)
    return buttons.Arrive(unit=unit_id, language=language())


def _lines(found: Choosing, *, results: bool) -> list[str]:
    if not found.units:
        text = _("No unit is called “{text}”. Type another word, or choose from the list: /start")
        return [text.format(text=_typed(found))]
    lines = [_("Whose result would you like to see?") if results else _("Which unit served you?")]
    if found.node:
        lines.insert(0, f"<b>{escape(found.node.name)}</b>")
    if found.text:
        lines.append(_("Found for “{text}”:").format(text=_typed(found)))
    elif found.pages > 1 and results:
        lines.append(_("Choose one, or send /hasil with a part of its name."))
    elif found.pages > 1:
        lines.append(_("Choose one, or type a part of its name."))
    return lines


def _typed(found: Choosing) -> str:
    return escape(clip(found.text, TITLE_LENGTH))


def _pages(found: Choosing, *, results: bool) -> tuple[Row, ...]:
    def to(page: int) -> buttons.Units:
        node = found.node.id if found.node else None
        text = buttons.carried(found.text, buttons.FILTER_BYTES)
        return buttons.Units(page=page, node=node, results=results, language=language(), text=text)

    return turning(found.page, found.pages, to)
