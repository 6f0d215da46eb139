"""The rehearsal of a campaign in figures: on a terminal, as JSON, and short enough for a card."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot import naming
from bot.domain.dead_end import DeadEnd, Why
from bot.domain.delivery import State
from bot.domain.experiment import Spread
from bot.domain.run_through import Power, Range, RunThrough
from bot.texts import _, day, ngettext, number

__all__ = ["as_json", "as_text", "in_short"]

WIDTH, NARROW = 30, 12
"""Of the longest bar, on a terminal and in a chat."""

MOST_WEEKS, MOST_ARMS, MOST_DEAD_ENDS = 12, 3, 6
"""So many stand on a card."""

WEEK = timedelta(weeks=1)


def as_text(found: RunThrough) -> str:
    """All of it, with every day on which something left."""
    bars = _bars([(day(on), count) for on, count in found.days], WIDTH)
    ends = [f"• {_dead_end(one)}" for one in found.dead_ends]
    lines = [*_opening(found), "", _("Messages a day:"), *bars, "", *_figures(found), ""]
    return "\n".join([*lines, *_power(found), "", *(ends or [_no_dead_end()]), "", _assumed()])


def in_short(found: RunThrough) -> list[str]:
    """By week, with the first dead ends."""
    weeks = _weeks(found.days)
    bars = _bars(weeks[:MOST_WEEKS], NARROW) + ["…"] * (len(weeks) > MOST_WEEKS)
    ends = [f"• {_dead_end(one)}" for one in found.dead_ends[:MOST_DEAD_ENDS]]
    if (more := len(found.dead_ends) - len(ends)) > 0:
        text = ngettext("and {n} more: torang rehearse", "and {n} more: torang rehearse", more)
        ends.append(text.format(n=number(more)))
    lines = [*_opening(found), "", _("Messages a week:"), *bars, "", *_figures(found), ""]
    return [*lines, *_power(found, MOST_ARMS), "", *(ends or [_no_dead_end()]), "", _assumed()]


def as_json(found: RunThrough) -> str:
    """Every figure, by English names."""
    return json.dumps(
        {
            "campaign": found.campaign.code,
            "seed": found.seed,
            "first_day": found.campaign.first_day.isoformat(),
            "last_day": found.campaign.last_day.isoformat(),
            "people": found.people,
            "arms": found.arms,
            "messages": found.messages,
            "days": {on.isoformat(): count for on, count in found.days},
            "each": found.each._asdict(),
            "owed": found.owed,
            "over_budget": found.over_budget,
            "postponed": found.postponed,
            "muted": found.muted,
            "blocked": found.blocked,
            "answers": found.answers,
            "stages": found.stages,
            "finished_on": found.finished_on and found.finished_on.isoformat(),
            "power": [one._asdict() for one in found.power],
            "needed": found.needed,
            "dead_ends": [_dead_end_as_json(one) for one in found.dead_ends],
        },
        ensure_ascii=False,
    )


def _dead_end_as_json(one: DeadEnd) -> dict[str, object]:
    return {
        "why": one.why,
        "slot": one.slot,
        "step": one.step,
        "arm": one.arm,
        "stage": one.stage,
        "people": one.people,
        "sentence": _dead_end(one),
    }


def _opening(found: RunThrough) -> list[str]:
    about = found.campaign
    text = _("Rehearsal of {campaign}: {people}, {first} to {last}, seed {seed}")
    lines = [
        text.format(
            campaign=about.code,
            people=_people(found.people),
            first=day(about.first_day),
            last=day(about.last_day),
            seed=found.seed,
        )
    ]
    if about.training is not None:
        text = _("It sends nothing of its own: it words the reminders of {training}.")
        lines.append(text.format(training=about.training))
    return lines


def _bars(rows: Sequence[tuple[str, int]], width: int) -> list[str]:
    most = max((count for _label, count in rows), default=1)
    return [
        f"{'█' * max(1, round(width * count / most))} {number(count)} · {label}"
        for label, count in rows
    ]


def _weeks(days: Sequence[tuple[date, int]]) -> list[tuple[str, int]]:
    """By the Monday with which each begins."""
    found: dict[date, int] = {}
    for on, count in days:
        monday = on - timedelta(days=on.weekday())
        found[monday] = found.get(monday, 0) + count
    return [(day(monday), count) for monday, count in found.items()]


def _figures(found: RunThrough) -> Iterator[str]:
    messages = ngettext("{n} message", "{n} messages", found.messages)
    yield _("{messages} in all; a person got {range}").format(
        messages=messages.format(n=number(found.messages)), range=_range(found.each)
    )
    yield _("What was owed: {states}").format(states=_states(found))
    yield _used_up(found)
    text = _("Muted: {muted} · blocked: {blocked} · answers: {answers}")
    yield text.format(
        muted=number(found.muted), blocked=number(found.blocked), answers=number(found.answers)
    )
    stages = (f"{naming.stage(one)} {number(count)}" for one, count in found.stages.items())
    yield _("Stages at the end: {stages}").format(stages=", ".join(stages))
    if found.finished_on is not None:
        yield _("The last message left on {day}.").format(day=day(found.finished_on))


def _used_up(found: RunThrough) -> str:
    if not found.postponed and not found.over_budget:
        return _("Nobody had to wait for the two messages a week.")
    text = _("The two messages a week: {later} got a step later, {never} missed at least one step")
    return text.format(later=_people(found.postponed), never=_people(found.over_budget))


def _range(each: Range) -> str:
    text = _("{least} to {most}, half of them at most {median}, nine of ten at most {ninth}")
    return text.format(
        least=number(each.least),
        median=_decimal(each.median),
        ninth=_decimal(each.ninth),
        most=number(each.most),
    )


def _states(found: RunThrough) -> str:
    names = {
        State.SENT: _("sent"),
        State.BLOCKED: _("blocked"),
        State.EXPIRED: _("came too late"),
        State.OVER_BUDGET: _("over the budget"),
        State.CANCELLED: _("muted or nothing to say"),
    }
    parts = (f"{names.get(state, state)} {number(count)}" for state, count in found.owed.items())
    return ", ".join(parts)


def _power(found: RunThrough, most: int | None = None) -> Iterator[str]:
    if not found.power:
        yield _("With one arm there is nothing to compare.")
        return
    if found.needed is None:
        yield _of_means(found.campaign.spread)
        return
    for one in found.power[:most]:
        yield _difference(one)
    yield _("Reckoned from 50 %, where a difference is hardest to show.")
    text = ngettext(
        "To show 10 points each arm needs {n} person.",
        "To show 10 points each arm needs {n} people.",
        found.needed,
    )
    yield text.format(n=number(found.needed))


def _of_means(spread: Spread) -> str:
    """Why there is no figure."""
    if spread is Spread.CLUSTERED:
        return _(
            "Whole units are dealt: what difference they can show depends on how far the units "
            "differ, and is told with the results."
        )
    return _(
        "What difference the arms can show depends on how far people differ, and is told with the "
        "results."
    )


def _difference(one: Power) -> str:
    names = {
        "arm": one.arm, "n": number(one.people),
        "beside": one.beside, "of": number(one.people_beside),
    }  # fmt: skip
    if one.detectable is None or one.detectable >= 1:
        text = _("{arm} ({n}) and {beside} ({of}) are too few to show any difference.")
        return text.format(**names)
    text = _("{arm} ({n}) beside {beside} ({of}) shows a difference from {points} points on.")
    return text.format(**names, points=_decimal(100 * one.detectable))


def _dead_end(one: DeadEnd) -> str:
    names = {"slot": one.slot, "step": one.step, "arm": one.arm, "stage": naming.stage(one.stage)}
    texts = {
        Why.SILENT: _(
            "On {slot} nobody at the stage “{stage}” in the arm {arm} is told anything "
            "({people} in the rehearsal). Add a step for this stage, or one without a stage."
        ),
        Why.STUCK: _(
            "From {slot} on {people} at the stage “{stage}” in the arm {arm} are told nothing "
            "more. Add steps for this stage."
        ),
        Why.OFF: _(
            "What is to be told on {slot} ({step}) can never leave: no working day is left for it "
            "before the end. Move it to an earlier day, or let the campaign last longer."
        ),
        Why.CROWDED: _(
            "Nobody got the step {step} ({slot}): two messages a week were used up before. Move "
            "it to a later day, or leave one before it out."
        ),
        Why.UNMET: _(
            "Nobody got the step {step} ({slot}, {stage}): nobody stood there then. Ask for a "
            "reaction earlier, or check its stage."
        ),
        Why.SPARE: _(
            "Nobody can get the step {step} ({slot}): everybody has another one then. Leave it "
            "out, or check its stage."
        ),
    }
    return texts[one.why].format(**names, people=_people(one.people))


def _no_dead_end() -> str:
    return _("There is no dead end.")


def _assumed() -> str:
    return _(
        "These people are made up and what they do is assumed: this shows how the campaign runs, "
        "not what comes of it. Invitations and news of JP, which share the two messages a week, "
        "are not in it."
    )


def _decimal(value: float) -> str:
    whole = round(value, 1)
    return number(Decimal(str(whole)), 0 if whole == int(whole) else 1)


def _people(n: int) -> str:
    return ngettext("{n} person", "{n} people", n).format(n=number(n))
