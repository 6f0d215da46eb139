"""Posters and table cards, in Indonesian: they hang where everybody is served."""

import json
from io import BytesIO
from pathlib import Path

import segno

from bot.domain.poster import Poster, link
from bot.naming import period
from bot.texts import DEFAULT, _, number, speaking

__all__ = ["POSTER", "TABLE_CARDS", "poster", "table_cards", "words"]

FOLDER = Path(__file__).parent
POSTER, TABLE_CARDS = FOLDER / "poster.typ", FOLDER / "table_cards.typ"


def poster(office: str, username: str, found: Poster) -> bytes:
    """A PDF, one page of A4."""
    with speaking(DEFAULT):
        return _made(POSTER, words(office, username, found))


def table_cards(office: str, username: str, found: Poster) -> bytes:
    """A PDF, eight cards on a page of A4, to be cut apart."""
    with speaking(DEFAULT):
        return _made(TABLE_CARDS, words(office, username, found))


def words(office: str, username: str, found: Poster) -> dict[str, object]:
    """All that stands on them, and the code to scan."""
    address = link(username, found.code)
    return {
        "language": DEFAULT,
        "office": office,
        "unit": found.name,
        "parent": found.parent or "",
        "title": _("How was our service today?"),
        "short": _("Rate this service"),
        "steps": [
            _("Scan this code with the camera of your telephone."),
            _("Telegram opens: press Start, read, and tap Begin."),
            _("Answer by tapping, about two minutes, and tap Send."),
        ],
        "how": _("Scan the code, tap Begin in Telegram, and answer: about two minutes."),
        "privacy": _(
            "Your answers are not stored with your name or account, and count only together with "
            "at least four others."
        ),
        "published": _published(found),
        "address": address,
        "qr": _drawn(f"https://{address}"),
    }


def _published(found: Poster) -> dict[str, str] | None:
    if found.published is None:
        return None
    when, index, reference = found.published
    return {
        "label": _("Satisfaction index, {period}").format(period=period(when)),
        "ikm": number(index.ikm, 2),
        "mutu": _("Grade {mutu}").format(mutu=index.mutu),
        "n": _("from {n} answers").format(n=number(index.n)),
        "reference": _("Reference: {reference}").format(reference=reference),
    }


def _drawn(address: str) -> str:
    picture = BytesIO()
    # Posters fade and get spots: a quarter of the code may be lost.
    segno.make(address, micro=False, error="q").save(picture, kind="svg", border=2, xmldecl=False)
    return picture.getvalue().decode()


def _made(sheet: Path, given: dict[str, object]) -> bytes:
    # Here, because only who prints needs it.
    import typst

    made: bytes = typst.compile(
        str(sheet),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given)},
    )
    return made
