"""The official questionnaire asks what the regulation asks, and nobody under 17."""

import pytest

from bot import instruments
from bot.domain.score import ELEMENTS
from bot.domain.survey import Ask, Choice, Finish, Kind, Picked, Position, Skipped, Typed
from bot.xlsform import export
from bot.xlsform import interview as interviews
from bot.xlsform.convert import convert
from bot.xlsform.form import compile_form
from bot.xlsform.interview import Interview
from tests.xlsform.forms import skm
from tests.xlsform.walks import CONTEXT, begun

BEST = {
    "usia": "56",
    "jenis_kelamin": "P",
    "pendidikan": "s3",
    "pekerjaan": "lainnya",
    **{element.key: "4" for element in ELEMENTS},
}
ANSWERS = {
    "persyaratan": "Tidak sesuai | Kurang sesuai | Sesuai | Sangat sesuai",
    "prosedur": "Tidak mudah | Kurang mudah | Mudah | Sangat mudah",
    "waktu": "Tidak cepat | Kurang cepat | Cepat | Sangat cepat",
    "biaya": "Sangat mahal | Cukup mahal | Murah | Gratis",
    "produk": "Tidak sesuai | Kurang sesuai | Sesuai | Sangat sesuai",
    "kompetensi": "Tidak kompeten | Kurang kompeten | Kompeten | Sangat kompeten",
    "perilaku": "Tidak sopan dan ramah | Kurang sopan dan ramah | Sopan dan ramah"
    " | Sangat sopan dan ramah",
    "sarana": "Buruk | Cukup | Baik | Sangat baik",
    "pengaduan": "Tidak ada | Ada tetapi tidak berfungsi | Berfungsi kurang maksimal"
    " | Dikelola dengan baik",
}


def _reply(ask: Ask) -> Picked | Typed:
    name = ask.question.path.rpartition("/")[2]
    return Picked(BEST[name]) if name in BEST else Typed(f"jawaban {name}")


def _walked(language: str = "id") -> tuple[Interview, list[Ask]]:
    interview, asked = begun(skm(), language), []
    while isinstance(turn := interviews.turn(interview), Ask):
        asked.append(turn)
        number = turn.question.number
        interview, _ = interviews.answer(interview, number, _reply(turn), CONTEXT)
    return interview, asked


def test_it_is_the_first_instrument_that_ships() -> None:
    first = instruments.shipped()[0]

    assert (first.name, first.source) == ("skm", instruments.read("skm"))


def test_it_converts_in_its_own_process_to_a_form_that_runs() -> None:
    form = compile_form(convert(instruments.read("skm")))

    assert form.title == "Survei Kepuasan Masyarakat"
    assert form.languages == ("id", "en")


def test_the_nine_elements_are_asked_in_the_order_of_the_questionnaire() -> None:
    _, asked = _walked()
    service = [one.question for one in asked if one.question.element is not None]
    order = sorted(ELEMENTS, key=lambda element: element.position)

    assert [one.element for one in service] == [element.key for element in order]
    assert [one.path for one in service] == [f"/data/pelayanan/{one.key}" for one in order]
    assert [one.position for one in service] == [Position("Pelayanan", n, 9) for n in range(1, 10)]
    assert all(one.required for one in service)


@pytest.mark.parametrize("element", ANSWERS)
def test_every_element_is_answered_in_the_words_of_the_regulation(element: str) -> None:
    _, asked = _walked()
    [choices] = [one.question.choices for one in asked if one.question.element == element]

    assert [choice.value for choice in choices] == ["1", "2", "3", "4"]
    assert " | ".join(choice.label for choice in choices) == ANSWERS[element]


def test_the_age_is_asked_first_and_with_one_tap() -> None:
    turn = interviews.turn(begun(skm()))

    assert isinstance(turn, Ask)
    assert turn.first
    assert turn.question.label == "Berapa usia Anda?"
    assert turn.question.choices[0] == Choice("u17", "Di bawah 17 tahun")
    assert turn.question.position == Position("Profil", 1, 4)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "Survei ini untuk usia 17 tahun ke atas. Terima kasih atas perhatiannya;"),
        ("en", "This survey is for people aged 17 and over. Thank you for your interest;"),
    ],
)
def test_under_17_it_ends_at_once_in_the_persons_language(language: str, words: str) -> None:
    _, turn = interviews.answer(begun(skm(), language), 0, Picked("u17"), CONTEXT)

    assert isinstance(turn, Finish)
    assert turn.discarded
    assert turn.note is not None
    assert turn.note.startswith(words)


def test_at_17_it_goes_on() -> None:
    _, turn = interviews.answer(begun(skm()), 0, Picked("17_25"), CONTEXT)

    assert isinstance(turn, Ask)
    assert turn.question.path == "/data/profil/jenis_kelamin"


def test_another_occupation_is_asked_for_and_counted() -> None:
    _, asked = _walked()
    profile = [one.question.position for one in asked if one.question.path.startswith("/data/pro")]

    assert profile == [Position("Profil", n, of) for n, of in enumerate((4, 4, 4, 4, 5), 1)]


def test_the_suggestion_comes_last_and_may_be_left_out() -> None:
    interview, asked = _walked()
    number = asked[-1].question.number
    _, turn = interviews.answer(interviews.edit(interview, number), number, Skipped(), CONTEXT)

    assert asked[-1].question.position == Position("Saran", 1, 1)
    assert asked[-1].question.kind is Kind.TEXT
    assert asked[-1].question.hint is not None
    assert turn == Finish(discarded=False, note=None)


def test_it_hands_over_answers_by_name_and_scores_by_element() -> None:
    interview, _ = _walked()

    assert export.submission(interview) == BEST | {
        "pekerjaan_lain": "jawaban pekerjaan_lain",
        "saran": "jawaban saran",
    }
    assert export.scores(interview) == {element.key: 4 for element in ELEMENTS}


def test_the_review_shows_words_in_the_language_of_the_moment() -> None:
    interview, _ = _walked("id")
    lines = interviews.review(interviews.speak(interview, "en"))

    assert (lines[0].question.label, lines[0].answer) == ("How old are you?", "56 and over")
    assert len(lines) == 15


def test_every_text_is_there_in_both_languages() -> None:
    _, indonesian = _walked("id")
    _, english = _walked("en")
    pairs = zip(indonesian, english, strict=True)

    assert all(one.question.label != other.question.label for one, other in pairs)


def test_every_answer_fits_on_a_button() -> None:
    for language in skm().languages:
        _, asked = _walked(language)
        labels = [choice.label for one in asked for choice in one.question.choices]

        assert [label for label in labels if len(label) > 30] == []
