"""Which links Telegram opens, and how it writes them; the rules are those of tdlib's parse_url."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from string import ascii_lowercase, ascii_uppercase

__all__ = ["WrongLink", "checked_link"]

LARGEST_PORT = 65535
OWN = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE | re.ASCII)
SCHEME = re.compile(r"([^:/?#@\[\]]*)://")
PATH = re.compile(r"[/?#]")
PORT = re.compile(r"(?P<before>.+):(?P<port>[^:\]@]*)", re.DOTALL)
PORT_NUMBER = re.compile(r"0*([1-9][0-9]{0,4})")
CHARACTER = r"[a-zA-Z0-9_.!$,~*'();&+=-]|[^\x00-\x7f]|%[0-9a-fA-F]{2}"
HOST = re.compile(rf"(?:{CHARACTER})*")
USERINFO = re.compile(rf"(?:{CHARACTER}|:)*")
NAME = re.compile(r"[a-z0-9_-]+")
OWN_HOSTS = {"tg": NAME, "ton": NAME, "tonsite": re.compile(r"[a-z0-9_.-]+")}
# Telegram knows no capitals but those of ASCII.
LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
BLANKS = " \t\r\n\v\0"
UNPRINTED = re.compile(r"[\x00-\x20]")


class WrongLink(Exception):
    """Telegram opens no such link; the message says why in its words."""


@dataclass(frozen=True, slots=True)
class Url:
    """The parts of an HTTP link; a port that was not written is 0."""

    scheme: str
    userinfo: str
    host: str
    port: int
    query: str


def checked_link(link: str) -> str:
    """The link as Telegram keeps it, or WrongLink."""
    own = OWN.match(link)
    if own is not None:
        return _own_link(own[1].lower(), link[own.end() :])
    url = _parsed(link)
    if "." not in url.host and not url.host.startswith("["):
        raise WrongLink("Wrong HTTP URL")
    userinfo = f"{url.userinfo}@" if url.userinfo else ""
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{userinfo}{url.host}{port}{url.query}"


def _own_link(scheme: str, rest: str) -> str:
    url = _parsed(rest)
    nested = rest.lower().startswith(("http://", "https://"))
    if nested or url.userinfo or url.port or url.host.startswith("["):
        raise WrongLink(f"Wrong {'tg' if scheme == 'tg' else 'ton'} URL")
    if not OWN_HOSTS[scheme].fullmatch(url.host):
        raise WrongLink("Unallowed characters in URL host")
    query = url.query.removeprefix("/") if url.query.startswith("/?") else url.query
    return f"{scheme}://{url.host}{query}"


def _parsed(link: str) -> Url:
    found = SCHEME.match(link)
    scheme, rest = (found[1].lower(), link[found.end() :]) if found else ("http", link)
    if scheme not in {"http", "https"}:
        raise WrongLink("Unsupported URL protocol")
    authority = PATH.split(rest, maxsplit=1)[0]
    before, port = _port(authority)
    userinfo, _, host = before.rpartition("@")
    _check_host(host, userinfo)
    return Url(scheme, userinfo, host.translate(LOWER), port, _query(rest[len(authority) :]))


def _port(authority: str) -> tuple[str, int]:
    """What stands before the port, and the port."""
    found = PORT.fullmatch(authority)
    if found is None:
        return authority, 0
    number = PORT_NUMBER.fullmatch(found["port"])
    if number is None or int(number[1]) > LARGEST_PORT:
        raise WrongLink("Wrong port number specified in the URL")
    return found["before"], int(number[1])


def _check_host(host: str, userinfo: str) -> None:
    if host.startswith("[") and host.endswith("]"):
        _check_ipv6(host[1:-1])
    elif host in {"", "."}:
        raise WrongLink("Host is invalid" if host else "URL host is empty")
    else:
        _check_part("host", host, HOST)
        _check_part("userinfo", userinfo, USERINFO)


def _check_ipv6(address: str) -> None:
    try:
        # Of which network it is, Python would read too.
        IPv6Address(address.replace("%", "-"))
    except AddressValueError as error:
        raise WrongLink("Wrong IPv6 address specified in the URL") from error


def _check_part(name: str, part: str, allowed: re.Pattern[str]) -> None:
    found = allowed.match(part)
    stop = found.end() if found else 0
    if part[stop:].startswith("%"):
        raise WrongLink(f"Wrong percent-encoded symbol in URL {name}")
    if part[stop:]:
        raise WrongLink(f"Disallowed character in URL {name}")


def _query(written: str) -> str:
    """The path and what follows it, which begins with a slash and holds no blanks."""
    query = written.rstrip(BLANKS)
    slash = "" if query.startswith("/") else "/"
    return slash + UNPRINTED.sub(lambda blank: f"%{ord(blank[0]):02X}", query)
