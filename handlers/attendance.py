"""The door of a training: employees check in, trainers and admins show the code, these correct and
cancel."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import certificates, trainings
from bot.domain.errors import Gone
from bot.domain.offer import Door, Part
from bot.domain.presence import Miss
from bot.domain.training import Course, Standing
from bot.telegram import buttons
from bot.telegram.filters import Awaited, Line
from bot.telegram.views import attendance as views
from bot.telegram.views.paging import paged
from bot.usecases import attending, doors, offers, planning
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
    session, token = doors.read_link(command.args or "")
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
        doors.door, visit.office, visit.person, callback_data.session, visit.now
    )
    await _open(visit, bot, found)


async def share(
    _query: CallbackQuery, callback_data: buttons.Session, bot: Bot, visit: Visit
) -> None:
    course, payload = await visit.database.run(
        doors.share, visit.office, visit.person, callback_data.session, visit.now
    )
    card = views.shared(course, payload, await _username(bot))
    await visit.talk.card(card, below=True, remark=views.hand_on())


async def enter(_message: Message, command: CommandObject, bot: Bot, visit: Visit) -> None:
    session, secret = doors.read_link(command.args or "")
    found = await visit.database.read(doors.enter, visit.office, session, secret, visit.now)
    if found is None:
        await visit.talk.card(views.no_such_door())
    else:
        await _open(visit, bot, found, secret)


async def close(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    """The card that shows the code is taken away by a tick."""
    session = callback_data.session
    await visit.database.run(doors.close, visit.person, session)
    if visit.person.admin:
        await _show(visit, session, below=True)
    else:
        await visit.talk.card(views.closed(), below=True)


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


async def _show(visit: Visit, session: int, *, below: bool = False) -> None:
    found = await visit.database.read(offers.tally, visit.person, session)
    begun = visit.now >= found.course.session.starts_at
    await visit.talk.card(views.tally(found, begun=begun), below=below)


async def _open(visit: Visit, bot: Bot, found: Door | Course, secret: str | None = None) -> None:
    """Show the code on a card that is kept up to date from now on."""
    admin = visit.person.admin
    if isinstance(found, Course):
        await visit.talk.card(views.shut(found, admin=admin))
        return

    async def shown(message_id: int) -> None:
        write = visit.database.write
        await write(doors.keep, visit.office, visit.person, found, secret, message_id)

    card = views.door(found, await _username(bot), admin=admin)
    await visit.talk.card(card, shown=shown)


async def _username(bot: Bot) -> str:
    return (await bot.me()).username or ""


async def _tell(visit: Visit, session: int, found: Part | Miss) -> None:
    card = views.missed(session, found) if isinstance(found, Miss) else views.there(found)
    await visit.talk.card(card)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(enter, Command("start", magic=F.args.startswith("pintu_")))
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
        "share": share,
        "close": close,
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
