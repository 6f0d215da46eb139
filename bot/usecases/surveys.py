"""Somebody walks through an interview: answers, goes back, changes, pauses.

Every function returns where the person stands afterwards. A button names the card it stood on;
pressed on an older one it changes nothing and comes back as Late.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.db import counters, people
from bot.db.base import Db
from bot.domain import health, privacy
from bot.domain.people import Person
from bot.domain.situation import (
    Asking,
    Cancelled,
    Changing,
    Confirming,
    Discarded,
    Late,
    Loss,
    NothingRunning,
    Reviewing,
    Situation,
)
from bot.domain.survey import Ask, Finish, Picked, Reject, Reply, Skipped, Typed
from bot.domain.time import local_day
from bot.usecases import walks
from bot.usecases.leaving import forget_person
from bot.usecases.office import Office
from bot.usecases.walks import Walk
from bot.xlsform import interview as forms

__all__ = [
    "back",
    "cancel",
    "change",
    "choices",
    "edit",
    "keep",
    "pause",
    "pick",
    "restart",
    "resume",
    "skip",
    "speak",
    "where",
    "write",
]

# Clients cut a text at Telegram's limit, or where a line ends in the second half before it, into
# messages that arrive together; the rest of a refused one is no answer of its own.
CUT_LENGTH = 2048
REST_OF_A_LONG_TEXT = timedelta(seconds=2)


def pick(
    db: Db, office: Office, person: Person, card: int, question: int, choice: int, now: datetime
) -> Situation | Late:
    """A tap on the choice at this place, from 0, of the question with this number."""

    def picked(walk: Walk) -> Situation | Late:
        turn = walk.turn
        if not isinstance(turn, Ask) or turn.question.number != question:
            return Late(walks.here(walk))
        if choice >= len(turn.question.choices):
            return Late(walks.here(walk))
        return _reply(db, office, walk, Picked(turn.question.choices[choice].value), now)

    return on_card(db, office, person, card, picked)


def skip(db: Db, office: Office, person: Person, card: int, now: datetime) -> Situation | Late:
    """[Lewati], or [Lanjut] under a note."""
    return on_card(db, office, person, card, lambda walk: _reply(db, office, walk, Skipped(), now))


def keep(db: Db, office: Office, person: Person, card: int, now: datetime) -> Situation | Late:
    """[Pakai jawaban tadi]: the answer given before counts again, as if typed once more."""

    def kept(walk: Walk) -> Situation | Late:
        turn = walk.turn
        if not isinstance(turn, Ask) or turn.answer is None:
            return Late(walks.here(walk))
        return _reply(db, office, walk, Typed(turn.answer), now)

    return on_card(db, office, person, card, kept)


def write(
    db: Db, office: Office, person: Person, text: str, sent_at: datetime, now: datetime
) -> Situation | None:
    """A typed line while an interview runs; None: the rest of a text that was refused.

    Where a button is expected the question comes back with the reason. Who went elsewhere in
    between, so that no line is expected any more, is asked whether to go on.
    """
    walk = walks.load(db, office, person)
    if walk is None:
        return NothingRunning()
    expected = walk.row.expected
    listening = expected is not None and expected.kind == walks.TO_ANSWER
    if expected and expected.since and sent_at <= expected.since:
        return None
    shown = walks.here(walk)
    if isinstance(shown, Reviewing):
        return replace(shown, typed=True)
    if walks.expects_text(walk) and not listening:
        return replace(walks.paused(walk), typed=True)
    written = replace(walk, presses=walk.presses + 1)
    situation = _reply(db, office, written, Typed(privacy.mask(text)), now)
    if isinstance(situation, Asking) and situation.rejected:
        # Whatever was asked, so that a row tells the length of the line and nothing else.
        cut = len(text) >= CUT_LENGTH
        since = sent_at + REST_OF_A_LONG_TEXT if cut else None
        people.expect(db, person.id, walks.TO_ANSWER, since=since)
    return situation


def back(db: Db, office: Office, person: Person, card: int, now: datetime) -> Situation | Late:
    """[Kembali]: the question before, with its answer still known."""
    return on_card(
        db,
        office,
        person,
        card,
        lambda walk: walks.here(walks.save(db, office, walk, forms.back(walk.interview), now)),
    )


def edit(
    db: Db, office: Office, person: Person, card: int, question: int, now: datetime
) -> Situation | Late:
    """Ask one answered question again; after that the walk is back at the review."""
    return on_card(
        db,
        office,
        person,
        card,
        lambda walk: walks.here(
            walks.save(db, office, walk, forms.edit(walk.interview, question), now)
        ),
    )


def choices(db: Db, office: Office, person: Person, card: int, page: int) -> Situation | Late:
    """Another page of the open question's choices."""

    def turned(walk: Walk) -> Situation:
        walks.pressed(db, office, walk)
        shown = walks.here(walk)
        return replace(shown, page=page) if isinstance(shown, Asking) else shown

    return on_card(db, office, person, card, turned)


