"""A broadcast's message as one person sees it."""

from bot.domain.audience import Topic
from bot.domain.content import SIGNATURE, Content, fill
from bot.domain.people import Addressee
from bot.domain.situation import Telling
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.texts import _, language

__all__ = ["telling"]


def telling(found: Telling, letterhead: Letterhead) -> Card:
    """The words in the language in force, who speaks, the buttons, and how to hear no more.

    At night and early in the morning nothing leaves, so it may make a sound.
    """
    text = found.content.text(language())
    said = fill(text.html, _name(found.to), found.to.unit or letterhead.name)
    signature = f"<i>{escape(letterhead.name[: SIGNATURE - 2])}</i>"
    return Card(
        f"{said}\n\n{signature}",
        (*_buttons(found.broadcast_id, found.content), *column(_mute())),
        media=found.content.media,
    )


def _name(to: Addressee) -> str:
    return to.name or _("Sir or Madam")


def _buttons(broadcast_id: int, content: Content) -> tuple[Row, ...]:
    labels = content.text(language()).labels
    return column(
        *(
            _button(broadcast_id, place, label, link)
            for place, (label, link) in enumerate(zip(labels, content.links, strict=False))
        )
    )


def _button(broadcast_id: int, place: int, label: str, link: str | None) -> Button:
    if link is not None:
        return Button(label, "", link)
    return button(label, buttons.React(broadcast=broadcast_id, button=place))


def _mute() -> Button:
    return button(_("No more such news"), buttons.Mute(topic=Topic.NEWS.value, on=True))
