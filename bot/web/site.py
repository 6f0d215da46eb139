"""What every page of the web site stands on, and how its addresses are made."""

from dataclasses import dataclass

from aiohttp import web

from bot.db.database import Database
from bot.domain.time import Clock
from bot.texts import DEFAULT, LANGUAGES, language
from bot.usecases.office import Office

__all__ = ["SITE", "Site", "language_of", "path_in", "place"]


@dataclass(frozen=True, slots=True)
class Site:
    """Who speaks, and where all of it is read.

    `address` is the site's own, without a slash at the end; `username` is the bot's.
    """

    database: Database
    office: Office
    clock: Clock
    name: str
    contact: str
    username: str
    address: str
    licence: str

    def rating_link(self, code: str) -> str:
        """Where one rates a unit."""
        return f"https://t.me/{self.username}?start={code}"


SITE = web.AppKey("site", Site)


def language_of(path: str) -> str:
    """The language of a page: the default one's pages have no language in their path."""
    first = path.split("/", 2)[1]
    return first if first in LANGUAGES and first != DEFAULT else DEFAULT


def path_in(code: str, path: str) -> str:
    """The path of a page in a language, from that in the default one."""
    return path if code == DEFAULT else f"/{code}{path}"


def place(path: str) -> str:
    """The same in the language in force."""
    return path_in(language(), path)
