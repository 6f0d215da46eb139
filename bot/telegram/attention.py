"""Notices with every call whether Telegram answers at all."""

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.domain.outage import Saw, Sense

__all__ = ["Attention"]


class Attention(BaseRequestMiddleware):
    """Tells of each call whether it was answered; a refusal is an answer too."""

    def __init__(self, saw: Saw) -> None:
        self._saw = saw

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        sense = Sense.LISTENING if isinstance(method, GetUpdates) else Sense.SPEAKING
        try:
            answer = await make_request(bot, method)
        except (TelegramNetworkError, TelegramServerError):
            self._saw(sense, False)
            raise
        except ClientDecodeError as error:
            # An update that we cannot read comes from Telegram; a page comes from what is between.
            self._saw(sense, isinstance(error.data, dict))
            raise
        except TelegramAPIError:
            self._saw(sense, True)
            raise
        self._saw(sense, True)
        return answer
