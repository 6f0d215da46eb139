"""Invitations for employees, and what an employee does with one: link, look, leave."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message

from bot.db import staff, units
from bot.domain.errand import ErrandKind
from bot.domain.errors import AlreadyLinked, Gone
from bot.domain.invitation import PREFIX, read, read_spelt
from bot.domain.people import require_admin
from bot.telegram import buttons, menus
from bot.telegram.views import linking as views
from bot.usecases import errands, kiosks, linking, offers
from bot.visit import Visit

__all__ = ["build"]


class Typed(Filter):
    """A code as it is printed, while no line is expected; hands over `code`."""

    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, str]:
        code = read_spelt(message.text or "")
        if code is None or visit.person.expecting is not None:
            return False
        return {"code": code}


async def open_invitation(message: Message, command: CommandObject, visit: Visit) -> None:
    await look_at(message, read(command.args or ""), visit)


async def look_at(message: Message, code: str | None, visit: Visit) -> None:
    try:
        found = await visit.database.run(linking.look, visit.office, visit.person, code, visit.now)
    except AlreadyLinked:
        await show_profile(message, visit)
        return
    letterhead = visit.talk.letterhead
    if found is None or code is None:
        await visit.talk.card(views.worthless(letterhead))
    else:
        await visit.talk.card(views.ask_link(found, code, letterhead))


async def link(_query: CallbackQuery, callback_data: buttons.Link, bot: Bot, visit: Visit) -> None:
    code = callback_data.code
    if not code:
        await visit.talk.card(views.stays())
        return
    found = await visit.database.run(linking.link, visit.office, visit.person, code, visit.now)
    if found is None:
        await visit.talk.card(views.worthless(visit.talk.letterhead))
        return
    open_ = await visit.database.read(offers.open_for, visit.person, visit.now)
    await visit.talk.card(views.linked(found, len(open_)))
    duties = await visit.database.read(staff.duties, visit.person.id)
    if any(duties):
        await menus.show_to(bot, visit.person, duties)


async def show_profile(_event: Message | CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(linking.profile, visit.person)
    await visit.talk.card(views.not_linked() if found is None else views.profile(found))


async def ask_leave(_event: Message | CallbackQuery, visit: Visit) -> None:
    await visit.database.read(kiosks.require_own, visit.person)
    found = await visit.database.read(linking.profile, visit.person)
    if found is None:
        await visit.talk.card(views.not_linked())
        return
    parts = await visit.database.read(offers.listed, visit.person, visit.now)
    await visit.talk.card(views.ask_leave([one for one in parts if one.given_up(visit.now)]))


async def leave(_query: CallbackQuery, visit: Visit) -> None:
    await visit.database.run(linking.leave, visit.office, visit.person)
    await visit.talk.card(views.left())


async def choose(_message: Message, visit: Visit) -> None:
    await _choose(visit, 0)


async def turn(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    await _choose(visit, callback_data.page)


async def look(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    unit = callback_data.unit
    found = await visit.database.read(linking.standing, visit.person, unit, visit.now)
    await visit.talk.card(views.standing(found))


async def ask_sure(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    unit, deed = callback_data.unit, callback_data.deed.removeprefix("ask")
    found = await visit.database.read(linking.standing, visit.person, unit, visit.now)
    await visit.talk.card(views.ask_sure(found, deed))


async def make(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    kind, unit = buttons.read(ErrandKind, callback_data.deed), str(callback_data.unit)
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, kind, unit, visit.now
    )
    await visit.promise(errand_id, views.making())


async def revoke(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    count = await visit.database.run(linking.revoke, visit.person, callback_data.unit)
    await visit.talk.card(views.revoked(count))


async def list_holders(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    unit = callback_data.unit
    found = await visit.database.read(linking.holders, visit.person, unit, visit.now)
    await visit.talk.card(views.choosing_one(found, unit, callback_data.page))


async def ask_one(_query: CallbackQuery, callback_data: buttons.Invitee, visit: Visit) -> None:
    unit = callback_data.unit
    found = await visit.database.read(linking.holders, visit.person, unit, visit.now)
    meant = next((one for one in found if one.id == callback_data.employee), None)
    if meant is None:
        raise Gone
    await visit.talk.card(views.ask_one(meant, unit))


async def revoke_one(_query: CallbackQuery, callback_data: buttons.Invitee, visit: Visit) -> None:
    await visit.database.run(linking.revoke_one, visit.person, callback_data.employee)
    await visit.talk.card(views.revoked_one(callback_data.unit))


async def list_linked(_query: CallbackQuery, callback_data: buttons.Invite, visit: Visit) -> None:
    unit = callback_data.unit
    found = await visit.database.read(linking.linked, visit.person, unit)
    await visit.talk.card(views.choosing_linked(found, unit, callback_data.page))


async def ask_unlink(_query: CallbackQuery, callback_data: buttons.Account, visit: Visit) -> None:
    unit, employee = callback_data.unit, callback_data.employee
    found = await visit.database.read(linking.linked, visit.person, unit)
    wanted = (employee, callback_data.person)
    meant = next((one for one in found if (one.id, one.person_id) == wanted), None)
    if meant is None:
        raise Gone
    seats = await visit.database.read(offers.given_up, visit.person, employee, visit.now)
    await visit.talk.card(views.ask_unlink(meant, unit, seats))


async def unlink(_query: CallbackQuery, callback_data: buttons.Account, visit: Visit) -> None:
    wanted = (callback_data.employee, callback_data.person)
    await visit.database.run(linking.unlink, visit.office, visit.person, *wanted)
    await visit.talk.card(views.unlinked(callback_data.unit))


async def _choose(visit: Visit, page: int) -> None:
    require_admin(visit.person)
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.choosing(tree, page))


def build() -> Router:
    router = Router(name=__name__)
    said, tapped = router.message.register, router.callback_query.register
    said(open_invitation, Command("start", magic=F.args.startswith(PREFIX)))
    said(look_at, Typed())
    said(show_profile, Command("profil", "profile"))
    said(ask_leave, Command("keluar"))
    said(choose, Command("undangan"))
    tapped(link, buttons.Link.filter())
    tapped(show_profile, buttons.Menu.filter(F.card == "profile"))
    tapped(leave, buttons.Unlink.filter(F.sure))
    tapped(ask_leave, buttons.Unlink.filter())
    for deed, handler in (
        ("units", turn),
        ("look", look),
        ("one", list_holders),
        ("linked", list_linked),
        ("revoke", revoke),
    ):
        tapped(handler, buttons.Invite.filter(F.deed == deed))
    tapped(revoke_one, buttons.Invitee.filter(F.sure))
    tapped(ask_one, buttons.Invitee.filter())
    tapped(unlink, buttons.Account.filter(F.sure))
    tapped(ask_unlink, buttons.Account.filter())
    tapped(make, buttons.Invite.filter(F.deed.in_({"cards", "list"})))
    tapped(ask_sure, buttons.Invite.filter(F.deed.in_({"askcards", "asklist", "askrevoke"})))
    return router
