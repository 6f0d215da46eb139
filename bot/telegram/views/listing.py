"""The words of the list of who got a broadcast."""

from bot.domain.delivery import State
from bot.domain.dispatch import MUTED
from bot.domain.progress import Receiver
from bot.texts import _, number

__all__ = ["caption", "header", "line"]


def header() -> list[str]:
    return [_("Telegram id"), _("name"), _("unit"), _("state"), _("reason")]


def line(one: Receiver) -> list[str]:
    why = _("wanted no more news") if one.reason == MUTED else one.reason or ""
    return [str(one.person_id), one.name or "", one.unit or "", _state(one.state), why]


def caption(at: int, of: int) -> str:
    """Under a file."""
    if of == 1:
        return _("Who got the broadcast, and who did not.")
    text = _("Who got the broadcast, and who did not: part {at} of {of}.")
    return text.format(at=number(at), of=number(of))


def _state(state: State) -> str:
    names = {
        State.PENDING: _("waiting"),
        State.SENDING: _("on its way"),
        State.SENT: _("sent"),
        State.BLOCKED: _("blocked the bot"),
        State.EXPIRED: _("too late"),
        State.OVER_BUDGET: _("had enough broadcasts"),
        State.REJECTED: _("refused by Telegram"),
        State.CANCELLED: _("called off"),
        State.UNCERTAIN: _("uncertain"),
    }
    return names[state]
