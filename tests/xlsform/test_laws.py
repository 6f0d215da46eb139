"""Laws of the walk: they hold for every form, every reply and every change of mind."""

import json
from collections.abc import Callable
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.survey import Ask, Finish, Kind, Picked, Reject, Reply, Skipped, Turn, Typed
from bot.xlsform import export
from bot.xlsform import interview as interviews
from bot.xlsform.form import FormDef
from bot.xlsform.interview import Interview
from tests.xlsform.forms import shop, skm
from tests.xlsform.walks import CONTEXT, Back, Edit, Move, begun, moves, replies, states, taken

# Not the forms themselves: a failing example would be printed with all that they hold.
forms = st.sampled_from([shop, skm])
Make = Callable[[], FormDef]
# Four children, so a limit of at most eight; no reason, for none is required yet.
ANSWERED: list[Move] = [
    Picked("ya"), Typed("4"), Skipped(), Typed("8"), Skipped(), Picked("ternate"), Skipped()
]  # fmt: skip
law = settings(max_examples=60, deadline=None)


def _last(form: FormDef, walk: list[Move]) -> Interview:
    *_, last = states(form, walk)
    return last


def _number(interview: Interview) -> int:
    return _asked(interviews.turn(interview))


def _asked(turn: Turn) -> int:
    """The number of the question that is asked, -1 when none is."""
    return turn.question.number if isinstance(turn, Ask) else -1


def _relevant(interview: Interview) -> set[str]:
    """The questions of the shop form that are relevant, worked out by hand."""
    if interview.form is not shop():
        under_age = interview.values.get("/data/profil/usia") == "u17"
        other = interview.values.get("/data/profil/pekerjaan") == "lainnya"
        gone = {"/data/profil/di_bawah_usia": under_age, "/data/profil/pekerjaan_lain": other}
        return {one.key for one in interview.form.controls if gone.get(one.key, True)}
    children = interview.values.get("/data/rumah/punya") == "ya"
    gone = {
        "/data/rumah/anak/jumlah": children,
        "/data/rumah/anak/panggilan": children,
        "/data/rumah/ramai": _children(interview) > 5,
    }
    return {one.key for one in interview.form.controls if gone.get(one.key, True)}


def _children(interview: Interview) -> int:
    relevant = interview.values.get("/data/rumah/punya") == "ya"
    return int(interview.values.get("/data/rumah/anak/jumlah", "0")) if relevant else 0


def _required(interview: Interview) -> set[str]:
    """The relevant questions that may not stay empty, worked out by hand."""
    optional = {
        "/data/rumah/anak/panggilan",
        "/data/rumah/ramai",
        "/data/batas",
        "/data/kota",
        "/data/profil/di_bawah_usia",
        "/data/profil/pekerjaan_lain",
        "/data/saran/saran",
    }
    if interview.values.get("/data/batas") != "1":
        optional.add("/data/alasan")
    return _relevant(interview) - optional


@law
@given(forms, moves)
@example(shop, [*ANSWERED, Edit(4), Typed("1")])
def test_no_reply_skips_a_required_question(form: Make, walk: list[Move]) -> None:
    for interview in states(form(), walk):
        assert _required(interview) & interview.visited <= interview.values.keys()


@law
@given(forms, moves)
@example(skm, [Picked("u17")])
def test_a_walk_is_finished_when_every_relevant_question_is_visited_and_not_before(
    form: Make, walk: list[Move]
) -> None:
    for interview in states(form(), walk):
        turn = interviews.turn(interview)
        discarded = interview.values.get("/data/profil/torang_discard") == "1"

        all_visited = _relevant(interview) <= interview.visited
        assert isinstance(turn, Finish) == (all_visited or discarded)


@law
@given(forms, moves)
def test_what_is_asked_is_the_first_that_is_relevant_and_not_visited(
    form: Make, walk: list[Move]
) -> None:
    for interview in states(form(), walk):
        pending = _relevant(interview) - interview.visited
        turn = interviews.turn(interview)
        if isinstance(turn, Ask):
            assert turn.question.number == min(form().by_key[key].number for key in pending)
            nothing_before = all(
                form().by_key[key].number > turn.question.number
                for key in _relevant(interview) & interview.visited
            )
            assert turn.first == (nothing_before and not turn.changing)


