"""Links as pictures to scan."""

from io import BytesIO

import segno

__all__ = ["qr"]

SCALE = 8
"""Large enough to be scanned from a screen across a room, and still about a kilobyte."""


def qr(link: str) -> bytes:
    """The QR code of a link, as PNG."""
    picture = BytesIO()
    segno.make(link, micro=False, error="m").save(picture, kind="png", scale=SCALE)
    return picture.getvalue()
