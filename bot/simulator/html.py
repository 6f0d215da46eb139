"""Telegram's HTML, read into a text and its entities, whose offsets count UTF-16 units.

What is refused, and at which byte, follows Telegram's own reader (tdlib): its grammar is looser
than HTML's in some places and stricter in others.
"""

import re
from dataclasses import dataclass, field

from bot.simulator import marks
from bot.simulator.formatted import Formatted, units
from bot.simulator.html_tags import END, SPACES, Tag, decoded, entity, unparsable
from bot.simulator.params import Json

__all__ = ["read"]

REFERENCE = re.compile(r"&(?:#x[0-9a-fA-F]+|#[0-9]+|[a-zA-Z]+);?")
SPECIAL = re.compile(r"[<&]")
TAG_NAME = re.compile(rf"[^{SPACES}>]*")
NAME = re.compile(rf"[^{SPACES}=>/\"']*")
TOKEN = re.compile(r"[a-zA-Z0-9.-]*")
SURROGATE = re.compile("[\ud800-\udfff]")
SPACE = re.compile(r"[ \t\r\n\v]*")
HALVES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
    "surrogate code units"
)


@dataclass(slots=True)
class Reader:
    """A cursor over the source, the text read so far and the tags still open."""

    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[Tag, int]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> Formatted:
        end = len(self.source) - len(END)
        while self.at < end:
            match self.source[self.at]:
                case "<" if self.source.startswith("</", self.at):
                    self._close()
                case "<":
                    self._start()
                case "&" if found := REFERENCE.match(self.source, self.at):
                    self._put(found[0], decoded(found[0]))
                case _:
                    plain = self._plain(end)
                    self._put(plain, plain)
        if self.open:
            name = self.open[-1][0].name
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = _whole("".join(self.parts))
        return Formatted(text, tuple(sorted(self.entities, key=marks.key)))

    def _plain(self, end: int) -> str:
        """The character here, whatever it is, and those after it that mean only themselves."""
        stop = SPECIAL.search(self.source, self.at + 1, end)
        return self.source[self.at : stop.start() if stop else end]

    def _put(self, taken: str, shown: str) -> None:
        self.at += len(taken)
        self.parts.append(shown)
        self.length += units(shown)

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What stands here and fits; perhaps nothing."""
        found = pattern.match(self.source, self.at)
        taken = found[0] if found else ""
        self.at += len(taken)
        return taken

    def _byte(self, at: int) -> str:
        return f"at byte offset {len(self.source[:at].encode(errors='surrogatepass'))}"

    def _start(self) -> None:
        begin = self.at
        self.at += 1
        tag = Tag(self._take(TAG_NAME).lower())
        if self.source[self.at] == END:
            raise unparsable(f"Unclosed start tag {self._byte(begin)}")
        if not tag.known:
            raise unparsable(f'Unsupported start tag "{tag.name}" {self._byte(begin)}')
        while self.source[self.at] != ">":
            self._attribute(tag, begin)
        self.at += 1
        if tag.name == "span" and tag.argument != "spoiler":
            where = self._byte(begin)
            raise unparsable(f'Tag "span" must have class "tg-spoiler" {where}')
        self.open.append((tag, self.length))

    def _attribute(self, tag: Tag, begin: int) -> None:
        self._take(SPACE)
        if self.source[self.at] == ">":
            return
        name = self._take(NAME)
        if not name:
            where = self._byte(begin)
            raise unparsable(f'Empty attribute name in the tag "{tag.name}" {where}')
        self._take(SPACE)
        value = ""
        if self.source[self.at] == "=":
            self.at += 1
            self._take(SPACE)
            value = self._value(begin) if self.source[self.at] != END else ""
        if self.source[self.at] == END:
            raise unparsable(f'Unclosed start tag "{tag.name}" {self._byte(begin)}')
        tag.take(name, value)

    def _value(self, begin: int) -> str:
        quote = self.source[self.at]
        if quote in {'"', "'"}:
            found = re.compile(f"{quote}([^{quote}{END}]*){quote}?").match(self.source, self.at)
            inner = found[1] if found else ""
            self.at = found.end() if found else self.at
            value = REFERENCE.sub(lambda reference: decoded(reference[0]), inner)
        else:
            token = self.at
            value = self._take(TOKEN).lower()
            if self.source[self.at] not in f"{SPACES}>":
                raise unparsable(f"Unexpected end of name token {self._byte(token)}")
        if self.source[self.at] == END:
            raise unparsable(f"Unclosed start tag {self._byte(begin)}")
        return _whole(value)

    def _close(self) -> None:
        begin = self.at
        if not self.open:
            raise unparsable(f"Unexpected end tag {self._byte(begin)}")
        self.at += len("</")
        name = self._take(TAG_NAME).lower()
        self._take(SPACE)
        if self.source[self.at] != ">":
            raise unparsable(f"Unclosed end tag {self._byte(begin)}")
        self.at += 1
        tag, offset = self.open.pop()
        if name not in {"", tag.name}:
            expected = f'expected "</{tag.name}>", found "</{name}>"'
            raise unparsable(f"Unmatched end tag {self._byte(begin)}, {expected}")
        if self.length > offset:
            self._add(tag, {"offset": offset, "length": self.length - offset})

    def _add(self, tag: Tag, span: Json) -> None:
        last = self.entities[-1] if self.entities else {}
        # `<pre><code class="language-x">` is one entity, in whichever order they nest.
        if tag.name in {"pre", "code"} and span.items() <= last.items():
            language = last.get("language") if tag.name == "pre" else tag.argument
            if {last["type"], tag.name} == {"pre", "code"} and language:
                self.entities[-1] = {"type": "pre", **span, "language": language}
                return
        found = entity(tag, lambda: self._since(span["offset"]))
        if found is not None:
            self.entities.append({**found, **span})

    def _since(self, offset: int) -> str:
        """The text read since this unit."""
        text = "".join(self.parts).encode("utf-16-le", "surrogatepass")
        return text[2 * offset :].decode("utf-16-le", "replace")


def read(source: str) -> Formatted:
    """The text and entities of this HTML, or a refusal in Telegram's words."""
    formatted = Reader(source + END).read()
    for found in formatted.entities:
        if found["type"] == "code":
            found.pop("language", None)
    return formatted


def _whole(text: str) -> str:
    """The text, refused where a reference stands for half a character, even beside the other."""
    if SURROGATE.search(text):
        raise unparsable(HALVES)
    return text
