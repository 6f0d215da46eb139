"""The walk by example: what is asked, what is taken, what follows."""

from dataclasses import replace
from itertools import count

import pytest

from bot.domain.survey import (
    Ask,
    Choice,
    Finish,
    Kind,
    Picked,
    Position,
    Question,
    Reason,
    Reject,
    Reply,
    Skipped,
    Turn,
    Typed,
)
from bot.xlsform import export
from bot.xlsform import interview as interviews
from bot.xlsform.checks import MAX_TEXT
from bot.xlsform.form import FormDef
from bot.xlsform.interview import Context, Interview
from tests.xlsform.forms import a_form, a_survey, shop
from tests.xlsform.walks import CONTEXT, begun


def _told(form: FormDef, *replies: Reply) -> tuple[Interview, Turn]:
    """An interview in which the current question got each of these replies in turn."""
    interview = begun(form)
    turn: Turn = interviews.turn(interview)
    for reply in replies:
        interview, turn = interviews.answer(interview, _question(turn).number, reply, CONTEXT)
    return interview, turn


def _question(turn: Turn) -> Question:
    assert isinstance(turn, Ask | Reject)
    return turn.question


def _name(turn: Turn) -> str:
    return _question(turn).path.rpartition("/")[2]


def _stored(form: FormDef, reply: Reply) -> dict[str, str] | Reason:
    """What a reply to the first question leaves, or why it is not taken."""
    interview, turn = _told(form, reply)
    return turn.reason if isinstance(turn, Reject) else dict(export.submission(interview))


def test_a_question_is_offered_with_all_that_a_card_needs() -> None:
    turn = interviews.turn(begun(shop()))

    assert turn == Ask(
        question=Question(
            number=0,
            path="/data/rumah/punya",
            kind=Kind.SELECT_ONE,
            label="Punya anak?",
            hint=None,
            choices=(Choice("ya", "Ya"), Choice("tidak", "Tidak")),
            required=True,
            position=Position("Rumah", 1, 1),
        ),
        answer=None,
        first=True,
    )


def test_what_is_not_relevant_is_passed_over() -> None:
    _, turn = _told(shop(), Picked("tidak"))

    assert _name(turn) == "batas"


def test_a_group_that_becomes_relevant_is_entered_and_counted() -> None:
    _, turn = _told(shop(), Picked("ya"))

    assert _name(turn) == "jumlah"
    assert _question(turn).position == Position("Rumah", 2, 3)


def test_a_note_says_what_was_answered_and_is_passed_by_going_on() -> None:
    interview, turn = _told(shop(), Picked("ya"), Typed("7"), Skipped())

    assert _question(turn).kind is Kind.NOTE
    assert _question(turn).label == "Ramai: 7."
    assert _question(turn).position is None
    assert _name(interviews.answer(interview, 3, Skipped(), CONTEXT)[1]) == "batas"


def test_a_constraint_answers_in_the_words_of_the_form() -> None:
    interview, turn = _told(shop(), Picked("ya"), Typed("10"))

    assert turn == Reject(_question(turn), Reason.CONSTRAINT, "Antara 1 dan 9.")
    assert "/data/rumah/anak/jumlah" not in interview.values


def test_a_constraint_says_nothing_about_an_empty_answer() -> None:
    form = a_survey("integer | a | A | . > 5", columns="type | name | label | constraint")

    assert _stored(form, Skipped()) == {}
    assert _stored(form, Typed("5")) is Reason.CONSTRAINT


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("35", {"a": "35"}),
        (" 1 000 ", {"a": "1000"}),
        ("-7", {"a": "-7"}),
        ("007", {"a": "7"}),
        ("999999999", {"a": "999999999"}),
        ("9999999999", Reason.NOT_A_NUMBER),
        ("tujuh belas", Reason.NOT_A_NUMBER),
        ("1.5", Reason.NOT_A_NUMBER),
        ("٣", Reason.NOT_A_NUMBER),
        ("", Reason.NOT_A_NUMBER),
    ],
)
def test_a_number_is_typed_in_plain_digits(text: str, stored: dict[str, str] | Reason) -> None:
    assert _stored(a_survey("integer | a | A"), Typed(text)) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  terima kasih \n", {"a": "terima kasih"}),
        ("satu\ndua", {"a": "satu\ndua"}),
        ("sa\x00tu\x1b\x9f", {"a": "satu"}),
        ("pecah\ud83d", {"a": "pecah"}),
        ("x" * MAX_TEXT, {"a": "x" * MAX_TEXT}),
        ("x" * (MAX_TEXT + 1), Reason.TOO_LONG),
        (" \x00 ", {}),
    ],
)
def test_text_is_taken_without_what_cannot_be_seen(
    text: str, stored: dict[str, str] | Reason
) -> None:
    assert _stored(a_survey("text | a | A"), Typed(text)) == stored


