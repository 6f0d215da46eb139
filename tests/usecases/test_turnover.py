"""Who comes after the announcement, and who goes: what they are owed, and whose the seats are."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db import invitations, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.audience import Audience, Who
from bot.domain.employee import RosterLine, Status
from bot.domain.standing import Standing
from bot.usecases import enrolling, importing, leaving, linking, offers, planning, roster
from bot.usecases.office import Office
from tests.factories import MORNING, UNITS, a_person, a_session, a_training
from tests.usecases.training_room import (
    KTP,
    announced,
    employ,
    owed,
    planned,
    seats,
    somebody,
    standings,
)

KK = KTP + 1
CODE = "ABCDEFGHJK"
START = MORNING + timedelta(days=7)


def unlink(db: Db, n: int) -> None:
    db.execute(text("UPDATE employee SET person_id = NULL WHERE id = :n"), {"n": n})


def link(db: Db, office: Office, n: int) -> None:
    invitations.put(db, {n: office.keys.mark("invitation", CODE)}, MORNING + timedelta(days=30))
    assert linking.link(db, office, somebody(n), CODE, MORNING) is not None


def on_roster(db: Db, unit_ids: Mapping[int, int]) -> None:
    """Apply a roster of these employees, by number, and their units."""
    lines = [
        RosterLine(n, f"1986{n:014}", f"Pegawai {n}", unit_id, Status.PNS)
        for n, unit_id in unit_ids.items()
    ]
    roster.apply_roster(db, lines, MORNING)


@pytest.mark.parametrize("mandatory", [False, True])
def test_who_links_after_the_announcement_is_owed_what_the_others_are(
    database: Database, office: Office, mandatory: bool
) -> None:
    database.now(employ, 2)
    database.now(unlink, 2)
    database.now(announced, a_training(mandatory=mandatory))
    planned(database)
    assert database.now(owed, [2002]) == []

    database.now(link, office, 2)
    planned(database)

    theirs, others = database.now(owed, [2002]), database.now(owed, [2001])
    assert [one[1:] for one in theirs] == [one[1:] for one in others]
    assert theirs[0][1] == "invitation"


def test_who_links_and_was_not_invited_is_invited_where_it_concerns_them(
    database: Database, office: Office
) -> None:
    database.now(employ, 1)
    for code, unit_id in (("ktp", KTP), ("kk", KK)):
        audience = Audience(Who.EMPLOYEES, unit_id)
        database.now(announced, a_training(code=code, audience=audience))
    planned(database)
    database.now(employ, 1, KK, 2)
    database.now(unlink, 2)

    database.now(link, office, 2)
    planned(database)

    assert database.now(standings, 1) == {1: "invited"}
    assert database.now(standings, 2) == {2: "invited"}
    assert [what for _, what, *_ in database.now(owed, [2002])] == ["invitation", "T-3d"]


def test_who_links_hears_of_no_session_that_has_begun(database: Database, office: Office) -> None:
    database.now(employ, 2)
    database.now(unlink, 2)
    found = database.now(announced, a_training(mandatory=True))
    planned(database)

    database.now(link, office, 2)
    planned(database, START)

    assert database.now(standings, found)[2] == "invited"
    assert database.now(owed, [2002]) == []


def test_somebody_new_on_the_roster_is_invited_to_what_was_announced_before(
    database: Database,
) -> None:
    database.now(employ, 2)
    audience = Audience(Who.EMPLOYEES, KTP)
    found = database.now(announced, a_training(audience=audience))
    database.now(enrolling.decline, somebody(1), found, MORNING)
    planned(database)

    database.now(on_roster, {1: KTP, 2: KTP, 3: KTP, 4: KK})
    planned(database)

    assert list(database.now(standings, found).values()) == ["declined", "invited", "invited"]


def test_who_moves_to_another_unit_is_invited_to_its_sessions_and_keeps_a_seat(
    database: Database,
) -> None:
    database.now(employ, 2)
    for code, unit_id in (("ktp", KTP), ("kk", KK)):
        audience = Audience(Who.EMPLOYEES, unit_id)
        database.now(announced, a_training(code=code, audience=audience))
    database.now(enrolling.enrol, somebody(2), 1, MORNING)
    planned(database)

    database.now(on_roster, {1: KTP, 2: KK})
    planned(database)

    assert database.now(standings, 1) == {1: "invited", 2: "enrolled"}
    assert database.now(standings, 2) == {2: "invited"}
    assert (2002, "invitation", "nudge", "pending") in database.now(owed)


def test_whose_unit_comes_below_that_of_a_session_is_invited_to_it(database: Database) -> None:
    database.now(employ, 1)
    health = database.now(units.ids)["puskesmas"]
    audience = Audience(Who.EMPLOYEES, health)
    found = database.now(announced, a_training(mandatory=True, audience=audience))
    planned(database)
    assert database.now(standings, found) == {}

    below = [replace(one, parent="puskesmas") if one.code == "dukcapil-ktp" else one
             for one in UNITS]  # fmt: skip
    database.now(importing.import_units, below, MORNING)
    planned(database)

    assert database.now(standings, found) == {1: "invited"}
    assert [what for _, what, *_ in database.now(owed)][:2] == ["invitation", "T-3d"]


def test_a_large_roster_is_worked_through_in_several_steps(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.now(employ, 1)
    found = database.now(announced)
    planned(database)
    monkeypatch.setattr(planning, "CHUNK", 2)

    database.now(on_roster, dict.fromkeys(range(1, 7), KTP))
    planned(database)
    database.now(on_roster, dict.fromkeys(range(1, 8), KTP))
    planned(database)

    assert list(database.now(standings, found).values()) == ["invited"] * 7


def leave(db: Db, office: Office) -> None:
    linking.leave(db, office, somebody(1))


def forget(db: Db, _office: Office) -> None:
    leaving.forget_person(db, somebody(1).id)


def go(db: Db, _office: Office) -> None:
    on_roster(db, {2: KTP, 3: KTP})


@pytest.mark.parametrize(
    ("deed", "after"),
    [(leave, {1: "invited"}), (forget, {1: "invited"}), (go, {1: "invited"})],
)
@pytest.mark.parametrize("tap", [enrolling.enrol, enrolling.confirm])
def test_the_seat_of_who_is_gone_goes_to_who_waits(
    database: Database,
    office: Office,
    deed: Callable[[Db, Office], None],
    after: dict[int, str],
    tap: Callable[..., object],
) -> None:
    database.now(employ, 3)
    found = database.now(announced, None, a_session(capacity=1))
    planned(database)
    for n in (1, 2, 3):
        database.now(tap, somebody(n), found, MORNING)

    database.now(deed, office)
    planned(database)

    assert database.now(standings, found) == {**after, 2: "enrolled", 3: "waiting"}
    assert (2002, "seat", "duty", "pending") in database.now(owed)
    tally = database.now(offers.tally, a_person(9001, admin=True), found)
    assert (tally.seats.taken, tally.seats.waiting) == (1, 1)


@pytest.mark.parametrize("deed", [leave, forget, go])
def test_who_is_gone_waits_for_no_seat(
    database: Database, office: Office, deed: Callable[[Db, Office], None]
) -> None:
    database.now(employ, 3)
    found = database.now(announced, None, a_session(capacity=1))
    for n in (2, 1, 3):
        database.now(enrolling.enrol, somebody(n), found, MORNING)
    database.now(deed, office)
    planned(database)

    database.now(enrolling.decline, somebody(2), found, MORNING)

    stand = database.now(standings, found)
    assert stand.get(1) in {None, "invited"}
    assert stand[3] == "enrolled"


def test_what_has_begun_stays_as_it_was(database: Database, office: Office) -> None:
    database.now(employ, 3)
    found = database.now(announced, None, a_session(capacity=1))
    for n in (1, 2):
        database.now(enrolling.enrol, somebody(n), found, MORNING)
    database.now(leave, office)
    database.now(go, office)

    planned(database, START)

    assert database.now(standings, found)[1] == "enrolled"
    assert database.now(seats, found).taken == 1


def test_who_lost_the_phone_may_come_back_after_the_deadline_and_reads_so(
    database: Database, office: Office
) -> None:
    database.now(employ, 1)
    found = database.now(announced, None, a_session(capacity=2))
    database.now(enrolling.confirm, somebody(1), found, MORNING)
    database.now(leave, office)
    planned(database)
    database.now(link, office, 1)
    late = START - timedelta(hours=3)
    planned(database, late)

    assert "released" in [what for _, what, *_ in database.now(owed, [2001])]
    part = database.now(enrolling.enrol, somebody(1), found, late)

    assert part.enrolment.standing is Standing.ENROLLED


def test_who_links_again_is_reminded_again(database: Database, office: Office) -> None:
    database.now(employ, 1)
    database.now(announced, a_training(mandatory=True))
    planned(database)
    before = database.now(owed)

    database.now(leave, office)
    planned(database)
    assert database.now(owed) == []
    database.now(link, office, 1)
    planned(database)

    assert database.now(owed) == before
