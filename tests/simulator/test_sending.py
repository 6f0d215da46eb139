"""sendMessage and what refuses it."""

import pytest

from bot.simulator.core import Telegram
from bot.simulator.params import Json
from tests.simulator.bot import YUSUF, button, buttons, call, refusal, send, updates
from tests.simulator.conftest import Watch

GROUP = {"id": -100, "type": "group", "title": "Kantor"}


def test_a_message_comes_back_as_it_stands_in_the_chat(telegram: Telegram) -> None:
    message = send(telegram, " <b>Hai</b> 👍 /bantu ", parse_mode="HTML")

    assert message == {
        "message_id": 2,
        "from": {"id": 1, "is_bot": True, "first_name": "Torang", "username": "torang_bot"},
        "chat": {"id": YUSUF, "type": "private", "first_name": "Yusuf"},
        "date": 1795478400,
        "text": "Hai 👍 /bantu",
        "entities": [
            {"type": "bold", "offset": 0, "length": 3},
            {"type": "bot_command", "offset": 7, "length": 6},
        ],
    }
    assert updates(telegram) == []


def test_markup_may_be_json_text_or_json(telegram: Telegram) -> None:
    as_text = send(
        telegram, reply_markup='{"inline_keyboard":[[{"text":"Ya","callback_data":"y"}]]}'
    )
    as_json = send(telegram, reply_markup=buttons([button("y")], []))

    assert as_text["reply_markup"] == as_json["reply_markup"] == buttons([button("y")])


def test_a_url_button_is_kept_as_telegram_keeps_links(telegram: Telegram) -> None:
    message = send(telegram, reply_markup=buttons([{"text": "Situs", "url": "lapor.go.id"}]))

    assert message["reply_markup"] == buttons([{"text": "Situs", "url": "http://lapor.go.id/"}])


def test_a_reply_names_the_message_it_replies_to(telegram: Telegram) -> None:
    first = send(telegram, "satu")
    second = send(telegram, "dua", reply_parameters={"message_id": first["message_id"]})
    third = send(telegram, "tiga", reply_parameters={"message_id": second["message_id"]})

    assert second["reply_to_message"] == first
    assert "reply_to_message" not in third["reply_to_message"]


def test_a_reply_to_nothing_is_refused_or_sent_plainly_on_request(telegram: Telegram) -> None:
    reply: Json = {"message_id": 99}

    assert (
        refusal(telegram, "sendMessage", chat_id=YUSUF, text="a", reply_parameters=reply)
        == "400 Bad Request: message to be replied not found"
    )
    lenient = reply | {"allow_sending_without_reply": True}
    assert "reply_to_message" not in send(telegram, reply_parameters=lenient)


def test_a_protected_message_says_so(telegram: Telegram) -> None:
    assert send(telegram, protect_content=True)["has_protected_content"] is True
    assert "has_protected_content" not in send(telegram, protect_content=False)


def test_the_longest_text_passes_and_one_more_does_not(telegram: Telegram) -> None:
    assert send(telegram, f"<b>{'a' * 4096}</b>", parse_mode="HTML")["text"] == "a" * 4096
    assert send(telegram, "👍" * 2048)["text"] == "👍" * 2048
    for text in ("a" * 4097, "👍" * 2048 + "a"):
        said = refusal(telegram, "sendMessage", chat_id=YUSUF, text=text)
        assert said == "400 Bad Request: message is too long"


def test_the_longest_button_passes_and_one_byte_more_does_not(telegram: Telegram) -> None:
    send(telegram, reply_markup=buttons([button("é" * 32)]))

    said = refusal(
        telegram,
        "sendMessage",
        chat_id=YUSUF,
        text="a",
        reply_markup=buttons([button("é" * 32 + "a")]),
    )
    assert said == "400 Bad Request: BUTTON_DATA_INVALID"


def test_a_keyboard_holds_8_in_a_row_and_100_in_all(telegram: Telegram) -> None:
    row = [button("a")] * 8
    send(telegram, reply_markup=buttons(*[row] * 12, row[:4]))

    for rows in ([*[row] * 12, row[:5]], [[*row, button("a")]]):
        said = refusal(
            telegram, "sendMessage", chat_id=YUSUF, text="a", reply_markup=buttons(*rows)
        )
        assert said == "400 Bad Request: reply markup is too long"


