"""The functions that expressions may call, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.xlsform.calendar import CALENDAR
from bot.xlsform.calls import Function
from bot.xlsform.mathematics import MATHEMATICS
from bot.xlsform.openrosa import OPENROSA
from bot.xlsform.standard import STANDARD

__all__ = ["FUNCTIONS", "TIMELY", "VOLATILE"]

FUNCTIONS: Mapping[str, Function] = MappingProxyType(STANDARD | OPENROSA | MATHEMATICS | CALENDAR)

# These say something else each time, so a form may only ask them where the answer is kept.
VOLATILE = frozenset(("random", "uuid"))
# These change with the clock.
TIMELY = frozenset(("now", "today"))
