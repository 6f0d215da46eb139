"""Documents and photos, sent and fetched."""

import struct

import pytest

from bot.simulator import limits
from bot.simulator.core import Telegram
from bot.simulator.images import size
from bot.simulator.params import Json, Upload
from tests.simulator.bot import YUSUF, call, picture, refusal, updates

PNG = picture(30, 20)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 20, 30)
SHEET = Upload("pegawai.xlsx", b"PK", "application/vnd.ms-excel")


def test_a_document_is_sent_and_can_be_fetched(telegram: Telegram) -> None:
    message = call(telegram, "sendDocument", chat_id=YUSUF, document=SHEET, caption=" Daftar ")
    document = message["document"]
    file = call(telegram, "getFile", file_id=document["file_id"])

    assert message["caption"] == "Daftar"
    assert (document["file_name"], document["file_size"]) == ("pegawai.xlsx", 2)
    assert file["file_path"].endswith(".xlsx")
    assert telegram.download(file["file_path"]) == b"PK"


def test_a_document_may_be_attached_under_another_name(telegram: Telegram) -> None:
    sent = call(telegram, "sendDocument", chat_id=YUSUF, document="attach://f", f=SHEET)

    assert sent["document"]["mime_type"] == "application/vnd.ms-excel"


def test_a_known_file_is_sent_again_by_its_id(telegram: Telegram) -> None:
    first = call(telegram, "sendDocument", chat_id=YUSUF, document=SHEET)
    file_id = first["document"]["file_id"]
    second = call(telegram, "sendDocument", chat_id=YUSUF, document=file_id)

    assert second["document"] == first["document"]


@pytest.mark.parametrize("picture", [PNG, JPEG])
def test_a_photo_has_the_size_of_the_picture(telegram: Telegram, picture: bytes) -> None:
    photo = Upload("qr.png", picture, "image/png")
    sent = call(telegram, "sendPhoto", chat_id=YUSUF, photo=photo)["photo"]

    assert [(one["width"], one["height"]) for one in sent] == [(30, 20)]
    assert telegram.people.chat(YUSUF)["messages"][-1]["photo"]["url"].startswith("/sim/files/")


@pytest.mark.parametrize("content", [b"", b"GIF89a", PNG[:18], JPEG[:8], JPEG[:-1], b"\xff\xd8"])
def test_what_is_no_picture_has_no_size(content: bytes) -> None:
    assert size(content) is None


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("sendDocument", {}, "400 Bad Request: there is no document in the request"),
        ("sendPhoto", {}, "400 Bad Request: there is no photo in the request"),
        (
            "sendDocument",
            {"document": "nonsense"},
            "400 Bad Request: wrong file identifier/HTTP URL specified",
        ),
        (
            "sendDocument",
            {"document": Upload("a", b"", "text/plain")},
            "400 Bad Request: file must be non-empty",
        ),
        (
            "sendDocument",
            {"document": Upload("a", bytes(limits.UPLOAD + 1), "text/plain")},
            "413 Request Entity Too Large",
        ),
        (
            "sendPhoto",
            {"photo": Upload("a", b"text", "image/png")},
            "400 Bad Request: IMAGE_PROCESS_FAILED",
        ),
        (
            "sendPhoto",
            {"photo": Upload("a", PNG + bytes(limits.PHOTO), "image/png")},
            f"400 Bad Request: file of size {len(PNG) + limits.PHOTO} bytes is too big for a "
            f"photo; the maximum size is {limits.PHOTO} bytes",
        ),
        (
            "sendPhoto",
            {"photo": Upload("a", picture(9_000, 1_001), "image/png")},
            "400 Bad Request: PHOTO_INVALID_DIMENSIONS",
        ),
        (
            "sendPhoto",
            {"photo": Upload("a", picture(210, 10), "image/png")},
            "400 Bad Request: PHOTO_INVALID_DIMENSIONS",
        ),
        (
            "sendPhoto",
            {"photo": "attach://nothing"},
            "400 Bad Request: there is no photo in the request",
        ),
        ("getFile", {}, "400 Bad Request: file_id not specified"),
        (
            "sendDocument",
            {"document": SHEET, "caption": "a" * 1025},
            "400 Bad Request: message caption is too long",
        ),
        ("sendDocument", {"document": SHEET, "chat_id": 7}, "400 Bad Request: chat not found"),
        ("getFile", {"file_id": "nonsense"}, "400 Bad Request: invalid file_id"),
    ],
)
def test_files_are_refused_in_telegrams_words(
    telegram: Telegram, method: str, params: Json, said: str
) -> None:
    assert refusal(telegram, method, **({"chat_id": YUSUF} | params)) == said
    assert telegram.world.store.size("files") == 0


def test_a_person_may_send_what_a_bot_may_not_fetch(telegram: Telegram) -> None:
    big = Upload("besar.bin", bytes(limits.DOWNLOAD + 1), "application/octet-stream")
    telegram.people.send_file(YUSUF, big)
    file_id = updates(telegram)[0]["message"]["document"]["file_id"]

    assert refusal(telegram, "getFile", file_id=file_id) == "400 Bad Request: file is too big"


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\a.b/c", "/", "a.b c", "x." + "y" * 300])
def test_a_file_stays_in_its_folder_whatever_its_name(telegram: Telegram, name: str) -> None:
    upload = Upload(name, b"x", "text/plain")
    document = call(telegram, "sendDocument", chat_id=YUSUF, document=upload)["document"]
    path = call(telegram, "getFile", file_id=document["file_id"])["file_path"]

    assert path.startswith("documents/file_1")
    assert path.count("/") == 1
    assert len(path) < 40
    assert "/" not in document["file_name"]


def test_a_file_keeps_only_the_last_part_of_its_name(telegram: Telegram) -> None:
    for name in ("map/a.txt", "C:\\map\\a.txt"):
        upload = Upload(name, b"x", "text/plain")
        sent = call(telegram, "sendDocument", chat_id=YUSUF, document=upload)
        assert sent["document"]["file_name"] == "a.txt"


def test_only_uploaded_files_are_fetched(telegram: Telegram) -> None:
    for path in ("documents/file_1", "../journal.jsonl", ""):
        assert telegram.download(path) is None
