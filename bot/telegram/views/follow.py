"""[Kabari saya]: being told when something improves at a unit."""

from bot.domain.situation import Place
from bot.telegram import buttons
from bot.telegram.buttons import Under
from bot.telegram.card import Button, Card, button, column, escape
from bot.texts import _

__all__ = ["ask_consent", "follow_button", "followed"]


def follow_button(unit_id: int, *, following: bool, under: Under = Under.RESULT) -> Button:
    """Turns the news of a unit on, or off again."""
    label = _("No more news of this unit") if following else _("Tell me when it improves")
    return button(label, buttons.Follow(unit=unit_id, on=not following, sure=False, thanks=under))


def ask_consent(place: Place) -> Card:
    """For somebody of whom nothing is stored: what would be, before it is."""
    text = _(
        "To tell you of improvements at {unit} we store your Telegram id with this unit, your "
        "language and the day of your consent. /stop ends it, /hapus deletes it, /privacy "
        "explains everything."
    )
    sure = buttons.Follow(unit=place.id, on=True, sure=True, thanks=Under.RESULT)
    rows = column(button(_("I agree"), sure), button(_("‹ Back"), buttons.Results(unit=place.id)))
    return Card(text.format(unit=escape(place.title)), rows)


def followed() -> str:
    """The line of a card that confirms it."""
    return _("You will hear from us when something improves here.")
