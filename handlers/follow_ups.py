"""/rtl: heads promise what is done about a weak element; admins see all of it and publish."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db.base import Db
from bot.domain.errors import DomainError
from bot.domain.follow_up import By, Detail, State, require
from bot.domain.people import Person, require_admin
from bot.domain.time import local_day
from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import follow_ups as views
from bot.usecases import accounts, following_up, improving
from bot.visit import Visit

__all__ = ["build"]

A = TypeVar("A")


async def open_list(_message: Message, visit: Visit) -> None:
    await _list(visit, 0)


async def turn(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    await _list(visit, callback_data.id)


async def look(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.read(following_up.look, visit.person, callback_data.id)
    await visit.talk.card(views.plans(found))


async def ask_action(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    about, key = callback_data.id, callback_data.value
    found = await visit.database.run(
        following_up.expect_action, visit.office, visit.person, about, key, visit.now
    )
    await visit.talk.card(views.ask_action(found, key))


async def read_action(message: Message, about: str, visit: Visit) -> None:
    found = await _typed(visit, following_up.begin, about, message.text)
    await visit.talk.card(views.too_long() if found is None else views.ask_who(found))


async def plan(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.read(following_up.detail, visit.person, callback_data.id)
    await visit.talk.card(views.plan(found, admin=visit.person.admin))


async def change(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(
        following_up.expect_restated, visit.office, visit.person, callback_data.id, visit.now
    )
    await visit.talk.card(views.ask_restated(found))


async def read_restated(message: Message, about: str, visit: Visit) -> None:
    found = await _typed(visit, following_up.restate, int(about), message.text)
    await visit.talk.card(views.too_long() if found is None else views.ask_who(found))


async def keep(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.read(following_up.detail, visit.person, callback_data.id)
    await visit.talk.card(views.ask_who(found))


async def assign(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    plan = callback_data.id
    who = buttons.read(int, callback_data.value) if callback_data.value else None
    state = State.DRAFT if callback_data.deed == "who" else State.PROMISED
    found = await visit.database.run(
        following_up.assign, visit.office, visit.person, plan, who, state, visit.now
    )
    await visit.talk.card(views.ask_by(found))


async def promise(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    plan, by = callback_data.id, buttons.read(By, callback_data.value)
    state = State.DRAFT if callback_data.deed == "by" else State.PROMISED
    found = await visit.database.run(
        following_up.promise, visit.office, visit.person, plan, by, state, visit.now
    )
    await visit.talk.card(views.promised(found))


async def postpone(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    plan, due_on = callback_data.id, buttons.read(date.fromisoformat, callback_data.value)
    found = await visit.database.run(
        following_up.postpone, visit.office, visit.person, plan, due_on, visit.now
    )
    await visit.talk.card(views.postponed(found))


async def finish(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(
        following_up.finish, visit.office, visit.person, callback_data.id, visit.now
    )
    await visit.talk.card(views.ask_changed(found))


async def ask_changed(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(
        following_up.expect_changed, visit.office, visit.person, callback_data.id, visit.now
    )
    await visit.talk.card(views.ask_changed(found))


async def reopen(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(following_up.reopen, visit.person, callback_data.id)
    await visit.talk.card(views.reopened(found, admin=visit.person.admin))


async def read_changed(message: Message, about: str, visit: Visit) -> None:
    found = await _typed(visit, following_up.word, int(about), message.text)
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


async def ask_withdrawn(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    require_admin(visit.person)
    found = await visit.database.read(following_up.detail, visit.person, callback_data.id)
    require(found.plan, State.PUBLISHED)
    await visit.talk.card(views.ask_withdrawn(found))


async def withdraw(_query: CallbackQuery, callback_data: buttons.Plan, visit: Visit) -> None:
    found = await visit.database.run(improving.withdraw, visit.person, callback_data.id)
    await visit.talk.card(views.withdrawn(found))


async def _typed(
    visit: Visit,
    take: Callable[[Db, Person, A, str | None], Detail | None],
    about: A,
    text: str | None,
) -> Detail | None:
    """What becomes of a typed line; once it is refused, no other one is expected."""
    try:
        return await visit.database.run(take, visit.person, about, text)
    except DomainError:
        await visit.database.write(accounts.expect_nothing, visit.person)
        raise


async def _in_time(message: Message, visit: Visit) -> bool:
    """Weeks later a line is about something else."""
    return await visit.database.write(following_up.expects, visit.person, message.date)


async def _list(visit: Visit, page: int) -> None:
    found = await visit.database.read(following_up.listed, visit.office, visit.person, visit.now)
    today = local_day(visit.now, visit.office.zone)
    await visit.talk.card(views.listed(found, page, today))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_list, Command("rtl"))
    router.message.register(read_action, Awaited(following_up.TO_PLAN), _in_time)
    router.message.register(read_restated, Awaited(following_up.TO_RESTATE), _in_time)
    router.message.register(read_changed, Awaited(following_up.TO_WORD), _in_time)
    tapped = router.callback_query.register
    for deed, tap in (
        ("list", turn),
        ("open", look),
        ("action", ask_action),
        ("keep", keep),
        ("who", assign),
        ("by", promise),
        ("plan", plan),
        ("change", change),
        ("rewho", assign),
        ("reby", promise),
        ("later", postpone),
        ("done", finish),
        ("word", ask_changed),
        ("reopen", reopen),
        ("publish", preview),
        ("reword", reword),
        ("sure", publish),
        ("withdraw", ask_withdrawn),
        ("undo", withdraw),
    ):
        tapped(tap, buttons.Plan.filter(F.deed == deed))
    return router
