"""What a bot does that lives with a local Telegram: it follows that Telegram's clock."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import structlog
from aiohttp import ClientError, ClientSession, TraceConfig, TraceRequestEndParams

from bot.telegram.session import Session

__all__ = ["LocalSession"]

OFFSET_HEADER = "X-Sim-Offset"

log = structlog.get_logger()


class LocalSession(Session):
    """Speaks to a local Telegram and hears, with every answer, how far its clock is ahead."""

    def __init__(self, api_base: str, heard: Callable[[int], None]) -> None:
        super().__init__(api_base)
        self._api_base = api_base
        self._heard = heard

    async def create_session(self) -> ClientSession:
        session = await super().create_session()
        if not session.trace_configs:
            trace = TraceConfig()
            trace.on_request_end.append(self._listen)
            trace.freeze()
            session.trace_configs.append(trace)
        return session

    async def tell_due(self, at: datetime | None, offset: int) -> None:
        """Report when something is due next, and at which offset that was found out."""
        session = await self.create_session()
        body = {"at": at.isoformat() if at else None, "offset": offset}
        try:
            async with session.post(f"{self._api_base}/sim/due", json=body) as answer:
                answer.raise_for_status()
        except (ClientError, TimeoutError) as error:
            log.warning("the local Telegram did not hear what is due", error=str(error))

    async def _listen(
        self, _session: ClientSession, _context: SimpleNamespace, params: TraceRequestEndParams
    ) -> None:
        offset = params.response.headers.get(OFFSET_HEADER)
        if offset is not None:
            self._heard(int(offset))