@law
@given(forms, moves, replies)
def test_a_rejected_reply_changes_nothing(form: Make, walk: list[Move], reply: Reply) -> None:
    for before in states(form(), walk):
        dumped = json.dumps(interviews.dump(before))
        after, answered = interviews.answer(before, _number(before), reply, CONTEXT)
        if isinstance(answered, Reject):
            assert after is before
            assert answered.question.number == _number(before)
        assert json.dumps(interviews.dump(before)) == dumped


@law
@given(forms, moves, st.integers(-1, 20), replies)
def test_an_old_button_changes_nothing(
    form: Make, walk: list[Move], number: int, reply: Reply
) -> None:
    for before in states(form(), walk):
        if _number(before) != number:
            after = interviews.answer(before, number, reply, CONTEXT)

            assert after == (before, interviews.turn(before))


@law
@given(forms, moves)
def test_an_interview_survives_being_kept(form: Make, walk: list[Move]) -> None:
    for interview in states(form(), walk):
        kept = json.loads(json.dumps(interviews.dump(interview)))

        assert interviews.load(form(), kept, interview.language) == interview


@law
@given(forms, moves)
def test_going_back_and_answering_alike_leads_to_the_same_place(
    form: Make, walk: list[Move]
) -> None:
    steps = list(states(form(), walk))
    for before, move, after in zip(steps, walk, steps[1:], strict=False):
        again = interviews.turn(interviews.back(after))
        # Where a reply undid an earlier one, or stood before later ones, back leads elsewhere.
        if isinstance(move, Back | Edit) or after is before or _number(before) != _asked(again):
            continue
        assert isinstance(again, Ask)

        assert again.answer == after.values.get(again.question.path)
        assert taken(interviews.back(after), move) == after


@law
@given(forms, moves)
@example(shop, [*ANSWERED, Edit(0), Picked("tidak")])
def test_a_submission_holds_what_is_relevant_and_nothing_else(
    form: Make, walk: list[Move]
) -> None:
    for interview in states(form(), walk):
        names = {key.rpartition("/")[2] for key in _relevant(interview) & interview.values.keys()}

        assert export.submission(interview).keys() - {"total"} == names


@law
@given(forms, moves, st.integers(0, 30))
def test_another_language_changes_no_value(form: Make, walk: list[Move], when: int) -> None:
    other = begun(form())
    for place, move in enumerate(walk):
        other = taken(interviews.speak(other, "en") if place == when else other, move)
    one = _last(form(), walk)

    assert replace(other, language="id") == one


@law
@given(moves)
@example([*ANSWERED, Edit(0), Picked("tidak")])
def test_what_is_calculated_follows_what_was_answered(walk: list[Move]) -> None:
    for interview in states(shop(), walk):
        assert interview.values["/data/total"] == str(2 * _children(interview))


@law
@given(moves)
@example([*ANSWERED, Edit(1), Typed("3")])
@example([*ANSWERED, Edit(7), Picked("kota_ternate"), Edit(6), Picked("halmahera")])
def test_no_answer_stays_that_is_no_longer_allowed(walk: list[Move]) -> None:
    towns = {"halmahera": {"sofifi", "tobelo"}, "ternate": {"kota_ternate"}}
    for interview in states(shop(), walk):
        town = interview.values.get("/data/kota")
        limit = int(interview.values.get("/data/batas", "0"))

        assert town is None or town in towns[interview.values["/data/pulau"]]
        assert limit <= 2 * _children(interview) or "/data/batas" not in interview.visited


@law
@given(forms, moves, st.integers(0, 15))
def test_editing_takes_up_that_one_question_and_no_other(
    form: Make, walk: list[Move], number: int
) -> None:
    before = _last(form(), walk)
    after = interviews.edit(before, number)
    keys = {one.key for one in form().controls if one.number == number} & _relevant(before)

    assert replace(after, changing=None) == replace(
        before, visited=before.visited - keys, changing=None
    )
    if after is not before:
        assert interviews.back(after) == replace(before, changing=None)


@law
@given(forms, moves)
def test_positions_count_the_questions_that_are_relevant_in_the_group(
    form: Make, walk: list[Move]
) -> None:
    interview = _last(form(), walk)
    for line in interviews.review(interview):
        group = "/".join(line.question.path.split("/")[:3]) + "/"
        counted = [
            one.number
            for one in form().controls
            if one.key.startswith(group)
            and one.key in _relevant(interview)
            and one.kind is not Kind.NOTE
        ]
        place = line.question.position

        if place is not None:
            assert (place.at, place.of) == (
                counted.index(line.question.number) + 1,
                len(counted),
            )
