"""`torang doctor` in every state an office may be in: each line says what is, and what to do."""

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from email.utils import formatdate
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import make_url, text

from bot import config as settings
from bot.db.base import Db
from bot.db.database import Database
from bot.disk import Room
from bot.doctor import machine
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, Obstacle, State
from bot.domain.outage import NEARLY_FULL
from bot.keys import Keys
from bot.simulator.core import TOKEN, Telegram
from bot.simulator.server import HOST
from bot.telegram.views import database as views
from bot.texts import LANGUAGES, sentences, speaking
from bot.usecases.office import key_fits
from tests import postgresql
from tests.away import away

CHECKS = ["settings", "token", "clock", "zone", "database", "migrations", "key", "disk"]
CHECKS += ["catalogues"] * len(LANGUAGES)

ROOT = Path.cwd()

Door = tuple[Telegram, str]


class Patient:
    """An office's folder, in which everything is as it should be, and what the doctor says."""

    def __init__(self, folder: Path, url: str, address: str) -> None:
        self.folder = folder
        self.url = url
        self.address = address
        self.username = "torang_bot"
        self.key = folder / "torang.key"
        self.token = folder / "token"
        self.seconds: Callable[[], float] = time.time
        settings.write_key(self.key)
        self.token.touch(0o600)
        self.token.write_text(TOKEN)

    def settings(self) -> Path:
        file = self.folder / "config.toml"
        file.write_text(
            f'[telegram]\ntoken_file = "token"\napi_base = "{self.address}"\n'
            f'username = "{self.username}"\n'
            f'[database]\nurl = "{self.url}"\n[keys]\nfile = "torang.key"\n'
        )
        return file

    async def findings(self) -> list[Finding]:
        file = self.settings()
        with speaking("en"):
            return await asyncio.to_thread(examine, settings.load(file), file, self.seconds)

    async def ills(self) -> dict[str, tuple[State, str]]:
        """What is not fine, of all that is looked at."""
        found = await self.findings()
        assert [finding.check for finding in found] == CHECKS
        return {f.check: (f.state, f.text) for f in found if f.state is not State.FINE}

    def seal(self, key: bytes) -> None:
        database = Database(self.url)
        assert database.now(key_fits, Keys(key))
        database.close()


@pytest.fixture
def patient(tmp_path: Path, url: str, door: Door) -> Patient:
    """On SQLite and on PostgreSQL."""
    return Patient(tmp_path, url, door[1])


@pytest.fixture
def on_a_file(tmp_path: Path, file: Path, door: Door) -> Patient:
    """On SQLite alone."""
    return Patient(tmp_path, f"sqlite:///{file}", door[1])


@pytest.fixture
async def stranger() -> AsyncIterator[Callable[[web.Response], str]]:
    """The address of something that answers every call alike."""
    said: list[web.Response] = []

    async def answer(_request: web.Request) -> web.Response:
        return said[-1]

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()

    def saying(response: web.Response) -> str:
        said.append(response)
        return f"http://{HOST}:{runner.addresses[0][1]}"

    yield saying
    await runner.cleanup()


def run_sql(url: str, statement: str) -> None:
    def unit(db: Db) -> None:
        db.execute(text(statement))

    database = Database(url)
    database.now(unit)
    database.close()


async def test_where_all_is_well_every_line_says_so(patient: Patient) -> None:
    patient.seal(settings.secret(settings.load(patient.settings())))
    found = {finding.check: finding.text for finding in await patient.findings()}

    assert await patient.ills() == {}
    assert found["token"] == "It is that of @torang_bot."
    assert found["key"] == "It is the one that the database is sealed with."
    assert found["database"].endswith("it can be read and written.")


async def test_looking_leaves_nothing_in_the_database(patient: Patient) -> None:
    def kept(db: Db) -> tuple[object, ...]:
        from_catalogue = {
            "sqlite": "SELECT name FROM sqlite_schema",
            "postgresql": "SELECT relname FROM pg_class",
        }
        tables = db.exec_driver_sql(from_catalogue[db.dialect.name]).scalars().all()
        return sorted(tables), db.execute(text("SELECT count(*) FROM key_mark")).scalar_one()

    database = Database(patient.url)
    before = database.now(kept)
    await patient.findings()

    assert database.now(kept) == before
    database.close()


