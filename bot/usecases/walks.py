"""A running interview: started, loaded, moved on, dropped - what every survey use case shares."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from bot.db import counters, deliveries, interviews, people, surveys
from bot.db.base import Db
from bot.db.interviews import Running
from bot.db.people import Expectation
from bot.domain import health, privacy
from bot.domain.delivery import Class, Kind
from bot.domain.errors import Gone
from bot.domain.inquiry import Subject
from bot.domain.people import Person
from bot.domain.period import month_of
from bot.domain.response import MODE_SELF
from bot.domain.situation import About, Asking, Live, Paused, Place, Reviewing
from bot.domain.survey import TYPED, Ask, Finish
from bot.domain.time import local_day, next_morning
from bot.usecases.office import Office
from bot.xlsform import interview as forms
from bot.xlsform.interview import Interview

__all__ = [
    "LIFETIME",
    "SKM",
    "TO_ANSWER",
    "Walk",
    "abandon",
    "again",
    "drop",
    "expects_text",
    "give_up",
    "here",
    "load",
    "note",
    "paused",
    "pressed",
    "save",
    "showing",
    "shown",
    "start",
]

SKM = "skm"
"""The survey that every leaf of the tree offers."""

TO_ANSWER = "answer"
"""The expectation while an interview runs, whatever is asked: that a question is to be answered
by typing may tell an answer given before."""

LISTENING = Expectation(TO_ANSWER, since=None)

LIFETIME = timedelta(days=7)
"""An interview is forgotten this long after its last answer."""

NUDGE_TIME = time(9)


@dataclass(frozen=True)
class Walk:
    """A running interview: its row, and what its seal holds.

    `newcomer` says that its [Mulai] was this person's first, so that a form that discards
    itself can take the person's row with it. `message_id` names the message with the live card;
    it grows with every typed answer, so it is sealed too. `mode` says on which device it is
    answered, or with whose help; `presses` counts what was pressed, and answers that were typed;
    `nudged` says that it goes on from one that was called to mind.
    """

    row: Running
    interview: Interview
    receipt: str
    newcomer: bool
    message_id: int | None = None
    mode: str = MODE_SELF
    presses: int = 1
    nudged: bool = False

    @cached_property
    def turn(self) -> Ask | Finish:
        """What the bot says next."""
        return forms.turn(self.interview)

    @property
    def unit(self) -> Place:
        """The unit where it is counted: what is rated, or the employee's own."""
        return self.row.unit

    @property
    def about(self) -> About:
        return self.row.about

    def rates(self, unit_id: int) -> bool:
        """Whether it is a citizen's rating of this unit."""
        return self.row.subject is None and self.unit.id == unit_id

    @property
    def live(self) -> Live:
        """The card that shows it."""
        return Live(self.row.card, self.message_id, self.at_kiosk)

    @property
    def at_kiosk(self) -> bool:
        """Whether others use the device, too."""
        return self.mode != MODE_SELF


def start(
    db: Db,
    office: Office,
    person: Person,
    unit: Place,
    now: datetime,
    subject: Subject | None = None,
    mode: str = MODE_SELF,
    *,
    nudged: bool = False,
) -> Walk:
    """A new interview on the newest version, with its reminder owed, but for one at a kiosk.

    Of a unit it is the rating of a citizen; with a subject an employee of that unit is asked.
    """
    version = surveys.newest(db, SKM if subject is None else subject.survey)
    if version is None:
        raise Gone
    form = office.forms.get(db, version.id, version.digest)
    interview = forms.begin(form, person.language, office.context(now))
    receipt = "".join(secrets.choice(privacy.ALPHABET) for _ in range(privacy.CODE_LENGTH))
    row = Running(
        person_id=person.id,
        survey_id=version.survey_id,
        version_id=version.id,
        unit=unit,
        card=_new_card(),
        sealed=b"",
        started_at=now,
        touched_at=now,
        digest=version.digest,
        subject=subject,
    )
    walk = Walk(row, interview, receipt, newcomer=not person.consented, mode=mode, nudged=nudged)
    walk = replace(walk, row=replace(row, sealed=_seal(office, walk)))
    interviews.add(db, walk.row)
    _plan_nudge(db, office, walk)
    _count(db, office, walk, "begun", now)
    people.expect(db, person.id, TO_ANSWER)
    return walk


def again(db: Db, office: Office, person: Person, walk: Walk, now: datetime) -> Walk:
    """The same from the beginning, in place of what is given up."""
    nudged = drop(db, walk)
    _count(db, office, walk, _left_at(walk), now)
    subject, mode = walk.row.subject, walk.mode
    return start(db, office, person, walk.unit, now, subject, mode, nudged=nudged)


def load(db: Db, office: Office, person: Person) -> Walk | None:
    """The person's running interview in the language they speak now, or None."""
    row = interviews.find(db, person.id)
    if row is None:
        return None
    form = office.forms.get(db, row.version_id, row.digest)
    content = office.keys.unseal(row.sealed)
    interview = forms.load(form, content["walk"], person.language)
    # One that was begun before there were kiosks says no mode, or before they were counted, no
    # presses.
    mode, presses = content.get("mode", MODE_SELF), content.get("presses", 0)
    receipt, newcomer, message = content["receipt"], content["newcomer"], content["message"]
    nudged = content.get("nudged", False)
    return Walk(row, interview, receipt, newcomer, message, mode, presses, nudged)


