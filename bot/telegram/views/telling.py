"""A broadcast's message as one person sees it."""

from dataclasses import replace
from functools import lru_cache

from bot.domain.audience import Topic
from bot.domain.content import NAME, SIGNATURE, fill
from bot.domain.salutation import untitled
from bot.domain.situation import Telling
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.texts import _, language

__all__ = ["sample", "telling"]


def telling(found: Telling, letterhead: Letterhead) -> Card:
    """The words in the language in force, who speaks, the buttons, and how to hear no more.

    At night and early in the morning nothing leaves, so it may make a sound.
    """
    text = found.content.text(language())
    to, unit = found.to, found.to.unit or letterhead.name
    if to.name is None:
        said = fill(untitled(text.html, NAME), _("Sir or Madam"), unit)
    else:
        said = fill(text.html, to.name, unit)
    signature = f"<i>{escape(letterhead.name[: SIGNATURE - 2])}</i>"
    rows = _rows(found.broadcast_id, text.labels, found.content.links, language())
    return Card(f"{said}\n\n{signature}", rows, media=found.content.media)


def sample(found: Telling, letterhead: Letterhead) -> Card:
    """The same to look at; of its buttons only those that lead elsewhere do anything."""
    card = telling(found, letterhead)
    return replace(card, rows=tuple(tuple(map(_inert, row)) for row in card.rows))


def _inert(one: Button) -> Button:
    return one if one.link is not None else button(one.label, buttons.Sample())


# The same for thousands of people, and most of what a card costs.
@lru_cache(maxsize=64)
def _rows(
    broadcast_id: int,
    labels: tuple[str, ...],
    links: tuple[str | None, ...],
    _language: str,
) -> tuple[Row, ...]:
    """In the language in force, which is part of what they are remembered by."""
    buttons_ = [
        _button(broadcast_id, place, label, link)
        for place, (label, link) in enumerate(zip(labels, links, strict=False))
    ]
    return column(*buttons_, _mute())


def _button(broadcast_id: int, place: int, label: str, link: str | None) -> Button:
    if link is not None:
        return Button(label, "", link)
    return button(label, buttons.React(broadcast=broadcast_id, button=place))


def _mute() -> Button:
    return button(_("No more such news"), buttons.Mute(topic=Topic.NEWS.value, on=True))
