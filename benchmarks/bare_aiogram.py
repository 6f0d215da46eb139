"""A bare aiogram bot: the same cards, the state of everybody in memory, aiogram's own polling.

python -m benchmarks.bare_aiogram ADDRESS CARDS
"""

import asyncio
import json
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

__all__: list[str] = []

CARDS: list[tuple[str, list[list[str]]]] = []


class Survey(StatesGroup):
    """One state, so that one asynchronous filter finds the handler: the quickest way there is."""

    answering = State()


def keyboard(at: int) -> InlineKeyboardMarkup:
    rows = [
        [
            InlineKeyboardButton(text=label, callback_data=f"{at}:{row}:{place}")
            for place, label in enumerate(labels)
        ]
        for row, labels in enumerate(CARDS[at][1])
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(Survey.answering)
    await message.answer(CARDS[0][0], reply_markup=keyboard(0))


async def answer(query: CallbackQuery, state: FSMContext) -> None:
    at, row, _place = map(int, (query.data or "").split(":"))
    if isinstance(query.message, Message):
        await state.update_data({str(at): row})
        await query.message.edit_text(CARDS[at + 1][0], reply_markup=keyboard(at + 1))
    await query.answer()


async def main(address: str, cards: Path) -> None:
    CARDS.extend(json.loads(cards.read_text()))
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    html = DefaultBotProperties(parse_mode=ParseMode.HTML)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(start, CommandStart())
    dispatcher.callback_query.register(answer, StateFilter(Survey.answering))
    await dispatcher.start_polling(Bot("1:local", session=session, default=html))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
