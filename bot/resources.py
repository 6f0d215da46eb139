"""Where the files that lie beside the package are found, in a checkout and in a wheel alike."""

from pathlib import Path

__all__ = ["LOCALES", "MIGRATIONS"]

_BESIDE_BOT = Path(__file__).resolve().parent.parent

LOCALES = _BESIDE_BOT / "locales"
MIGRATIONS = _BESIDE_BOT / "migrations"
