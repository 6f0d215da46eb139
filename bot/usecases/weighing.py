"""What may be told of a campaign, reckoned from all that is known of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from bot import statistics
from bot.domain import findings as rules
from bot.domain.campaign import Stage
from bot.domain.experiment import Assignment, Outcome, of_answers
from bot.domain.findings import Answers, Attitudes, Basis, Findings, Group
from bot.domain.stance import Stance
from bot.usecases import comparing
from bot.usecases.comparing import Compared, Seen

__all__ = ["answers", "evaluated"]


def evaluated(found: Basis) -> Findings:
    """Of the answers what was kept of them; before, what was sent."""
    one, over = found.found, rules.is_over(found.found, found.today)
    said = found.kept or Answers(
        Attitudes(steps=rules.sent(found.steps, found.exposures)), _groups(found)
    )
    measures, contrasts = said.measures, said.contrasts
    if not of_answers(one.campaign.outcome):
        measures, contrasts = _of_deeds(found, over=over)
    until, level = rules.until(one), comparing.level_of(one.campaign)
    return Findings(one, until, over, said.groups, measures, contrasts, level, said.attitudes)


def answers(found: Basis, opened: Mapping[int, Stance]) -> Answers:
    """What may be told of what was answered, by employee."""
    outcome = found.found.campaign.outcome
    told = {arm.arm.code: _dealt(found, arm.arm.code) for arm in _groups(found)
            if not arm.arm.holdout}  # fmt: skip
    answered = {
        arm: (len(mine), [opened[one.employee_id] for one in mine if one.employee_id in opened])
        for arm, mine in told.items()
    }
    places = rules.places(outcome, answered)
    attitudes = _attitudes(found, answered, places)
    if not of_answers(outcome):
        return Answers(attitudes, _groups(found))
    seen = _seen(outcome, told, opened, places)
    compared = comparing.compared(found.found.campaign, seen, over=True)
    return Answers(attitudes, _groups(found), *compared)


def _attitudes(
    found: Basis,
    answered: Mapping[str, tuple[int, Sequence[Stance]]],
    places: Mapping[str, Mapping[Stage | None, int]],
) -> Attitudes:
    every = [stance for _people, some in answered.values() for stance in some]
    people = sum(people for people, _some in answered.values())
    steps = rules.steps(found.steps, found.exposures, every)
    objections = rules.objections(every)
    rows = rules.rows_of_items(every)
    alpha = statistics.cronbach(rows) if rules.enough(len(rows), len(every)) else None
    agreed = None if alpha is None else (len(rows), alpha)
    return Attitudes(places, steps, objections, rules.items(people, every), agreed)


def _dealt(found: Basis, arm: str) -> list[Assignment]:
    return [one for one in found.assigned if one.arm == arm]


def _groups(found: Basis) -> tuple[Group, ...]:
    return tuple(
        Group(arm, len(mine), len({one.unit_id for one in mine}), found.reached.get(arm.code, 0))
        for arm in found.found.campaign.arms
        for mine in [_dealt(found, arm.code)]
    )


def _of_deeds(found: Basis, *, over: bool) -> Compared:
    """Of what stands in the office's own lists; nothing of an arm of fewer than five."""
    campaign = found.found.campaign
    dealt = {arm.code: _dealt(found, arm.code) for arm in comparing.addressed(campaign)}
    seen = {
        arm: [Seen(one.unit_id, found.done.get(one.employee_id, 0)) for one in mine]
        for arm, mine in dealt.items()
        if len(mine) >= rules.FEWEST
    }
    return comparing.compared(campaign, seen, over=over)


def _seen(
    outcome: Outcome,
    told: Mapping[str, Sequence[Assignment]],
    opened: Mapping[int, Stance],
    places: Mapping[str, Mapping[Stage | None, int]],
) -> dict[str, list[Seen]]:
    """The outcome of each, of all arms or of none: from the others and all of them together one
    would follow."""
    if outcome is Outcome.PULSE:
        seen = {arm: _pulses(mine, opened) for arm, mine in told.items()}
        enough = all(rules.enough(len(seen[arm]), len(mine)) for arm, mine in told.items())
        return seen if enough else {}
    key = rules.key_cell(outcome)
    if not all(key in cells for cells in places.values()):
        return {}
    return {
        arm: [
            Seen(one.unit_id, rules.place(outcome, opened.get(one.employee_id)) != key)
            for one in mine
        ]
        for arm, mine in told.items()
    }


def _pulses(mine: Iterable[Assignment], opened: Mapping[int, Stance]) -> list[Seen]:
    found = [(one.unit_id, rules.pulse_of(opened.get(one.employee_id, Stance()))) for one in mine]
    return [Seen(unit_id, value) for unit_id, value in found if value is not None]
