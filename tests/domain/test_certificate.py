"""What an employee may say of learning elsewhere, and what comes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certificate import (
    LARGEST,
    LONGEST_TITLE,
    Certificate,
    Draft,
    Fault,
    Paper,
    Step,
    answered,
    approved,
    begun,
    by_table,
    handed_in,
    mended,
    read,
    refused,
    reopened,
    require_pending,
    written,
)
from bot.domain.content import Media, MediaKind
from bot.domain.errors import NotNow
from bot.domain.learning import DEFAULT_RULES, Credit, Record, Rule, Span, stretch

TODAY = date(2026, 11, 24)
RULES = {rule.kind: rule for rule in DEFAULT_RULES}
PHOTO, FILE = Media(MediaKind.PHOTO, "p"), Media(MediaKind.DOCUMENT, "d")
DRAFT = Draft("training")

drafts = st.builds(
    Draft,
    st.sampled_from(sorted(RULES)),
    st.none() | st.integers(1, 366),
    st.none() | st.integers(45, 720),
    st.none() | st.dates(),
    st.none() | st.text(min_size=1, max_size=LONGEST_TITLE),
)


def a_certificate(kind: str = "training", days: int = 2, minutes: int = 270) -> Certificate:
    record = Record(TODAY, "Pelayanan Prima", kind, 1, Credit.PENDING)
    return Certificate(1, 1, record, days, minutes, PHOTO)


def on(step: Step) -> Draft:
    """A draft of which all before this step was said."""
    draft = Draft("training", 2, 270, TODAY, "Pelayanan Prima")
    missing = {
        Step.DAYS: {"days": None},
        Step.MINUTES: {"minutes": None},
        Step.DAY: {"day": None},
        Step.TITLE: {"title": None},
        Step.FILE: {},
    }
    return replace(draft, **missing[step])  # type: ignore[arg-type]  # One field of many types.


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("training", [Step.DAYS, Step.MINUTES, Step.DAY, Step.TITLE, Step.FILE]),
        ("seminar", [Step.DAYS, Step.DAY, Step.TITLE, Step.FILE]),
        ("coaching", [Step.DAY, Step.TITLE, Step.FILE]),
        ("study", [Step.DAY, Step.TITLE, Step.FILE]),
    ],
)
def test_only_what_the_kind_is_counted_by_is_asked(kind: str, steps: list[Step]) -> None:
    answers = {Step.DAYS: "2", Step.MINUTES: "4,5", Step.DAY: "1/11/2026", Step.TITLE: "A"}
    draft, seen = begun(RULES[kind]), []
    while draft.step is not Step.FILE:
        seen.append(draft.step)
        after = answered(draft, answers[draft.step], TODAY)
        assert isinstance(after, Draft)
        draft = after

    assert [*seen, draft.step] == steps


@pytest.mark.parametrize(
    ("typed", "days"),
    [("1", 1), (" 3 hari ", 3), ("2 days", 2), ("366", 366)]
    + [(bad, Fault.NO_NUMBER) for bad in ("", "tiga", "3,5", "-1", "1 minggu", "12345", "٣")]
    + [(bad, Fault.DAYS) for bad in ("0", "367")],
)
def test_days_are_whole_ones(typed: str, days: int | Fault) -> None:
    after = answered(on(Step.DAYS), typed, TODAY)

    assert (after.days if isinstance(after, Draft) else after) == days


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("4", 240), ("4,5", 270), ("4.5 jam", 270), ("0.75", 45), ("12", 720), ("1 hour", 60)]
    + [(bad, Fault.NO_NUMBER) for bad in ("", "empat", "4:30", "4,555", "1e3")]
    + [(bad, Fault.HOURS) for bad in ("0", "0.74", "12.02", "24")],
)
def test_the_hours_of_a_day_are_a_lesson_at_least(typed: str, minutes: int | Fault) -> None:
    after = answered(on(Step.MINUTES), typed, TODAY)

    assert (after.minutes if isinstance(after, Draft) else after) == minutes


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20/11/2026", date(2026, 11, 20)),
        ("2-3-2026", date(2026, 3, 2)),
        ("5.5.2026", date(2026, 5, 5)),
        ("2026-11-24", TODAY),
        ("20 Oktober 2026", date(2026, 10, 20)),
        ("1 august 2026", date(2026, 8, 1)),
        ("23/11/2025", date(2025, 11, 23)),
        ("22/11/2025", Fault.TOO_OLD),
        ("25/11/2026", Fault.AHEAD),
    ]
    + [(bad, Fault.NO_DATE) for bad in ("", "31/2/2026", "kemarin", "20/11", "1 foo 2026")],
)
def test_the_day_is_one_of_the_last_year(typed: str, day: date | Fault) -> None:
    after = answered(on(Step.DAY), typed, TODAY)

    assert (after.day if isinstance(after, Draft) else after) == day


def test_numbers_of_persons_are_hidden_in_a_title() -> None:
    after = answered(on(Step.TITLE), " Diklat  198609262015051001 ", TODAY)

    assert isinstance(after, Draft)
    assert after.title == f"Diklat {'*' * 18}"


@pytest.mark.parametrize("typed", [" \n ", "x" * (LONGEST_TITLE + 1)])
def test_a_title_has_words_but_not_too_many(typed: str) -> None:
    assert answered(on(Step.TITLE), typed, TODAY) is Fault.TITLE


@pytest.mark.parametrize("step", [Step.DAYS, Step.MINUTES, Step.DAY, Step.TITLE])
def test_a_picture_is_no_answer_to_a_question(step: Step) -> None:
    assert answered(on(step), None, TODAY) is Fault.NOT_TYPED


def test_a_line_is_no_certificate() -> None:
    assert answered(on(Step.FILE), "ini", TODAY) is Fault.NO_FILE


@pytest.mark.parametrize(
    ("paper", "fault"),
    [
        (None, Fault.NO_FILE),
        (Paper(PHOTO, "image/jpeg", 10), None),
        (Paper(FILE, "application/pdf", LARGEST), None),
        (Paper(FILE, "application/pdf", LARGEST + 1), Fault.TOO_LARGE),
        (Paper(FILE, "image/png", 10), None),
        (Paper(FILE, "text/csv", 10), Fault.OTHER_FILE),
        (Paper(FILE, "", 10), Fault.OTHER_FILE),
    ],
)
def test_a_photo_or_a_pdf_is_a_certificate(paper: Paper | None, fault: Fault | None) -> None:
    assert handed_in(paper) is fault


@pytest.mark.parametrize(
    ("kind", "days", "minutes", "times", "jp"),
    [
        ("training", 2, 270, 9, 12),
        ("seminar", 2, 0, 0, 8),
        ("elearning", 2, 480, 0, 6),
        ("coaching", 1, 0, 1, 2),
        ("coaching", 1, 0, 2, 0),
        ("study", 1, 0, 0, 20),
    ],
)
def test_what_is_approved_counts_by_the_table(
    kind: str, days: int, minutes: int, times: int, jp: int
) -> None:
    after = approved(a_certificate(kind, days, minutes), RULES[kind], times)

    assert (after.record.jp, after.record.credit) == (jp, Credit.APPROVED)


def test_a_certificate_of_several_days_counts_on_those_that_end_on_its_day() -> None:
    one, rule = a_certificate("elearning", 2, 480), RULES["elearning"]
    last = one.record.day
    days = [last - n * timedelta(days=1) for n in range(3)]
    full = [stretch(rule, day, Span(1, timedelta(hours=8))) for day in days]

    found = [approved(one, rule, 0, [earlier]).record.jp for earlier in full]

    assert found == [3, 3, 6]
    assert approved(one, rule, 0, full).record.jp == 0


def test_a_kind_that_left_the_table_counts_as_it_did() -> None:
    assert approved(a_certificate(), None, 9).record.jp == 1


def test_what_is_refused_keeps_why() -> None:
    after = refused(a_certificate(), "unreadable")

    assert (after.record.credit, after.reason) == (Credit.REFUSED, "unreadable")


@pytest.mark.parametrize("credit", [Credit.APPROVED, Credit.REFUSED])
def test_what_was_decided_stays_decided(credit: Credit) -> None:
    one = a_certificate()
    done = replace(one, record=replace(one.record, credit=credit))

    for deed in (
        lambda: approved(done, None, 0),
        lambda: refused(done, "twice"),
        lambda: reopened(a_certificate(), None),
        lambda: mended(done, Draft("training", 1, 45), RULES["training"]),
        lambda: require_pending(done),
    ):
        with pytest.raises(NotNow):
            deed()


@given(drafts)
def test_a_draft_is_read_as_it_was_written(draft: Draft) -> None:
    assert read(written(draft)) == draft


@given(drafts, st.none() | st.text() | st.sampled_from(["1", "8", "1/11/2026", "2026-11-01"]))
def test_an_answer_fills_in_the_open_step_and_nothing_else(draft: Draft, text: str | None) -> None:
    after = answered(draft, text, TODAY)

    if isinstance(after, Draft):
        field = draft.step.value
        assert getattr(draft, field) is None
        assert replace(after, **{field: None}) == draft  # type: ignore[arg-type]  # One of many.
        assert getattr(after, field) is not None


@given(
    st.sampled_from(DEFAULT_RULES), st.integers(1, 366), st.integers(45, 720), st.integers(0, 3)
)
def test_what_is_approved_is_never_worth_more_than_it_was_said_to_be(
    rule: Rule, days: int, minutes: int, times: int
) -> None:
    jp = approved(a_certificate(rule.kind, days, minutes), rule, times).record.jp

    assert jp in {0, by_table(rule, days, minutes)}
    assert timedelta(minutes=45) * jp <= timedelta(hours=24) * days or rule.per.value != "hour"


def test_what_is_decided_anew_is_as_it_was_when_it_was_sent() -> None:
    sent = replace(a_certificate(), record=replace(a_certificate().record, jp=12))
    used_up = approved(sent, RULES["training"], 0)

    assert reopened(refused(sent, "twice"), None) == sent
    assert reopened(used_up, RULES["training"]) == sent
    assert reopened(replace(used_up, record=replace(used_up.record, jp=0)), None).record.jp == 0


@given(st.integers(1, 366), st.integers(45, 720))
def test_what_took_otherwise_is_worth_what_it_would_have_been(days: int, minutes: int) -> None:
    rule = RULES["training"]
    after = mended(a_certificate(), Draft("training", days, minutes), rule)

    assert (after.days, after.minutes) == (days, minutes)
    assert after.record.jp == by_table(rule, days, minutes)
    assert replace(after, days=2, minutes=270, record=a_certificate().record) == a_certificate()
