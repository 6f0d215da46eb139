"""Compiling a form: its languages, its words, its tags, and the order of what follows."""

import pytest

from bot.domain.survey import Ask, Choice
from bot.xlsform import interview as interviews
from bot.xlsform.errors import Fault, FormRefused
from tests.xlsform.forms import a_form, a_survey, shop, skm
from tests.xlsform.walks import begun

HALF = """
| survey |
| | type | name | label::Bahasa Indonesia (id) | label::English (en) | hint::English (en) |
| | text | a | Nama desa? | | Only its name. |
| | text | b | | Village head? | |
| settings |
| | default_language |
| | Bahasa Indonesia (id) |
"""
CHAIN = """
| survey |
| | type | name | label | calculation |
| | calculate | c | | ${b} + 1 |
| | calculate | b | | ${a} * 2 |
| | integer | a | A | |
"""
RATED = """
| survey |
| | type | name | label | bind::torang:element |
| | {type} | waktu | Waktu? | waktu |
| choices |
| | list_name | name | label |
| | nilai | {value} | Cepat |
| settings |
| | namespaces |
| | torang="urn:torang" |
"""


def test_its_own_language_comes_first() -> None:
    assert shop().languages == ("id", "en")
    assert a_survey("text | a | A").languages == ()


def test_a_language_that_it_does_not_speak_hears_its_own() -> None:
    turn = interviews.turn(begun(shop(), "fr"))

    assert isinstance(turn, Ask)
    assert turn.question.label == "Punya anak?"
    assert turn.question.choices[0] == Choice("ya", "Ya")


def test_what_is_not_translated_is_said_in_the_language_that_has_it() -> None:
    indonesian, english = (interviews.turn(begun(a_form(HALF), code)) for code in ("id", "en"))

    assert isinstance(indonesian, Ask)
    assert isinstance(english, Ask)
    assert (indonesian.question.label, english.question.label) == ("Nama desa?", "Nama desa?")
    assert (indonesian.question.hint, english.question.hint) == ("Only its name.",) * 2


def test_controls_are_numbered_in_the_order_of_the_sheet() -> None:
    assert [one.number for one in skm().controls] == list(range(16))
    assert [group.key for group in skm().groups] == [
        "/data/profil",
        "/data/pelayanan",
        "/data/saran",
    ]


def test_calculations_run_after_what_they_read_wherever_they_stand() -> None:
    assert [rule.bind.key for rule in a_form(CHAIN).rules] == ["/data/b", "/data/c"]


def test_it_knows_which_question_rates_which_element() -> None:
    form = a_form(RATED.format(type="select_one nilai", value="4"))

    assert form.elements == {"/data/waktu": "waktu"}


@pytest.mark.parametrize(
    ("kind", "value"), [("text", "4"), ("select_one nilai", "cepat")], ids=["text", "words"]
)
def test_only_a_choice_of_numbers_rates_an_element(kind: str, value: str) -> None:
    with pytest.raises(FormRefused) as refused:
        a_form(RATED.format(type=kind, value=value))

    assert [(one.fault, one.path) for one in refused.value.problems] == [
        (Fault.WRONG_TYPE, "/data/waktu")
    ]


def test_choices_that_nothing_can_change_are_found_once() -> None:
    fixed = {one.key.rpartition("/")[2]: one.fixed is not None for one in shop().controls}

    assert fixed["punya"]
    assert not fixed["kota"]
