"""Cards of follow-up plans (RTL): what is done about a weak element, who, by when, how far."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.follow_up import (
    LONGEST,
    By,
    Detail,
    FollowUp,
    Plans,
    State,
    Unreachable,
    Weak,
)
from bot.domain.period import Period
from bot.naming import period
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, element, quote
from bot.texts import _, day, number

__all__ = [
    "LISTED",
    "ask_action",
    "ask_by",
    "ask_changed",
    "ask_restated",
    "ask_who",
    "ask_withdrawn",
    "ask_wording",
    "choices",
    "done_or_later",
    "listed",
    "of_several",
    "plan",
    "plans",
    "postponed",
    "preview",
    "promised",
    "published",
    "reopened",
    "told",
    "too_long",
    "unreachable",
    "weakest",
    "withdrawn",
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


def done_or_later(one: FollowUp) -> list[Button]:
    """Under what is promised."""
    due_on = "" if one.due_on is None else one.due_on.isoformat()
    return [
        button(_("It is done"), buttons.Plan(deed="done", id=one.id)),
        button(_("Not yet: two weeks more"), buttons.Plan(deed="later", id=one.id, value=due_on)),
    ]


def of_several(some: Iterable[tuple[int, Period]]) -> set[int]:
    """The units that stand there with several periods, so that each is to be named."""
    n = Counter(unit for unit, _period in set(some))
    return {unit for unit in n if n[unit] > 1}


def unreachable(why: Unreachable) -> str:
    """Why nobody is asked or reminded."""
    return {
        Unreachable.GONE: _("the unit is not in the list any more, so nobody is reminded"),
        Unreachable.NO_HEAD: _("nobody can be asked: the list names no head"),
        Unreachable.UNLINKED: _("nobody can be asked: the head has not linked an account"),
        Unreachable.BLOCKED: _("nobody can be asked: the head has blocked the bot"),
    }[why]


def ask_action(found: Weak, key: str) -> Card:
    """The action is typed next; one that was typed before may be kept."""
    draft = found.plans.plans.get(key)
    head = f"{_title(found.plans)}\n<b>{element(key)}</b>"
    return _ask_action(head, draft, found.plans.publication.id)


def ask_restated(found: Detail) -> Card:
    """As `ask_action`, where something is promised; that stands until it is changed."""
    return _ask_action(_of(found), found.plan, found.publication_id)


def too_long() -> Card:
    """What was typed was not taken; it may be typed anew."""
    text = _("Please type one sentence of at most {n} letters, as text.")
    return Card(text.format(n=number(LONGEST)))


def ask_who(found: Detail) -> Card:
    """Whoever is suggested, or the whole team."""
    one = found.plan
    deed = "who" if one.state is State.DRAFT else "rewho"
    text = f"{_of(found)}\n\n" + _("Who does it?")
    taps = [
        button(
            clip(each.name, NAME_LENGTH),
            buttons.Plan(deed=deed, id=one.id, value=str(each.id)),
        )
        for each in found.suggested
    ]
    team = button(_("The team of the unit"), buttons.Plan(deed=deed, id=one.id))
    return Card(text, column(*taps, team))


def ask_by(found: Detail) -> Card:
    """The last tap; what is promised may keep its day."""
    one = found.plan
    deed = "by" if one.state is State.DRAFT else "reby"
    name = _("the team of the unit") if found.who is None else escape(found.who)
    text = _("{who} does it. By when?").format(who=name)
    labels = {
        By.TWO_WEEKS: _("In two weeks"),
        By.MONTH: _("In a month"),
        By.QUARTER: _("In three months"),
        By.END_OF_YEAR: _("By the end of the year"),
    }
    taps = [
        button(label, buttons.Plan(deed=deed, id=one.id, value=by.value))
        for by, label in labels.items()
    ]
    if one.state is State.PROMISED and one.due_on is not None:
        keep = _("It stays {day}").format(day=day(one.due_on))
        taps.append(button(keep, buttons.Plan(deed="plan", id=one.id)))
    return Card(f"{_of(found)}\n\n{text}", column(*taps))


def plan(found: Detail, *, admin: bool, said: str = "") -> Card:
    """One plan, and what can be done with it."""
    lines = f"<b>{escape(found.title)}</b>\n{told(found.plan, found.who)}"
    rows = column(*_deeds(found.plan, admin=admin), _back(found.publication_id))
    return Card(f"{lines}\n\n{said}" if said else lines, rows)


def reopened(found: Detail, *, admin: bool) -> Card:
    """It was not done after all."""
    return plan(
        found, admin=admin, said=_("Noted: it is not done yet. We remind you of it again.")
    )


def promised(found: Detail) -> Card:
    """It is kept, and reminded of."""
    text = _("✓ Noted. We remind you before its day and on it, and then once a week until done.")
    return plan(found, admin=False, said=text)


def postponed(found: Detail) -> Card:
    """With its new day."""
    return plan(found, admin=False, said=_("Noted: it has two weeks more."))


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
    twice = of_several((one.publication.unit_id, one.publication.period) for one in found)
    taps = [
        button(_label(one, twice), buttons.Plan(deed="open", id=one.publication.id))
        for one in shown
    ]
    turn = turning(page.at, page.of, lambda to: buttons.Plan(deed="list", id=to))
    return Card("\n\n".join(lines), (*column(*taps), *turn))


def plans(found: Weak) -> Card:
    """What follows one publication, and what can be done with it."""
    one = found.plans
    lines = [_title(one)]
    begun = [each for each in one.plans.values() if each.action]
    lines += [told(each, one.names.get(each.who_id or 0), LISTED) for each in begun]
    if one.unreachable is not None:
        lines.append(unreachable(one.unreachable))
    if found.open:
        lines.append("\n".join([_("Rated lowest, without a plan:"), *weakest(found)]))
    if not begun and not found.open:
        lines.append(_("No element was rated lower than the others, so there is nothing to plan."))
    taps = [*choices(found), *_open(begun)]
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


def ask_withdrawn(found: Detail) -> Card:
    """Before the second tap."""
    one = found.plan
    text = _(
        "Nobody would read this any more, neither on the pages nor in the bot. Who was told "
        "already has the message."
    )
    rows = column(
        button(_("Yes, withdraw it"), buttons.Plan(deed="undo", id=one.id)),
        _back(found.publication_id),
    )
    return Card(f"{_of(found)}\n\n{quote(one.sentence)}\n{text}", rows)


def withdrawn(found: Detail) -> Card:
    """After the second tap."""
    text = _("It is withdrawn. It can be reworded and published again, or reopened.")
    return plan(found, admin=True, said=text)


def _how_far(one: FollowUp) -> list[str]:
    if one.state is State.DONE and one.done_on is not None:
        return [_("done on {day}, not published yet").format(day=day(one.done_on))]
    if one.state is State.PUBLISHED and one.published_on is not None:
        return [_("published on {day}").format(day=day(one.published_on))]
    return []


def _label(one: Plans, twice: Collection[int]) -> str:
    of = one.publication
    if of.unit_id not in twice:
        return clip(one.title, 40)
    behind = f" · {period(of.period)}"
    return clip(one.title, 40 - len(behind)) + behind


def _line(one: Plans, today: date) -> str:
    return f"{_title(one)}\n{_standing(one, today)}"


def _standing(one: Plans, today: date) -> str:
    """How far all of it is, in a few words."""
    every = one.plans.values()
    late = sum(each.state is State.PROMISED and (each.due_on or today) < today for each in every)
    drafts = sum(each.state is State.DRAFT for each in every)
    promised = sum(each.state is State.PROMISED for each in every)
    counts = {
        _("without a plan yet: {n}"): drafts,
        _("on the way: {n}"): promised - late,
        _("late: {n}"): late,
        _("done, to be published: {n}"): sum(each.state is State.DONE for each in every),
        _("published: {n}"): sum(each.state is State.PUBLISHED for each in every),
    }
    said = [text.format(n=number(n)) for text, n in counts.items() if n]
    lines = [" · ".join(said) or _("nothing to plan")]
    if one.unreachable is not None and drafts + promised:
        lines.append(unreachable(one.unreachable))
    return "\n".join(lines)


def _open(some: Sequence[FollowUp]) -> list[Button]:
    """One for each plan that is promised at least."""
    text = _("Plan: {element}")
    return [
        button(
            clip(text.format(element=element(one.element)), 40),
            buttons.Plan(deed="plan", id=one.id),
        )
        for one in some
        if one.state is not State.DRAFT
    ]


def _deeds(one: FollowUp, *, admin: bool) -> list[Button]:
    """What can be done with a plan as it stands."""
    match one.state:
        case State.PROMISED:
            change = button(_("Change"), buttons.Plan(deed="change", id=one.id))
            return [*done_or_later(one), change]
        case State.DONE:
            first = {"publish": _("Publish")} if admin else {"word": _("Say what was changed")}
            deeds = first | {"reopen": _("Not done after all")}
        case State.PUBLISHED if admin:
            deeds = {"withdraw": _("Withdraw this sentence")}
        case _:
            deeds = {}
    return [button(text, buttons.Plan(deed=deed, id=one.id)) for deed, text in deeds.items()]


def _ask_action(head: str, one: FollowUp | None, publication_id: int) -> Card:
    text = _("What will be done? Type it in one sentence of at most {n} letters.")
    lines, taps = [head, text.format(n=number(LONGEST))], [_back(publication_id)]
    if one is not None and one.action:
        lines.append(_("Typed before: {action}").format(action=quote(one.action)))
        taps.insert(0, button(_("Leave it so"), buttons.Plan(deed="keep", id=one.id)))
    return Card("\n".join(lines), column(*taps))


def _title(one: Plans) -> str:
    return f"<b>{escape(one.title)}</b> · {period(one.publication.period)}"


def _of(found: Detail) -> str:
    one = found.plan
    head = f"<b>{escape(found.title)}</b> · {period(one.period)}"
    return f"{head}\n{element(one.element)}: {quote(one.action)}"


def _back(publication_id: int) -> Button:
    return button(_("‹ Plans of this unit"), buttons.Plan(deed="open", id=publication_id))
