"""Messages after results are published: to heads, to employees, to who follows a unit."""

from collections.abc import Sequence
from typing import assert_never

from bot.domain.audience import Topic
from bot.domain.digest import Digest, Said
from bot.domain.follow_up import Asked, Due, Improved
from bot.domain.offer import Part
from bot.domain.score import ELEMENTS, Index
from bot.domain.training import Standing
from bot.naming import period
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views import course as words
from bot.telegram.views import follow_ups
from bot.telegram.views.inquiries import mute
from bot.telegram.views.words import addressed, clip, element, elements, mutu, quote
from bot.texts import _, ngettext, number

__all__ = ["after_publication"]

MOST_WISHES = 5
"""With two trainings and the last button a card has eight."""

MOST_UNITS, MOST_ELEMENTS = 8, 3
"""In a message about several units, and of what is equally low or high at each."""

TITLE_LENGTH = 40


def after_publication(found: Asked | Due | Digest | Improved, letterhead: Letterhead) -> Card:
    """One message."""
    match found:
        case Asked():
            card = _asked(found)
        case Due():
            card = _due(found)
        case Digest():
            card = _digest(found)
        case Improved():
            card = _improved(found)
        case _:
            assert_never(found)
    signature = f"<i>{escape(letterhead.name)}</i>"
    return Card(f"{card.text}\n\n{signature}", card.rows, silent=card.silent)


def _asked(found: Asked) -> Card:
    plans = found.weak.plans
    text = _(
        "{name}, the results of {unit} for {period} are published. What will be done about what "
        "citizens rated lowest?"
    )
    lines = [
        addressed(
            text,
            found.to,
            unit=f"<b>{escape(plans.title)}</b>",
            period=period(plans.publication.period),
        ),
        *follow_ups.weakest(found.weak),
        "",
        _("Three taps and one line: the element, what, who, by when."),
    ]
    return Card("\n".join(lines), column(*follow_ups.choices(found.weak)))


def _due(found: Due) -> Card:
    one = found.detail.plan
    if found.days > 0:
        text = ngettext(
            "{name}, in {n} day this is to be done:",
            "{name}, in {n} days this is to be done:",
            found.days,
        )
    elif found.days == 0:
        text = _("{name}, today this is to be done:")
    else:
        text = _("{name}, this was to be done. How far is it?")
    lines = [
        addressed(text, found.to, n=number(found.days)),
        f"<b>{escape(found.detail.title)}</b>",
        follow_ups.told(one, found.detail.who),
    ]
    taps = (
        button(_("It is done"), buttons.Plan(deed="done", id=one.id)),
        button(_("Not yet: two weeks more"), buttons.Plan(deed="later", id=one.id)),
    )
    return Card("\n".join(lines), column(*taps))


def _digest(found: Digest) -> Card:
    text = _("{name}, this is what citizens said of {unit} in {period}:")
    if found.below:
        text = _("{name}, this is what citizens said of the units of {unit} in {period}:")
    unit = f"<b>{escape(found.title)}</b>"
    lines = [addressed(text, found.to, unit=unit, period=period(found.period))]
    if found.below:
        lines += _each(found.said)
    else:
        lines += [line for one in found.said for line in _alone(one)]
    if found.taken:
        lines += ["", *map(_taken, found.taken)]
    if found.courses:
        lines += ["", _("What helps, and is open to you:")]
        lines += ["\n".join([words.title(course), words.at(course)]) for course in found.courses]
    taps = [
        *(words.deed(_enrol(course.training.title), course, "enrol") for course in found.courses),
        *(_wish(key) for key in found.missing[:MOST_WISHES]),
        mute(_("No more such messages"), Topic.RESULTS),
    ]
    return Card("\n".join(lines), column(*taps), silent=True)


def _alone(one: Said) -> list[str]:
    reference = _("Reference: {reference}").format(reference=escape(one.reference))
    return [*_said(one.index), reference]


def _each(said: Sequence[Said]) -> list[str]:
    """A line for each unit, and how many more there are than have room."""
    lines = [line for one in said[:MOST_UNITS] for line in _short(one)]
    more = len(said) - MOST_UNITS
    if more > 0:
        lines.append(ngettext("{n} more unit", "{n} more units", more).format(n=number(more)))
    return lines


def _short(one: Said) -> list[str]:
    text = ngettext(
        "<b>{unit}</b>: {n} answer, index {ikm}, grade {mutu}",
        "<b>{unit}</b>: {n} answers, index {ikm}, grade {mutu}",
        one.index.n,
    )
    head = text.format(
        unit=escape(clip(one.title, TITLE_LENGTH)),
        n=number(one.index.n),
        ikm=number(one.index.ikm, 2),
        mutu=mutu(one.index.mutu),
    )
    return [head, *_ends(one.index, MOST_ELEMENTS)]


def _taken(one: Part) -> str:
    """What they take part in, in place of what they might."""
    text = _("You are registered already: {training}")
    if one.enrolment.standing is Standing.WAITING:
        text = _("You are on the waiting list already: {training}")
    said = text.format(training=words.title(one.course))
    return f"{said}\n{words.at(one.course)}"


def _said(index: Index) -> list[str]:
    lines = [
        ngettext("{n} answer", "{n} answers", index.n).format(n=number(index.n)),
        _("Satisfaction index {ikm}, grade {mutu}").format(
            ikm=number(index.ikm, 2), mutu=mutu(index.mutu)
        ),
    ]
    return [*lines, *_ends(index)]


def _ends(index: Index, most: int = len(ELEMENTS)) -> list[str]:
    """None where all are the same."""
    if index.lowest == index.highest:
        return []
    return [
        _("Strongest: {elements}").format(elements=elements(index.highest[:most])),
        _("Weakest: {elements}").format(elements=elements(index.lowest[:most])),
    ]


def _enrol(title: str) -> str:
    return clip(_("I take part: {title}").format(title=title), 40)


def _wish(key: str) -> Button:
    label = _("I want a training: {element}").format(element=element(key))
    return button(clip(label, 50), buttons.Wish(element=key))


def _improved(found: Improved) -> Card:
    one = found.plan
    lines = [
        _("<b>You rated, we changed something</b>"),
        escape(found.title),
        quote(one.sentence),
        _("It concerns: {element}, rated lowest in {period}.").format(
            element=element(one.element), period=period(one.period)
        ),
    ]
    off = buttons.Follow(unit=found.followed_id, on=False, sure=False, thanks=False)
    taps = (
        button(_("See the result"), buttons.Results(unit=one.unit_id)),
        button(_("No more news of this unit"), off),
    )
    return Card("\n".join(lines), column(*taps), silent=True)
