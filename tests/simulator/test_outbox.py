"""The log of calls: in order, whole, and never more than fits."""

import json
from typing import Any

from bot.simulator.outbox import Outbox
from bot.simulator.params import Upload


def read(outbox: Outbox, seq: int = 0, last: int | None = None) -> Any:
    return json.loads(outbox.after(seq, last))


def noted(count: int, bytes_kept: int = 1 << 20) -> Outbox:
    outbox = Outbox(bytes_kept)
    for number in range(1, count + 1):
        outbox.note(number, "sendMessage", {"text": str(number)}, b'{"ok":true,"result":true}')
    return outbox


def test_a_call_stands_there_with_its_answer() -> None:
    assert read(noted(1)) == {
        "seq": 1,
        "calls": [
            {
                "seq": 1,
                "at": 1,
                "method": "sendMessage",
                "params": {"text": "1"},
                "answer": {"ok": True, "result": True},
            }
        ],
    }


def test_only_the_calls_after_a_number_are_told() -> None:
    outbox = noted(5)

    assert [call["seq"] for call in read(outbox, 3)["calls"]] == [4, 5]
    assert read(outbox, 5) == {"seq": 5, "calls": []}
    assert [call["seq"] for call in read(outbox, 1, last=2)["calls"]] == [4, 5]
    assert read(outbox, 1, last=0)["calls"] == []


def test_of_a_number_from_before_a_restart_everything_is_news() -> None:
    assert len(read(noted(3), 99)["calls"]) == 3


def test_the_oldest_make_room() -> None:
    outbox = noted(1000, bytes_kept=2000)

    seqs = [call["seq"] for call in read(outbox)["calls"]]
    assert len(outbox.after(0)) < 2100
    assert seqs == list(range(seqs[0], 1001))
    assert [call["seq"] for call in read(outbox, 998)["calls"]] == [999, 1000]


def test_a_call_larger_than_all_the_room_is_still_told() -> None:
    outbox = noted(3, bytes_kept=10)

    assert [call["seq"] for call in read(outbox)["calls"]] == [3]


def test_a_file_is_told_by_its_name_and_size() -> None:
    outbox = Outbox()
    outbox.note(1, "sendDocument", {"document": Upload("a.txt", b"isi", "text/plain")}, b"null")

    assert read(outbox)["calls"][0]["params"] == {"document": {"file_name": "a.txt", "size": 3}}
