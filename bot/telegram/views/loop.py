"""Messages after results are published: to heads, to employees, to who follows a unit."""

from collections.abc import Sequence
from typing import assert_never

from bot.domain.audience import Topic
from bot.domain.digest import Digest, Said
from bot.domain.follow_up import Asked, Assigned, Detail, Due, Improved, Summary, Weak
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

UNIT_LENGTH = 60
"""So much of a unit's title is shown where many stand on one card."""


def after_publication(
    found: Asked | Due | Assigned | Summary | Digest | Improved, letterhead: Letterhead
) -> Card:
    """One message."""
    match found:
        case Asked():
            card = _asked(found)
        case Due():
            card = _due(found)
        case Assigned():
            card = _assigned(found)
        case Summary():
            card = _summary(found)
        case Digest():
            card = _digest(found)
        case Improved():
            card = _improved(found)
        case _:
            assert_never(found)
    signature = f"<i>{escape(letterhead.name)}</i>"
    return Card(f"{card.text}\n\n{signature}", card.rows, silent=card.silent)


def _asked(found: Asked) -> Card:
    if found.n == 1:
        return _asked_of_one(found)
    text = ngettext(
        "{name}, {n} result of your units is published and still without a plan for what citizens "
        "rated lowest:",
        "{name}, {n} results of your units are published and still without a plan for what "
        "citizens rated lowest:",
        found.n,
    )
    lines = [addressed(text, found.to, n=number(found.n)), *(_named(one) for one in found.weak)]
    lines += _more(found.n - len(found.weak))
    lines += ["", _("Three taps and one line each: the element, what, who, by when.")]
    return Card("\n".join(lines), column(_every()))


def _asked_of_one(found: Asked) -> Card:
    (weak,) = found.weak
    text = _(
        "{name}, the results of {unit} for {period} are published. What will be done about what "
        "citizens rated lowest?"
    )
    lines = [
        addressed(
            text,
            found.to,
            unit=f"<b>{escape(weak.plans.title)}</b>",
            period=period(weak.plans.publication.period),
        ),
        *follow_ups.weakest(weak),
        "",
        _("Three taps and one line: the element, what, who, by when."),
    ]
    return Card("\n".join(lines), column(*follow_ups.choices(weak)))


def _named(one: Weak) -> str:
    of = period(one.plans.publication.period)
    return f"• <b>{_short(one.plans.title)}</b> · {of}: {elements(one.open)}"


def _due(found: Due) -> Card:
    if found.n == 1:
        return _due_of_one(found)
    text = ngettext(
        "{name}, {n} plan of your units is due or nearly so:",
        "{name}, {n} plans of your units are due or nearly so:",
        found.n,
    )
    lines = [
        addressed(text, found.to, n=number(found.n)),
        *(f"• <b>{_short(one.title)}</b>{of}\n{_told(one)}" for one, of in _of(found.details)),
        *_more(found.n - len(found.details)),
    ]
    return Card("\n".join(lines), column(_every()))


def _due_of_one(found: Due) -> Card:
    (detail,) = found.details
    days = 0 if detail.plan.due_on is None else (detail.plan.due_on - found.today).days
    if days > 0:
        text = ngettext(
            "{name}, in {n} day this is to be done:",
            "{name}, in {n} days this is to be done:",
            days,
        )
    elif days == 0:
        text = _("{name}, today this is to be done:")
    else:
        text = _("{name}, this was to be done. How far is it?")
    taps = follow_ups.done_or_later(detail.plan)
    return _of_detail(addressed(text, found.to, n=number(days)), detail, taps)


def _assigned(found: Assigned) -> Card:
    text = _("{name}, your unit has planned this after its results, and named you as who does it:")
    return _of_detail(addressed(text, found.to), found.detail, [])


def _summary(found: Summary) -> Card:
    lines = [_("<b>Follow-up plans (RTL)</b>")]
    if found.n_done:
        text = _("done, to be published: {n}")
        lines += ["", text.format(n=number(found.n_done))]
        lines += [
            f"• {_short(one.title)}{of}: {element(one.plan.element)}"
            for one, of in _of(found.done)
        ]
        lines += _more(found.n_done - len(found.done))
    if found.n_stuck:
        text = _("Units whose plans nobody can be asked for or reminded of: {n}")
        lines += ["", text.format(n=number(found.n_stuck))]
        lines += [f"• {_short(unit)}: {follow_ups.unreachable(why)}" for unit, why in found.stuck]
        lines += _more(found.n_stuck - len(found.stuck))
    return Card("\n".join(lines), column(_every()))


def _of_detail(text: str, detail: Detail, taps: Sequence[Button]) -> Card:
    lines = [
        text,
        f"<b>{escape(detail.title)}</b>",
        follow_ups.told(detail.plan, detail.who),
    ]
    return Card("\n".join(lines), column(*taps))


def _of(details: Sequence[Detail]) -> list[tuple[Detail, str]]:
    """Each with its period, where its unit stands there with several."""
    twice = follow_ups.of_several((one.plan.unit_id, one.plan.period) for one in details)
    return [
        (one, f" · {period(one.plan.period)}" if one.plan.unit_id in twice else "")
        for one in details
    ]


def _short(title: str) -> str:
    return escape(clip(title, UNIT_LENGTH))


def _told(one: Detail) -> str:
    return follow_ups.told(one.plan, one.who, follow_ups.LISTED)


def _more(n: int) -> list[str]:
    return [ngettext("and {n} more", "and {n} more", n).format(n=number(n))] if n > 0 else []


def _every() -> Button:
    return button(_("Open the plans"), buttons.Plan(deed="list"))


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
    lines = [line for one in said[:MOST_UNITS] for line in _in_short(one)]
    return [*lines, *_more(len(said) - MOST_UNITS)]


def _in_short(one: Said) -> list[str]:
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
    off = buttons.Follow(unit=found.followed_id, on=False, sure=False, thanks=buttons.Under.RESULT)
    taps = (
        button(_("See the result"), buttons.Results(unit=one.unit_id)),
        button(_("No more news of this unit"), off),
    )
    return Card("\n".join(lines), column(*taps), silent=True)
