"""Which chats look different since when, for those who watch."""

from collections.abc import Iterable

__all__ = ["Changes"]

CHATS_KEPT = 10_000


class Changes:
    """Numbers every change; remembers the chats of the latest ones only, because many must fit."""

    def __init__(self, chats_kept: int = CHATS_KEPT) -> None:
        self._chats_kept = chats_kept
        # Chat to number, the latest last.
        self._latest: dict[int, int] = {}
        # Up to here not every chat is remembered.
        self._forgotten = 1
        self.seq = 1

    def touch(self, chat_ids: Iterable[int]) -> None:
        self.seq += 1
        for chat_id in chat_ids:
            self._latest.pop(chat_id, None)
            self._latest[chat_id] = self.seq
        if len(self._latest) > 2 * self._chats_kept:
            kept = list(self._latest.items())[-self._chats_kept :]
            self._forgotten = kept[0][1]
            self._latest = dict(kept)

    def touch_all(self) -> None:
        self.seq += 1
        self._latest.clear()
        self._forgotten = self.seq

    def since(self, seq: int) -> list[int] | None:
        """The chats that changed after this number; None for perhaps any of them.

        A number from before a restart is ahead of ours.
        """
        if seq < self._forgotten or seq > self.seq:
            return None
        return [chat_id for chat_id, at in self._latest.items() if at > seq]
