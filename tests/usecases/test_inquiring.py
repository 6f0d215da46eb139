"""An employee answers about a session in their own name; who may, when, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.db import certificates, feedback, interviews, people, trainings, units
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow, EnrolmentRow
from bot.domain import check
from bot.domain.audience import Topic
from bot.domain.content import Media, MediaKind
from bot.domain.errors import Gone, NotAllowed, NotEmployed, NotNow
from bot.domain.inquiry import Inquiry, Noted, Subject
from bot.domain.learning import Credit, Record
from bot.domain.people import EMPLOYEE_CONSENT
from bot.domain.situation import Asking, Lapsed, Late, OtherRunning, Reviewing, Situation
from bot.domain.survey import Kind
from bot.usecases import (
    accounts,
    arrivals,
    attending,
    due,
    enrolling,
    inquiring,
    linking,
    planning,
    publishing,
    submitting,
    surveys,
)
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.rows import counted, rows_of
from tests.usecases.training_room import (
    KTP,
    announced,
    at_the_door,
    employ,
    owed,
    planned,
    somebody,
)

ADMIN = a_person(9001, admin=True)
START = MORNING + timedelta(days=7)
QUESTIONS = (check.CheckQuestion("Benar?", ("Ya", "Tidak"), 0),)
EVENING = START + timedelta(hours=7)
"""An hour after the end."""

LATER = EVENING + timedelta(days=46)

Begin = Callable[..., Situation | Late]


@pytest.fixture
def session(database: Database) -> int:
    """Five employees were there, the sixth was not."""
    database.now(employ, 6)
    found = database.now(announced)
    for n in range(1, 7):
        database.now(enrolling.enrol, somebody(n), found, MORNING)
    for n in range(1, 6):
        database.now(attending.correct, ADMIN, found, n, START)
    return found


@pytest.fixture
def begin(database: Database, office: Office, session: int) -> Begin:
    def begun(
        n: int = 1, inquiry: Inquiry = Inquiry.FEEDBACK, at: datetime = EVENING, **how: Any
    ) -> Situation | Late:
        return database.now(inquiring.begin, office, somebody(n), session, inquiry, at, **how)

    return begun


def answered(
    database: Database, office: Office, n: int, found: Situation | Late, line: str | None = None
) -> Reviewing:
    """The last choice of every scale, and this line."""
    shown: Any = found
    while isinstance(shown, Asking):
        card, question, who = shown.live.card, shown.ask.question, somebody(n)
        if question.kind is Kind.SELECT_ONE:
            last = len(question.choices) - 1
            shown = database.now(surveys.pick, office, who, card, question.number, last, EVENING)
        elif line is None:
            shown = database.now(surveys.skip, office, who, card, EVENING)
        else:
            shown = database.now(surveys.write, office, who, line, EVENING, EVENING)
    assert isinstance(shown, Reviewing)
    return shown


def sent(
    database: Database, office: Office, n: int, found: Reviewing, at: datetime = EVENING
) -> Situation | Late:
    return database.now(submitting.submit, office, somebody(n), found.live.card, at)


def about(session: int, inquiry: Inquiry = Inquiry.FEEDBACK) -> Subject:
    return Subject(session, 1, inquiry, "Manajemen Waktu Pelayanan")


def test_an_answer_is_kept_once_in_the_name_of_who_gave_it(
    database: Database, office: Office, session: int, begin: Begin
) -> None:
    review = answered(database, office, 1, begin(), "Lebih banyak latihan, hubungi 081234567890")
    assert review.receipt is None

    assert sent(database, office, 1, review) == Noted(about(session))
    assert begin() == Noted(about(session), already=True)
    assert database.now(rows_of, "feedback") == 1
    assert database.now(rows_of, "interview") == database.now(rows_of, "ballot") == 0
    assert database.now(feedback.of_person, 2001) == [about(session)]
    assert database.now(feedback.of_employee, session, 1) == {
        Inquiry.FEEDBACK: dict.fromkeys(
            ("kebutuhan", "pengajar", "materi", "terapan", "keseluruhan"), 5
        )
    }
    (answers,) = database.now(feedback.answers, session, Inquiry.FEEDBACK)
    assert answers["saran"].startswith("Lebih banyak latihan")
    assert "081234567890" not in answers["saran"]
    assert database.now(counted) == {"begun": 1, "submitted": 1, "seconds:30": 1}


def test_it_is_asked_of_who_was_there_and_in_its_time(
    database: Database, office: Office, begin: Begin
) -> None:
    for n, inquiry, at in (
        (6, Inquiry.FEEDBACK, EVENING),
        (1, Inquiry.FEEDBACK, EVENING - timedelta(minutes=1)),
        (1, Inquiry.FEEDBACK, LATER),
        (1, Inquiry.FOLLOW_UP, EVENING),
        (1, Inquiry.BEFORE, START),
    ):
        with pytest.raises(NotNow):
            begin(n, inquiry, at)
    assert isinstance(begin(1, Inquiry.FOLLOW_UP, LATER), Asking)
    with pytest.raises(Gone):
        database.now(inquiring.begin, office, somebody(1), 99, Inquiry.FEEDBACK, EVENING)
    with pytest.raises(NotEmployed):
        begin(99)


def offers(database: Database, n: int) -> list[tuple[str, str]]:
    return [
        (kind, class_)
        for _person, kind, class_, state in database.now(owed, [2000 + n])
        if kind in {"feedback", "follow_up"} and state == "pending"
    ]


def test_who_is_noted_is_owed_both_questions_and_who_is_not_any_more_neither(
    database: Database, session: int
) -> None:
    assert offers(database, 1) == [("feedback", "duty"), ("follow_up", "nudge")]
    assert offers(database, 6) == []

    database.now(attending.correct, ADMIN, session, 1, LATER, there=False)
    assert offers(database, 1) == []
    database.now(attending.correct, ADMIN, session, 1, LATER)

    assert offers(database, 1) == [("follow_up", "nudge")]


def test_nobody_is_asked_about_a_session_cancelled_at_its_door(
    database: Database, office: Office
) -> None:
    """Who came early had checked in."""
    database.now(employ, 1)
    found = database.now(announced)
    database.now(enrolling.enrol, somebody(1), found, MORNING)
    early = START - timedelta(minutes=30)
    code = database.now(at_the_door, office, found, early).code
    database.now(attending.check_in, office, somebody(1), found, code, early)
    assert offers(database, 1) == [("feedback", "duty"), ("follow_up", "nudge")]

    database.now(planning.cancel, found, early)
    planned(database, early)

    assert offers(database, 1) == []


def told(database: Database, office: Office, at: datetime = EVENING) -> list[tuple[int, str]]:
    """Who is told what about the session now."""
    found = database.now(due.claim, office, "run", at, 20)
    return [
        (one.delivery.person_id, one.delivery.kind.value)
        for one in found
        if one.delivery.kind in planning.INQUIRIES
    ]


def hush(db: Db, n: int) -> None:
    people.mute(db, 2000 + n, Topic.QUESTIONS.value)


def forget(db: Db, n: int) -> None:
    """The office forgets to note somebody; what is owed stays, as if it were just leaving."""
    gone = update(EnrolmentRow).where(EnrolmentRow.employee_id == n)
    db.execute(gone.values(state="confirmed"))


def test_only_who_is_still_to_be_asked_is_told(
    database: Database, office: Office, begin: Begin
) -> None:
    sent(database, office, 1, answered(database, office, 1, begin()))
    database.now(hush, 2)
    database.now(dismiss, 3)
    database.now(forget, 4)

    assert told(database, office) == [(2005, "feedback")]


def prolong(db: Db, session: int) -> None:
    course = trainings.course(db, session)
    assert course is not None
    ends_at = course.session.ends_at + timedelta(minutes=1)
    trainings.save_session(db, replace(course.session, ends_at=ends_at))


def test_a_question_that_leaves_too_early_for_a_session_as_it_is_now_is_not_told(
    database: Database, office: Office, session: int
) -> None:
    database.now(prolong, session)

    assert told(database, office) == []


def test_a_check_without_questions_is_not_asked_though_it_was_before(
    database: Database, begin: Begin
) -> None:
    with pytest.raises(Gone):
        begin(1, Inquiry.AFTER)

    form = publishing.edition("check-1", check.form("check-1", QUESTIONS).encode())
    database.now(publishing.publish, form, EVENING)

    with pytest.raises(Gone):
        begin(1, Inquiry.AFTER)


def test_an_offer_tapped_twice_shows_where_one_is(begin: Begin) -> None:
    first = begin()

    assert begin() == Late(first)  # type: ignore[arg-type]  # It is a Situation.


def test_whatever_else_runs_is_deleted_only_by_a_second_tap(
    database: Database, office: Office, session: int, begin: Begin
) -> None:
    database.now(arrivals.begin, office, somebody(1), KTP, EVENING)

    found = begin()
    assert isinstance(found, OtherRunning)
    assert found.wanted == about(session)
    assert isinstance(begin(instead=True), Asking)
    other = database.now(arrivals.begin, office, somebody(1), KTP, EVENING)
    assert isinstance(other, OtherRunning)
    assert other.running == about(session)
    assert database.now(rows_of, "interview") == 1


def test_started_over_it_is_about_the_same(
    database: Database, office: Office, session: int, begin: Begin
) -> None:
    review = answered(database, office, 1, begin())

    again = database.now(surveys.restart, office, somebody(1), review.live.card, EVENING)

    assert isinstance(again, Asking)
    assert again.about == about(session)


def dismiss(db: Db, n: int) -> None:
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(active=False))


def test_what_is_not_asked_any_more_is_not_kept(
    database: Database, office: Office, session: int, begin: Begin
) -> None:
    absent, gone, slow = (answered(database, office, n, begin(n)) for n in (1, 2, 3))
    database.now(attending.correct, ADMIN, session, 1, EVENING, there=False)
    database.now(dismiss, 2)

    assert sent(database, office, 1, absent) == Lapsed(about(session))
    assert sent(database, office, 2, gone) == Lapsed(about(session))
    assert sent(database, office, 3, slow, LATER) == Lapsed(about(session))
    assert database.now(rows_of, "feedback") == database.now(rows_of, "interview") == 0


def test_who_leaves_goes_on_with_no_interview_of_employees(
    database: Database, office: Office, begin: Begin
) -> None:
    begin(1)
    database.now(arrivals.begin, office, somebody(2), KTP, EVENING)

    for n in (1, 2):
        database.now(linking.leave, office, somebody(n))

    assert database.now(interviews.find, 2001) is None
    assert database.now(people.expectation, 2001) is None
    assert database.now(interviews.find, 2002) is not None


def test_who_unlinks_leaves_answers_and_certificates_to_the_office(
    database: Database, office: Office, begin: Begin
) -> None:
    """They are the employee's, also where the account has consented to nothing else."""
    database.now(people.consent, 2001, "id", EMPLOYEE_CONSENT, MORNING.date())
    sent(database, office, 1, answered(database, office, 1, begin(1)))
    learned = Record(MORNING.date(), "Seminar", "seminar", 4, Credit.PENDING)
    database.now(certificates.add, 1, learned, 1, 0, Media(MediaKind.PHOTO, "p"))

    database.now(linking.leave, office, somebody(1))

    assert database.now(people.record, 2001) is None
    assert database.now(rows_of, "feedback") == database.now(certificates.waiting) == 1


