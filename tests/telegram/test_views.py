"""Every card, in every language, is one that Telegram takes."""

from collections import Counter
from dataclasses import replace
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain import delivery
from bot.domain.audience import Attending, Audience, Named, Short, Who
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.certificate import Certificate, Draft, Fault, begun
from bot.domain.content import Content, Media, MediaKind
from bot.domain.employee import RankGroup, Status
from bot.domain.errand import Errand, ErrandKind
from bot.domain.errors import (
    AlreadyDone,
    AlreadyLinked,
    CodePaused,
    DomainError,
    Gone,
    NotAllowed,
    TooMany,
)
from bot.domain.figures import Point, Public, Ranking, Remarks, Reported
from bot.domain.health import Channel, Health, Measure, bounds
from bot.domain.inquiry import Inquiry, Subject
from bot.domain.invitation import Holder, Invitable, Linked
from bot.domain.learning import DEFAULT_RULES, Credit, Per, Record, Rule, Targets, Year
from bot.domain.offer import (
    Decision,
    Desk,
    Door,
    Encouragement,
    History,
    Notice,
    Offer,
    Part,
    Tally,
)
from bot.domain.outage import Away, Back, News, Thing
from bot.domain.people import Addressee, Attendance, Duties, Profile, Stored
from bot.domain.period import parse
from bot.domain.quality import Burst
from bot.domain.response import Result
from bot.domain.sheet import CellFault, CellProblem, Changes
from bot.domain.situation import (
    AlreadyRated,
    Asking,
    Choosing,
    Confirming,
    Live,
    Loss,
    OtherRunning,
    Paused,
    Place,
    Reviewing,
    Situation,
    Thanked,
    Welcome,
)
from bot.domain.standing import Turnout
from bot.domain.survey import Ask, Choice, Kind, Position, Question, Reason, Reject, ReviewLine
from bot.domain.thread import Receipt
from bot.domain.training import Enrolment, Seats, Standing
from bot.domain.training import Reason as TrainingReason
from bot.domain.unit import MAX_NAME, ServiceUnit, Tree, titled
from bot.simulator.core import Telegram
from bot.simulator.keyboards import inline_markup
from bot.simulator.params import Params
from bot.simulator.text import message
from bot.telegram import buttons
from bot.telegram.card import Card, Letterhead
from bot.telegram.views import (
    account,
    attendance,
    certificates,
    commands,
    composing,
    errands,
    follow,
    health,
    judging,
    linking,
    narrowing,
    notices,
    participants,
    receipts,
    refusals,
    report,
    results,
    survey,
    trainings,
)
from bot.telegram.views.outage import outage
from bot.telegram.views.paging import Page
from bot.telegram.views.spreadsheets import problem
from bot.telegram.views.unit_list import choosing
from bot.texts import LANGUAGES, speaking
from tests.factories import MORNING, a_course, a_person
from tests.telegram import cards

in_every_language = pytest.mark.parametrize("language", LANGUAGES)
LETTERHEAD = Letterhead('Pemerintah <b>&"', 'Biro <i>&"', ZoneInfo("Asia/Jayapura"))
PLACE = Place(1, "ktp", "KTP")
LIVE = Live(1, 1)
TODAY = MORNING.date()
LONGEST = titled("😀" * MAX_NAME, "😀" * MAX_NAME)
SOMEBODY = Profile("😀" * 100, "1" * 18, LONGEST, "PNS", "III/c", "<b>" * 66, MORNING.date())
DECLINED = Enrolment(1, 1, Standing.DECLINED, reason=TrainingReason.DUTY)
"""A title of the most units of length that Telegram counts."""
some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def accepted(card: Card) -> str:
    """The text as people read it, if Telegram takes the card."""
    said = Params({"text": card.text, "parse_mode": "HTML", "reply_markup": card.keyboard()})
    inline_markup(said)
    return message(said, "message is too long").text


@in_every_language
@some
@given(found=cards.situations)
def test_every_situation_is_a_card_that_telegram_takes(language: str, found: Situation) -> None:
    with speaking(language):
        accepted(survey.situation(found, LETTERHEAD))


def test_no_kind_of_situation_is_left_out() -> None:
    drawn = {type(found) for found in _examples()}

    assert drawn == set(get_args(Situation))


