"""Messages changed and taken back, and taps answered."""

import pytest

from bot.simulator.core import Telegram
from bot.simulator.params import Json
from tests.simulator.bot import YUSUF, button, buttons, call, refusal, send, updates
from tests.simulator.conftest import Watch

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def card(telegram: Telegram) -> int:
    message = send(telegram, "<b>Satu</b>", parse_mode="HTML", reply_markup=buttons([button("a")]))
    return int(message["message_id"])


def test_an_edit_replaces_text_marks_and_buttons(telegram: Telegram, watch: Watch) -> None:
    number = card(telegram)
    watch.forward(minutes=1)

    edited = call(telegram, "editMessageText", chat_id=YUSUF, message_id=number, text="Dua")

    assert edited["text"] == "Dua"
    assert edited["edit_date"] == edited["date"] + 60
    assert not {"entities", "reply_markup"} & edited.keys()
    assert telegram.people.chat(YUSUF)["messages"][-1]["edited"] is True


def test_an_edit_that_changes_nothing_is_refused(telegram: Telegram, watch: Watch) -> None:
    number = card(telegram)
    same: Json = {
        "text": "<b>Satu</b>",
        "parse_mode": "HTML",
        "reply_markup": buttons([button("a")]),
    }
    where: Json = {"chat_id": YUSUF, "message_id": number}

    assert refusal(telegram, "editMessageText", **where, **same) == NOT_MODIFIED
    call(telegram, "editMessageText", **where, **same | {"parse_mode": "", "text": "Satu"})
    watch.forward(minutes=1)
    assert (
        refusal(telegram, "editMessageText", **where, **same | {"parse_mode": "", "text": "Satu"})
        == NOT_MODIFIED
    )


def test_buttons_can_be_changed_alone(telegram: Telegram) -> None:
    where: Json = {"chat_id": YUSUF, "message_id": card(telegram)}
    markup = buttons([button("b")])

    edited = call(telegram, "editMessageReplyMarkup", **where, reply_markup=markup)
    assert (edited["text"], edited["reply_markup"]) == ("Satu", markup)
    assert (
        refusal(telegram, "editMessageReplyMarkup", **where, reply_markup=markup) == NOT_MODIFIED
    )
    assert "reply_markup" not in call(telegram, "editMessageReplyMarkup", **where)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "a" * 4097}, "MESSAGE_TOO_LONG"),
        ({"message_id": 99}, "message to edit not found"),
        ({"message_id": ""}, "message to edit not found"),
        ({"message_id": "", "chat_id": ""}, "message identifier is not specified"),
        ({"message_id": 1}, "message can't be edited"),
        ({"chat_id": 7}, "chat not found"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"reply_markup": {"keyboard": [["a"]]}}, "inline keyboard expected"),
    ],
)
def test_an_edit_is_refused_in_telegrams_words(
    telegram: Telegram, params: Json, said: str
) -> None:
    given: Json = {"chat_id": YUSUF, "message_id": card(telegram), "text": "Dua"} | params

    assert refusal(telegram, "editMessageText", **given) == f"400 Bad Request: {said}"


def test_a_deleted_message_is_gone(telegram: Telegram) -> None:
    where: Json = {"chat_id": YUSUF, "message_id": card(telegram)}

    assert call(telegram, "deleteMessage", **where) is True
    assert refusal(telegram, "deleteMessage", **where) == (
        "400 Bad Request: message to delete not found"
    )
    assert len(telegram.people.chat(YUSUF)["messages"]) == 1


def test_a_message_can_be_deleted_for_48_hours(telegram: Telegram, watch: Watch) -> None:
    first, second = card(telegram), card(telegram)
    watch.forward(hours=48)
    call(telegram, "deleteMessage", chat_id=YUSUF, message_id=first)
    watch.forward(seconds=1)

    assert (
        refusal(telegram, "deleteMessage", chat_id=YUSUF, message_id=second)
        == "400 Bad Request: message can't be deleted for everyone"
    )


def test_a_tap_becomes_a_query_with_the_message_it_came_from(telegram: Telegram) -> None:
    number = card(telegram)
    query_id = telegram.people.tap(YUSUF, number, data="a")

    query = updates(telegram)[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "a", YUSUF)
    assert query["message"]["message_id"] == number
    assert isinstance(query["chat_instance"], str)


def test_a_query_is_answered_once(telegram: Telegram) -> None:
    query_id = telegram.people.tap(YUSUF, card(telegram), label="Ya") or ""
    assert telegram.people.answer(query_id) is None

    asked: Json = {"callback_query_id": query_id}
    assert call(telegram, "answerCallbackQuery", **asked, text="Baik", show_alert=True) is True
    assert telegram.people.answer(query_id) == {"text": "Baik", "show_alert": True}
    assert refusal(telegram, "answerCallbackQuery", **asked) == TOO_OLD


def test_a_query_is_answered_soon_or_never(telegram: Telegram, watch: Watch) -> None:
    number = card(telegram)
    early, late = (telegram.people.tap(YUSUF, number, data="a") for _ in range(2))
    watch.forward(minutes=1)
    assert call(telegram, "answerCallbackQuery", callback_query_id=early) is True
    watch.forward(seconds=1)

    assert refusal(telegram, "answerCallbackQuery", callback_query_id=late) == TOO_OLD
    assert refusal(telegram, "answerCallbackQuery", callback_query_id="nonsense") == TOO_OLD


def test_old_queries_are_forgotten(telegram: Telegram, watch: Watch) -> None:
    number = card(telegram)
    for _ in range(3):
        telegram.people.tap(YUSUF, number, data="a")
    watch.forward(minutes=2)
    telegram.people.tap(YUSUF, number, data="a")

    assert telegram.world.store.size("queries") == 1


def test_an_answer_has_at_most_200_characters(telegram: Telegram) -> None:
    query_id = telegram.people.tap(YUSUF, card(telegram), data="a")
    asked: Json = {"callback_query_id": query_id}

    said = refusal(telegram, "answerCallbackQuery", **asked, text="a" * 201)
    assert said == "400 Bad Request: MESSAGE_TOO_LONG"
    call(telegram, "answerCallbackQuery", **asked, text="a" * 200)


def test_a_made_up_query_can_be_answered(telegram: Telegram) -> None:
    telegram.queue({"callback_query": {"id": "forged", "data": "x" * 500}})

    assert updates(telegram)[0]["callback_query"]["data"] == "x" * 500
    assert call(telegram, "answerCallbackQuery", callback_query_id="forged") is True