BUTTON = "400 Bad Request: can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({"text": " \n"}, "400 Bad Request: text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "400 Bad Request: text must be non-empty"),
        ({"text": "a" * 32769}, "400 Bad Request: text is too long"),
        ({"text": "\ud800"}, "400 Bad Request: strings must be encoded in UTF-8"),
        ({"parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"),
        ({"chat_id": ""}, "400 Bad Request: chat_id is empty"),
        ({"chat_id": 7}, "400 Bad Request: chat not found"),
        ({"chat_id": "@yusuf"}, "400 Bad Request: chat not found"),
        ({"chat_id": "9" * 5000}, "400 Bad Request: chat not found"),
        (
            {"reply_markup": "{"},
            "400 Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            {"reply_markup": buttons([button("\ud800")])},
            "400 Bad Request: can't parse reply keyboard markup JSON object",
        ),
        ({"reply_markup": "[1]"}, "400 Bad Request: object expected as reply markup"),
        (
            {"reply_markup": {"keyboard": "Ya"}},
            '400 Bad Request: field "keyboard" must be of type Array',
        ),
        (
            {"reply_markup": {"inline_keyboard": [1]}},
            '400 Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an '
            "Array of Arrays",
        ),
        (
            {"reply_markup": buttons([{"text": "a"}])},
            BUTTON + "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": {"inline_keyboard": [["a"]]}},
            BUTTON + "InlineKeyboardButton must be an Object",
        ),
        ({"reply_markup": buttons([{"url": "t.me/a"}])}, BUTTON + 'Can\'t find field "text"'),
        (
            {"reply_markup": buttons([{"text": [], "url": "t.me/a"}])},
            BUTTON + 'Field "text" must be of type String',
        ),
        (
            {"reply_markup": buttons([{"text": " ", "url": "t.me/a"}])},
            "400 Bad Request: inline keyboard button text must be non-empty",
        ),
        (
            {"reply_markup": buttons([{"text": "a", "url": "javascript:alert(1)"}])},
            "400 Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: "
            "Wrong port number specified in the URL",
        ),
        (
            {"reply_markup": {"keyboard": [[1]]}},
            "400 Bad Request: can't parse keyboard button: KeyboardButton must be a String or an "
            "Object",
        ),
        ({"reply_parameters": "[]"}, "400 Bad Request: object expected as reply parameters"),
        ({"reply_parameters": "}"}, "400 Bad Request: can't parse reply parameters JSON object"),
    ],
)  # fmt: skip
def test_telegram_refuses_in_its_own_words(telegram: Telegram, params: Json, said: str) -> None:
    before = telegram.people.chat(YUSUF)

    assert refusal(telegram, "sendMessage", **({"chat_id": YUSUF, "text": "a"} | params)) == said
    assert telegram.people.chat(YUSUF) == before


@pytest.mark.parametrize("who", ["abc", "@yusuf", " 1001", "+1001", "1e3", "-", "-1001", "٣"])
def test_a_chat_that_is_no_number_or_nobodys_is_not_found(telegram: Telegram, who: str) -> None:
    said = refusal(telegram, "sendMessage", chat_id=who, text="a")

    assert said == "400 Bad Request: chat not found"


@pytest.mark.parametrize("who", [1001, "1001", "1001abc", "01001", 1001.5])
def test_a_chat_is_known_by_the_digits_that_its_id_begins_with(
    telegram: Telegram, who: object
) -> None:
    sent = call(telegram, "sendMessage", chat_id=who, text="a")

    assert sent["chat"]["id"] == YUSUF


def test_a_person_who_never_started_cannot_be_written_to(telegram: Telegram) -> None:
    telegram.people.add(1002, "Maria", "en")

    assert (
        refusal(telegram, "sendMessage", chat_id=1002, text="a")
        == "403 Forbidden: bot can't initiate conversation with a user"
    )


def test_a_person_who_blocked_cannot_be_written_to_until_they_come_back(
    telegram: Telegram,
) -> None:
    telegram.people.block(YUSUF)

    blocked = "403 Forbidden: bot was blocked by the user"
    assert refusal(telegram, "sendMessage", chat_id=YUSUF, text="a") == blocked
    assert refusal(telegram, "sendChatAction", chat_id=YUSUF, action="typing") == blocked
    telegram.people.unblock(YUSUF)
    send(telegram)


def test_a_chat_action_must_be_one_of_telegrams(telegram: Telegram) -> None:
    assert call(telegram, "sendChatAction", chat_id=YUSUF, action="typing") is True
    assert (
        refusal(telegram, "sendChatAction", chat_id=YUSUF, action="dancing")
        == "400 Bad Request: wrong parameter action in request"
    )


def test_a_group_that_added_the_bot_can_be_written_to_until_the_bot_leaves(
    telegram: Telegram,
) -> None:
    telegram.queue({"my_chat_member": {"chat": GROUP}})
    assert call(telegram, "sendMessage", chat_id=-100, text="Permisi")["chat"] == GROUP
    assert call(telegram, "leaveChat", chat_id=-100) is True

    gone = "403 Forbidden: bot is not a member of the group chat"
    assert refusal(telegram, "sendMessage", chat_id=-100, text="a") == gone
    assert refusal(telegram, "leaveChat", chat_id=-100) == gone


def test_a_private_chat_in_a_made_up_update_is_nobodys(telegram: Telegram) -> None:
    telegram.queue({"message": {"chat": {"id": 7, "type": "private"}}})

    assert (
        refusal(telegram, "sendMessage", chat_id=7, text="a") == "400 Bad Request: chat not found"
    )


def test_a_private_chat_cannot_be_left(telegram: Telegram) -> None:
    assert (
        refusal(telegram, "leaveChat", chat_id=YUSUF)
        == "400 Bad Request: chat member status can't be changed in private chats"
    )
    assert refusal(telegram, "leaveChat", chat_id=-5) == "400 Bad Request: chat not found"


def test_a_chat_keeps_its_last_200_messages(telegram: Telegram) -> None:
    sent = [send(telegram, str(number))["message_id"] for number in range(205)]

    assert [seen["message_id"] for seen in telegram.people.chat(YUSUF)["messages"]] == sent[5:]


def test_a_refused_call_is_counted_as_a_call_and_as_an_error(telegram: Telegram) -> None:
    send(telegram)
    telegram.call("SENDMESSAGE", {})
    telegram.call("sendNothing", {})

    assert telegram.tally.calls["sendMessage"] == 2
    assert telegram.tally.errors == {"sendMessage": 1}


def test_an_unknown_method_is_not_found(telegram: Telegram) -> None:
    assert refusal(telegram, "sendNothing") == "404 Not Found"


def test_the_bot_introduces_itself(telegram: Telegram, watch: Watch) -> None:
    assert call(telegram, "GETME")["username"] == "torang_bot"
    assert call(Telegram(watch, token="77:other"), "getMe")["id"] == 77