def _examples() -> list[Situation]:
    found: list[Situation] = []

    @settings(max_examples=1_000, database=None, deadline=None, derandomize=True)
    @given(cards.situations)
    def collect(situation: Situation) -> None:
        found.append(situation)

    collect()
    return found


@in_every_language
@some
@given(found=cards.publics, following=st.booleans())
def test_every_result_is_a_card_that_telegram_takes(
    language: str, found: Public, following: bool
) -> None:
    with speaking(language):
        said = accepted(results.result(found, following=following))

    assert found.so_far.title.strip()[:1] in said


@in_every_language
@some
@given(found=cards.reports, day=st.integers(1, 28), burst=st.integers(10, 10**6))
def test_every_view_of_the_report_is_a_card_that_telegram_takes(
    language: str, found: Reported, day: int, burst: int
) -> None:
    bursts = [(found.figures.title, Burst(1, TODAY.replace(day=day), burst, 2.5))] * 9
    title, unit_id, period = found.figures.title, found.figures.unit_id, found.period
    point = Point(period, found.figures.index, found.figures.interval, "a", title)
    unit = ServiceUnit(unit_id, "a", "&" * MAX_NAME, None)
    with speaking(language):
        under_a_picture = report.unit(found, b"PNG")
        shown = [
            report.unit(found),
            report.mix(found.figures),
            report.quality(found.figures, Health(period, 9, fast=3), bursts),
            report.files(found.figures),
            report.ask_published(found.figures, 300),
            report.ask_served(title, unit_id, period),
            report.below(Ranking(unit, period, period, [(unit_id, point)] * 8)),
            report.below(Ranking(None, period, None, [(unit_id, point)] * 8)),
        ]
    labels = [button.label for card in shown for row in card.rows for button in row]

    assert all(accepted(card) for card in shown)
    assert [label for label in labels if len(label) > 30] == []
    assert len(accepted(under_a_picture).encode("utf-16-le")) // 2 <= 1024


@in_every_language
@given(
    title=cards.titles,
    value=st.none() | st.floats(0, 1e6) | st.just(float("inf")),
    key=cards.words(60),
    n=st.integers(1, 10**6),
)
@some
def test_every_health_of_the_channels_is_a_card_that_telegram_takes(
    language: str, title: str, value: float | None, key: str, n: int
) -> None:
    measures = dict.fromkeys(Measure, value) if value is not None else {}
    if value == float("inf"):
        measures = {Measure.SECONDS: value, Measure.TAPS: value}
    left = (("/data/" + key, n), ("review", n))
    one = Health(parse("2025-11..2026-02"), n, measures, left, outdated=n)
    with speaking(language):
        said = accepted(health.health(Channel(2**40, title, (one,) * 6, bounds(n))))

    assert title.strip()[:1] in said


@in_every_language
@some
@given(text=cards.words(4000), title=cards.titles, word=cards.words(20), page=st.integers(0, 9))
def test_every_page_of_comments_is_a_card_that_telegram_takes(
    language: str, text: str, title: str, word: str, page: int
) -> None:
    word = buttons.carried(word, buttons.WORD_BYTES)
    period = parse("2026-02..2026-05")
    found = Remarks(2**40, title, period, ((title, text),) * 5, page, True, word)
    with speaking(language):
        card = report.remarks(found)

    assert "“" in accepted(card)
    assert [button.label for row in card.rows for button in row if len(button.label) > 30] == []


@in_every_language
@some
@given(
    found=st.builds(lambda one, n: [one] * n, cards.results, st.integers(0, 30)),
    page=st.integers(0, 5),
)
def test_every_page_of_the_report_is_a_card_that_telegram_takes(
    language: str, found: list[Result], page: int
) -> None:
    with speaking(language):
        card = report.every_unit(found, page)
        accepted(card)

    assert len(card.rows) <= 10


