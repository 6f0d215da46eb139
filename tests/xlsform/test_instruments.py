"""What ships beside the rating of units: short, in two languages, on scales of one to five."""

import pytest

from bot import instruments
from bot.domain.survey import Ask, Finish, Kind, Picked, Position, Skipped
from bot.telegram.views.words import element
from bot.texts import LANGUAGES, speaking
from bot.xlsform import export
from bot.xlsform import interview as interviews
from tests.xlsform.forms import a_form
from tests.xlsform.walks import CONTEXT, begun

SCALES = {"training_feedback": 5, "training_followup": 3}
BEST = "5"

of_each = pytest.mark.parametrize("name", SCALES)


def walked(name: str, language: str) -> tuple[interviews.Interview, list[Ask]]:
    """Answered with the best of each scale, and nothing typed."""
    interview, asked = begun(a_form(instruments.read(name).decode()), language), []
    while isinstance(turn := interviews.turn(interview), Ask):
        asked.append(turn)
        scale = turn.question.kind is Kind.SELECT_ONE
        reply = Picked(BEST) if scale else Skipped()
        interview, _ = interviews.answer(interview, turn.question.number, reply, CONTEXT)
    assert turn == Finish(False, None)
    return interview, asked


@of_each
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_few_scales_and_one_line_that_may_be_left_out(name: str, language: str) -> None:
    _, asked = walked(name, language)
    *scales, comment = [one.question for one in asked]

    assert len(scales) == SCALES[name]
    assert [[one.value for one in scale.choices] for scale in scales] == [list("12345")] * len(
        scales
    )
    assert all(len(one.label) <= 30 for scale in scales for one in scale.choices)
    assert [scale.position and scale.position.at for scale in scales] == [
        *range(1, len(scales) + 1)
    ]
    assert (comment.kind, comment.required) == (Kind.TEXT, False)
    assert isinstance(comment.position, Position)


@of_each
def test_each_scale_is_counted_by_a_name_that_has_words(name: str) -> None:
    interview, _ = walked(name, "id")
    scores = export.scores(interview)

    assert set(scores.values()) == {int(BEST)}
    for language in LANGUAGES:
        with speaking(language):
            words = {element(key) for key in scores}
        assert len(words) == SCALES[name]
        assert not words & scores.keys()


@of_each
def test_both_languages_ask_the_same_in_other_words(name: str) -> None:
    indonesian, english = (
        [one.question.label for one in walked(name, language)[1]] for language in ("id", "en")
    )

    assert len(indonesian) == len(english)
    assert not set(indonesian) & set(english)
