"""The command menu, by role and language."""

from aiogram import Bot

from bot.app import Torang
from bot.simulator.core import Telegram
from bot.telegram import menus
from tests.chat import Chat
from tests.conftest import ADMIN
from tests.handlers.survey import rate


def menu(telegram: Telegram, person_id: int) -> dict[str, str]:
    """The commands this person sees, with what is said of them."""
    commands = telegram.people.chat(person_id)["commands"]
    return {command["command"]: command["description"] for command in commands}


async def shown_to_everybody(torang: Torang) -> Bot:
    await menus.show_to_everybody(torang.bot)
    return torang.bot


async def test_everybody_has_the_menu_in_the_client_s_language(
    telegram: Telegram, torang: Torang
) -> None:
    await shown_to_everybody(torang)
    for person_id, language in ((1, "id"), (2, "en"), (3, "nl")):
        telegram.people.add(person_id + 1000, "A", language)

    assert menu(telegram, 1001)["start"] == menu(telegram, 1003)["start"] == "Menilai pelayanan"
    assert menu(telegram, 1002)["start"] == "Rate a service"
    assert "laporan" not in menu(telegram, 1001)


async def test_an_admin_s_menu_has_the_report(
    telegram: Telegram, torang: Torang, admin: Chat
) -> None:
    await shown_to_everybody(torang)
    await admin.starts()

    assert {"laporan", "id"} <= menu(telegram, ADMIN).keys()


async def test_a_chosen_language_changes_the_menu(
    telegram: Telegram, torang: Torang, chat: Chat
) -> None:
    await shown_to_everybody(torang)
    await rate(chat)
    await chat.says("/bahasa")
    await chat.taps("English")

    assert menu(telegram, 1001)["start"] == "Rate a service"
