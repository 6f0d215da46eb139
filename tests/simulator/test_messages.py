"""Many chats, and no more memory than for so many messages."""

from bot.simulator.core import Telegram
from bot.simulator.messages import Messages
from bot.simulator.params import Json
from bot.simulator.store import Store
from tests.simulator.bot import YUSUF, send


def message(number: int, chat_id: int) -> Json:
    return {"message_id": number, "chat": {"id": chat_id}}


def kept(messages: Messages, *chats: int) -> list[int]:
    return sorted(one["message_id"] for chat_id in chats for one in messages.of(chat_id))


def test_the_oldest_of_all_chats_make_room() -> None:
    messages = Messages(Store(), in_all=4)
    for number in range(1, 8):
        messages.add(message(number, number % 3))

    assert kept(messages, 0, 1, 2) == [4, 5, 6, 7]


def test_a_chat_without_messages_costs_nothing() -> None:
    store = Store()
    messages = Messages(store, in_all=2)
    for number in range(1, 100):
        messages.add(message(number, number))

    assert len(list(store.tables())) == 2


def test_what_was_deleted_in_between_is_no_matter() -> None:
    messages = Messages(Store(), in_all=3)
    messages.add(message(1, 1))
    messages.add(message(2, 1))
    messages.drop(1, 1)
    for number in (3, 4, 5):
        messages.add(message(number, 2))

    assert kept(messages, 1, 2) == [3, 4, 5]


def test_after_a_restart_the_oldest_are_still_the_oldest() -> None:
    store = Store()
    before = Messages(store, in_all=4)
    for number in range(1, 5):
        before.add(message(number, 5 - number))
    after = Messages(store, in_all=4)
    after.add(message(5, 9))

    assert kept(after, 1, 2, 3, 4, 9) == [2, 3, 4, 5]


def test_a_message_gone_can_be_neither_edited_nor_answered(telegram: Telegram) -> None:
    number = send(telegram)["message_id"]
    telegram.world._messages.drop(YUSUF, number)

    answer = telegram.call("deleteMessage", {"chat_id": YUSUF, "message_id": number})
    assert answer.description == "Bad Request: message to delete not found"
