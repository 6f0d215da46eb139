"""The functions that ODK adds for dates and instants."""

from datetime import datetime

from bot.xlsform import dates
from bot.xlsform.calls import NUMBER, STRING, Function, given, placed, told
from bot.xlsform.values import Value, World, string

__all__ = ["CALENDAR"]


def _as_is(value: Value, _: World) -> Value:
    return value


def _moment(world: World, value: Value) -> datetime | None:
    if isinstance(value, float):
        return dates.from_days(value, world.context.zone)
    return dates.moment(string(value, world).strip(), world.context.zone)


def _date(world: World, value: Value) -> str:
    instant = _moment(world, value)
    return dates.iso_date(instant) if instant else ""


def _date_time(world: World, value: Value) -> str:
    instant = _moment(world, value)
    return dates.iso_instant(instant) if instant else ""


def _formatted(world: World, value: Value, pattern: str) -> str:
    instant = _moment(world, value)
    return dates.formatted(instant, pattern) if instant else ""


CALENDAR: dict[str, Function] = {
    "today": told(lambda scope: dates.iso_date(scope.world.context.now)),
    "now": told(lambda scope: dates.iso_instant(scope.world.context.now)),
    "date": placed(_date, _as_is),
    "date-time": placed(_date_time, _as_is),
    "format-date": placed(_formatted, _as_is, STRING),
    "format-date-time": placed(_formatted, _as_is, STRING),
    "decimal-date-time": given(lambda number: number, NUMBER),
}
