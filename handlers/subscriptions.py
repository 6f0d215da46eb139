"""/langganan: what somebody hears of unasked, and less of it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.audience import Topic
from bot.telegram import buttons
from bot.telegram.views import subscriptions as views
from bot.usecases import accounts
from bot.visit import Visit

__all__ = ["build"]


async def show(_event: Message | CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(accounts.subscriptions, visit.person)
    await visit.talk.card(views.subscriptions(found))


async def change(_query: CallbackQuery, callback_data: buttons.Subscribe, visit: Visit) -> None:
    wanted, person, topic = (
        callback_data.on,
        visit.person,
        buttons.read(Topic, callback_data.topic),
    )
    if wanted and not (person.consented or callback_data.sure):
        await visit.talk.card(views.ask_consent(callback_data.topic))
        return
    found = await visit.database.run(
        accounts.subscribe, visit.office, person, topic, visit.now, wanted=wanted
    )
    await visit.talk.card(views.subscriptions(found))


async def mute(_query: CallbackQuery, callback_data: buttons.Mute, visit: Visit) -> None:
    """Under a message, which stays as it is."""
    topic, wanted = buttons.read(Topic, callback_data.topic), not callback_data.on
    await visit.database.run(
        accounts.subscribe, visit.office, visit.person, topic, visit.now, wanted=wanted
    )
    await visit.talk.toast(views.muted(topic), alert=True)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(show, Command("langganan"))
    router.callback_query.register(change, buttons.Subscribe.filter())
    router.callback_query.register(mute, buttons.Mute.filter())
    return router
