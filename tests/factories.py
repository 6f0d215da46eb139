"""Valid values by default; a test spells out only what it is about."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience, Who
from bot.domain.delivery import Class, Delivery, Kind, State
from bot.domain.people import Person
from bot.domain.training import Course, Provider, Training, TrainingSession
from bot.domain.unit import ServiceUnit, UnitLine

__all__ = [
    "MORNING",
    "UNITS",
    "a_course",
    "a_delivery",
    "a_person",
    "a_session",
    "a_training",
    "a_unit",
]

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


def a_training(
    id: int = 0,
    *,
    code: str = "waktu",
    mandatory: bool = False,
    audience: Audience = Audience(Who.EMPLOYEES),  # noqa: B008 - It is frozen.
    elements: tuple[str, ...] = ("waktu",),
    jp: int | None = 6,
) -> Training:
    return Training(
        id,
        code,
        "Manajemen Waktu Pelayanan",
        "training",
        Provider.INTERNAL,
        "BKPSDM",
        elements,
        audience,
        mandatory=mandatory,
        jp=jp,
    )


def a_session(
    id: int = 0,
    training_id: int = 0,
    *,
    code: str = "1",
    starts_at: datetime = MORNING + timedelta(days=7),
    capacity: int | None = None,
    zone: str = "Asia/Jayapura",
) -> TrainingSession:
    """From nine to three a week after the morning, Tuesday 1 December 2026."""
    return TrainingSession(
        id,
        training_id,
        code,
        starts_at,
        starts_at + timedelta(hours=6),
        ZoneInfo(zone),
        "Aula BKPSDM, Sofifi",
        starts_at - timedelta(days=1),
        transport="Speedboat dari Ternate 07.30",
        contact="Ibu Rahma",
        capacity=capacity,
    )


def a_course(*, mandatory: bool = False, capacity: int | None = None) -> Course:
    return Course(a_training(1, mandatory=mandatory), a_session(1, 1, capacity=capacity), 6)