@in_every_language
@some
@given(found=st.none() | cards.stored)
@example(
    found=Stored("id", MORNING.date(), LONGEST, (LONGEST,) * 60, (LONGEST,) * 60, MORNING.date())
)
@example(
    found=Stored(
        "id",
        MORNING.date(),
        LONGEST,
        (LONGEST,) * 60,
        (LONGEST,) * 60,
        MORNING.date(),
        SOMEBODY,
        (Record(MORNING.date(), "x" * 120, "training", 6, Credit.PENDING),) * 40,
        (Subject(1, 1, Inquiry.FOLLOW_UP, "x" * 120),) * 40,
        False,
        (Attendance("x" * 120, MORNING.date(), DECLINED),) * 40,
    )
)
def test_what_is_stored_is_a_card_that_telegram_takes(language: str, found: Stored | None) -> None:
    with speaking(language):
        accepted(account.stored(found))
        accepted(account.stop(found))


@in_every_language
@some
@given(found=st.none() | cards.receipts, title=cards.titles)
def test_receipts_and_news_are_cards_that_telegram_takes(
    language: str, found: Receipt | None, title: str
) -> None:
    with speaking(language):
        accepted(receipts.receipt(found))
        accepted(follow.ask_consent(Place(1, "ktp", title)))
        accepted(survey.nudge(Paused(Place(1, "ktp", title), LIVE, None)))


@in_every_language
@pytest.mark.parametrize("admin", [False, True])
def test_every_other_card_is_one_that_telegram_takes(language: str, admin: bool) -> None:
    person = a_person(language=language, admin=admin)
    with speaking(language):
        for card in (
            account.help_card(person, Duties(leads=True, answers=True), LETTERHEAD),
            account.privacy(LETTERHEAD),
            account.settings(person),
            account.languages(),
            account.ask_leave(employee=admin),
            account.left(deleted=True),
            account.left(deleted=False),
            account.stopped(),
            account.identity(person),
            receipts.ask_code(listening=admin),
        ):
            accepted(card)


@in_every_language
@pytest.mark.parametrize(
    "error", [CodePaused(MORNING), NotAllowed(), Gone(), AlreadyDone(), AlreadyLinked(), TooMany()]
)
def test_every_refusal_is_one_sentence_or_two_that_fit_a_toast(
    language: str, error: DomainError
) -> None:
    with speaking(language):
        said = refusals.refusal(error, LETTERHEAD)

    assert 0 < len(said) <= 200


@in_every_language
def test_every_toast_fits(language: str) -> None:
    with speaking(language):
        toasts = [
            survey.late(),
            survey.over(),
            follow.followed(),
            refusals.unexpected(),
            refusals.old_button(),
        ]

    assert all(0 < len(toast) <= 200 for toast in toasts)


@in_every_language
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_stands_above_the_question(language: str, reason: Reason) -> None:
    question = Question(1, "a", Kind.TEXT, "Saran?", None, (), False, None)
    asking = Asking(PLACE, LIVE, Ask(question, None, False), Reject(question, reason, None))
    with speaking(language):
        first, *rest = accepted(survey.situation(asking, LETTERHEAD)).splitlines()

    assert first.endswith(".")
    assert "Saran?" in rest


@in_every_language
def test_a_form_s_own_words_for_a_refusal_go_first(language: str) -> None:
    question = Question(1, "a", Kind.TEXT, "Saran?", None, (), False, None)
    rejected = Reject(question, Reason.CONSTRAINT, "Bukan <itu>")
    with speaking(language):
        text = accepted(
            survey.situation(Asking(PLACE, LIVE, Ask(question, None, False), rejected), LETTERHEAD)
        )

    assert text.startswith("Bukan <itu>\n")


SHORT = Short(2026, Targets())
ERRAND = Errand(2**40, 1, ErrandKind.APPLY, "", None, None, 0, MORNING)
WORST = CellProblem(10**6, "😀" * 80, CellFault.LOST_DIGITS, "<b>&" * 80, "😀" * 31)
MANY = Changes(*(("😀" * 100,) * 60_000,) * 3, 9, ("😀" * 100,) * 60_000, (WORST,) * 99)


