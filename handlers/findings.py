"""[Hasil] of a campaign: reckoned beside the inbox, then shown or sent."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.domain.errand import ErrandKind
from bot.telegram import buttons
from bot.telegram.views import findings as views
from bot.usecases import errands
from bot.visit import Visit

__all__ = ["build"]


async def ask(_query: CallbackQuery, callback_data: buttons.Findings, visit: Visit) -> None:
    about = f"{callback_data.campaign}:{callback_data.page}"
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, ErrandKind.FINDINGS, about, visit.now
    )
    await visit.promise(errand_id, views.reckoning())


def build() -> Router:
    router = Router(name=__name__)
    router.callback_query.register(ask, buttons.Findings.filter())
    return router
