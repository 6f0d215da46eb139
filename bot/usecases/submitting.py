"""[Kirim]: a rating goes into its unit's box, and a full box is emptied into the results.

What an employee is asked about a session is kept in their own name instead.
"""

import secrets
from datetime import date, datetime
from typing import Any

from bot.db import ballots, counters, kiosks, people
from bot.db.base import Db
from bot.domain import health
from bot.domain.inquiry import Noted
from bot.domain.people import Person
from bot.domain.response import (
    Response,
    common,
    ripe,
    straight_lined,
    too_fast,
)
from bot.domain.situation import AlreadyRated, Late, Reviewing, Situation, Thanked
from bot.domain.time import local_day, window
from bot.usecases import inquiring, releasing, walks
from bot.usecases.arrivals import participation_mark
from bot.usecases.filing import COMMENT
from bot.usecases.office import Office
from bot.usecases.surveys import on_card
from bot.usecases.walks import Walk
from bot.xlsform import export

__all__ = ["submit"]


def submit(db: Db, office: Office, person: Person, card: int, now: datetime) -> Situation | Late:
    """The end of the interview with all that follows, in one transaction."""

    def submitted(walk: Walk) -> Situation:
        shown = walks.here(walk)
        if not isinstance(shown, Reviewing):
            return shown
        about = walk.row.subject
        if about is None:
            return _submit(db, office, walk, now)
        found = inquiring.note(db, office, person, walk, about, now)
        if isinstance(found, Noted):
            _count(db, walk, local_day(now, office.zone), now)
        return found

    return on_card(db, office, person, card, submitted)


def _submit(db: Db, office: Office, walk: Walk, now: datetime) -> Situation:
    """Participation, ballot and a release."""
    person_id, survey_id, unit_id = walk.row.person_id, walk.row.survey_id, walk.unit.id
    # The box first: whoever submits to one unit at the same time waits here.
    ballots.lock(db, survey_id, unit_id)
    nudged = walks.drop(db, walk)
    today, current = local_day(now, office.zone), window(now, office.zone)
    box_mark = office.keys.mark("box", person_id, survey_id, unit_id)
    if walk.at_kiosk:
        # Each time it is somebody else.
        box_mark = secrets.token_bytes(len(box_mark))
        kiosks.count(db, unit_id, today)
    else:
        mark = participation_mark(office, person_id, unit_id, current)
        if not ballots.participate(db, mark, current.first_day):
            return AlreadyRated(walk.unit, current.next_first_day)
    content = _content(office, walk, now)
    ballots.add(db, survey_id, unit_id, box_mark, office.keys.seal(content))
    _count(db, walk, today, now)
    _note(db, office, walk, now, nudged=nudged)
    _release(db, office, survey_id, unit_id, today)
    following, suggested = people.follows(db, person_id, unit_id), COMMENT in content["answers"]
    return Thanked(walk.unit, following, walk.at_kiosk, suggested)


def _content(office: Office, walk: Walk, now: datetime) -> dict[str, Any]:
    """What the seal of a ballot holds: everything that was answered, and nothing of the person."""
    answers, scores = export.submission(walk.interview), export.scores(walk.interview)
    return {
        "answers": answers,
        "scores": scores,
        "version": walk.row.version_id,
        "mode": walk.mode,
        "straight_lined": straight_lined(scores),
        "too_fast": _too_fast(walk, now),
        "receipt": office.keys.mark("receipt", walk.receipt).hex(),
    }


def _too_fast(walk: Walk, now: datetime) -> bool:
    answers = export.submission(walk.interview)
    return too_fast(now - walk.row.started_at, len(answers))


def _release(db: Db, office: Office, survey_id: int, unit_id: int, today: date) -> None:
    """Move the ballots of five different people, one of each, to the responses."""
    keys = ripe(ballots.waiting(db, survey_id, unit_id))
    if not keys:
        return
    opened = [office.keys.unseal(sealed) for sealed in ballots.take(db, keys)]
    version = common([content.pop("version") for content in opened])
    fast = all(content["too_fast"] for content in opened)
    released = [
        Response(
            version_id=version,
            receipt=bytes.fromhex(content.pop("receipt")),
            **content | {"too_fast": fast},
        )
        for content in opened
    ]
    releasing.release(db, office.forms, survey_id, unit_id, released, today)


def _count(db: Db, walk: Walk, today: date, now: datetime) -> None:
    seconds = (now - walk.row.started_at).total_seconds()
    for name in ("submitted", health.duration(seconds)):
        counters.count(db, walk.row.survey_id, walk.unit.id, today, name)


def _note(db: Db, office: Office, walk: Walk, now: datetime, *, nudged: bool) -> None:
    """How many presses it took, and that it was called to mind."""
    asked = len(walk.interview.form.asked_of_all)
    names = [health.NUDGED, health.RECOVERED] if nudged else []
    if _too_fast(walk, now):
        names.append(health.FAST)
    # One that was begun before they were counted says too few.
    if walk.presses > asked:
        names.append(health.presses(walk.presses, asked))
    for name in names:
        walks.note(db, office, walk, name, now)
