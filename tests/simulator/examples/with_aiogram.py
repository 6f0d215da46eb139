"""The pieces of aiogram's documents on keyboards and deep links, each inside a bot that runs."""

from aiogram import Bot, Dispatcher
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link, decode_payload
from aiogram.utils.keyboard import InlineKeyboardBuilder

__all__ = ["deep_link", "keyboard"]


def keyboard() -> Dispatcher:
    """docs/utils/keyboard.rst"""
    dp = Dispatcher()

    @dp.message(CommandStart())
    async def start(message: Message) -> None:
        builder = InlineKeyboardBuilder()

        for index in range(1, 11):
            builder.button(text=f"Set {index}", callback_data=f"set:{index}")

        builder.adjust(3, 2)

        await message.answer("Some text here", reply_markup=builder.as_markup())

    @dp.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer()
        await query.message.edit_text(f"Pressed {query.data}")

    return dp


def deep_link() -> Dispatcher:
    """docs/utils/deep_linking.rst"""
    router = Dispatcher()

    @router.message(CommandStart(deep_link=True))
    async def handler(message: Message, command: CommandObject) -> None:
        args = command.args
        assert args is not None
        payload = decode_payload(args)
        await message.answer(f"Your payload: {payload}")

    @router.message(CommandStart())
    async def start(message: Message, bot: Bot) -> None:
        link = await create_start_link(bot, "foo", encode=True)

        await message.answer(link)

    return router
