"""What a campaign has brought, as admins read it.

What people answered is read once, when it has ended, and kept in figures: reckoned anew after
somebody has had theirs deleted, these would tell what it was.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.db import campaigns, outcomes, participants, stances
from bot.db.base import Db
from bot.domain import findings as rules
from bot.domain.campaign import Standing, Step, Stored
from bot.domain.errors import Gone
from bot.domain.experiment import Outcome
from bot.domain.findings import Answers, Basis, Findings
from bot.domain.people import Person, require_admin
from bot.domain.stance import Stance
from bot.domain.time import local_day
from bot.usecases import keeping, steps
from bot.usecases.office import Office

__all__ = ["basis", "evaluated", "forget", "freeze"]

KEPT = timedelta(days=30)
"""So long after the end of a campaign it is still known, to the key, who said what."""


def basis(db: Db, office: Office, person: Person, campaign_id: int, now: datetime) -> Basis:
    """All that is known of it; where it has ended, its answers are frozen first.

    Raises Gone for what is not there or was never launched.
    """
    require_admin(person)
    found = _basis(db, office, campaign_id, now)
    if rules.is_running(found.found):
        return found
    return replace(found, kept=_frozen(db, office, found))


def evaluated(found: Basis) -> Findings:
    """What may be told of it; takes its time, and no database."""
    # Here, and below, because SciPy takes most of a second that no start has a use for.
    from bot.usecases import weighing

    return weighing.evaluated(found)


def freeze(db: Db, office: Office, now: datetime) -> None:
    """Keep what may be told of the answers of each campaign that has ended; once."""
    for one in campaigns.ended_without_result(db):
        _frozen(db, office, _basis(db, office, one, now))


def forget(db: Db, office: Office, now: datetime) -> None:
    """Of campaigns that ended some time ago only figures stay, and nothing that people said."""
    for one in campaigns.ended_until(db, local_day(now, office.zone) - KEPT):
        stances.forget(db, one)


def _basis(db: Db, office: Office, campaign_id: int, now: datetime) -> Basis:
    one = campaigns.find(db, campaign_id)
    if one is None or one.standing is Standing.DRAFT:
        raise Gone
    kept = campaigns.result(db, campaign_id)
    return Basis(
        one,
        local_day(now, office.zone),
        participants.assigned(db, campaign_id),
        _done(db, one),
        outcomes.reached(db, campaign_id),
        _steps(db, campaign_id),
        outcomes.exposures(db, campaign_id),
        None if kept is None else keeping.read(json.loads(kept)),
    )


def _done(db: Db, one: Stored) -> Mapping[int, int]:
    training, until = one.campaign.training, rules.until(one)
    match one.campaign.outcome:
        case Outcome.REGISTERED:
            return dict.fromkeys(outcomes.registered(db, one.id, until, training), 1)
        case Outcome.ATTENDED:
            return dict.fromkeys(outcomes.attended(db, one.id, until, training), 1)
        case Outcome.JP:
            return outcomes.jp(db, one.id, until)
        case _:
            return {}


def _steps(db: Db, campaign_id: int) -> list[Step]:
    """Those that anybody was on, each as its newest version has it."""
    found: dict[str, Step] = {}
    for number in sorted({cohort.number for cohort in participants.cohorts(db, campaign_id)}):
        version = campaigns.version(db, campaign_id, number)
        if version is not None:
            found |= {step.code: step for step in version[1].steps}
    return list(found.values())


def _frozen(db: Db, office: Office, found: Basis) -> Answers:
    """What is kept of its answers; from now on it is."""
    if found.kept is not None:
        return found.kept
    from bot.usecases import weighing

    answers = weighing.answers(found, _opened(db, office, found))
    campaigns.keep_result(db, found.found.id, json.dumps(keeping.written(answers)))
    return answers


def _opened(db: Db, office: Office, found: Basis) -> dict[int, Stance]:
    """What was answered, by employee."""
    of = {steps.mark(office, found.found.id, one.employee_id): one.employee_id
          for one in found.assigned}  # fmt: skip
    return {
        of[mark]: steps.read(office.keys.unseal(content))
        for mark, content in stances.every(db, found.found.id)
        if mark in of
    }
