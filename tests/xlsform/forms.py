"""Forms to test with: the official one, and a small one with every kind of dependency."""

from functools import cache

from pyxform.xls2xform import convert

from bot import instruments
from bot.xlsform.form import FormDef, compile_form

__all__ = ["a_form", "a_survey", "shop", "skm"]

# Members depend on a group's relevance, towns on a filter, the limit on a calculation, the
# reason on an answer that makes it required.
SHOP = """
| survey |
| | type | name | label::Bahasa Indonesia (id) | label::English (en) | required | relevant | constraint | constraint_message::Bahasa Indonesia (id) | calculation | choice_filter |
| | begin_group | rumah | Rumah | Home | | | | | | |
| | select_one yatidak | punya | Punya anak? | Any children? | yes | | | | | |
| | begin_group | anak | Anak | Children | | ${punya} = 'ya' | | | | |
| | integer | jumlah | Berapa? | How many? | yes | | . > 0 and . < 10 | Antara 1 dan 9. | | |
| | text | panggilan | Siapa? | Who? | | | | | | |
| | end_group | | | | | | | | | |
| | note | ramai | Ramai: ${jumlah}. | Busy: ${jumlah}. | | ${jumlah} > 5 | | | | |
| | end_group | | | | | | | | | |
| | calculate | total | | | | | | | coalesce(${jumlah}, 0) * 2 | |
| | integer | batas | Batas? | Limit? | | | . <= ${total} | | | |
| | text | alasan | Mengapa? | Why? | ${batas} = 1 | | | | | |
| | select_one pulau | pulau | Pulau? | Island? | yes | | | | | |
| | select_one kota | kota | Kota? | Town? | | | | | | pulau = ${pulau} |
| choices |
| | list_name | name | label::Bahasa Indonesia (id) | label::English (en) | pulau |
| | yatidak | ya | Ya | Yes | |
| | yatidak | tidak | Tidak | No | |
| | pulau | halmahera | Halmahera | Halmahera | |
| | pulau | ternate | Ternate | Ternate | |
| | kota | sofifi | Sofifi | Sofifi | halmahera |
| | kota | tobelo | Tobelo | Tobelo | halmahera |
| | kota | kota_ternate | Ternate | Ternate | ternate |
| settings |
| | form_title | form_id | default_language |
| | Toko | toko | Bahasa Indonesia (id) |
"""  # noqa: E501 - a table reads best as one.


def a_form(markdown: str) -> FormDef:
    """The compiled form of a Markdown table."""
    return compile_form(convert(markdown.encode(), file_type=".md", validate=False).xform)


def a_survey(*rows: str, columns: str = "type | name | label") -> FormDef:
    """The compiled form of a few rows in one language."""
    return a_form("\n".join(["| survey |", *(f"| | {row} |" for row in (columns, *rows))]))


@cache
def shop() -> FormDef:
    """The small form with dependencies of every kind."""
    return a_form(SHOP)


@cache
def skm() -> FormDef:
    """The official questionnaire."""
    return a_form(instruments.read("skm").decode())
