"""Cards before a rating: the consent card, and why it may not begin."""

from bot.domain.situation import About, AlreadyRated, OtherRunning, Place, Welcome
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views.inquiries import again, named, short
from bot.telegram.views.words import own_name
from bot.texts import LANGUAGES, _, day, language

__all__ = ["already_rated", "other_running", "result_button", "welcome"]

NAME_LENGTH = 19
"""What room a label has beside its verb."""


def welcome(found: Welcome, letterhead: Letterhead) -> Card:
    text = _(
        "Welcome. Were you just served at\n<b>{unit}</b>?\n\n"
        "{office} asks nine ratings and a few short questions, about two minutes, to improve "
        "this service. Your answers are not stored together with your name or Telegram account, "
        "and count only together with at least four other answers. The staff do not see who "
        "answered what.\n"
        "By tapping Start you agree; /privacy explains everything, /hapus deletes."
    )
    here = language()
    begin = buttons.Begin(unit=found.unit.id, language=here, instead=False)
    choose = buttons.Units(page=0, node=None, results=False, language=here, text="")
    rows: tuple[Row, ...] = (
        (button(_("Start"), begin), button(_("Another unit"), choose)),
        *column(*(_language_button(found.unit.id, other) for other in LANGUAGES if other != here)),
    )
    return Card(text.format(unit=escape(found.unit.title), office=escape(letterhead.name)), rows)


def _language_button(unit: int, other: str) -> Button:
    return button(own_name(other), buttons.Arrive(unit=unit, language=other))


def already_rated(found: AlreadyRated) -> Card:
    text = _(
        "You have already rated {unit} in this period. Thank you. "
        "The next rating can begin on {day}."
    )
    shown = text.format(unit=escape(found.unit.title), day=day(found.again_from))
    return Card(shown, column(result_button(found.unit.id)))


def other_running(found: OtherRunning) -> Card:
    text = _(
        "Your answers to “{running}” are not sent yet. "
        "If you start “{wanted}”, the answers to “{running}” are deleted."
    )
    going_on = _("Continue {unit}").format(unit=short(found.running, NAME_LENGTH))
    return Card(
        text.format(running=named(found.running), wanted=named(found.wanted)),
        column(button(going_on, buttons.Resume()), _start_instead(found.wanted)),
    )


def _start_instead(wanted: About) -> Button:
    label = _("Start {unit}").format(unit=short(wanted, NAME_LENGTH))
    if isinstance(wanted, Place):
        data = buttons.Begin(unit=wanted.id, language=language(), instead=True)
        return button(label, data)
    return again(wanted, label, instead=True)


def result_button(unit_id: int) -> Button:
    """Leads to the result of a unit."""
    return button(_("See this unit's result"), buttons.Results(unit=unit_id))
