"""A person's own matters: help, privacy, language, what is stored, leaving."""

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.situation import NothingRunning
from bot.domain.time import Clock
from bot.telegram import buttons, menus
from bot.telegram.filters import Words
from bot.telegram.talk import Talk
from bot.telegram.views import account as views
from bot.telegram.views.unit_list import choosing
from bot.texts import best, speaking
from bot.usecases import accounts, arrivals, surveys
from bot.usecases.office import Office

__all__ = ["build"]


async def help_(_message: Message, person: Person, talk: Talk) -> None:
    await talk.card(views.help_card(person, talk.letterhead))


async def privacy(_event: Message | CallbackQuery, talk: Talk) -> None:
    await talk.card(views.privacy(talk.letterhead))


async def settings(_message: Message, person: Person, talk: Talk) -> None:
    await talk.card(views.settings(person))


async def identity(_message: Message, person: Person, talk: Talk) -> None:
    await talk.card(views.identity(person))


async def languages(_event: Message | CallbackQuery, talk: Talk) -> None:
    await talk.card(views.languages())


async def speak(
    _query: CallbackQuery,
    callback_data: buttons.Speak,
    bot: Bot,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
) -> None:
    """Before consent nothing can keep the choice, so it rides on in the list of units."""
    chosen = best(callback_data.language, None)
    with speaking(chosen):
        if not person.consented:
            await talk.card(choosing(await database.read(arrivals.choose), results=False))
            return
        person = await database.run(accounts.set_language, person, chosen)
        await talk.card(views.languages())
        found = await database.read(surveys.where, office, person)
        if not isinstance(found, NothingRunning):
            await talk.situation(found, below=True)
        await menus.show_to(bot, person)


async def stored(
    _event: Message | CallbackQuery,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    found = await database.read(accounts.stored, office, person, clock())
    await talk.card(views.stored(found))


async def ask_stop(
    _event: Message | CallbackQuery,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    found = await database.read(accounts.stored, office, person, clock())
    await talk.card(views.stop(found))


async def stop(_query: CallbackQuery, person: Person, talk: Talk, database: Database) -> None:
    await database.run(accounts.stop, person)
    await talk.card(views.stopped())


async def ask_leave(_event: Message | CallbackQuery, talk: Talk) -> None:
    await talk.card(views.ask_leave())


async def leave(
    _query: CallbackQuery,
    callback_data: buttons.Leave,
    person: Person,
    talk: Talk,
    database: Database,
) -> None:
    if callback_data.sure:
        await database.run(accounts.forget, person)
    await talk.card(views.left(deleted=callback_data.sure))


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
    said(ask_stop, Words("stop", "berhenti", "batal"))
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
