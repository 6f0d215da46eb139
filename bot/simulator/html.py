"""Telegram's HTML, read into a text and its entities, whose offsets count UTF-16 units."""

import re
from dataclasses import dataclass, field

from bot.simulator.formatted import Formatted, units
from bot.simulator.links import checked_link
from bot.simulator.params import Json
from bot.simulator.refusal import Refused, bad_request

__all__ = ["read"]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
ARGUMENTS = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
PLAIN = re.compile(r"[^<&]+|&")
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
START = re.compile(r"<([^\s>]*)")
END = re.compile(r"</([^\s>]*)\s*>")
ATTRIBUTE = re.compile(
    r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])))?"""
)
SPACES = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Opened:
    tag: str
    argument: str
    offset: int


@dataclass(slots=True)
class Reader:
    """A cursor over the source, the text read so far and the tags still open."""

    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[Opened] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> Formatted:
        while self.at < len(self.source):
            if found := CHARACTER.match(self.source, self.at):
                self._put(found, _character(found))
            elif found := PLAIN.match(self.source, self.at):
                self._put(found, found[0])
            elif self.source.startswith("</", self.at):
                self._close()
            else:
                self._start()
        if self.open:
            tag = self.open[-1].tag
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
        entities = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self.parts), tuple(entities))

    def _put(self, found: re.Match[str], text: str) -> None:
        self.at = found.end()
        self.parts.append(text)
        self.length += units(text)

    def _place(self) -> str:
        return f"at byte offset {len(self.source[: self.at].encode())}"

    def _start(self) -> None:
        name = START.match(self.source, self.at)
        if name is None or name.end() == len(self.source):
            raise _unparsable(f"Unclosed start tag {self._place()}")
        tag = name[1].lower()
        if tag not in TAGS:
            raise _unparsable(f'Unsupported start tag "{tag}" {self._place()}')
        attributes, end = self._attributes(tag, name.end())
        argument = _argument(tag, attributes)
        if tag == "span" and argument != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" {self._place()}')
        self.open.append(Opened(tag, argument, self.length))
        self.at = end

    def _attributes(self, tag: str, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while found := ATTRIBUTE.match(self.source, at):
            name, *values = found.groups()
            attributes[name] = "".join(_decoded(value) for value in values if value)
            at = found.end()
        end = SPACES.match(self.source, at)
        at = end.end() if end else at
        if at == len(self.source):
            raise _unparsable(f"Unclosed start tag {self._place()}")
        if self.source[at] != ">":
            raise _unparsable(f'Empty attribute name in the tag "{tag}" {self._place()}')
        return attributes, at + 1

    def _close(self) -> None:
        if not self.open:
            raise _unparsable(f"Unexpected end tag {self._place()}")
        found = END.match(self.source, self.at)
        if found is None:
            raise _unparsable(f"Unclosed end tag {self._place()}")
        opened, tag = self.open.pop(), found[1].lower()
        if tag not in {"", opened.tag}:
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise _unparsable(f"Unmatched end tag {self._place()}, {expected}")
        self.at = found.end()
        if self.length > opened.offset:
            self._add(opened)

    def _add(self, opened: Opened) -> None:
        span = {"offset": opened.offset, "length": self.length - opened.offset}
        entity: Json = {"type": TAGS[opened.tag], **span}
        match opened.tag:
            case "a":
                self._add_link(opened, entity)
                return
            case "code" | "pre":
                self._add_code(opened, entity)
                return
            case "tg-emoji" if not opened.argument.isdecimal():
                raise _unparsable("Invalid custom emoji identifier specified")
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.argument
            case "blockquote" if opened.argument:
                entity["type"] = "expandable_blockquote"
            case _:
                pass
        self.entities.append(entity)

    def _add_link(self, opened: Opened, entity: Json) -> None:
        shown = "".join(self.parts).encode("utf-16-le")[2 * opened.offset :].decode("utf-16-le")
        url = checked_link(opened.argument or shown)
        if url is not None:
            self.entities.append(entity | {"url": url})

    def _add_code(self, opened: Opened, entity: Json) -> None:
        """`<pre><code class="language-x">` is one entity, in whichever order they nest."""
        last = self.entities[-1] if self.entities else {}
        inner = {"offset": entity["offset"], "length": entity["length"]}
        if inner.items() <= last.items() and {last["type"], entity["type"]} == {"code", "pre"}:
            entity = self.entities.pop() | entity | {"type": "pre"}
        if opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)


def read(source: str) -> Formatted:
    """The text and entities of this HTML, or a refusal in Telegram's words."""
    formatted = Reader(source).read()
    for entity in formatted.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return formatted


def _argument(tag: str, attributes: dict[str, str]) -> str:
    if tag == "blockquote":
        return "1" if "expandable" in attributes else ""
    value = attributes.get(ARGUMENTS.get(tag, ""), "")
    return value.partition("language-")[2] if tag == "code" else value


def _decoded(text: str) -> str:
    return CHARACTER.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    """What a character reference stands for; one that stands for nothing stays as written."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else found[0]


def _unparsable(what: str) -> Refused:
    return bad_request(f"can't parse entities: {what}")
