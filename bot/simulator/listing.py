"""Which people there are: one page of them, or those whose name or id is looked for."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.simulator.params import Json
from bot.simulator.world import World

__all__ = ["named", "page"]


def page(world: World, after: int, limit: int | None, words: str) -> Json:
    """People, oldest first, after the one of this id (or from the first, where there is none).

    `total` is how many there are in all, whatever is looked for, and `more` whether others
    follow: to count what fits would mean to read everybody for every letter typed.
    """
    fitting = _fitting(world, after, words.strip().casefold())
    shown = list(islice(fitting, limit))
    more = limit is not None and next(fitting, None) is not None
    return {"people": shown, "total": world.store.size("people"), "more": more}


def named(world: World, ids: Iterable[int]) -> Json:
    """Those of these ids who are there."""
    people = [person for person in map(world.person, ids) if person is not None]
    return {"people": [_shown(p) for p in people], "total": world.store.size("people")}


def _fitting(world: World, after: int, words: str) -> Iterator[Json]:
    for person in world.store.each("people", after=after, containing=words):
        name, number = person["first_name"].casefold(), str(person["id"])
        if words in name or number.startswith(words):
            yield _shown(person)


def _shown(person: Json) -> Json:
    return {name: value for name, value in person.items() if name != "keyboard"}
