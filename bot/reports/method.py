"""How figures came about, in the words of what is filed."""

from bot.domain.figures import Basis
from bot.texts import _

__all__ = ["edition"]


def edition(basis: Basis) -> str:
    """Which questionnaire was asked."""
    text = _("{survey}, version {version}")
    return text.format(survey=basis.survey.upper(), version=basis.version)