@in_every_language
def test_cards_of_spreadsheets_and_employees_are_ones_that_telegram_takes(language: str) -> None:
    unit = Invitable(2**40, LONGEST, 50_000, 10_000, 40_000)
    ranks = RankGroup.PPPK_XIII
    of_session = Attending(2**40, tuple(Turnout), "<b>&" * 30)
    audience = Audience(
        Who.EMPLOYEES, 1, "id", Status.PPPK, ranks, SHORT, frozenset(range(5_000)), of_session
    )
    draft = Broadcast(1, delivery.Kind.MESSAGE, 1, Stage.DRAFT, Content(), audience)
    tree = Tree(ServiceUnit(n, f"u{n}", "😀" * MAX_NAME, None) for n in range(30))
    with speaking(language):
        shown = [
            errands.preview(ERRAND, "roster", MANY),
            errands.preview(ERRAND, "trainings", MANY),
            errands.applied("trainings", MANY),
            errands.refused((WORST,) * 99),
            errands.applied("units", MANY),
            errands.choosing_template(),
            linking.choosing(tree, 1),
            linking.standing(unit),
            linking.ask_sure(unit, "revoke"),
            linking.choosing_one([Holder(n, LONGEST, "1" * 18) for n in range(30)], 2**40, 1),
            linking.choosing_linked(
                [Linked(n, LONGEST, "1" * 18, n) for n in range(30)], 2**40, 1
            ),
            linking.ask_unlink(
                Linked(2**40, "😀" * 100, "1" * 18, 2**40),
                2**40,
                [Part(a_course(), Enrolment(1, 1), Seats(None, 0, 0))] * 9,
            ),
            linking.unlinked(2**40),
            linking.ask_one(Holder(2**40, "😀" * 100, "1" * 18), 2**40),
            narrowing.status(audience),
            narrowing.rank(audience),
            narrowing.short(audience, SHORT),
            narrowing.ask_names(audience),
            narrowing.named(Named(1, ("*" * 4096,) * 5_000)),
            composing.audience(draft, tree, Targets()),
            linking.ask_link(SOMEBODY, "ABCDEFGHJK", LETTERHEAD),
            linking.linked(SOMEBODY, 10**4),
            linking.profile(SOMEBODY),
            linking.ask_leave([Part(a_course(), Enrolment(1, 1), Seats(None, 0, 0))] * 9),
            linking.worthless(LETTERHEAD),
        ]
    labels = [button.label for card in shown for row in card.rows for button in row]

    assert all(accepted(card) for card in shown)
    assert [label for label in labels if len(label) > 30] == []


PAPER = Certificate(
    2**40,
    1,
    Record(MORNING.date(), "<b>&" * 30, "<kind>&", 10**4, Credit.PENDING),
    366,
    719,
    Media(MediaKind.PHOTO, "p"),
)
COUNTED = replace(PAPER, record=replace(PAPER.record, credit=Credit.APPROVED, jp=0))
NOT_COUNTED = replace(
    PAPER, record=replace(PAPER.record, credit=Credit.REFUSED), reason="<b>&" * 75
)


@in_every_language
def test_cards_of_certificates_are_ones_that_telegram_takes(language: str) -> None:
    table = [*DEFAULT_RULES, *(Rule(f"<kind>{n}", Per.DAY, 1) for n in range(9))]
    told = Decision(PAPER, Year(2026, 12, 20), Addressee(language, name="<b>&" * 20))
    drafts = [Draft("<kind>&", 366, 719, MORNING.date(), "x"), *map(begun, DEFAULT_RULES)]
    today = MORNING.date()
    with speaking(language):
        shown = [
            *(certificates.choosing_kind(table, at) for at in range(3)),
            certificates.choosing_kind([], 0),
            *(certificates.asking(one, today, fault) for one in drafts for fault in Fault),
            *(certificates.own(one) for one in (PAPER, COUNTED, NOT_COUNTED)),
            certificates.ask_withdraw(PAPER),
            judging.pending([(PAPER, "<b>&" * 20)] * 30, 1),
            judging.deciding(NOT_COUNTED, "<b>&" * 20),
            judging.refusing(PAPER, "<b>&" * 20),
            judging.ask_reason(PAPER, "<b>&" * 20),
            judging.ask_name(),
            judging.mending(PAPER, Draft("<kind>&"), Fault.DAYS),
            judging.mending(PAPER, Draft("<kind>&", 1, 0), None),
            judging.found([(NOT_COUNTED, "<b>&" * 20)] * 8),
            judging.found([]),
            judging.ask_reopen(NOT_COUNTED, "<b>&" * 20),
            judging.decided(NOT_COUNTED),
            *(
                notices.decision(replace(told, certificate=one), LETTERHEAD)
                for one in (COUNTED, NOT_COUNTED)
            ),
        ]
        caption = accepted(replace(certificates.paper(NOT_COUNTED), media=None))
    labels = [button.label for card in shown for row in card.rows for button in row]

    assert all(accepted(card) for card in shown)
    assert [label for label in labels if len(label) > 30] == []
    assert len(caption) <= 1024


