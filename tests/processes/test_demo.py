"""`torang demo` as a newcomer starts it, kills it, and starts it again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

START_SECONDS = 90
END_SECONDS = 15

Json = dict[str, Any]


class Demo:
    """The running demonstration: its process, and its people over HTTP."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.address = f"http://127.0.0.1:{port}"
        environment = os.environ | {"LANG": "C.UTF-8", "PYTHONPATH": str(Path.cwd())}
        command = [sys.executable, "-m", "bot", "demo", "--port", str(port), *options]
        self.log = (folder / "demo.log").open("a+")
        self.log_before = self.log.tell()
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=self.log, stderr=self.log
        )

    def call(self, path: str, body: Json | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.address + path, data)
        with urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def bot_is_there(self) -> bool:
        try:
            return bool(self.call("/sim/health")["bot"])
        except OSError:
            return False

    def invites(self) -> bool:
        """Whether a newcomer was told where to go, which is a moment after the bot is there."""
        said = Path(self.log.name).read_bytes()[self.log_before :].decode()
        return f"Torang berjalan di {self.address}" in said and "dibaca semua orang" in said

    def public_page(self) -> str:
        """What the page says that the newcomer was told of."""
        said = Path(self.log.name).read_bytes()[self.log_before :].decode()
        address = said.partition("dibaca semua orang di ")[2].split()[0]
        with urlopen(address, timeout=20) as answer:
            found: str = answer.read().decode()
        return found

    def gone(self) -> bool:
        try:
            self.call("/sim/health")
        except HTTPError:
            return False
        except OSError:
            return True
        return False

    def card(self, person: int) -> Json:
        found: Json = self.call(f"/sim/people/{person}/chat")["messages"][-1]
        return found

    def tap(self, person: int, label: str) -> None:
        message = self.card(person)["message_id"]
        self.call(f"/sim/people/{person}/tap", {"message_id": message, "label": label})

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()


def wait(reached: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def effects(demo: Demo) -> str:
    """What the admin reads of the year that a demonstration begins with."""
    demo.call("/sim/people", {"id": 9001, "first_name": "Rahma", "language_code": "id"})
    demo.call("/sim/people/9001/start", {})
    demo.call("/sim/people/9001/say", {"text": "/dampak"})
    wait(lambda: "Dampak pelatihan" in str(demo.card(9001)["text"]), END_SECONDS)
    return str(demo.card(9001)["text"])


def a_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def test_a_newcomer_kills_everything_in_mid_survey_and_goes_on(tmp_path: Path) -> None:
    port = a_port()
    demo = Demo(tmp_path, port)
    try:
        wait(demo.invites, START_SECONDS)
        assert "Peringkat unit" in demo.public_page()
        demo.call("/sim/people", {"id": 1001, "first_name": "Yusuf", "language_code": "id"})
        demo.call("/sim/people/1001/start", {"payload": "dukcapil-ktp"})
        wait(lambda: demo.card(1001)["from"] == "bot", END_SECONDS)
        demo.tap(1001, "Mulai")
        demo.tap(1001, "26–35 tahun")
        assert "Profil 2 dari 4" in demo.card(1001)["text"]
        assert effects(demo).count("Terlihat dampak") == 2
        os.kill(demo.process.pid, signal.SIGKILL)
        demo.process.wait()
        wait(demo.gone, END_SECONDS)
    finally:
        demo.end()

    again = Demo(tmp_path, port)
    try:
        wait(again.invites, START_SECONDS)
        again.tap(1001, "Perempuan")
        assert "Profil 3 dari 4" in again.card(1001)["text"]
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(END_SECONDS) == 0
        wait(again.gone, END_SECONDS)
    finally:
        again.end()

    assert "Traceback" not in (tmp_path / "demo.log").read_text()


def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = int(busy.getsockname()[1])
        demo = Demo(tmp_path, port)
        try:
            status = demo.process.wait(START_SECONDS)
        finally:
            demo.end()

    assert status == 2
    assert (tmp_path / "demo.log").read_text() == (
        f"Port {port} sedang dipakai; pilih port lain dengan --port.\n"
    )


def test_a_fresh_demo_on_the_port_of_a_running_one_touches_nothing_of_it(tmp_path: Path) -> None:
    port = a_port()
    running = Demo(tmp_path, port)
    try:
        wait(running.bot_is_there, START_SECONDS)
        key, database = tmp_path / "var/demo/torang.key", tmp_path / "var/demo/torang.db"
        before = key.read_bytes(), database.stat().st_ino
        second = Demo(tmp_path, port, "--fresh")
        try:
            status = second.process.wait(START_SECONDS)
        finally:
            second.end()

        assert status == 2
        assert (key.read_bytes(), database.stat().st_ino) == before
        assert running.process.poll() is None
    finally:
        running.end()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, where a folder should be")

    demo = Demo(tmp_path, a_port())
    try:
        status = demo.process.wait(START_SECONDS)
    finally:
        demo.end()

    assert status == 2
    assert (tmp_path / "demo.log").read_text().startswith("var/demo tidak dapat ditulis")
