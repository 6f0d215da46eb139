"""What a campaign has brought, as an admin reads it: two cards, and what is said of the file."""

from collections.abc import Iterator
from decimal import Decimal

from bot import naming
from bot.domain.campaign import Reaction
from bot.domain.experiment import Spread
from bot.domain.findings import ANSWERED, Findings, Group, ItemFound, StepFound, is_running
from bot.telegram import buttons
from bot.telegram.card import Button, Card, button, column, escape
from bot.telegram.views import steps
from bot.telegram.views.campaigns import arm_name, how
from bot.telegram.views.effects import contrast, measured, notes
from bot.texts import _, ngettext, number

__all__ = ["page", "reckoning", "sent"]

ROOM = 3_600
"""Signs: so many lines of steps leave room for the rest, and for the marks of Telegram's HTML."""

HIDDEN = "–"


def reckoning() -> Card:
    """It takes a moment."""
    return Card(_("⏳ The results are being reckoned."))


def page(found: Findings, name: str) -> Card:
    """The arms and how they differ, or what people answered."""
    return _answers(found) if name == "answers" else _arms(found)


def sent(found: Findings) -> Card:
    """The file was sent."""
    text = _("✓ The results of {campaign} are in the file below.")
    said = text.format(campaign=escape(found.found.campaign.code))
    return Card(said, column(_to(found, _("‹ Back"), "arms")))


def _arms(found: Findings) -> Card:
    about = found.found.campaign
    lines = [
        _("<b>Results of {campaign}</b> · {standing}").format(
            campaign=escape(about.code), standing=how(found.found)
        ),
        _("Outcome: {outcome}").format(outcome=naming.outcome(about.outcome)),
        *notes(found),
        "",
        *(line for group in found.groups for line in _group(found, group)),
    ]
    for one in found.contrasts:
        lines += ["", *contrast(found, one)]
    lines += ["", _footnote(found)]
    rows = column(
        _to(found, _("What people answered"), "answers"),
        _to(found, _("As a file (XLSX)"), "file"),
        button(_("‹ Back"), buttons.Campaign(campaign=found.found.id)),
    )
    return Card("\n".join(lines), rows)


def _group(found: Findings, group: Group) -> Iterator[str]:
    people = ngettext("{n} person", "{n} people", group.people)
    parts = [people.format(n=number(group.people))]
    if found.found.campaign.spread is Spread.CLUSTERED:
        units = ngettext("{n} unit", "{n} units", group.units)
        parts.append(units.format(n=number(group.units)))
    if not group.arm.holdout:
        parts.append(_("reached: {n}").format(n=number(group.reached)))
    yield f"<b>{arm_name(group.arm)}</b>: {' · '.join(parts)}"
    yield f"   {measured(found, group)}"


def _footnote(found: Findings) -> str:
    text = _(
        "Everybody counts in the arm that they were dealt to, whatever reached them. The ranges "
        "of all differences together hold with 95 %."
    )
    if found.found.campaign.spread is Spread.CLUSTERED:
        units = _("Whole units were dealt, so each counts as one, small ones together.")
        return f"{text} {units}"
    return text


def _answers(found: Findings) -> Card:
    title = _("<b>What people answered: {campaign}</b>")
    lines = [title.format(campaign=escape(found.found.campaign.code))]
    if is_running(found.found):
        text = _(
            "While it runs, only what was sent is told; what people answered, when it has ended."
        )
        lines += [text, ""]
    else:
        lines += _told(found)
    lines += _steps(found, sum(map(len, lines)))
    return Card("\n".join(lines), column(_to(found, _("‹ Back"), "arms")))


def _told(found: Findings) -> list[str]:
    """All but what was said to each step, which comes next."""
    said = found.attitudes
    lines = [_("A stroke stands for fewer than 5 people, and for what would tell of them.")]
    lines += ["", _("<b>Where they stand</b>"), *_stages(found)]
    if said.objections:
        labels = {
            one.code: steps.in_language(one.labels) for one in found.found.campaign.objections
        }
        lines += ["", _("<b>Objections</b>")]
        lines += [
            f"{escape(labels.get(code, code) or _('in words of their own'))}: {number(n)}"
            for code, n in said.objections.items()
        ]
    if said.items:
        lines += ["", _("<b>Pulse</b> (1 to 5, more is for the change)"), *map(_item, said.items)]
        lines.append(_alpha(found))
    return [*lines, "", _("<b>Reactions to each step</b>")]


def _stages(found: Findings) -> Iterator[str]:
    for group in found.groups:
        cells = found.attitudes.stages.get(group.arm.code)
        if cells is None:
            continue
        told = [f"{naming.stage(one)} {number(n)}" for one, n in cells.items() if one is not None]
        if None in cells:
            told.insert(0, _("said nothing {n}").format(n=number(cells[None])))
        yield f"{arm_name(group.arm)}: {' · '.join(told) or HIDDEN}"


def _steps(found: Findings, length: int) -> Iterator[str]:
    left = len(found.attitudes.steps)
    silent = {step.code for step in found.found.campaign.steps if step.ask is None}
    for one in found.attitudes.steps:
        only = one.code in silent or is_running(found.found)
        line = _sent(one) if only else _step(one)
        length += len(line) + 1
        if length > ROOM:
            more = ngettext("{n} more step: in the file", "{n} more steps: in the file", left)
            yield more.format(n=number(left))
            return
        left -= 1
        yield line


def _step(one: StepFound) -> str:
    told = [
        f"{label} {number(one.said[of]) if of in one.said else HIDDEN}"
        for of, label in steps.reactions().items()
        if any(reaction in one.said for reaction in Reaction)
    ]
    if ANSWERED in one.said:
        told.append(_("answered {n}").format(n=number(one.said[ANSWERED])))
    return " · ".join([_sent(one), *(told or [HIDDEN])])


def _sent(one: StepFound) -> str:
    text = _("{step}: sent {n}")
    return text.format(step=escape(one.code), n=number(one.exposure.sent))


def _item(one: ItemFound) -> str:
    text = _("{item}: {mean} (n = {n})")
    line = text.format(item=naming.item(one.item), mean=_mean(one.mean), n=number(one.people))
    if one.again is None:
        return line
    n, first, last = one.again
    change = _("asked again {n}: from {first} to {last}")
    return f"{line}; {change.format(n=number(n), first=_mean(first), last=_mean(last))}"


def _alpha(found: Findings) -> str:
    if found.attitudes.alpha is None:
        return _("These items are not validated.")
    n, alpha = found.attitudes.alpha
    text = _("Cronbach's alpha {alpha} (n = {n}); these items are not validated.")
    return text.format(alpha=_mean(alpha), n=number(n))


def _mean(value: float) -> str:
    return number(Decimal(repr(value)), 2)


def _to(found: Findings, label: str, name: str) -> Button:
    return button(label, buttons.Findings(campaign=found.found.id, page=name))
