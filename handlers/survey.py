"""The interview itself: taps and typed lines."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.situation import Loss, NothingRunning
from bot.domain.time import Clock
from bot.telegram import buttons
from bot.telegram.filters import Line
from bot.telegram.talk import Talk
from bot.telegram.views.unit_list import choosing
from bot.usecases import arrivals, submitting, surveys
from bot.usecases.office import Office

__all__ = ["build"]

Query = CallbackQuery


async def pick(
    _query: Query,
    callback_data: buttons.Pick,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    card, question, choice = callback_data.card, callback_data.question, callback_data.choice
    await talk.situation(
        await database.run(surveys.pick, office, person, card, question, choice, clock())
    )


async def skip(
    _query: Query,
    callback_data: buttons.Skip,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    await talk.situation(
        await database.run(surveys.skip, office, person, callback_data.card, clock())
    )


async def back(
    _query: Query,
    callback_data: buttons.Back,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    await talk.situation(
        await database.run(surveys.back, office, person, callback_data.card, clock())
    )


async def change(
    _query: Query,
    callback_data: buttons.Change,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
) -> None:
    card, group = callback_data.card, callback_data.group
    await talk.situation(await database.read(surveys.change, office, person, card, group))


async def edit(
    _query: Query,
    callback_data: buttons.Edit,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    card, question = callback_data.card, callback_data.question
    await talk.situation(await database.run(surveys.edit, office, person, card, question, clock()))


async def submit(
    _query: Query,
    callback_data: buttons.Submit,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    await talk.situation(
        await database.run(submitting.submit, office, person, callback_data.card, clock())
    )


async def pause(
    _query: Query,
    callback_data: buttons.Pause,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
) -> None:
    await talk.situation(await database.read(surveys.pause, office, person, callback_data.card))


async def resume(
    _query: Query, person: Person, talk: Talk, database: Database, office: Office
) -> None:
    await talk.situation(await database.run(surveys.resume, office, person))


async def restart(
    _query: Query,
    callback_data: buttons.Restart,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    card = callback_data.card
    if callback_data.sure:
        found = await database.run(surveys.restart, office, person, card, clock())
    else:
        found = await database.read(surveys.pause, office, person, card, Loss.RESTART)
    await talk.situation(found)


async def cancel(
    _query: Query,
    callback_data: buttons.Cancel,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    card = callback_data.card
    if callback_data.sure:
        found = await database.run(surveys.cancel, office, person, card, clock())
    else:
        found = await database.read(surveys.pause, office, person, card, Loss.CANCEL)
    await talk.situation(found)


async def write(
    message: Message,
    text: str,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    found = await database.run(surveys.write, office, person, text, message.date, clock())
    if isinstance(found, NothingRunning):
        page = await database.read(arrivals.choose, None, text)
        await talk.card(choosing(page, results=False))
    elif found is not None:
        await talk.situation(found)


def build() -> Router:
    router = Router(name=__name__)
    tapped = router.callback_query.register
    tapped(pick, buttons.Pick.filter())
    tapped(skip, buttons.Skip.filter())
    tapped(back, buttons.Back.filter())
    tapped(change, buttons.Change.filter())
    tapped(edit, buttons.Edit.filter())
    tapped(submit, buttons.Submit.filter())
    tapped(pause, buttons.Pause.filter())
    tapped(resume, buttons.Resume.filter())
    tapped(restart, buttons.Restart.filter())
    tapped(cancel, buttons.Cancel.filter())
    router.message.register(write, Line())
    return router
