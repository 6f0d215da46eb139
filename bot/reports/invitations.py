"""Invitations on paper: a sheet of cards to cut apart, or a list for who hands them out."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import shorten

import segno
from xlsxwriter import Workbook

from bot.domain.invitation import Invited, payload, spell
from bot.texts import _, day, language

__all__ = ["cards", "listing"]

SHEET = Path(__file__).with_name("invitations.typ")

LONGEST = 52
"""A card has two lines for a name."""

WIDTHS = (34, 24, 34, 16, 52, 30)


def cards(office: str, username: str, invited: Sequence[Invited]) -> bytes:
    """A PDF, ten cards on a page, each with the QR code of its own link."""
    # Here, because only who prints needs it.
    import typst

    given = {
        "office": shorten(office, LONGEST, placeholder=" …"),
        "title": _("Invitations"),
        "language": language(),
        "how": _(
            "Scan this code with the camera of your telephone, or type what stands below it to "
            "@{bot} in Telegram. It is for you alone and works once: please give it to nobody."
        ).format(bot=username),
        "cards": [_card(username, one) for one in invited],
    }
    made: bytes = typst.compile(
        str(SHEET), format="pdf", ignore_system_fonts=True, sys_inputs={"given": json.dumps(given)}
    )
    return made


def listing(username: str, invited: Sequence[Invited]) -> bytes:
    """A workbook with a row for each."""
    kept = BytesIO()
    with Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("Invitations"))
        bold = book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1})
        header = (_("Name"), _("NIP"), _("Unit"), _("Code"), _("Link"), _("Valid until"))
        for place, (words, width) in enumerate(zip(header, WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, words, bold)
        for row, one in enumerate(invited, 1):
            link = _link(username, one)
            cells = (one.name, one.nip, one.unit, spell(one.code), link, day(one.until))
            for place, cell in enumerate(cells):
                # As text: what a name begins with is no formula.
                sheet.write_string(row, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return kept.getvalue()


def _card(username: str, one: Invited) -> dict[str, str]:
    picture = BytesIO()
    code = segno.make(_link(username, one), micro=False, error="m")
    code.save(picture, kind="svg", border=1, xmldecl=False)
    return {
        "name": shorten(one.name, LONGEST, placeholder=" …"),
        "unit": shorten(one.unit, LONGEST, placeholder=" …"),
        "until": _("Valid until {day}").format(day=day(one.until)),
        "code": spell(one.code),
        "qr": picture.getvalue().decode(),
    }


def _link(username: str, one: Invited) -> str:
    return f"https://t.me/{username}?start={payload(one.code)}"
