"""Certificates: an employee tells of learning elsewhere, and looks at what was handed in."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.certificate import Certificate, Draft, Fault, Paper, Step
from bot.domain.content import Media, MediaKind
from bot.domain.time import local_day
from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import certificates as views
from bot.usecases import certifying
from bot.visit import Visit

__all__ = ["build"]


async def choose_kind(
    _query: CallbackQuery, callback_data: buttons.Trainings, visit: Visit
) -> None:
    found = await visit.database.read(certifying.kinds, visit.person)
    await visit.talk.card(views.choosing_kind(found, callback_data.page))


async def begin(_query: CallbackQuery, callback_data: buttons.Certify, visit: Visit) -> None:
    mark = callback_data.value
    await _ask(visit, await visit.database.run(certifying.begin, visit.person, mark))


async def tap(_query: CallbackQuery, callback_data: buttons.Certify, visit: Visit) -> None:
    step, value = buttons.read(Step, callback_data.step), callback_data.value
    found = await visit.database.run(
        certifying.tap, visit.office, visit.person, step, value, visit.now
    )
    if found is None:
        kinds = await visit.database.read(certifying.kinds, visit.person)
        await visit.talk.card(views.choosing_kind(kinds, 0))
    else:
        await _ask(visit, found)


async def read(message: Message, visit: Visit) -> None:
    """A line for the question that is open, or the paper itself."""
    draft = certifying.drafted(visit.person)
    if draft is not None and draft.step is Step.FILE:
        paper = _paper(message)
        given = await visit.database.run(certifying.hand_in, visit.person, paper)
        if isinstance(given, Certificate):
            await visit.talk.card(views.own(given))
            return
        await _ask(visit, draft, given)
        return
    found = await visit.database.run(
        certifying.answer, visit.office, visit.person, message.text, visit.now
    )
    if isinstance(found, Draft):
        await _ask(visit, found)
    elif draft is not None:
        await _ask(visit, draft, found)


async def show(_query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit) -> None:
    await visit.talk.card(views.own((await _look(visit, callback_data))[0]))


async def send_file(
    _query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit
) -> None:
    one, _name = await _look(visit, callback_data)
    await visit.talk.card(views.paper(one), below=True)


async def ask_withdraw(
    _query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit
) -> None:
    await visit.talk.card(views.ask_withdraw((await _look(visit, callback_data))[0]))


async def withdraw(
    _query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit
) -> None:
    await visit.database.run(certifying.withdraw, visit.person, callback_data.certificate)
    await visit.talk.card(views.withdrawn())


async def _ask(visit: Visit, draft: Draft, fault: Fault | None = None) -> None:
    today = local_day(visit.now, visit.office.zone)
    await visit.talk.card(views.asking(draft, today, fault))


async def _look(visit: Visit, about: buttons.Certificate) -> tuple[Certificate, str]:
    return await visit.database.read(certifying.look, visit.person, about.certificate)


def _paper(message: Message) -> Paper | None:
    """What was sent, the largest size of a photo; None where it is neither."""
    if message.photo:
        photo = message.photo[-1]
        media = Media(MediaKind.PHOTO, photo.file_id)
        return Paper(media, "image/jpeg", photo.file_size or 0)
    if message.document:
        file = message.document
        media = Media(MediaKind.DOCUMENT, file.file_id)
        return Paper(media, file.mime_type or "", file.file_size or 0)
    return None


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(read, Awaited(certifying.TO_CERTIFY))
    tapped = router.callback_query.register
    tapped(choose_kind, buttons.Trainings.filter(F.view == "elsewhere"))
    tapped(begin, buttons.Certify.filter(F.step == "kind"))
    tapped(tap, buttons.Certify.filter())
    deeds: dict[str, Callable[..., Awaitable[None]]] = {
        "show": show,
        "file": send_file,
        "withdraw": ask_withdraw,
        "sure": withdraw,
    }
    for deed, act in deeds.items():
        tapped(act, buttons.Certificate.filter(F.deed == deed))
    return router
