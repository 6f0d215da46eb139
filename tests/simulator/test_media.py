"""Albums, copies, and captions and pictures that change."""

from typing import Any

import pytest

from bot.simulator.core import Telegram
from bot.simulator.params import Json, Upload
from tests.simulator.bot import YUSUF, button, buttons, call, picture, refusal, send

GROUP = {"id": -100, "type": "group", "title": "Kantor"}
PHOTO = Upload("a.png", picture(30, 20), "image/png")
OTHER = Upload("b.png", picture(40, 20), "image/png")
SHEET = Upload("a.xlsx", b"PK", "application/vnd.ms-excel")


def album(telegram: Telegram, count: int, **params: object) -> Any:
    media = [{"type": "photo", "media": "attach://p", "caption": str(n)} for n in range(count)]
    given = {"chat_id": YUSUF, "media": media, "p": PHOTO, **params}
    return telegram.call("sendMediaGroup", given)


def photo(telegram: Telegram, **params: object) -> Json:
    sent: Json = call(telegram, "sendPhoto", chat_id=YUSUF, photo=PHOTO, caption="Ini", **params)
    return sent


def test_an_album_is_as_many_messages_that_belong_together(telegram: Telegram) -> None:
    sent = album(telegram, 3)

    assert [message["caption"] for message in sent] == ["0", "1", "2"]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert album(telegram, 2)[0]["media_group_id"] != sent[0]["media_group_id"]
    seen = telegram.people.chat(YUSUF)["messages"]
    assert [message.get("album") for message in seen[1:4]] == [sent[0]["media_group_id"]] * 3
    assert seen[1]["photo"]["url"] != seen[2]["photo"]["url"]


def test_an_album_of_one_is_a_message(telegram: Telegram) -> None:
    assert "media_group_id" not in album(telegram, 1)[0]


def test_an_album_holds_ten(telegram: Telegram) -> None:
    assert len(album(telegram, 10)) == 10

    before = telegram.people.chat(YUSUF)
    said = "400 Bad Request: too many messages to send as an album"
    media = [{"type": "photo", "media": "attach://p"}] * 11
    assert refusal(telegram, "sendMediaGroup", chat_id=YUSUF, media=media, p=PHOTO) == said
    assert telegram.people.chat(YUSUF) == before


def one(**media: object) -> Json:
    return {"media": [{"type": "photo", "media": "attach://p"}, media], "p": PHOTO}


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, 'parameter "media" is required'),
        ({"media": "{"}, "can't parse media JSON object"),
        ({"media": {}}, "expected an Array of InputMedia"),
        ({"media": []}, "there are no messages to send"),
        ({"media": [1]}, "can't parse InputMedia: expected an Object"),
        (one(media="attach://p"), 'can\'t parse InputMedia: Can\'t find field "type"'),
        (one(type=[], media="a"), 'can\'t parse InputMedia: Field "type" must be of type String'),
        (one(type="photo"), "can't parse InputMedia: media not found"),
        (one(type="photo", media="attach://q"), "can't parse InputMedia: media not found"),
        (
            one(type="video", media="attach://p"),
            'can\'t parse InputMedia: type "video" is unsupported',
        ),
        (
            one(type="photo", media="attach://p", caption="<b>", parse_mode="HTML"),
            "can't parse InputMedia: Can't parse entities: Can't find end tag corresponding to "
            'start tag "b"',
        ),
        (one(type="photo", media="attach://p", caption="a" * 1025), "message caption is too long"),
        (one(type="photo", media="nonsense"), "wrong file identifier/HTTP URL specified"),
        (one(type="photo", media="attach://p") | {"p": SHEET}, "IMAGE_PROCESS_FAILED"),
        (one(type="photo", media="attach://p") | {"chat_id": ""}, "chat_id is empty"),
        (one(type="photo", media="attach://p") | {"chat_id": 7}, "chat not found"),
    ],
)  # fmt: skip
def test_an_album_is_refused_whole_and_in_telegrams_words(
    telegram: Telegram, params: Json, said: str
) -> None:
    asked: Json = {"chat_id": YUSUF} | params

    assert refusal(telegram, "sendMediaGroup", **asked) == f"400 Bad Request: {said}"
    assert telegram.world.store.size("files") == 0


def test_a_copy_says_the_same_without_buttons_and_names_nobody(telegram: Telegram) -> None:
    first = send(telegram, "<b>Hai</b>", parse_mode="HTML", reply_markup=buttons([button("a")]))
    telegram.queue({"my_chat_member": {"chat": GROUP}})
    where: Json = {"from_chat_id": YUSUF, "message_id": first["message_id"]}

    copy = call(telegram, "copyMessage", chat_id=-100, **where)

    assert copy == {"message_id": first["message_id"] + 1}
    again = call(telegram, "copyMessage", chat_id=YUSUF, **where, disable_notification=True)
    seen = telegram.people.chat(YUSUF)["messages"][-1]
    assert seen["message_id"] == again["message_id"]
    assert (seen["html"], seen["keyboard"], seen["silent"]) == ("<b>Hai</b>", [], True)


def test_the_caption_of_a_copy_is_kept_replaced_or_taken_away(telegram: Telegram) -> None:
    where: Json = {"from_chat_id": YUSUF, "message_id": photo(telegram)["message_id"]}
    for caption in ({}, {"caption": "Itu"}, {"caption": ""}):
        call(telegram, "copyMessage", chat_id=YUSUF, **where, **caption)

    texts = [message["text"] for message in telegram.people.chat(YUSUF)["messages"][-3:]]
    assert texts == ["Ini", "Itu", ""]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"from_chat_id": ""}, 'parameter "from_chat_id" is required'),
        ({"from_chat_id": 7}, "chat not found"),
        ({"message_id": 99}, "message to copy not found"),
        ({"message_id": ""}, "message to copy not found"),
        ({"caption": "a" * 1025}, "message caption is too long"),
        ({"chat_id": 7}, "chat not found"),
    ],
)
def test_a_copy_is_refused_in_telegrams_words(telegram: Telegram, params: Json, said: str) -> None:
    asked: Json = {"chat_id": YUSUF, "from_chat_id": YUSUF, "message_id": 1} | params

    assert refusal(telegram, "copyMessage", **asked) == f"400 Bad Request: {said}"


