"""How large a picture is."""

import struct

__all__ = ["size"]

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    try:
        if content.startswith(PNG):
            width, height = struct.unpack_from(">II", content, 16)
        elif content.startswith(JPEG):
            height, width = struct.unpack_from(">HH", content, _frame(content) + 5)
        else:
            return None
    except (struct.error, IndexError):
        return None
    return (width, height) if width and height else None


def _frame(content: bytes) -> int:
    """Where the segment begins that tells the size."""
    at = len(JPEG)
    while content[at + 1] not in FRAMES:
        at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return at
