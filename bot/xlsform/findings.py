"""Collects every problem of a form while it is compiled, so that all are told at once."""

from bot.xlsform.errors import ExpressionRefused, Fault, FormRefused, Problem
from bot.xlsform.references import Reading
from bot.xlsform.xpath import Expression, compiled

__all__ = ["Findings"]


class Findings:
    """The problems found so far."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def add(self, fault: Fault, detail: str, path: str | None, column: str | None = None) -> None:
        """One more problem."""
        self._problems.append(Problem(fault, detail, path=path, column=column))

    def expression(self, text: str | None, path: str, column: str) -> Expression | None:
        """The compiled expression; None where there is none, or none that can run."""
        if text is None or not text.strip():
            return None
        try:
            return compiled(text)
        except ExpressionRefused as refused:
            self._refused(refused, path, column)
            return None

    def reads(
        self, expression: Expression, reading: Reading, path: str, column: str
    ) -> frozenset[str]:
        """The keys that the expression reads; nothing where it names what is not there."""
        try:
            return reading.keys(expression.tree)
        except ExpressionRefused as refused:
            self._refused(refused, path, column)
            return frozenset()

    def raise_any(self) -> None:
        """Refuse the form if anything was found."""
        if self._problems:
            raise FormRefused(tuple(self._problems))

    def _refused(self, refused: ExpressionRefused, path: str, column: str) -> None:
        self._problems.append(
            Problem(
                refused.fault, refused.detail, path=path, column=column, position=refused.position
            )
        )
