"""The functions that ODK adds to XPath."""

import math

import regex

from bot.xlsform.calls import (
    NODES,
    NUMBER,
    STRING,
    Argument,
    Function,
    given,
    given_all,
    placed,
    told,
)
from bot.xlsform.errors import EvaluationStopped, ExpressionRefused, Fault
from bot.xlsform.values import Nodes, Run, Scope, Value, read, string, truth

__all__ = ["OPENROSA", "REGEX_SECONDS"]

REGEX_SECONDS = 0.1
_PROBES = tuple(letter * 60 + "\x00" for letter in "aA0 -.@")
_NOTHING = ("", "NaN")


def _if(arguments: tuple[Argument, ...]) -> Run:
    condition, then, otherwise = (argument.run for argument in arguments)
    return lambda scope: (then if truth(condition(scope), scope.world) else otherwise)(scope)


def _coalesce(arguments: tuple[Argument, ...]) -> Run:
    runs = tuple(argument.run for argument in arguments)

    def first_filled(scope: Scope) -> Value:
        value: Value = ""
        for run in runs:
            value = run(scope)
            if string(value, scope.world) not in _NOTHING:
                break
        return value

    return first_filled


def _once(arguments: tuple[Argument, ...]) -> Run:
    run = arguments[0].run
    return lambda scope: read(scope.current, scope.world) or run(scope)


def _position(arguments: tuple[Argument, ...]) -> Run:
    if not arguments:
        return lambda scope: float(scope.position)
    kind, run = NODES, arguments[0].run
    return lambda scope: _place(kind(run(scope), scope.world))


def _place(nodes: Nodes) -> float:
    """The place of a node among its siblings of the same name, as repeats count."""
    if not nodes or nodes[0].parent is None:
        return math.nan
    twins = [one for one in nodes[0].parent.elements() if one.name == nodes[0].name]
    return float(twins.index(nodes[0]) + 1)


def _regex(arguments: tuple[Argument, ...]) -> Run:
    text, pattern = arguments
    if pattern.literal is None:
        return lambda scope: _matches(
            _run_time_pattern(string(pattern.run(scope), scope.world)),
            string(text.run(scope), scope.world),
        )
    try:
        compiled = regex.compile(pattern.literal)
    except regex.error as error:
        raise ExpressionRefused(Fault.BAD_REGEX, pattern.literal, pattern.position) from error
    _probe(compiled, pattern)
    return lambda scope: _matches(compiled, string(text.run(scope), scope.world))


def _probe(compiled: regex.Pattern[str], pattern: Argument) -> None:
    """Refuse a pattern that runs away on texts made to be hard; none can prove that none would."""
    try:
        for probe in _PROBES:
            _matches(compiled, probe)
    except EvaluationStopped as stopped:
        raise ExpressionRefused(
            Fault.TOO_MUCH_WORK, compiled.pattern, pattern.position
        ) from stopped


def _run_time_pattern(pattern: str) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise EvaluationStopped(Fault.BAD_REGEX, pattern) from error


def _matches(pattern: regex.Pattern[str], text: str) -> bool:
    # The whole text has to match, as in JavaRosa.
    try:
        return pattern.fullmatch(text, timeout=REGEX_SECONDS) is not None
    except TimeoutError as error:
        raise EvaluationStopped(Fault.TOO_MUCH_WORK, pattern.pattern) from error


def _part(text: str, start: float, end: float = math.inf) -> str:
    """From 0, to before `end`, negative numbers counting from the end."""
    return text[_index(start, text) : _index(end, text)]


def _index(value: float, text: str) -> int:
    if math.isnan(value):
        return 0
    return int(max(-len(text), min(len(text), value)))


def _selected_at(text: str, place: float) -> str:
    words = text.split()
    return words[int(place)] if 0 <= place < len(words) else ""


def _true_word(text: str) -> bool:
    return text.lower() in ("1", "true")


def _instance(arguments: tuple[Argument, ...]) -> Run:
    run = arguments[0].run

    def root(scope: Scope) -> Value:
        found = scope.world.instances.get(string(run(scope), scope.world))
        return [] if found is None else [found]

    return root


OPENROSA: dict[str, Function] = {
    "if": Function(_if, 3, 3),
    "coalesce": Function(_coalesce, 1, None),
    "once": Function(_once, 1, 1),
    "position": Function(_position, 0, 1),
    "current": told(lambda scope: [scope.current]),
    "instance": Function(_instance, 1, 1),
    "regex": Function(_regex, 2, 2),
    "selected": given(
        lambda text, word: f" {word.strip()} " in f" {text.strip()} ", STRING, STRING
    ),
    "selected-at": given(_selected_at, STRING, NUMBER),
    "count-selected": given(lambda text: float(len(text.split())), STRING),
    "substr": given(_part, STRING, NUMBER, NUMBER, least=2),
    "ends-with": given(str.endswith, STRING, STRING),
    "join": given_all(lambda texts: texts[0].join(texts[1:]), STRING, least=1),
    "boolean-from-string": given(_true_word, STRING),
    "count-non-empty": given_all(lambda texts: float(len([*filter(None, texts)])), STRING, 1),
    "random": told(lambda scope: scope.world.context.random()),
    "uuid": told(lambda scope: scope.world.context.uuid()),
    "jr:itext": placed(lambda world, name: world.text(name, world), STRING),
    "jr:choice-name": placed(
        lambda world, value, path: world.choice_name(value, path, world), STRING, STRING
    ),
}
