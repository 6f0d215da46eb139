"""Cards of /dampak: what trainings did to what citizens say, in plain words."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.effect import FEWEST, Effect
from bot.domain.experiment import Estimate, Verdict
from bot.naming import period
from bot.telegram import buttons
from bot.telegram.card import Card, button, column, escape
from bot.telegram.views.paging import paged, turning
from bot.telegram.views.words import clip, element
from bot.texts import _, number

__all__ = ["effects", "units"]

TITLE_LENGTH = 60

MINUS = "\N{MINUS SIGN}"


def effects(found: Sequence[Effect], at: int) -> Card:
    """A page of elements and cohorts, each with what may be said of it."""
    if not found:
        return Card(_("Nobody has attended a training that improves an element yet."))
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    note = _(
        "Units whose employees were first trained in the same quarter are compared with those not "
        "trained yet: the quarter before with the quarter after. A unit counts as trained when "
        "somebody who works at the unit itself took part, not an office above it. Nobody was "
        "chosen by chance for a training, so this is a sign and no proof."
    )
    lines = [_("<b>What trainings changed</b>"), *map(_told, shown), f"<i>{note}</i>"]
    taps = (
        button(clip(f"{element(one.element)} · {period(one.cohort)}", 50), _to(one))
        for one in shown
    )
    turn = turning(page.at, page.of, lambda to: buttons.Impact(page=to))
    return Card("\n\n".join(lines), (*column(*taps), *turn))


def units(one: Effect, at: int) -> Card:
    """A page of the units that are compared, each before and after with its own change."""
    page = paged(one.changes, at)
    lines = [
        _told(one),
        _("{before} → {after}").format(before=period(one.before), after=period(one.after)),
        *_means(one),
    ]
    for change in (one.changes[place] for place in page.places):
        mark = _("trained") if change.trained else _("not trained")
        figures = f"{_points(change.before)} → {_points(change.after)}"
        title = escape(clip(change.title, TITLE_LENGTH))
        lines.append(f"{title}: {figures} ({_signed(change.difference)}) · {mark}")
    turn = turning(page.at, page.of, lambda to: _to(one, to))
    back = button(_("‹ All effects"), buttons.Impact())
    return Card("\n".join(lines), (*turn, *column(back)))


def _means(one: Effect) -> list[str]:
    """Beside what a unit changed, what those of its side changed, and those of the other."""
    trained, others = (one.mean(trained=trained) for trained in (True, False))
    if trained is None or others is None:
        return []
    text = _("On average {trained} points where trained, {others} where not")
    return [text.format(trained=_signed(trained), others=_signed(others))]


def _told(one: Effect) -> str:
    head = f"<b>{element(one.element)}</b> · {period(one.cohort)}"
    return f"{head}\n{_said(one)}"


def _said(one: Effect) -> str:
    trained, others = one.sizes
    if not one.over:
        text = _("It cannot be concluded yet: the quarter after ({period}) is not over.")
        return text.format(period=period(one.after))
    if one.estimate is None:
        text = _(
            "It cannot be concluded yet: {trained} units with trained employees and {others} "
            "others have answers in both quarters; it takes {n} on either side."
        )
        return text.format(trained=number(trained), others=number(others), n=number(FEWEST))
    text = _estimated(one.verdict, one.estimate)
    return text.format(
        trained=number(trained),
        others=number(others),
        points=_points(abs(one.estimate.difference)),
        difference=_points(one.estimate.difference),
        low=_points(one.estimate.low),
        high=_points(one.estimate.high),
    )


def _estimated(said: Verdict, estimate: Estimate) -> str:
    """With places for the figures."""
    if said is Verdict.NO_SIGN:
        return _(
            "There is no sign of an effect: {trained} units with trained employees differ from "
            "{others} others by {difference} points ({low} to {high})."
        )
    if said is Verdict.NOT_YET:
        return _(
            "It cannot be concluded yet: {trained} units with trained employees differ from "
            "{others} others by {difference} points, and {low} to {high} is too wide to say more."
        )
    if estimate.difference > 0:
        return _(
            "There is a sign of an effect: {trained} units with trained employees improved by "
            "{points} points more than {others} others ({low} to {high})."
        )
    return _(
        "There is a sign that it became worse: {trained} units with trained employees lost "
        "{points} points against {others} others ({low} to {high})."
    )


def _points(value: float) -> str:
    return number(Decimal(value), 1)


def _signed(value: float) -> str:
    """With its sign; 0 has none."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{_points(abs(rounded))}"


def _to(one: Effect, page: int = 0) -> buttons.Impact:
    return buttons.Impact(page=page, element=one.element, months=one.cohort.code)
