"""Which links Telegram opens, and how it writes them; each example was put to tdlib."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.links import WrongLink, checked_link
from tests.simulator.bot import law

DISALLOWED = "Disallowed character in URL"
PERCENT = "Wrong percent-encoded symbol in URL"
PORT = "Wrong port number specified in the URL"
IPV6 = "Wrong IPv6 address specified in the URL"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        # A scheme and a slash are added where there is none
        ("a.id", "http://a.id/"),
        ("https://a.id", "https://a.id/"),
        ("https://wa.me?text=hi", "https://wa.me/?text=hi"),
        ("https://a.id#top", "https://a.id/#top"),
        ("a.id//", "http://a.id//"),
        # Host and scheme are written small, the rest as it is
        ("HTTPS://A.ID/B", "https://a.id/B"),
        ("http://É.ID", "http://É.id/"),
        ("http://é.id/ü%zz", "http://é.id/ü%zz"),
        ("a.id👍", "http://a.id👍/"),
        ("http://%41.id", "http://%41.id/"),
        ("a..", "http://a../"),
        # Blanks are written out, but for those at the end of a path
        ("http://a.id/a b", "http://a.id/a%20b"),
        ("a.id/ b \n", "http://a.id/%20b"),
        # Who asks, and where
        ("http://u:p@a.id", "http://u:p@a.id/"),
        ("http://@a.id", "http://a.id/"),
        ("mailto:a@b.co", "http://mailto:a@b.co/"),
        ("a.id:65535", "http://a.id:65535/"),
        ("a.id:00080?x", "http://a.id:80/?x"),
        ("[::1]", "http://[::1]/"),
        ("http://[::FFFF:1.2.3.4]:80/x", "http://[::ffff:1.2.3.4]:80/x"),
        # Telegram's own
        ("tg:resolve?domain=x", "tg://resolve?domain=x"),
        ("TG://A/B", "tg://a/B"),
        ("tg://a_b-c", "tg://a_b-c/"),
        ("ton://a/b", "ton://a/b"),
        ("tonsite://a.ton?x", "tonsite://a.ton?x"),
        # There it would be a mention
        ("tg://user?id=5", "tg://user?id=5"),
    ],
)
def test_a_link_is_kept_as_telegram_writes_it(link: str, kept: str) -> None:
    assert checked_link(link) == kept


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("nonsense", "Wrong HTTP URL"),
        ("http://localhost:8000/a", "Wrong HTTP URL"),
        ("ftp://a.id", "Unsupported URL protocol"),
        (" https://a.id ", "Unsupported URL protocol"),
        ("", "URL host is empty"),
        ("http:///a.id", "URL host is empty"),
        ("tg:", "URL host is empty"),
        (".", "Host is invalid"),
        ("a b.c", f"{DISALLOWED} host"),
        ("https://a.id ", f"{DISALLOWED} host"),
        ("\t\na.id", f"{DISALLOWED} host"),
        ("a.id]", f"{DISALLOWED} host"),
        (":5", f"{DISALLOWED} host"),
        ("http://u p@a.id", f"{DISALLOWED} userinfo"),
        ("a@b.c@d.id", f"{DISALLOWED} userinfo"),
        ("http://a%4", f"{PERCENT} host"),
        ("http://%zz@a.id", f"{PERCENT} userinfo"),
        ("http://a.id:0", PORT),
        ("http://a.id:", PORT),
        ("http://a.id:65536", PORT),
        ("a.id:８", PORT),
        ("javascript:alert(a.b)", PORT),
        ("data:text/html,a.b", PORT),
        ("http://[::g]/", IPV6),
        ("http://[::1%1]/", IPV6),
        ("tg://a:5", "Wrong tg URL"),
        ("tg:HTTP://a", "Wrong tg URL"),
        ("ton://[::1]", "Wrong ton URL"),
        ("tonsite://u@a.ton", "Wrong ton URL"),
        ("tg://a.b", "Unallowed characters in URL host"),
        ("ton://é", "Unallowed characters in URL host"),
        ("tonsite://a!b", "Unallowed characters in URL host"),
    ],
)
def test_a_link_that_telegram_does_not_open_is_refused_in_its_words(link: str, why: str) -> None:
    with pytest.raises(WrongLink) as wrong:
        checked_link(link)

    assert str(wrong.value) == why


PIECES = ["http://", "TG:", "tonsite://", "u:p@", "A.id", "[::1]", ":80", "/", "?", "#", " ", "é"]


@law
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_link_that_was_kept_once_is_kept_as_it_is(link: str) -> None:
    try:
        kept = checked_link(link)
    except WrongLink:
        return

    assert checked_link(kept) == kept
