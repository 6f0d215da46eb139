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


def effects(found: Sequence[Effect], at: int) -> Card:
    """A page of elements and waves, each with what may be said of it."""
    if not found:
        return Card(_("Nobody has attended a training that improves an element yet."))
    page = paged(found, at)
    shown = [found[place] for place in page.places]
    note = _(
        "Compared are the quarter before and the quarter after. Nobody was chosen by chance for "
        "a training, so this is a sign and no proof."
    )
    lines = [_("<b>What trainings changed</b>"), *map(_told, shown), f"<i>{note}</i>"]
    taps = (
        button(clip(f"{element(one.element)} · {period(one.wave.months)}", 50), _to(one))
        for one in shown
    )
    turn = turning(page.at, page.of, lambda to: buttons.Impact(page=to))
    return Card("\n\n".join(lines), (*column(*taps), *turn))


def units(one: Effect, at: int) -> Card:
    """A page of the units that are compared, before and after, the trained ones first."""
    ordered = sorted(one.changes, key=lambda change: not change.trained)
    page = paged(ordered, at)
    lines = [
        _told(one),
        _("{before} → {after}").format(
            before=period(one.wave.before), after=period(one.wave.after)
        ),
    ]
    for change in (ordered[place] for place in page.places):
        mark = _("trained") if change.trained else _("not trained")
        figures = f"{_points(change.before)} → {_points(change.after)}"
        lines.append(f"{escape(clip(change.title, TITLE_LENGTH))}: {figures} · {mark}")
    turn = turning(page.at, page.of, lambda to: _to(one, to))
    back = button(_("‹ All effects"), buttons.Impact())
    return Card("\n".join(lines), (*turn, *column(back)))


def _told(one: Effect) -> str:
    head = f"<b>{element(one.element)}</b> · {period(one.wave.months)}"
    return f"{head}\n{_said(one)}"


def _said(one: Effect) -> str:
    trained, others = one.sizes
    if not one.over:
        text = _("It cannot be concluded yet: the quarter after ({period}) is not over.")
        return text.format(period=period(one.wave.after))
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


def _to(one: Effect, page: int = 0) -> buttons.Impact:
    return buttons.Impact(page=page, element=one.element, months=one.wave.months.code)
