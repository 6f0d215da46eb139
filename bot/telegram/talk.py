"""One person's chat while one update of theirs is served."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

import structlog
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import CallbackQuery

from bot.domain.delivery import Outcome, Sent
from bot.domain.situation import Late, Live, NothingRunning, Situation
from bot.telegram.card import Card, Letterhead
from bot.telegram.sender import Sender, Shown
from bot.telegram.views import survey as views

__all__ = ["Remember", "Talk"]

Remember = Callable[[int, int], Awaitable[None]]
"""Told a person and the message that shows that person's live card."""

log = structlog.get_logger()


class Talk:
    """Shows cards in one chat: a tap edits the card it was on, a line gets a new one."""

    def __init__(
        self,
        sender: Sender,
        letterhead: Letterhead,
        remember: Remember,
        chat_id: int,
        query: CallbackQuery | None,
    ) -> None:
        self._sender = sender
        self.letterhead = letterhead
        self._remember = remember
        self._chat_id = chat_id
        self._query = query
        self._answered = False
        self._tapped = query.message.message_id if query and query.message else None

    async def situation(
        self,
        found: Situation | Late,
        *,
        below: bool = False,
        remark: str | None = None,
    ) -> None:
        """Show where the person stands in a rating, `below` as a new card in any case.

        A remark stands above the card's own text.

        An old button only gets a toast; the live card is shown again at the bottom when the
        tap was on another message.
        """
        if isinstance(found, NothingRunning) and self._query is not None:
            await self.toast(views.over())
            return
        late = isinstance(found, Late)
        now = found.now if isinstance(found, Late) else found
        live = getattr(now, "live", None)
        live_message = live.message_id if live else None
        elsewhere = late and live_message is not None and live_message != self._tapped
        on = None if below or elsewhere else self._tapped
        shown = self._became_live(live) if live else None
        card = views.situation(now, self.letterhead)
        if remark is not None:
            card = replace(card, text=f"{remark}\n\n{card.text}")
        await self._sender.reply(self._chat_id, card, on, shown)
        await self.toast(views.late() if late else None)

    async def card(
        self,
        card: Card,
        *,
        below: bool = False,
        shown: Shown | None = None,
        remark: str | None = None,
    ) -> None:
        """Show a card that belongs to no interview, `below` as a new message in any case.

        A remark answers the tap.
        """
        await self._sender.reply(self._chat_id, card, None if below else self._tapped, shown)
        await self.toast(remark)

    async def sample(self, card: Card) -> Outcome:
        """Show a message to this person alone, as others would get it; how that ended."""
        return (await self._sender.post(self._chat_id, card)).outcome

    async def tell(self, other: int, cards: Iterable[Card]) -> int | None:
        """Show these cards to somebody else; the last one's number, or None where one failed."""
        message_id = None
        for card in cards:
            posted = await self._sender.post(other, card)
            message_id = posted.message_id
            if message_id is None:
                log.warning("another admin not reached", reason=type(posted.outcome).__name__)
                return None
        return message_id

    async def file(self, name: str, content: bytes) -> None:
        """Send a file."""
        posted = await self._sender.file(self._chat_id, name, content)
        if not isinstance(posted.outcome, Sent):
            log.warning("file not sent", outcome=posted.outcome)
        await self.toast(None)

    async def toast(self, text: str | None, *, alert: bool = False) -> None:
        """Answer the tap, once, in silence or with a line above the chat."""
        if self._query is None or self._answered:
            return
        self._answered = True
        try:
            await self._sender.answer(self._query.id, text, alert=alert)
        except (TelegramAPIError, ClientDecodeError) as error:
            # Too old to be answered; the card says it all.
            log.debug("tap not answered", error=str(error))

    async def refuse(self, text: str) -> None:
        """Say in a sentence why something was not done."""
        if self._query is not None:
            await self.toast(text, alert=True)
        else:
            await self._sender.reply(self._chat_id, Card(text))

    async def clear(self, message_id: int | None) -> None:
        """Take a message off the screen, unless it is the one that was tapped and shows what is
        next."""
        if message_id is None or message_id == self._tapped:
            return
        posted = await self._sender.erase(self._chat_id, message_id)
        if not isinstance(posted.outcome, Sent):
            log.warning("message not cleared", outcome=type(posted.outcome).__name__)

    def _became_live(self, live: Live) -> Shown:
        before = live.message_id

        async def shown(message_id: int) -> None:
            if message_id == before:
                return
            await self._remember(self._chat_id, message_id)
            if before is None:
                return
            if live.kiosk:
                await self.clear(before)
            else:
                await self._sender.strip(self._chat_id, before)

        return shown
