"""Flood limits: what passes, what is refused, and for how long."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.core import Telegram
from bot.simulator.pace import TELEGRAM_LIMITS, FloodLimits, Pace
from bot.simulator.params import Json, Upload
from bot.simulator.refusal import Refusal, Refused
from tests.simulator.bot import YUSUF, law, picture
from tests.simulator.conftest import Watch

GROUP: Json = {"id": -100, "type": "group", "title": "Kantor"}
PHOTO = Upload("a.png", picture(30, 20), "image/png")


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def strict(watch: Watch, seconds: Seconds) -> Telegram:
    telegram = Telegram(watch, pace=Pace(TELEGRAM_LIMITS, seconds))
    for person_id in range(YUSUF, YUSUF + 40):
        telegram.people.add(person_id, "Yusuf", "id")
        telegram.people.start(person_id)
    telegram.queue({"my_chat_member": {"chat": GROUP}})
    return telegram


def sent(telegram: Telegram, chat_id: int = YUSUF) -> int:
    """0, or how many seconds Telegram asks to wait."""
    answer = telegram.call("sendMessage", {"chat_id": chat_id, "text": "a"})
    if not isinstance(answer, Refusal):
        return 0
    assert answer.code == 429
    assert answer.description == f"Too Many Requests: retry after {answer.retry_after}"
    return answer.retry_after or 0


def test_five_pass_at_once_in_a_chat_and_then_one_a_second(
    strict: Telegram, seconds: Seconds
) -> None:
    assert [sent(strict) for _ in range(7)] == [0, 0, 0, 0, 0, 1, 1]
    assert sent(strict, YUSUF + 1) == 0

    seconds.now += 1
    assert [sent(strict), sent(strict)] == [0, 1]
    seconds.now += 10
    assert [sent(strict) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_never_more_than_thirty_leave_in_any_second(strict: Telegram, seconds: Seconds) -> None:
    first = [sent(strict, YUSUF + number) for number in range(35)]
    seconds.now += 0.9
    late = sent(strict, YUSUF + 36)
    seconds.now += 0.1

    assert first == [0] * 30 + [1] * 5
    assert late == 1
    assert [sent(strict, YUSUF + number) for number in range(31)] == [0] * 30 + [1]


def test_a_group_hears_twenty_in_a_minute(strict: Telegram, seconds: Seconds) -> None:
    heard = []
    for _ in range(21):
        heard.append(sent(strict, -100))
        seconds.now += 2

    assert heard == [0] * 20 + [20]
    seconds.now = 100 + 60
    assert sent(strict, -100) == 0


def test_each_picture_of_an_album_counts(strict: Telegram) -> None:
    sheet = strict.call("sendDocument", {"chat_id": YUSUF, "document": "nonsense"})
    assert isinstance(sheet, Refusal)

    media = [{"type": "photo", "media": "attach://p"}] * 3
    answers = [
        strict.call("sendMediaGroup", {"chat_id": YUSUF, "media": media, "p": PHOTO})
        for _ in range(2)
    ]
    assert len(answers[0]) == 3
    assert answers[1].code == 429
    assert strict.world.store.size("files") == 3


def test_edits_answers_and_refused_calls_cost_nothing(strict: Telegram) -> None:
    number = strict.call("sendMessage", {"chat_id": YUSUF, "text": "a"})["message_id"]
    for word in "bcdefghij":
        asked = {"chat_id": YUSUF, "message_id": number, "text": word}
        assert strict.call("editMessageText", asked)["text"] == word
        assert strict.call("sendMessage", {"chat_id": YUSUF, "text": ""}).code == 400

    assert [sent(strict) for _ in range(5)] == [0, 0, 0, 0, 1]


def test_a_message_refused_for_its_speed_is_not_there_and_may_come_again(
    strict: Telegram, seconds: Seconds
) -> None:
    waits = [sent(strict) for _ in range(6)]
    before = len(strict.people.chat(YUSUF)["messages"])
    seconds.now += waits[-1]

    assert before == 6
    assert sent(strict) == 0


def test_a_chat_put_forward_in_time_is_not_rested(strict: Telegram, watch: Watch) -> None:
    for _ in range(5):
        sent(strict)
    watch.forward(hours=1)

    assert sent(strict) == 1


def test_limits_can_be_lifted(strict: Telegram) -> None:
    strict.pace.set(FloodLimits())

    assert {sent(strict) for _ in range(100)} == {0}


def test_nothing_is_kept_of_chats_that_are_rested(seconds: Seconds) -> None:
    pace = Pace(FloodLimits(chat_per_second=1), seconds)
    for person_id in range(1, 30_000):
        pace.spend({"id": person_id, "type": "private"})
        seconds.now += 0.01

    assert len(pace._rested) <= 10_001


@law
@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 3), st.integers(1, 2)), max_size=80))
def test_who_waits_as_long_as_asked_gets_through(steps: list[tuple[float, int, int]]) -> None:
    seconds = Seconds()
    pace = Pace(FloodLimits(bot_per_second=4, chat_per_second=1, chat_burst=3), seconds)
    times: list[float] = []
    for pause, chat_id, count in steps:
        seconds.now += pause
        wait = _spend(lambda: pace.spend({"id": chat_id, "type": "private"}, count))  # noqa: B023 - Called at once.
        if wait:
            seconds.now += wait
            assert not _spend(lambda: pace.spend({"id": chat_id, "type": "private"}, count))  # noqa: B023 - Called at once.
        times += [seconds.now] * count
    assert all(later - earlier >= 1 for earlier, later in zip(times, times[4:], strict=False))


def _spend(deed: Callable[[], None]) -> int:
    try:
        deed()
    except Refused as refused:
        return refused.refusal.retry_after or 0
    return 0
