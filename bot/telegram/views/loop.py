"""Messages after results are published: to heads, to employees, to who follows a unit."""

from typing import assert_never

from bot.domain.audience import Topic
from bot.domain.digest import Digest
from bot.domain.follow_up import Asked, Due, Improved
from bot.domain.score import Index
from bot.naming import period
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, button, column, escape
from bot.telegram.views import course as words
from bot.telegram.views import follow_ups
from bot.telegram.views.inquiries import mute
from bot.telegram.views.words import addressed, clip, element, elements, mutu, quote
from bot.texts import _, ngettext, number

__all__ = ["after_publication"]

MOST_WISHES = 2


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
    one = found.publication
    text = _("{name}, this is what citizens said of {unit} in {period}:")
    lines = [
        addressed(text, found.to, unit=f"<b>{escape(found.title)}</b>", period=period(one.period)),
        *_said(found.index),
        _("Reference: {reference}").format(reference=escape(one.reference)),
    ]
    if found.courses:
        lines += ["", _("What helps, and is open to you:")]
        lines += ["\n".join([words.title(course), words.at(course)]) for course in found.courses]
    taps = [
        *(words.deed(_enrol(course.training.title), course, "enrol") for course in found.courses),
        *(_wish(key) for key in found.missing[:MOST_WISHES]),
        mute(_("No more such messages"), Topic.RESULTS),
    ]
    return Card("\n".join(lines), column(*taps), silent=True)


def _said(index: Index) -> list[str]:
    lines = [
        ngettext("{n} answer", "{n} answers", index.n).format(n=number(index.n)),
        _("Satisfaction index {ikm}, grade {mutu}").format(
            ikm=number(index.ikm, 2), mutu=mutu(index.mutu)
        ),
    ]
    if index.lowest != index.highest:
        lines.append(_("Strongest: {elements}").format(elements=elements(index.highest)))
        lines.append(_("Weakest: {elements}").format(elements=elements(index.lowest)))
    return lines


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
    off = buttons.Follow(unit=found.followed_id, on=False, sure=False, thanks=buttons.Under.RESULT)
    taps = (
        button(_("See the result"), buttons.Results(unit=one.unit_id)),
        button(_("No more news of this unit"), off),
    )
    return Card("\n".join(lines), column(*taps), silent=True)
