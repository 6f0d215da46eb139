"""The audience of a broadcast narrowed: by status, rank, JP, or a list of numbers."""

from collections.abc import Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.db import units
from bot.domain.addressing import numbers
from bot.domain.audience import Audience, Short, Who
from bot.domain.employee import RankGroup, Status
from bot.domain.errand import ErrandKind
from bot.domain.time import local_day
from bot.telegram import buttons
from bot.telegram.card import Card
from bot.telegram.filters import Awaited
from bot.telegram.views import composing as cards
from bot.telegram.views import narrowing as views
from bot.usecases import composing, errands, narrowing
from bot.usecases.composing import Wanted
from bot.visit import Visit

__all__ = ["build"]


async def choose_status(
    _query: CallbackQuery, callback_data: buttons.Compose, visit: Visit
) -> None:
    """Without a value the choice is only shown."""
    value = callback_data.value
    if value:
        status = None if value == views.ANY else Status(value)
        await _narrow(visit, lambda before: replace(before, status=status))
    else:
        await _show(visit, views.status)


async def choose_rank(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    value = callback_data.value
    if value:
        rank = None if value == views.ANY else RankGroup(value)
        await _narrow(visit, lambda before: replace(before, rank=rank))
    else:
        await _show(visit, views.rank)


async def choose_short(
    _query: CallbackQuery, callback_data: buttons.Compose, visit: Visit
) -> None:
    value, office = callback_data.value, visit.office
    this_year = Short(local_day(visit.now, office.zone).year, office.targets)
    if value:
        short = None if value == views.ANY else this_year
        await _narrow(visit, lambda before: replace(before, short=short))
    else:
        await _show(visit, lambda audience: views.short(audience, this_year))


async def drop_session(_query: CallbackQuery, visit: Visit) -> None:
    await _narrow(visit, lambda before: replace(before, attending=None))


async def ask_names(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    if callback_data.value:
        await _narrow(visit, lambda before: replace(before, named=None))
    else:
        await visit.database.run(composing.expect, visit.person, Wanted.NAMES, "")
        await _show(visit, views.ask_names)


async def read_names(message: Message, visit: Visit) -> None:
    wanted = numbers(message.text or "")
    found = await visit.database.run(narrowing.name, visit.person, wanted)
    await visit.talk.card(views.named(found))


async def receive(message: Message, visit: Visit) -> None:
    file_id = message.document.file_id if message.document else ""
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, ErrandKind.NAMES, file_id, visit.now
    )
    await visit.promise(errand_id, views.reading())


async def _narrow(visit: Visit, change: Callable[[Audience], Audience]) -> None:
    """What is asked of employees is asked of them alone."""
    before = await visit.database.read(composing.own_draft, visit.person)
    after = replace(change(before.audience), who=Who.EMPLOYEES)
    found = await visit.database.run(composing.address, visit.person, after)
    tree = await visit.database.read(units.tree)
    await visit.talk.card(cards.audience(found, tree, visit.office.targets))


async def _show(visit: Visit, card: Callable[[Audience], Card]) -> None:
    found = await visit.database.read(composing.own_draft, visit.person)
    await visit.talk.card(card(found.audience))


def build() -> Router:
    router = Router(name=__name__)
    said, tapped = router.message.register, router.callback_query.register
    said(receive, Awaited(Wanted.NAMES), F.document)
    said(read_names, Awaited(Wanted.NAMES))
    for step, handler in (
        ("status", choose_status),
        ("rank", choose_rank),
        ("short", choose_short),
        ("session", drop_session),
        ("names", ask_names),
    ):
        tapped(handler, buttons.Compose.filter(F.step == step))
    return router