@in_every_language
def test_what_is_stored_of_an_employee_is_a_card_that_telegram_takes(language: str) -> None:
    learned = (Record(MORNING.date(), "<b>&" * 30, "training", 6, Credit.PENDING),) * 30
    found = Stored(language, MORNING.date(), None, (), (), MORNING.date(), SOMEBODY, learned)
    with speaking(language):
        assert "III/c" in accepted(account.stored(found))


@in_every_language
def test_every_fault_of_a_cell_has_words(language: str) -> None:
    with speaking(language):
        said = {problem(CellProblem(2, "", fault, "")) for fault in CellFault}

    assert len(said) == len(CellFault)


@in_every_language
def test_our_own_labels_are_short(language: str) -> None:
    question = Question(1, "a", Kind.TEXT, "S?", None, (), False, Position("P", 1, 1))
    note = Question(2, "b", Kind.NOTE, "N", None, (), False, None)
    line = ReviewLine(question, "x")
    found: list[Situation] = [
        Welcome(PLACE),
        AlreadyRated(PLACE, MORNING.date()),
        OtherRunning(PLACE, PLACE),
        Asking(PLACE, LIVE, Ask(question, None, False)),
        Asking(PLACE, LIVE, Ask(question, "x", False)),
        Asking(PLACE, LIVE, Ask(note, None, True)),
        Reviewing(PLACE, LIVE, (line,), "ABCDEFGH"),
        Paused(PLACE, LIVE, None),
        *(Confirming(PLACE, LIVE, loss) for loss in Loss),
        *(Thanked(PLACE, following) for following in (True, False)),
        Thanked(PLACE, following=True, suggested=True),
        Choosing((PLACE,), 1, 3, "", None),
    ]
    a_result = Result("KTP", "ktp", 1, 0, 0, None)
    somebody = Stored(language, MORNING.date(), "KTP", ("KTP",), ("KTP",), MORNING.date())
    with speaking(language):
        shown = [
            *(survey.situation(situation, LETTERHEAD) for situation in found),
            results.result(Public(a_result), following=True),
            report.every_unit([a_result] * 9, 0),
            account.settings(a_person()),
            account.stored(somebody),
            account.stop(somebody),
            account.ask_leave(employee=True),
            follow.ask_consent(PLACE),
        ]
    labels = [button.label for card in shown for row in card.rows for button in row]

    assert [label for label in labels if len(label) > 30] == []


@in_every_language
def test_menus_have_at_most_six_buttons_and_eight_units_a_page(language: str) -> None:
    eight = tuple(Place(number, "a", f"Loket {number}") for number in range(8))
    with speaking(language):
        units = choosing(Choosing(eight, 0, 2, "", None), results=False)
        menus = [account.settings(a_person()), account.languages()]

    assert [len(row) for row in units.rows] == [1] * 9
    assert all(len(card.rows) <= 6 for card in menus)


@in_every_language
def test_a_scale_stands_in_full_width_and_in_its_own_order(language: str) -> None:
    scale = tuple(Choice(str(value), f"Nilai {value}") for value in range(1, 5))
    question = Question(1, "a", Kind.SELECT_ONE, "Cepat?", None, scale, True, None)
    with speaking(language):
        card = survey.situation(Asking(PLACE, LIVE, Ask(question, "3", False)), LETTERHEAD)

    labels = [[button.label for button in row] for row in card.rows]
    assert labels[:4] == [["Nilai 1"], ["Nilai 2"], ["✓ Nilai 3"], ["Nilai 4"]]


@in_every_language
def test_two_long_texts_can_be_reviewed(language: str) -> None:
    group = Position("Profil", 1, 2)
    typed = [
        ReviewLine(Question(n, f"q{n}", Kind.TEXT, "Apa?", None, (), False, group), "😀" * 1000)
        for n in range(2)
    ]
    with speaking(language):
        text = accepted(
            survey.situation(Reviewing(PLACE, LIVE, tuple(typed), "ABCDEFGH"), LETTERHEAD)
        )

    assert text.count("😀" * 400) == 2


