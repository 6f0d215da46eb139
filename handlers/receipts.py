"""/kode: what became of an answer, and what its owner and the unit write to each other."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain import privacy
from bot.domain.question import Fault
from bot.telegram import buttons
from bot.telegram.filters import Awaited, Expecting, Line
from bot.telegram.views import receipts as views
from bot.usecases import receipts
from bot.visit import Visit

__all__ = ["build"]


async def ask(message: Message, command: CommandObject, visit: Visit) -> None:
    """What stands behind the code goes to the unit."""
    code, text = privacy.cut_code(command.args or "")
    if text:
        await _write(visit, code, text)
    elif command.args:
        await read(message, command.args, visit)
    else:
        listening = await visit.database.run(receipts.expect_code, visit.person)
        await visit.talk.card(views.ask_code(listening=listening))


async def read(_message: Message, text: str, visit: Visit) -> None:
    await _look(visit, text)


async def look(_query: CallbackQuery, callback_data: buttons.Correspond, visit: Visit) -> None:
    await _look(visit, callback_data.code)


async def write(_query: CallbackQuery, callback_data: buttons.Correspond, visit: Visit) -> None:
    code = callback_data.code
    found = await visit.database.run(
        receipts.expect_line, visit.office, visit.person, code, visit.now
    )
    if found is not None and found.open:
        await visit.talk.card(views.write(found, listening=visit.person.consented))
    else:
        await visit.talk.card(views.receipt(found))


async def read_line(message: Message, about: str, visit: Visit) -> None:
    await _write(visit, receipts.code_behind(visit.office, about), message.text)


async def ask_end(_query: CallbackQuery, callback_data: buttons.Correspond, visit: Visit) -> None:
    await visit.talk.card(views.ask_end(callback_data.code))


async def end(_query: CallbackQuery, callback_data: buttons.Correspond, visit: Visit) -> None:
    code = callback_data.code
    found = await visit.database.run(receipts.end, visit.office, visit.person, code, visit.now)
    await visit.talk.card(views.receipt(found) if found is None else views.ended(found))


async def _look(visit: Visit, code: str) -> None:
    found = await visit.database.run(receipts.check, visit.office, visit.person, code, visit.now)
    await visit.talk.card(views.receipt(found))


async def _write(visit: Visit, code: str, text: str | None) -> None:
    found = await visit.database.run(
        receipts.write, visit.office, visit.person, code, text, visit.now
    )
    match found:
        case None:
            await visit.talk.card(views.receipt(None))
        case Fault():
            await visit.talk.card(views.faulty(found, code))
        case _:
            await visit.talk.card(views.sent(found))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(ask, Command("kode"))
    router.message.register(read, Expecting(receipts.TO_READ_CODE), Line())
    router.message.register(read_line, Awaited(receipts.TO_WRITE))
    tapped = router.callback_query.register
    for deed, tap in (("look", look), ("write", write), ("end", ask_end), ("sure", end)):
        tapped(tap, buttons.Correspond.filter(F.deed == deed))
    return router
