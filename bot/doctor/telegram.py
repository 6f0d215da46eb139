"""The token, and the clock, which only somebody else's can be compared with."""

from collections.abc import Iterator

from bot import config as settings
from bot.config import Config
from bot.doctor.finding import Finding, Obstacle, Seconds, State, found_or_obstacle
from bot.telegram.introduction import (
    Answer,
    Introduction,
    Known,
    Refused,
    Strange,
    Unreachable,
    ask,
)
from bot.texts import _

__all__ = ["telegram"]

NOBODY = "0:0"
CLOCK_SECONDS = 5
"""So much may be the way of the answer, not the clock."""


def telegram(config: Config, seconds: Seconds) -> Iterator[Finding]:
    """One call tells both; without a token it is made too, for what time it is."""
    token = found_or_obstacle(lambda: settings.token(config))
    answer = ask(config.telegram.api_base, NOBODY if isinstance(token, Obstacle) else token)
    now = seconds()
    if isinstance(token, Obstacle):
        yield Finding("token", State.WRONG, token.reason)
    else:
        yield _token(config, answer.introduction)
    yield _clock(config, answer, now)


def _token(config: Config, introduction: Introduction) -> Finding:
    if isinstance(introduction, Known):
        return _name(introduction.username, config.telegram.username)
    return Finding("token", State.WRONG, _trouble(introduction, config.telegram.api_base))


def _trouble(met: Refused | Strange | Unreachable, address: str) -> str:
    match met:
        case Refused():
            return _("Telegram does not know this token; copy it once more from BotFather.")
        case Strange(status):
            text = _(
                "{address} does not answer as Telegram does (HTTP {status}); try again later, or "
                "correct telegram.api_base."
            )
            return text.format(address=address, status=status)
        case Unreachable(reason):
            text = _(
                "Nothing answers at {address} ({reason}); see to the network, or correct "
                "telegram.api_base."
            )
            return text.format(address=address, reason=reason)


def _name(username: str, written: str) -> Finding:
    """Upper and lower case are the same bot; links and QR codes carry what is written."""
    if not written or written.casefold() == username.casefold():
        text = _("It is that of @{username}.").format(username=username)
        return Finding("token", State.FINE, text)
    text = _("It is that of @{username}, but telegram.username is {written}; correct that.")
    return Finding("token", State.WRONG, text.format(username=username, written=written))


def _clock(config: Config, answer: Answer, now: float) -> Finding:
    if answer.date is None:
        text = _("{address} does not tell the time to compare with; see to the network.")
        return Finding("clock", State.DOUBT, text.format(address=config.telegram.api_base))
    ahead = round(now - answer.date.timestamp())
    if abs(ahead) <= CLOCK_SECONDS:
        return Finding("clock", State.FINE, _("It goes as that of Telegram."))
    text = _("It is {seconds} s off; let the network set it: timedatectl set-ntp true")
    return Finding("clock", State.WRONG, text.format(seconds=f"{ahead:+}"))
