"""Effects of trainings are found where there are any, by simulated units, and told in words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import update

from bot.db import enrolments, units
from bot.db.base import Db, insert
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.effect import Effect
from bot.domain.errors import NotAllowed
from bot.domain.experiment import Verdict
from bot.domain.training import Enrolment, Standing
from bot.domain.unit import UnitLine
from bot.telegram.views import impact as views
from bot.texts import speaking
from bot.usecases import impact, importing
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import MORNING, a_person, a_session, a_training
from tests.usecases.answered import answers, put
from tests.usecases.training_room import session

ADMIN = a_person(9001, admin=True)
BEFORE = date(2025, 12, 10)
AFTER = date(2026, 6, 10)
MARCH = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)
AUGUST = datetime(2026, 8, 3, tzinfo=UTC)


def codes(n: int) -> list[str]:
    return [f"loket-{number}" for number in range(n)]


def many_units(db: Db, n: int) -> None:
    lines = [UnitLine(row, code, f"Loket {row}", "") for row, code in enumerate(codes(n), 2)]
    importing.import_units(db, lines, MORNING)


def attend(db: Db, session_id: int, some: Iterable[str]) -> None:
    """Somebody of each of these units was there."""
    ids = units.ids(db)
    for code in some:
        who = 500 + ids[code]
        new = insert(db, EmployeeRow).values(id=who, unit_id=ids[code], name=code)
        db.execute(new.on_conflict_do_nothing())
        enrolments.save(db, Enrolment(session_id, who, Standing.ATTENDED))


def rate(db: Db, office: Office, codes: Iterable[str], day: date, level: float, seed: int) -> None:
    """Forty answers for each unit, of which the element waktu is rated by this level."""
    chance = Random(seed)  # noqa: S311 - The same chances in each run.
    for code in codes:
        others = answers(chance, 40)
        rated = [one.scores["waktu"] for one in answers(chance, 40, level)]
        told = [
            replace(one, scores={**one.scores, "waktu": score})
            for one, score in zip(others, rated, strict=True)
        ]
        put(db, office, code, day, told)


def simulate(
    database: Database, office: Office, n: int, trained: int, after: float, level: float = 2.5
) -> list[Effect]:
    """So many units, of which the first were trained in March; their element is at this level
    after it."""
    names = codes(n)
    database.now(many_units, n)
    starts = a_session(starts_at=MARCH)
    database.now(attend, database.now(session, a_training(), starts), names[:trained])
    database.now(rate, office, names, BEFORE, level, 1)
    database.now(rate, office, names[:trained], AFTER, after, 2)
    database.now(rate, office, names[trained:], AFTER, level, 3)
    return database.now(impact.effects, office, ADMIN, AUGUST)


def said(found: list[Effect]) -> str:
    with speaking("id"):
        return views.effects(found, 0).text


def test_an_effect_is_found_where_there_is_one(database: Database, office: Office) -> None:
    (found,) = simulate(database, office, 16, 8, 3.3)

    assert (found.element, found.cohort.code, found.sizes) == ("waktu", "2026-Q1", (8, 8))
    assert found.verdict is Verdict.EFFECT
    estimate = found.estimate
    assert estimate is not None
    assert 10 < estimate.low < 19 < estimate.high
    assert "Terlihat dampak: nilai 8 unit yang pegawainya dilatih membaik" in said([found])


def test_where_nothing_happened_there_is_no_sign(database: Database, office: Office) -> None:
    (found,) = simulate(database, office, 24, 12, 2.5)

    assert found.verdict is Verdict.NO_SIGN
    assert "Tidak terlihat tanda adanya dampak" in said([found])


@pytest.mark.parametrize("trained", [5, 7])
def test_fewer_than_six_units_on_either_side_conclude_nothing(
    database: Database, office: Office, trained: int
) -> None:
    (found,) = simulate(database, office, 12, trained, 3.9)

    assert (found.verdict, found.estimate) == (Verdict.NOT_YET, None)
    assert "perlu sedikitnya 6 di tiap sisi" in said([found])


def test_before_the_quarter_after_is_over_nothing_is_concluded(
    database: Database, office: Office
) -> None:
    simulate(database, office, 12, 6, 3.9)

    (found,) = database.now(impact.effects, office, ADMIN, datetime(2026, 6, 30, 14, tzinfo=UTC))

    assert found.verdict is Verdict.NOT_YET
    assert "belum berakhir" in said([found])


def test_who_works_above_trains_none_of_the_units_below(
    database: Database, office: Office
) -> None:
    """One at the top would leave nothing to compare with."""
    starts = a_session(starts_at=MARCH)
    database.now(attend, database.now(session, a_training(), starts), ["dukcapil", "puskesmas"])
    leaves = ["dukcapil-ktp", "dukcapil-kk", "puskesmas"]
    for day in (BEFORE, AFTER):
        database.now(rate, office, leaves, day, 3.0, 5)

    (found,) = database.now(impact.effects, office, ADMIN, AUGUST)

    assert [(one.title, one.trained) for one in found.changes] == [
        ("Puskesmas Sofifi", True),
        ("Disdukcapil · Kartu Keluarga", False),
        ("Disdukcapil · KTP elektronik", False),
    ]


def test_a_transfer_years_later_does_not_rewrite_a_finished_effect(
    database: Database, office: Office
) -> None:
    before = simulate(database, office, 16, 8, 3.3)
    ids = database.now(units.ids)

    def transfer(db: Db) -> None:
        who = 500 + ids["loket-0"]
        moved = update(EmployeeRow).where(EmployeeRow.id == who)
        db.execute(moved.values(unit_id=ids["loket-15"]))
        (one,) = enrolments.of_employee(db, who)
        enrolments.save(db, replace(one, jp=4))

    database.now(transfer)

    assert database.now(impact.effects, office, ADMIN, AUGUST) == before


def test_a_trained_unit_that_is_closed_stays_in_a_finished_effect(
    database: Database, office: Office
) -> None:
    before = simulate(database, office, 16, 8, 3.3)

    database.now(units.deactivate, database.now(units.ids)["loket-0"])

    assert database.now(impact.effects, office, ADMIN, AUGUST) == before


def test_a_session_every_month_does_not_keep_an_effect_from_being_concluded(
    database: Database, office: Office
) -> None:
    """The other units of the same trainings come half a year later."""
    (alone,) = simulate(database, office, 16, 8, 3.3)
    training = a_training(code="lanjutan")
    for month in range(4, 12):
        starts = a_session(starts_at=datetime(2026, month, 3, tzinfo=UTC), code=f"{month}")
        come = codes(8) if month < 10 else codes(16)[month - 2 : month - 1]
        database.now(attend, database.now(session, training, starts), come)

    found = database.now(impact.effects, office, ADMIN, datetime(2026, 12, 3, tzinfo=UTC))

    assert [one.cohort.code for one in found] == ["2026-Q4", "2026-Q1"]
    assert found[1] == alone


def test_units_without_answers_in_both_quarters_are_left_out(
    database: Database, office: Office
) -> None:
    starts = a_session(starts_at=MARCH)
    database.now(attend, database.now(session, a_training(), starts), ["puskesmas"])
    database.now(rate, office, ["dukcapil-ktp", "puskesmas"], BEFORE, 3.0, 5)
    database.now(rate, office, ["dukcapil-kk", "puskesmas"], AFTER, 3.0, 5)

    (found,) = database.now(impact.effects, office, ADMIN, AUGUST)

    assert [one.title for one in found.changes] == ["Puskesmas Sofifi"]


def test_only_an_admin_reads_it(database: Database, office: Office) -> None:
    with pytest.raises(NotAllowed):
        database.now(impact.effects, office, a_person(), AUGUST)


async def test_in_the_chat_an_effect_is_told_with_its_units(
    database: Database, office: Office, admin: Chat, chat: Chat
) -> None:
    assert (await admin.says("/dampak")).startswith("Belum ada yang mengikuti pelatihan")
    simulate(database, office, 16, 8, 3.3)

    text = await admin.says("/dampak")
    assert text.startswith(
        "Dampak pelatihan\n\nWaktu penyelesaian · Triwulan I 2026\nTerlihat dampak:"
    )
    assert "bukan bukti" in text
    shown = await admin.taps("Waktu penyelesaian · Triwulan I 2026")
    assert "Triwulan IV 2025 → Triwulan II 2026\nRata-rata +" in shown
    assert shown.count("· dilatih") == 8
    assert (await admin.taps("Berikutnya ›")).count("· tidak dilatih") == 8
    assert await admin.taps("‹ Semua dampak") == text
    assert (await chat.says("/dampak")).startswith("Hanya admin")
