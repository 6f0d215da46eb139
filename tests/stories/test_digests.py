"""After a publication: what those who work there read of it, and the training that helps."""

from datetime import timedelta

from sqlalchemy import update

from bot.db import people, publications, surveys, units, wishes
from bot.db.base import Db
from bot.db.tables import EmployeeRow
from bot.domain.audience import Topic
from bot.domain.delivery import Kind
from bot.domain.time import local_day
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
