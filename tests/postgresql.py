"""A PostgreSQL to test on: the one that is named, the local one, or one started for the tests.

    python -m tests.postgresql COMMAND…

runs a command beside a server of its own, where its programs are installed and none is named: what
need not outlive a crash makes a database in a tenth of the time.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier, Literal
from sqlalchemy import make_url

__all__ = ["away", "create", "drop", "server"]

NAMED = "TORANG_TEST_POSTGRES"
LOCAL = "postgresql://127.0.0.1:5432/postgres"
START_SECONDS = 30
OWNER = "postgres"
"""The account that Debian makes for it; PostgreSQL refuses to run as root."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server where databases may be made; the test is skipped without one."""
    url = os.environ.get(NAMED, LOCAL)
    programs = _programs()
    if _usable(url):
        yield url
    elif programs is not None:
        with tempfile.TemporaryDirectory() as folder, _started(programs, Path(folder)) as own:
            yield own
    else:
        reason = f"no PostgreSQL: none to be used at {url}, and no programs to start one"
        if os.environ.get("TORANG_REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def create(url: str, name: str, template: str = "template0") -> str:
    """The URL of a new database beside the one at this URL."""
    _do(url, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    return _beside(url, name)


def create_in_latin(url: str, name: str) -> str:
    """As `create`, of a kind that cannot hold every name."""
    options = "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
    _do(url, SQL("CREATE DATABASE {} " + options).format(Identifier(name)))
    return _beside(url, name)


def drop(url: str) -> None:
    """Remove the database at this URL."""
    name = Identifier(make_url(url).database or "")
    _do(_beside(url, "postgres"), SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@contextmanager
def away(url: str) -> Iterator[None]:
    """The database at this URL takes no connection, and those it had are cut."""
    name, beside = make_url(url).database or "", _beside(url, "postgres")
    allow = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    cut = SQL("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {}")
    _do(beside, allow.format(Identifier(name), SQL("false")))
    _do(beside, cut.format(Literal(name)))
    yield
    _do(beside, allow.format(Identifier(name), SQL("true")))


def main() -> int:
    """Run the command; its exit status."""
    programs, named = _programs(), NAMED in os.environ
    if programs is None or named:
        return subprocess.run(sys.argv[1:], check=False).returncode
    with tempfile.TemporaryDirectory() as folder, _started(programs, Path(folder)) as url:
        environment = os.environ | {NAMED: url}
        return subprocess.run(sys.argv[1:], check=False, env=environment).returncode


def _beside(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _do(url: str, command: Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(command)


def _usable(url: str) -> bool:
    """Whether we may make databases there."""
    ours = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return connection.execute(ours).fetchone() == (True,)
    except psycopg.OperationalError:
        return False


def _programs() -> Path | None:
    """The folder of the newest server programs that are installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda file: int(file.parts[-3]))
    on_path = shutil.which("initdb")
    return newest[-1].parent if newest else Path(on_path).parent if on_path else None


@contextmanager
def _started(programs: Path, folder: Path) -> Iterator[str]:
    """A server in this folder, which need not outlive a crash of the machine."""
    owner = OWNER if os.geteuid() == 0 else None
    if owner is not None:
        shutil.chown(folder, owner)
    where, port = str(folder / "cluster"), _free_port()
    options = ("--username=torang", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    initdb = [str(programs / "initdb"), *options, where]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, user=owner)
    settings = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")
    serve = [str(programs / "postgres"), "-D", where, "-p", str(port)]
    serve += [word for setting in settings for word in ("-c", setting)]
    log = subprocess.DEVNULL
    process = subprocess.Popen(serve, cwd=folder, user=owner, stdout=log, stderr=log)
    url = f"postgresql://torang@127.0.0.1:{port}/postgres"
    try:
        _wait(process, url)
        yield url
    finally:
        # To PostgreSQL this means: end at once, but in order.
        process.send_signal(signal.SIGINT)
        process.wait(START_SECONDS)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _usable(url):
        assert process.poll() is None, "PostgreSQL ended by itself"
        assert time.monotonic() < deadline, "PostgreSQL does not answer"
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
