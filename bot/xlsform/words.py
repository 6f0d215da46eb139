"""Reads what a form says to people: its translations, and the labels that name them."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from bot.xlsform.definition import DEFAULT, Text
from bot.xlsform.errors import Fault
from bot.xlsform.findings import Findings
from bot.xlsform.markup import XFORMS, children, local
from bot.xlsform.xpath import Expression

__all__ = ["message", "read_languages", "read_texts", "referred"]

_ITEXT = re.compile(r"""\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*""")
_CODE = re.compile(r"\(([A-Za-z-]+)\)\s*$")
Parts = tuple[str | Expression, ...]

# The spreadsheet's converter writes a dash where a translation is missing.
_MISSING: Parts = ("-",)


def read_languages(itext: Element | None) -> tuple[str, ...]:
    """The codes of the form's languages, its own first."""
    if itext is None:
        return ()
    translations = sorted(children(itext, "translation"), key=_is_other)
    return tuple(_code(translation) for translation in translations)


def read_texts(itext: Element | None, findings: Findings) -> Mapping[str, Text]:
    """What each text id says in each language; what one language lacks, the form's own says."""
    if itext is None:
        return {}
    found: dict[str, dict[str, Parts]] = {}
    for translation in sorted(children(itext, "translation"), key=_is_other):
        for text in children(translation, "text"):
            parts = found.setdefault(text.get("id", ""), {})
            said = _said(text, findings)
            if said is not None and said != _MISSING:
                parts[_code(translation)] = said
    return {name: _text(parts) for name, parts in found.items()}


def _text(parts: dict[str, Parts]) -> Text:
    return Text({DEFAULT: next(iter(parts.values()), _MISSING), **parts})


def _is_other(translation: Element) -> bool:
    return translation.get("default") is None


def _code(translation: Element) -> str:
    name = translation.get("lang", "")
    code = _CODE.search(name)
    return code[1].lower() if code else name


def _said(text: Element, findings: Findings) -> Parts | None:
    said = None
    for value in children(text, "value"):
        form = value.get("form")
        if form is None:
            said = _spoken(value, text.get("id", ""), findings)
        elif form not in ("short", "guidance"):
            findings.add(Fault.UNSUPPORTED, form, text.get("id"), "media")
    return said


def _spoken(element: Element, path: str, findings: Findings) -> Parts:
    return tuple(part for part in _parts(element, path, findings) if part != "")


def _parts(element: Element, path: str, findings: Findings) -> Iterator[str | Expression]:
    yield (element.text or "").lstrip()
    for child in element:
        if child.tag == f"{XFORMS}output":
            shown = child.get("value") or child.get("ref")
            yield findings.expression(shown, path, "output") or ""
        else:
            findings.add(Fault.UNSUPPORTED, local(child), path, "label")
        yield child.tail or ""


def referred(
    element: Element | None, path: str, texts: Mapping[str, Text], findings: Findings
) -> Text | None:
    """The text that a label or hint holds or names; None where it says nothing."""
    if element is None:
        return None
    reference = element.get("ref")
    if reference is None:
        said = _spoken(element, path, findings)
        return Text({DEFAULT: said}) if said else None
    return message(reference, path, texts, findings)


def message(
    words: str | None, path: str, texts: Mapping[str, Text], findings: Findings
) -> Text | None:
    """The text that an attribute holds or names; None where it says nothing."""
    if not words:
        return None
    found = _ITEXT.fullmatch(words)
    if found is None:
        return Text({DEFAULT: (words,)})
    name = found[1] or found[2] or ""
    if name not in texts:
        findings.add(Fault.UNKNOWN_TEXT, name, path)
        return None
    return None if texts[name].parts[DEFAULT] in ((), _MISSING) else texts[name]
