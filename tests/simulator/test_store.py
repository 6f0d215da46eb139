"""What was answered is remembered, whatever moment the process dies at."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram
from bot.simulator.params import Upload
from bot.simulator.store import StateUnreadable, StateUnwritable, Store
from tests.simulator.bot import YUSUF, law, send, updates
from tests.simulator.conftest import Watch


@contextmanager
def living(folder: Path, *, fresh: bool = False) -> Iterator[Telegram]:
    with closing(Store(folder, fresh=fresh)) as store:
        yield Telegram(lambda: FRESH_START, store=store)


def journal(folder: Path) -> Path:
    return folder / "journal.jsonl"


@contextmanager
def lived(folder: Path) -> Iterator[Telegram]:
    """A state with a few messages, and an update that still waits."""
    with living(folder) as telegram:
        telegram.people.add(YUSUF, "Yusuf", "id")
        telegram.people.start(YUSUF)
        send(telegram, "Satu 👍")
        telegram.people.say(YUSUF, "dua")
        updates(telegram, offset=2)
        yield telegram


def numbers(telegram: Telegram) -> tuple[list[int], list[int]]:
    """The ids of all messages and of all updates that still wait."""
    seen = telegram.people.chat(YUSUF)["messages"] if telegram.people.known()["total"] else []
    messages = [message["message_id"] for message in seen]
    return messages, [update["update_id"] for update in updates(telegram)]


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    with lived(tmp_path) as before:
        before.people.send_file(YUSUF, Upload("a.txt", b"isi", "text/plain"))
        chat, waiting = before.people.chat(YUSUF), updates(before)
    with living(tmp_path) as after:
        assert after.people.chat(YUSUF) == chat
        assert updates(after) == waiting
        assert after.download("documents/file_1.txt") == b"isi"


def test_a_fresh_start_forgets(tmp_path: Path) -> None:
    with lived(tmp_path) as before:
        before.people.send_file(YUSUF, Upload("a.txt", b"isi", "text/plain"))
    with living(tmp_path, fresh=True) as after:
        assert after.people.known()["total"] == 0
    assert not (tmp_path / "files").exists()


def test_the_journal_is_compacted_at_the_start(tmp_path: Path) -> None:
    with lived(tmp_path) as telegram:
        for _ in range(50):
            telegram.people.block(YUSUF)
            telegram.people.unblock(YUSUF)
        updates(telegram, offset=1000)
    long = journal(tmp_path).stat().st_size
    with living(tmp_path):
        assert journal(tmp_path).stat().st_size < long / 10


def test_a_line_is_written_before_the_call_is_answered(tmp_path: Path) -> None:
    with lived(tmp_path) as telegram:
        before = journal(tmp_path).read_bytes()
        send(telegram, "Tiga")
        added = journal(tmp_path).read_bytes().removeprefix(before)

    assert added.count(b"\n") == 1
    assert b"Tiga" in added


def test_a_refused_call_leaves_no_trace(tmp_path: Path) -> None:
    with lived(tmp_path) as telegram:
        before = journal(tmp_path).read_bytes()
        telegram.call("sendMessage", {"chat_id": YUSUF, "text": "<b>", "parse_mode": "HTML"})
        telegram.call("sendDocument", {"chat_id": YUSUF, "document": "nonsense"})

    assert journal(tmp_path).read_bytes() == before


@law
@given(st.data())
def test_no_answered_id_comes_again_after_the_last_line_was_torn(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with lived(folder) as telegram:
            answered = numbers(telegram)
            size = journal(folder).stat().st_size
            telegram.people.say(YUSUF, "tidak dijawab")
        whole = journal(folder).read_bytes()
        # Anything short of the whole line, whose newline ends it.
        journal(folder).write_bytes(whole[: data.draw(st.integers(size, len(whole) - 1))])
        with living(folder) as telegram:
            assert numbers(telegram) == answered
            assert telegram.people.say(YUSUF, "baru")[0] > max(answered[0])
            assert updates(telegram)[-1]["update_id"] > max(answered[1])


@law
@given(st.data())
def test_ids_stay_unique_wherever_the_journal_ends(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with lived(folder):
            pass
        whole = journal(folder).read_bytes()
        journal(folder).write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
        with living(folder) as telegram:
            telegram.people.add(YUSUF, "Yusuf", "id")
            telegram.people.say(YUSUF, "baru")
            messages, waiting = numbers(telegram)

    assert messages == sorted(set(messages))
    assert waiting == sorted(set(waiting))


def test_a_spoilt_line_in_the_middle_is_not_passed_over(tmp_path: Path) -> None:
    with lived(tmp_path):
        pass
    first, *others = journal(tmp_path).read_bytes().splitlines(keepends=True)
    journal(tmp_path).write_bytes(first + b'{"not": "ours"}\n' + b"".join(others))

    with pytest.raises(StateUnreadable) as broken:
        Store(tmp_path)
    assert (broken.value.path, broken.value.line) == (journal(tmp_path), 2)


def test_two_processes_do_not_share_one_state(tmp_path: Path) -> None:
    with living(tmp_path), pytest.raises(StateUnwritable) as busy:
        Store(tmp_path)

    assert busy.value.path == tmp_path
    Store(tmp_path).close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StateUnwritable) as unwritable:
        Store(tmp_path / "file" / "state")

    assert unwritable.value.path == tmp_path / "file" / "state"
    assert unwritable.value.reason == "Not a directory"


def test_what_a_reader_changes_is_the_readers_own(watch: Watch) -> None:
    telegram = Telegram(watch)
    telegram.people.add(YUSUF, "Yusuf", "id")
    person = telegram.world.person(YUSUF)
    assert person is not None
    person["first_name"] = "Maria"

    assert telegram.people.known()["people"][0]["first_name"] == "Yusuf"
