"""What the bot says of itself: its name and its descriptions, for each language."""

from functools import partial

from bot.simulator import limits
from bot.simulator.commands import language_of
from bot.simulator.formatted import units
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request
from bot.simulator.world import BOT_NAME, World

__all__ = ["METHODS", "seen"]

FACTS = {
    "name": limits.BOT_NAME,
    "description": limits.BOT_DESCRIPTION,
    "short_description": limits.BOT_SHORT_DESCRIPTION,
}


def set_fact(fact: str, world: World, params: Params) -> bool:
    said, language = params.text(fact).strip(), language_of(params)
    if units(said) > FACTS[fact]:
        # Telegram documents the limit, not its words; these are ours.
        raise bad_request(f"bot {fact.replace('_', ' ')} is too long")
    world.store.put("profile", f"{fact}/{language}", said)
    if (fact, language) == ("name", ""):
        world.bot["first_name"] = said or BOT_NAME
    world.changes.touch_all()
    return True


def get_fact(fact: str, world: World, params: Params) -> Json:
    return {fact: _fact(world, fact, language_of(params))}


def seen(world: World) -> Json:
    """The bot as its own page shows it."""
    said = {fact: _fact(world, fact, "") for fact in FACTS}
    return {"id": world.bot["id"], "username": world.bot["username"], **said}


def _fact(world: World, fact: str, language: str) -> str:
    """In this language, else in the one for all."""
    own = world.store.get("profile", f"{fact}/{language}")
    everyones = world.store.get("profile", f"{fact}/")
    return str(own or everyones or (world.bot["first_name"] if fact == "name" else ""))


METHODS = {
    f"{verb}My{''.join(word.title() for word in fact.split('_'))}": partial(method, fact)
    for fact in FACTS
    for verb, method in (("set", set_fact), ("get", get_fact))
}
