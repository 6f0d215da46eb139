"""Valid values by default; a test spells out only what it is about."""

from datetime import UTC, datetime, timedelta

from bot.domain.delivery import Class, Delivery, Kind, State
from bot.domain.people import Person
from bot.domain.unit import ServiceUnit, UnitLine

__all__ = ["MORNING", "UNITS", "a_delivery", "a_person", "a_unit"]

MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, 09.00 in Sofifi."""

UNITS = (
    UnitLine(2, "dukcapil", "Disdukcapil", ""),
    UnitLine(3, "dukcapil-ktp", "KTP elektronik", "dukcapil"),
    UnitLine(4, "dukcapil-kk", "Kartu Keluarga", "dukcapil"),
    UnitLine(5, "puskesmas", "Puskesmas Sofifi", ""),
)


def a_person(
    id: int = 1001, language: str = "id", *, consented: bool = True, admin: bool = False
) -> Person:
    return Person(id, language, consented, admin)


def a_unit(id: int = 1, code: str = "ktp", parent_id: int | None = None) -> ServiceUnit:
    return ServiceUnit(id, code, code.upper(), parent_id)


def a_delivery(
    class_: Class = Class.NUDGE,
    *,
    state: State = State.SENDING,
    attempts: int = 0,
    due_at: datetime = MORNING,
    expires_in: timedelta = timedelta(days=7),
) -> Delivery:
    return Delivery(1, 1001, Kind.UNFINISHED, class_, due_at, due_at + expires_in, state, attempts)