def test_dataku_names_what_was_answered_and_hapus_deletes_it(
    database: Database, office: Office, session: int, begin: Begin
) -> None:
    for n in (1, 2):
        sent(database, office, n, answered(database, office, n, begin(n)))
    begin(1, Inquiry.FOLLOW_UP, LATER)
    known = database.now(accounts.stored, office, somebody(1), EVENING)
    assert known is not None
    assert known.answered == (about(session),)
    assert known.running == "Manajemen Waktu Pelayanan"

    database.now(accounts.forget, office, somebody(1))

    assert database.now(lambda db: db.scalars(text("SELECT employee_id FROM feedback")).all()) == [
        2
    ]


def test_an_admin_reads_figures_and_comments_of_five_people_and_nobody_else_does(
    database: Database, office: Office, session: int, begin: Begin
) -> None:
    for n in range(1, 5):
        sent(database, office, n, answered(database, office, n, begin(n), f"Saran {n}"))
    assert database.now(inquiring.figures, ADMIN, session)[Inquiry.FEEDBACK].means == {}
    assert database.now(inquiring.comments, ADMIN, session) == []
    sent(database, office, 5, answered(database, office, 5, begin(5)))

    figures = database.now(inquiring.figures, ADMIN, session)[Inquiry.FEEDBACK]

    assert (figures.n, set(figures.means.values())) == (5, {Fraction(5)})
    assert database.now(inquiring.comments, ADMIN, session) == [f"Saran {n}" for n in range(1, 5)]
    for read in (inquiring.figures, inquiring.comments):
        with pytest.raises(NotAllowed):
            database.now(read, somebody(1), session)


def test_a_unit_whose_people_are_asked_is_not_rated_by_it(
    database: Database, begin: Begin
) -> None:
    """It may still get units below it."""
    begin()

    assert database.now(units.rated_codes) == set()
