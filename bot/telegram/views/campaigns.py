"""/kampanye: the campaigns there are, and every step of one as people would read it."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.campaign import Ask, Campaign, Reaction, Stage, Standing, Step, Stored
from bot.domain.experiment import Arm, Outcome, Spread
from bot.domain.unit import Tree
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Row, button, column, escape
from bot.telegram.views.composing import in_words
from bot.telegram.views.paging import turning
from bot.telegram.views.words import clip
from bot.texts import _, day, ngettext, number

__all__ = ["listed", "one", "step"]


def listed(found: Sequence[Stored]) -> Card:
    """All of them."""
    if not found:
        return Card(
            _("There is no campaign yet. Fill in a template and send it here."),
            column(button(_("Template"), buttons.Template(name="campaign"))),
        )
    rows = column(*(_to(clip(f"{each.campaign.code} · {_how(each)}"), each) for each in found))
    return Card(_("<b>Campaigns</b>"), rows)


def one(found: Stored, tree: Tree) -> Card:
    """What a campaign is about and whom it is for."""
    about = found.campaign
    steps = ngettext("{n} step", "{n} steps", len(about.steps)).format(n=number(len(about.steps)))
    days = _("{first} to {last}").format(first=day(about.first_day), last=day(about.last_day))
    lines = [
        f"<b>{escape(about.code)}</b> · {_how(found)}",
        escape(about.goal),
        "",
        _("To: {audience}").format(audience=in_words(about.audience, tree)),
        _("When: {days}").format(days=days),
        _("Steps: {steps}").format(steps=steps),
        _("Outcome: {outcome}").format(outcome=_outcome(about)),
        _("Arms: {arms}").format(arms=_arms(about)),
    ]
    rows = column(
        button(_("See the steps"), buttons.Campaign(campaign=found.id, place=0)),
        button(_("‹ Back"), buttons.Campaign(campaign=0)),
    )
    return Card("\n".join(lines), rows)


def step(found: Stored, place: int) -> Card:
    """A step as people would read it, with its day for who joins on the first one."""
    about = found.campaign
    shown = about.steps[place]
    said = shown.texts["id"]
    lines = [
        _("<b>Step {n} of {of}</b> · {day}").format(
            n=number(place + 1), of=number(len(about.steps)), day=day(_day(about, shown))
        ),
        _for_whom(shown),
        "",
        escape(said),
    ]
    asked = _asked(about, shown)
    if asked:
        lines += ["", *asked]

    def to(at: int) -> buttons.Campaign:
        return buttons.Campaign(campaign=found.id, place=at)

    back: Row = (_to(_("‹ Back"), found),)
    return Card("\n".join(lines), (*turning(place, len(about.steps), to), back))


def reactions() -> dict[Reaction, str]:
    """What may be thought of a step, in the words of its buttons."""
    return {
        Reaction.AGREES: _("Makes sense"),
        Reaction.DOUBTS: _("I still have doubts"),
        Reaction.OBJECTS: _("I object"),
    }


def _to(label: str, found: Stored) -> Button:
    return button(label, buttons.Campaign(campaign=found.id))


def _how(found: Stored) -> str:
    return {
        Standing.DRAFT: _("draft"),
        Standing.RUNNING: _("running"),
        Standing.PAUSED: _("paused"),
        Standing.ENDED: _("ended"),
    }[found.standing]


def _outcome(about: Campaign) -> str:
    names = {
        Outcome.REGISTERED: _("registered for a training"),
        Outcome.ATTENDED: _("attended a training"),
        Outcome.JP: _("JP earned"),
        Outcome.ANSWERED: _("answered a step"),
        Outcome.STAGE: _("stage moved"),
        Outcome.PULSE: _("pulse score"),
    }
    if not about.measured:
        return names[about.outcome]
    text = ngettext(
        "{outcome}, until {n} day after the end",
        "{outcome}, until {n} days after the end",
        about.measured.days,
    )
    return text.format(outcome=names[about.outcome], n=number(about.measured.days))


def _arms(about: Campaign) -> str:
    whole = sum(arm.weight for arm in about.arms)
    shares = ", ".join(f"{_arm(arm)} {_percent(arm.weight, whole)}" for arm in about.arms)
    by = _("dealt by unit") if about.spread is Spread.CLUSTERED else _("dealt within each unit")
    return f"{shares} · {by}" if len(about.arms) > 1 else shares


def _arm(arm: Arm) -> str:
    text = _("{arm} (no messages)") if arm.holdout else "{arm}"
    return text.format(arm=escape(arm.code))


def _percent(part: int, whole: int) -> str:
    return f"{number(round(100 * part / whole))} %"


def _day(about: Campaign, shown: Step) -> date:
    when = shown.when
    return about.first_day + when if isinstance(when, timedelta) else when


def _for_whom(shown: Step) -> str:
    stages = {
        Stage.AWARENESS: _("awareness"),
        Stage.DESIRE: _("desire"),
        Stage.KNOWLEDGE: _("knowledge"),
        Stage.ABILITY: _("ability"),
        Stage.REINFORCEMENT: _("reinforcement"),
    }
    stage = _("whoever has no step of their own") if shown.stage is None else stages[shown.stage]
    arms = ", ".join(map(escape, shown.arms)) or _("all arms")
    return _("For: {stage} · {arms}").format(stage=stage, arms=arms)


def _asked(about: Campaign, shown: Step) -> list[str]:
    """The buttons below it, as people would see them."""
    words = [shown.link.labels["id"]] if shown.link is not None else []
    if shown.ask is Ask.REACTION:
        words += reactions().values()
    elif shown.ask is Ask.OBJECTION:
        words += [each.labels["id"] for each in about.objections]
    elif shown.ask is Ask.PULSE:
        words += agreements()
    return [f"[{escape(word)}]" for word in words]


def agreements() -> list[str]:
    """How much one may agree with an item, from 1 to 5."""
    return [
        _("Strongly disagree"),
        _("Disagree"),
        _("Neither"),
        _("Agree"),
        _("Strongly agree"),
    ]
