"""Telegram's HTML, read and written."""

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import html, text
from bot.simulator.formatted import Formatted, units
from bot.simulator.html_writer import write
from bot.simulator.params import Json, Params
from bot.simulator.refusal import Refused
from tests.simulator.bot import law

HALVES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
    "surrogate code units"
)
WRONG_EMOJI = "Invalid custom emoji identifier specified"


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "shown", "entities"),
    [
        ("a &lt;&amp;&gt; &quot;b&quot;", 'a <&> "b"', []),
        ("&#128077;&#x1F44D; &nbsp; &#0; & &amp", "👍👍 &nbsp; &#0; & &", []),
        ("👍<b>x</b>", "👍x", [entity("bold", 2, 1)]),
        ("<STRONG>x</strong>", "x", [entity("bold", 0, 1)]),
        ("<i>a<u>b</u></i>", "ab", [entity("italic", 0, 2), entity("underline", 1, 1)]),
        ("<b>a</>", "a", [entity("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("&#1234567890;", "&#1234567890;", []),
        ("<b  x = 'y' z>x</b >", "x", [entity("bold", 0, 1)]),
        ("<A href=T.ME>x</a>", "x", [entity("text_link", 0, 1, url="http://t.me/")]),
        ('<code class="x-language-py">x</code>', "x", [entity("code", 0, 1)]),
        ('<tg-time unix="5">x</tg-time>', "x", [{**entity("date_time", 0, 1), "unix_time": 5}]),
        ('<tg-time unix="x">x</tg-time>', "x", []),
        (
            '<tg-time unix="4294967301s" format="wDT">x</tg-time>',
            "x",
            [{**entity("date_time", 0, 1, date_time_format="wDT"), "unix_time": 5}],
        ),
        ('<tg-time unix="2147483648">x</tg-time>', "x", []),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        (
            "<a href='t.me/a?b=1&amp;c=2'>x</a>",
            "x",
            [entity("text_link", 0, 1, url="http://t.me/a?b=1&c=2")],
        ),
        ("<a>t.me/a</a>", "t.me/a", [entity("text_link", 0, 6, url="http://t.me/a")]),
        ("<a href='nonsense'>x</a>", "x", []),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="py")],
        ),
        (
            '<code class="language-py"><pre>x</pre></code>',
            "x",
            [entity("pre", 0, 1, language="py")],
        ),
        ('<code class="language-py">x</code>', "x", [entity("code", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
        ),
        (
            f'<tg-emoji emoji-id="{-1 << 63}">x</tg-emoji>',
            "x",
            [entity("custom_emoji", 0, 1, custom_emoji_id=str(-1 << 63))],
        ),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, shown: str, entities: list[Json]) -> None:
    assert html.read(source) == Formatted(shown, tuple(entities))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("é<a href=x/y>", "Unexpected end of name token at byte offset 10"),
        ("<a ", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b\0>", "Unclosed start tag at byte offset 0"),
        ('<a ="x">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        (
            '<span class="spoiler">a</span>',
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
        ("&#xD800;", HALVES),
        ("&#xD83D;&#xDC4D;", HALVES),
        ("<a href='t.me/&#xD83D;&#xDC4D;'>a</a>", HALVES),
        *(
            (f'<tg-emoji emoji-id="{number}">a</tg-emoji>', WRONG_EMOJI)
            for number in ("0", "05", "+5", 1 << 63, (-1 << 63) - 1)
        ),
        ('<tg-time unix="5" format="x">a</tg-time>', "Invalid date format used"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", WRONG_EMOJI),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        html.read(source)

    assert refused.value.refusal.description == f"Bad Request: can't parse entities: {said}"


def test_commands_links_and_names_are_found_outside_code() -> None:
    said = text.detected(
        Formatted(
            "/a https://b.id/c, @nama #tag x@y.id /kode",
            (entity("code", 37, 5),),
        )
    )

    assert [(mark["type"], mark["offset"], mark["length"]) for mark in said.entities] == [
        ("bot_command", 0, 2),
        ("url", 3, 14),
        ("mention", 19, 5),
        ("hashtag", 25, 4),
        ("email", 30, 6),
        ("code", 37, 5),
    ]


@pytest.mark.parametrize(
    ("said", "length"),
    [("#a1", 3), ("#1a", 3), ("#é", 2), ("#123", 0), ("#_", 0), ("#" + "1" * 256 + "a", 0)],
)
def test_a_hashtag_has_a_letter(said: str, length: int) -> None:
    marks = text.detected(Formatted(said)).entities

    assert sum(mark["length"] for mark in marks) == length


def test_at_most_100_marks_are_kept() -> None:
    said = text.formatted(Params({"text": "<b>a</b> " * 101, "parse_mode": "HTML"}), "text")

    assert len(said.entities) == 100


def test_white_space_around_a_text_is_cut_and_marks_move_along() -> None:
    said = text.formatted(Params({"text": " \n<b>👍 </b><i> </i>", "parse_mode": "html"}), "text")

    assert said == Formatted("👍", (entity("bold", 0, 2),))


def test_white_space_that_an_entity_begins_with_stays() -> None:
    said = text.formatted(Params({"text": "  <b> a</b>", "parse_mode": "html"}), "text")

    assert said == Formatted(" a", (entity("bold", 0, 2),))


def test_control_characters_are_spaces_or_nothing_and_marks_move_along() -> None:
    source = "a\r\tb\u202a<b>c\rd</b>"
    said = text.formatted(Params({"text": source, "parse_mode": "html"}), "text")

    assert said == Formatted("a bcd", (entity("bold", 3, 2),))


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("<b>a</b><b>b</b>", [entity("bold", 0, 2)]),
        ("<b>a<b>b</b></b>", [entity("bold", 0, 2)]),
        (
            "<b>a<i>b</i>c</b>",
            [entity("bold", 0, 1), entity("bold", 1, 2), entity("italic", 1, 1)],
        ),
        ("<b><i>a</i></b>", [entity("bold", 0, 1), entity("italic", 0, 1)]),
        ("<code>a<b>b</b></code>", [entity("code", 0, 2)]),
        ("<b>a<code>b</code></b>", [entity("bold", 0, 1), entity("code", 1, 1)]),
        (
            "<b>a<a href='t.me'>b</a>c</b>",
            [
                entity("bold", 0, 1),
                entity("text_link", 1, 1, url="http://t.me/"),
                entity("bold", 1, 1),
                entity("bold", 2, 1),
            ],
        ),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            [entity("blockquote", 0, 2)],
        ),
        ("<code>a<blockquote>b</blockquote></code>", [entity("blockquote", 1, 1)]),
        ("<a href='t.me'>a<code>b</code></a>", [entity("text_link", 0, 2, url="http://t.me/")]),
        ("<b>/a</b>b", [entity("bot_command", 0, 3), entity("bold", 0, 2)]),
        ("<b>/a</b> b", [entity("bot_command", 0, 2), entity("bold", 0, 2)]),
    ],
)
def test_marks_are_joined_cut_and_dropped_as_telegram_does(source: str, kept: list[Json]) -> None:
    said = text.formatted(Params({"text": source, "parse_mode": "HTML"}), "text")

    assert list(said.entities) == kept


def test_overlapping_marks_are_written_as_sound_html() -> None:
    marks = (entity("bold", 0, 2), entity("italic", 1, 2))

    assert write(Formatted("abc", marks)) == "<b>a<i>b</i></b><i>c</i>"


letters = st.text(alphabet="ab<>&\"' é👍\n", max_size=6)
plain = letters.map(escape)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(
        [
            "b",
            "i",
            "u",
            "s",
            "tg-spoiler",
            "code",
            "blockquote",
            'a href="https://a.id/?b=1&amp;c"',
        ]
    )
    one = st.builds(lambda tag, body: f"<{tag}>{body}</{tag.split()[0]}>", tags, inner)
    return st.lists(st.one_of(plain, one), max_size=4).map("".join)


@law
@given(st.recursive(plain, wrapped, max_leaves=12))
def test_what_is_written_reads_as_the_same(source: str) -> None:
    formatted = html.read(source)
    again = html.read(write(formatted))

    assert again.text == formatted.text
    assert sorted(map(repr, again.entities)) == sorted(map(repr, formatted.entities))


@law
@given(st.recursive(plain, wrapped, max_leaves=12))
def test_every_mark_lies_within_the_text(source: str) -> None:
    said = text.formatted(Params({"text": source, "parse_mode": "HTML"}), "text")

    for mark in said.entities:
        assert mark["offset"] >= 0
        assert 0 < mark["length"] <= units(said.text) - mark["offset"]


@law
@given(st.text(alphabet="<>/&;#ab=\"' é\x00"))
def test_any_text_is_read_or_refused(source: str) -> None:
    with suppress(Refused):
        assert units(html.read(source).text) <= units(source)
