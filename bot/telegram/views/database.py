"""What an operator is told of the database."""

import re
import shlex
from urllib.parse import unquote, urlsplit

from bot.texts import _

__all__ = ["ahead", "behind", "cannot_use", "wrong_encoding", "wrong_key"]

# SQLite's words and PostgreSQL's; of a connection that is refused there is nothing but words.
LOCKED = "database is locked|lock timeout"
CLOSED = "Is the server running|timeout expired|failed to resolve host"
MISSING = 'database ".*" does not exist'
SHUT_OUT = 'authentication failed|no password supplied|role ".*" does not exist'


def cannot_use(place: str, reason: str) -> str:
    """Where it is, why it cannot be used, and what to do."""
    if re.search(LOCKED, reason):
        text = _("Another program keeps the database {url} locked; end it.")
    elif re.search(CLOSED, reason):
        text = _(
            "Nothing answers at {url} ({reason}); start PostgreSQL there (systemctl start "
            "postgresql), or correct host and port in database.url."
        )
    elif re.search(MISSING, reason):
        text = _("There is no database {url} yet; make it on the server: {createdb}")
    elif re.search(SHUT_OUT, reason):
        text = _(
            "The server does not let us use {url} ({reason}); correct name and password in "
            "TORANG_DATABASE__URL or ~/.pgpass, or make the account on the server: {createuser}"
        )
    else:
        text = _(
            "The database {url} cannot be used ({reason}); see to its folder and disk, or its "
            "server."
        )
    return text.format(url=place, reason=_in_short(reason), **_commands(place, reason))


def wrong_encoding(place: str, encoding: str) -> str:
    """Names would be refused, or come back as others."""
    text = _(
        "The database {url} keeps text as {encoding}, which cannot hold every name; make one that "
        "can, and name it in database.url: {createdb}"
    )
    return text.format(url=place, encoding=encoding, **_commands(place, ""))


def _in_short(reason: str) -> str:
    """PostgreSQL's reasons take several lines, and begin with where it is."""
    first = reason.partition("\n")[0].rpartition("failed: ")[2]
    return " ".join(first.removeprefix("FATAL:").split())


def _commands(place: str, reason: str) -> dict[str, str]:
    """What an operator may have to type on the server."""
    parts = urlsplit(place)
    role, name = unquote(parts.username or ""), unquote(parts.path.strip("/"))
    known = re.search('(?:user|role) "(.*?)"', reason)
    # Not as the server's own template has it: that may be of another encoding.
    createdb = ["createdb", "--encoding=UTF8", "--template=template0"]
    owner = [f"--owner={role}"] if role else []
    account = role or (known[1] if known else "NAME")
    return {
        "createdb": shlex.join([*createdb, *owner, name]),
        "createuser": shlex.join(["createuser", "--pwprompt", account]),
    }


def behind() -> str:
    """Migrations are missing."""
    return _("The database is not ready; run first: torang db upgrade")


def ahead() -> str:
    """It has migrations that this code does not know."""
    return _("The database comes from a newer version of Torang; install that version again.")


def wrong_key() -> str:
    """The key is a key, but another one."""
    return _("this is not the key that the database is sealed with; find that one.")
