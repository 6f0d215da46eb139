"""Checks of what people know: a form is made of a training's questions and published.

Converting takes a second, so that it is long work, done outside any transaction.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.db import jobs, surveys, trainings
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.domain.check import form
from bot.domain.inquiry import check_of
from bot.domain.training import Training
from bot.usecases import publishing
from bot.usecases.publishing import Edition

__all__ = ["Draft", "ended", "promise", "take"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A form to be converted, and the work that this is."""

    job: Job
    code: str
    content: bytes


def promise(db: Db, training_id: int, before: Training | None, after: Training) -> None:
    """See to it that what is asked from now on is asked, where that is new."""
    known = () if before is None else before.questions
    if after.questions and after.questions != known:
        jobs.promise_again(db, JobKind.CHECK, training_id)


def take(db: Db, now: datetime) -> Draft | None:
    """The next form to convert; what needs none is ended on the way."""
    while (job := jobs.take(db, [JobKind.CHECK], now)) is not None:
        draft = _draft(db, job)
        if draft is not None and not publishing.is_published(db, draft.code, draft.content):
            return draft
        jobs.end(db, job)
    return None


def ended(db: Db, draft: Draft, edition: Edition | None, now: datetime) -> None:
    """Publish it; None: it cannot be asked.

    Where the questions have changed meanwhile, the work is not done.
    """
    newest = surveys.newest(db, draft.code)
    if edition is not None and (newest is None or newest.digest != edition.digest):
        publishing.publish(db, edition, now)
    if _draft(db, draft.job) == draft:
        jobs.end(db, draft.job)


def _draft(db: Db, job: Job) -> Draft | None:
    training = trainings.find(db, job.subject_id)
    if training is None or not training.questions:
        return None
    code = check_of(training.id)
    return Draft(job, code, form(code, training.questions).encode())
