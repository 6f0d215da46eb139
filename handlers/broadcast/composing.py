"""A broadcast composed: its words, its buttons, whom it is for."""

from collections.abc import Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from bot.db import units
from bot.domain.audience import Audience, Who, meant_for
from bot.domain.broadcast import Broadcast
from bot.domain.content import Media, MediaKind, Problem
from bot.domain.people import require_admin
from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import broadcasting
from bot.telegram.views import composing as views
from bot.texts import DEFAULT
from bot.usecases import composing, watching
from bot.usecases.composing import Wanted
from bot.visit import Visit
from handlers.broadcast import showing
from handlers.broadcast.showing import Handler

__all__ = ["register"]


class InAlbum(Filter):
    """One of several pictures that an admin sent together."""

    async def __call__(self, message: Message, visit: Visit) -> bool:
        return visit.person.admin and message.media_group_id is not None


async def open_draft(_message: Message, visit: Visit) -> None:
    """What is under way first, beside the draft."""
    found = await visit.database.read(composing.draft, visit.person)
    running = await visit.database.read(watching.under_way, visit.person)
    if running:
        await visit.talk.card(broadcasting.overview(running, found))
    elif found is None:
        await _begin(visit)
    else:
        await showing.draft(visit, found)


async def begin(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    """Anew; a draft that says something is thrown away only by a second tap."""
    found = await visit.database.read(composing.draft, visit.person)
    if found is not None and found.content.texts and not callback_data.value:
        await visit.talk.card(views.sure_to_drop(found, "new"))
    else:
        await _begin(
            visit, buttons.read(int, callback_data.value or str(found.id if found else 0))
        )


async def show(_query: CallbackQuery, visit: Visit) -> None:
    await showing.draft(visit, await visit.database.read(composing.own_draft, visit.person))


async def drop(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    """By a second tap, which names the draft."""
    if not callback_data.value:
        found = await visit.database.read(composing.own_draft, visit.person)
        await visit.talk.card(views.sure_to_drop(found, "drop"))
        return
    await visit.database.run(composing.drop, visit.person, buttons.read(int, callback_data.value))
    await visit.talk.card(views.dropped())


async def ask_text(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    language = callback_data.value
    await visit.database.run(composing.expect, visit.person, Wanted.TEXT, language)
    await visit.talk.card(views.ask_text(language))


async def read_text(message: Message, about: str, visit: Visit) -> None:
    if not _readable(message):
        await visit.talk.card(views.only_these())
        return
    html, media = message.html_text, _media(message)
    found, wrong = await visit.database.run(composing.compose, visit.person, about, html, media)
    await _show_unless(visit, found, wrong, about)


async def leave_out(_message: Message, visit: Visit) -> None:
    """Another picture of the album whose first one was taken."""
    await visit.talk.card(views.only_one())


async def ask_labels(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    language = callback_data.value
    await visit.database.run(composing.expect, visit.person, Wanted.LABELS, language)
    found = await visit.database.read(composing.own_draft, visit.person)
    await visit.talk.card(views.ask_labels(found, language))


async def read_labels(message: Message, about: str, visit: Visit) -> None:
    if message.text is None:
        await visit.talk.card(views.only_lines())
    else:
        await _label(visit, about, message.text.splitlines())


async def drop_labels(_query: CallbackQuery, visit: Visit) -> None:
    found = await visit.database.read(composing.own_draft, visit.person)
    await _label(visit, next(iter(found.content.texts)), [])


async def drop_media(_query: CallbackQuery, visit: Visit) -> None:
    found, wrong = await visit.database.run(composing.drop_media, visit.person)
    await _show_unless(visit, found, wrong, DEFAULT)


async def choose_who(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    """Without a value the choice is only shown."""
    if callback_data.value:
        await _address(
            visit, lambda before: meant_for(before, buttons.read(Who, callback_data.value))
        )
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
    await visit.talk.card(views.choosing_unit(tree, buttons.read(int, callback_data.value or "0")))


async def choose_unit(_query: CallbackQuery, callback_data: buttons.Compose, visit: Visit) -> None:
    unit_id = buttons.read(int, callback_data.value) or None
    await _address(visit, lambda before: replace(before, unit_id=unit_id))


async def _begin(visit: Visit, instead_of: int = 0) -> None:
    await visit.database.run(
        composing.begin, visit.office, visit.person, visit.now, instead_of=instead_of
    )
    await visit.talk.card(views.ask_text(DEFAULT))


async def _show_audience(visit: Visit, found: Broadcast) -> None:
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.audience(found, tree, visit.office.targets))


async def _label(visit: Visit, language: str, lines: list[str]) -> None:
    found, wrong = await visit.database.run(composing.label, visit.person, language, lines)
    await _show_unless(visit, found, wrong, language)


async def _show_unless(
    visit: Visit, found: Broadcast, wrong: list[Problem], language: str
) -> None:
    if wrong:
        await visit.talk.card(views.problems(wrong, language))
    else:
        await showing.draft(visit, found)


async def _address(visit: Visit, change: Callable[[Audience], Audience]) -> None:
    before = await visit.database.read(composing.own_draft, visit.person)
    after = change(before.audience)
    found = await visit.database.run(composing.address, visit.person, after)
    await _show_audience(visit, found)


def _readable(message: Message) -> bool:
    """An animation, too, comes with a file."""
    kinds = (message.text, message.photo, message.document)
    return message.animation is None and any(kind is not None for kind in kinds)


def _media(message: Message) -> Media | None:
    if message.photo:
        return Media(MediaKind.PHOTO, message.photo[-1].file_id)
    if message.document:
        return Media(MediaKind.DOCUMENT, message.document.file_id)
    return None


STEPS: dict[str, Handler] = {
    "new": begin,
    "show": show,
    "drop": drop,
    "text": ask_text,
    "labels": ask_labels,
    "nolabels": drop_labels,
    "bare": drop_media,
    "who": choose_who,
    "language": choose_language,
    "unit": list_units,
    "in": choose_unit,
}


def register(router: Router) -> None:
    said, tapped = router.message.register, router.callback_query.register
    said(open_draft, Command("siaran"))
    said(read_text, Awaited(Wanted.TEXT))
    said(read_labels, Awaited(Wanted.LABELS))
    said(leave_out, InAlbum())
    for step, handler in STEPS.items():
        tapped(handler, buttons.Compose.filter(F.step == step))
