"""Cards of follow-up plans (RTL): what is done about a weak element, who, by when, how far."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.domain.follow_up import LONGEST, By, Detail, FollowUp, Plans, State, Weak
from bot.naming import period
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, element, quote
from bot.texts import _, day, number

__all__ = [
    "ask_action",
    "ask_by",
    "ask_changed",
    "ask_who",
    "ask_wording",
    "choices",
    "listed",
    "plans",
    "postponed",
    "preview",
    "promised",
    "published",
    "told",
    "too_long",
    "weakest",
    "worded",
]

NAME_LENGTH = 30

LISTED = 80
"""So much of a sentence is shown where eight plans stand on one card."""


def weakest(found: Weak) -> list[str]:
    """A line for each of the lowest elements that are open, with its mean."""
    if found.index is None:
        return []
    text = _("{element}: {nrr} of 4")
    nrr = {
        key: Decimal(figure.nrr.numerator) / figure.nrr.denominator
        for key, figure in found.index.elements.items()
    }
    return [text.format(element=element(key), nrr=number(nrr[key], 2)) for key in found.open]


def choices(found: Weak) -> list[Button]:
    """One for each of these elements."""
    about = found.plans.publication.id
    return [
        button(element(key), buttons.Plan(deed="action", id=about, value=key))
        for key in found.open
    ]


def told(one: FollowUp, who: str | None, length: int = LONGEST) -> str:
    """A plan on a few lines: element, action or what was changed, who, by when and how far."""
    head = f"{element(one.element)}: {quote(one.sentence, length)}"
    if one.state is State.DRAFT or one.due_on is None:
        return f"{head}\n" + _("not decided yet who and by when")
    name = _("the team of the unit") if who is None else escape(clip(who, NAME_LENGTH))
    said = _("{who}, by {day}").format(who=name, day=day(one.due_on))
    return "\n".join([head, said, *_how_far(one)])


def ask_action(found: Weak, key: str) -> Card:
    """The action is typed next."""
    text = _("What will be done? Type it in one sentence of at most {n} letters.")
    lines = [_title(found.plans), f"<b>{element(key)}</b>", text.format(n=number(LONGEST))]
    return Card("\n".join(lines), column(_back(found.plans.publication.id)))


def too_long() -> Card:
    """What was typed was not taken; it may be typed anew."""
    text = _("Please type one sentence of at most {n} letters, as text.")
    return Card(text.format(n=number(LONGEST)))


def ask_who(found: Detail) -> Card:
    """Whoever is suggested, or the whole team."""
    one = found.plan
    text = f"{_of(found)}\n\n" + _("Who does it?")
    taps = [
        button(
            clip(each.name, NAME_LENGTH),
            buttons.Plan(deed="who", id=one.id, value=str(each.id)),
        )
        for each in found.suggested
    ]
    team = button(_("The team of the unit"), buttons.Plan(deed="who", id=one.id))
    return Card(text, column(*taps, team))


def ask_by(found: Detail) -> Card:
    """The last tap."""
    name = _("the team of the unit") if found.who is None else escape(found.who)
    text = _("{who} does it. By when?").format(who=name)
    labels = {
        By.TWO_WEEKS: _("In two weeks"),
        By.MONTH: _("In a month"),
        By.QUARTER: _("In three months"),
        By.END_OF_YEAR: _("By the end of the year"),
    }
    taps = (
        button(label, buttons.Plan(deed="by", id=found.plan.id, value=by.value))
        for by, label in labels.items()
    )
    return Card(f"{_of(found)}\n\n{text}", column(*taps))


def promised(found: Detail) -> Card:
    """It is kept, and reminded of."""
    text = _("✓ Noted. We remind you before its day and on it, and then once a week until done.")
    return _kept(found, text)


def postponed(found: Detail) -> Card:
    """With its new day."""
    return _kept(found, _("Noted: it has two weeks more."))


def ask_changed(found: Detail) -> Card:
    """What was changed may be typed next."""
    text = _(
        "✓ Thank you. What was changed? One sentence for citizens, of at most {n} letters; "
        "without one they read the action itself."
    ).format(n=number(LONGEST))
    skip = button(_("Skip"), buttons.Plan(deed="open", id=found.publication_id))
    return Card(f"{_of(found)}\n\n{text}", column(skip))


def worded(found: Detail) -> Card:
    """After it was typed."""
    text = _("✓ Kept. Citizens read it once an admin publishes it.")
    lines = [_of(found), "", quote(found.plan.sentence), text]
    return Card("\n".join(lines), column(_back(found.publication_id)))


def listed(found: Sequence[Plans], at: int, today: date) -> Card:
    """/rtl: a page of units, each with how far its plans are."""
    if not found:
        return Card(_("Nothing is published yet, so there is nothing to follow up."))
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    lines = [_("<b>Follow-up plans (RTL)</b>"), *(_line(one, today) for one in shown)]
    taps = [
        button(clip(one.title, 40), buttons.Plan(deed="open", id=one.publication.id))
        for one in shown
    ]
    turn = turning(page.at, page.of, lambda to: buttons.Plan(deed="list", id=to))
    return Card("\n\n".join(lines), (*column(*taps), *turn))


def plans(found: Weak, *, admin: bool) -> Card:
    """What follows one publication, and what can be done with it."""
    one = found.plans
    lines = [_title(one)]
    lines += [told(plan, one.names.get(plan.who_id or 0), LISTED) for plan in one.plans.values()]
    if not one.plans:
        lines.append(_("No plan yet."))
    if not one.led:
        lines.append(_("Nobody who leads this unit, or one above, has linked an account."))
    if found.open:
        lines.append("\n".join([_("Rated lowest, without a plan:"), *weakest(found)]))
    taps = [*choices(found), *_taps(one, admin=admin)]
    everything = button(_("‹ All plans"), buttons.Plan(deed="list"))
    return Card("\n\n".join(lines), column(*taps, everything))


def preview(found: Detail) -> Card:
    """What everybody would read, before it is published."""
    one = found.plan
    text = _("Everybody would read this, and whoever asked for news of this unit is told once:")
    rows = column(
        button(_("Yes, publish"), buttons.Plan(deed="sure", id=one.id, value=one.edition)),
        button(_("Reword it"), buttons.Plan(deed="reword", id=one.id)),
        _back(found.publication_id),
    )
    return Card(f"{_of(found)}\n\n{text}\n{quote(one.sentence)}", rows)


def ask_wording(found: Detail) -> Card:
    """The sentence is typed next."""
    text = _("Type what was changed, as everybody is to read it, in at most {n} letters.")
    back = button(_("‹ Back"), buttons.Plan(deed="publish", id=found.plan.id))
    return Card(f"{_of(found)}\n\n{text.format(n=number(LONGEST))}", column(back))


def published(found: Detail) -> Card:
    """After the second tap."""
    text = _("It is published. Whoever asked for news of this unit is told.")
    return Card(f"{quote(found.plan.sentence)}\n\n{text}", column(_back(found.publication_id)))


def _how_far(one: FollowUp) -> list[str]:
    if one.state is State.DONE and one.done_on is not None:
        return [_("done on {day}, not published yet").format(day=day(one.done_on))]
    if one.state is State.PUBLISHED and one.published_on is not None:
        return [_("published on {day}").format(day=day(one.published_on))]
    return []


def _line(one: Plans, today: date) -> str:
    return f"{_title(one)}\n{_standing(one, today)}"


def _standing(one: Plans, today: date) -> str:
    """How far all of it is, in a few words."""
    every = one.plans.values()
    late = sum(plan.state is State.PROMISED and (plan.due_on or today) < today for plan in every)
    counts = {
        _("on the way: {n}"): sum(plan.state is State.PROMISED for plan in every) - late,
        _("late: {n}"): late,
        _("done, to be published: {n}"): sum(plan.state is State.DONE for plan in every),
        _("published: {n}"): sum(plan.state is State.PUBLISHED for plan in every),
    }
    said = [text.format(n=number(n)) for text, n in counts.items() if n]
    if said:
        return " · ".join(said)
    return _("no plan yet") if one.led else _("no plan yet; nobody is linked who leads it")


def _taps(one: Plans, *, admin: bool) -> list[Button]:
    taps = []
    for plan in one.plans.values():
        name = element(plan.element)
        if plan.state is State.PROMISED:
            label = _("Mark as done: {element}").format(element=name)
            taps.append(button(clip(label, 40), buttons.Plan(deed="done", id=plan.id)))
        if plan.state is State.DONE and admin:
            label = _("Publish: {element}").format(element=name)
            taps.append(button(clip(label, 40), buttons.Plan(deed="publish", id=plan.id)))
    return taps


def _kept(found: Detail, text: str) -> Card:
    said = f"<b>{escape(found.title)}</b>\n{told(found.plan, found.who)}"
    return Card(f"{said}\n\n{text}", column(_back(found.publication_id)))


def _title(one: Plans) -> str:
    return f"<b>{escape(one.title)}</b> · {period(one.publication.period)}"


def _of(found: Detail) -> str:
    one = found.plan
    head = f"<b>{escape(found.title)}</b> · {period(one.period)}"
    return f"{head}\n{element(one.element)}: {quote(one.action)}"


def _back(publication_id: int) -> Button:
    return button(_("‹ Plans of this unit"), buttons.Plan(deed="open", id=publication_id))
