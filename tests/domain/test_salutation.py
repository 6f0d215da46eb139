"""Whose name is not known is addressed by a title, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.salutation import untitled

NAME = "{nama}"
TITLES = ("Bapak/Ibu", "bapak/ibu", "Bpk./Ibu", "Bapak &amp; Ibu", "Ibu", "Pak", "Sir or Madam")
GAPS = ("", " ", "  ", "\n", " <b>", "</b> ", "</b> <i>")


def addressed(text: str) -> str:
    return untitled(text, NAME).replace(NAME, "Bapak/Ibu")


@given(st.sampled_from(TITLES), st.sampled_from(GAPS), st.sampled_from(["", "Yth. ", "<b>"]))
def test_bapak_ibu_bapak_ibu_never_appears(title: str, gap: str, before: str) -> None:
    tags = gap.replace(" ", "").replace("\n", "")

    assert addressed(f"{before}{title}{gap}{NAME}, halo") == f"{before}{tags}Bapak/Ibu, halo"


@pytest.mark.parametrize(
    "text",
    [
        "Halo {nama}",
        "Halo, {nama}",
        "Bapak/Ibu yang baik, {nama} diundang",
        "Seribu {nama}",
        "Sibuk {nama}",
        "Ibu {unit}",
        "{nama} Bapak",
    ],
)
def test_what_is_no_title_before_the_name_stays(text: str) -> None:
    assert untitled(text, NAME) == text
