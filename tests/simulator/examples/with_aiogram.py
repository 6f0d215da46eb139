"""aiogram's documented kinds of bots: echo, buttons, a conversation, a deep link."""

from aiogram import Dispatcher, F, Router, html
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiogram.utils.deep_linking import create_start_link
from aiogram.utils.keyboard import InlineKeyboardBuilder

__all__ = ["BOTS"]


def echo() -> Dispatcher:
    """examples/echo_bot.py"""
    dp = Dispatcher()

    @dp.message(CommandStart())
    async def command_start_handler(message: Message) -> None:
        assert message.from_user is not None
        await message.answer(f"Hello, {html.bold(message.from_user.full_name)}!")

    @dp.message()
    async def echo_handler(message: Message) -> None:
        try:
            await message.send_copy(chat_id=message.chat.id)
        except TypeError:
            await message.answer("Nice try!")

    return dp


def buttons() -> Dispatcher:
    """The keyboard builder of the utilities, and answers to callback queries."""
    dp = Dispatcher()

    @dp.message(CommandStart())
    async def start(message: Message) -> None:
        builder = InlineKeyboardBuilder()
        for index in range(1, 4):
            builder.button(text=f"Option {index}", callback_data=str(index))
        builder.adjust(2, 1)
        await message.answer("Please choose:", reply_markup=builder.as_markup())

    @dp.callback_query()
    async def button(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer()
        await query.message.edit_text(text=f"Selected option: {query.data}")

    return dp


class Form(StatesGroup):
    name = State()
    like_bots = State()


def conversation() -> Dispatcher:
    """examples/finite_state_machine.py"""
    form_router = Router()

    @form_router.message(CommandStart())
    async def command_start(message: Message, state: FSMContext) -> None:
        await state.set_state(Form.name)
        await message.answer("Hi there! What's your name?", reply_markup=ReplyKeyboardRemove())

    @form_router.message(Command("cancel"))
    async def cancel_handler(message: Message, state: FSMContext) -> None:
        await state.clear()
        await message.answer("Cancelled.", reply_markup=ReplyKeyboardRemove())

    @form_router.message(Form.name)
    async def process_name(message: Message, state: FSMContext) -> None:
        await state.update_data(name=message.text)
        await state.set_state(Form.like_bots)
        await message.answer(
            f"Nice to meet you, {html.quote(message.text or '')}!\nDid you like to write bots?",
            reply_markup=ReplyKeyboardMarkup(
                keyboard=[[KeyboardButton(text="Yes"), KeyboardButton(text="No")]],
                resize_keyboard=True,
            ),
        )

    @form_router.message(Form.like_bots, F.text.casefold() == "yes")
    async def process_like_write_bots(message: Message, state: FSMContext) -> None:
        data = await state.get_data()
        await state.clear()
        await message.reply(f"Cool, {data['name']}! I'm too!", reply_markup=ReplyKeyboardRemove())

    dp = Dispatcher()
    dp.include_router(form_router)
    return dp


def deep_link() -> Dispatcher:
    """The deep linking of the utilities: a link of the bot's own brings a payload back."""
    dp = Dispatcher()

    @dp.message(CommandStart(deep_link=True))
    async def handler(message: Message, command: CommandObject) -> None:
        await message.answer(f"Your payload: {command.args}")

    @dp.message(CommandStart())
    async def start(message: Message) -> None:
        assert message.bot is not None
        await message.answer(await create_start_link(message.bot, "foo"))

    return dp


BOTS = {"echo": echo, "buttons": buttons, "conversation": conversation, "deep_link": deep_link}
