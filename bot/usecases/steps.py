"""A step of a campaign as one person has it, and what they answer to it.

What is answered is kept under a mark and sealed: only the running bot, which has the key, knows
whose it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.db import campaigns, deliveries, employees, participants, people, stances, surveys
from bot.db.base import Db
from bot.domain import stance as rules
from bot.domain.campaign import (
    Campaign,
    Item,
    Participant,
    Reaction,
    Stage,
    Standing,
    step_for,
)
from bot.domain.delivery import Delivery
from bot.domain.errors import Gone
from bot.domain.people import Addressee, Person
from bot.domain.question import Fault
from bot.domain.stance import OTHER, Said, Score, Spot, Stance, Told
from bot.domain.survey import Question
from bot.usecases import asking
from bot.usecases.office import Office
from bot.xlsform import interview

__all__ = [
    "carry_over",
    "forget",
    "look",
    "mark",
    "object_to",
    "preview",
    "react",
    "score",
    "stance_of",
    "told",
    "wording",
    "write",
]

PULSE = "pulse"
"""The name of the survey whose questions are the items of the pulse."""

BLOCK = 4_096
"""Bytes: it holds what is said to fifty steps, with an objection to each."""

Rule = Callable[[Stance, Told], Stance]


def told(db: Db, office: Office, delivery: Delivery, to: Addressee, now: datetime) -> Told | None:
    """The step of this slot for where the person stands; None where it is not theirs any more.

    What was owed on another version than they are on now is stale.
    """
    campaign_id = delivery.campaign_id or 0
    one = participants.of_person(db, campaign_id, delivery.person_id)
    number, _colon, slot = (delivery.slot or "").partition(":")
    if one is None or one.begins_on is None or str(one.number) != number:
        return None
    found = campaigns.version(db, campaign_id, one.number)
    if found is None or found[0] is not Standing.RUNNING:
        return None
    campaign = found[1]
    stance = stance_of(db, office, campaign_id, one.employee_id)
    step = step_for(campaign.steps, slot, stance.stage, one.arm)
    if step is None:
        return None
    spot = Spot(campaign_id, one.number, campaign.steps.index(step))
    return _told(db, office, campaign, spot, stance, to, now)


def wording(
    db: Db, delivery: Delivery, training: str, slot: str, employee_id: int
) -> Mapping[str, str] | None:
    """With what words, by language, a reminder begins for who takes part in a campaign about that;
    None for the usual ones. The message is then the campaign's, too."""
    for campaign_id in campaigns.about(db, training):
        one = participants.find(db, campaign_id, employee_id)
        found = None if one is None else campaigns.version(db, campaign_id, one.number)
        if one is not None and found is not None:
            step = step_for(found[1].steps, slot, Stage.AWARENESS, one.arm)
            if step is None or _is_held_out(found[1], one):
                return None
            deliveries.belong(db, delivery.id, campaign_id)
            return step.texts
    return None


def preview(db: Db, office: Office, spot: Spot, to: Addressee, now: datetime) -> Told:
    """A step as somebody would have it who has answered nothing. A pure read."""
    found = campaigns.version(db, spot.campaign_id, spot.number)
    if found is None or spot.place not in range(len(found[1].steps)):
        raise Gone
    return _told(db, office, found[1], spot, Stance(), to, now)


def look(db: Db, office: Office, person: Person, spot: Spot, now: datetime) -> Told:
    """As it stands; raises Gone for who takes no part. A pure read."""
    return _look(db, office, person, spot, now)[0]


def react(
    db: Db, office: Office, person: Person, spot: Spot, reaction: Reaction, now: datetime
) -> Told:
    """What somebody thinks of a step; the first answer counts."""
    return _said(
        db, office, person, spot, lambda one, told: rules.reacted(one, told.step, reaction), now
    )


def object_to(
    db: Db, office: Office, person: Person, spot: Spot, place: int, now: datetime
) -> Told:
    """What somebody holds against it, by its place in the list."""

    def rule(one: Stance, found: Told) -> Stance:
        if place not in range(len(found.objections)):
            raise Gone
        return rules.objected(one, found.step, found.objections[place].code)

    return _said(db, office, person, spot, rule, now)


def score(db: Db, office: Office, person: Person, spot: Spot, value: int, now: datetime) -> Told:
    """How far somebody agrees with the item that is asked; the first answer counts."""
    return _said(
        db, office, person, spot, lambda one, told: rules.scored(one, told.step, value), now
    )


