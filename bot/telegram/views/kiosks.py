"""Cards of a kiosk: what stands on the device, and what an admin does with its link."""

from datetime import date

from bot.domain.kiosk import MOST, SILENCE, Kiosk
from bot.domain.response import MODE_HELPED, MODE_KIOSK
from bot.domain.situation import AtKiosk, Paused
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views.inquiries import named
from bot.telegram.views.words import own_name
from bot.texts import DEFAULT, LANGUAGES, _, language, number

__all__ = ["ask_sure", "made", "next_person", "paused", "ready", "revoked", "standing"]


def ready(found: AtKiosk, letterhead: Letterhead) -> Card:
    """What stands there while nobody answers."""
    title = escape(found.unit.title)
    if not found.left:
        text = _(
            "<b>{unit}</b>\nThank you: this device has taken all ratings of today. With your own "
            "telephone you can rate still; ask for the code to scan."
        )
        return Card(text.format(unit=title), next_person())
    text = _(
        "Welcome. Were you just served at\n<b>{unit}</b>?\n\n"
        "{office} asks nine ratings and a few short questions, about two minutes, to improve "
        "this service. Your answers are stored without a name, and count only together with at "
        "least four other answers. Whoever helps you sees what you answer; nobody else does.\n"
        "By tapping Start you agree; /privacy explains everything."
    )
    here = language()
    rows = column(
        _button(_("Start"), here, MODE_KIOSK),
        _button(_("An officer helps me"), here, MODE_HELPED),
        *(_button(own_name(other), other) for other in LANGUAGES if other != here),
    )
    return Card(text.format(unit=title, office=escape(letterhead.name)), rows)


def next_person() -> tuple[Row, ...]:
    """Under what ends the rating of one person."""
    return column(_button(_("Begin a new rating"), DEFAULT))


def paused(found: Paused) -> Card:
    """[Berhenti]: nobody comes back to it later."""
    text = _("<b>{unit}</b>\nYour answers are not sent yet. Start over deletes them.")
    return Card(
        text.format(unit=named(found.about)),
        column(
            button(_("Continue"), buttons.Resume()),
            _button(_("Start over"), DEFAULT),
        ),
    )


def standing(found: Kiosk | None, unit_id: int, title: str, today: date) -> Card:
    """The kiosk of a unit, for an admin: whether it is at work, and what can be done."""
    about = _(
        "<b>Kiosk · {unit}</b>\nOne device in the unit on which one person after the other rates: "
        "at most {most} ratings a day. Unfinished answers go after {minutes} minutes of silence."
    ).format(unit=escape(title), most=number(MOST), minutes=SILENCE.seconds // 60)
    back = _door(_("‹ Back"), unit_id, "look")
    if found is None:
        making = _door(_("Make a link"), unit_id, "kioskmake")
        return Card(about, column(making, back))
    told = _("The link is not opened yet.")
    if found.person_id is not None:
        text = _("A device is linked. Ratings sent today: {n}")
        told = text.format(n=number(MOST - found.left(today)))
    rows = column(
        _door(_("Make a new link"), unit_id, "kioskasknew"),
        _door(_("Revoke the link"), unit_id, "kioskaskend"),
        back,
    )
    return Card(f"{about}\n\n{told}", rows)


def ask_sure(unit_id: int, *, make: bool) -> Card:
    """What the second tap does."""
    text = _("The link there is, and the device that opened it, then work no more. Go on?")
    sure = _door(_("Yes, revoke the link"), unit_id, "kioskend")
    if make:
        sure = _door(_("Yes, make a new one"), unit_id, "kioskmake")
    return Card(text, column(sure, _door(_("‹ Back"), unit_id, "kiosk")))


def made(link: str, unit_id: int) -> Card:
    """The only time that the link is told."""
    text = _(
        "✓ Open this link once in Telegram on the device of the unit, or scan the picture below "
        "with it. It is shown only here, and works for the first device:\n{link}"
    )
    return Card(text.format(link=link), column(_door(_("‹ Back"), unit_id, "kiosk")))


def revoked(unit_id: int) -> Card:
    """After the second tap."""
    back = _door(_("‹ Back"), unit_id, "kiosk")
    return Card(_("The link is revoked; the device is no kiosk any more."), column(back))


def _button(label: str, spoken: str, mode: str = "") -> Button:
    return button(label, buttons.Kiosk(language=spoken, mode=mode))


def _door(label: str, unit_id: int, deed: str) -> Button:
    return button(label, buttons.Door(unit=unit_id, deed=deed))