def test_a_caption_is_changed_and_taken_away(telegram: Telegram) -> None:
    where: Json = {"chat_id": YUSUF, "message_id": photo(telegram)["message_id"]}
    markup = buttons([button("a")])

    edited = call(
        telegram, "editMessageCaption", **where, caption="<i>Itu</i>", parse_mode="HTML",
        reply_markup=markup,
    )  # fmt: skip
    assert (edited["caption"], edited["reply_markup"]) == ("Itu", markup)
    assert edited["caption_entities"] == [{"type": "italic", "offset": 0, "length": 3}]
    assert (
        not {"caption", "caption_entities"} & call(telegram, "editMessageCaption", **where).keys()
    )
    said = refusal(telegram, "editMessageCaption", **where)
    assert said.startswith("400 Bad Request: message is not modified")


def test_what_has_no_caption_or_no_text_keeps_it_so(telegram: Telegram) -> None:
    text, image = send(telegram)["message_id"], photo(telegram)["message_id"]

    said = refusal(telegram, "editMessageCaption", chat_id=YUSUF, message_id=text, caption="a")
    assert said == "400 Bad Request: there is no caption in the message to edit"
    said = refusal(telegram, "editMessageText", chat_id=YUSUF, message_id=image, text="a")
    assert said == "400 Bad Request: there is no text in the message to edit"
    said = refusal(
        telegram, "editMessageCaption", chat_id=YUSUF, message_id=image, caption="a" * 1025
    )
    assert said == "400 Bad Request: MEDIA_CAPTION_TOO_LONG"


def test_a_picture_takes_the_place_of_another_a_document_or_a_text(telegram: Telegram) -> None:
    media = {"type": "photo", "media": "attach://p", "caption": "Baru"}
    sheet = call(telegram, "sendDocument", chat_id=YUSUF, document=SHEET)
    for message in (photo(telegram), sheet, send(telegram, "Hai")):
        edited = call(
            telegram, "editMessageMedia", chat_id=YUSUF, message_id=message["message_id"],
            media=media, p=OTHER,
        )  # fmt: skip
        assert edited["photo"][0]["width"] == 40
        assert edited["caption"] == "Baru"
        assert not {"text", "document"} & edited.keys()


def test_media_that_cannot_be_is_refused(telegram: Telegram) -> None:
    where: Json = {"chat_id": YUSUF, "message_id": photo(telegram)["message_id"]}

    said = refusal(telegram, "editMessageMedia", **where)
    assert said == '400 Bad Request: parameter "media" is required'
    said = refusal(telegram, "editMessageMedia", **where, media="[")
    assert said == "400 Bad Request: can't parse input media JSON object"
    media = {"type": "photo", "media": "attach://p"}
    said = refusal(
        telegram, "editMessageMedia", **where | {"message_id": 99}, media=media, p=OTHER
    )
    assert said == "400 Bad Request: message to edit not found"
    sheet = call(telegram, "sendDocument", chat_id=YUSUF, document=SHEET)["document"]["file_id"]
    said = refusal(telegram, "editMessageMedia", **where, media=media | {"media": sheet})
    assert said == "400 Bad Request: can't use file of type Document as Photo"


def test_a_chat_tells_of_itself(telegram: Telegram) -> None:
    telegram.queue({"my_chat_member": {"chat": GROUP}})

    private, group = (call(telegram, "getChat", chat_id=chat) for chat in (YUSUF, -100))
    assert (private["type"], private["first_name"]) == ("private", "Yusuf")
    assert group["permissions"]["can_send_messages"] is True
    assert refusal(telegram, "getChat", chat_id=7) == "400 Bad Request: chat not found"
    assert refusal(telegram, "getChat") == "400 Bad Request: chat_id is empty"


@pytest.mark.parametrize(
    ("fact", "method", "most"),
    [
        ("name", "Name", 64),
        ("description", "Description", 512),
        ("short_description", "ShortDescription", 120),
    ],
)
def test_the_bot_says_who_it_is_in_each_language(
    telegram: Telegram, fact: str, method: str, most: int
) -> None:
    call(telegram, f"setMy{method}", **{fact: "Untuk semua"})
    call(telegram, f"setMy{method}", **{fact: "a" * most}, language_code="en")

    assert call(telegram, f"getMy{method}") == {fact: "Untuk semua"}
    assert call(telegram, f"getMy{method}", language_code="id") == {fact: "Untuk semua"}
    assert call(telegram, f"getMy{method}", language_code="en") == {fact: "a" * most}
    assert refusal(telegram, f"setMy{method}", **{fact: "a" * (most + 1)}).startswith("400 ")
    said = refusal(telegram, f"getMy{method}", language_code="xyz")
    assert said == "400 Bad Request: invalid language code specified"


def test_a_bot_renamed_still_owns_what_it_said_before(telegram: Telegram) -> None:
    number = send(telegram)["message_id"]
    call(telegram, "setMyName", name="Sahabat")

    assert call(telegram, "getMe")["first_name"] == "Sahabat"
    call(telegram, "editMessageText", chat_id=YUSUF, message_id=number, text="Baru")
    call(telegram, "setMyName")
    assert call(telegram, "getMe")["first_name"] == "Torang"
