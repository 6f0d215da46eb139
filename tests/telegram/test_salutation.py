"""Whoever has no name is addressed once, in what admins write and in what we write."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain.content import Content, Text
from bot.domain.delivery import Kind
from bot.domain.offer import Notice
from bot.domain.people import Addressee
from bot.domain.situation import Telling
from bot.telegram.card import Letterhead
from bot.telegram.views.notices import notice
from bot.telegram.views.telling import telling
from bot.texts import LANGUAGES, speaking
from tests.factories import a_course
from tests.telegram.cards import OF_SESSIONS

LETTERHEAD = Letterhead("Pemerintah Provinsi", "", ZoneInfo("Asia/Jayapura"))
NOBODY, AHMAD = Addressee("id"), Addressee("id", name="Ahmad")


def told(text: str, to: Addressee) -> str:
    with speaking("id"):
        card = telling(Telling(1, Content({"id": Text(text)}), to), LETTERHEAD)
    return card.text.partition("\n\n")[0]


@pytest.mark.parametrize(
    "text", ["Yth. Bapak/Ibu {nama},", "Yth. {nama},", "Yth. Bapak/Ibu <b></b>{nama},"]
)
def test_a_broadcast_to_somebody_without_a_name_says_bapak_ibu_once(text: str) -> None:
    assert told(text, NOBODY).replace("<b></b>", "") == "Yth. Bapak/Ibu,"
    assert told("Yth. Bapak/Ibu {nama},", AHMAD) == "Yth. Bapak/Ibu Ahmad,"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OF_SESSIONS)
def test_a_notice_to_somebody_without_a_name_has_one_title(language: str, kind: Kind) -> None:
    with speaking(language):
        first = notice(Notice(kind, a_course(), NOBODY, 3), LETTERHEAD).text.splitlines()[0]
        named = notice(Notice(kind, a_course(), AHMAD, 3), LETTERHEAD).text.splitlines()[0]

    title = {"id": "Bapak/Ibu", "en": "Sir or Madam"}[language]
    assert first.startswith(f"{title}, ")
    assert first.count(title) == 1
    assert "Ahmad, " in named
