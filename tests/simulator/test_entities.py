"""Entities that come beside a text, in place of a parse mode."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import html
from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram
from bot.simulator.params import Json, Params, Upload, dumps
from bot.simulator.text import formatted
from tests.simulator.bot import YUSUF, call, law, picture, refusal, send

PHOTO = Upload("a.png", picture(30, 20), "image/png")
BAD = "400 Bad Request: "
SAID = "400 Bad Request: can't parse MessageEntity: "


def entity(kind: object, offset: object, length: object, **more: object) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


BOLD = entity("bold", 0, 3)


def test_a_message_is_marked_by_the_entities_beside_it(telegram: Telegram) -> None:
    link = entity("text_link", 4, 2, url="t.me")
    as_json = send(telegram, "Hai 👍", entities=[BOLD, link])
    as_text = send(telegram, "Hai 👍", entities=dumps([BOLD, link]).decode())

    assert as_json["entities"] == as_text["entities"] == [BOLD, link | {"url": "http://t.me/"}]
    seen = telegram.people.chat(YUSUF)["messages"][-1]["html"]
    assert seen == '<b>Hai</b> <a href="http://t.me/">👍</a>'


def test_a_parse_mode_goes_before_the_entities_unless_there_is_nothing_to_parse(
    telegram: Telegram,
) -> None:
    nonsense = [1]
    sent = send(telegram, "<i>a</i>", entities=nonsense, parse_mode="HTML")
    assert sent["entities"] == [entity("italic", 0, 1)]

    photo: Json = {"chat_id": YUSUF, "photo": PHOTO, "parse_mode": "BBCode"}
    assert "caption" not in call(telegram, "sendPhoto", **photo)
    said = refusal(telegram, "sendPhoto", **photo, caption_entities=nonsense)
    assert said == SAID + "expected an Object"


@pytest.mark.parametrize("given", ["[", "{}", "bold", {"type": "bold"}, 5, "[1e999]"])
def test_entities_that_are_no_list_are_passed_over(telegram: Telegram, given: object) -> None:
    assert "entities" not in send(telegram, "Hai", entities=given)


@pytest.mark.parametrize(
    "given",
    [
        entity("italic", "0", "3"),
        entity("code", 0, 3),
        entity("spoiler", 0, 3),
        entity("expandable_blockquote", 0, 3),
        entity("pre", 0, 3),
        entity("pre", 0, 3, language="py"),
        entity("custom_emoji", 0, 3, custom_emoji_id="5"),
        entity("date_time", 0, 3, unix_time=5, date_time_format="wDT"),
        entity("date_time", 0, 3, unix_time=5),
    ],
)
def test_the_kinds_that_html_makes_come_beside_a_text_too(telegram: Telegram, given: Json) -> None:
    sent = send(telegram, "Hai", entities=[given])

    assert sent["entities"] == [given | {"offset": 0, "length": 3}]


@pytest.mark.parametrize(
    "given",
    [
        entity("url", 0, 3),
        entity("text_mention", 0, 3, user={"id": 5}),
        entity("bold", 0, 0),
        entity("pre", 0, 0, language=""),
    ],
)
def test_what_telegram_finds_by_itself_or_marks_nothing_is_left_out(
    telegram: Telegram, given: Json
) -> None:
    assert "entities" not in send(telegram, "Hai", entities=[given])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (1, SAID + "expected an Object"),
        ({"type": "bold"}, SAID + 'Can\'t find field "offset"'),
        ({"type": "bold", "offset": 0}, SAID + 'Can\'t find field "length"'),
        ({"offset": 0, "length": 3}, SAID + 'Can\'t find field "type"'),
        (entity("bold", None, 3), SAID + 'Field "offset" must be a Number'),
        (entity("bold", True, 3), SAID + 'Field "offset" must be a Number'),
        (entity("bold", "a", 3), SAID + 'Field "offset" must be a valid Number'),
        (entity("bold", 0, 1.5), SAID + 'Field "length" must be a valid Number'),
        (entity("bold", 0, 1 << 31), SAID + 'Field "length" must be a valid Number'),
        (entity([], 0, 3), SAID + 'Field "type" must be of type String'),
        (entity("", 0, 3), SAID + "Type is not specified"),
        (entity("huge", 0, 3), SAID + "Unsupported type specified"),
        (entity("text_link", 0, 3), SAID + 'Can\'t find field "url"'),
        (entity("text_link", 0, 3, url={}), SAID + 'Field "url" must be of type String'),
        (entity("pre", 0, 3, language=[]), SAID + 'Field "language" must be of type String'),
        (entity("custom_emoji", 0, 3), SAID + 'Can\'t find field "custom_emoji_id"'),
        (entity("date_time", 0, 3), SAID + 'Can\'t find field "unix_time"'),
        (
            entity("date_time", 0, 3, unix_time=5, date_time_format="x"),
            SAID + "Invalid date-time format specified",
        ),
        (
            entity("text_link", 0, 3, url="nonsense"),
            BAD + "entity URL 'nonsense' is invalid: Wrong HTTP URL",
        ),
        (
            entity("custom_emoji", 0, 3, custom_emoji_id=0),
            BAD + "invalid custom emoji identifier specified",
        ),
        (entity("date_time", 0, 3, unix_time=0), BAD + "invalid date specified"),
        (entity("bold", -1, 3), BAD + "receive an entity with incorrect offset -1"),
        (entity("bold", 0, -1), BAD + "receive an entity with incorrect length -1"),
        (
            entity("bold", 5, 1),
            BAD + "entity begins in a middle of a UTF-16 symbol at byte offset 9",
        ),
        (
            entity("bold", 0, 5),
            BAD + "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at "
            "byte offset 9",
        ),
        (
            entity("bold", 9, 1),
            BAD + "entity begins after the end of the text at UTF-16 offset 9",
        ),
        (
            entity("bold", 8, 1),
            BAD + "entity beginning at UTF-16 offset 8 ends after the end of the text at UTF-16 "
            "offset 9",
        ),
    ],
)
def test_entities_are_refused_in_telegrams_words(
    telegram: Telegram, given: object, said: str
) -> None:
    asked: Json = {"chat_id": YUSUF, "text": "éha 👍.."}

    assert refusal(telegram, "sendMessage", **asked, entities=[BOLD, given]) == said


def test_captions_are_marked_wherever_they_come(telegram: Telegram) -> None:
    marked: Json = {"caption": "Ini", "caption_entities": [BOLD]}
    sent = call(telegram, "sendPhoto", chat_id=YUSUF, photo=PHOTO, **marked)
    where: Json = {"chat_id": YUSUF, "message_id": sent["message_id"]}
    media = {"type": "photo", "media": "attach://p", **marked}

    found = [sent, *call(telegram, "sendMediaGroup", chat_id=YUSUF, media=[media], p=PHOTO)]
    call(telegram, "copyMessage", from_chat_id=YUSUF, **where, **marked)
    found.append(telegram.world.messages(YUSUF)[-1])
    call(telegram, "editMessageCaption", **where)
    found.append(call(telegram, "editMessageCaption", **where, **marked))
    call(telegram, "editMessageCaption", **where)
    found.append(call(telegram, "editMessageMedia", **where, media=media, p=PHOTO))

    assert [message["caption_entities"] for message in found] == [[BOLD]] * 5


def test_a_copy_keeps_the_marks_of_what_it_copies(telegram: Telegram) -> None:
    number = send(telegram, "Hai", entities=[BOLD])["message_id"]
    call(telegram, "copyMessage", chat_id=YUSUF, from_chat_id=YUSUF, message_id=number)

    assert telegram.world.messages(YUSUF)[-1]["entities"] == [BOLD]


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ([1], "can't parse InputMedia: Can't parse MessageEntity: expected an Object"),
        (
            [entity("bold", 9, 1)],
            "entity begins after the end of the text at UTF-16 offset 9",
        ),
    ],
)
def test_marks_of_a_picture_in_an_album_are_refused_as_telegram_does(
    telegram: Telegram, entities: Any, said: str
) -> None:
    media = {"type": "photo", "media": "attach://p", "caption": "a", "caption_entities": entities}

    refused = refusal(telegram, "sendMediaGroup", chat_id=YUSUF, media=[media], p=PHOTO)
    assert refused == BAD + said


def test_an_edit_that_gives_the_same_entities_changes_nothing(telegram: Telegram) -> None:
    number = send(telegram, "<b>Hai</b>", parse_mode="HTML")["message_id"]
    edit: Json = {"chat_id": YUSUF, "message_id": number, "text": "Hai"}

    said = refusal(telegram, "editMessageText", **edit, entities=[BOLD])
    assert said.startswith(BAD + "message is not modified")


letters = st.text(alphabet="ab<& é👍\n\r", max_size=6).map(escape)
TAGS = st.sampled_from(["b", "i", "tg-spoiler", "code", "pre", "blockquote", 'a href="t.me"'])


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.builds(lambda tag, body: f"<{tag}>{body}</{tag.split()[0]}>", TAGS, inner)
    return st.lists(st.one_of(letters, one), max_size=4).map("".join)


@law
@given(st.recursive(letters, wrapped, max_leaves=12))
def test_html_and_the_entities_that_it_makes_say_the_same(source: str) -> None:
    plain = html.read(source)
    beside = {"text": plain.text, "entities": list(plain.entities)}

    marked = formatted(Params({"text": source, "parse_mode": "HTML"}), "text")
    assert formatted(Params(beside), "text") == marked


SPANS = st.builds(
    entity,
    st.sampled_from(["bold", "italic", "code", "blockquote", "url"]),
    st.integers(-1, 9),
    st.integers(-1, 9),
)


@law
@given(st.text(alphabet="a 👍\n\r", min_size=1, max_size=8), st.lists(SPANS, max_size=4))
def test_any_entities_lie_in_the_text_or_are_refused(text: str, spans: list[Json]) -> None:
    telegram = Telegram(lambda: FRESH_START)
    telegram.people.add(YUSUF, "Yusuf", "id")
    telegram.people.start(YUSUF)
    sent = telegram.call("sendMessage", {"chat_id": YUSUF, "text": text, "entities": spans})

    if isinstance(sent, dict):
        halves = sent["text"].encode("utf-16-le")
        for mark in sent.get("entities", []):
            begin, end = 2 * mark["offset"], 2 * (mark["offset"] + mark["length"])
            assert 0 <= begin < end <= len(halves)
            assert halves[begin:end].decode("utf-16-le")
