"""How somebody is addressed whose name is not known: by a title, and never by two."""

import re

__all__ = ["untitled"]

TITLE = r"(?:bapak|bpk|pak|ibu|bu|saudara(?:/i)?|saudari|sdri|sdr|sir|madam|mrs|mr|ms)\b\.?"
TITLES = rf"(?<!\w){TITLE}(?:\s*(?:/|&amp;|dan|atau|and|or)\s*{TITLE})*"
TAG = r"<[^<>]*>"


def untitled(text: str, placeholder: str) -> str:
    """The text without the titles right before a placeholder: what is put in there is one."""
    titled = rf"{TITLES}((?:\s|{TAG})*){re.escape(placeholder)}"

    def without(found: re.Match[str]) -> str:
        return "".join(re.findall(TAG, found[1])) + placeholder

    return re.sub(titled, without, text, flags=re.IGNORECASE)
