"""How well the channels work, beside what is to be reached; the dashboard says the same."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from math import isinf

from bot import naming
from bot.domain.health import Bounds, Channel, Health, Measure, Standing, standing
from bot.domain.period import QUARTER, month_of, spanning
from bot.domain.response import RELEASE_SIZE
from bot.telegram import buttons
from bot.telegram.card import Card, button, escape
from bot.texts import _, ngettext, number

__all__ = [
    "OF_A_UNIT",
    "OF_THE_BOT",
    "beside",
    "health",
    "how_counted",
    "named",
    "outdated",
    "short",
    "standing_of",
    "value",
]

MOST_LEFT = 3

OF_THE_BOT = (Measure.BLOCKS, Measure.OPT_OUTS)
OF_A_UNIT = tuple(measure for measure in Measure if measure not in OF_THE_BOT)

INDENT = "\u2003"


def health(found: Channel) -> Card:
    """The last period, and how it went before."""
    now = found.found[-1]
    lines = [f"<b>{escape(found.title)}</b>", f"<b>{naming.period(now.period)}</b>", ""]
    lines += _measures(found, now, OF_A_UNIT)
    if now.left:
        questions = ", ".join(
            f"{escape(naming.question(key))} ({number(n)})" for key, n in now.left[:MOST_LEFT]
        )
        lines.append(_("Left most often at: {questions}").format(questions=questions))
    lines += [outdated(now), "", _("<b>The whole bot</b>"), *_measures(found, now, OF_THE_BOT)]
    lines += [*_before(found.found[:-1]), "", how_counted()]
    to = buttons.Report(view="unit", unit=found.unit_id, period=now.period.code)
    return Card("\n".join(lines), ((button(_("‹ Back"), to),),))


def named(measure: Measure, of: Health) -> str:
    """What is measured, in a line."""
    outs = _("Opt-outs and blocks per person reached, {quarter}")
    quarter = naming.period(month_of(of.period.last, QUARTER))
    return {
        Measure.COMPLETION: _("Sent, of those who went beyond the first question"),
        Measure.SECONDS: _("Half of them took, with the suggestion, at most"),
        Measure.TAPS: _("Presses from Start to Send, of half of them at most"),
        Measure.RECOVERED: _("Sent after the reminder, of those who were reminded"),
        Measure.ANSWERED: _("Invitations to trainings answered within 24 hours"),
        Measure.BLOCKS: _("Blocks per 1,000 messages"),
        Measure.OPT_OUTS: outs.format(quarter=quarter),
    }[measure]


def short(measure: Measure) -> str:
    """The same as the head of a column."""
    return {
        Measure.COMPLETION: _("Sent"),
        Measure.SECONDS: _("Duration"),
        Measure.TAPS: _("Presses"),
        Measure.RECOVERED: _("Sent once reminded"),
        Measure.ANSWERED: _("Answered in 24 hours"),
        Measure.BLOCKS: _("Blocks"),
        Measure.OPT_OUTS: _("Opt-outs"),
    }[measure]


def value(measure: Measure, found: float | None) -> str:
    """How much it is; None for what is not known, or told of too few."""
    if found is None:
        return "–"
    match measure:
        case Measure.SECONDS:
            return _seconds(found)
        case Measure.TAPS:
            return _("more than was counted") if isinf(found) else number(Decimal(found))
        case Measure.BLOCKS:
            return number(Decimal(found), 1)
        case Measure.COMPLETION | Measure.RECOVERED | Measure.ANSWERED | Measure.OPT_OUTS:
            return _("{n}%").format(n=_percent(found))


def beside(measure: Measure, of: Bounds) -> str:
    """What is to be reached."""
    text = _("target at least {target}")
    if of.target < of.alarm:
        text = _("target at most {target}")
    return text.format(target=value(measure, of.target))


def standing_of(of: Bounds, found: float) -> str:
    """Whether it is reached, and what to do where it is far from that."""
    return {
        Standing.REACHED: _("reached"),
        Standing.MISSED: _("not reached"),
        Standing.ALARM: _("alarm"),
        Standing.STOP: _("halt broadcasts for now"),
    }[standing(of, found)]


def outdated(of: Health) -> str:
    """That no old button changes anything needs no measure: nothing could be counted."""
    text = ngettext(
        "{n} press on an outdated card, refused. None can change an answer: answers are only "
        "written under the card that is current.",
        "{n} presses on outdated cards, all refused. None can change an answer: answers are only "
        "written under the card that is current.",
        of.outdated,
    )
    return text.format(n=number(of.outdated))


def how_counted() -> str:
    """What stands behind it."""
    text = _(
        "Counted for a unit, by day or month, never for a person. “–”: nothing to measure, or "
        "fewer than {size}."
    )
    return text.format(size=RELEASE_SIZE)


def _measures(found: Channel, now: Health, some: Collection[Measure]) -> list[str]:
    return [_measure(measure, now, found.bounds[measure]) for measure in some]


def _measure(measure: Measure, now: Health, of: Bounds) -> str:
    found = now.measures.get(measure)
    said = f"{named(measure, now)}: <b>{value(measure, found)}</b>"
    how = beside(measure, of)
    if found is not None:
        how = f"{how}, {standing_of(of, found)}"
    return f"{said}\n{INDENT}{how}"


def _before(some: Sequence[Health]) -> list[str]:
    """A line for each measure, its values the oldest first, from the first period with any."""
    first = next((at for at, one in enumerate(some) if one.measures), None)
    if first is None:
        return []
    known = some[first:]
    period = naming.period(spanning(known[0].period.first, known[-1].period.last))
    series = [
        f"{short(measure)}: {_series(measure, known)}"
        for measure in Measure
        if any(measure in one.measures for one in known)
    ]
    return ["", _("<b>Before: {period}</b>").format(period=period), *series]


def _series(measure: Measure, some: Sequence[Health]) -> str:
    return " · ".join(value(measure, one.measures.get(measure)) for one in some)


def _seconds(found: float) -> str:
    if isinf(found):
        return naming.seconds(found)
    return _("{n} seconds").format(n=number(Decimal(found)))


def _percent(share: float) -> str:
    percent = round(Decimal(100 * share), 1)
    return number(percent, 0 if percent == int(percent) else 1)
