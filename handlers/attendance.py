"""The door of a training: employees check in, admins show the code, correct and cancel."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import certificates, trainings
from bot.domain.errors import Gone
from bot.domain.offer import Part
from bot.domain.presence import Miss
from bot.domain.training import Course, Standing
from bot.telegram import buttons
from bot.telegram.filters import Awaited, Line
from bot.telegram.views import attendance as views
from bot.telegram.views.paging import paged
from bot.usecases import attending, offers, planning
from bot.visit import Visit

__all__ = ["build"]


async def ask_code(_query: CallbackQuery, callback_data: buttons.Attend, visit: Visit) -> None:
    session = callback_data.session
    part = await visit.database.run(attending.expect_code, visit.person, session)
    await visit.talk.card(views.ask_code(part))


async def read_code(_message: Message, about: str, text: str, visit: Visit) -> None:
    session = int(about)
    found = await visit.database.run(
        attending.check_in, visit.office, visit.person, session, text, visit.now
    )
    await _tell(visit, session, found)


async def arrive(_message: Message, command: CommandObject, visit: Visit) -> None:
    session, token = attending.read_link(command.args or "")
    found = await visit.database.run(
        attending.arrive, visit.office, visit.person, session, token, visit.now
    )
    await _tell(visit, session, found)


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
    await _list(visit, callback_data.session, callback_data.value)


async def mark(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    await _correct(visit, callback_data, there=True)


async def ask_absent(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    session, (employee, page) = callback_data.session, _meant(callback_data)
    found = await visit.database.read(attending.attendee, visit.person, session, employee)
    if found[2].standing is Standing.ATTENDED:
        course = await _course(visit, session)
        await visit.talk.card(views.ask_absent(course, found, page))
    else:
        await _list(visit, session, page)


async def absent(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    await _correct(visit, callback_data, there=False)


async def ask_name(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    session = callback_data.session
    await visit.database.run(attending.expect_name, visit.office, visit.person, session, visit.now)
    await visit.talk.card(views.ask_name(await _course(visit, session)))


async def read_name(_message: Message, about: str, text: str, visit: Visit) -> None:
    found = await visit.database.read(attending.search, visit.person, int(about), text)
    await visit.talk.card(views.persons(await _course(visit, int(about)), found))


async def ask_cancel(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    found = await visit.database.read(offers.tally, visit.person, callback_data.session)
    await visit.talk.card(views.ask_cancel(found))


async def cancel(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    session = callback_data.session
    await visit.database.run(planning.call_off, visit.person, session, visit.now)
    await _show(visit, session)


async def _correct(visit: Visit, tapped: buttons.Session, *, there: bool) -> None:
    """Without a page it was somebody found by name, who may not be on any."""
    session, (employee, page) = tapped.session, _meant(tapped)
    await visit.database.run(
        attending.correct, visit.person, session, employee, visit.now, there=there
    )
    if page:
        await _list(visit, session, page)
        return
    found = await visit.database.read(attending.attendee, visit.person, session, employee)
    await visit.talk.card(views.persons(await _course(visit, session), [found]))


async def _list(visit: Visit, session: int, at: str) -> None:
    read, person = visit.database.read, visit.person
    page = paged(range(await read(attending.expected, person, session)), int(at or 0))
    places = page.places
    found = await read(attending.listing, person, session, places.start, len(places))
    await visit.talk.card(views.people(await _course(visit, session), found, page))


async def _course(visit: Visit, session: int) -> Course:
    found = await visit.database.read(trainings.course, session)
    if found is None:
        raise Gone
    return found


def _meant(tapped: buttons.Session) -> tuple[int, str]:
    """Of whom, and on which page of the list; empty for somebody who was found by name."""
    employee, _dot, page = tapped.value.partition(".")
    return int(employee), page


async def _show(visit: Visit, session: int) -> None:
    found = await visit.database.read(offers.tally, visit.person, session)
    await visit.talk.card(views.tally(found, begun=visit.now >= found.course.session.starts_at))


async def _tell(visit: Visit, session: int, found: Part | Miss) -> None:
    card = views.missed(session, found) if isinstance(found, Miss) else views.there(found)
    await visit.talk.card(card)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(arrive, Command("start", magic=F.args.startswith("cek_")))
    router.message.register(read_code, Awaited(attending.TO_CHECK_IN), Line())
    router.message.register(read_name, Awaited(attending.TO_FIND), Line())
    tapped = router.callback_query.register
    tapped(ask_code, buttons.Attend.filter(F.deed == "code"))
    tapped(all_sessions, buttons.Trainings.filter(F.view == "all"))
    tapped(past, buttons.Trainings.filter(F.view == "over"))
    deeds: dict[str, Callable[..., Awaitable[None]]] = {
        "show": show,
        "code": show_code,
        "people": list_people,
        "mark": mark,
        "ask": ask_absent,
        "absent": absent,
        "find": ask_name,
        "cancel": ask_cancel,
        "sure": cancel,
    }
    for deed, tap in deeds.items():
        tapped(tap, buttons.Session.filter(F.deed == deed))
    return router
