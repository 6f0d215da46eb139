"""What a broadcast says: found wrong when it is composed, never when it is sent."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.content import (
    LONGEST_NAME,
    LONGEST_UNIT,
    SIGNATURE,
    Content,
    Fault,
    Media,
    MediaKind,
    Text,
    fill,
    labelled,
    problems,
    unlabelled,
    worded,
)

PHOTO = Media(MediaKind.PHOTO, "file")


def faults(
    html: str = "Halo",
    labels: tuple[str, ...] = (),
    links: tuple[str | None, ...] = (),
    media: Media | None = None,
) -> list[tuple[Fault, str]]:
    found = problems(Content({"id": Text(html, labels)}, media, links))
    return [(one.fault, one.what) for one in found]


@pytest.mark.parametrize(
    "html",
    [
        "Halo",
        "<b>Halo</b> {nama} di {unit}",
        "x" * (4096 - SIGNATURE),
        # Telegram counts what is read, not what is written.
        f"<i>{'&amp;' * (4096 - SIGNATURE)}</i>",
    ],
)
def test_what_can_be_sent_is_without_problems(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(
    ("html", "fault", "what"),
    [
        ("", Fault.EMPTY, ""),
        ("<b> </b>", Fault.EMPTY, ""),
        ("x" * (4097 - SIGNATURE), Fault.TOO_LONG, str(4097 - SIGNATURE)),
        ("\N{WAVING HAND SIGN}" * (2049 - SIGNATURE // 2), Fault.TOO_LONG, str(4098 - SIGNATURE)),
        ("Halo {nma}", Fault.UNKNOWN_PLACEHOLDER, "{nma}"),
        ("Halo {Nama}", Fault.UNKNOWN_PLACEHOLDER, "{Nama}"),
        ("Halo {nama lengkap}", Fault.UNKNOWN_PLACEHOLDER, "{nama lengkap}"),
        ("Halo { unit }", Fault.UNKNOWN_PLACEHOLDER, "{ unit }"),
        ("Halo {nama", Fault.UNKNOWN_PLACEHOLDER, "{nama"),
        ("Halo nama}", Fault.UNKNOWN_PLACEHOLDER, "}"),
        ("Halo {{nama}}", Fault.UNKNOWN_PLACEHOLDER, "{}"),
        ("Halo {<b>nama</b>}", Fault.MARKED_PLACEHOLDER, "{nama}"),
        ('<a href="https://torang.example/{unit}">x</a>', Fault.MARKED_PLACEHOLDER, "{unit}"),
        ("<b>x</b>" * 101, Fault.TOO_MANY_MARKS, ""),
    ],
)
def test_what_telegram_would_refuse_is_found_at_once(html: str, fault: Fault, what: str) -> None:
    assert faults(html) == [(fault, what)]


def test_a_text_under_a_picture_is_shorter_and_may_be_missing() -> None:
    assert faults("x" * (1024 - SIGNATURE), media=PHOTO) == []
    assert faults("x" * (1025 - SIGNATURE), media=PHOTO) == [
        (Fault.TOO_LONG, str(1025 - SIGNATURE))
    ]
    assert faults("", media=PHOTO) == []


def test_the_longest_name_and_unit_must_fit() -> None:
    rest = 4096 - SIGNATURE - LONGEST_NAME - LONGEST_UNIT

    assert faults("{nama}{unit}" + "x" * rest) == []
    assert faults("{nama}{unit}" + "x" * (rest + 1)) == [(Fault.TOO_LONG, str(4097 - SIGNATURE))]


@pytest.mark.parametrize(
    ("labels", "links", "found"),
    [
        (("Ya", "Situs"), (None, "https://torang.example/a"), []),
        (("Ya",), (), [(Fault.LABELS, "1")]),
        ((), (None,), [(Fault.LABELS, "0")]),
        ((" ",), (None,), [(Fault.LABEL_TOO_LONG, " ")]),
        (("x" * 41,), (None,), [(Fault.LABEL_TOO_LONG, "x" * 41)]),
        (("Ya",), ("torang.example",), [(Fault.NO_LINK, "torang.example")]),
        (("Ya",), ("https://torang",), [(Fault.NO_LINK, "https://torang")]),
        (
            ("Lokasi https://a.example",),
            (None,),
            [(Fault.LINK_IN_LABEL, "Lokasi https://a.example")],
        ),
        (("Ya",), ("javascript:alert(1)",), [(Fault.NO_LINK, "javascript:alert(1)")]),
        (("Ya",) * 9, (None,) * 9, [(Fault.TOO_MANY_BUTTONS, "")]),
    ],
)
def test_buttons_need_words_and_links_that_lead_somewhere(
    labels: tuple[str, ...], links: tuple[str | None, ...], found: list[tuple[Fault, str]]
) -> None:
    assert faults(labels=labels, links=links) == found


KNOWN = Content(
    {"id": Text("Halo", ("Ya", "Daftar")), "en": Text("Hi", ("Yes", "Register"))},
    None,
    (None, "https://a.example"),
)


@pytest.mark.parametrize(
    ("line", "label", "link"),
    [
        ("Daftar - https://a.example/x", "Daftar", "https://a.example/x"),
        ("Daftar - contoh.go.id", "Daftar", "contoh.go.id"),
        ("Jam 8 - 10", "Jam 8 - 10", None),
        ("Jam 8.30 - 10.30", "Jam 8.30 - 10.30", None),
        ("A - B - https://a.example", "A - B", "https://a.example"),
        ("Lokasi https://a.example", "Lokasi https://a.example", None),
    ],
)
def test_a_link_follows_the_last_dash_and_looks_like_one(
    line: str, label: str, link: str | None
) -> None:
    after, _wrong = labelled(Content({"id": Text("Halo")}), "id", [line])

    assert (after.texts["id"].labels, after.links) == ((label,), (link,))


def test_other_languages_are_asked_anew_when_the_buttons_change() -> None:
    again, wrong = labelled(KNOWN, "id", ["Daftar - https://a.example", "Ya"])

    assert (unlabelled(again), wrong) == (["en"], [])
    assert again.texts["id"].labels == ("Daftar", "Ya")
    assert labelled(KNOWN, "id", ["Ya", "Daftar - https://a.example"]) == (KNOWN, [])


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (["Yes", "Register"], []),
        (["Yes", "", "Register - https://a.example"], []),
        (["Yes", "Register - https://b.example"], [Fault.OTHER_LINK]),
        (["Yes - https://a.example", "Register"], [Fault.OTHER_LINK]),
        (["Yes"], [Fault.LABELS]),
        (["Yes", "Register", "More - https://a.example"], [Fault.OTHER_LINK, Fault.LABELS]),
    ],
)
def test_a_second_language_gives_words_only(lines: list[str], faults: list[Fault]) -> None:
    after, wrong = labelled(KNOWN, "en", lines)

    assert [one.fault for one in wrong] == faults
    assert after.links == KNOWN.links


def test_a_second_language_may_come_after_the_buttons_and_lacks_words_then() -> None:
    only = Content({"id": KNOWN.texts["id"]}, None, KNOWN.links)

    after, wrong = worded(only, "en", "Hi", None)

    assert (unlabelled(after), wrong) == (["en"], [])


def test_a_picture_may_be_too_much_for_a_language_written_before() -> None:
    long = Content({"id": Text("x" * 2_000)})

    _after, wrong = worded(long, "en", "Hello", PHOTO)

    assert [(one.fault, one.language) for one in wrong] == [(Fault.TOO_LONG, "id")]


def test_a_content_without_any_text_is_empty() -> None:
    assert [one.fault for one in problems(Content())] == [Fault.EMPTY]


def test_another_language_is_shown_in_the_first_one() -> None:
    content = Content({"id": Text("Halo"), "en": Text("Hello")})

    assert content.text("en").html == "Hello"
    assert content.text("fr").html == "Halo"


def test_names_are_no_html_and_are_cut() -> None:
    assert fill("{nama} · {unit}", "<b>A & B</b>", "U" * 99) == (
        "&lt;b&gt;A &amp; B&lt;/b&gt; · " + "U" * LONGEST_UNIT
    )


@given(name=st.text(), unit=st.text(), rest=st.text(st.characters(exclude_characters="<>&{}")))
def test_what_passed_fits_whoever_it_is_for(name: str, unit: str, rest: str) -> None:
    html = f"{rest}{{nama}}{{unit}}"
    if faults(html):
        return

    seen = unescape(fill(html, name, unit))

    assert len(seen) <= 4096 - SIGNATURE
