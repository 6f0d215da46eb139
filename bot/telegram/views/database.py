"""What an operator is told of the database."""

from bot.texts import _

__all__ = ["ahead", "behind", "cannot_use", "wrong_key"]

LOCKED = "database is locked"
"""SQLite's words."""


def cannot_use(place: str, reason: str) -> str:
    """Where it is, why it cannot be used, and what to look at."""
    if reason == LOCKED:
        return _("Another program keeps the database {url} locked; end it.").format(url=place)
    text = _(
        "The database {url} cannot be used ({reason}); see to its folder and disk, or its server."
    )
    # PostgreSQL's reasons take several lines.
    return text.format(url=place, reason=" ".join(reason.split()))


def behind() -> str:
    """Migrations are missing."""
    return _("The database is not ready; run first: torang db upgrade")


def ahead() -> str:
    """It has migrations that this code does not know."""
    return _("The database comes from a newer version of Torang; install that version again.")


def wrong_key() -> str:
    """The key is a key, but another one."""
    return _("this is not the key that the database is sealed with; find that one.")
