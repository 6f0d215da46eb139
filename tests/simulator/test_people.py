"""What people do, what the bot hears of it and what they see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import text
from bot.simulator.core import Telegram
from bot.simulator.formatted import units
from bot.simulator.params import Json, Upload
from bot.simulator.people import Absent, Impossible
from tests.simulator.bot import YUSUF, button, buttons, call, law, picture, refusal, send, updates


def test_start_carries_the_payload_as_a_command(telegram: Telegram) -> None:
    telegram.people.start(YUSUF, "dukcapil-ktp")

    message = updates(telegram)[0]["message"]
    assert message["text"] == "/start dukcapil-ktp"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": YUSUF,
        "is_bot": False,
        "first_name": "Yusuf",
        "language_code": "id",
    }


@pytest.mark.parametrize("payload", ["a b", "a" * 65, "é"])
def test_a_start_payload_is_what_a_link_can_carry(telegram: Telegram, payload: str) -> None:
    with pytest.raises(Impossible):
        telegram.people.start(YUSUF, payload)


def test_a_person_renamed_has_still_started(telegram: Telegram) -> None:
    telegram.people.add(YUSUF, "Joseph", "en")

    person = {"id": YUSUF, "first_name": "Joseph", "language_code": "en"}
    assert telegram.people.known()["people"] == [person | {"started": True, "blocked": False}]


@pytest.mark.parametrize("person_id", [0, -5, 1, 1 << 52])
def test_some_numbers_name_no_person(telegram: Telegram, person_id: int) -> None:
    with pytest.raises(Impossible):
        telegram.people.add(person_id, "Siapa", "id")


def test_blocking_and_unblocking_are_told_once_each(telegram: Telegram) -> None:
    for _ in range(2):
        telegram.people.block(YUSUF)
    for _ in range(2):
        telegram.people.unblock(YUSUF)

    changes = [update["my_chat_member"] for update in updates(telegram)]
    statuses = [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert changes[0]["new_chat_member"]["until_date"] == 0


def test_who_blocked_says_nothing_but_may_start_again(telegram: Telegram) -> None:
    telegram.people.block(YUSUF)
    with pytest.raises(Impossible):
        telegram.people.say(YUSUF, "halo")
    telegram.people.start(YUSUF)

    kinds = [list(update)[1] for update in updates(telegram)]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


def test_who_is_not_there_does_nothing(telegram: Telegram) -> None:
    people = telegram.people
    with pytest.raises(Absent):
        people.say(7, "halo")
    with pytest.raises(Absent):
        people.send_file(7, Upload("a", b"a", "text/plain"))
    with pytest.raises(Absent):
        people.chat(7)
    assert telegram.world.store.size("files") == 0


def test_a_file_a_place_and_a_card_reach_the_bot(telegram: Telegram) -> None:
    place: Json = {"latitude": -2.5, "longitude": 140.7}
    telegram.people.send_file(YUSUF, Upload("foto.pdf", b"%PDF", "application/pdf"), "Lihat")
    telegram.people.send(YUSUF, {"location": place})

    file, location = (update["message"] for update in updates(telegram))
    assert (file["document"]["file_name"], file["caption"]) == ("foto.pdf", "Lihat")
    assert location["location"] == place
    seen = telegram.people.chat(YUSUF)["messages"]
    assert seen[-2]["document"]["file_name"] == "foto.pdf"
    assert seen[-1]["location"] == place


def test_a_picture_is_sent_as_a_photo_and_what_is_none_is_not(telegram: Telegram) -> None:
    upload = Upload("diri.png", picture(640, 480), "image/png")
    telegram.people.send_file(YUSUF, upload, "Saya", as_photo=True)
    with pytest.raises(Impossible):
        telegram.people.send_file(YUSUF, Upload("a.png", b"a", "image/png"), as_photo=True)

    message = updates(telegram)[0]["message"]
    (size,) = message["photo"]
    assert (size["width"], size["height"], message["caption"]) == (640, 480, "Saya")
    path = call(telegram, "getFile", file_id=size["file_id"])["file_path"]
    assert telegram.download(path) == upload.content
    assert "photo" in telegram.people.chat(YUSUF)["messages"][-1]


def test_the_chat_shows_what_the_bot_wrote_with_its_buttons(telegram: Telegram) -> None:
    link = {"text": "Situs", "url": "https://lapor.go.id/"}
    send(telegram, "<i>Hai</i>", parse_mode="HTML", reply_markup=buttons([button("a"), link]))

    assert telegram.people.chat(YUSUF)["messages"][-1] == {
        "message_id": 2,
        "date": 1795478400,
        "from": "bot",
        "text": "Hai",
        "html": "<i>Hai</i>",
        "keyboard": [[{"text": "Ya", "data": "a"}, link]],
        "edited": False,
    }


def test_a_link_button_tells_the_bot_nothing(telegram: Telegram) -> None:
    number = send(telegram, reply_markup=buttons([{"text": "Situs", "url": "lapor.go.id"}]))

    assert telegram.people.tap(YUSUF, number["message_id"], label="Situs") is None
    assert updates(telegram) == []


def test_what_is_not_under_the_message_cannot_be_tapped(telegram: Telegram) -> None:
    number = send(telegram, reply_markup=buttons([button("a")]))["message_id"]

    for message_id, data, label in [
        (number, "b", None),
        (number, None, "Tidak"),
        (number, None, None),
        (99, "a", None),
    ]:
        with pytest.raises(Absent):
            telegram.people.tap(YUSUF, message_id, data, label)


def test_a_reply_keyboard_stays_until_it_is_taken_away(telegram: Telegram) -> None:
    keyboard = {"keyboard": [["Ya", {"text": "Kirim nomor", "request_contact": True}]]}
    number = send(telegram, reply_markup=keyboard)["message_id"]
    send(telegram, "Menunggu")

    shown = [message["keyboard"] for message in telegram.people.chat(YUSUF)["messages"]]
    assert shown == [[], [[{"text": "Ya"}, {"text": "Kirim nomor"}]], []]
    assert telegram.people.tap(YUSUF, number, label="Ya") is None
    assert updates(telegram)[0]["message"]["text"] == "Ya"

    send(telegram, reply_markup={"remove_keyboard": True})
    with pytest.raises(Absent):
        telegram.people.tap(YUSUF, number, label="Ya")


def test_a_long_text_is_sent_in_pieces(telegram: Telegram) -> None:
    telegram.people.say(YUSUF, "a" * 5000)

    assert [len(update["message"]["text"]) for update in updates(telegram)] == [4096, 904]


@pytest.mark.parametrize("words", ["", " \n"])
def test_nothing_cannot_be_said(telegram: Telegram, words: str) -> None:
    with pytest.raises(Impossible):
        telegram.people.say(YUSUF, words)


@law
@given(st.lists(st.sampled_from(["a" * 1000, "👍" * 700, " é\n"]), max_size=12).map("".join))
def test_the_pieces_are_the_text_and_each_fits(words: str) -> None:
    pieces = text.split(words)

    assert all(0 < units(piece) <= 4096 for piece in pieces)
    assert "".join(pieces) == words


def test_two_changes_mark_the_chat_as_changed_twice(telegram: Telegram) -> None:
    before = telegram.world.changes.seq
    send(telegram)
    call(telegram, "getMe")
    telegram.people.say(YUSUF, "halo")

    assert telegram.world.changes.seq == before + 2
    assert telegram.world.changes.since(before) == [YUSUF]


def test_the_end_of_a_tag_is_no_command(telegram: Telegram) -> None:
    telegram.people.say(YUSUF, "a <b>bold</b> word")

    message = telegram.pending({})[-1]["message"]

    assert "entities" not in message


def test_a_silent_message_says_so_to_the_person_and_not_to_the_bot(telegram: Telegram) -> None:
    sent = send(telegram, reply_markup=buttons([button("a")]), disable_notification=True)
    number = sent["message_id"]
    telegram.people.tap(YUSUF, number, data="a")
    edited = call(telegram, "editMessageText", chat_id=YUSUF, message_id=number, text="Dua")
    reply = send(telegram, reply_parameters={"message_id": number})

    assert "silent" in telegram.people.chat(YUSUF)["messages"][-2]
    assert "silent" not in telegram.people.chat(YUSUF)["messages"][-1]
    query = updates(telegram)[0]["callback_query"]
    for message in (sent, edited, reply["reply_to_message"], query["message"]):
        assert "silent" not in message


def test_a_person_reset_has_never_opened_the_bot(telegram: Telegram) -> None:
    send(telegram)
    telegram.people.block(YUSUF)

    person = telegram.people.reset(YUSUF)

    assert person == {"id": YUSUF, "first_name": "Yusuf", "language_code": "id"}
    assert telegram.people.known()["people"] == [person | {"started": False, "blocked": False}]
    assert telegram.people.chat(YUSUF)["messages"] == []
    assert refusal(telegram, "sendMessage", chat_id=YUSUF, text="a") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )


def test_a_person_reset_as_a_new_one_is_somebody_no_bot_has_met(telegram: Telegram) -> None:
    first = telegram.people.reset(YUSUF, new=True)
    second = telegram.people.reset(first["id"], new=True)

    assert len({YUSUF, first["id"], second["id"]}) == 3
    assert second["first_name"] == "Yusuf"
    assert [person["id"] for person in telegram.people.known()["people"]] == [second["id"]]


def test_the_pictures_of_an_album_are_written_down_as_such(telegram: Telegram) -> None:
    medium = {"type": "photo", "media": "attach://p"}
    upload = Upload("a.png", picture(30, 20), "image/png")
    call(telegram, "sendMediaGroup", chat_id=YUSUF, media=[medium, medium], p=upload)

    assert telegram.people.transcript(YUSUF).count("Torang (album 1)\n<photo: ") == 2


def test_a_chat_is_written_down_as_text(telegram: Telegram) -> None:
    keyboard = buttons([button("a"), button("b", "Tidak")])
    send(telegram, "Satu\n<b>dua</b>", parse_mode="HTML", reply_markup=keyboard)
    send(telegram, "Malam", disable_notification=True)
    upload = Upload("a.pdf", b"%PDF", "application/pdf")
    telegram.people.send_file(YUSUF, upload, "Lihat")

    assert telegram.people.transcript(YUSUF) == (
        "2026-11-24 00:00 UTC  Yusuf\n/start\n\n"
        "2026-11-24 00:00 UTC  Torang\nSatu\ndua\n[Ya] [Tidak]\n\n"
        "2026-11-24 00:00 UTC  Torang (silent)\nMalam\n\n"
        "2026-11-24 00:00 UTC  Yusuf\n<document: a.pdf>\nLihat\n"
    )
