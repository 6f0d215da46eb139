"""/siaran: an admin composes a broadcast, rehearses and launches it, and steers it afterwards."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from bot.db import units
from bot.domain.audience import Audience, Who, meant_for
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.content import Media, MediaKind
from bot.domain.delivery import Rejected
from bot.domain.errors import NobodyThere
from bot.domain.people import require_admin
from bot.domain.situation import Telling
from bot.domain.time import instant, next_morning
from bot.telegram import buttons
from bot.telegram.card import Card
from bot.telegram.views import broadcasting
from bot.telegram.views import composing as views
from bot.telegram.views.telling import telling
from bot.texts import DEFAULT, speaking
from bot.usecases import broadcasts, composing
from bot.usecases.composing import Wanted
from bot.visit import Visit

__all__ = ["build"]

Handler = Callable[..., Awaitable[None]]

MOST_IN_A_FILE = 10_000

MORNING = time(8)


class Awaited(Filter):
    """The admin's next message is this; hands over `about`: a language, or a broadcast."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, Any]:
        kind, _colon, about = (visit.person.expecting or "").partition(":")
        if kind != self._wanted or (message.text or "").startswith("/"):
            return False
        return {"about": about}


async def open_draft(_message: Message, visit: Visit) -> None:
    found = await visit.database.read(composing.draft, visit.person)
    if found is None:
        await _begin(visit)
    else:
        await _show(visit, found)


async def begin(_query: CallbackQuery, visit: Visit) -> None:
    await _begin(visit)


async def show(_query: CallbackQuery, visit: Visit) -> None:
    await _show(visit, await visit.database.read(composing.own_draft, visit.person))


async def drop(_query: CallbackQuery, visit: Visit) -> None:
    await visit.database.run(composing.drop, visit.person)
    await visit.talk.card(views.dropped())


