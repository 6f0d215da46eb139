"""/kampanye: an admin looks through the campaigns, rehearses one, launches, pauses, ends it."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db import campaigns, units
from bot.domain.campaign import Stored, days
from bot.domain.errand import ErrandKind
from bot.domain.errors import Gone
from bot.domain.people import Addressee, require_admin
from bot.domain.stance import Spot
from bot.telegram import buttons
from bot.telegram.views import campaigns as views
from bot.usecases import conducting, errands, steps
from bot.visit import Visit

__all__ = ["build"]

DEEDS = {"pause": conducting.pause, "resume": conducting.resume, "end": conducting.end}


async def show_all(_message: Message, visit: Visit) -> None:
    await _list(visit)


async def show(_query: CallbackQuery, callback_data: buttons.Campaign, visit: Visit) -> None:
    if not callback_data.campaign:
        await _list(visit)
        return
    found = await _found(visit, callback_data.campaign)
    place = callback_data.place
    if place is None:
        await _show(visit, found)
        return
    sample = Addressee(visit.person.language, name=views.sample_name(), unit=views.sample_unit())
    spot = Spot(found.id, found.number, place)
    told = await visit.database.read(steps.preview, visit.office, spot, sample, visit.now)
    begins_on = visit.office.calendar.first_working_day(found.campaign.first_day)
    ends_on = found.ends_on or found.campaign.last_day
    of = days(found.campaign, begins_on, ends_on, visit.office.calendar)
    await visit.talk.card(views.step(found, place, told, of, visit.talk.letterhead))


async def launch(_query: CallbackQuery, callback_data: buttons.Conduct, visit: Visit) -> None:
    if callback_data.sure:
        campaign, number = callback_data.campaign, callback_data.number
        found = await visit.database.run(
            conducting.launch, visit.office, visit.person, campaign, number, visit.now
        )
        await _show(visit, found)
        return
    found = await _found(visit, callback_data.campaign)
    dealt = await visit.database.read(conducting.dealt, visit.office, found)
    await visit.talk.card(views.ask_launch(found, dealt))


async def rehearse(_query: CallbackQuery, callback_data: buttons.Conduct, visit: Visit) -> None:
    found = await _found(visit, callback_data.campaign)
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, ErrandKind.REHEARSAL, str(found.id), visit.now
    )
    await visit.promise(errand_id, views.rehearsing(found))


async def conduct(_query: CallbackQuery, callback_data: buttons.Conduct, visit: Visit) -> None:
    if callback_data.deed == "end" and not callback_data.sure:
        await visit.talk.card(views.ask_end(await _found(visit, callback_data.campaign)))
        return
    deed = DEEDS[callback_data.deed]
    found = await visit.database.run(
        deed, visit.office, visit.person, callback_data.campaign, visit.now
    )
    await _show(visit, found)


async def _show(visit: Visit, found: Stored) -> None:
    await visit.talk.card(views.one(found, await visit.database.read(units.tree)))


async def _found(visit: Visit, campaign_id: int) -> Stored:
    require_admin(visit.person)
    found = await visit.database.read(campaigns.find, campaign_id)
    if found is None:
        raise Gone
    return found


async def _list(visit: Visit) -> None:
    require_admin(visit.person)
    await visit.talk.card(views.listed(await visit.database.read(campaigns.stored)))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(show_all, Command("kampanye", "campaigns"))
    tapped = router.callback_query.register
    tapped(show, buttons.Campaign.filter())
    tapped(rehearse, buttons.Conduct.filter(F.deed == "rehearse"))
    tapped(launch, buttons.Conduct.filter(F.deed == "launch"))
    tapped(conduct, buttons.Conduct.filter(F.deed.in_(DEEDS)))
    return router
