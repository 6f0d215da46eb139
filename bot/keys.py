"""The response key: seals what was answered, and makes marks that lead back to nobody.

One 32-byte secret, kept outside the database, gives a key for each purpose (HKDF, RFC 5869).
"""

import hmac
import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["SEAL_BLOCK", "Keys"]

SEAL_BLOCK = 10_240
"""Bytes: what is sealed is padded to a multiple of this, so that no length tells an answer.

It holds two texts of 1,000 characters, four bytes each, and all else of an interview.
"""

# A nonce of 96 bits, drawn for each seal: NIST SP 800-38D allows 2**32 of them under one key.
NONCE_BYTES = 12


class Keys:
    """Seals and marks made from one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._purpose = cache(lambda purpose: _derive(secret, purpose))
        self._cipher = AESGCM(self._purpose("seal"))

    def mark(self, purpose: str, *parts: object) -> bytes:
        """HMAC-SHA256 over the parts under the purpose's own key, 32 bytes."""
        message = "|".join(str(part) for part in parts)
        return hmac.digest(self._purpose(f"mark {purpose}"), message.encode(), "sha256")

    def seal(self, content: Mapping[str, Any], block: int = SEAL_BLOCK) -> bytes:
        """The content as JSON, padded and encrypted with AES-256-GCM; the nonce comes first."""
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        padding = b" " * (-len(plain) % block)
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain + padding, None)

    def unseal(self, sealed: bytes) -> dict[str, Any]:
        """What was sealed; raises cryptography's InvalidTag under another key."""
        nonce, encrypted = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        plain = self._cipher.decrypt(nonce, encrypted, None)
        content: dict[str, Any] = json.loads(plain.rstrip(b" "))
        return content


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"torang {purpose}".encode()).derive(secret)