async def ask_text(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    language = callback_data.value
    await visit.database.run(composing.expect, visit.person, Wanted.TEXT, language)
    await visit.talk.card(views.ask_text(language))


async def read_text(message: Message, about: str, visit: Visit) -> None:
    html, media = message.html_text, _media(message)
    found, wrong = await visit.database.run(composing.compose, visit.person, about, html, media)
    await visit.talk.card(views.problems(wrong)) if wrong else await _show(visit, found)


async def ask_labels(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    language = callback_data.value
    await visit.database.run(composing.expect, visit.person, Wanted.LABELS, language)
    found = await visit.database.read(composing.own_draft, visit.person)
    await visit.talk.card(views.ask_labels(found, language))


async def read_labels(message: Message, about: str, visit: Visit) -> None:
    await _label(visit, about, (message.text or "").splitlines())


async def drop_labels(_query: CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(composing.own_draft, visit.person)
    await _label(visit, next(iter(found.content.texts)), [])


async def choose_who(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    """Without a value the choice is only shown."""
    if callback_data.value:
        await _address(visit, lambda before: meant_for(before, Who(callback_data.value)))
    else:
        await _show_audience(visit, await visit.database.read(composing.own_draft, visit.person))


async def choose_language(
    _query: CallbackQuery, callback_data: buttons.Compose, visit: Visit
) -> None:
    language = callback_data.value or None
    await _address(visit, lambda before: replace(before, language=language))


async def list_units(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    require_admin(visit.person)
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.choosing_unit(tree, int(callback_data.value or 0)))


async def choose_unit(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    unit_id = int(callback_data.value) or None
    await _address(visit, lambda before: replace(before, unit_id=unit_id))


async def rehearse(_query: CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(composing.own_draft, visit.person)
    for language in found.content.texts:
        outcome = await visit.talk.sample(await _sample(found, language, visit))
        if isinstance(outcome, Rejected):
            await visit.talk.card(views.sample_refused(outcome.reason), below=True)
            return
    await _show_rehearsal(visit, below=True)


async def toggle_canary(_query: CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(composing.own_draft, visit.person)
    await visit.database.run(composing.set_canary, visit.person, on=not found.canary)
    await _show_rehearsal(visit)


async def choose_day(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    require_admin(visit.person)
    if callback_data.value:
        await visit.talk.card(views.choosing_hour(callback_data.value))
    else:
        await visit.talk.card(views.choosing_day(visit.now, visit.office.zone))


async def ask_sure(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    at = _instant(callback_data.value, visit)
    found = await visit.database.read(
        composing.rehearse, visit.office, visit.person, at, visit.now
    )
    card = views.confirming(found, at, callback_data.value, visit.talk.letterhead)
    await visit.talk.card(card)


async def launch(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    at = _instant(callback_data.value, visit)
    found = await visit.database.run(broadcasts.launch, visit.office, visit.person, at, visit.now)
    await _follow(visit, found.id)
    if found.stage is Stage.ASKED:
        progress = await visit.database.write(broadcasts.look, found.id, visit.now)
        sample = await _sample(found, DEFAULT, visit)
        card = broadcasting.asking(progress, visit.office.zone, sample)
        await visit.talk.tell(visit.office.admins - {visit.person.id}, card)


async def steer(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    """What needs no second tap."""
    broadcast, database, person = callback_data.broadcast, visit.database, visit.person
    match callback_data.deed:
        case "cancel":
            await database.run(broadcasts.cancel, person, broadcast, visit.now)
        case "approve":
            await database.run(broadcasts.approve, person, broadcast, visit.now)
        case "pause":
            await database.run(broadcasts.pause, person, broadcast)
        case "resume":
            await database.run(broadcasts.resume, person, broadcast)
        case _:
            require_admin(person)
    await _look(visit, broadcast)


async def stop(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    if callback_data.sure:
        await visit.database.run(broadcasts.stop, visit.person, callback_data.broadcast)
        await _look(visit, callback_data.broadcast)
    else:
        await _warn(visit, callback_data)


async def erase(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    if not callback_data.sure:
        await _warn(visit, callback_data)
        return
    try:
        found = await visit.database.run(
            broadcasts.erase, visit.person, callback_data.broadcast, visit.now
        )
    except NobodyThere:
        await visit.talk.refuse(broadcasting.nobody())
    else:
        await _follow(visit, found.id, below=True)


async def ask_correction(
    _query: CallbackQuery, callback_data: buttons.Steer, visit: Visit
) -> None:
    about = str(callback_data.broadcast)
    await visit.database.run(composing.expect, visit.person, Wanted.CORRECTION, about)
    found = await visit.database.write(broadcasts.look, callback_data.broadcast, visit.now)
    await visit.talk.card(broadcasting.ask_correction(found))


async def read_correction(message: Message, about: str, visit: Visit) -> None:
    found, wrong = await visit.database.run(
        broadcasts.correct, visit.person, int(about), message.html_text, visit.now
    )
    await visit.talk.card(views.problems(wrong)) if wrong else await _follow(visit, found.id)


async def download(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    content = await visit.database.read(
        broadcasts.listing, visit.person, callback_data.broadcast, MOST_IN_A_FILE
    )
    await visit.talk.file(f"siaran-{callback_data.broadcast}.csv", content)


async def react(_query: CallbackQuery, callback_data: buttons.React, visit: Visit) -> None:
    broadcast, place = callback_data.broadcast, callback_data.button
    await visit.database.run(broadcasts.react, visit.office, visit.person, broadcast, place)
    await visit.talk.toast(broadcasting.thanks())


async def _begin(visit: Visit) -> None:
    await visit.database.run(composing.begin, visit.office, visit.person, visit.now)
    await visit.talk.card(views.ask_text(DEFAULT))


async def _show(visit: Visit, found: Broadcast) -> None:
    await visit.talk.card(views.draft(found, await visit.database.read(units.tree)))


async def _show_audience(visit: Visit, found: Broadcast) -> None:
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.audience(found, tree, visit.office.targets))


async def _show_rehearsal(visit: Visit, *, below: bool = False) -> None:
    found = await visit.database.read(
        composing.rehearse, visit.office, visit.person, None, visit.now
    )
    await visit.talk.card(views.rehearsal(found, visit.talk.letterhead), below=below)


async def _label(visit: Visit, language: str, lines: list[str]) -> None:
    parts = [line.rpartition(" - ") for line in lines if line.strip()]
    labels = [(label or rest).strip() for label, _dash, rest in parts]
    links = [rest.strip() if label else None for label, _dash, rest in parts]
    found, wrong = await visit.database.run(composing.label, visit.person, language, labels, links)
    await visit.talk.card(views.problems(wrong)) if wrong else await _show(visit, found)


async def _address(visit: Visit, change: Callable[[Audience], Audience]) -> None:
    before = await visit.database.read(composing.own_draft, visit.person)
    after = change(before.audience)
    found = await visit.database.run(composing.address, visit.person, after)
    await _show_audience(visit, found)


async def _follow(visit: Visit, broadcast_id: int, *, below: bool = False) -> None:
    """Show how it goes on a card that is kept up to date from now on."""

    async def shown(message_id: int) -> None:
        await visit.database.write(broadcasts.shown, broadcast_id, message_id)

    await visit.talk.card(await _progress(visit, broadcast_id), below=below, shown=shown)


async def _look(visit: Visit, broadcast_id: int) -> None:
    await visit.talk.card(await _progress(visit, broadcast_id))


async def _warn(visit: Visit, given: buttons.Steer) -> None:
    require_admin(visit.person)
    found = await visit.database.write(broadcasts.look, given.broadcast, visit.now)
    await visit.talk.card(broadcasting.sure(found, given.deed))


async def _progress(visit: Visit, broadcast_id: int) -> Card:
    found = await visit.database.write(broadcasts.look, broadcast_id, visit.now)
    office = visit.office
    return broadcasting.progress(found, office.zone, office.per_second, visit.now)


async def _sample(found: Broadcast, language: str, visit: Visit) -> Card:
    """The message as one of them who reads this language gets it."""
    whom = await visit.database.read(composing.example, found, language)
    with speaking(language):
        return telling(Telling(found.id, found.content, whom), visit.talk.letterhead)


def _media(message: Message) -> Media | None:
    if message.photo:
        return Media(MediaKind.PHOTO, message.photo[-1].file_id)
    if message.document:
        return Media(MediaKind.DOCUMENT, message.document.file_id)
    return None


def _instant(value: str, visit: Visit) -> datetime | None:
    """What a button of the rehearsal means: now, tomorrow, or a day with an hour."""
    if not value:
        return None
    zone = visit.office.zone
    if value == "tomorrow":
        return next_morning(visit.now, zone, MORNING)
    local = datetime.strptime(value, "%Y%m%d%H")  # noqa: DTZ007 - The zone is the office's.
    return instant(local.date(), local.time(), zone)


STEPS: dict[str, Handler] = {
    "new": begin,
    "show": show,
    "drop": drop,
    "text": ask_text,
    "labels": ask_labels,
    "nolabels": drop_labels,
    "who": choose_who,
    "language": choose_language,
    "unit": list_units,
    "in": choose_unit,
    "rehearse": rehearse,
    "canary": toggle_canary,
    "day": choose_day,
    "at": ask_sure,
    "go": launch,
}
DEEDS: dict[str, Handler] = {
    "stop": stop,
    "erase": erase,
    "correct": ask_correction,
    "list": download,
}


def build() -> Router:
    router = Router(name=__name__)
    said, tapped = router.message.register, router.callback_query.register
    said(open_draft, Command("siaran"))
    said(read_text, Awaited(Wanted.TEXT))
    said(read_labels, Awaited(Wanted.LABELS))
    said(read_correction, Awaited(Wanted.CORRECTION))
    for step, handler in STEPS.items():
        tapped(handler, buttons.Compose.filter(F.step == step))
    for deed, handler in DEEDS.items():
        tapped(handler, buttons.Steer.filter(F.deed == deed))
    tapped(steer, buttons.Steer.filter())
    tapped(react, buttons.React.filter())
    return router
