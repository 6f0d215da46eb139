"""The wiring: the only module that knows every part, and hands the clock to them."""

import asyncio
import gc
import secrets
import signal
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramUnauthorizedError
from aiogram.types import Update

import handlers.account
import handlers.answering
import handlers.asking
import handlers.attendance
import handlers.broadcast
import handlers.campaigns
import handlers.certificates
import handlers.dashboard
import handlers.errands
import handlers.errors
import handlers.findings
import handlers.follow_ups
import handlers.groups
import handlers.impact
import handlers.inquiries
import handlers.judging
import handlers.kiosks
import handlers.linking
import handlers.membership
import handlers.middleware
import handlers.narrowing
import handlers.papers
import handlers.posters
import handlers.receipts
import handlers.replies
import handlers.report
import handlers.rest
import handlers.results
import handlers.start
import handlers.steps
import handlers.subscriptions
import handlers.survey
import handlers.trainings
from bot import config as settings
from bot import holidays, log
from bot.clock import clock
from bot.config import Config, ConfigError
from bot.db.database import Arrival, Database, arrival
from bot.disk import room
from bot.domain.errors import DatabaseAway
from bot.domain.time import Clock
from bot.keys import Keys
from bot.scheduler.checking import Checking
from bot.scheduler.opening import Opening
from bot.scheduler.papers import Papers
from bot.scheduler.paperwork import Paperwork
from bot.scheduler.sending import Sending
from bot.scheduler.showing import Showing
from bot.scheduler.ticks import Ticks
from bot.scheduler.watching import Watching
from bot.telegram import menus
from bot.telegram.attention import Attention
from bot.telegram.card import Letterhead
from bot.telegram.lane import Lane
from bot.telegram.local import LocalSession
from bot.telegram.polling import Inbox
from bot.telegram.sender import Sender
from bot.telegram.session import Session
from bot.texts import _
from bot.usecases import due, walks
from bot.usecases.office import Forms, Office
from bot.web import server
from bot.web.site import Site

__all__ = ["LocalClock", "Torang", "ask_username", "build", "run", "serve"]

RETRY_SECONDS = 5

said = structlog.get_logger()


@dataclass(slots=True)
class LocalClock:
    """The clock of a local Telegram: real time and an offset that it tells with every answer."""

    offset: int = 0
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self) -> datetime:
        return clock() + timedelta(seconds=self.offset)

    def hear(self, offset: int) -> None:
        """Note how far the local Telegram is ahead of real time."""
        if offset != self.offset:
            self.offset = offset
            self.moved.set()


@dataclass(frozen=True, slots=True)
class Torang:
    """The bot, put together: its two doors and what they share."""

    bot: Bot
    database: Database
    office: Office
    sender: Sender
    inbox: Inbox
    ticks: Ticks
    clock: Clock


def build(
    config: Config,
    database: Database,
    keys: Keys,
    bot: Bot,
    now: Clock,
    seconds: Callable[[], float] = time.monotonic,
    free: Callable[[], int] | None = None,
) -> Torang:
    """Put the parts together; `seconds` is a monotonic clock for limits and waiting.

    `free` tells the bytes that are left on the disk; if it is not given, the disk is asked.
    """
    office = _office(config, keys)
    sender = Sender(bot, seconds, Lane(config.telegram.per_second))
    letterhead = Letterhead(config.office.name, config.office.contact, config.office.zone)
    left = free or (lambda: room(config).free)
    owner, zone = config.office.owner, config.office.zone
    watching = Watching(database, sender, owner, zone, now, seconds, left)
    bot.session.middleware(Attention(watching.saw))
    dispatcher = _dispatcher(database, office, sender, letterhead, now)

    async def process(update: Update) -> None:
        arrival.set(Arrival(update.update_id, now().date()))
        # Not `feed_update`: what it puts around this, our own middlewares do.
        await dispatcher.propagate_event(update.event_type, update.event, bot=bot)

    inbox = Inbox(bot, process, watching.saw, seconds)
    run = secrets.token_hex(8)
    checking = Checking(database, now)
    paid = config.telegram.paid_broadcasts
    papers = Papers(database, office, bot, letterhead, now)
    paperwork = Paperwork(database, office, sender, letterhead, now, papers)
    sending = Sending(database, office, sender, letterhead, now, run, watching.saw, paid)
    showing = Showing(database, office, sender, letterhead, now)
    opening = Opening(database, office, sender, bot, now)
    ticks = Ticks(database, office, now, sending, showing, opening, paperwork, checking, watching)
    return Torang(bot, database, office, sender, inbox, ticks, now)