async def test_without_a_token_the_clock_is_compared_all_the_same(on_a_file: Patient) -> None:
    on_a_file.token.unlink()
    on_a_file.seconds = lambda: time.time() + 90

    ills = await on_a_file.ills()

    assert ills.keys() == {"token", "clock"}
    assert ills["token"][1].startswith("telegram.token_file: the file ")
    assert ills["clock"][0] is State.WRONG
    assert "timedatectl" in ills["clock"][1]


async def test_a_token_that_telegram_refuses_is_to_be_copied_anew(on_a_file: Patient) -> None:
    on_a_file.token.write_text("1:another")

    assert await on_a_file.ills() == {
        "token": (
            State.WRONG,
            "Telegram does not know this token; copy it once more from BotFather.",
        )
    }


async def test_a_token_that_others_may_read_is_told_with_the_cure(on_a_file: Patient) -> None:
    on_a_file.token.chmod(0o644)

    assert (await on_a_file.ills())["token"][1].endswith(f"run: chmod 600 {on_a_file.token}")


@pytest.mark.parametrize(("written", "ills"), [("TORANG_Bot", set()), ("other_bot", {"token"})])
async def test_the_name_in_the_settings_must_be_that_of_the_bot(
    on_a_file: Patient, written: str, ills: set[str]
) -> None:
    on_a_file.username = written

    assert (await on_a_file.ills()).keys() == ills


async def test_where_nothing_answers_the_clock_is_in_doubt_and_the_token_not_fine(
    on_a_file: Patient,
) -> None:
    on_a_file.address = "http://127.0.0.1:1"

    ills = await on_a_file.ills()

    assert {check: state for check, (state, _) in ills.items()} == {
        "token": State.WRONG,
        "clock": State.DOUBT,
    }
    assert ills["token"][1].startswith("Nothing answers at http://127.0.0.1:1 (")


@pytest.mark.parametrize(
    "response",
    [
        {"status": 502, "text": "<html>Bad Gateway</html>"},
        {"status": 404, "text": "<html>Not Found</html>"},
        {"status": 200, "text": "Welcome"},
        {"status": 200, "text": '{"ok": true, "result": []}'},
        {"status": 500, "text": "[" * 60_000},
    ],
    ids=["gateway", "another-site", "no-json", "no-bot", "nested"],
)
async def test_what_is_no_bot_api_is_not_taken_for_a_refusal(
    on_a_file: Patient, stranger: Callable[[web.Response], str], response: dict[str, object]
) -> None:
    on_a_file.address = stranger(web.Response(**response))  # type: ignore[arg-type]  # As listed.

    state, said = (await on_a_file.ills())["token"]

    assert state is State.WRONG
    assert f"does not answer as Telegram does (HTTP {response['status']})" in said


@pytest.mark.parametrize(
    ("off", "state"),
    [(0, None), (4, None), (-4, None), (60, State.WRONG), (-60, State.WRONG)],
)
async def test_a_clock_more_than_a_few_seconds_off_is_told(
    on_a_file: Patient, off: int, state: State | None
) -> None:
    on_a_file.seconds = lambda: time.time() + off

    assert (await on_a_file.ills()).get("clock", (None, ""))[0] == state


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 24 Nov 2026 00:00:00"])
async def test_a_date_that_tells_no_instant_leaves_the_clock_in_doubt(
    on_a_file: Patient, stranger: Callable[[web.Response], str], date: str
) -> None:
    on_a_file.address = stranger(web.Response(headers={"Date": date}))

    assert (await on_a_file.ills())["clock"][0] is State.DOUBT


async def test_the_clock_is_compared_with_the_answers_own_date(
    on_a_file: Patient, stranger: Callable[[web.Response], str]
) -> None:
    date = formatdate(time.time() + 3600, usegmt=True)
    on_a_file.address = stranger(web.Response(headers={"Date": date}))

    assert "-3600 s off" in (await on_a_file.ills())["clock"][1].replace("-3599", "-3600")


