"""What goes over the line to Telegram, and what is read of its answers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import GetUpdates
from aiogram.types import BufferedInputFile, Message, ReplyParameters, Update
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.simulator.core import TOKEN
from bot.simulator.server import serving
from bot.telegram.calls import edit_card, send_card
from bot.telegram.card import Button, Card
from bot.telegram.lane import Lane
from bot.telegram.sender import Sender
from bot.telegram.session import Session
from tests.chat import Seconds

YUSUF = 1001


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    async with serving(0, tmp_path) as address:
        yield address


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    made = Bot(TOKEN, session=Session(address), default=DefaultBotProperties(parse_mode="HTML"))
    async with made.context() as bot:
        await does(address, "/sim/people", id=YUSUF, first_name="Yusuf", language_code="id")
        await does(address, f"/sim/people/{YUSUF}/start")
        yield bot


async def does(address: str, path: str, **body: object) -> None:
    async with aiohttp.ClientSession() as http, http.post(address + path, json=body) as answer:
        assert answer.ok


async def sees(address: str) -> dict[str, Any]:
    """The last message of the chat."""
    where = f"{address}/sim/people/{YUSUF}/chat"
    async with aiohttp.ClientSession() as http, http.get(where) as answer:
        return dict((await answer.json())["messages"][-1])


async def test_what_aiogram_leaves_out_or_fills_in_is_left_out_and_filled_in(
    bot: Bot, address: str
) -> None:
    first = await bot.send_message(YUSUF, "<b>Satu</b>", reply_parameters=None)
    assert first.text == "Satu"
    reply = ReplyParameters(message_id=first.message_id)
    await bot.send_message(YUSUF, "Dua \u2013 \U0001f600", parse_mode=None, reply_parameters=reply)

    assert (await sees(address))["text"] == "Dua \u2013 \U0001f600"


async def test_a_file_is_sent_as_one(bot: Bot, address: str) -> None:
    await bot.send_document(YUSUF, BufferedInputFile(b"isi", "a.txt"), caption="<i>Ini</i>")

    seen = await sees(address)
    assert (seen["html"], seen["document"]["file_name"]) == ("<i>Ini</i>", "a.txt")


async def test_of_a_tapped_card_only_which_one_it_was_is_read(bot: Bot, address: str) -> None:
    sent = await send_card(bot, YUSUF, Card("Hai", ((Button("Ya", "y"),),)))
    *_, started = await bot.get_updates()
    tap = {"message_id": sent, "label": "Ya"}

    async def taken() -> Update:
        [update] = await bot.get_updates(offset=started.update_id + 1, timeout=5)
        assert update.callback_query is not None
        await bot.answer_callback_query(update.callback_query.id)
        return update

    update, _ = await asyncio.gather(taken(), does(address, f"/sim/people/{YUSUF}/tap", **tap))

    assert update.callback_query is not None
    assert update.callback_query.data == "y"
    tapped = update.callback_query.message
    assert isinstance(tapped, Message)
    assert (tapped.message_id, tapped.chat.id, tapped.text) == (sent, YUSUF, None)
    assert tapped.reply_markup is None


async def test_a_typed_line_is_read_whole(bot: Bot, address: str) -> None:
    await does(address, f"/sim/people/{YUSUF}/say", text="halo")

    *_, update = await bot.get_updates()

    assert update.message is not None
    assert update.message.text == "halo"


async def test_a_refusal_has_telegrams_own_words(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await send_card(bot, YUSUF, Card(""))


async def test_after_a_429_to_a_tap_nothing_goes_over_the_line_until_it_is_over(
    bot: Bot, address: str
) -> None:
    clock = Seconds(step=0)
    sender = Sender(bot, clock, Lane(0))
    flood = {"method": "answerCallbackQuery", "code": 429, "retry_after": 30}
    await does(address, "/sim/faults", script=[flood])
    with pytest.raises(TelegramRetryAfter):
        await sender.answer("1", None, alert=False)

    await sender.answer("2", None, alert=False)
    await sender.reply(YUSUF, Card("Satu"))
    assert (await sees(address))["from"] != "bot"

    clock.now += 31
    await sender.flush()
    assert (await sees(address))["text"] == "Satu"


@pytest.mark.parametrize("body", ["<html>", "[]", "{}", '{"ok": true, "result": [3]}'])
def test_what_is_no_answer_is_told_as_such(body: str) -> None:
    bot = Bot(TOKEN)
    with pytest.raises(ClientDecodeError):
        Session("http://local").check_response(bot, GetUpdates(), 200, body)


@pytest.mark.parametrize("body", ["<html>", "[]", "{}", '{"ok": true, "result": {}'])
async def test_a_card_that_no_telegram_answered_is_told_as_such(body: str) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=body, content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", page)
    async with TestServer(app) as server:
        bot = Bot(TOKEN, session=Session(str(server.make_url(""))))
        async with bot.context():
            with pytest.raises(ClientDecodeError):
                await edit_card(bot, YUSUF, 1, Card("Hai"))


async def test_an_error_page_in_another_encoding_is_no_answer() -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(status=502, body=b"serveur arr\xeat\xe9", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", page)
    async with TestServer(app) as server:
        session = Session(str(server.make_url("")).rstrip("/"))
        async with Bot(TOKEN, session=session).context() as bot:
            with pytest.raises(ClientDecodeError):
                await bot.get_me()