def _office(config: Config, keys: Keys) -> Office:
    dates = config.calendar
    return Office(
        config.office.zone,
        keys,
        Forms(),
        holidays.calendar(dates.days_off, dates.working_days, dates.ramadan),
        config.telegram.per_second,
        config.office.approval_above,
        frozenset(config.office.admins),
        config.learning.targets,
        config.web.address,
    )


def _dispatcher(
    database: Database,
    office: Office,
    sender: Sender,
    letterhead: Letterhead,
    now: Clock,
) -> Dispatcher:
    async def remember(person_id: int, message_id: int) -> None:
        await database.write(walks.shown, office, person_id, message_id)

    known = handlers.middleware.Acquaintance(database, office, now, sender, letterhead, remember)
    mistakes = handlers.errors.Mistakes(database)
    dispatcher = Dispatcher(disable_fsm=True)
    for observer in (dispatcher.message, dispatcher.callback_query, dispatcher.my_chat_member):
        # The first is the outermost: whatever fails, also in finding out who it is, is settled.
        observer.outer_middleware(mistakes)
        observer.outer_middleware(known)
    # First what comes most often: every filter before it is asked each time. Then groups: the
    # others speak to one person. The rest last: it takes what nobody took.
    for conversation in (
        handlers.survey.build_taps,
        handlers.groups.build,
        handlers.membership.build,
        handlers.broadcast.build,
        # Before spreadsheets: an admin's own certificate may be a file, too.
        handlers.certificates.build,
        handlers.judging.build,
        handlers.asking.build,
        handlers.answering.build,
        handlers.narrowing.build,
        handlers.errands.build,
        handlers.subscriptions.build,
        handlers.papers.build,
        handlers.posters.build,
        handlers.dashboard.build,
        handlers.attendance.build,
        handlers.campaigns.build,
        handlers.findings.build,
        handlers.follow_ups.build,
        handlers.impact.build,
        handlers.steps.build,
        handlers.inquiries.build,
        handlers.trainings.build,
        handlers.account.build,
        handlers.linking.build,
        handlers.kiosks.build,
        handlers.start.build,
        handlers.results.build,
        handlers.report.build,
        handlers.receipts.build,
        handlers.replies.build,
        handlers.survey.build,
        handlers.rest.build,
    ):
        dispatcher.include_router(conversation())
    return dispatcher


async def run(config: Config) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises ConfigError for a token that Telegram refuses, SystemExit when a part ends by itself.
    """
    log.keep(config.log)
    local = LocalClock() if config.telegram.simulator else None
    session = _session(config, local)
    bot = _bot(config, session)
    database = Database(config.database.url)
    torang = build(config, database, Keys(settings.secret(config)), bot, local or clock)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        if await _greeted(bot, stop):
            async with _pages(config, torang):
                await serve(torang, local, stop)
    finally:
        await bot.session.close()
        database.close()


@asynccontextmanager
async def _pages(config: Config, torang: Torang) -> AsyncIterator[None]:
    """The web pages, while inside; raises ConfigError where they cannot be served."""
    if not config.web.port:
        yield
        return
    site = Site(
        torang.database,
        torang.office,
        torang.clock,
        config.office.name,
        config.office.contact,
        (await torang.bot.me()).username or "",
        config.web.address,
        config.web.licence,
    )
    try:
        listener = server.listen(config.web.host, config.web.port)
    except server.PortBusy:
        problem = _("another program uses this port; choose another.")
        raise ConfigError("web.port", problem) from None
    except OSError:
        raise ConfigError("web.host", _("this machine has no such host.")) from None
    async with server.serving(site, listener):
        yield


def _session(config: Config, local: LocalClock | None) -> Session:
    base = config.telegram.api_base.rstrip("/")
    return Session(base) if local is None else LocalSession(base, local.hear)


def _bot(config: Config, session: Session) -> Bot:
    html = DefaultBotProperties(parse_mode=ParseMode.HTML)
    return Bot(settings.token(config), session=session, default=html)


async def ask_username(config: Config) -> str:
    """The bot's user name, from Telegram; raises ConfigError where Telegram does not give it."""
    bot = _bot(config, _session(config, None))
    try:
        return (await bot.get_me()).username or ""
    except TelegramAPIError as error:
        text = _("Telegram does not tell the name of the bot ({reason}); write it here.")
        raise ConfigError("telegram.username", text.format(reason=error)) from None
    finally:
        await bot.session.close()


