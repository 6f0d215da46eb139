"""Lists that an admin asks for: the attendance list of a session, JP of a year."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.db import units
from bot.domain.errand import ErrandKind
from bot.domain.people import require_admin
from bot.domain.time import local_day
from bot.telegram import buttons
from bot.telegram.views import papers as views
from bot.usecases import errands
from bot.visit import Visit

__all__ = ["build"]


async def attendance(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    await _ask(visit, ErrandKind.ATTENDANCE, str(callback_data.session))


async def choose(_query: CallbackQuery, visit: Visit) -> None:
    await _choose(visit, _this_year(visit), 0)


async def recap(_query: CallbackQuery, callback_data: buttons.Recap, visit: Visit) -> None:
    year, unit = callback_data.year, callback_data.unit
    if unit is None:
        await _choose(visit, year, callback_data.page)
    else:
        await _ask(visit, ErrandKind.RECAP, f"{year}:{unit or ''}")


async def _ask(visit: Visit, kind: ErrandKind, about: str) -> None:
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, kind, about, visit.now
    )
    await visit.promise(errand_id, views.making())


async def _choose(visit: Visit, year: int, page: int) -> None:
    require_admin(visit.person)
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.choosing_unit(tree, year, _this_year(visit), page))


def _this_year(visit: Visit) -> int:
    return local_day(visit.now, visit.office.zone).year


def build() -> Router:
    router = Router(name=__name__)
    tapped = router.callback_query.register
    tapped(attendance, buttons.Session.filter(F.deed == "list"))
    tapped(choose, buttons.Trainings.filter(F.view == "recap"))
    tapped(recap, buttons.Recap.filter())
    return router
