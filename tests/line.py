"""A line to a server, on which nothing moves while it is held."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url

__all__ = ["Line", "line"]


@dataclass(frozen=True, slots=True)
class Line:
    """Hands on what is said, both ways; held, it keeps both ends open and nobody is told.

    So is a machine that stopped in its tracks. `url` leads to the database through this line.
    """

    url: str
    _moves: threading.Event = field(default_factory=threading.Event)

    def hold(self) -> None:
        self._moves.clear()

    def let_go(self) -> None:
        """What was said meanwhile arrives now."""
        self._moves.set()

    def hand_on(self, one: socket.socket, other: socket.socket) -> None:
        """Until one of them hangs up."""
        with one, suppress(OSError):
            while said := one.recv(65536):
                self._moves.wait()
                other.sendall(said)
            other.shutdown(socket.SHUT_RDWR)


@contextmanager
def line(url: str) -> Iterator[Line]:
    """A line to the server of this database."""
    there = make_url(url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = there.set(host="127.0.0.1", port=listener.getsockname()[1])
        found = Line(here.render_as_string(hide_password=False))
        found.let_go()
        server = there.host or "127.0.0.1", there.port or 5432
        _thread(_serve, listener, server, found)
        yield found
        found.let_go()
        # Closing alone does not wake who waits for the next to come.
        listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, server: tuple[str, int], line: Line) -> None:
    with suppress(OSError):
        while True:
            near, _address = listener.accept()
            far = socket.create_connection(server)
            _thread(line.hand_on, near, far)
            _thread(line.hand_on, far, near)


def _thread(run: Callable[..., None], *args: object) -> None:
    threading.Thread(target=run, args=args, daemon=True).start()
