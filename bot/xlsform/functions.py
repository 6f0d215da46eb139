"""The functions that expressions may call, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.xlsform.calls import Function
from bot.xlsform.openrosa import OPENROSA
from bot.xlsform.standard import STANDARD

__all__ = ["FUNCTIONS"]

FUNCTIONS: Mapping[str, Function] = MappingProxyType(STANDARD | OPENROSA)
