"""The interview itself: taps and typed lines."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.domain.situation import Live, Loss, NothingRunning
from bot.telegram import buttons
from bot.telegram.filters import Line
from bot.telegram.views.unit_list import choosing
from bot.usecases import arrivals, kiosks, submitting, surveys
from bot.visit import Visit

__all__ = ["build", "build_taps"]

NOWHERE = Live(0, None)


async def pick(_query: CallbackQuery, callback_data: buttons.Pick, visit: Visit) -> None:
    card, question, choice = callback_data.card, callback_data.question, callback_data.choice
    found = await visit.database.run(
        surveys.pick, visit.office, visit.person, card, question, choice, visit.now
    )
    await visit.talk.situation(found)


async def choices(_query: CallbackQuery, callback_data: buttons.Choices, visit: Visit) -> None:
    card, page = callback_data.card, callback_data.page
    found = await visit.database.run(surveys.choices, visit.office, visit.person, card, page)
    await visit.talk.situation(found)


async def skip(_query: CallbackQuery, callback_data: buttons.Skip, visit: Visit) -> None:
    card = callback_data.card
    found = await visit.database.run(surveys.skip, visit.office, visit.person, card, visit.now)
    await visit.talk.situation(found)


async def keep(_query: CallbackQuery, callback_data: buttons.Keep, visit: Visit) -> None:
    card = callback_data.card
    found = await visit.database.run(surveys.keep, visit.office, visit.person, card, visit.now)
    await visit.talk.situation(found)


async def back(_query: CallbackQuery, callback_data: buttons.Back, visit: Visit) -> None:
    card = callback_data.card
    found = await visit.database.run(surveys.back, visit.office, visit.person, card, visit.now)
    await visit.talk.situation(found)


async def change(_query: CallbackQuery, callback_data: buttons.Change, visit: Visit) -> None:
    card, group, page = callback_data.card, callback_data.group, callback_data.page
    found = await visit.database.run(surveys.change, visit.office, visit.person, card, group, page)
    await visit.talk.situation(found)


async def edit(_query: CallbackQuery, callback_data: buttons.Edit, visit: Visit) -> None:
    card, question = callback_data.card, callback_data.question
    found = await visit.database.run(
        surveys.edit, visit.office, visit.person, card, question, visit.now
    )
    await visit.talk.situation(found)


async def submit(_query: CallbackQuery, callback_data: buttons.Submit, visit: Visit) -> None:
    card = callback_data.card
    found = await visit.database.run(
        submitting.submit, visit.office, visit.person, card, visit.now
    )
    await visit.talk.situation(found)


async def pause(_query: CallbackQuery, callback_data: buttons.Pause, visit: Visit) -> None:
    card = callback_data.card
    found = await visit.database.run(surveys.pause, visit.office, visit.person, card)
    await visit.talk.situation(found)


async def resume(_query: CallbackQuery, visit: Visit) -> None:
    found = await visit.database.run(surveys.resume, visit.office, visit.person)
    await visit.talk.situation(found)


async def restart(_query: CallbackQuery, callback_data: buttons.Restart, visit: Visit) -> None:
    card = callback_data.card
    if not callback_data.sure:
        await _warn(card, Loss.RESTART, visit)
        return
    found = await visit.database.run(surveys.restart, visit.office, visit.person, card, visit.now)
    await visit.talk.situation(found)


async def cancel(_query: CallbackQuery, callback_data: buttons.Cancel, visit: Visit) -> None:
    card = callback_data.card
    if not callback_data.sure:
        await _warn(card, Loss.CANCEL, visit)
        return
    found = await visit.database.run(surveys.cancel, visit.office, visit.person, card, visit.now)
    await visit.talk.situation(found)


async def _warn(card: int, loss: Loss, visit: Visit) -> None:
    """Name what the next tap would delete."""
    found = await visit.database.run(surveys.pause, visit.office, visit.person, card, loss)
    await visit.talk.situation(found)


async def write(message: Message, text: str, visit: Visit) -> None:
    found = await visit.database.run(
        surveys.write, visit.office, visit.person, text, message.date, visit.now
    )
    at_kiosk = getattr(found, "live", NOWHERE).kiosk
    if isinstance(found, NothingRunning):
        kiosk = await visit.database.read(kiosks.at, visit.office, visit.person, visit.now)
        at_kiosk = kiosk is not None
        if kiosk is not None:
            await visit.talk.situation(kiosk)
        else:
            page = await visit.database.read(arrivals.choose, None, text)
            await visit.talk.card(choosing(page, results=False))
    elif found is not None:
        await visit.talk.situation(found)
    if at_kiosk:
        # The next person must not read it.
        await visit.talk.clear(message.message_id)


def build_taps() -> Router:
    router = Router(name=f"{__name__}.taps")
    tapped = router.callback_query.register
    tapped(pick, buttons.Pick.filter())
    tapped(choices, buttons.Choices.filter())
    tapped(skip, buttons.Skip.filter())
    tapped(keep, buttons.Keep.filter())
    tapped(back, buttons.Back.filter())
    tapped(change, buttons.Change.filter())
    tapped(edit, buttons.Edit.filter())
    tapped(submit, buttons.Submit.filter())
    tapped(pause, buttons.Pause.filter())
    tapped(resume, buttons.Resume.filter())
    tapped(restart, buttons.Restart.filter())
    tapped(cancel, buttons.Cancel.filter())
    return router


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(write, Line())
    return router
