"""Cards of the receipt code."""

from bot.domain.response import Receipt
from bot.telegram.card import Card, escape
from bot.texts import _, day

__all__ = ["ask_code", "receipt"]


def ask_code(*, listening: bool) -> Card:
    """/kode alone; somebody of whom nothing is stored sends the code with the command."""
    if listening:
        return Card(_("Please type the receipt code, for example K7FM-2QXA."))
    return Card(_("Please send the code with the command, for example: /kode K7FM-2QXA"))


def receipt(found: Receipt | None) -> Card:
    """What became of an answer; None for a code that nobody was given."""
    if found is None:
        return Card(_("There is no answer with this code. Please check it and send it once more."))
    unit = escape(found.title)
    if found.counted_on is None:
        text = _(
            "Your answer for {unit} is in the ballot box. It counts as soon as those of five "
            "people are there."
        )
        return Card(text.format(unit=unit))
    text = _("Your answer for {unit} has counted since {day}.")
    return Card(text.format(unit=unit, day=day(found.counted_on)))
