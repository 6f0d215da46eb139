"""/kampanye: the campaigns there are, and every step of one as people would read it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot import naming
from bot.domain.campaign import Campaign, Standing, Step, Stored
from bot.domain.experiment import Arm, Assignment, Spread
from bot.domain.run_through import RunThrough
from bot.domain.stance import Told
from bot.domain.unit import Tree
from bot.telegram import buttons
from bot.telegram.card import Button, Card, Letterhead, Row, button, column, escape
from bot.telegram.views import steps
from bot.telegram.views.composing import in_words
from bot.telegram.views.paging import turning
from bot.telegram.views.run_through import in_short
from bot.telegram.views.words import clip
from bot.texts import _, day, ngettext, number

__all__ = [
    "arm_name",
    "ask_end",
    "ask_launch",
    "how",
    "listed",
    "one",
    "rehearsed",
    "rehearsing",
    "sample_name",
    "sample_unit",
    "step",
]


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def listed(found: Sequence[Stored]) -> Card:
    """All of them."""
    if not found:
        return Card(
            _("There is no campaign yet. Fill in a template and send it here."),
            column(button(_("Template"), buttons.Template(name="campaign"))),
        )
    rows = column(*(_to(clip(f"{each.campaign.code} · {how(each)}"), each) for each in found))
    return Card(_("<b>Campaigns</b>"), rows)


def one(found: Stored, tree: Tree) -> Card:
    """What a campaign is about and whom it is for."""
    about = found.campaign
    count = len(about.steps)
    all_steps = ngettext("{n} step", "{n} steps", count).format(n=number(count))
    last = found.ends_on or about.last_day
    days = _("{first} to {last}").format(first=day(about.first_day), last=day(last))
    lines = [
        f"<b>{escape(about.code)}</b> · {how(found)}",
        escape(about.goal),
        "",
        _("To: {audience}").format(audience=in_words(about.audience, tree)),
        _("When: {days}").format(days=days),
        _("Steps: {steps}").format(steps=all_steps),
        _("Outcome: {outcome}").format(outcome=_outcome(about)),
        _("Arms: {arms}").format(arms=_arms(about)),
    ]
    rows = column(
        button(_("See the steps"), buttons.Campaign(campaign=found.id, place=0)),
        *_results(found),
        *_deeds(found),
        button(_("‹ Back"), buttons.Campaign(campaign=0)),
    )
    return Card("\n".join(lines), rows)


def ask_launch(found: Stored, dealt: Sequence[Assignment]) -> Card:
    """How many would be told something, by arm, and what cannot be changed any more afterwards."""
    about, count = found.campaign, len(dealt)
    if not count:
        text = _("Nobody belongs to this audience who can be written to.")
        return Card(text, column(_to(_("‹ Back"), found)))
    shares = Counter(one.arm for one in dealt)
    arms = [f"{arm_name(arm)}: {number(shares[arm.code])}" for arm in about.arms]
    people = ngettext("{n} person", "{n} people", count).format(n=number(count))
    lines = [
        _("<b>Launch {campaign}?</b>").format(campaign=escape(about.code)),
        _("It would begin with {people}; who comes to the audience later joins later.").format(
            people=people
        ),
        *(arms if len(arms) > 1 else []),
        "",
        _("Afterwards days, arms and what is measured stay as they are; steps can be mended."),
    ]
    return Card("\n".join(lines), _sure(found, "launch", _("Launch")))


def rehearsing(found: Stored) -> Card:
    """The rehearsal goes on."""
    text = _("⏳ {campaign} is being rehearsed. The figures come here, in less than a minute.")
    return Card(text.format(campaign=escape(found.campaign.code)))


def rehearsed(found: Stored, shown: RunThrough) -> Card:
    """What the rehearsal showed."""
    return Card(escape("\n".join(in_short(shown))), column(_to(_("‹ Back"), found)))


def ask_end(found: Stored) -> Card:
    """What ends with it."""
    text = _(
        "<b>End {campaign}?</b>\nNothing more is sent, also to those who are in the middle, and "
        "it cannot be launched again. What people answered is deleted 30 days later; the figures "
        "stay."
    )
    said = text.format(campaign=escape(found.campaign.code))
    return Card(said, _sure(found, "end", _("End")))


def sample_name() -> str:
    """The name of nobody in particular."""
    return _("Name of the employee")


def sample_unit() -> str:
    """The unit of nobody in particular."""
    return _("Name of the unit")


def step(
    found: Stored, place: int, told: Told, days: Mapping[str, date], letterhead: Letterhead
) -> Card:
    """A step as people would read it, with its day for who joins on the first one."""
    about = found.campaign
    shown = about.steps[place]
    card = steps.step(told, letterhead)
    lines = [
        _("<b>Step {n} of {of}</b> · {day}").format(
            n=number(place + 1), of=number(len(about.steps)), day=_when(shown, days)
        ),
        _for_whom(shown),
        "",
        card.text,
        "",
        *(f"[{escape(one.label)}]" for row in card.rows for one in row),
    ]

    def to(at: int) -> buttons.Campaign:
        return buttons.Campaign(campaign=found.id, place=at)

    back: Row = (_to(_("‹ Back"), found),)
    rows = (*turning(place, len(about.steps), to), back)
    return Card("\n".join(lines), rows, preview=card.preview)


def arm_name(arm: Arm) -> str:
    """By its code, safe in HTML."""
    text = _("{arm} (no messages)") if arm.holdout else "{arm}"
    return text.format(arm=escape(arm.code))


def how(found: Stored) -> str:
    """How far it has come."""
    return {
        Standing.DRAFT: _("draft"),
        Standing.RUNNING: _("running"),
        Standing.PAUSED: _("paused"),
        Standing.ENDED: _("ended"),
    }[found.standing]


def _results(found: Stored) -> list[Button]:
    if found.standing is Standing.DRAFT:
        return []
    return [button(_("Results"), buttons.Findings(campaign=found.id))]


def _deeds(found: Stored) -> list[Button]:
    labels = {
        Standing.DRAFT: [(_("Rehearse"), "rehearse"), (_("Launch"), "launch")],
        Standing.RUNNING: [(_("Pause"), "pause"), (_("End"), "end")],
        Standing.PAUSED: [(_("Go on"), "resume"), (_("End"), "end")],
        Standing.ENDED: [],
    }
    return [button(label, _conduct(found, deed)) for label, deed in labels[found.standing]]


def _sure(found: Stored, deed: str, label: str) -> tuple[Row, ...]:
    return column(
        button(label, _conduct(found, deed, sure=True)),
        _to(_("‹ Back"), found),
    )


def _conduct(found: Stored, deed: str, *, sure: bool = False) -> buttons.Conduct:
    return buttons.Conduct(campaign=found.id, number=found.number, deed=deed, sure=sure)


def _to(label: str, found: Stored) -> Button:
    return button(label, buttons.Campaign(campaign=found.id))


def _outcome(about: Campaign) -> str:
    name = naming.outcome(about.outcome)
    if not about.measured:
        return name
    text = ngettext(
        "{outcome}, until {n} day after the end",
        "{outcome}, until {n} days after the end",
        about.measured.days,
    )
    return text.format(outcome=name, n=number(about.measured.days))


def _arms(about: Campaign) -> str:
    whole = sum(arm.weight for arm in about.arms)
    shares = ", ".join(f"{arm_name(arm)} {_percent(arm.weight, whole)}" for arm in about.arms)
    by = _("dealt by unit") if about.spread is Spread.CLUSTERED else _("dealt within each unit")
    return f"{shares} · {by}" if len(about.arms) > 1 else shares


def _percent(part: int, whole: int) -> str:
    return f"{number(round(100 * part / whole))} %"


def _when(shown: Step, days: Mapping[str, date]) -> str:
    """Its day for who joins on the first one, or how long before a session."""
    when = shown.when
    if isinstance(when, timedelta) and when < timedelta(0):
        return _before(-when)
    return day(days[shown.slot]) if shown.slot in days else _("never: the end comes before")


def _before(span: timedelta) -> str:
    if not span % DAY:
        n = span // DAY
        return ngettext("{n} day before", "{n} days before", n).format(n=number(n))
    if not span % HOUR:
        n = span // HOUR
        return ngettext("{n} hour before", "{n} hours before", n).format(n=number(n))
    n = span // timedelta(minutes=1)
    return ngettext("{n} minute before", "{n} minutes before", n).format(n=number(n))


def _for_whom(shown: Step) -> str:
    arms = ", ".join(map(escape, shown.arms)) or _("all arms")
    return _("For: {stage} · {arms}").format(stage=naming.stage(shown.stage), arms=arms)
