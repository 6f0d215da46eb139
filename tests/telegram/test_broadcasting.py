"""The card of a running broadcast tells only what was measured."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Audience, Who
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.content import Content, Text
from bot.domain.delivery import Kind, State
from bot.domain.progress import Progress, Waiting
from bot.telegram.views.broadcasting import progress
from bot.texts import LANGUAGES, speaking
from tests.factories import MORNING

AUTHOR, ZONE = 9001, ZoneInfo("Asia/Jayapura")
LATER = MORNING + timedelta(hours=23)


def running(states: dict[State, int], waiting: Waiting, rate: float | None) -> str:
    content, audience = Content({"id": Text("Halo")}), Audience(Who.EMPLOYEES)
    one = Broadcast(1, Kind.MESSAGE, AUTHOR, Stage.LAUNCHED, content, audience, False, MORNING)
    size = sum(states.values())
    found = Progress(one, size, Counter(states), Counter(), Counter(), True, False, False, waiting)
    return progress(found, AUTHOR, ZONE, MORNING, rate).text.splitlines()[0]


@pytest.mark.parametrize(
    ("pending", "later", "rate", "end"),
    [
        (164, 0, 24.6, "248 dari 412 · 25 per detik · sisa 7 detik"),
        (164, 0, 0.5, "248 dari 412 · 0,5 per detik · sisa 6 menit"),
        (164, 160, 24.0, "248 dari 412 · 24 per detik · sisa 1 detik"),
        (164, 164, 24.0, "248 dari 412"),
        (164, 0, None, "248 dari 412"),
    ],
)
def test_pace_and_time_left_are_of_what_is_about_to_leave(
    pending: int, later: int, rate: float | None, end: str
) -> None:
    waiting = Waiting(later, LATER if later else None)

    line = running({State.SENT: 248, State.PENDING: pending}, waiting, rate)

    assert line.partition("  ")[2] == end


@pytest.mark.parametrize("language", LANGUAGES)
@given(pending=st.integers(0, 10**6), rate=st.floats(0.01, 1_000), data=st.data())
def test_it_never_says_that_no_time_is_left(
    language: str, pending: int, rate: float, data: st.DataObject
) -> None:
    later = data.draw(st.integers(0, pending))
    with speaking(language):
        line = running({State.PENDING: pending}, Waiting(later, LATER), rate)

    assert "sisa 0 " not in line
    assert "· 0 " not in line
