"""Which links Telegram would open."""

import re

__all__ = ["checked_link"]

LINK = re.compile(
    r"(?:(https?|tg|ton|tonsite)://)?([^\s/?#:@]+(?::\d+)?)([/?#]\S*)?", re.IGNORECASE
)


def checked_link(link: str) -> str | None:
    """The link as Telegram keeps it; None for what it would not open."""
    found = LINK.fullmatch(link.strip())
    if found is None:
        return None
    scheme, host, rest = (found[1] or "http").lower(), found[2], found[3]
    if scheme in {"http", "https"} and "." not in host:
        return None
    return f"{scheme}://{host}{rest or ('/' if scheme.startswith('http') else '')}"
