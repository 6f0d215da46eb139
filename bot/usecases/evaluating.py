"""What a campaign has brought, as admins read it; kept in figures when its answers are deleted.

A large one is gathered in slices: what is answered is sealed one by one, and to open it takes
longer than anything else should wait for the database.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from bot.db import campaigns, outcomes, participants, stances
from bot.db.base import Db
from bot.domain import findings as rules
from bot.domain.campaign import Standing, Step, Stored
from bot.domain.errors import Gone
from bot.domain.experiment import Outcome
from bot.domain.findings import Basis, Findings
from bot.domain.people import Person, require_admin
from bot.domain.stance import Stance
from bot.domain.time import instant, local_day
from bot.usecases import keeping, steps
from bot.usecases.office import Office

__all__ = ["SLICE", "Sealed", "basis", "evaluated", "forget", "freeze", "sealed"]

KEPT = timedelta(days=30)
"""So long after the end of a campaign it is still known, to the key, who said what."""

SLICE = 5_000
"""So many sealed answers are read at once."""

Sealed = Sequence[tuple[bytes, bytes]]


def basis(db: Db, office: Office, person: Person, campaign_id: int, now: datetime) -> Basis:
    """A pure read; raises Gone for what is not there or was never launched."""
    require_admin(person)
    return _basis(db, office, campaign_id, now)


def sealed(db: Db, campaign_id: int, after: bytes) -> Sealed:
    """The next of what is sealed, beyond that mark; none where there is no more. A pure read."""
    return stances.some(db, campaign_id, after, SLICE)


def evaluated(office: Office, found: Basis, slices: Iterable[Sealed]) -> Findings:
    """What may be told of it; takes its time, and no database."""
    # Here, and below, because SciPy takes most of a second that no start has a use for.
    from bot.usecases import weighing

    return weighing.evaluated(found, _opened(office, found, slices))


def freeze(db: Db, office: Office, campaign_id: int, now: datetime) -> None:
    """Keep what may be told of the answers, which are about to be deleted; once."""
    found = _basis(db, office, campaign_id, now)
    if found.kept is None:
        from bot.usecases import weighing

        opened = _opened(office, found, [list(stances.every(db, campaign_id))])
        answers = weighing.answers(found, opened)
        campaigns.keep_result(db, campaign_id, json.dumps(keeping.written(answers)))


def forget(db: Db, office: Office, now: datetime) -> None:
    """Of campaigns that ended some time ago only figures stay, and nothing that people said."""
    for one in campaigns.ended_until(db, local_day(now, office.zone) - KEPT):
        freeze(db, office, one, now)
        stances.forget(db, one)


def _basis(db: Db, office: Office, campaign_id: int, now: datetime) -> Basis:
    one = campaigns.find(db, campaign_id)
    if one is None or one.standing is Standing.DRAFT:
        raise Gone
    kept = campaigns.result(db, campaign_id)
    first = instant(one.campaign.first_day, time(0), office.zone)
    messages = outcomes.Messages(one.campaign.training, first)
    return Basis(
        one,
        local_day(now, office.zone),
        participants.assigned(db, campaign_id),
        _done(db, one),
        outcomes.reached(db, campaign_id, messages),
        _steps(db, campaign_id),
        outcomes.exposures(db, campaign_id, messages),
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


def _opened(office: Office, found: Basis, slices: Iterable[Sealed]) -> dict[int, Stance]:
    """What was answered, by employee."""
    if found.kept is not None:
        return {}
    of = {steps.mark(office, found.found.id, one.employee_id): one.employee_id
          for one in found.assigned}  # fmt: skip
    return {
        of[mark]: steps.read(office.keys.unseal(content))
        for some in slices
        for mark, content in some
        if mark in of
    }
