"""Runs the example of a library as it is, but for where it connects to: `run.py FILE ADDRESS`."""

import os
import sys
from pathlib import Path
from typing import Any

# The place in each library's examples where a bot is made, and the same with our address.
PLACES = {
    "of_aiogram": ("Bot(token=TOKEN, ", "Bot(session=local_telegram, token=TOKEN, "),
    "of_python_telegram_bot": (
        '.token("TOKEN")',
        '.token(token).base_url(f"{address}/bot").base_file_url(f"{address}/file/bot")',
    ),
}


def names(library: str, address: str) -> dict[str, Any]:
    """What the place names, beside what the example has of its own."""
    if library == "of_python_telegram_bot":
        return {"address": address, "token": os.environ["BOT_TOKEN"]}
    # Only here, since half of the examples do without this library, which is slow to import.
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    return {"local_telegram": AiohttpSession(api=TelegramAPIServer.from_base(address))}


def run(file: Path, address: str) -> None:
    library = file.parent.name
    place, ours = PLACES[library]
    source = file.read_text()
    assert source.count(place) == 1
    program = compile(source.replace(place, ours), str(file), "exec")
    exec(program, {"__name__": "__main__", **names(library, address)})  # noqa: S102


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
