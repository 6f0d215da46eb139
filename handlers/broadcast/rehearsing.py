"""A draft rehearsed, confirmed and launched, as it was rehearsed and not otherwise."""

from datetime import date, datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.domain.broadcast import Broadcast, Stage
from bot.domain.content import problems
from bot.domain.delivery import Rejected
from bot.domain.errors import Changed, Passed
from bot.domain.rehearsal import Rehearsal
from bot.telegram import buttons
from bot.telegram.views import broadcasting
from bot.telegram.views import rehearsing as views
from bot.texts import speaking
from bot.usecases import accounts, broadcasts, composing, rehearsing, watching
from bot.visit import Visit
from handlers.broadcast import showing
from handlers.broadcast.showing import Handler

__all__ = ["register"]


async def rehearse(_query: CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(composing.own_draft, visit.person)
    if problems(found.content):
        await showing.draft(visit, found)
        return
    for card in await showing.samples(visit, found):
        outcome = await visit.talk.sample(card)
        if isinstance(outcome, Rejected):
            await visit.talk.card(views.sample_refused(outcome.reason), below=True)
            return
    await showing.rehearsal(visit, found, below=True)


async def step(_query: CallbackQuery, callback_data: buttons.Launch, visit: Visit) -> None:
    """A step that counts only while the draft is what was rehearsed; else that is said."""
    try:
        await STEPS[callback_data.step](callback_data, visit)
    except Changed:
        await visit.talk.toast(views.changed(), alert=True)
        await showing.draft(visit, await visit.database.read(composing.own_draft, visit.person))


async def show(given: buttons.Launch, visit: Visit) -> None:
    await showing.rehearsal(visit, await _unaltered(given, visit))


async def toggle_canary(given: buttons.Launch, visit: Visit) -> None:
    before = await _unaltered(given, visit)
    found = await visit.database.run(composing.set_canary, visit.person, on=not before.canary)
    await showing.rehearsal(visit, found)


async def choose_day(given: buttons.Launch, visit: Visit) -> None:
    found = await _rehearsed(given, visit, None)
    await visit.talk.card(views.choosing_day(found, visit.now, visit.office.zone))


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - A day has no zone.


def _at(given: buttons.Launch, visit: Visit) -> datetime | None:
    return buttons.read(lambda text: views.when(text, visit.office.zone), given.at)


async def choose_hour(given: buttons.Launch, visit: Visit) -> None:
    found = await _rehearsed(given, visit, None)
    chosen = buttons.read(_day, given.at)
    await visit.talk.card(views.choosing_hour(found, chosen, visit.now, visit.office.zone))


async def ask_sure(given: buttons.Launch, visit: Visit) -> None:
    at = _at(given, visit)
    if at is not None and at < visit.now:
        raise Passed
    found = await _rehearsed(given, visit, at)
    await visit.talk.card(views.confirming(found, given.at, visit.talk.letterhead))


async def launch(given: buttons.Launch, visit: Visit) -> None:
    at = _at(given, visit)
    found = await visit.database.run(
        broadcasts.launch,
        visit.office,
        visit.person,
        given.broadcast,
        given.edition,
        at,
        visit.now,
    )
    await showing.follow(visit, found.id)
    if found.stage is Stage.ASKED:
        await _ask_the_others(visit, found)


async def inert(_query: CallbackQuery, visit: Visit) -> None:
    await visit.talk.toast(views.only_a_sample())


async def _unaltered(given: buttons.Launch, visit: Visit) -> Broadcast:
    return await visit.database.read(
        rehearsing.unaltered, visit.person, given.broadcast, given.edition
    )


async def _rehearsed(given: buttons.Launch, visit: Visit, at: datetime | None) -> Rehearsal:
    found = await _unaltered(given, visit)
    return await visit.database.read(rehearsing.rehearse, visit.office, found, at, visit.now)


async def _ask_the_others(visit: Visit, found: Broadcast) -> None:
    """Every other admin sees what would be sent, and then the card with the buttons."""
    progress = await visit.database.write(watching.look, found.id, visit.now)
    cards = await showing.samples(visit, found)
    others = sorted(visit.office.admins - {visit.person.id})
    missed = 0
    for other in others:
        person = await visit.database.read(accounts.recognise, other, None, visit.office.admins)
        with speaking(person.language):
            card = broadcasting.progress(progress, other, visit.office.zone, visit.now)
        message_id = await visit.talk.tell(other, [*cards, card])
        if message_id is None:
            missed += 1
        else:
            await showing.note(visit, found.id, other, message_id)
    if missed:
        await visit.talk.card(broadcasting.not_reached(missed, len(others)), below=True)


STEPS: dict[str, Handler] = {
    "plan": show,
    "canary": toggle_canary,
    "day": choose_day,
    "hour": choose_hour,
    "ask": ask_sure,
    "go": launch,
}


def register(router: Router) -> None:
    tapped = router.callback_query.register
    tapped(rehearse, buttons.Compose.filter(F.step == "rehearse"))
    tapped(step, buttons.Launch.filter(F.step.in_(STEPS)))
    tapped(inert, buttons.Sample.filter())
