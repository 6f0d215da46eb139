"""Whatever comes, and whenever the end comes."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zlib import compress

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.clock import FRESH_START, Clock
from bot.simulator.core import TOKEN, Telegram
from bot.simulator.methods import METHODS
from bot.simulator.params import Upload
from bot.simulator.refusal import Refusal
from bot.simulator.server import build
from bot.simulator.store import Store
from tests.simulator.bot import YUSUF, law, refusal, updates

NAMES = [
    "action", "allowed_updates", "callback_query_id", "caption", "caption_entities", "chat_id",
    "commands", "description", "disable_notification", "document", "entities", "file_id",
    "from_chat_id",
    "language_code", "limit", "link_preview_options", "media", "message_id", "name", "offset",
    "parse_mode", "photo", "protect_content", "reply_markup", "reply_parameters", "scope",
    "short_description", "text",
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
        "media",
        "caption",
        "command",
        "description",
        "offset",
        "length",
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.sampled_from(
        [
            YUSUF,
            str(YUSUF),
            "chat",
            "HTML",
            "<b>a</b>",
            "1",
            "-1",
            "9" * 400,
            "sim",
            "photo",
            "attach://a",
        ]
    ),
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


def test_half_a_character_within_a_list_is_refused_as_it_is_in_a_text() -> None:
    telegram = Telegram(lambda: FRESH_START)
    complaint = "400 Bad Request: strings must be encoded in UTF-8"
    assert refusal(telegram, "setMyName", name="\ud800") == complaint
    assert refusal(telegram, "setMyName", name=["\ud800"]) == complaint


KINDS = st.sampled_from(
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain",
        "application/json; charset=utf-16",
        "nonsense",
    ]
)
PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n--x--\r\n'
HEADLESS = b"--x\r\nfoo\r\n\r\nx\r\n--x--\r\n"
CODED = PART.replace(b"\r\n\r\na", b"\r\nContent-Transfer-Encoding: foo\r\n\r\na")
CODINGS = st.sampled_from(["identity", "gzip", "deflate", "foo"])
BODIES = st.one_of(
    st.binary(max_size=60),
    st.dictionaries(st.sampled_from(NAMES), VALUES).map(lambda body: json.dumps(body).encode()),
    VALUES.map(lambda body: json.dumps(body).encode()),
    st.sampled_from(
        [
            PART,
            PART[:30],
            PART[:-8],
            HEADLESS,
            CODED,
            compress(PART),
            b'{"text": "\\ud800"}',
            b"[" * 5000,
            b"\xff\xfe{",
        ]
    ),
)
SIM = [
    "people", "people/1001/say", "people/1001/tap", "people/1001/file", "people/1001/reset",
    "people/1001/location", "people/1001/contact", "clock", "due", "updates", "faults", "limits",
]  # fmt: skip


@settings(law, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(sorted(METHODS)), KINDS, CODINGS, BODIES), max_size=8))
async def test_whatever_body_comes_over_the_wire_is_answered_in_json(
    requests: list[tuple[str, str, str, bytes]],
) -> None:
    async with a_server() as address, ClientSession() as http:
        for method, kind, coding, body in requests:
            url = f"{address}/bot{TOKEN}/{method}"
            headers = {"Content-Type": kind, "Content-Encoding": coding}
            async with http.post(url, data=body, headers=headers) as response:
                answer = await response.json()
            assert response.status in {200, 400, 403, 409, 413, 415}, answer
            assert answer["ok"] is (response.status == 200)


@settings(law, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(SIM), CODINGS, BODIES), max_size=8))
async def test_whatever_a_script_sends_is_done_or_told_in_a_sentence(
    requests: list[tuple[str, str, bytes]],
) -> None:
    async with a_server() as address, ClientSession() as http:
        for path, coding, body in requests:
            url, headers = f"{address}/sim/{path}", {"Content-Encoding": coding}
            async with http.post(url, data=body, headers=headers) as response:
                answer = await response.json()
            assert response.status in {200, 400, 404, 409}, answer
            assert ("error" in answer) is (response.status != 200)


@asynccontextmanager
async def a_server() -> AsyncIterator[str]:
    """Yusuf is there; waiting is not, because nobody walks the clock here."""
    store = Store()
    clock = Clock(store)
    telegram = Telegram(clock, store=store)
    telegram.people.add(YUSUF, "Yusuf", "id")
    telegram.people.start(YUSUF)
    server = TestServer(build(telegram, clock))
    await server.start_server(shutdown_timeout=0, auto_decompress=False)
    yield str(server.make_url("")).rstrip("/")
    await server.close()


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
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - Ours.
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
