"""`torang demo`: a local Telegram and the bot as two processes, with something to see in them."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn
from urllib.request import Request, urlopen

import typer

from bot import config as settings
from bot.db.database import Database
from bot.keys import Keys
from bot.seed import EMPLOYEES, SUBSCRIBER, seed
from bot.seed_ratings import seed_ratings
from bot.seed_trainings import seed_trainings
from bot.texts import _

__all__ = ["FOLDER", "SOFIFI", "run"]

FOLDER = Path("var/demo")
ADMIN = 9001
SUBSCRIBER_NAME = "Hasan"
START_SECONDS = 60
PORTS_TO_TRY = 20
END_SECONDS = 10

CONFIG = """\
# Written by `torang demo`; changes are lost at its next start.
[telegram]
token_file = "token"
api_base = "{address}"
username = "torang_bot"
simulator = true

[office]
name = {name}
zone = "{zone}"
contact = {contact}
admins = [{admin}]

[database]
url = "sqlite:///torang.db"

[web]
port = {web_port}

[keys]
file = "torang.key"
"""

Process = subprocess.Popen[bytes]


SOFIFI = settings.Office(
    name="Pemerintah Provinsi Maluku Utara", contact="Biro Organisasi, Sofifi"
)


def run(port: int, office: settings.Office = SOFIFI, *, fresh: bool) -> int:
    """Serve until interrupted, or until a part ends by itself; the exit status.

    The bot speaks for this office. Raises OSError where the folder cannot be written.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _interrupt)
    address = f"http://127.0.0.1:{port}"
    state = ["--state", str(FOLDER / "telegram"), *(["--fresh"] if fresh else [])]
    # Who answers already is not ours, and ours will say so.
    taken = _bot_is_there(address) is not None
    # First, because it locks the state: nothing of another demo that runs is touched.
    parts = [_start("simulator", "--port", str(port), *state)]
    web_port = _free_port(port + 1)
    ready = False
    try:
        if _wait(parts, lambda: not taken and _bot_is_there(address) is not None):
            if _prepare(address, office, web_port, fresh=fresh):
                _populate(address)
            parts.append(_start("run", "--config", str(FOLDER / "config.toml")))
            if _wait(parts, lambda: _bot_is_there(address) is True):
                ready = True
                typer.echo(_invitation().format(address=address))
                if web_port:
                    typer.echo(_public_page().format(address=f"http://127.0.0.1:{web_port}"))
                _wait(parts, lambda: False, seconds=None)
    except KeyboardInterrupt:
        typer.echo(_("Stopped. Everything is kept; the next start goes on with it."))
        return 0
    finally:
        _end(parts)
    if ready:
        typer.echo(_("A part of it ended by itself, so all of it ended. Please start it again."))
    return max((part.returncode or 0) for part in parts) or 1


def _invitation() -> str:
    return _(
        "\nTorang is running at {address}\n\n"
        "  1  Open that page and choose a citizen, for example Yusuf.\n"
        "  2  Scan the code of a counter (Disdukcapil · KTP elektronik) and tap through.\n"
        "     Four answers wait there already: yours opens the box.\n"
        "  3  Choose Rahma, the admin, and send /laporan to see the index step.\n"
        "  4  As Rahma send /siaran, write a message to the employees, rehearse it and send it;\n"
        "     move the clock by a minute and look at Ahmad's chat.\n"
        "  5  As Rahma send /undangan, choose BKPSDM and the list; open one of its links as a\n"
        "     new person. /templat has the spreadsheets to send here.\n"
        "  6  As Ahmad, an employee, register for a training he is invited to, send /pelatihan,\n"
        "     and move the clock on: each reminder comes in its time.\n"
        "  7  Move the clock past noon: an hour after this morning's training has ended Ahmad is\n"
        "     asked how it was. Rahma's /pelatihan counts the answers.\n"
        "  8  As Rahma send /kampanye, look through a campaign, rehearse it and launch it; Ahmad\n"
        "     taps what he thinks of its first message, and the clock brings the next ones.\n"
        "  9  Leave a survey half done and move the clock to the next day.\n"
        " 10  As Rahma open a unit in /laporan: periods, chart, files, what is to be published.\n"
        "     /dampak says what two trainings have changed, /dasbor opens the dashboard; Budi,\n"
        "     who leads a unit, is asked what will be done about its weakest element.\n\n"
        "Ctrl+C ends it; started again it goes on where it was."
    )