async def test_a_missing_database_is_to_be_made_and_is_not_made_by_looking(
    on_a_file: Patient,
) -> None:
    on_a_file.url = f"sqlite:///{on_a_file.folder}/new/torang.db"

    ills = await on_a_file.ills()

    assert ills["database"][1].endswith("make it: torang db upgrade")
    assert (ills["migrations"][0], ills["key"][0]) == (State.DOUBT, State.DOUBT)
    assert not (on_a_file.folder / "new").exists()


async def test_a_database_that_cannot_even_be_made_is_told(on_a_file: Patient) -> None:
    (on_a_file.folder / "var").write_text("a file, where a folder should be")
    on_a_file.url = f"sqlite:///{on_a_file.folder}/var/torang.db"

    assert "cannot be written" in (await on_a_file.ills())["database"][1]


async def test_a_database_that_is_away_leaves_its_tables_and_the_key_in_doubt(
    patient: Patient,
) -> None:
    database = Database(patient.url)
    with away(database):
        ills = await patient.ills()
    database.close()

    assert {check: state for check, (state, _) in ills.items()} == {
        "database": State.WRONG,
        "migrations": State.DOUBT,
        "key": State.DOUBT,
    }


@pytest.mark.usefixtures("server")
async def test_a_database_that_is_not_there_is_to_be_made(patient: Patient) -> None:
    there = make_url(patient.url).set(database="no such")
    patient.url = there.render_as_string()
    owner = f" --owner={there.username}" if there.username else ""

    ills = await patient.ills()

    assert ills.keys() == {"database", "migrations", "key"}
    assert ills["database"] == (
        State.WRONG,
        f"There is no database {patient.url} yet; make it on the server: createdb "
        f"--encoding=UTF8 --template=template0{owner} 'no such'",
    )


@pytest.mark.usefixtures("server")
async def test_a_database_that_cannot_hold_every_name_is_told(patient: Patient) -> None:
    name = f"{make_url(patient.url).database}_latin"
    patient.url = postgresql.create_in_latin(patient.url, name)

    state, said = (await patient.ills())["database"]
    postgresql.drop(patient.url)

    assert state is State.WRONG
    assert "keeps text as LATIN1" in said
    assert "createdb --encoding=UTF8" in said


async def test_a_server_that_is_closed_is_to_be_started(on_a_file: Patient) -> None:
    on_a_file.url = "postgresql://me@127.0.0.1:1/torang"

    ills = await on_a_file.ills()

    assert ills.keys() == {"database", "migrations", "key"}
    assert ills["database"] == (
        State.WRONG,
        "Nothing answers at postgresql://me@127.0.0.1:1/torang (Connection refused); start "
        "PostgreSQL there (systemctl start postgresql), or correct host and port in database.url.",
    )


@pytest.mark.usefixtures("server")
async def test_an_account_that_the_server_does_not_know_is_to_be_made(patient: Patient) -> None:
    """Where passwords are asked for, it is said to have the wrong one."""
    patient.url = make_url(patient.url).set(username="nobody_here").render_as_string()

    state, said = (await patient.ills())["database"]

    assert state is State.WRONG
    assert said.startswith(f"The server does not let us use {patient.url} (")
    assert said.endswith(
        "correct name and password in TORANG_DATABASE__URL or ~/.pgpass, or make the account on "
        "the server: createuser --pwprompt nobody_here"
    )


# As PostgreSQL 15 and its driver say it.
AT = 'connection failed: connection to server at "127.0.0.1", port 5432 failed: '
REFUSED = f"{AT}Connection refused\n\tIs the server running on that host and accepting TCP/IP?"
NO_SOCKET = 'connection is bad: connection to server on socket "/run/.s" failed: No such file'


