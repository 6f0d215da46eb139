"""What a broadcast says: a text for each language, perhaps a picture or a file, and buttons.

Whatever Telegram would refuse is found when it is composed, with the longest name and unit that
may be put in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape, unescape
from itertools import zip_longest

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
    "labelled",
    "length",
    "problems",
    "unlabelled",
    "worded",
]

NAME, UNIT = "{nama}", "{unit}"
LONGEST_NAME, LONGEST_UNIT = 60, 80

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_LABEL = 4096, 1024, 40

SIGNATURE = 120
"""Of the text, so much is left for the line that says who speaks."""

MOST_ENTITIES, MOST_BUTTONS = 100, 8

BRACED = re.compile(r"\{[^{}]{0,32}\}?|\}")
TAG = re.compile(r"<(/?)[^>]*>")
SITE = re.compile(r"(?i:([a-z0-9-]+\.)+[a-z]{2,})(/\S*)?")
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
    MARKED_PLACEHOLDER = "marked_placeholder"
    TOO_MANY_BUTTONS = "too_many_buttons"
    LABELS = "labels"
    LABEL_TOO_LONG = "label_too_long"
    NO_LINK = "no_link"
    LINK_IN_LABEL = "link_in_label"
    OTHER_LINK = "other_link"


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


def worded(
    content: Content, language: str, html: str, media: Media | None
) -> tuple[Content, list[Problem]]:
    """With this text, and what is wrong then; buttons that lack words are asked for later.

    A picture or a file belongs to all languages; without one the text is for the one before.
    """
    known = content.texts.get(language)
    text = Text(html, known.labels if known else ())
    after = replace(content, texts={**content.texts, language: text}, media=media or content.media)
    return after, [one for one in problems(after) if one.fault is not Fault.LABELS]


def labelled(
    content: Content, language: str, lines: Iterable[str]
) -> tuple[Content, list[Problem]]:
    """With a button for each line, and what is wrong then.

    The first language says which buttons there are; the others only put them into words, in the
    same order, and do so anew when the first ones change.
    """
    read = [_button(line) for line in lines if line.strip()]
    labels, links = tuple(one for one, _link in read), tuple(link for _one, link in read)
    if language == next(iter(content.texts)):
        after, wrong = _with_buttons(content, language, labels, links), []
    else:
        text = replace(content.texts[language], labels=labels)
        after = replace(content, texts={**content.texts, language: text})
        wrong = _other_links(content.links, language, links)
    wrong += (one for one in problems(after) if one.fault is not Fault.LABELS)
    return after, [*wrong, *_missing(language, labels, len(after.links))]


def unlabelled(content: Content) -> list[str]:
    """The languages in which the buttons have no words yet."""
    return [code for code, text in content.texts.items() if len(text.labels) != len(content.links)]


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
    if length(seen) > limit:
        yield Problem(Fault.TOO_LONG, language, str(length(seen)), limit)
    if sum(not closing for closing in TAG.findall(html)) > MOST_ENTITIES:
        yield Problem(Fault.TOO_MANY_MARKS, language, limit=MOST_ENTITIES)
    yield from _of_braces(language, html)


def _of_braces(language: str, html: str) -> Iterator[Problem]:
    """Whatever would arrive as it stands: misspelt, never closed, or cut up by marks."""
    inside = "".join(tag.group() for tag in TAG.finditer(html))
    # A sign in place of each, or what stands around it would grow together.
    rest = TAG.sub("", html.replace(NAME, "\0").replace(UNIT, "\0"))
    for braced in (*BRACED.findall(rest), *(one for one in (NAME, UNIT) if one in inside)):
        marked = braced in {NAME, UNIT}
        fault = Fault.MARKED_PLACEHOLDER if marked else Fault.UNKNOWN_PLACEHOLDER
        yield Problem(fault, language, braced.replace("\0", ""))


def _of_labels(language: str, labels: tuple[str, ...], count: int) -> Iterator[Problem]:
    yield from _missing(language, labels, count)
    for label in labels:
        if "://" in label:
            yield Problem(Fault.LINK_IN_LABEL, language, label)
        elif not label.strip() or length(label) > LONGEST_LABEL:
            yield Problem(Fault.LABEL_TOO_LONG, language, label, LONGEST_LABEL)


def _with_buttons(
    content: Content, language: str, labels: tuple[str, ...], links: tuple[str | None, ...]
) -> Content:
    """With other buttons; words of other languages might stand on the wrong ones now."""
    if (labels, links) == (content.texts[language].labels, content.links):
        return content
    others = {code: replace(text, labels=()) for code, text in content.texts.items()}
    text = replace(others[language], labels=labels)
    return replace(content, texts={**others, language: text}, links=links)


def _other_links(
    known: tuple[str | None, ...], language: str, links: tuple[str | None, ...]
) -> list[Problem]:
    return [
        Problem(Fault.OTHER_LINK, language, link)
        for link, own in zip_longest(links, known)
        if link is not None and link != own
    ]


def _missing(language: str, labels: tuple[str, ...], count: int) -> Iterator[Problem]:
    if len(labels) != count:
        yield Problem(Fault.LABELS, language, str(len(labels)), count)


def _button(line: str) -> tuple[str, str | None]:
    """Its words, and where it leads: what follows the last " - ", if that is meant as a link."""
    label, dash, rest = line.strip().rpartition(" - ")
    if dash and ("://" in rest or SITE.fullmatch(rest.strip())):
        return label.strip(), rest.strip()
    return line.strip(), None


def length(text: str) -> int:
    """Its length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
