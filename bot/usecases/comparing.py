"""How the arms of a campaign differ in its outcome: pure, but for SciPy beneath it."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from bot import statistics
from bot.domain.campaign import Campaign
from bot.domain.experiment import (
    MATTERS,
    MEANS,
    SCALE,
    Arm,
    Estimate,
    Share,
    Spread,
    Verdict,
    of_answers,
    verdict,
)
from bot.domain.findings import FEWEST, Contrast, Measure

__all__ = ["Compared", "Seen", "addressed", "compared", "level_of", "of_shares", "reference"]

FEWEST_UNITS = 5
"""Of so many that were dealt a mean is told: of two it would tell, with its range, each."""


class Seen(NamedTuple):
    """The outcome of one person, and the unit by which the arm was dealt."""

    unit_id: int
    value: float


Compared = tuple[dict[str, Measure], tuple[Contrast, ...]]


def addressed(campaign: Campaign) -> list[Arm]:
    """The arms that have the outcome: who is asked nothing answers nothing."""
    asked = of_answers(campaign.outcome)
    return [arm for arm in campaign.arms if not (asked and arm.holdout)]


def reference(campaign: Campaign) -> Arm:
    """What the other arms are held against: who hears nothing, else the first one."""
    arms = addressed(campaign)
    return next((arm for arm in arms if arm.holdout), arms[0])


def level_of(campaign: Campaign) -> float:
    """The level of each interval of a difference: by Bonferroni, so that all of them together hold
    with 95 %, and among several arms none is found better for having been one of many."""
    return 1 - (1 - statistics.LEVEL) / max(1, len(addressed(campaign)) - 1)


def compared(campaign: Campaign, seen: Mapping[str, Sequence[Seen]], *, over: bool) -> Compared:
    """The outcome of each arm that is given, and of each the difference from the reference.

    Where units were dealt, colleagues are alike, so that they count as one: each unit's share or
    mean is an observation, whatever its size; only where they are few, several units are one.
    """
    points = {arm: _points(campaign, some) for arm, some in seen.items()}
    measures = {arm: _measure(campaign, some) for arm, some in points.items() if some}
    base = reference(campaign).code
    others = [arm.code for arm in addressed(campaign) if arm.code != base]
    sides = ((arm, points.get(arm, []), points.get(base, [])) for arm in others)
    return measures, tuple(
        _contrast(campaign, arm, base, *_difference(campaign, treated, control), over=over)
        for arm, treated, control in sides
    )


def _points(campaign: Campaign, seen: Sequence[Seen]) -> list[float]:
    """What counts as one; none where it is too few units."""
    if campaign.spread is not Spread.CLUSTERED:
        return [one.value for one in seen]
    units: dict[int, list[float]] = {}
    for one in seen:
        units.setdefault(one.unit_id, []).append(one.value)
    means = [fmean(values) for values in _pooled(units.values())]
    return means if len(means) >= FEWEST_UNITS else []


def _pooled(units: Iterable[Sequence[float]]) -> list[list[float]]:
    """The smallest first, as many together as it takes for the fewest people of whom anything is
    told; who is left at the end belongs to the last."""
    found: list[list[float]] = []
    some: list[float] = []
    for values in sorted(units, key=len):
        some += values
        if len(some) >= FEWEST:
            found.append(some)
            some = []
    if found:
        found[-1] += some
    return found


def of_shares(campaign: Campaign) -> bool:
    """Whether shares of people are compared, else means."""
    return campaign.outcome not in MEANS and campaign.spread is not Spread.CLUSTERED


def _share(points: Sequence[float]) -> Share:
    return Share(int(sum(points)), len(points))


def _measure(campaign: Campaign, points: Sequence[float]) -> Measure:
    if not of_shares(campaign):
        value, *ends = statistics.mean(points)
        low, high = (_within(end, *SCALE[campaign.outcome]) for end in ends)
        return Measure(len(points), None, value, low, high)
    share = _share(points)
    return Measure(share.of, share.yes, share.part, *statistics.wilson(share))


def _difference(
    campaign: Campaign, treated: Sequence[float], control: Sequence[float]
) -> tuple[Estimate | None, float | None]:
    """With what so many can show; None where that cannot be said."""
    level = level_of(campaign)
    if not of_shares(campaign):
        estimate = statistics.welch(treated, control, level)
        return estimate, statistics.detectable_mean(treated, control, level)
    if not treated or not control:
        return None, None
    one, other = _share(treated), _share(control)
    can_show = statistics.detectable(other.of, one.of, other.part, level)
    return statistics.newcombe(one, other, level), can_show


def _contrast(
    campaign: Campaign,
    arm: str,
    base: str,
    estimate: Estimate | None,
    can_show: float | None,
    *,
    over: bool,
) -> Contrast:
    if estimate is None or can_show is None:
        return Contrast(arm, base, None, None, Verdict.NOT_YET)
    said = verdict(estimate, can_show, over=over, matters=MATTERS[campaign.outcome])
    least, most = SCALE[campaign.outcome]
    width = most - least
    difference, *ends = estimate
    low, high = (_within(end, -width, width) for end in ends)
    shown = can_show if can_show < width else None
    return Contrast(arm, base, Estimate(difference, low, high), shown, said)


def _within(end: float, least: float, most: float) -> float:
    return min(max(end, least), most)
