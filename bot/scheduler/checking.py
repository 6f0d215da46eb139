"""Makes forms of the questions of trainings, beside the inbox."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.db.database import Database
from bot.domain.errors import DatabaseAway
from bot.domain.time import Clock
from bot.usecases import checking, publishing
from bot.usecases.checking import Draft
from bot.usecases.publishing import Edition
from bot.xlsform.errors import FormRefused

__all__ = ["Checking"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Checking:
    """Converts one form after the other; each may be done twice, as after a crash."""

    database: Database
    clock: Clock

    async def work(self) -> None:
        """Do what is to be done."""
        try:
            while (draft := await self.database.write(checking.take, self.clock())) is not None:
                edition = await asyncio.to_thread(_converted, draft)
                await self.database.write(checking.ended, draft, edition, self.clock())
        except DatabaseAway as error:
            log.error("database away, no form made", error=str(error))


def _converted(draft: Draft) -> Edition | None:
    try:
        return publishing.edition(draft.code, draft.content)
    except FormRefused:
        # The workbook was checked cell by cell; whatever this is, it must not be tried for ever.
        log.exception("questions refused", form=draft.code)
        return None
