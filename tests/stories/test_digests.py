"""After a publication: what those who work there read of it, and the training that helps."""

from datetime import timedelta

from sqlalchemy import update

from bot.db import enrolments, people, publications, surveys, units, wishes
from bot.db.base import Db
from bot.db.tables import EmployeeRow
from bot.domain.audience import Topic
from bot.domain.delivery import Kind
from bot.domain.time import local_day
from bot.domain.training import Enrolment, Standing
from bot.telegram import buttons
from tests.chat import Chat
from tests.factories import MORNING, a_session, a_training
from tests.stories.conftest import JAYAPURA, Story
from tests.stories.test_follow_ups import KTP, owed, publish, release
from tests.usecases.training_room import announced, employ, standings

DIGEST = f"ini penilaian warga untuk {KTP} pada November 2026:"
WISH = "Saya perlu pelatihan: Waktu penyelesaian"
WEAK = "Terlemah: Waktu penyelesaian"


async def publish_november(story: Story, hour: int = 9) -> None:
    """On Tuesday 1 December."""
    office = story.torang.office
    story.database.now(release, office, "dukcapil-ktp")
    await story.until(12, 1, hour)
    story.database.now(publish, office, "dukcapil-ktp", story.clock.at)


def reference(db: Db) -> str:
    found = publications.latest(db, surveys.survey_id(db, "skm"), units.ids(db)["dukcapil-ktp"])
    assert found is not None
    return found.reference


async def test_it_comes_in_working_hours_with_what_citizens_said(story: Story) -> None:
    await publish_november(story, 19)

    await story.until(12, 2, 9)

    ahmad = story.people[1]
    assert story.read[1] == [f"Wed 02 Dec 08.00 {DIGEST}"]
    lines = ahmad.text.splitlines()
    assert lines[1:3] == ["5 jawaban", "IKM 72,22, mutu C (Kurang Baik)"]
    assert lines[4:6] == [WEAK, f"Acuan: {story.database.now(reference)}"]
    assert ahmad.labels == [WISH, "Jangan kirim lagi"]


async def test_trainings_that_improve_the_weak_element_are_one_tap_away(story: Story) -> None:
    starts_at = MORNING + timedelta(days=21)
    helps = story.database.now(announced, None, a_session(starts_at=starts_at))
    other = a_training(code="ramah", elements=("perilaku",))
    story.database.now(announced, other, a_session(starts_at=starts_at))
    await publish_november(story)
    await story.until(12, 1, 9, 5)

    ahmad = story.people[1]
    assert "Yang bisa membantu dan terbuka untuk Anda:\nManajemen Waktu Pelayanan" in ahmad.text
    assert len(ahmad.labels) == 2
    assert "✓ Anda terdaftar." in await ahmad.taps(ahmad.labels[0])
    assert story.database.now(standings, helps)[1] == "enrolled"


async def test_who_is_registered_for_what_helps_is_told_so_and_not_asked_for_a_wish(
    story: Story, admin: Chat
) -> None:
    """Nor is it one that the button under an older message is tapped."""
    helps = story.database.now(announced, None, a_session(starts_at=MORNING + timedelta(days=21)))
    story.database.now(enrolments.save, Enrolment(helps, 1, Standing.ENROLLED, 1))
    story.database.now(enrolments.save, Enrolment(helps, 2, Standing.WAITING, 2))
    await publish_november(story)
    await story.until(12, 1, 9, 5)

    for n, said in ((1, "Anda sudah terdaftar"), (2, "Anda sudah ada di daftar tunggu")):
        assert f"{said}: Manajemen Waktu Pelayanan" in story.people[n].text
        assert story.people[n].labels == ["Jangan kirim lagi"]
    card = story.people[1].cards[-1]["message_id"]
    await story.people[1].presses(card, buttons.Wish(element="waktu").pack())
    assert "Manajemen Waktu Pelayanan" in story.people[1].toasts[-1]
    assert "Diminta" not in await admin.says("/pelatihan")


async def test_of_several_elements_that_are_lowest_each_can_be_asked_for(story: Story) -> None:
    low = ("prosedur", "waktu", "perilaku", "sarana")
    story.database.now(release, story.torang.office, "dukcapil-ktp", low)
    await story.until(12, 1, 9)
    story.database.now(publish, story.torang.office, "dukcapil-ktp", story.clock.at)
    await story.until(12, 1, 9, 5)

    assert len(story.people[1].labels) == len(low) + 1


