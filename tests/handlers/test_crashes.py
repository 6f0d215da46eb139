"""The process may die at any call to Telegram: nothing is lost and nothing is doubled."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.app import Torang
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import BallotRow
from bot.keys import Keys
from bot.simulator.core import Telegram
from tests.chat import Chat, CoreSession
from tests.conftest import SECRET
from tests.handlers.survey import PROFILE, RATINGS
from tests.rows import counted, rows_of

SUGGESTION = "Antrean panjang"
MANY_STEPS = 60


class Died(BaseException):
    """The process ended here."""


class Fate:
    """Lets the process die once in every step, at one call to Telegram, before or after it."""

    def __init__(self, wire: CoreSession, at: int, *, carried_out: bool) -> None:
        self._at = at
        self._call = 0
        self.deaths = 0
        if carried_out:
            wire.lost = self.strike
        else:
            wire.fault = self.strike

    def strike(self, _method: str) -> Died | None:
        self._call += 1
        if self._call != self._at:
            return None
        self.deaths += 1
        return Died()

    def next_step(self) -> None:
        self._call = 0

    def spare(self) -> None:
        self._call = self._at


def tapped_for(text: str) -> str:
    """What this person taps under a card that says this, or types where no button is named."""
    if found := re.search(r"Profil (\d) dari 4", text):
        return PROFILE[int(found[1]) - 1]
    if found := re.search(r"Pelayanan (\d) dari 9", text):
        return RATINGS[int(found[1]) - 1]
    if text.startswith("Selamat datang"):
        return "Mulai"
    return "Kirim" if text.startswith("Periksa sebelum dikirim") else ""


def over(chat: Chat) -> bool:
    """Whether the person was told that it is done, by the thanks or by a toast."""
    done = "Penilaian itu sudah selesai. /start memulai yang baru."
    return done in chat.toasts or bool(chat.cards and chat.text.startswith("Terima kasih. Jaw"))


async def go_on(chat: Chat) -> None:
    """Do the next thing that what one sees asks for."""
    if not chat.cards:
        await chat.starts("dukcapil-ktp")
    elif label := tapped_for(chat.text):
        await chat.taps(label)
    else:
        await chat.says(SUGGESTION)


def ballots(db: Db) -> list[bytes]:
    return list(db.scalars(select(BallotRow.sealed)))


# The calls of a step are: fetch, show the card, answer the tap, confirm.
@pytest.mark.parametrize(
    ("at", "carried_out"),
    [(1, True), (2, False), (2, True), (3, False), (3, True), (4, False)],
    ids=["fetched", "unshown", "shown", "unanswered", "answered", "unconfirmed"],
)
async def test_a_crash_at_every_call_of_every_step_loses_and_doubles_nothing(
    telegram: Telegram,
    start: Callable[[], Torang],
    wire: CoreSession,
    database: Database,
    at: int,
    carried_out: bool,
) -> None:
    fate = Fate(wire, at, carried_out=carried_out)

    torang = start()

    async def serve() -> None:
        """Until it dies; then a new process goes on, and lives long enough for this step."""
        nonlocal torang
        try:
            await torang.inbox.turn()
            await torang.inbox.confirm()
        except Died:
            fate.spare()
            torang = start()
            await torang.inbox.turn()
            await torang.inbox.confirm()

    chat = Chat(telegram, 1001, serve)
    for _step in range(MANY_STEPS):
        fate.next_step()
        await go_on(chat)
        if over(chat):
            break

    assert over(chat)
    assert fate.deaths >= len(PROFILE + RATINGS)
    (sealed,) = database.now(ballots)
    content = Keys(SECRET).unseal(sealed)
    assert content["scores"] == {
        "persyaratan": 3,
        "prosedur": 3,
        "waktu": 3,
        "biaya": 4,
        "produk": 3,
        "kompetensi": 3,
        "perilaku": 3,
        "sarana": 3,
        "pengaduan": 4,
    }
    profile = ("26_35", "P", "sma", "wirausaha")
    assert {*profile, SUGGESTION} <= set(content["answers"].values())
    assert database.now(counted)["submitted"] == database.now(counted)["begun"] == 1
    assert database.now(rows_of, "interview") == database.now(rows_of, "delivery") == 0