def save(db: Db, office: Office, walk: Walk, after: Interview, now: datetime) -> Walk:
    """The walk moved on to `after`: sealed, under a new card, its reminder put off a day."""
    moved = replace(walk, interview=after)
    row = replace(walk.row, card=_new_card(), sealed=_seal(office, moved), touched_at=now)
    moved = replace(moved, row=row)
    interviews.save(db, row, walk.row.card)
    if local_day(now, office.zone) != local_day(walk.row.touched_at, office.zone):
        _plan_nudge(db, office, moved)
    if row.expected != LISTENING:
        people.expect(db, row.person_id, TO_ANSWER)
    return moved


def pressed(db: Db, office: Office, walk: Walk) -> None:
    """Remember a press that changes no answer."""
    interviews.save(db, replace(walk.row, sealed=_seal(office, walk)), walk.row.card)


def shown(db: Db, office: Office, person_id: int, message_id: int) -> None:
    """Remember the message that shows the live card; losing it costs a stale card."""
    interviews.hold(db, person_id)
    row = interviews.find(db, person_id)
    if row is not None:
        content = office.keys.unseal(row.sealed) | {"message": message_id}
        interviews.save(db, replace(row, sealed=office.keys.seal(content)), row.card)


def drop(db: Db, walk: Walk) -> bool:
    """Delete an interview with all that was owed for it; whether it had been called to mind."""
    return abandon(db, walk.row.person_id) or walk.nudged


def abandon(db: Db, person_id: int) -> bool:
    """As `drop`, whatever this person's is."""
    interviews.remove(db, person_id)
    people.expect_nothing(db, person_id)
    return deliveries.forget(db, person_id, Kind.UNFINISHED)


def give_up(db: Db, office: Office, walk: Walk, now: datetime) -> None:
    """Drop an interview that was begun and not sent, counting where it was left."""
    if drop(db, walk):
        note(db, office, walk, health.NUDGED, now)
    _count(db, office, walk, _left_at(walk), now)


def note(db: Db, office: Office, walk: Walk, name: str, at: datetime) -> None:
    """Count something so rare that its day might tell of whom: it is of its month."""
    month = month_of(local_day(at, office.zone)).first
    counters.count(db, walk.row.survey_id, walk.unit.id, month, name)


def here(walk: Walk) -> Asking | Reviewing:
    """What the live card shows: the open question, or the review."""
    return showing(walk, walk.turn)


def showing(walk: Walk, turn: Ask | Finish) -> Asking | Reviewing:
    """As `here`, of a walk whose next turn is known."""
    if isinstance(turn, Ask):
        return Asking(walk.about, walk.live, turn)
    receipt = walk.receipt if walk.row.subject is None else None
    return Reviewing(walk.about, walk.live, forms.review(walk.interview), receipt)


def paused(walk: Walk) -> Paused:
    """The same place, told in a line to somebody who comes back."""
    turn = walk.turn
    if isinstance(turn, Finish) or turn.changing:
        return Paused(walk.about, walk.live, None)
    return Paused(walk.about, walk.live, turn.question.position)


def expects_text(walk: Walk) -> bool:
    """Whether the open question is answered by typing."""
    turn = walk.turn
    return isinstance(turn, Ask) and turn.question.kind in TYPED


def _new_card() -> int:
    """Drawn, not counted: no older button fits, and no number tells how much was answered."""
    return secrets.randbelow(2**30)


def _seal(office: Office, walk: Walk) -> bytes:
    content: Mapping[str, Any] = {
        "walk": forms.dump(walk.interview),
        "receipt": walk.receipt,
        "newcomer": walk.newcomer,
        "message": walk.message_id,
        "mode": walk.mode,
        "presses": walk.presses,
        "nudged": walk.nudged,
    }
    return office.keys.seal(content)


def _plan_nudge(db: Db, office: Office, walk: Walk) -> None:
    """Owe the one reminder of an unfinished interview: 09.00 on the day after the last answer.

    Whoever answers at a kiosk is not there any more.
    """
    if walk.at_kiosk:
        return
    deliveries.plan(
        db,
        walk.row.person_id,
        Kind.UNFINISHED,
        Class.NUDGE,
        due_at=next_morning(walk.row.touched_at, office.zone, NUDGE_TIME),
        expires_at=walk.row.touched_at + LIFETIME,
        dedupe_key=f"{Kind.UNFINISHED}:{walk.row.person_id}",
    )


def _count(db: Db, office: Office, walk: Walk, name: str, now: datetime) -> None:
    day = local_day(now, office.zone)
    counters.count(db, walk.row.survey_id, walk.unit.id, day, name)


def _left_at(walk: Walk) -> str:
    """The counter's name for where it was left: what was open and everybody is asked.

    That any other question was asked may tell an answer.
    """
    turn = walk.turn
    if isinstance(turn, Finish) or turn.changing:
        return "left:review"
    at = turn.question.number
    ahead = (one.key for one in walk.interview.form.asked_of_all if one.number >= at)
    return f"left:{next(ahead, 'review')}"