@in_every_language
def test_a_long_line_that_names_no_unit_is_answered(language: str) -> None:
    with speaking(language):
        text = accepted(choosing(Choosing((), 0, 1, "a" * 4096, None), results=False))

    assert "aaaa…" in text


@in_every_language
def test_commands_are_ones_that_telegram_takes(language: str) -> None:
    telegram = Telegram(lambda: MORNING)
    with speaking(language):
        listed = [{"command": name, "description": text} for name, text in commands.for_admins()]

    assert telegram.call("setMyCommands", {"commands": listed}) is True
    assert len({command["command"] for command in listed}) == len(listed)


def test_a_card_without_buttons_has_no_keyboard() -> None:
    assert Card("Halo").keyboard() is None


@in_every_language
@pytest.mark.parametrize(
    "found",
    [Away(thing, MORNING) for thing in (Thing.DATABASE, Thing.DISK)]
    + [Back(thing, MORNING, MORNING) for thing in Thing],
    ids=str,
)
def test_every_outage_is_a_card_that_telegram_takes(language: str, found: News) -> None:
    with speaking(language):
        text = accepted(outage(found, LETTERHEAD.zone))

    assert "{" not in text


@in_every_language
@some
@given(found=cards.offers, standing=st.sampled_from(Standing))
@example(found=cards.WORST_OFFER, standing=Standing.CONFIRMED)
@example(found=cards.WORST_OFFER, standing=Standing.INVITED)
def test_every_card_of_a_training_is_one_that_telegram_takes(
    language: str, found: Offer, standing: Standing
) -> None:
    course = found.course
    one = replace(found.enrolment, standing=standing)
    mine = Part(course, one, found.seats, 3, "😀" * 100)
    declined, kept = replace(one, standing=Standing.DECLINED), replace(found.seats, kept=1)
    asking = replace(mine, enrolment=declined, seats=kept)
    year = Year(2026, 12, 20)
    tally = Tally(course, found.seats, Counter(Standing), Counter(TrainingReason))
    record = Record(MORNING.date(), course.training.title, course.training.kind, 20)
    worst = (2**40, "😀" * 100, one)
    door = Door(course, "123456", "cek_1_" + "a" * 40, MORNING, MORNING)
    with speaking(language):
        shown = [
            trainings.desk(Desk(year, 30, (mine,) * 30), 999),
            trainings.open_list((found,) * 30, 2),
            trainings.own_list((mine,) * 30, 2),
            trainings.detail(found, mine, MORNING),
            trainings.detail(found, asking, MORNING),
            trainings.part(mine, MORNING),
            trainings.part(asking, MORNING),
            trainings.asked(mine),
            trainings.history(History(year, (record,) * 20), 1),
            attendance.sessions((course,) * 30, 1, 999, dict.fromkeys(cards.ALL_ELEMENTS, 999)),
            attendance.past((course,) * 30, 1),
            participants.choosing(tally, (Turnout.ABSENT,), begun=True),
            attendance.tally(tally, begun=False),
            attendance.ask_cancel(tally),
            attendance.ask_code(mine),
            attendance.there(mine),
            *(attendance.door(door, "b" * 32, admin=one) for one in (True, False)),
            attendance.shut(course, admin=True),
            attendance.shared(course, "pintu_1_" + "a" * 40, "b" * 32),
            attendance.people(course, (worst,) * 8, Page(1, 2**20, range(8))),
            attendance.persons(course, (worst,) * 8),
            attendance.ask_absent(course, worst, str(2**20)),
            attendance.ask_name(course),
        ]

    assert all(accepted(card) for card in shown)


@in_every_language
@some
@given(found=cards.notices)
@example(found=cards.WORST_NOTICE)
def test_every_notice_of_a_training_is_a_card_that_telegram_takes(
    language: str, found: Notice
) -> None:
    courses = (found.course,) * 2
    with speaking(language):
        accepted(notices.notice(found, LETTERHEAD))
        accepted(
            notices.encouragement(Encouragement(Year(2026, 1, 24), courses, found.to), LETTERHEAD)
        )
