"""What follows from what: each calculation and relevance after everything that it depends on."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from bot.xlsform.definition import Bind, Rule
from bot.xlsform.errors import Fault
from bot.xlsform.findings import Findings
from bot.xlsform.functions import VOLATILE
from bot.xlsform.references import Reading
from bot.xlsform.tree import Node
from bot.xlsform.xpath import Expression

__all__ = ["Reader", "read_rules"]


class Reader:
    """Tells what expressions of this form read."""

    def __init__(self, main: Node, instances: Mapping[str, Node], findings: Findings) -> None:
        self._main = main
        self._instances = instances
        self._findings = findings

    def reads(self, expression: Expression, node: Node, path: str, column: str) -> frozenset[str]:
        """The keys that an expression at this node reads, where its answer is kept."""
        return self._findings.reads(expression, self._reading(node), path, column)

    def steady(self, expression: Expression, node: Node, path: str, column: str) -> frozenset[str]:
        """The same where the answer is not kept, so that it must not differ each time."""
        reading = self._reading(node)
        keys = self._findings.reads(expression, reading, path, column)
        if reading.calls & VOLATILE:
            self._findings.add(Fault.NOT_REPEATABLE, expression.text, path, column)
        return keys

    def _reading(self, node: Node) -> Reading:
        return Reading(self._main, self._instances, node)


def read_rules(
    binds: Iterable[Bind],
    below: Mapping[str, frozenset[str]],
    reader: Reader,
    findings: Findings,
) -> tuple[Rule, ...]:
    """The rules of the form, in an order in which each finds settled what it reads."""
    rules = [rule for bind in binds for rule in _rules(bind, below, reader)]
    writers: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for key in rule.writes:
            writers.setdefault(key, []).append(number)
    graph = {
        number: [before for key in sorted(rule.reads) for before in writers.get(key, ())]
        for number, rule in enumerate(rules)
    }
    try:
        return tuple(rules[number] for number in TopologicalSorter(graph).static_order())
    except CycleError as error:
        around = [rules[number].bind.key for number in error.args[1]]
        findings.add(Fault.CYCLE, " < ".join(around), around[0])
        return ()


def _rules(bind: Bind, below: Mapping[str, frozenset[str]], reader: Reader) -> Iterator[Rule]:
    if bind.relevant is not None:
        reads = reader.reads(bind.relevant, bind.node, bind.key, "relevant")
        yield Rule(bind, bind.relevant, False, reads, below[bind.key])
    if bind.calculate is not None:
        reads = reader.reads(bind.calculate, bind.node, bind.key, "calculation")
        yield Rule(bind, bind.calculate, True, reads, frozenset((bind.key,)))
