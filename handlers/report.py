"""/laporan: what admins see of the results of units, and what they do with them."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.errand import ErrandKind
from bot.domain.figures import Reported
from bot.domain.period import parse
from bot.telegram import buttons
from bot.telegram.card import Card
from bot.telegram.filters import Awaited
from bot.telegram.views import health as health_views
from bot.telegram.views import report as views
from bot.telegram.views import spans
from bot.usecases import errands, health, publications, results
from bot.visit import Visit

__all__ = ["build"]

FILES = {"pdf": ErrandKind.REPORT, "xlsx": ErrandKind.WORKBOOK, "csv": ErrandKind.ROWS}


async def list_units(_message: Message, visit: Visit) -> None:
    found = await visit.database.read(results.results, visit.person)
    await visit.talk.card(views.every_unit(found, page=0))


async def turn_list(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    found = await visit.database.read(results.results, visit.person)
    await visit.talk.card(views.every_unit(found, callback_data.page, callback_data.unit))


async def show(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    await _show(visit, callback_data.unit or 0, callback_data.period)


async def choose_first(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    here = parse(callback_data.period)
    await visit.talk.card(spans.first(await _months(visit, callback_data, here.last.year), here))


async def choose_last(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    begins = parse(callback_data.period)
    await visit.talk.card(
        spans.last(await _months(visit, callback_data, begins.first.year), begins)
    )


async def _months(visit: Visit, of: buttons.Report, year: int) -> spans.Months:
    unit = of.unit or 0
    title, known = await visit.database.read(results.months, visit.person, unit)
    within = min(max(of.page or year, known.first.year), known.last.year)
    return spans.Months(unit, title, known, within)


async def rank(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    unit, period = callback_data.unit, callback_data.period
    found = await visit.database.read(
        results.below, visit.office, visit.person, unit, period, visit.now
    )
    await visit.talk.card(views.below(found))


async def show_mix(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    found = await _reported(visit, callback_data)
    await visit.talk.card(views.mix(found.figures))


async def show_remarks(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    of = callback_data
    await _remarks(visit, of.unit or 0, of.period, of.page or 0, of.word)


async def ask_word(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    unit, code = callback_data.unit or 0, callback_data.period
    period = await visit.database.run(
        results.expect_word, visit.office, visit.person, unit, code, visit.now
    )
    await visit.talk.card(views.ask_word(unit, period))


async def read_word(message: Message, about: str, visit: Visit) -> None:
    """Another word may follow: the line is expected until something is tapped."""
    unit, _colon, period = about.partition(":")
    word = buttons.carried(message.text or "", buttons.WORD_BYTES)
    await _remarks(visit, int(unit), period, 0, word)


async def _remarks(visit: Visit, unit: int, period: str, page: int, word: str) -> None:
    found = await visit.database.read(
        results.remarks, visit.office, visit.person, unit, period, page, word
    )
    await visit.talk.card(views.remarks(found))


async def show_quality(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    unit, period = callback_data.unit or 0, callback_data.period
    found = await visit.database.read(
        results.quality, visit.office, visit.person, unit, period, visit.now
    )
    await visit.talk.card(views.quality(*found))


async def show_health(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    unit, period = callback_data.unit or 0, callback_data.period
    found = await visit.database.read(
        health.health, visit.office, visit.person, unit, period, visit.now
    )
    await visit.talk.card(health_views.health(found))


async def choose_file(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    found = await _reported(visit, callback_data)
    await visit.talk.card(views.files(found.figures))


async def make_file(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    await _promise(visit, FILES[callback_data.view], callback_data, views.making())


async def draw(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    await _promise(visit, ErrandKind.CHART, callback_data, views.charting())


async def ask_served(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    unit = callback_data.unit or 0
    title, period = await visit.database.run(
        results.ask_served, visit.office, visit.person, unit, callback_data.period, visit.now
    )
    await visit.talk.card(views.ask_served(title, unit, period))


async def read_served(message: Message, about: str, visit: Visit) -> None:
    unit, _colon, period = about.partition(":")
    n = await visit.database.run(
        results.serve, visit.office, visit.person, int(unit), period, message.text, visit.now
    )
    if n is None:
        await visit.talk.card(views.not_served())
    else:
        await _show(visit, int(unit), period)


async def ask_published(
    _query: CallbackQuery, callback_data: buttons.Report, visit: Visit
) -> None:
    found = await _reported(visit, callback_data)
    count = await visit.database.read(
        publications.unpublished, visit.person, found.figures.unit_id, found.period
    )
    await visit.talk.card(views.ask_published(found.figures, count))


async def publish(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    unit, period = callback_data.unit or 0, callback_data.period
    await visit.database.run(
        publications.publish, visit.office, visit.person, unit, parse(period), visit.now
    )
    await _show(visit, unit, period)


async def _show(visit: Visit, unit: int, period: str) -> None:
    await visit.talk.card(views.unit(await _read(visit, unit, period)))


async def _reported(visit: Visit, about: buttons.Report) -> Reported:
    return await _read(visit, about.unit or 0, about.period)


async def _read(visit: Visit, unit: int, period: str) -> Reported:
    return await visit.database.read(
        results.reported, visit.office, visit.person, unit, period, visit.now
    )


async def _promise(visit: Visit, kind: ErrandKind, of: buttons.Report, card: Card) -> None:
    about = f"{of.unit}:{parse(of.period).code}"
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, kind, about, visit.now
    )
    await visit.promise(errand_id, card)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(list_units, Command("laporan"))
    router.message.register(read_served, Awaited(results.TO_SERVE))
    router.message.register(read_word, Awaited(results.TO_LOOK))
    views_of: dict[str, Callable[..., Awaitable[None]]] = {
        "list": turn_list,
        "unit": show,
        "below": rank,
        "from": choose_first,
        "to": choose_last,
        "mix": show_mix,
        "remarks": show_remarks,
        "look": ask_word,
        "quality": show_quality,
        "health": show_health,
        "files": choose_file,
        "chart": draw,
        "served": ask_served,
        "publish": ask_published,
        "sure": publish,
        **dict.fromkeys(FILES, make_file),
    }
    for view, act in views_of.items():
        router.callback_query.register(act, buttons.Report.filter(F.view == view))
    return router
