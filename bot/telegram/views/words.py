"""Words that several cards share: names of elements, grades, bars, quotations."""

from html import escape, unescape

from bot.domain.content import Content
from bot.domain.people import Addressee
from bot.domain.salutation import untitled
from bot.domain.situation import Place
from bot.domain.unit import ServiceUnit, Tree, titled
from bot.naming import element, mutu
from bot.texts import DEFAULT, _, ngettext, speaking

__all__ = [
    "QUOTE_LENGTH",
    "addressed",
    "bar",
    "beginning",
    "clip",
    "dear",
    "element",
    "elements",
    "mutu",
    "own_name",
    "plain",
    "quote",
    "short",
    "short_of",
    "titles",
]

BAR_CELLS = 10
LABEL_LENGTH = 30
QUOTE_LENGTH = 1000
TITLE_LENGTH = 60
MANY = 12
MIN_PARENT = 3


def dear(to: Addressee) -> str:
    """How somebody is spoken to, safe in HTML."""
    return escape(to.name or _("Sir or Madam"))


def addressed(text: str, to: Addressee, **more: str) -> str:
    """A sentence with its {name} filled in; whoever has none is given one title, not two."""
    said = untitled(text, "{name}") if to.name is None else text
    return said.format(name=dear(to), **more)


def elements(keys: tuple[str, ...]) -> str:
    """Several names, as ties are told."""
    return ", ".join(element(key) for key in keys)


def bar(at: int, of: int) -> str:
    """How far one is, at most ten cells wide."""
    cells = min(of, BAR_CELLS)
    filled = at * cells // of if of else 0
    return "▰" * filled + "▱" * (cells - filled)


def clip(text: str, length: int = LABEL_LENGTH) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def short(place: Place, length: int = LABEL_LENGTH) -> str:
    """A unit on a button: where there is no room for all, the name of the unit above gives way."""
    room = length - len(place.name) - len(" · ")
    if place.parent is None or room < MIN_PARENT:
        return clip(place.name, length)
    return titled(place.name, clip(place.parent, room))


def short_of(tree: Tree, unit: ServiceUnit, length: int = LABEL_LENGTH) -> str:
    """As `short`, for a unit of a tree."""
    parent = tree.by_id.get(unit.parent_id or 0)
    return short(Place(unit.id, unit.code, unit.name, parent.name if parent else None), length)


def quote(text: str, length: int = QUOTE_LENGTH) -> str:
    """What somebody typed, safe in HTML, in quotation marks."""
    return f"“{escape(clip(text, length))}”"


def beginning(content: Content, length: int = 120) -> str:
    """How a message begins in the default language, quoted, or a stroke where it says nothing."""
    text = plain(content.text(DEFAULT).html) if content.texts else ""
    return quote(text, length) if text else "–"


def plain(html: str) -> str:
    """The text without its marks."""
    out, inside = [], False
    for sign in html:
        inside = sign == "<" or (inside and sign != ">")
        if not inside and sign != ">":
            out.append(sign)
    return unescape("".join(out))


def titles(found: tuple[str, ...], most: int = MANY) -> list[str]:
    """Units by their titles, safe in HTML, and how many more there are than have room."""
    shown = [escape(clip(title, TITLE_LENGTH)) for title in found[:most]]
    more = len(found) - len(shown)
    if more:
        shown.append(ngettext("{n} more unit", "{n} more units", more).format(n=more))
    return shown


def own_name(code: str) -> str:
    """A language by its own name, as in "Bahasa Indonesia"."""
    with speaking(code):
        return _("English")