async def test_those_of_an_office_read_on_the_next_day_of_the_units_published_alone(
    story: Story,
) -> None:
    office, ids = story.torang.office, story.database.now(units.ids)
    story.database.now(employ, 1, ids["dukcapil"], 5)
    await story.meet(5)
    story.database.now(release, office, "dukcapil-kk", ("sarana",))
    await publish_november(story)
    await story.until(12, 1, 10)
    story.database.now(publish, office, "dukcapil-kk", story.clock.at)
    assert story.database.now(owed, Kind.DIGEST)[-1] == (2005, "pending")

    await story.until(12, 2, 8, 30)

    text = story.people[5].text
    assert "ini penilaian warga untuk unit-unit di Disdukcapil pada November 2026:" in text
    assert f"{KTP}: 5 jawaban, IKM 72,22, mutu C (Kurang Baik)" in text
    assert "Kartu Keluarga: 5 jawaban, IKM 72,22" in text
    assert story.people[5].labels == [
        WISH,
        "Saya perlu pelatihan: Sarana dan prasarana",
        "Jangan kirim lagi",
    ]
    assert story.database.now(owed, Kind.DIGEST).count((2005, "sent")) == 1


async def test_a_publication_of_office_and_units_sends_each_employee_one_digest(
    story: Story,
) -> None:
    """Of what is theirs, also where a unit was published alone a moment before."""
    office, ids = story.torang.office, story.database.now(units.ids)
    story.database.now(employ, 1, ids["dukcapil"], 5)
    await story.meet(5)
    await publish_november(story)
    story.database.now(publish, office, "dukcapil", story.clock.at)

    await story.until(12, 12, 9)

    assert sorted(story.database.now(owed, Kind.DIGEST)) == [
        *((2000 + n, "sent") for n in (1, 2, 3, 4)),
        (2005, "cancelled"),
        (2005, "sent"),
    ]


async def test_it_goes_to_those_of_the_unit_alone_and_to_nobody_who_muted_or_moved(
    story: Story,
) -> None:
    def change(db: Db) -> None:
        employ(db, 1, units.ids(db)["dukcapil-kk"], first=5)
        people.mute(db, 2002, Topic.RESULTS.value)

    def move(db: Db) -> None:
        moved = update(EmployeeRow).where(EmployeeRow.id == 3)
        db.execute(moved.values(unit_id=units.ids(db)["dukcapil-kk"]))

    story.database.now(change)
    await publish_november(story)
    story.database.now(move)
    await story.until(12, 1, 9, 5)

    assert story.database.now(owed, Kind.DIGEST) == [
        (2001, "sent"),
        (2002, "cancelled"),
        (2003, "cancelled"),
        (2004, "sent"),
    ]


async def test_it_is_switched_off_under_itself_and_on_again_in_langganan(story: Story) -> None:
    await publish_november(story)
    await story.until(12, 1, 9, 5)
    ahmad = story.people[1]

    await ahmad.taps("Jangan kirim lagi")
    assert ahmad.toasts[-1].startswith("Baik, kabar penilaian warga untuk unit Anda dihentikan.")
    await ahmad.says("/langganan")
    await ahmad.taps("○ Penilaian warga untuk unit saya")
    assert "✓ Penilaian warga untuk unit saya" in ahmad.labels


async def test_how_many_want_a_training_is_told_to_admins_from_five_people_on(
    story: Story, admin: Chat
) -> None:
    await publish_november(story)
    await story.until(12, 1, 9, 5)
    for n in (1, 2, 3, 4):
        await story.people[n].taps(WISH)
    assert "Tercatat" in story.people[1].toasts[-1]
    await story.people[1].taps(WISH)

    assert "Diminta: Waktu penyelesaian kurang dari 5" in await admin.says("/pelatihan")
    story.database.now(employ, 1, 2, 5)
    story.database.now(wishes.note, 5, "waktu", local_day(story.clock.at, JAYAPURA))
    assert "Pelatihan yang Anda minta: Waktu penyelesaian" in (
        await story.people[1].says("/dataku")
    )
    assert "Diminta: Waktu penyelesaian 5" in await admin.says("/pelatihan")

    await story.people[1].says("/hapus")
    await story.people[1].taps("Hapus data saya")
    assert "Diminta: Waktu penyelesaian kurang dari 5" in await admin.says("/pelatihan")
