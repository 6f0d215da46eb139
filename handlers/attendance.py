"""The door of a training: employees check in, admins show the code, correct and cancel."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import certificates, trainings
from bot.domain.offer import Part
from bot.telegram import buttons
from bot.telegram.filters import Awaited, Line
from bot.telegram.views import attendance as views
from bot.usecases import attending, offers, planning
from bot.visit import Visit

__all__ = ["build"]


async def ask_code(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    session = callback_data.session
    part = await visit.database.run(attending.expect_code, visit.person, session)
    await visit.talk.card(views.ask_code(part))


async def read_code(_message: Message, about: str, text: str, visit: Visit) -> None:
    found = await visit.database.run(
        attending.check_in, visit.office, visit.person, int(about), text, visit.now
    )
    await _tell(visit, found)


async def arrive(_message: Message, command: CommandObject, visit: Visit) -> None:
    found = await visit.database.run(
        attending.arrive, visit.office, visit.person, command.args or "", visit.now
    )
    await _tell(visit, found)


async def all_sessions(
    _query: CallbackQuery, callback_data: buttons.Trainings, visit: Visit
) -> None:
    found = await visit.database.read(offers.sessions, visit.person, visit.now)
    waiting = await visit.database.read(certificates.waiting)
    await visit.talk.card(views.sessions(found, callback_data.page, waiting))


async def past(_query: CallbackQuery, callback_data: buttons.Trainings, visit: Visit) -> None:
    found = await visit.database.read(offers.past, visit.person, visit.now)
    await visit.talk.card(views.past(found, callback_data.page))


async def show(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    await _show(visit, callback_data.session)


async def show_code(
    _query: CallbackQuery, callback_data: buttons.Session, bot: Bot, visit: Visit
) -> None:
    found = await visit.database.read(
        attending.door, visit.office, visit.person, callback_data.session, visit.now
    )
    await visit.talk.card(views.door(found, (await bot.me()).username or ""))


async def list_people(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    await _list(visit, callback_data.session, int(callback_data.value or 0))


async def mark(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    session = callback_data.session
    employee, _dot, page = callback_data.value.partition(".")
    await visit.database.run(attending.correct, visit.person, session, int(employee), visit.now)
    await _list(visit, session, int(page or 0))


async def ask_cancel(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    found = await visit.database.read(offers.tally, visit.person, callback_data.session)
    await visit.talk.card(views.ask_cancel(found))


async def cancel(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    session = callback_data.session
    await visit.database.run(planning.call_off, visit.person, session, visit.now)
    await _show(visit, session)


async def _list(visit: Visit, session: int, page: int) -> None:
    found = await visit.database.read(attending.listing, visit.person, session)
    course = await visit.database.read(trainings.course, session)
    if course is not None:
        await visit.talk.card(views.people(course, found, page))


async def _show(visit: Visit, session: int) -> None:
    found = await visit.database.read(offers.tally, visit.person, session)
    await visit.talk.card(views.tally(found, begun=visit.now >= found.course.session.starts_at))


async def _tell(visit: Visit, found: Part | None) -> None:
    await visit.talk.card(views.wrong_code() if found is None else views.there(found))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(arrive, Command("start", magic=F.args.startswith("cek_")))
    router.message.register(read_code, Awaited(attending.TO_CHECK_IN), Line())
    tapped = router.callback_query.register
    tapped(ask_code, buttons.Attend.filter(F.deed == "code"))
    tapped(all_sessions, buttons.Trainings.filter(F.view == "all"))
    tapped(past, buttons.Trainings.filter(F.view == "over"))
    deeds: dict[str, Callable[..., Awaitable[None]]] = {
        "show": show,
        "code": show_code,
        "people": list_people,
        "mark": mark,
        "cancel": ask_cancel,
        "sure": cancel,
    }
    for deed, tap in deeds.items():
        tapped(tap, buttons.Session.filter(F.deed == deed))
    return router
