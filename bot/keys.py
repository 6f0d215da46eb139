"""The response key: seals what was answered, and makes marks that lead back to nobody.

One 32-byte secret, kept outside the database, gives a key for each purpose (HKDF, RFC 5869).
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["SEAL_BLOCK", "Keys"]

SEAL_BLOCK = 10_240
"""Bytes: what is sealed is padded to a multiple of this, so that no length tells an answer.

It holds two texts of 1,000 characters, four bytes each, and all else of an interview.
"""


class Keys:
    """Seals and marks made from one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._purpose = cache(lambda purpose: _derive(secret, purpose))
        self._fernet = Fernet(urlsafe_b64encode(self._purpose("seal")))

    def mark(self, purpose: str, *parts: object) -> bytes:
        """HMAC-SHA256 over the parts under the purpose's own key, 32 bytes."""
        message = "|".join(str(part) for part in parts)
        return hmac.digest(self._purpose(f"mark {purpose}"), message.encode(), "sha256")

    def seal(self, content: Mapping[str, Any]) -> bytes:
        """The content as JSON, padded and encrypted; without the instant Fernet would add."""
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        padding = b" " * (-len(plain) % SEAL_BLOCK)
        return self._fernet.encrypt_at_time(plain + padding, 0)

    def unseal(self, sealed: bytes) -> dict[str, Any]:
        """What was sealed; raises cryptography's InvalidToken under another key."""
        content: dict[str, Any] = json.loads(self._fernet.decrypt(sealed))
        return content


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"torang {purpose}".encode()).derive(secret)
