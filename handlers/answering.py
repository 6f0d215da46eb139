"""/pertanyaan: admins read what employees ask, answer it, and publish or discard it."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.question import Part, Question
from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import answering as views
from bot.usecases import answering
from bot.visit import Visit

__all__ = ["build"]


async def open_inbox(_message: Message, visit: Visit) -> None:
    await _inbox(visit, 0)


async def inbox(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    await _inbox(visit, callback_data.page)


async def answered(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    found = await visit.database.read(answering.inbox, visit.office, visit.person, answered=True)
    await visit.talk.card(views.answered(found, callback_data.page))


async def look(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    await visit.talk.card(views.detail(await _look(visit, callback_data)))


async def write(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    found = await visit.database.run(
        answering.expect_answer, visit.office, visit.person, callback_data.key, visit.now
    )
    await visit.talk.card(views.write(found))


async def read(message: Message, about: str, visit: Visit) -> None:
    one, fault = await visit.database.run(
        answering.answer, visit.office, visit.person, int(about), message.text, visit.now
    )
    await visit.talk.card(views.sent(one) if fault is None else views.faulty(one, fault))


async def preview(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    key = callback_data.key
    found = await visit.database.read(answering.draft, visit.office, visit.person, key)
    await visit.talk.card(views.preview(found))


async def reword_question(
    _query: CallbackQuery, callback_data: buttons.Answering, visit: Visit
) -> None:
    found = await _expect_wording(visit, callback_data, Part.QUESTION)
    await visit.talk.card(views.reword_question(found))


async def reword_answer(
    _query: CallbackQuery, callback_data: buttons.Answering, visit: Visit
) -> None:
    found = await _expect_wording(visit, callback_data, Part.ANSWER)
    await visit.talk.card(views.reword_answer(found))


async def read_wording(message: Message, about: str, visit: Visit) -> None:
    one, fault = await visit.database.run(
        answering.word, visit.office, visit.person, about, message.text
    )
    await visit.talk.card(views.preview(one) if fault is None else views.faulty(one, fault))


async def publish(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    key, edition = callback_data.key, callback_data.edition
    await visit.database.run(
        answering.publish, visit.office, visit.person, key, edition, visit.now
    )
    await visit.talk.card(views.published())


async def ask_discard(
    _query: CallbackQuery, callback_data: buttons.Answering, visit: Visit
) -> None:
    await visit.talk.card(views.ask_discard(await _look(visit, callback_data)))


async def discard(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    await visit.database.run(answering.discard, visit.person, callback_data.key)
    await visit.talk.card(views.discarded())


async def entries(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    found = await visit.database.read(answering.entries, visit.person)
    await visit.talk.card(views.entries(found, callback_data.page))


async def entry(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    found = await visit.database.read(answering.entry, visit.person, callback_data.key)
    await visit.talk.card(views.entry(found))


async def ask_withdraw(
    _query: CallbackQuery, callback_data: buttons.Answering, visit: Visit
) -> None:
    found = await visit.database.read(answering.entry, visit.person, callback_data.key)
    await visit.talk.card(views.ask_withdraw(found))


async def withdraw(_query: CallbackQuery, callback_data: buttons.Answering, visit: Visit) -> None:
    await visit.database.run(answering.withdraw, visit.person, callback_data.key)
    await visit.talk.card(views.withdrawn())


async def _inbox(visit: Visit, page: int) -> None:
    found = await visit.database.read(answering.inbox, visit.office, visit.person, answered=False)
    await visit.talk.card(views.inbox(found, page))


async def _look(visit: Visit, about: buttons.Answering) -> Question:
    return await visit.database.read(answering.look, visit.office, visit.person, about.key)


async def _expect_wording(visit: Visit, about: buttons.Answering, part: Part) -> Question:
    return await visit.database.run(
        answering.expect_wording, visit.office, visit.person, about.key, part, visit.now
    )


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_inbox, Command("pertanyaan", "questions"))
    router.message.register(read, Awaited(answering.TO_ANSWER))
    router.message.register(read_wording, Awaited(answering.TO_WORD))
    tapped = router.callback_query.register
    for deed, tap in (
        ("inbox", inbox),
        ("answered", answered),
        ("look", look),
        ("write", write),
        ("preview", preview),
        ("question", reword_question),
        ("answer", reword_answer),
        ("publish", publish),
        ("discard", ask_discard),
        ("sure", discard),
        ("entries", entries),
        ("entry", entry),
        ("withdraw", ask_withdraw),
        ("gone", withdraw),
    ):
        tapped(tap, buttons.Answering.filter(F.deed == deed))
    return router
