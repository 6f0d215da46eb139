"""A bare python-telegram-bot bot: the same cards in a ConversationHandler, as its guide has it.

python -m benchmarks.bare_ptb ADDRESS CARDS [--side-by-side]

As the guide has it one update is served at a time, whoever it is from; aiogram and this bot serve
people side by side.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
)

__all__: list[str] = []

CARDS: list[tuple[str, list[list[str]]]] = []

Context = ContextTypes.DEFAULT_TYPE


def keyboard(at: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(label, callback_data=f"{at}:{row}:{place}")
                for place, label in enumerate(labels)
            ]
            for row, labels in enumerate(CARDS[at][1])
        ]
    )


async def start(update: Update, _context: Context) -> int:
    message = update.message
    if message is not None:
        await message.reply_html(CARDS[0][0], reply_markup=keyboard(0))
    return 0


async def answer(update: Update, context: Context) -> int:
    query, known = update.callback_query, context.user_data
    if query is None or query.data is None or known is None:
        return ConversationHandler.END
    at, row, _place = map(int, query.data.split(":"))
    known[at] = row
    await query.edit_message_text(
        CARDS[at + 1][0], parse_mode=ParseMode.HTML, reply_markup=keyboard(at + 1)
    )
    await query.answer()
    return at + 1


def main(address: str, cards: Path, *, side_by_side: bool) -> None:
    # It advises on a setting that is right here.
    warnings.filterwarnings("ignore", "If 'per_message=False'")
    CARDS.extend(json.loads(cards.read_text()))
    states: dict[object, Any] = {
        at: [CallbackQueryHandler(answer, pattern=f"^{at}:")] for at in range(len(CARDS))
    }
    builder = Application.builder().token("1:local").base_url(f"{address}/bot")
    application = builder.concurrent_updates(side_by_side).build()
    application.add_handler(ConversationHandler([CommandHandler("start", start)], states, []))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), side_by_side="--side-by-side" in sys.argv)
