"""Campaigns in virtual time: who is told what, and when; what they answer, and what comes of it.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from bot.db import campaigns, invitations, learning, outcomes, participants
from bot.db.base import Db
from bot.db.tables import EmployeeRow, JobRow
from bot.domain.audience import Audience, Who
from bot.domain.campaign import Ask, Campaign, Item, Objection, Stage, Standing, Step
from bot.domain.experiment import Arm, Outcome, Spread
from bot.domain.learning import Record
from bot.domain.stance import Score, Stance
from bot.usecases import asking, campaigning, conducting, linking, steps
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import MORNING, a_person, a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import at
from tests.usecases.training_room import KTP, announced, employ

DAY = timedelta(days=1)
FIRST = date(2026, 11, 24)
ONE = 1
CODE, FAR = "ABCDEFGHJK", MORNING + timedelta(days=99)
ADMIN = a_person(admin=True)


def says(code: str, after: int, text: str, stage: Stage | None = None, **more: object) -> Step:
    return Step(code, after * DAY, {"id": text, "en": f"{text} (en)"}, stage, **more)  # type: ignore[arg-type]


TOLD = (
    says("why", 0, "{nama}, mengapa ini ada.", ask=Ask.REACTION),
    says("more", 2, "{nama}, mengapa, sekali lagi.", Stage.AWARENESS, ask=Ask.REACTION),
    says("fit", 2, "{nama}, cocok untuk {unit}.", Stage.DESIRE, ask=Ask.REACTION),
    says("pulse", 7, "{nama}, satu ketukan.", ask=Ask.PULSE, item=Item.BURDEN),
    says("end", 14, "{nama}, sampai di sini."),
)

OBJECTIONS = (
    Objection("adil", {"id": "Adil atau tidak", "en": "Fair or not"}, {"id": "Begini adilnya."}),
    Objection("waktu", {"id": "Waktu yang habis"}, {"id": "Lima menit, {nama}."}),
)


def a_campaign(
    known: Iterable[Step] = TOLD, arms: Iterable[Arm] = (Arm("semua"),), days: int = 30
) -> Campaign:
    return Campaign(
        "coba", "Tujuan", Audience(Who.EMPLOYEES), FIRST, FIRST + days * DAY, tuple(known),
        OBJECTIONS, Outcome.ANSWERED, 0 * DAY, tuple(arms), Spread.STRATIFIED,
    )  # fmt: skip


@pytest.fixture
def office(story: Story) -> Office:
    return story.torang.ticks.office


@pytest.fixture
def launch(story: Story, office: Office) -> Callable[[Campaign], int]:
    """Keep a campaign and launch it; its id."""

    def launched(one: Campaign) -> int:
        campaign_id, number = story.database.now(campaigns.put, one)
        now = story.clock.at
        story.database.now(
            conducting.launch, office, a_person(admin=True), campaign_id, number, now
        )
        return campaign_id

    return launched


Launch = Callable[[Campaign], int]


async def test_each_is_told_what_is_for_where_they_stand(story: Story, launch: Launch) -> None:
    launch(a_campaign())
    await story.until(11, 24, 10)
    sure, doubting, _silent = (story.people[n] for n in (1, 2, 3))

    await sure.taps("Masuk akal")
    assert "✓ Terima kasih, sudah dicatat." in sure.text
    assert sure.labels == []
    await doubting.taps("Masih ragu")
    assert doubting.text.startswith("Terima kasih sudah terus terang.")
    await doubting.taps("Waktu yang habis")
    assert "Lima menit, Pegawai 2." in doubting.text
    await doubting.taps("Cukup jelas")
    assert doubting.labels == []

    await story.until(12, 9, 9)
    assert story.read[1] == [
        "Tue 24 Nov 09.00 mengapa ini ada.",
        "Thu 26 Nov 08.00 cocok untuk KTP elektronik.",
        # Not at 08.00: that would be the third within seven days.
        "Tue 01 Dec 09.00 satu ketukan.",
        "Tue 08 Dec 08.00 sampai di sini.",
    ]
    assert (
        story.read[2]
        == story.read[3]
        == [
            "Tue 24 Nov 09.00 mengapa ini ada.",
            "Thu 26 Nov 08.00 mengapa, sekali lagi.",
            # Not at 08.00: that would be the third within seven days.
            "Tue 01 Dec 09.00 satu ketukan.",
            "Tue 08 Dec 08.00 sampai di sini.",
        ]
    )


def learn(db: Db, n: int) -> None:
    """Enough for a while, so that nothing else is owed."""
    for year in (2026, 2027):
        learning.credit(db, n, Record(date(year, 1, 15), "Pelayanan Prima", "training", 20))


def move(db: Db, n: int) -> None:
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(unit_id=KTP + 1))


def leave(db: Db, n: int) -> None:
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(active=False))


def texts(chat: Chat) -> str:
    return "\n".join(card["text"] for card in chat.cards)


async def test_another_button_of_a_card_that_was_answered_changes_nothing(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(11, 24, 10)
    chat = story.people[1]
    message, agrees = chat.data("Masuk akal")
    _message, objects = chat.data("Keberatan")

    await chat.presses(message, agrees)
    before = story.database.now(steps.stance_of, office, campaign_id, ONE)
    await chat.presses(message, agrees)
    await chat.presses(message, objects)

    assert story.database.now(steps.stance_of, office, campaign_id, ONE) == before
    assert before.stage is Stage.DESIRE
    assert "✓ Terima kasih, sudah dicatat." in chat.text


async def test_the_pulse_is_asked_in_the_words_of_its_instrument(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(12, 1, 9)
    chat = story.people[1]

    assert "Seberapa setuju Anda dengan kalimat ini?" in chat.text
    assert "“Program ini hanya beban administrasi.”" in chat.text
    assert chat.labels[:5] == [
        "Sangat tidak setuju", "Tidak setuju", "Netral", "Setuju", "Sangat setuju",
    ]  # fmt: skip
    await chat.taps("Sangat setuju")
    assert "✓ Terima kasih, sudah dicatat." in chat.text
    stance = story.database.now(steps.stance_of, office, campaign_id, ONE)
    assert stance.said["pulse"].score == Score(Item.BURDEN, 5)
    assert stance.stage is Stage.AWARENESS


async def test_whoever_reads_english_is_told_in_english(story: Story, launch: Launch) -> None:
    chat = story.people[1]
    await chat.says("/bahasa")
    await chat.taps("English")
    launch(a_campaign())
    await story.until(11, 24, 10)

    assert "Pegawai 1, mengapa ini ada. (en)" in texts(chat)
    await chat.taps("I object")
    # Where a text is not translated, the first one is read.
    assert chat.labels[:3] == ["Fair or not", "Waktu yang habis", "Something else, I write it"]


async def test_who_mutes_hears_nothing_more_and_stays_in_their_arm(
    story: Story, launch: Launch
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(11, 24, 10)
    await story.people[1].taps("Jangan kirim lagi")

    await story.until(12, 10, 9)
    assert story.read[1] == ["Tue 24 Nov 09.00 mengapa ini ada."]
    assert len(story.read[2]) == 4
    assert story.database.now(participants.find, campaign_id, ONE) is not None


async def test_who_joins_late_begins_at_the_beginning_and_ends_with_all(
    story: Story, launch: Launch
) -> None:
    launch(a_campaign(days=9))
    await story.until(11, 27, 10)
    story.database.now(employ, 1, first=5)
    story.database.now(learn, 5)
    await story.meet(5)

    await story.until(12, 20, 9)
    # From a Friday on: the next working day is the first. The seventh day after it is too late.
    assert story.read[5] == [
        "Mon 30 Nov 08.00 mengapa ini ada.",
        "Wed 02 Dec 08.00 mengapa, sekali lagi.",
    ]


async def test_who_moves_to_another_unit_keeps_arm_and_steps_and_who_leaves_hears_nothing(
    story: Story, launch: Launch
) -> None:
    here = replace(a_campaign(), audience=Audience(Who.EMPLOYEES, unit_id=KTP))
    campaign_id = launch(here)
    await story.until(11, 24, 10)
    before = story.database.now(participants.find, campaign_id, 1)
    story.database.now(move, 1)
    story.database.now(leave, 2)

    await story.until(12, 10, 9)
    assert story.database.now(participants.find, campaign_id, 1) == before
    assert len(story.read[1]) == 4
    assert story.read[2] == ["Tue 24 Nov 09.00 mengapa ini ada."]


async def test_a_rest_stops_everything_and_puts_off_the_rest(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign(days=14))
    await story.until(11, 25, 10)
    story.database.now(conducting.pause, office, ADMIN, campaign_id, story.clock.at)
    await story.until(12, 2, 10)
    assert story.read[1] == ["Tue 24 Nov 09.00 mengapa ini ada."]

    story.database.now(conducting.resume, office, ADMIN, campaign_id, story.clock.at)
    await story.until(12, 31, 9)
    assert story.read[1] == [
        "Tue 24 Nov 09.00 mengapa ini ada.",
        "Thu 03 Dec 08.00 mengapa, sekali lagi.",
        "Tue 08 Dec 08.00 satu ketukan.",
        "Tue 15 Dec 08.00 sampai di sini.",
    ]
    found = story.database.now(campaigns.find, campaign_id)
    assert found is not None
    # It was to end on the 8th, and ended by itself the day after the one it was put off to.
    assert (found.standing, found.ended_on) == (Standing.ENDED, date(2026, 12, 16))


async def test_an_ended_campaign_sends_nothing_and_notes_nothing(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(11, 26, 7)
    story.database.now(conducting.end, office, ADMIN, campaign_id, story.clock.at)

    await story.people[1].taps("Keberatan")
    assert "Rangkaian ini sudah selesai; tidak ada lagi yang dicatat." in story.people[1].text
    assert story.database.now(steps.stance_of, office, campaign_id, ONE) == Stance()
    await story.until(12, 31, 9)
    assert story.read[1] == ["Tue 24 Nov 09.00 mengapa ini ada."]


async def test_who_is_in_the_middle_keeps_the_version_and_who_has_not_begun_takes_the_new_one(
    story: Story, launch: Launch
) -> None:
    one = a_campaign()
    campaign_id = launch(one)
    await story.until(11, 24, 10)
    story.database.now(employ, 1, first=5)
    story.database.now(learn, 5)
    await story.meet(5)
    # Five joins in the night, and is owed the first step, which waits for the morning.
    await story.until(11, 25, 1)
    newer = [replace(step, texts={"id": f"{step.texts['id']} Baru."}) for step in one.steps]
    version = replace(one, steps=tuple(newer))
    story.database.now(campaigning.apply_campaign, version, story.clock.at)

    await story.until(12, 10, 9)
    assert all("Baru." not in line for line in story.read[1])
    assert len(story.read[1]) == 4
    assert [line[17:] for line in story.read[5]] == [
        "mengapa ini ada. Baru.",
        "mengapa, sekali lagi. Baru.",
        "satu ketukan. Baru.",
        "sampai di sini. Baru.",
    ]
    assert story.database.now(campaigns.find, campaign_id).number == 2  # type: ignore[union-attr]


async def test_a_holdout_hears_nothing_but_what_is_a_duty(story: Story, launch: Launch) -> None:
    one = replace(
        a_campaign(arms=(Arm("pesan"), Arm("kontrol", holdout=True))),
        outcome=Outcome.REGISTERED,
    )
    campaign_id = launch(one)
    await story.until(11, 24, 10)
    must = a_training(code="wajib", mandatory=True)
    story.database.now(announced, must, a_session(starts_at=at(12, 15, 9)))
    await story.until(12, 10, 9)

    arms = {
        n: story.database.now(participants.find, campaign_id, n).arm  # type: ignore[union-attr]
        for n in range(1, 5)
    }
    assert sorted(arms.values()) == ["kontrol", "kontrol", "pesan", "pesan"]
    for n, arm in arms.items():
        assert len(story.read[n]) == (5 if arm == "pesan" else 1), (n, story.read[n])
        assert any("wajib" in line for line in story.read[n])


async def test_a_whole_unit_has_one_arm_where_colleagues_talk(
    story: Story, launch: Launch
) -> None:
    story.database.now(employ, 4, unit_id=KTP + 1, first=11)
    one = replace(a_campaign(arms=(Arm("a"), Arm("b"))), spread=Spread.CLUSTERED)
    campaign_id = launch(one)
    await story.until(11, 24, 10)

    by_unit: dict[int, set[str]] = {}
    for _employee, unit, arm in story.database.now(participants.assigned, campaign_id):
        by_unit.setdefault(unit, set()).add(arm)
    assert sorted(sorted(arms) for arms in by_unit.values()) == [["a"], ["b"]]


async def test_the_words_of_a_reminder_are_an_experiment_too(story: Story, launch: Launch) -> None:
    """Two arms of words, and the usual ones for whom none are written."""
    story.database.now(announced, a_training(code="waktu"), a_session(starts_at=at(12, 10, 9)))
    await story.until(11, 24, 10)
    for n in range(1, 5):
        await story.people[n].taps("Saya ikut")
    told = Step("h1", -DAY, {"id": "{nama}, kapal berangkat besok pagi."}, arms=("kapal",))
    words = replace(
        a_campaign([told], [Arm("kapal"), Arm("biasa")]),
        training="waktu", outcome=Outcome.ATTENDED,
    )  # fmt: skip
    launch(words)

    await story.until(12, 9, 10)
    last = sorted(story.read[n][-1] for n in range(1, 5))
    assert last == [
        "Wed 09 Dec 09.00 besok:", "Wed 09 Dec 09.00 besok:",
        "Wed 09 Dec 09.00 kapal berangkat besok pagi.",
        "Wed 09 Dec 09.00 kapal berangkat besok pagi.",
    ]  # fmt: skip
    assert all("10 Desember 2026" in story.people[n].text for n in range(1, 5))


async def test_a_campaign_whose_work_failed_goes_on_the_next_day(
    story: Story, launch: Launch
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(11, 25, 10)
    # As `jobs.do_next` leaves what raised.
    story.database.now(lambda db: db.execute(update(JobRow).values(done=True)))

    await story.until(11, 26, 10)
    assert story.read[1][-1] == "Thu 26 Nov 08.00 mengapa, sekali lagi."
    assert story.database.now(campaigns.running) == [campaign_id]


async def test_nothing_is_told_before_the_first_day_whatever_is_done_before(
    story: Story, launch: Launch, office: Office
) -> None:
    first = date(2026, 12, 7)
    one = replace(a_campaign(), first_day=first, last_day=first + 30 * DAY)
    campaign_id = launch(one)
    await story.until(11, 25, 10)
    story.database.now(conducting.pause, office, ADMIN, campaign_id, story.clock.at)
    story.database.now(conducting.resume, office, ADMIN, campaign_id, story.clock.at)
    newer = replace(one, steps=(replace(TOLD[0], texts={"id": "{nama}, Baru."}), *TOLD[1:]))
    story.database.now(campaigning.apply_campaign, newer, story.clock.at)

    await story.until(12, 7, 9)
    assert story.read[1] == ["Mon 07 Dec 08.00 Baru."]


async def test_who_comes_back_as_another_row_of_the_roster_goes_on_where_they_were(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(11, 24, 10)
    await story.people[1].taps("Masuk akal")
    story.database.now(asking.ask, office, a_person(2001), "Mengapa?", story.clock.at)
    before = story.database.now(participants.find, campaign_id, 1)
    story.database.now(become, office, 9)

    await story.until(11, 27, 10)
    assert story.database.now(participants.find, campaign_id, 9) == replace(before, employee_id=9)  # type: ignore[type-var]
    assert story.database.now(steps.stance_of, office, campaign_id, 9).stage is Stage.DESIRE
    assert story.read[1] == [
        "Tue 24 Nov 09.00 mengapa ini ada.",
        "Thu 26 Nov 08.00 cocok untuk KTP elektronik.",
    ]
    (question,) = story.database.now(asking.own, office, a_person(2001))
    assert question.employee_id == 9


def become(db: Db, office: Office, n: int) -> None:
    """Employee 1 left the roster, and stands there under another number."""
    db.execute(update(EmployeeRow).where(EmployeeRow.id == 1).values(active=False))
    row = {"id": n, "unit_id": KTP, "name": "Pegawai 1", "nip": f"1990{n:014}", "status": "PNS"}
    db.execute(insert(EmployeeRow).values(**row))
    invitations.put(db, {n: office.keys.mark("invitation", CODE)}, FAR)
    assert linking.link(db, office, a_person(2001), CODE, MORNING) is not None


async def test_words_of_a_reminder_keep_their_version_and_only_they_count_as_heard(
    story: Story, launch: Launch
) -> None:
    story.database.now(announced, a_training(code="waktu"), a_session(starts_at=at(12, 10, 9)))
    await story.until(11, 24, 10)
    for n in range(1, 5):
        await story.people[n].taps("Saya ikut")
    words = [Step(f"h{n}", -n * DAY, {"id": f"{{nama}}, versi satu, H-{n}."}) for n in (3, 1)]
    one = replace(a_campaign(words), training="waktu", outcome=Outcome.ATTENDED)
    campaign_id = launch(one)
    await story.until(12, 7, 10)
    newer = [replace(step, texts={"id": "{nama}, versi dua."}) for step in one.steps]
    version = replace(one, steps=tuple(newer))
    story.database.now(campaigning.apply_campaign, version, story.clock.at)

    await story.until(12, 9, 10)
    assert [line[17:] for line in story.read[1][-2:]] == ["versi satu, H-3.", "versi satu, H-1."]
    assert story.database.now(outcomes.reached, campaign_id) == {"semua": 4}
    shown = story.database.now(outcomes.exposures, campaign_id)
    assert {slot: one.sent for slot, one in shown.items()} == {"T-3d": 4, "T-1d": 4}


async def test_a_campaign_that_is_left_resting_ends(
    story: Story, launch: Launch, office: Office
) -> None:
    campaign_id = launch(a_campaign())
    await story.until(11, 25, 10)
    story.database.now(conducting.pause, office, ADMIN, campaign_id, story.clock.at)

    story.clock.at += 91 * DAY
    await story.torang.ticks.all()
    found = story.database.now(campaigns.find, campaign_id)
    assert found is not None
    assert found.standing is Standing.ENDED
