"""/pelatihan: what is open, one's part in a session, one's own schedule and learning."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db import certificates, staff
from bot.db.base import Db
from bot.domain.offer import Part
from bot.domain.people import Person
from bot.domain.training import Preparation, Reason
from bot.telegram import buttons
from bot.telegram.calendar_file import calendar_file
from bot.telegram.views import attendance, subscriptions
from bot.telegram.views import trainings as views
from bot.usecases import accounts, digesting, enrolling, offers
from bot.visit import Visit

__all__ = ["build"]

Answer = Callable[[Db, Person, int, datetime, str], Part]
Tap = Callable[[CallbackQuery, buttons.Attend, Visit], Awaitable[None]]


async def open_desk(_message: Message, visit: Visit) -> None:
    """An admin who is no employee goes straight to all sessions."""
    learner = await visit.database.read(staff.by_person, visit.person.id)
    if learner is None and visit.person.admin:
        found = await visit.database.read(offers.sessions, visit.person, visit.now)
        waiting = await visit.database.read(certificates.waiting)
        wished = await visit.database.read(digesting.wishes_of_late, visit.office, visit.now)
        await visit.talk.card(attendance.sessions(found, 0, waiting, wished))
    else:
        await _desk(visit)


async def turn(_query: CallbackQuery, callback_data: buttons.Trainings, visit: Visit) -> None:
    read, office, person, now = visit.database.read, visit.office, visit.person, visit.now
    match callback_data.view:
        case "open":
            found = await read(offers.open_for, person, now)
            await visit.talk.card(views.open_list(found, callback_data.page))
        case "mine":
            mine = await read(offers.listed, person, now)
            await visit.talk.card(views.own_list(mine, callback_data.page))
        case "past":
            past = await read(offers.history, office, person, now)
            await visit.talk.card(views.history(past, callback_data.page))
        case _:
            await _desk(visit)


async def show(_query: CallbackQuery, callback_data: buttons.Course, visit: Visit) -> None:
    part = await visit.database.read(enrolling.look, visit.person, callback_data.session)
    offer = await visit.database.read(offers.detail, visit.person, part)
    await visit.talk.card(views.detail(offer, part, visit.now))


async def enrol(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    await _answer(visit, callback_data, enrolling.enrol)


async def confirm(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    await _answer(visit, callback_data, enrolling.confirm)


async def decline(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    await _answer(visit, callback_data, enrolling.decline)


async def explain(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    session, why = callback_data.session, buttons.read(Reason, callback_data.value)
    found = await visit.database.run(enrolling.explain, visit.person, session, why, visit.now)
    await _show(visit, found)


async def prepare(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    session, plan = callback_data.session, buttons.read(Preparation, callback_data.value)
    found = await visit.database.run(enrolling.prepare, visit.person, session, plan, visit.now)
    await _show(visit, found)


async def colleagues(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    session = callback_data.session
    part = await visit.database.read(enrolling.look, visit.person, session)
    found = await visit.database.read(enrolling.colleagues, visit.person, session)
    page = buttons.read(int, callback_data.value or "0")
    await visit.talk.card(views.colleagues(part.course, found, page))


async def ask(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    session, colleague = callback_data.session, buttons.read(int, callback_data.value)
    found = await visit.database.run(enrolling.ask, visit.person, session, colleague, visit.now)
    await visit.talk.card(views.asked(found))


async def send_file(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    part = await visit.database.read(enrolling.look, visit.person, callback_data.session)
    content = calendar_file(part.course, visit.talk.letterhead, visit.now)
    await visit.talk.file(f"pelatihan-{callback_data.session}.ics", content)


async def hush(_query: CallbackQuery, callback_data: buttons.Hush, visit: Visit) -> None:
    """Under a message, which stays as it is."""
    month, office, person = callback_data.month, visit.office, visit.person
    again = await visit.database.run(accounts.hush, office, person, visit.now, month=month)
    await visit.talk.toast(subscriptions.hushed(again), alert=True)


async def wish(_query: CallbackQuery, callback_data: buttons.Wish, visit: Visit) -> None:
    """Under a message, which stays as it is."""
    element = callback_data.element
    taken = await visit.database.run(
        digesting.wish, visit.office, visit.person, element, visit.now
    )
    await visit.talk.toast(views.wished() if taken is None else views.taken(taken), alert=True)


async def _answer(visit: Visit, tapped: buttons.Attend, deed: Answer) -> None:
    """A button of another edition has changed nothing, and that is told."""
    session, edition = tapped.session, tapped.value
    found = await visit.database.run(deed, visit.person, session, visit.now, edition)
    remark = None if edition in {"", found.course.session.edition} else views.moved()
    await visit.talk.card(views.part(found, visit.now), remark=remark)


async def _desk(visit: Visit) -> None:
    found = await visit.database.read(offers.desk, visit.office, visit.person, visit.now)
    waiting = await visit.database.read(certificates.waiting) if visit.person.admin else None
    await visit.talk.card(views.desk(found, waiting))


async def _show(visit: Visit, found: Part) -> None:
    await visit.talk.card(views.part(found, visit.now))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_desk, Command("pelatihan", "training"))
    tapped = router.callback_query.register
    tapped(turn, buttons.Trainings.filter())
    tapped(show, buttons.Course.filter())
    tapped(hush, buttons.Hush.filter())
    tapped(wish, buttons.Wish.filter())
    deeds: dict[str, Tap] = {
        "enrol": enrol,
        "yes": confirm,
        "no": decline,
        "why": explain,
        "plan": prepare,
        "colleagues": colleagues,
        "ask": ask,
        "ics": send_file,
    }
    for deed, tap in deeds.items():
        tapped(tap, buttons.Attend.filter(F.deed == deed))
    return router
