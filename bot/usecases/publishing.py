"""A shipped questionnaire whose file changed is converted and published as a new version."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.db import surveys
from bot.db.base import Db
from bot.domain.errors import ElementsMissing
from bot.domain.score import ELEMENTS
from bot.usecases.walks import SKM
from bot.xlsform.convert import convert
from bot.xlsform.form import compile_form

__all__ = ["Edition", "edition", "is_published", "publish"]


@dataclass(frozen=True, slots=True)
class Edition:
    """A questionnaire ready to be published: its survey, the digest of its file, its XForm."""

    code: str
    digest: str
    xform: str


def digest(content: bytes) -> str:
    """The name of this very file: SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def edition(code: str, content: bytes) -> Edition:
    """Convert an XLSForm Markdown table; takes seconds and no transaction.

    Raises FormRefused for a form that cannot run, and ElementsMissing for a rating of units that
    does not rate each of the nine elements once: without all nine there is no index.
    """
    xform = convert(content, ".md")
    rated = sorted(compile_form(xform).elements.values())
    if code == SKM and rated != sorted(element.key for element in ELEMENTS):
        raise ElementsMissing(rated)
    return Edition(code, digest(content), xform)


def is_published(db: Db, code: str, content: bytes) -> bool:
    """Whether the newest version was made of this very file."""
    newest = surveys.newest(db, code)
    return newest is not None and newest.digest == digest(content)


def publish(db: Db, new: Edition, now: datetime) -> None:
    """Add it as the next version; running interviews stay on theirs."""
    surveys.publish(db, new.code, new.digest, new.xform, now)
