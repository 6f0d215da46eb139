"""Nothing that the dashboard names stands there by its code."""

from enum import StrEnum

import pytest

from bot.domain.delivery import Kind, State
from bot.domain.standing import Standing
from bot.web import words


@pytest.mark.parametrize(
    ("named", "every"), [(words.kind, Kind), (words.state, State), (words.standing, Standing)]
)
def test_each_has_a_name_of_its_own(named: object, every: type[StrEnum]) -> None:
    assert callable(named)
    names = [named(one) for one in every]

    assert len({*names}) == len(names)
    assert not {*names} & {*every}