def test_text_that_is_required_may_not_be_blank() -> None:
    form = a_survey("text | a | A | yes", columns="type | name | label | required")

    assert _stored(form, Typed("  ")) is Reason.REQUIRED
    assert _stored(form, Skipped()) is Reason.REQUIRED


@pytest.mark.parametrize(
    "reply", [Picked("mungkin"), Picked(""), Typed("ya")], ids=["no choice", "nothing", "typed"]
)
def test_only_a_choice_answers_a_choice(reply: Reply) -> None:
    assert _stored(shop(), reply) is Reason.NOT_A_CHOICE


@pytest.mark.parametrize("reply", [Typed("ya"), Picked("ya")])
def test_nothing_answers_a_note(reply: Reply) -> None:
    assert _stored(a_survey("note | a | A"), reply) is Reason.NOT_A_CHOICE


def test_a_button_does_not_answer_text() -> None:
    assert _stored(a_survey("text | a | A"), Picked("ya")) is Reason.NOT_A_CHOICE


def test_a_filter_offers_what_belongs_and_clears_what_no_longer_does() -> None:
    walk = (Picked("tidak"), Skipped(), Skipped(), Picked("ternate"), Picked("kota_ternate"))
    interview, turn = _told(shop(), *walk)
    moved, asked = interviews.answer(
        interviews.edit(interview, 6), 6, Picked("halmahera"), CONTEXT
    )

    assert turn == Finish(discarded=False, note=None)
    assert [choice.value for choice in _question(asked).choices] == ["sofifi", "tobelo"]
    assert isinstance(asked, Ask)
    assert asked.answer is None
    assert "/data/kota" not in moved.values


def test_an_edited_answer_leads_on_to_what_it_makes_relevant() -> None:
    walk = (Picked("tidak"), Skipped(), Skipped(), Picked("ternate"), Skipped())
    interview, _ = _told(shop(), *walk)
    edited = interviews.edit(interview, 0)
    shown = interviews.turn(edited)
    after, turn = interviews.answer(edited, 0, Picked("ya"), CONTEXT)
    after, turn = interviews.answer(after, _question(turn).number, Typed("2"), CONTEXT)
    after, turn = interviews.answer(after, _question(turn).number, Skipped(), CONTEXT)

    assert isinstance(shown, Ask)
    assert shown.answer == "tidak"
    assert isinstance(turn, Finish)


def test_an_answer_that_no_longer_fits_is_asked_again_with_what_it_was() -> None:
    walk = (Picked("ya"), Typed("4"), Skipped(), Typed("8"), Skipped(), Picked("ternate"))
    interview, _ = _told(shop(), *walk)
    fewer, turn = interviews.answer(interviews.edit(interview, 1), 1, Typed("3"), CONTEXT)

    assert _name(turn) == "batas"
    assert isinstance(turn, Ask)
    assert turn.answer == "8"
    assert fewer.values["/data/total"] == "6"


def test_an_answer_that_becomes_required_is_asked_for_again() -> None:
    walk = (Picked("ya"), Typed("4"), Skipped(), Typed("8"), Skipped(), Picked("ternate"))
    interview, _ = _told(shop(), *walk)
    after, turn = interviews.answer(interviews.edit(interview, 4), 4, Typed("1"), CONTEXT)
    _, refused = interviews.answer(after, 5, Skipped(), CONTEXT)

    assert _name(turn) == "alasan"
    assert isinstance(refused, Reject)
    assert refused.reason is Reason.REQUIRED


def test_what_is_hidden_keeps_its_value_for_when_it_comes_back() -> None:
    interview, _ = _told(shop(), Picked("ya"), Typed("7"))
    hidden, _ = interviews.answer(interviews.edit(interview, 0), 0, Picked("tidak"), CONTEXT)
    shown, _ = interviews.answer(interviews.edit(hidden, 0), 0, Picked("ya"), CONTEXT)

    assert export.submission(hidden) == {"punya": "tidak", "total": "0"}
    assert export.submission(shown) == {"punya": "ya", "jumlah": "7", "total": "14"}


def test_the_first_question_has_nothing_before_it() -> None:
    interview = begun(shop())

    assert interviews.back(interview) is interview


def test_back_stands_at_the_question_before_with_its_answer() -> None:
    interview, _ = _told(shop(), Picked("ya"))
    turn = interviews.turn(interviews.back(interview))

    assert isinstance(turn, Ask)
    assert (_name(turn), turn.answer, turn.first) == ("punya", "ya", True)


def test_back_from_an_edited_question_leaves_its_answer_and_every_other_as_they_were() -> None:
    walk = (Picked("tidak"), Skipped(), Skipped(), Picked("ternate"), Skipped())
    interview, _ = _told(shop(), *walk)
    edited = interviews.edit(interview, 0)
    asked = interviews.turn(edited)

    assert isinstance(asked, Ask)
    assert (asked.changing, asked.first) == (True, False)
    assert interviews.back(edited) == interview