async def _greeted(bot: Bot, stop: asyncio.Event) -> bool:
    """Whether Telegram answers; tries until it does, or until told to stop."""
    while not stop.is_set():
        try:
            me = await bot.get_me()
            await menus.show_to_everybody(bot)
        except TelegramUnauthorizedError:
            problem = _("Telegram does not know this token; copy it once more from BotFather.")
            raise ConfigError("telegram.token", problem) from None
        except (TelegramAPIError, ClientDecodeError) as error:
            said.warning("Telegram does not answer yet", error=str(error))
            await _pause(stop)
        else:
            said.info("at work", username=me.username)
            return True
    return False


async def _pause(stop: asyncio.Event) -> None:
    waiting = asyncio.ensure_future(stop.wait())
    await asyncio.wait({waiting}, timeout=RETRY_SECONDS)
    waiting.cancel()


async def serve(torang: Torang, local: LocalClock | None, stop: asyncio.Event) -> None:
    """Serve until told to stop; raises SystemExit when a part ends by itself.

    Without one of them the others would go on as if nothing were: started anew, all of them work.
    """
    # What is here now stays: the collector need not look through it again and again.
    gc.freeze()
    await torang.ticks.tidy()
    end_ticks = torang.ticks.schedule()
    inbox = asyncio.create_task(torang.inbox.run(stop), name="inbox")
    parts = [inbox, asyncio.create_task(torang.sender.run(), name="sender")]
    session = torang.bot.session
    if local is not None and isinstance(session, LocalSession):
        parts.append(asyncio.create_task(_follow(torang, session, local), name="local clock"))
    try:
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        # Whichever it was, the inbox finishes what it has begun.
        stop.set()
        await asyncio.wait([inbox])
        _see_to_the_dead(parts)
        await torang.sender.flush()
    finally:
        await end_ticks()
        for part in parts:
            part.cancel()


def _see_to_the_dead(parts: Sequence[asyncio.Task[None]]) -> None:
    dead = [part for part in parts if part.done() and part.exception() is not None]
    for part in dead:
        said.critical(
            "a part died, so the bot ends", part=part.get_name(), exc_info=part.exception()
        )
    if dead:
        raise SystemExit(1)


async def _follow(torang: Torang, session: LocalSession, local: LocalClock) -> None:
    """Whenever the local clock was moved: all ticks once. Always say when something is due."""
    told: tuple[datetime | None, int] | None = None
    while True:
        moved = await _moved(local)
        offset = local.offset
        if moved:
            await torang.ticks.all()
        now_due = (await _next_due(torang), offset)
        if moved or now_due != told:
            await session.tell_due(*now_due)
            told = now_due


async def _next_due(torang: Torang) -> datetime | None:
    """None also while the database is away: then nothing can be done, as the ticks say."""
    try:
        return await torang.database.read(due.next_due, torang.clock())
    except DatabaseAway:
        return None


async def _moved(local: LocalClock) -> bool:
    """Whether the local clock was moved within a second."""
    try:
        await asyncio.wait_for(local.moved.wait(), 1)
    except TimeoutError:
        return False
    local.moved.clear()
    return True
