"""A step of a campaign as one person reads it, and what the card becomes when they answer."""

from collections.abc import Mapping

from bot.domain.audience import Topic
from bot.domain.campaign import Ask, Reaction
from bot.domain.content import fill
from bot.domain.people import Addressee
from bot.domain.stance import Told
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views.inquiries import mute
from bot.texts import DEFAULT, _, language

__all__ = ["OWN", "answer", "closed", "filled", "in_language", "picker", "reactions", "step"]

OWN = "own"
"""Somebody writes what they hold against it, and does not only ask."""


def step(found: Told, letterhead: Letterhead) -> Card:
    """The step with its question; once that is answered, what goes with the answer."""
    said = found.said
    if found.over:
        return _closed(found, letterhead, _("This series is over; nothing more is noted."))
    if said.objections:
        return answer(found, _place(found, said.objections[-1]), letterhead)
    if said.reaction in {Reaction.DOUBTS, Reaction.OBJECTS}:
        return picker(found, letterhead)
    if said.reaction is not None or said.score is not None:
        return _closed(found, letterhead, _("✓ Thank you, noted."))
    return Card(
        _text(found, letterhead, *_question(found)),
        column(*_link(found), *_choices(found), _mute()),
        silent=True,
        preview=found.step.picture,
    )


def picker(found: Told, letterhead: Letterhead) -> Card:
    """What somebody doubts most, one tap; the step itself has been read."""
    thanks = _("Thank you for being frank. What is it that you doubt most?")
    rows = column(*_objections(found), _mute())
    return Card(f"{thanks}\n\n{_signature(letterhead)}", rows)


def answer(found: Told, place: int | None, letterhead: Letterhead) -> Card:
    """The prepared answer to an objection by its place in the list, at once."""
    if place is None:
        return closed(found, letterhead)
    one = found.objections[place]
    parts = [f"<b>{escape(in_language(one.labels))}</b>", "", filled(one.answers, found.to)]
    rows = column(
        _to(found, _("Clear enough"), "done"),
        _to(found, _("Ask the office"), "write"),
        _to(found, _("‹ Something else"), "list"),
    )
    return Card("\n".join([*parts, "", _signature(letterhead)]), rows)


def closed(found: Told, letterhead: Letterhead) -> Card:
    """Nothing more is asked."""
    return _closed(found, letterhead, _("✓ Thank you. /tanya answers more, at any time."))


def reactions() -> dict[Reaction, str]:
    """What may be thought of a step, in the words of its buttons."""
    return {
        Reaction.AGREES: _("Makes sense"),
        Reaction.DOUBTS: _("I still have doubts"),
        Reaction.OBJECTS: _("I object"),
    }


def in_language(texts: Mapping[str, str]) -> str:
    """In the language in force, or else in the default one."""
    return texts.get(language()) or texts[DEFAULT]


def filled(texts: Mapping[str, str], to: Addressee) -> str:
    """A text in the language in force, with the name and the unit put in, safe in HTML."""
    return fill(escape(in_language(texts), quote=False), to.name or "", to.unit or "")


def _closed(found: Told, letterhead: Letterhead, line: str) -> Card:
    rows = column(*_link(found))
    return Card(_text(found, letterhead, "", line), rows, preview=found.step.picture)


def _place(found: Told, code: str) -> int | None:
    """None for what somebody put into words of their own."""
    codes = [one.code for one in found.objections]
    return codes.index(code) if code in codes else None


def _text(found: Told, letterhead: Letterhead, *more: str) -> str:
    said = filled(found.step.texts, found.to)
    return "\n".join([said, *more, "", _signature(letterhead)])


def _question(found: Told) -> list[str]:
    if found.item is None:
        return []
    ask = _("How far do you agree with this sentence?")
    return ["", ask, f"<b>“{escape(found.item.label)}”</b>"]


def _choices(found: Told) -> list[Button]:
    match found.step.ask:
        case Ask.REACTION:
            return [_to(found, label, "r", one.value) for one, label in reactions().items()]
        case Ask.OBJECTION:
            return _objections(found)
        case Ask.PULSE if found.item is not None:
            return [_to(found, one.label, "p", one.value) for one in found.item.choices]
        case _:
            return []


def _objections(found: Told) -> list[Button]:
    listed = [
        _to(found, in_language(one.labels), "o", str(place))
        for place, one in enumerate(found.objections)
    ]
    return [*listed, _to(found, _("Something else, I write it"), "write", OWN)]


def _link(found: Told) -> list[Button]:
    link = found.step.link
    return [] if link is None else [Button(in_language(link.labels), "", link.url)]


def _to(found: Told, label: str, deed: str, value: str = "") -> Button:
    spot = found.spot
    data = buttons.Said(
        campaign=spot.campaign_id, number=spot.number, place=spot.place, deed=deed, value=value
    )
    return button(label, data)


def _mute() -> Button:
    return mute(_("No more such messages"), Topic.CAMPAIGNS)


def _signature(letterhead: Letterhead) -> str:
    return f"<i>{escape(letterhead.name)}</i>"
