"""How well the channels work, beside what is to be reached."""

from decimal import Decimal
from math import isinf

from bot import naming
from bot.domain.health import BOUNDS, Channel, Health, Measure, Standing, standing
from bot.telegram import buttons
from bot.telegram.card import Card, button, escape
from bot.telegram.views.words import element
from bot.texts import _, number

__all__ = ["health"]

MOST_LEFT = 3


def health(found: Channel) -> Card:
    """The last period, and how it went before."""
    now = found.found[-1]
    lines = [f"<b>{escape(found.title)}</b>", f"<b>{naming.period(now.period)}</b>", ""]
    lines += [_measure(measure, now.measures.get(measure)) for measure in Measure]
    if now.left:
        questions = ", ".join(f"{_question(key)} ({number(n)})" for key, n in now.left[:MOST_LEFT])
        lines.append(_("Left most often at: {questions}").format(questions=questions))
    before = [one for one in found.found[:-1] if one.measures]
    if before:
        lines += ["", _("<b>Before</b>"), *(_before(one) for one in before)]
    lines += ["", _("Counted for a unit and a day, never for a person.")]
    to = buttons.Report(view="unit", unit=found.unit_id, period=now.period.code)
    return Card("\n".join(lines), ((button(_("‹ Back"), to),),))


def _measure(measure: Measure, value: float | None) -> str:
    target = BOUNDS[measure][0]
    texts = {
        Measure.COMPLETION: _("Sent, of those who went beyond the first question: {value}"),
        Measure.SECONDS: _("Half of them took, with the suggestion: {value}"),
        Measure.BLOCKS: _("Blocks per 1,000 messages, of the whole bot: {value}"),
    }
    targets = {
        Measure.COMPLETION: _("target at least {target}"),
        Measure.SECONDS: _("target at most {target}"),
        Measure.BLOCKS: _("target at most {target}"),
    }
    if value is None:
        return texts[measure].format(value=_("not known yet"))
    said = texts[measure].format(value=_value(measure, value))
    beside = targets[measure].format(target=_value(measure, target))
    return f"{said} ({beside}, {_standing(standing(measure, value))})"


def _value(measure: Measure, value: float) -> str:
    match measure:
        case Measure.COMPLETION:
            return f"{number(Decimal(100 * value))}%"
        case Measure.SECONDS:
            if isinf(value):
                return _("longer than was counted")
            return _("{n} seconds").format(n=number(Decimal(value)))
        case Measure.BLOCKS:
            return number(Decimal(value), 1)


def _standing(found: Standing) -> str:
    return {
        Standing.REACHED: _("reached"),
        Standing.MISSED: _("not reached"),
        Standing.ALARM: _("alarm"),
    }[found]


def _before(one: Health) -> str:
    values = [
        _value(measure, one.measures[measure]) for measure in Measure if measure in one.measures
    ]
    return f"{naming.period(one.period)}: {' · '.join(values)}"


def _question(key: str) -> str:
    """The last part of where it stands in the form."""
    name = key.rpartition("/")[2]
    return _("the review") if name == "review" else escape(element(name))
