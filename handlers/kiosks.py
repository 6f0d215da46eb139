"""A kiosk: one person after the other rates a unit on its device, by a link of an admin."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import units
from bot.domain.kiosk import PREFIX, payload, read
from bot.domain.response import MODE_HELPED, MODE_KIOSK
from bot.domain.time import local_day
from bot.telegram import buttons
from bot.telegram.qr import qr
from bot.telegram.views import kiosks as views
from bot.texts import best, speaking
from bot.usecases import kiosks
from bot.visit import Visit

__all__ = ["build"]


async def become(_message: Message, command: CommandObject, visit: Visit) -> None:
    code = read(command.args or "") or ""
    found = await visit.database.run(kiosks.become, visit.office, visit.person, code, visit.now)
    await visit.talk.situation(found)


async def anew(_query: CallbackQuery, callback_data: buttons.Kiosk, visit: Visit) -> None:
    found, seen = await visit.database.run(kiosks.anew, visit.office, visit.person, visit.now)
    with speaking(best(callback_data.language, None)):
        await visit.talk.situation(found)
    await visit.talk.clear(seen)


async def begin(_query: CallbackQuery, callback_data: buttons.Kiosk, visit: Visit) -> None:
    person = replace(visit.person, language=best(callback_data.language, None))
    with speaking(person.language):
        found = await visit.database.run(
            kiosks.begin, visit.office, person, callback_data.mode, visit.now
        )
        await visit.talk.situation(found)


async def look(_query: CallbackQuery, callback_data: buttons.Door, visit: Visit) -> None:
    unit = callback_data.unit
    found = await visit.database.read(kiosks.look, visit.person, unit)
    place = await visit.database.read(units.place, unit)
    today = local_day(visit.now, visit.office.zone)
    await visit.talk.card(views.standing(found, unit, place.title, today))


async def ask_sure(_query: CallbackQuery, callback_data: buttons.Door, visit: Visit) -> None:
    unit, deed = callback_data.unit, callback_data.deed
    await visit.database.read(kiosks.look, visit.person, unit)
    await visit.talk.card(views.ask_sure(unit, make=deed == "kioskasknew"))


async def make(_query: CallbackQuery, callback_data: buttons.Door, bot: Bot, visit: Visit) -> None:
    unit = callback_data.unit
    code = await visit.database.run(kiosks.make, visit.office, visit.person, unit)
    link = f"https://t.me/{(await bot.me()).username}?start={payload(code)}"
    await visit.talk.card(views.made(link, unit))
    await visit.talk.file("kios.png", qr(link))


async def revoke(_query: CallbackQuery, callback_data: buttons.Door, visit: Visit) -> None:
    unit = callback_data.unit
    await visit.database.run(kiosks.revoke, visit.person, unit)
    await visit.talk.card(views.revoked(unit))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(become, Command("start", magic=F.args.startswith(PREFIX)))
    tapped = router.callback_query.register
    tapped(begin, buttons.Kiosk.filter(F.mode.in_({MODE_KIOSK, MODE_HELPED})))
    tapped(anew, buttons.Kiosk.filter())
    tapped(look, buttons.Door.filter(F.deed == "kiosk"))
    tapped(ask_sure, buttons.Door.filter(F.deed.in_({"kioskasknew", "kioskaskend"})))
    tapped(make, buttons.Door.filter(F.deed == "kioskmake"))
    tapped(revoke, buttons.Door.filter(F.deed == "kioskend"))
    return router
