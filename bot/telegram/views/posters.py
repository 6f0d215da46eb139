"""Cards about the ways to a unit that are not one's own telephone, for admins."""

from bot.domain.poster import Poster
from bot.domain.unit import ServiceUnit, Tree, titled
from bot.naming import period
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import short_of
from bot.texts import _

__all__ = ["choosing", "making", "printed", "unit"]


def choosing(tree: Tree, at: int) -> Card:
    """/poster: which unit."""
    listed = [one for _depth, one in tree.walk()]
    if not listed:
        return Card(_("There are no units yet. First send the list of units: /templat"))
    page = paged(listed, at)
    chosen = [
        _deed(short_of(tree, listed[place]), listed[place].id, "look") for place in page.places
    ]
    turn = turning(page.at, page.of, lambda to: buttons.Door(unit=0, deed="units", page=to))
    text = _(
        "<b>Ways to a unit</b>\nPosters and table cards with its QR code, and a kiosk: one device "
        "for all. Of which unit?"
    )
    return Card(text, (*column(*chosen), *turn))


def unit(tree: Tree, found: ServiceUnit) -> Card:
    """What there is for a unit."""
    text = _(
        "<b>{unit}</b>\nThe poster is a page of A4, the table cards are eight on a page; both "
        "come as files (PDF). The poster shows the index that is published last."
    )
    return Card(
        text.format(unit=escape(tree.title(found))),
        column(
            _deed(_("Poster"), found.id, "poster"),
            _deed(_("Table cards"), found.id, "cards"),
            *([_deed(_("Kiosk"), found.id, "kiosk")] * tree.is_leaf(found.id)),
            button(_("‹ Another unit"), buttons.Door(unit=0, deed="units")),
        ),
    )


def making() -> Card:
    """The file is on its way."""
    return Card(_("⏳ It is being drawn; it comes as a file."))


def printed(found: Poster, unit_id: int) -> Card:
    """The file was sent."""
    title = escape(titled(found.name, found.parent))
    told = _("No results of this unit are published yet, so it shows none.")
    if found.published is not None:
        when, _index, _reference = found.published
        told = _("It shows the index of {period}.").format(period=period(when))
    text = _("<b>{unit}</b>\n✓ It is in the file below, to be printed on A4.").format(unit=title)
    return Card(f"{text} {told}", column(_deed(_("‹ Back"), unit_id, "look")))


def _deed(label: str, unit_id: int, deed: str) -> Button:
    return button(label, buttons.Door(unit=unit_id, deed=deed))
