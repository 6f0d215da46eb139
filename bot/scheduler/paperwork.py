"""Long work for admins, done beside the inbox: spreadsheets read and applied, papers made.

Nothing of it holds the database while a file is fetched, read or compared.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

import structlog
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.db import errands as rows
from bot.db.database import Database
from bot.domain.delivery import Sent
from bot.domain.errand import MOST_TRIES, Errand, ErrandKind
from bot.domain.errors import DatabaseAway, DomainError, SheetRefused
from bot.domain.people import Person
from bot.domain.sheet import Changes
from bot.domain.time import Clock
from bot.scheduler.papers import Papers
from bot.telegram.card import Card, Letterhead
from bot.telegram.sender import Sender
from bot.telegram.views import errands as views
from bot.telegram.views import narrowing as narrowing_views
from bot.telegram.views.refusals import refusal
from bot.texts import speaking
from bot.usecases import accounts, errands, imports, narrowing, spreadsheet
from bot.usecases.imports import At, Found, Imported
from bot.usecases.office import Office

__all__ = ["Paperwork"]

PASSING = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, ClientDecodeError)
"""What may be gone at the next try."""

log = structlog.get_logger()


class _NotYet(Exception):
    """It cannot be done this time."""


@dataclass(frozen=True, slots=True)
class Paperwork:
    """Does one errand after the other; each may be done twice, as after a crash."""

    database: Database
    office: Office
    sender: Sender
    letterhead: Letterhead
    clock: Clock
    papers: Papers

    async def work(self) -> None:
        """Do what is to be done, until nothing is or it cannot be done now."""
        try:
            while (errand := await self.database.read(rows.first)) is not None:
                await self._do(errand)
        except _NotYet:
            log.info("errand waits")
        except DatabaseAway as error:
            log.error("database away, errands wait", error=str(error))

    async def _do(self, errand: Errand) -> None:
        with speaking((await self._person(errand)).language):
            try:
                await self._by_kind(errand)
            except SheetRefused as error:
                await self._refuse(errand, error)
            except (_NotYet, DatabaseAway):
                raise
            except DomainError as error:
                await self._end(errand, Card(refusal(error, self.letterhead)))
            except Exception:
                # Whatever it is, it must not be tried for ever.
                log.exception("errand failed", errand=errand.id)
                await self._end(errand, views.failed())

    async def _person(self, errand: Errand) -> Person:
        """Who asked, and what that person may do now."""
        return await self.database.read(
            accounts.recognise, errand.person_id, None, self.office.admins
        )

    async def _by_kind(self, errand: Errand) -> None:
        match errand.kind:
            case ErrandKind.READ:
                await self._read(errand)
            case ErrandKind.APPLY:
                await self._apply(errand)
            case ErrandKind.NAMES:
                await self._name(errand)
            case _:
                await self._make(errand)

    async def _read(self, errand: Errand) -> None:
        content = await self._fetched(errand)
        if content is None:
            await self._end(errand, views.not_fetched())
            return
        kind, _lines, changes, _at = await self._compared(content)
        await self._offer(errand, content, changes, views.preview(errand, kind, changes))

    async def _apply(self, errand: Errand) -> None:
        content = errand.content or b""
        kind, lines, changes, at = await self._compared(content)
        if changes.edition != errand.about:
            # What nobody has seen is not applied: somebody else changed something meanwhile.
            card = views.preview(errand, kind, changes, anew=True)
            await self._offer(errand, content, changes, card)
        elif await self.database.write(errands.apply, errand, kind, lines, at):
            await self._show(errand, views.applied(kind, changes))

    async def _compared(self, content: bytes) -> tuple[Imported, Any, Changes, At]:
        """What a spreadsheet says, and what it would change now."""
        kind, records, left = await asyncio.to_thread(_understood, content)
        office = self.office
        at = At(self.clock(), office.zone, office.targets, office.forms)
        lines, changes = await self.database.read(imports.compare, kind, records, at)
        return kind, lines, replace(changes, left=left), at

    async def _offer(self, errand: Errand, content: bytes, changes: Changes, card: Card) -> None:
        """Shown, it waits for a tap; where nothing would change it is done with."""
        if changes.none:
            await self._end(errand, card)
        elif await self.database.write(errands.keep, errand, content, changes.edition):
            await self._show(errand, card)

    async def _make(self, errand: Errand) -> None:
        # Who asked may have been an admin only then.
        person = await self._person(errand)
        paper = await self.papers.made(errand, person)
        await self._end(errand, paper.card)
        if paper.content:
            await self._send(errand, paper.name, paper.content)

    async def _name(self, errand: Errand) -> None:
        content = await self._fetched(errand)
        if content is None:
            await self._end(errand, views.not_fetched())
            return
        numbers = await asyncio.to_thread(narrowing.numbers_of_file, content)
        person = await self._person(errand)
        found = await self.database.write(narrowing.name, person, numbers)
        await self._end(errand, narrowing_views.named(found))

    async def _fetched(self, errand: Errand) -> bytes | None:
        """The file; None where Telegram will not hand it over."""
        try:
            return await self.sender.fetch(errand.about)
        except PASSING as error:
            log.warning("file not fetched", errand=errand.id, error=str(error))
            if errand.tries + 1 >= MOST_TRIES:
                return None
            await self.database.write(rows.tried, errand.id)
            raise _NotYet from error
        except TelegramAPIError as error:
            log.warning("file refused", errand=errand.id, error=str(error))
            return None

    async def _refuse(self, errand: Errand, error: SheetRefused) -> None:
        await self._end(errand, views.refused(error.problems))
        content = views.in_full(error.problems)
        if content is not None:
            await self._send(errand, "masalah.txt", content)

    async def _end(self, errand: Errand, card: Card) -> None:
        await self.database.write(rows.remove, errand.id)
        await self._show(errand, card)

    async def _show(self, errand: Errand, card: Card) -> None:
        """In place of the card that said that it was begun."""
        # It may have been noted only after the errand was taken up.
        await self.sender.reply(errand.person_id, card, errand.card_id)

    async def _send(self, errand: Errand, name: str, content: bytes) -> None:
        posted = await self.sender.file(errand.person_id, name, content)
        if not isinstance(posted.outcome, Sent):
            log.warning("file not sent", errand=errand.id, outcome=posted.outcome)


def _understood(content: bytes) -> tuple[Imported, Found, tuple[str, ...]]:
    """What the file is about, its rows, and the sheets that were not read; raises SheetRefused
    with every problem."""
    sheets = spreadsheet.open_sheets(content)
    kind = imports.kind_of(sheets)
    found = imports.read(sheets, kind)
    return kind, found, imports.left_out(sheets, found)
