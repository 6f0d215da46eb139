"""The card on which an admin chooses to whom of a session to write."""

from collections.abc import Collection

from bot.domain.offer import Tally
from bot.domain.standing import Turnout, turnouts
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column
from bot.telegram.views import course as words
from bot.telegram.views.narrowing import turnout
from bot.texts import _, number

__all__ = ["choosing"]


def choosing(found: Tally, chosen: Collection[Turnout], *, begun: bool) -> Card:
    """Those there are, each with a mark once chosen; a tap takes the mark away again."""
    session = found.course.session.id

    def tap(label: str, deed: str, some: Collection[Turnout]) -> Button:
        value = "".join(one for one in Turnout if one in some)
        return button(label, buttons.Session(session=session, deed=deed, value=value))

    there = turnouts(found.standings, begun=begun)
    rows = [
        tap(
            f"{'✓ ' if one in chosen else ''}{turnout(one)} ({number(n)})",
            "to",
            {*chosen} ^ {one},
        )
        for one, n in there.items()
    ]
    if chosen:
        rows.append(tap(_("Write the message"), "write", chosen))
    text = _(
        "To whom? Choose one or several; those of them who linked their account get the message, "
        "once you have rehearsed it."
    )
    if not there:
        text = _("Nobody is invited or registered yet.")
    title = f"{words.title(found.course)}\n{words.at(found.course)}"
    return Card(f"{title}\n\n{text}", column(*rows, tap(_("‹ Back"), "show", ())))
