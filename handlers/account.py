"""A person's own matters: help, privacy, language, what is stored, leaving."""

from aiogram import Bot, F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from bot.db import employees, staff
from bot.domain.situation import Asking, NothingRunning
from bot.domain.survey import TYPED
from bot.telegram import buttons, menus
from bot.telegram.views import account as views
from bot.telegram.views.unit_list import choosing
from bot.texts import best, speaking
from bot.usecases import accounts, arrivals, kiosks, surveys, walks
from bot.visit import Visit

__all__ = ["build"]

Event = Message | CallbackQuery

ENOUGH = {"stop", "berhenti", "batal"}


class Enough(Filter):
    """Such a word is the whole message, and no text is asked for that it could be."""

    async def __call__(self, message: Message, visit: Visit) -> bool:
        if (message.text or "").strip(" .!").casefold() not in ENOUGH:
            return False
        if visit.person.expecting not in {None, walks.TO_ANSWER}:
            return False
        found = await visit.database.read(surveys.where, visit.office, visit.person)
        return not (isinstance(found, Asking) and found.ask.question.kind in TYPED)


async def help_(_message: Message, visit: Visit) -> None:
    duties = await visit.database.read(staff.duties, visit.person.id)
    await visit.talk.card(views.help_card(visit.person, duties, visit.talk.letterhead))


async def privacy(_event: Event, visit: Visit) -> None:
    await visit.talk.card(views.privacy(visit.talk.letterhead))


async def settings(_message: Message, visit: Visit) -> None:
    await visit.talk.card(views.settings(visit.person))


async def identity(_message: Message, visit: Visit) -> None:
    await visit.talk.card(views.identity(visit.person))


async def languages(_event: Event, visit: Visit) -> None:
    await visit.talk.card(views.languages())


async def speak(
    _query: CallbackQuery, callback_data: buttons.Speak, bot: Bot, visit: Visit
) -> None:
    """Before consent nothing can keep the choice, so it rides on in the list of units."""
    chosen = best(callback_data.language, None)
    with speaking(chosen):
        if not visit.person.consented:
            page = await visit.database.read(arrivals.choose)
            await visit.talk.card(choosing(page, results=False))
            return
        person, found = await visit.database.run(surveys.speak, visit.office, visit.person, chosen)
        await visit.talk.card(views.languages())
        if not isinstance(found, NothingRunning):
            await visit.talk.situation(found, below=True)
    await menus.show_to(bot, person, await visit.database.read(staff.duties, person.id))


async def stored(_event: Event, visit: Visit) -> None:
    found = await visit.database.read(accounts.stored, visit.office, visit.person, visit.now)
    await visit.talk.card(views.stored(found))


async def ask_stop(_event: Event, visit: Visit) -> None:
    await visit.database.read(kiosks.require_own, visit.person)
    found = await visit.database.read(accounts.stored, visit.office, visit.person, visit.now)
    await visit.talk.card(views.stop(found))


async def stop(_query: CallbackQuery, visit: Visit) -> None:
    await visit.database.run(accounts.stop, visit.office, visit.person, visit.now)
    await visit.talk.card(views.stopped())


async def ask_leave(_event: Event, visit: Visit) -> None:
    await visit.database.read(kiosks.require_own, visit.person)
    employee = await visit.database.read(employees.id_of_person, visit.person.id)
    await visit.talk.card(views.ask_leave(employee=employee is not None))


async def leave(_query: CallbackQuery, callback_data: buttons.Leave, visit: Visit) -> None:
    if callback_data.sure:
        await visit.database.run(accounts.forget, visit.office, visit.person)
    await visit.talk.card(views.left(deleted=callback_data.sure))


def build() -> Router:
    router = Router(name=__name__)
    said = router.message.register
    said(help_, Command("bantuan", "help"))
    said(privacy, Command("privasi", "privacy"))
    said(settings, Command("settings", "pengaturan"))
    said(identity, Command("id"))
    said(languages, Command("bahasa", "language"))
    said(stored, Command("dataku"))
    said(ask_stop, Command("stop", "berhenti"))
    said(ask_stop, Enough())
    said(ask_leave, Command("hapus"))
    tapped = router.callback_query.register
    tapped(languages, buttons.Menu.filter(F.card == "language"))
    tapped(stored, buttons.Menu.filter(F.card == "stored"))
    tapped(privacy, buttons.Menu.filter(F.card == "privacy"))
    tapped(ask_stop, buttons.Menu.filter(F.card == "stop"))
    tapped(ask_leave, buttons.Menu.filter(F.card == "leave"))
    tapped(speak, buttons.Speak.filter())
    tapped(stop, buttons.Stop.filter())
    tapped(leave, buttons.Leave.filter())
    return router
