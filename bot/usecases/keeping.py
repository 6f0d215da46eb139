"""What stays of a campaign's answers, as JSON."""

from typing import Any

from bot.domain.campaign import Item, Stage
from bot.domain.experiment import Arm, Estimate, Verdict
from bot.domain.findings import (
    Answers,
    Attitudes,
    Contrast,
    Exposure,
    Group,
    ItemFound,
    Measure,
    StepFound,
)

__all__ = ["read", "written"]


def written(one: Answers) -> dict[str, Any]:
    """All of it may be told."""
    said = one.attitudes
    return {
        "stages": {arm: list(cells.items()) for arm, cells in said.stages.items()},
        "steps": said.steps,
        "objections": said.objections,
        "items": said.items,
        "alpha": said.alpha,
        "groups": [[[of.arm.code, of.arm.weight, of.arm.holdout], *of[1:]] for of in one.groups],
        "measures": one.measures,
        "contrasts": one.contrasts,
    }


def read(kept: dict[str, Any]) -> Answers:
    """What was written."""
    attitudes = Attitudes(
        {
            arm: {place and Stage(place): n for place, n in cells}
            for arm, cells in kept["stages"].items()
        },
        tuple(
            StepFound(code, slot, Exposure(*exposure), said)
            for code, slot, exposure, said in kept["steps"]
        ),
        kept["objections"],
        tuple(
            ItemFound(Item(item), people, mean, again and tuple(again))
            for item, people, mean, again in kept["items"]
        ),
        kept["alpha"] and tuple(kept["alpha"]),
    )
    return Answers(
        attitudes,
        tuple(Group(Arm(*arm), *rest) for arm, *rest in kept["groups"]),
        {arm: Measure(*found) for arm, found in kept["measures"].items()},
        tuple(
            Contrast(arm, against, found and Estimate(*found), can_show, Verdict(said))
            for arm, against, found, can_show, said in kept["contrasts"]
        ),
    )