@pytest.mark.parametrize(
    ("reason", "begins", "ends"),
    [
        (REFUSED, "Nothing answers at {url} (Connection refused); start ", ""),
        (f"{NO_SOCKET}\n\tIs the server running locally?", "Nothing answers at {url} (No ", ""),
        ("connection timeout expired", "Nothing answers at {url} (connection ", ""),
        ("failed to resolve host 'db': [Errno -2]", "Nothing answers at {url} (failed ", ""),
        (
            f'{AT}FATAL:  database "t" does not exist',
            "There is no database {url} yet; ",
            "createdb --encoding=UTF8 --template=template0 --owner=me t",
        ),
        (
            f'{AT}FATAL:  password authentication failed for user "me"',
            'The server does not let us use {url} (password authentication failed for user "me");',
            "createuser --pwprompt me",
        ),
        (
            f"{AT}fe_sendauth: no password supplied",
            "The server does not let us use {url} (fe_sendauth: no password supplied); correct ",
            "createuser --pwprompt me",
        ),
        (
            "canceling statement due to lock timeout",
            "Another program keeps the database {url} locked; end it.",
            "",
        ),
        (
            "permission denied for schema public\nLINE 1: CREATE TABLE",
            "The database {url} cannot be used (permission denied for schema public); see to ",
            "",
        ),
    ],
)
def test_what_postgresql_says_is_told_with_what_to_do(reason: str, begins: str, ends: str) -> None:
    url = "postgresql://me@127.0.0.1:5432/t"

    with speaking("en"):
        said = views.cannot_use(url, reason)

    assert said.startswith(begins.format(url=url))
    assert said.endswith(ends)


