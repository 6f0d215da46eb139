"""/rtl: heads promise what is done about a weak element; admins see all of it and publish."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.follow_up import By, State, require
from bot.domain.people import require_admin
from bot.domain.time import local_day
from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import follow_ups as views
from bot.usecases import following_up, improving
from bot.visit import Visit

__all__ = ["build"]


async def open_list(_message: Message, visit: Visit) -> None:
    await _list(visit, 0)


async def turn(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    await _list(visit, callback_data.id)


async def look(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.read(following_up.look, visit.person, callback_data.id)
    await visit.talk.card(views.plans(found, admin=visit.person.admin))


async def ask_action(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    about, key = callback_data.id, callback_data.value
    found = await visit.database.run(
        following_up.expect_action, visit.office, visit.person, about, key, visit.now
    )
    await visit.talk.card(views.ask_action(found, key))


async def read_action(message: Message, about: str, visit: Visit) -> None:
    found = await visit.database.run(following_up.begin, visit.person, about, message.text)
    await visit.talk.card(views.too_long() if found is None else views.ask_who(found))


async def assign(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    who = buttons.read(int, callback_data.value) if callback_data.value else None
    found = await visit.database.run(following_up.assign, visit.person, callback_data.id, who)
    await visit.talk.card(views.ask_by(found))


async def promise(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    by = buttons.read(By, callback_data.value)
    found = await visit.database.run(
        following_up.promise, visit.office, visit.person, callback_data.id, by, visit.now
    )
    await visit.talk.card(views.promised(found))


async def postpone(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(
        following_up.postpone, visit.office, visit.person, callback_data.id, visit.now
    )
    await visit.talk.card(views.postponed(found))


async def finish(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(
        following_up.finish, visit.office, visit.person, callback_data.id, visit.now
    )
    await visit.talk.card(views.ask_changed(found))


async def read_changed(message: Message, about: str, visit: Visit) -> None:
    found = await visit.database.run(following_up.word, visit.person, int(about), message.text)
    if found is None:
        await visit.talk.card(views.too_long())
    elif visit.person.admin:
        await visit.talk.card(views.preview(found))
    else:
        await visit.talk.card(views.worded(found))


async def preview(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    require_admin(visit.person)
    found = await visit.database.read(following_up.detail, visit.person, callback_data.id)
    require(found.plan, State.DONE)
    await visit.talk.card(views.preview(found))


async def reword(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(
        improving.expect_wording, visit.office, visit.person, callback_data.id, visit.now
    )
    await visit.talk.card(views.ask_wording(found))


async def publish(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    plan, edition = callback_data.id, callback_data.value
    found = await visit.database.run(
        improving.publish, visit.office, visit.person, plan, edition, visit.now
    )
    await visit.talk.card(views.published(found))


async def _list(visit: Visit, page: int) -> None:
    found = await visit.database.read(following_up.listed, visit.person)
    today = local_day(visit.now, visit.office.zone)
    await visit.talk.card(views.listed(found, page, today))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_list, Command("rtl"))
    router.message.register(read_action, Awaited(following_up.TO_PLAN))
    router.message.register(read_changed, Awaited(following_up.TO_WORD))
    tapped = router.callback_query.register
    for deed, tap in (
        ("list", turn),
        ("open", look),
        ("action", ask_action),
        ("who", assign),
        ("by", promise),
        ("later", postpone),
        ("done", finish),
        ("publish", preview),
        ("reword", reword),
        ("sure", publish),
    ):
        tapped(tap, buttons.Plan.filter(F.deed == deed))
    return router
