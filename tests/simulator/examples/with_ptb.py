"""python-telegram-bot's documented kinds of bots: echo, buttons, a conversation, a deep link."""

from typing import Any

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.helpers import create_deep_linked_url

__all__ = ["BOTS"]

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE

NAME, LIKE_BOTS = range(2)


def echo(application: App) -> None:
    """examples/echobot.py"""

    async def start(update: Update, _context: Context) -> None:
        assert update.effective_user is not None
        assert update.message is not None
        await update.message.reply_html(
            rf"Hi {update.effective_user.mention_html()}!",
            reply_markup=ForceReply(selective=True),
        )

    async def repeat(update: Update, _context: Context) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, repeat))


def buttons(application: App) -> None:
    """examples/inlinekeyboard.py"""

    async def start(update: Update, _context: Context) -> None:
        assert update.message is not None
        keyboard = [
            [
                InlineKeyboardButton("Option 1", callback_data="1"),
                InlineKeyboardButton("Option 2", callback_data="2"),
            ],
            [InlineKeyboardButton("Option 3", callback_data="3")],
        ]
        await update.message.reply_text(
            "Please choose:", reply_markup=InlineKeyboardMarkup(keyboard)
        )

    async def button(update: Update, _context: Context) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer()
        await query.edit_message_text(text=f"Selected option: {query.data}")

    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(button))


def conversation(application: App) -> None:
    """examples/conversationbot.py, with the questions of the other library's example."""

    async def start(update: Update, _context: Context) -> int:
        assert update.message is not None
        await update.message.reply_text("Hi there! What's your name?")
        return NAME

    async def name(update: Update, context: Context) -> int:
        assert update.message is not None
        assert context.user_data is not None
        context.user_data["name"] = update.message.text
        await update.message.reply_text(
            f"Nice to meet you, {update.message.text}!\nDid you like to write bots?",
            reply_markup=ReplyKeyboardMarkup([["Yes", "No"]], one_time_keyboard=True),
        )
        return LIKE_BOTS

    async def like_bots(update: Update, context: Context) -> int:
        assert update.message is not None
        assert context.user_data is not None
        said = f"Cool, {context.user_data['name']}! I'm too!"
        await update.message.reply_text(said, reply_markup=ReplyKeyboardRemove())
        return ConversationHandler.END

    async def cancel(update: Update, _context: Context) -> int:
        assert update.message is not None
        await update.message.reply_text("Cancelled.", reply_markup=ReplyKeyboardRemove())
        return ConversationHandler.END

    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                NAME: [MessageHandler(words, name)],
                LIKE_BOTS: [MessageHandler(filters.Regex("^Yes$"), like_bots)],
            },
            fallbacks=[CommandHandler("cancel", cancel)],
        )
    )


def deep_link(application: App) -> None:
    """examples/deeplinking.py"""

    async def linked(update: Update, context: Context) -> None:
        assert update.message is not None
        assert context.args is not None
        await update.message.reply_text(f"Your payload: {context.args[0]}")

    async def start(update: Update, context: Context) -> None:
        assert update.message is not None
        await update.message.reply_text(create_deep_linked_url(context.bot.username, "foo"))

    application.add_handler(CommandHandler("start", linked, filters.Regex("foo")))
    application.add_handler(CommandHandler("start", start))


BOTS = {"echo": echo, "buttons": buttons, "conversation": conversation, "deep_link": deep_link}
