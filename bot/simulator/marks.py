"""How entities live together: which may cross, which are cut, which give way."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.simulator.params import Json

__all__ = ["QUOTES", "SOFT", "key", "settled"]

SOFT = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("code", "pre")
# Of two that begin and end together the outer one goes first.
ORDER = {
    **dict.fromkeys(QUOTES, 0),
    "pre": 11,
    "code": 20,
    "date_time": 30,
    "text_link": 49,
    **{kind: 90 + place for place, kind in enumerate(SOFT)},
    "custom_emoji": 99,
}


def key(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], ORDER.get(entity["type"], 50)


def settled(given: Sequence[Json], found: Sequence[Json] = ()) -> tuple[Json, ...]:
    """The entities as Telegram keeps them; what was `found` in the text gives way to the rest.

    Quotes do not nest; links, code and the like neither overlap each other nor cross a quote's
    border; bold and its kin are joined where they touch, cut where another begins, and not kept
    inside code.
    """
    if not given and not found:
        return ()
    quotes = _apart([entity for entity in given if entity["type"] in QUOTES])
    others = [entity for entity in given if entity["type"] not in (*QUOTES, *SOFT)]
    solid = [entity for entity in _apart(others) if not _crosses(entity, quotes)]
    solid += [
        entity
        for entity in found
        if not _crosses(entity, quotes) and not any(_overlap(entity, other) for other in solid)
    ]
    soft = _soft([entity for entity in given if entity["type"] in SOFT], [*quotes, *solid])
    return tuple(sorted([*quotes, *solid, *soft], key=key))


def _apart(entities: Iterable[Json]) -> list[Json]:
    """Those that do not overlap one before them."""
    kept: list[Json] = []
    for entity in sorted(entities, key=key):
        if not kept or entity["offset"] >= _end(kept[-1]):
            kept.append(entity)
    return kept


def _soft(entities: list[Json], walls: list[Json]) -> list[Json]:
    kinds = {entity["type"] for entity in entities}
    runs = [(kind, *run) for kind in kinds for run in _runs(entities, kind)]
    cuts = {start for _, start, _ in runs}
    cuts |= {place for wall in walls for place in (wall["offset"], _end(wall))}
    code = [wall for wall in walls if wall["type"] in CODE]
    pieces = [
        {"type": kind, "offset": start, "length": end - start}
        for kind, first, last in runs
        for start, end in pairwise(sorted({first, last, *(c for c in cuts if first < c < last)}))
    ]
    return [piece for piece in pieces if not any(_overlap(piece, wall) for wall in code)]


def _runs(entities: list[Json], kind: str) -> list[tuple[int, int]]:
    """Where text is of this kind, with touching stretches as one."""
    runs: list[tuple[int, int]] = []
    for entity in sorted((one for one in entities if one["type"] == kind), key=key):
        start, end = entity["offset"], _end(entity)
        if runs and start <= runs[-1][1]:
            start, last = runs.pop()
            end = max(end, last)
        runs.append((start, end))
    return runs


def _crosses(entity: Json, quotes: list[Json]) -> bool:
    """Whether it is partly inside one of the quotes, or around it."""
    return any(
        _overlap(entity, quote)
        and not quote["offset"] <= entity["offset"] <= _end(entity) <= _end(quote)
        for quote in quotes
    )


def _end(entity: Json) -> int:
    return int(entity["offset"] + entity["length"])


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))
