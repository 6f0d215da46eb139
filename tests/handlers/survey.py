"""Walks through the shipped questionnaire, for conversations about what comes after."""

import re

from tests.chat import Chat

__all__ = ["PROFILE", "RATINGS", "answer_all", "rate", "receipt", "to_the_question"]

PROFILE = ("26–35 tahun", "Perempuan", "SMA", "Wirausaha")
RATINGS = (
    "Sesuai",
    "Mudah",
    "Cepat",
    "Gratis",
    "Sesuai",
    "Kompeten",
    "Sopan dan ramah",
    "Baik",
    "Dikelola dengan baik",
)


async def to_the_question(chat: Chat, number: int, unit: str = "dukcapil-ktp") -> None:
    """Begin, and answer so many questions."""
    await chat.starts(unit)
    await chat.taps("Mulai")
    for label in (*PROFILE, *RATINGS)[:number]:
        await chat.taps(label)


async def answer_all(chat: Chat, unit: str = "dukcapil-ktp", suggestion: str | None = None) -> str:
    """Answer everything; the review card."""
    await to_the_question(chat, len(PROFILE) + len(RATINGS), unit)
    if suggestion is None:
        return await chat.taps("Lewati")
    return await chat.says(suggestion)


async def rate(chat: Chat, unit: str = "dukcapil-ktp", suggestion: str | None = None) -> str:
    """Answer everything and send it; the thanks."""
    await answer_all(chat, unit, suggestion)
    return await chat.taps("Kirim")


def receipt(review: str) -> str:
    """The receipt code on a review card."""
    found = re.search("[A-Z0-9]{4}-[A-Z0-9]{4}", review)
    assert found is not None, review
    return found.group()
