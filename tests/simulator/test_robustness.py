"""Whatever comes, and whenever the end comes."""

import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram
from bot.simulator.methods import METHODS
from bot.simulator.params import Upload
from bot.simulator.refusal import Refusal
from bot.simulator.store import Store
from tests.simulator.bot import YUSUF, law, updates

NAMES = [
    "action", "allowed_updates", "callback_query_id", "caption", "chat_id", "commands", "document",
    "file_id", "language_code", "limit", "link_preview_options", "message_id", "offset",
    "parse_mode", "photo", "reply_markup", "reply_parameters", "scope", "text",
]  # fmt: skip
KEYS = st.sampled_from(
    [
        "inline_keyboard",
        "keyboard",
        "text",
        "callback_data",
        "url",
        "type",
        "chat_id",
        "message_id",
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.sampled_from([YUSUF, str(YUSUF), "chat", "HTML", "<b>a</b>", "1", "-1", "9" * 400, "sim"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
UPLOADS = st.builds(Upload, st.text(max_size=5), st.binary(max_size=40), st.just("a/b"))
GIVEN = st.one_of(VALUES, VALUES.map(json.dumps), UPLOADS)


@settings(law, max_examples=300)
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(NAMES), GIVEN))
def test_every_call_is_answered_or_refused_and_a_refused_one_changes_nothing(
    method: str, params: dict[str, object]
) -> None:
    telegram = Telegram(lambda: FRESH_START)
    telegram.people.add(YUSUF, "Yusuf", "id")
    telegram.people.start(YUSUF)
    before = telegram.people.chat(YUSUF), telegram.world.changes.seq
    answer = telegram.call(method, {"chat_id": YUSUF, "message_id": 1, "text": "a"} | params)

    if isinstance(answer, Refusal):
        assert answer.code in {400, 403, 413}
        assert (telegram.people.chat(YUSUF), telegram.world.changes.seq) == before
    else:
        json.dumps(answer)


ENDLESS = """
import sys
from pathlib import Path
from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram
from bot.simulator.store import Store

telegram = Telegram(lambda: FRESH_START, store=Store(Path(sys.argv[1])))
telegram.people.add(1001, "Yusuf", "id")
while True:
    print(telegram.people.say(1001, "halo")[0], flush=True)
"""


def test_no_answered_id_comes_again_after_kill_9(tmp_path: Path) -> None:
    answered = [0]
    for _ in range(2):
        command = [sys.executable, "-c", ENDLESS, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
            assert process.stdout is not None
            ids = [int(process.stdout.readline()) for _ in range(30)]
            process.kill()
            ids += [int(line) for line in process.stdout if line.endswith("\n")]
        assert ids == sorted(set(ids))
        assert ids[0] > answered[-1]
        answered += ids

    store = Store(tmp_path)
    waiting = [one["update_id"] for one in updates(Telegram(lambda: FRESH_START, store=store))]
    given = store.get("counters", "message")
    store.close()
    assert waiting == list(range(1, min(given, 100) + 1))
    assert given >= answered[-1]
