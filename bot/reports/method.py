"""How figures came about and what they show, in the words of what is filed."""

from decimal import Decimal

from bot import naming
from bot.domain.figures import Basis, Figures, Sample
from bot.domain.score import Weight
from bot.texts import _, number

__all__ = ["changed", "edition", "grades", "method", "sampled"]


def edition(basis: Basis) -> str:
    """Which questionnaire was asked."""
    text = _("{survey}, version {version}")
    return text.format(survey=basis.survey.upper(), version=basis.version)


def method(weight: Weight) -> list[tuple[str, str]]:
    """What was asked, and how it is reckoned and told; each with its name."""
    share = "1/9" if weight is Weight.EXACT else weight.value
    return [
        (_("Basis"), _("Regulation of the Minister PANRB 14/2017 on the SKM.")),
        (_("Instrument"), _(
            "Nine elements, each rated from 1 to 4 in the words of the regulation; criticism and "
            "suggestions in words of one's own."
        )),
        (_("NRR of an element"), _("Sum of its scores / number of respondents.")),
        (_("Weight of an element"), share),
        (_("IKM"), _(
            "25 x weighted sum of NRR, from 25 to 100, reckoned exactly and rounded once, half "
            "up, to two decimals."
        )),
        (_("95 % interval"), _(
            "Student's, of the means of each respondent; of an element, of its scores."
        )),
        (_("Target"), _("Krejcie & Morgan, from the number of people served.")),
        (_("How it was answered"), _(
            "Voluntarily: those who answer need not be like those who do not."
        )),
        (_("Anonymity"), _(
            "Answers bear no name. They are released in groups of at least five, and count in the "
            "month of release; numbers of fewer than five people are not shown."
        )),
    ]  # fmt: skip


def grades() -> str:
    """Where each grade begins."""
    return _(
        "Grades: A 88.31–100.00 very good; B 76.61–88.30 good; C 65.00–76.60 less good; "
        "D 25.00–64.99 not good."
    )


def sampled(sample: Sample) -> str:
    """How many answered, and how many should have."""
    if sample.target is None or sample.population is None:
        text = _(
            "{n} people answered. How many were served is not known, so that there is no target "
            "to compare this with."
        )
        return text.format(n=number(sample.n))
    text = _(
        "{n} people answered, of {population} who were served ({rate} %). The target of Krejcie & "
        "Morgan is {target}."
    )
    rate = sample.rate or 0
    verdict = _("It is reached.") if sample.n >= sample.target else _("It is not reached yet.")
    said = text.format(
        n=number(sample.n),
        population=number(sample.population),
        rate=number(Decimal(100 * rate.numerator) / rate.denominator, 1),
        target=number(sample.target),
    )
    return f"{said} {verdict}"


def changed(figures: Figures) -> list[str]:
    """What the answers show of a change since the period before."""
    change = figures.change
    if change is None:
        return [_("It cannot be compared with the period before.")]
    text = _("Since {before} the IKM has changed by {difference} points (95 %: {low} to {high}).")
    ends = (change.difference, change.low, change.high)
    difference, low, high = (number(Decimal(end), 2) for end in ends)
    said = text.format(
        before=naming.period(change.before), difference=difference, low=low, high=high
    )
    verdict = _("It is more than chance explains.") if change.shown else _("That may be chance.")
    return [said, verdict]
