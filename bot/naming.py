"""What campaigns call things: names that cards and workbooks share."""

from bot.domain.campaign import Item, Stage
from bot.domain.experiment import Outcome
from bot.texts import _

__all__ = ["item", "outcome", "stage"]


def stage(one: Stage | None) -> str:
    """The name of a stage, or of whom a step is for that names none."""
    if one is None:
        return _("whoever has no step of their own")
    return {
        Stage.AWARENESS: _("awareness"),
        Stage.DESIRE: _("desire"),
        Stage.KNOWLEDGE: _("knowledge"),
        Stage.ABILITY: _("ability"),
        Stage.REINFORCEMENT: _("reinforcement"),
    }[one]


def outcome(one: Outcome) -> str:
    """What is measured."""
    return {
        Outcome.REGISTERED: _("registered for a training"),
        Outcome.ATTENDED: _("attended a training"),
        Outcome.JP: _("JP earned"),
        Outcome.ANSWERED: _("answered a step"),
        Outcome.STAGE: _("stage moved"),
        Outcome.PULSE: _("pulse score"),
    }[one]


def item(one: Item) -> str:
    """What an item of the pulse is about."""
    return {
        Item.NEEDED: _("needed"),
        Item.USEFUL: _("useful"),
        Item.SUPPORTED: _("supported by superiors"),
        Item.ABLE: _("able"),
        Item.WILLING: _("willing"),
        Item.BURDEN: _("only a burden (turned round)"),
    }[one]
