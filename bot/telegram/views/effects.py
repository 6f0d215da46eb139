"""What may be said of a difference, in words: an effect, no sign of one, or nothing yet."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from bot.domain.campaign import Standing
from bot.domain.experiment import MEANS, Outcome, Spread, Verdict, of_answers
from bot.domain.findings import Contrast, Findings, Group, is_running
from bot.telegram.card import escape
from bot.texts import _, day, number

__all__ = ["contrast", "measured", "notes", "sentence"]

MINUS = "\N{MINUS SIGN}"


def notes(found: Findings) -> Iterator[str]:
    """What is to be known before any figure is read."""
    until = day(found.until)
    if found.found.standing is Standing.PAUSED:
        yield _("⚠ It rests: nothing is concluded before it has ended.")
    elif not found.over:
        text = _("⚠ Too early: what counts goes on until {day}. Nothing is concluded before.")
        yield text.format(day=until)
    else:
        yield _("Counted until {day}.").format(day=until)
    if found.cut_short:
        yield _("It was ended early: who stops at a good moment finds too much.")
    if len(found.groups) < 2:
        yield _(
            "There is nothing to compare with: the figures tell what was, not what it brought."
        )


def measured(found: Findings, group: Group) -> str:
    """The outcome of an arm with its interval."""
    one = found.measures.get(group.arm.code)
    if one is None:
        if group.arm.holdout and of_answers(found.found.campaign.outcome):
            return _("asked nothing")
        if is_running(found.found) and of_answers(found.found.campaign.outcome):
            return _("told when it has ended")
        return _("too few to be told")
    ends = _range(found, one.low, one.high)
    if one.yes is not None:
        return _("{yes} of {of}: {part} ({range})").format(
            yes=number(one.yes), of=number(one.of), part=_part(found, one.value), range=ends
        )
    return _("mean {mean} ({range})").format(mean=_part(found, one.value), range=ends)


def contrast(found: Findings, one: Contrast) -> Iterator[str]:
    """An arm against another: the sentence, and what so many people can show."""
    head = _("<b>{arm} against {other}</b>")
    yield head.format(arm=escape(one.arm), other=escape(one.against))
    yield sentence(found, one)
    if one.detectable is not None:
        text = _("So many people show a difference from {least} on, four times of five.")
        yield text.format(least=_amount(found, one.detectable, up=True))
    elif one.estimate is not None:
        yield _("They are too few to show any difference four times of five.")


def sentence(found: Findings, one: Contrast) -> str:
    """One of three, or, too early, only the figures."""
    if one.estimate is None:
        return _nothing(found, one)
    figures = _("{difference} ({range})").format(
        difference=_signed(found, one.estimate.difference, unit=True),
        range=_ends(found, one.estimate.low, one.estimate.high),
    )
    if not found.over:
        return _("Up to now {figures}; nothing is concluded yet.").format(figures=figures)
    return {
        Verdict.EFFECT: _("There is an effect: {figures}."),
        Verdict.NO_SIGN: _("There is no sign of an effect: {figures}."),
        Verdict.NOT_YET: _("Cannot be concluded yet: {figures}."),
    }[one.verdict].format(figures=figures)


def _nothing(found: Findings, one: Contrast) -> str:
    """Why there is no difference that may be told."""
    if {one.arm, one.against} <= found.measures.keys():
        return _("Cannot be concluded: in each arm all are alike, so a range cannot be reckoned.")
    if found.found.campaign.spread is Spread.CLUSTERED:
        return _(
            "Cannot be concluded: too few units. It takes five on each side, of five people each."
        )
    return _("Cannot be concluded yet: there is too little that may be compared.")


def _ends(found: Findings, low: float, high: float) -> str:
    return _("{low} to {high}").format(low=_signed(found, low), high=_signed(found, high))


def _range(found: Findings, low: float, high: float) -> str:
    scale = 1 if _is_mean(found) else 100
    return _("{low} to {high}").format(
        low=_figure(found, low * scale), high=_figure(found, high * scale)
    )


def _part(found: Findings, value: float) -> str:
    if _is_mean(found):
        return _figure(found, value)
    return _("{n} %").format(n=_figure(found, 100 * value))


def _signed(found: Findings, value: float, *, unit: bool = False) -> str:
    """With its sign; 0 has none."""
    shown = _rounded(found, value if _is_mean(found) else 100 * value)
    sign = "+" if shown > 0 else MINUS if shown < 0 else ""
    figure = f"{sign}{number(abs(shown), _digits(found))}"
    return _in_unit(found, figure) if unit else figure


def _amount(found: Findings, value: float, *, up: bool) -> str:
    """What can be shown is rounded up: a little less would be missed more often."""
    shown = _rounded(found, value if _is_mean(found) else 100 * value, up=up)
    return _in_unit(found, number(shown, _digits(found)))


def _in_unit(found: Findings, figure: str) -> str:
    match found.found.campaign.outcome:
        case Outcome.JP:
            return _("{n} JP").format(n=figure)
        case Outcome.PULSE:
            return _("{n} on the scale from 1 to 5").format(n=figure)
        case _:
            return _("{n} points").format(n=figure)


def _figure(found: Findings, value: float) -> str:
    return number(_rounded(found, value), _digits(found))


def _rounded(found: Findings, value: float, *, up: bool = False) -> Decimal:
    step = Decimal(1).scaleb(-_digits(found))
    return Decimal(repr(value)).quantize(step, ROUND_CEILING if up else ROUND_HALF_UP)


def _digits(found: Findings) -> int:
    return 2 if found.found.campaign.outcome is Outcome.PULSE else 1


def _is_mean(found: Findings) -> bool:
    return found.found.campaign.outcome in MEANS
