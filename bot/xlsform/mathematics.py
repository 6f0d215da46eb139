"""The functions that ODK adds for reckoning."""

import math
from collections.abc import Callable

from bot.xlsform.calls import NUMBER, Function, given, given_all, told

__all__ = ["MATHEMATICS"]


def _or_nothing(body: Callable[..., float]) -> Callable[..., float]:
    """The same, with NaN outside its domain and infinity beyond the largest number."""

    def result(*numbers: float) -> float:
        try:
            return body(*numbers)
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return result


def _logarithm(value: float, log: Callable[[float], float]) -> float:
    return -math.inf if value == 0 else log(value)


def _least(values: list[float]) -> float:
    return min(values) if values and not any(map(math.isnan, values)) else math.nan


def _most(values: list[float]) -> float:
    return max(values) if values and not any(map(math.isnan, values)) else math.nan


def _one(body: Callable[[float], float]) -> Function:
    return given(_or_nothing(body), NUMBER)


MATHEMATICS: dict[str, Function] = {
    "abs": _one(abs),
    "int": given(lambda value: float(int(value)) if math.isfinite(value) else value, NUMBER),
    "pow": given(_or_nothing(math.pow), NUMBER, NUMBER),
    "sqrt": _one(math.sqrt),
    "exp": _one(math.exp),
    "exp10": _one(lambda value: math.pow(10, value)),
    "log": _one(lambda value: _logarithm(value, math.log)),
    "log10": _one(lambda value: _logarithm(value, math.log10)),
    "sin": _one(math.sin),
    "cos": _one(math.cos),
    "tan": _one(math.tan),
    "asin": _one(math.asin),
    "acos": _one(math.acos),
    "atan": _one(math.atan),
    "atan2": given(_or_nothing(math.atan2), NUMBER, NUMBER),
    "pi": told(lambda _: math.pi),
    "min": given_all(_least, NUMBER, least=1),
    "max": given_all(_most, NUMBER, least=1),
}
