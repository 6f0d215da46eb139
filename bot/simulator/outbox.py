"""The log of calls: what the bot asked, and what it was answered."""

from collections import deque
from collections.abc import Mapping

from bot.simulator.params import Upload, dumps

__all__ = ["Outbox"]

BYTES_KEPT = 16 << 20


class Outbox:
    """Calls with their answers, in order and numbered from 1; the oldest make room for new ones.

    They are kept as JSON, because many must fit.
    """

    def __init__(self, bytes_kept: int = BYTES_KEPT) -> None:
        self._bytes_kept = bytes_kept
        self._size = 0
        self._calls: deque[bytes] = deque()
        self.seq = 0

    def note(self, at: int, method: str, params: Mapping[str, object], answer: bytes) -> None:
        """A call was answered so; an answer that never went out is `null`."""
        self.seq += 1
        facts = {"seq": self.seq, "at": at, "method": method, "params": _shown(params)}
        self._calls.append(b'%b,"answer":%b}' % (dumps(facts)[:-1], answer))
        self._size += len(self._calls[-1])
        while self._size > self._bytes_kept and len(self._calls) > 1:
            self._size -= len(self._calls.popleft())

    def after(self, seq: int, last: int | None = None) -> bytes:
        """`{"seq", "calls"}`: the calls after this number that are kept, or the `last` of them.

        A number from before a restart is ahead of ours: then all of them.
        """
        since = seq if seq <= self.seq else 0
        first = self.seq - len(self._calls)
        calls = list(self._calls)[max(since - first, 0) :]
        if last is not None:
            calls = calls[max(len(calls) - last, 0) :]
        return b'{"seq":%d,"calls":[%b]}' % (self.seq, b",".join(calls))


def _shown(params: Mapping[str, object]) -> dict[str, object]:
    """The parameters, with files by their name and size only."""
    return {name: _facts(value) for name, value in params.items()}


def _facts(value: object) -> object:
    if isinstance(value, Upload):
        return {"file_name": value.file_name, "size": len(value.content)}
    return value