def change(
    db: Db, office: Office, person: Person, card: int, group: int | None, page: int = 0
) -> Situation | Late:
    """[Ubah jawaban]: the answers of a group to choose from, or the groups."""

    def changing(walk: Walk) -> Situation:
        walks.pressed(db, office, walk)
        shown = walks.here(walk)
        if not isinstance(shown, Reviewing):
            return shown
        return Changing(walk.about, walk.live, shown.lines, group, page)

    return on_card(db, office, person, card, changing)


def pause(
    db: Db, office: Office, person: Person, card: int, loss: Loss | None = None
) -> Situation | Late:
    """Stop for now, or (with a loss) name what the next tap would delete."""

    def paused(walk: Walk) -> Situation:
        walks.pressed(db, office, walk)
        return Confirming(walk.about, walk.live, loss) if loss else walks.paused(walk)

    return on_card(db, office, person, card, paused)


def resume(db: Db, office: Office, person: Person) -> Situation:
    """Show the live card again, ready for a typed line: [Lanjutkan], or after going elsewhere."""
    walk = walks.load(db, office, person)
    if walk is None:
        return NothingRunning()
    people.expect(db, person.id, walks.TO_ANSWER)
    return walks.here(walk)


def speak(db: Db, office: Office, person: Person, language: str) -> tuple[Person, Situation]:
    """The person, who speaks another language from now on, and the live card in it.

    The choice is stored only for somebody who consented.
    """
    people.set_language(db, person.id, language)
    speaking = replace(person, language=language)
    return speaking, resume(db, office, speaking)


def restart(db: Db, office: Office, person: Person, card: int, now: datetime) -> Situation | Late:
    """[Mulai ulang]: the same from the first question, with a new receipt code."""

    def restarted(walk: Walk) -> Situation:
        return walks.here(walks.again(db, office, person, walk, now))

    return on_card(db, office, person, card, restarted)


def cancel(db: Db, office: Office, person: Person, card: int, now: datetime) -> Situation | Late:
    """[Batalkan]: the interview and its answers are gone."""

    def cancelled(walk: Walk) -> Situation:
        walks.give_up(db, office, walk, now)
        return Cancelled(walk.about)

    return on_card(db, office, person, card, cancelled)


def where(db: Db, office: Office, person: Person) -> Situation:
    """Where the person stands; a pure read."""
    walk = walks.load(db, office, person)
    return NothingRunning() if walk is None else walks.here(walk)


def on_card(
    db: Db, office: Office, person: Person, card: int, act: Callable[[Walk], Situation | Late]
) -> Situation | Late:
    """Act on the running interview if the button stood on its live card, and count the press.

    One on an older card, or to another question, is counted as outdated, in the month of the last
    answer.
    """
    walk = walks.load(db, office, person)
    if walk is None:
        return NothingRunning()
    if card != walk.row.card:
        # The live card is shown again, and asks what it asks.
        people.expect(db, person.id, walks.TO_ANSWER)
        found: Situation | Late = Late(walks.here(walk))
    else:
        found = act(replace(walk, presses=walk.presses + 1))
    if isinstance(found, Late):
        walks.note(db, office, walk, health.OUTDATED, walk.row.touched_at)
    return found


def _reply(db: Db, office: Office, walk: Walk, reply: Reply, now: datetime) -> Situation:
    shown = walks.here(walk)
    if not isinstance(shown, Asking):
        return shown
    number = shown.ask.question.number
    after, turn = forms.answer(walk.interview, number, reply, office.context(now))
    match turn:
        case Reject():
            return replace(shown, rejected=turn)
        case Finish(discarded=True, note=note):
            _discard(db, office, walk)
            return Discarded(note or "", walk.at_kiosk)
        case _:
            return walks.showing(walks.save(db, office, walk, after, now), turn)


def _discard(db: Db, office: Office, walk: Walk) -> None:
    """Delete all that this [Mulai] wrote."""
    walks.drop(db, walk)
    day = local_day(walk.row.started_at, office.zone)
    counters.count(db, walk.row.survey_id, walk.unit.id, day, "begun", -1)
    if walk.newcomer:
        forget_person(db, walk.row.person_id)
