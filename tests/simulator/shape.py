"""A call that no library makes by itself: it goes as a method that the library does not know."""

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["YUSUF", "Shape", "shape"]

YUSUF = 1001


class Shape(NamedTuple):
    """A call, whose parameters may name what is in the chat, and the words of its refusal."""

    method: str
    params: Callable[[Any], dict[str, Any]]
    answer: str


def shape(method: str, answer: str, **params: Any) -> Shape:
    return Shape(method, lambda _: params, answer)
