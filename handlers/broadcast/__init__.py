"""/siaran: an admin composes a broadcast, rehearses and launches it, and steers it afterwards."""

from aiogram import Router

from handlers.broadcast import composing, participants, rehearsing, steering

__all__ = ["build"]


def build() -> Router:
    router = Router(name=__name__)
    for part in (composing, participants, rehearsing, steering):
        part.register(router)
    return router
