"""Certificates that employees sent: an admin looks at them, finds them, and decides."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.certificate import LENGTH, Certificate, Fault
from bot.telegram import buttons
from bot.telegram.card import Card
from bot.telegram.filters import Awaited
from bot.telegram.views import certificates
from bot.telegram.views import judging as views
from bot.usecases import judging
from bot.visit import Visit

__all__ = ["build"]


async def list_pending(
    _query: CallbackQuery, callback_data: buttons.Trainings, visit: Visit
) -> None:
    found = await visit.database.read(judging.pending, visit.person)
    await visit.talk.card(views.pending(found, callback_data.page))


async def ask_name(_query: CallbackQuery, visit: Visit) -> None:
    await visit.database.run(judging.ask_name, visit.office, visit.person, visit.now)
    await visit.talk.card(views.ask_name())


async def find(message: Message, visit: Visit) -> None:
    found = await visit.database.read(judging.find, visit.person, message.text)
    await visit.talk.card(views.found(found))


async def judge(_query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit) -> None:
    await visit.talk.card(views.deciding(*await _judged(visit, callback_data)))


async def approve(_query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit) -> None:
    certificate = callback_data.certificate
    one = await visit.database.run(judging.approve, visit.person, certificate, visit.now)
    await visit.talk.card(views.decided(one))


async def ask_reopen(
    _query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit
) -> None:
    await visit.talk.card(views.ask_reopen(*await _judged(visit, callback_data)))


async def reopen(_query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit) -> None:
    await visit.database.run(judging.reopen, visit.person, callback_data.certificate, visit.now)
    await visit.talk.card(views.deciding(*await _judged(visit, callback_data)))


async def mend(_query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit) -> None:
    certificate = callback_data.certificate
    one, draft = await visit.database.run(
        judging.mend, visit.office, visit.person, certificate, visit.now
    )
    await visit.talk.card(views.mending(one, draft, None))


async def measure(message: Message, about: str, visit: Visit) -> None:
    one, draft, fault = await visit.database.run(
        judging.measure, visit.office, visit.person, about, message.text, visit.now
    )
    if fault is None and draft.step not in LENGTH:
        await visit.talk.card(views.deciding(*await _look(visit, one.id)))
    else:
        await visit.talk.card(views.mending(one, draft, fault))


async def choose_reason(
    _query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit
) -> None:
    await visit.talk.card(views.refusing(*await _judged(visit, callback_data)))


async def refuse(_query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit) -> None:
    certificate, why = callback_data.certificate, callback_data.value
    one = await visit.database.run(judging.refuse, visit.person, certificate, why, visit.now)
    await visit.talk.card(views.decided(one))


async def ask_reason(
    _query: CallbackQuery, callback_data: buttons.Certificate, visit: Visit
) -> None:
    certificate = callback_data.certificate
    found = await visit.database.run(
        judging.word_refusal, visit.office, visit.person, certificate, visit.now
    )
    await visit.talk.card(views.ask_reason(*found))


async def read_reason(message: Message, about: str, visit: Visit) -> None:
    found = await visit.database.run(
        judging.refuse_in_words, visit.person, int(about), message.text, visit.now
    )
    if isinstance(found, Fault):
        await visit.talk.card(Card(certificates.wrong(found)))
    else:
        await visit.talk.card(views.decided(found))


async def _judged(visit: Visit, about: buttons.Certificate) -> tuple[Certificate, str]:
    return await _look(visit, about.certificate)


async def _look(visit: Visit, certificate_id: int) -> tuple[Certificate, str]:
    return await visit.database.read(judging.judge, visit.person, certificate_id)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(read_reason, Awaited(judging.TO_REFUSE))
    router.message.register(find, Awaited(judging.TO_FIND))
    router.message.register(measure, Awaited(judging.TO_MEND))
    tapped = router.callback_query.register
    tapped(list_pending, buttons.Trainings.filter(F.view == "certificates"))
    tapped(ask_name, buttons.Trainings.filter(F.view == "find"))
    deeds: dict[str, Callable[..., Awaitable[None]]] = {
        "look": judge,
        "approve": approve,
        "again": ask_reopen,
        "reopen": reopen,
        "mend": mend,
        "refuse": choose_reason,
        "why": refuse,
        "write": ask_reason,
    }
    for deed, act in deeds.items():
        tapped(act, buttons.Certificate.filter(F.deed == deed))
    return router
