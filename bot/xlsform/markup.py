"""XForm XML as elements, read by a parser that follows no entity and no outside reference."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.xlsform.errors import Fault, FormRefused, Problem

__all__ = [
    "JR",
    "MAX_XML",
    "TORANG",
    "XFORMS",
    "XHTML",
    "children",
    "local",
    "one",
    "parsed",
    "same_path",
]

# Reading recurses, so that nobody may nest deeper than the stack is.
MAX_DEPTH = 100
MAX_XML = 10_000_000
XFORMS = "{http://www.w3.org/2002/xforms}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
TORANG = "{urn:torang}"


def parsed(xml: str) -> Element:
    """The root element, which is an XForm's."""
    if len(xml) > MAX_XML:
        raise FormRefused((Problem(Fault.FILE_TOO_BIG, str(MAX_XML)),))
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise FormRefused((Problem(Fault.UNREADABLE, type(error).__name__),)) from error
    if root.tag != f"{XHTML}html":
        raise FormRefused((Problem(Fault.UNREADABLE, root.tag),))
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    level, depth = [root], 1
    while level:
        if depth > MAX_DEPTH:
            raise FormRefused((Problem(Fault.TOO_DEEP, str(MAX_DEPTH)),))
        level, depth = [child for element in level for child in element], depth + 1


def one(element: Element, *steps: str) -> Element:
    """The element at the end of these steps, without which there is no form."""
    for step in steps:
        found = element.find(step)
        if found is None:
            raise FormRefused((Problem(Fault.UNREADABLE, step),))
        element = found
    return element


def children(element: Element, name: str) -> Iterator[Element]:
    """The XForms children of that name."""
    return element.iterfind(XFORMS + name)


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def same_path(path: str) -> str:
    """The path as keys are written: no spaces, no prefixes."""
    return re.sub(r"[^/]*:", "", path.strip())