def test_an_edit_ends_with_the_answer_and_back_walks_the_form_again() -> None:
    walk = (Picked("tidak"), Skipped(), Skipped(), Picked("ternate"), Skipped())
    interview, _ = _told(shop(), *walk)
    more, turn = interviews.answer(interviews.edit(interview, 0), 0, Picked("ya"), CONTEXT)

    assert isinstance(turn, Ask)
    assert (_name(turn), turn.changing) == ("jumlah", False)
    assert _name(interviews.turn(interviews.back(more))) == "punya"


def test_an_interview_kept_before_edits_were_known_is_read() -> None:
    interview = begun(shop())
    kept = interviews.dump(interview)
    del kept["changing"]

    assert interviews.load(interview.form, kept, interview.language) == interview


def test_a_review_tells_what_was_skipped_and_leaves_notes_out() -> None:
    interview, _ = _told(shop(), Picked("ya"), Typed("7"), Skipped(), Skipped())

    assert [(line.question.label, line.answer) for line in interviews.review(interview)] == [
        ("Punya anak?", "Ya"),
        ("Berapa?", "7"),
        ("Siapa?", None),
    ]


def test_what_may_only_be_read_is_shown_as_a_note() -> None:
    form = a_survey(
        "integer | a | A | |",
        "text | b | B | ${a} > 5 |",
        columns="type | name | label | read_only | default",
    )

    assert _question(_told(form, Typed("6"))[1]).kind is Kind.NOTE
    assert _question(_told(form, Typed("5"))[1]).kind is Kind.TEXT


def test_a_calculation_can_name_an_answer_in_the_words_of_its_choice() -> None:
    form = a_form(
        """
        | survey |
        | | type | name | label::Bahasa Indonesia (id) | label::English (en) | calculation |
        | | select_one warna | warna | Warna? | Colour? | |
        | | calculate | kata | | | jr:choice-name(${warna}, '${warna}') |
        | choices |
        | | list_name | name | label::Bahasa Indonesia (id) | label::English (en) |
        | | warna | m | Merah | Red |
        """
    )

    assert _stored(form, Picked("m")) == {"warna": "m", "kata": "Merah"}


def test_a_calculation_runs_again_only_when_what_it_reads_has_changed() -> None:
    draws = count(1)
    context = Context(CONTEXT.now, lambda: float(next(draws)), CONTEXT.uuid)
    form = a_survey(
        "text | a | A |",
        "text | b | B |",
        "calculate | c | | concat(${a}, random())",
        columns="type | name | label | calculation",
    )
    begun_with_one = interviews.begin(form, "id", context)
    drawn, _ = interviews.answer(begun_with_one, 0, Typed("x"), context)
    kept, _ = interviews.answer(drawn, 1, Typed("y"), context)
    alike, _ = interviews.answer(interviews.edit(kept, 0), 0, Typed("x"), context)
    loaded = interviews.load(form, interviews.dump(alike), "id")

    values = [one.values["/data/c"] for one in (begun_with_one, drawn, kept, alike, loaded)]
    assert values == ["1", "x2", "x2", "x2", "x2"]


def test_the_day_that_was_calculated_at_the_beginning_stays() -> None:
    form = a_survey(
        "text | a | A |",
        "calculate | hari | | today()",
        "note | n | Hari ini ${hari} |",
        columns="type | name | label | calculation",
    )
    later = replace(CONTEXT, now=CONTEXT.now.replace(year=2030))
    interview, turn = interviews.answer(begun(form), 0, Skipped(), later)

    assert _question(turn).label == "Hari ini 2026-11-23"
    assert interview.now.year == 2030


def test_names_that_two_groups_share_are_handed_over_with_their_groups() -> None:
    form = a_survey(
        "begin_group | g | G",
        "text | a | A",
        "end_group | | ",
        "begin_group | h | H",
        "text | a | A",
        "text | b | B",
        "end_group | | ",
    )
    interview, _ = _told(form, Typed("1"), Typed("2"), Typed("3"))

    assert export.submission(interview) == {"g/a": "1", "h/a": "2", "b": "3"}


def test_a_rating_that_is_no_longer_relevant_does_not_count() -> None:
    form = a_form(
        """
        | survey |
        | | type | name | label | relevant | bind::torang:element |
        | | text | a | A | | |
        | | select_one nilai | waktu | Waktu? | ${a} = 'ya' | waktu |
        | choices |
        | | list_name | name | label |
        | | nilai | 4 | Cepat |
        | settings |
        | | namespaces |
        | | torang="urn:torang" |
        """
    )
    rated, _ = _told(form, Typed("ya"), Picked("4"))
    hidden, _ = interviews.answer(interviews.edit(rated, 0), 0, Typed("tidak"), CONTEXT)

    assert (export.scores(rated), export.scores(hidden)) == ({"waktu": 4}, {})