def write(
    db: Db, office: Office, person: Person, spot: Spot, now: datetime, *, own: bool
) -> Fault | None:
    """The next typed line is a question in this campaign; `own` where it is what somebody holds
    against it. A Fault where enough of them wait."""
    _look(db, office, person, spot, now)
    campaign = campaigns.version(db, spot.campaign_id, spot.number)
    fault = asking.expect(db, office, person, None if campaign is None else campaign[1].code)
    if own and fault is None:
        _said(
            db, office, person, spot, lambda one, told: rules.objected(one, told.step, OTHER), now
        )
    return fault


def forget(db: Db, office: Office, person_id: int) -> None:
    """Delete what the employee with this account answered in any campaign, and tell them nothing
    more in those they take part in: with another account it would come a second time."""
    employee_id = employees.id_of_person(db, person_id)
    if employee_id is not None:
        participants.release(db, employee_id)
        for campaign_id in participants.campaigns_of(db, employee_id):
            stances.forget_one(db, campaign_id, mark(office, campaign_id, employee_id))


def carry_over(db: Db, office: Office, before: int, after: int) -> None:
    """Somebody has another row of the roster: what they answered, and take part in, is theirs."""
    for campaign_id in participants.campaigns_of(db, before):
        old = mark(office, campaign_id, before)
        sealed = stances.find(db, campaign_id, old)
        if sealed is not None:
            stances.put(db, campaign_id, mark(office, campaign_id, after), sealed)
            stances.forget_one(db, campaign_id, old)
    participants.carry_over(db, before, after)


def stance_of(db: Db, office: Office, campaign_id: int, employee_id: int) -> Stance:
    """Where an employee stands in a campaign."""
    sealed = stances.find(db, campaign_id, mark(office, campaign_id, employee_id))
    return Stance() if sealed is None else read(office.keys.unseal(sealed))


def read(content: dict[str, Any]) -> Stance:
    """What was sealed."""
    return Stance(
        Stage(content["stage"]),
        {
            code: Said(
                reaction and Reaction(reaction),
                tuple(objections),
                score and Score(Item(score[0]), score[1]),
            )
            for code, (reaction, objections, score) in content["said"].items()
        },
    )


def written(stance: Stance) -> dict[str, Any]:
    """As it is sealed."""
    said = {code: [one.reaction, one.objections, one.score] for code, one in stance.said.items()}
    return {"stage": stance.stage, "said": said}


def _said(db: Db, office: Office, person: Person, spot: Spot, rule: Rule, now: datetime) -> Told:
    found, one, stance = _look(db, office, person, spot, now)
    after = rule(stance, found)
    if found.over or after == stance:
        return found
    sealed = office.keys.seal(written(after), BLOCK)
    stances.put(db, spot.campaign_id, mark(office, spot.campaign_id, one.employee_id), sealed)
    return replace(found, said=after.to(found.step))


def _look(
    db: Db, office: Office, person: Person, spot: Spot, now: datetime
) -> tuple[Told, Participant, Stance]:
    one = participants.of_person(db, spot.campaign_id, person.id)
    found = campaigns.version(db, spot.campaign_id, spot.number)
    to = people.addressees(db, [person.id]).get(person.id)
    if one is None or found is None or to is None or one.number != spot.number:
        raise Gone
    standing, campaign = found
    if spot.place not in range(len(campaign.steps)):
        raise Gone
    stance = stance_of(db, office, spot.campaign_id, one.employee_id)
    told = _told(db, office, campaign, spot, stance, to, now, over=standing is Standing.ENDED)
    return told, one, stance


def _told(
    db: Db,
    office: Office,
    campaign: Campaign,
    spot: Spot,
    stance: Stance,
    to: Addressee,
    now: datetime,
    *,
    over: bool = False,
) -> Told:
    step = campaign.steps[spot.place]
    item = None if step.item is None else pulse(db, office, to.language, now)[step.item]
    return Told(spot, step, campaign.objections, to, stance.to(step), item, over)


def pulse(db: Db, office: Office, language: str, now: datetime) -> dict[Item, Question]:
    """The items of the pulse as they are asked in this language."""
    version = surveys.newest(db, PULSE)
    if version is None:
        raise Gone
    form = office.forms.get(db, version.id, version.digest)
    asked = interview.questions(interview.begin(form, language, office.context(now)))
    return {Item(one.path.rpartition("/")[2]): one for one in asked}


def _is_held_out(campaign: Campaign, one: Participant) -> bool:
    return any(arm.holdout and arm.code == one.arm for arm in campaign.arms)


def mark(office: Office, campaign_id: int, employee_id: int) -> bytes:
    """What an employee's answers stand under."""
    return office.keys.mark("campaign", campaign_id, employee_id)
