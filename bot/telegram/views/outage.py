"""What the owner is told of outages: what, since when, and what to do."""

from zoneinfo import ZoneInfo

from bot.domain.outage import NEARLY_FULL, Away, Back, News, Thing
from bot.telegram.card import Card
from bot.texts import _, moment, number

__all__ = ["outage"]


def outage(news: News, zone: ZoneInfo) -> Card:
    """A card without buttons."""
    match news:
        case Away(thing=Thing.DISK):
            text = _("The disk is nearly full: less than {n} MB are left. Please make room there.")
            return Card(text.format(n=number(NEARLY_FULL // 10**6)))
        case Away(since=since):
            return Card(_away().format(since=moment(since, zone)))
        case Back(since=since, until=until):
            text = _back(news.thing)
            return Card(text.format(since=moment(since, zone), until=moment(until, zone)))


def _away() -> str:
    return _(
        "The database cannot be used since {since}. What people send waits at Telegram, for a day "
        "at most. Please run torang doctor on the machine and do what it says."
    )


def _back(thing: Thing) -> str:
    match thing:
        case Thing.SENDING:
            return _(
                "From {since} to {until} nothing could be sent; now it can. If that happens "
                "often, please look at the machine's network."
            )
        case Thing.DATABASE:
            return _(
                "From {since} to {until} the database could not be used; it works again. Nothing "
                "is left to be done."
            )
        case Thing.DISK:
            return _("From {since} to {until} the disk was nearly full; there is room again.")
