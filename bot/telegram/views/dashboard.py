"""The card that leads an admin to the dashboard."""

from datetime import timedelta

from bot.telegram.card import Button, Card, column
from bot.texts import DEFAULT, _, language, ngettext

__all__ = ["link", "none"]

MINUTE = timedelta(minutes=1)


def link(address: str, secret: str, holds: timedelta) -> Card:
    """A button that opens it, in the language in force."""
    pages = address if language() == DEFAULT else f"{address}/{language()}"
    minutes = holds // MINUTE
    text = ngettext(
        "This button opens the dashboard once, within {n} minute. It is for you alone.",
        "This button opens the dashboard once, within {n} minutes. It is for you alone.",
        minutes,
    )
    leads = Button(_("Open the dashboard"), "", f"{pages}/dasbor/masuk/{secret}")
    return Card(text.format(n=minutes), column(leads))


def none() -> Card:
    """Where the office has no web pages."""
    return Card(_("The web pages are not set up. Whoever runs the bot finds them in [web]."))
