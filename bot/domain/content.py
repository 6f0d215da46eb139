"""What a broadcast says: a text for each language, perhaps a picture or a file, and buttons.

Whatever Telegram would refuse is found when it is composed, with the longest name and unit that
may be put in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape, unescape

__all__ = [
    "LONGEST_NAME",
    "LONGEST_UNIT",
    "MOST_BUTTONS",
    "NAME",
    "SIGNATURE",
    "UNIT",
    "Content",
    "Fault",
    "Media",
    "MediaKind",
    "Problem",
    "Text",
    "fill",
    "problems",
]

NAME, UNIT = "{nama}", "{unit}"
LONGEST_NAME, LONGEST_UNIT = 60, 80

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_LABEL = 4096, 1024, 40

SIGNATURE = 120
"""Of the text, so much is left for the line that says who speaks."""

MOST_ENTITIES, MOST_BUTTONS = 100, 8

PLACEHOLDER = re.compile(r"\{([^{}\s]{0,32})\}")
TAG = re.compile(r"<(/?)[^>]*>")
URL = re.compile(r"(?i:https?)://[^\s<>\"/]+\.[^\s<>\"]+")


class MediaKind(StrEnum):
    """What goes with the text."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a file, by the name Telegram keeps it under."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Text:
    """One language: Telegram's HTML, and the words on each button."""

    html: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """`links` has an entry for each button: where it leads, or None for a reaction."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    media: Media | None = None
    links: tuple[str | None, ...] = ()

    def text(self, language: str) -> Text:
        """In this language, or else in the first one it was written in."""
        return self.texts.get(language) or next(iter(self.texts.values()))


class Fault(StrEnum):
    """What is wrong with a content."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_MARKS = "too_many_marks"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    TOO_MANY_BUTTONS = "too_many_buttons"
    LABELS = "labels"
    LABEL_TOO_LONG = "label_too_long"
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, the language it is in, what is meant, and the limit that it breaks."""

    fault: Fault
    language: str = ""
    what: str = ""
    limit: int = 0


def fill(html: str, name: str, unit: str) -> str:
    """The text for one person; what is put in is no HTML, and cut where it is very long."""
    filled = html.replace(NAME, escape(name[:LONGEST_NAME], quote=False))
    return filled.replace(UNIT, escape(unit[:LONGEST_UNIT], quote=False))


def problems(content: Content) -> list[Problem]:
    """All that is wrong with it; nothing of it can be sent before that is mended."""
    found = [] if content.texts else [Problem(Fault.EMPTY)]
    if len(content.links) > MOST_BUTTONS:
        found.append(Problem(Fault.TOO_MANY_BUTTONS, limit=MOST_BUTTONS))
    found += [
        Problem(Fault.NO_LINK, what=link)
        for link in content.links
        if link is not None and not URL.fullmatch(link)
    ]
    for language, text in content.texts.items():
        found += _of_text(language, text.html, content.media)
        found += _of_labels(language, text.labels, len(content.links))
    return found


def _of_text(language: str, html: str, media: Media | None) -> Iterator[Problem]:
    seen = unescape(TAG.sub("", fill(html, "n" * LONGEST_NAME, "u" * LONGEST_UNIT)))
    limit = (LONGEST_TEXT if media is None else LONGEST_CAPTION) - SIGNATURE
    if not seen.strip() and media is None:
        yield Problem(Fault.EMPTY, language)
    if _units(seen) > limit:
        yield Problem(Fault.TOO_LONG, language, str(_units(seen)), limit)
    if sum(not closing for closing in TAG.findall(html)) > MOST_ENTITIES:
        yield Problem(Fault.TOO_MANY_MARKS, language, limit=MOST_ENTITIES)
    for name in PLACEHOLDER.findall(TAG.sub("", html)):
        if f"{{{name}}}" not in {NAME, UNIT}:
            yield Problem(Fault.UNKNOWN_PLACEHOLDER, language, f"{{{name}}}")


def _of_labels(language: str, labels: tuple[str, ...], count: int) -> Iterator[Problem]:
    if len(labels) != count:
        yield Problem(Fault.LABELS, language, str(len(labels)), count)
    for label in labels:
        if not label.strip() or _units(label) > LONGEST_LABEL:
            yield Problem(Fault.LABEL_TOO_LONG, language, label, LONGEST_LABEL)


def _units(text: str) -> int:
    """Its length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