async def test_a_password_is_not_shown(
    on_a_file: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "postgresql://me:hunter2@127.0.0.1:1/torang"
    monkeypatch.setenv("TORANG_DATABASE__URL", url)

    findings = await on_a_file.findings()

    assert any("postgresql://me@127.0.0.1:1/torang" in finding.text for finding in findings)
    assert not any("hunter2" in finding.text for finding in findings)


async def test_a_locked_database_cannot_be_written_but_its_tables_are_seen(
    on_a_file: Patient, file: Path
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    ills = await on_a_file.ills()
    other.close()

    assert ills.keys() == {"database"}
    assert ills["database"][1].startswith("Another program keeps the database ")


async def test_a_damaged_database_is_told(on_a_file: Patient, file: Path) -> None:
    file.write_bytes(b"no database at all " * 500)

    assert "file is not a database" in (await on_a_file.ills())["database"][1]


@pytest.mark.usefixtures("server")
async def test_a_server_that_only_lets_read_is_told(patient: Patient) -> None:
    name = make_url(patient.url).database
    run_sql(patient.url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    ills = await patient.ills()

    assert ills.keys() == {"database"}
    assert "read-only transaction" in ills["database"][1]


async def test_missing_migrations_are_to_be_run(patient: Patient) -> None:
    run_sql(patient.url, "DELETE FROM alembic_version")

    assert await patient.ills() == {
        "migrations": (
            State.WRONG,
            "The database is not ready; run first: torang db upgrade",
        )
    }


async def test_a_database_without_any_table_is_behind(
    tmp_path: Path, empty_url: str, door: Door
) -> None:
    Database(empty_url).close()
    ills = await Patient(tmp_path, empty_url, door[1]).ills()

    assert {check: state for check, (state, _) in ills.items()} == {
        "migrations": State.WRONG,
        "key": State.DOUBT,
    }


async def test_a_database_of_a_newer_version_needs_that_version(patient: Patient) -> None:
    run_sql(patient.url, "UPDATE alembic_version SET version_num = '9999'")

    assert await patient.ills() == {
        "migrations": (
            State.WRONG,
            "The database comes from a newer version of Torang; install that version again.",
        )
    }


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda key: key.unlink(), "make one with: torang keys"),
        (lambda key: key.chmod(0o644), "run: chmod 600"),
        (lambda key: key.write_text("c2hvcnQ="), "this is not a key"),
    ],
    ids=["none", "mode", "short"],
)
async def test_a_key_that_cannot_be_used_is_told_with_the_cure(
    on_a_file: Patient, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(on_a_file.key)

    ills = await on_a_file.ills()

    assert ills.keys() == {"key"}
    assert ills["key"][0] is State.WRONG
    assert said in ills["key"][1]


async def test_a_key_that_is_not_the_databases_own_is_told(patient: Patient) -> None:
    patient.seal(b"x" * 32)

    assert await patient.ills() == {
        "key": (
            State.WRONG,
            "keys: this is not the key that the database is sealed with; find that one.",
        )
    }


def test_a_disk_is_nearly_full_just_below_the_threshold(tmp_path: Path) -> None:
    with speaking("en"):
        low = machine.disk(Room(tmp_path, NEARLY_FULL - 1))
        enough = machine.disk(Room(tmp_path, NEARLY_FULL))

    assert (low.state, enough.state) == (State.DOUBT, State.FINE)
    assert low.text == f"Only 0.5 GB are free for {tmp_path}; make room there."


def test_a_catalogue_that_lacks_a_sentence_or_cannot_be_read_is_told() -> None:
    said: dict[str, frozenset[str] | Obstacle] = {
        "id": frozenset({"a"}),
        "en": frozenset({"a", "b"}),
        "fr": Obstacle("damaged"),
    }

    with speaking("en"):
        found = [(each.state, each.text) for each in machine.catalogues(said)]

    assert found == [
        (State.WRONG, "id lacks 1 sentence; install Torang anew."),
        (State.FINE, "en is complete."),
        (State.WRONG, "fr cannot be read (damaged); install Torang anew."),
    ]


def doctor(
    *options: str, folder: Path, code: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if "TORANG" not in name}
    return subprocess.run(
        [sys.executable, "-m", "bot", "doctor", *options],
        cwd=folder,
        env=clean | {"LANG": "en_US.UTF-8", "PYTHONPATH": str(code)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


async def test_the_command_prints_a_line_for_each_and_tells_by_its_status(
    on_a_file: Patient,
) -> None:
    folder = on_a_file.settings().parent
    fine = await asyncio.to_thread(doctor, folder=folder)
    on_a_file.key.chmod(0o644)
    ill = await asyncio.to_thread(doctor, folder=folder)

    assert (fine.returncode, ill.returncode) == (0, 1)
    assert (fine.stderr, ill.stderr) == ("", "")
    assert [line[0] for line in fine.stdout.splitlines()] == ["✓"] * len(CHECKS)
    assert [line[0] for line in ill.stdout.splitlines()].count("✗") == 1
    assert "✗ Key        keys.file: others may read" in ill.stdout


async def test_machines_read_the_same_as_json_and_no_secret(on_a_file: Patient) -> None:
    on_a_file.token.unlink()
    folder = on_a_file.settings().parent
    token, key = "1:not-known-there", on_a_file.key.read_text().strip()

    found = await asyncio.to_thread(doctor, "--json", folder=folder, TORANG_TELEGRAM__TOKEN=token)
    said = json.loads(found.stdout)

    assert found.returncode == 1
    assert said["fine"] is False
    assert [check["check"] for check in said["checks"]] == CHECKS
    assert {c["check"] for c in said["checks"] if c["state"] != "fine"} == {"token"}
    assert token not in found.stdout
    assert key not in found.stdout


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_setting_that_is_wrong_is_one_sentence_as_everywhere(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "config.toml").write_text("[office]\nzone = 'Mars/Olympus'\n")

    found = doctor(*options, folder=tmp_path)

    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("office.zone: ")
    assert len(found.stderr.splitlines()) == 1


def test_where_nothing_was_prepared_each_line_tells_what_to_prepare(tmp_path: Path) -> None:
    found = doctor(folder=tmp_path, TORANG_TELEGRAM__API_BASE="http://127.0.0.1:1")

    assert [line[0] for line in found.stdout.splitlines()] == [*"✓✗!✓✗!✗✓", *"✓" * len(LANGUAGES)]
    assert "set TORANG_TELEGRAM__TOKEN" in found.stdout
    assert "make it: torang db upgrade" in found.stdout
    assert "make one with: torang keys" in found.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_catalogue_is_told_in_a_language_that_can_be_read(tmp_path: Path) -> None:
    for package in ("bot", "handlers", "locales", "migrations"):
        shutil.copytree(package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "locales/id/LC_MESSAGES/torang.po").open("ab") as file:
        file.write(b"msgid \xff")
    address = "http://127.0.0.1:1"

    found = doctor(
        folder=tmp_path, code=tmp_path, LANG="id_ID.UTF-8", TORANG_TELEGRAM__API_BASE=address
    )

    assert found.returncode == 1
    assert "✗ Catalogue  id cannot be read (" in found.stdout


def test_every_language_has_the_same_sentences() -> None:
    assert len({sentences(language) for language in LANGUAGES}) == 1