def _public_page() -> str:
    return _("What the office has published, everybody reads at {address}\n")


def _free_port(first: int) -> int:
    """From this one on the first that nobody uses; 0 where there is none of some."""
    for port in range(first, min(first + PORTS_TO_TRY, 65536)):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    return 0


def _prepare(address: str, office: settings.Office, web_port: int, *, fresh: bool) -> bool:
    """Settings, secrets, tables and the data to begin with; what is there stays.

    Whether there was nothing before.
    """
    key, token, database_file = (FOLDER / name for name in ("torang.key", "token", "torang.db"))
    if fresh:
        for old in (key, *FOLDER.glob(f"{database_file.name}*")):
            old.unlink(missing_ok=True)
    if not key.exists():
        settings.write_key(key)
    token.touch(mode=0o600)
    token.write_text("1:local\n")
    file = FOLDER / "config.toml"
    # A JSON string is a TOML string.
    name, contact = json.dumps(office.name), json.dumps(office.contact)
    text = CONFIG.format(
        address=address,
        name=name,
        zone=office.zone.key,
        contact=contact,
        admin=ADMIN,
        web_port=web_port,
    )
    file.write_text(text)
    config = settings.load(file)
    database = Database(config.database.url)
    keys = Keys(settings.secret(config))
    new = seed(database, keys, config.office.zone)
    if new:
        seed_trainings(database, config.office.zone, EMPLOYEES)
        seed_ratings(database, keys, config.office.zone)
    database.close()
    return new


def _populate(address: str) -> None:
    """Let those who are to get messages press Start: a bot can write to nobody else."""
    names = {person_id: name for person_id, (name, _unit) in EMPLOYEES.items()}
    for person_id, name in {**names, SUBSCRIBER: SUBSCRIBER_NAME}.items():
        first, _space, last = name.partition(" ")
        who = {"id": person_id, "first_name": first, "last_name": last, "language_code": "id"}
        _post(f"{address}/sim/people", who)
        _post(f"{address}/sim/people/{person_id}/start", {})


def _post(url: str, body: dict[str, object]) -> None:
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310 - Our own.
    with urlopen(request, timeout=5):  # noqa: S310 - Our own.
        pass


def _start(*command: str) -> Process:
    """A part that ends when its standard input does, however this process ends."""
    arguments = [sys.executable, "-m", "bot", *command, "--with-parent"]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE)  # noqa: S603 - Our own program.


def _wait(
    parts: Sequence[Process], reached: Callable[[], bool], seconds: float | None = START_SECONDS
) -> bool:
    """Whether it was reached in time, with all parts alive."""
    until = None if seconds is None else time.monotonic() + seconds
    while all(part.poll() is None for part in parts):
        if reached():
            return True
        if until is not None and time.monotonic() > until:
            return False
        time.sleep(0.2)
    return False


def _bot_is_there(address: str) -> bool | None:
    """What the local Telegram says of it; None while that does not answer itself."""
    try:
        with urlopen(f"{address}/sim/health", timeout=2) as answer:  # noqa: S310 - Our own.
            return bool(json.load(answer)["bot"])
    except OSError:
        return None


def _end(parts: Sequence[Process]) -> None:
    """The bot first, so that it can still confirm what it served."""
    for part in reversed(parts):
        part.terminate()
        try:
            part.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
