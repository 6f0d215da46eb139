"""A text and its entities as HTML again, for a page to show."""

from html import escape
from itertools import pairwise

from bot.simulator.formatted import Formatted
from bot.simulator.params import Json

__all__ = ["write"]

WRITTEN = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def write(formatted: Formatted) -> str:
    """HTML for a page; entities that overlap are closed and opened again around the overlap."""
    text = formatted.text.encode("utf-16-le")
    ends = [entity["offset"] + entity["length"] for entity in formatted.entities]
    starts = [entity["offset"] for entity in formatted.entities]
    out: list[str] = []
    stack: list[Json] = []
    for here, there in pairwise(sorted({0, len(text) // 2, *starts, *ends})):
        kept = [entity for entity in stack if entity["offset"] + entity["length"] > here]
        depth = next(
            (i for i, (a, b) in enumerate(zip(stack, kept, strict=False)) if a is not b), len(kept)
        )
        begun = [entity for entity in formatted.entities if entity["offset"] == here]
        out += [_end_tag(entity) for entity in reversed(stack[depth:])]
        out += [_start_tag(entity) for entity in kept[depth:] + begun]
        out.append(escape(text[2 * here : 2 * there].decode("utf-16-le"), quote=False))
        stack = kept + begun
    return "".join(out + [_end_tag(entity) for entity in reversed(stack)])


def _start_tag(entity: Json) -> str:
    match entity["type"]:
        case "text_link":
            return f'<a href="{escape(entity["url"])}">'
        case "pre" if "language" in entity:
            return f'<pre><code class="language-{escape(entity["language"])}">'
        case "expandable_blockquote":
            return "<blockquote expandable>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">'
        case kind:
            return f"<{WRITTEN[kind]}>" if kind in WRITTEN else ""


def _end_tag(entity: Json) -> str:
    match entity["type"]:
        case "text_link":
            return "</a>"
        case "pre" if "language" in entity:
            return "</code></pre>"
        case "expandable_blockquote":
            return "</blockquote>"
        case "custom_emoji":
            return "</tg-emoji>"
        case kind:
            return f"</{WRITTEN[kind]}>" if kind in WRITTEN else ""
