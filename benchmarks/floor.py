"""The floor: what no program that keeps its promises can do without.

Two durable commits to a file on the same disk with the same pragmas, and one
round trip of the very bytes of a page to the same simulated card. No ORM, no
rules, no driver: ``sqlite3`` and a socket.
"""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic_ns

from drivers.base import Frame
from drivers.onbon_bx.bitmaps import FIFTH
from drivers.onbon_bx.codec import wire_of_frame
from drivers.onbon_bx.models import MODELS
from ledctl.settings import PublisherSettings

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
"""As ``ledctl.db.engine`` sets them; a test holds the two together."""

_ROW = "x" * 800  # about as long as an event of the ledger with its facts
_END = b"\x5a"


@dataclass(frozen=True, slots=True)
class Floor:
    """One round, in nanoseconds."""

    commits: tuple[int, int]
    round_trip: int

    @property
    def whole(self) -> int:
        return sum(self.commits) + self.round_trip

    @property
    def single(self) -> int:
        """With one commit only: the approval's own lies before the clock starts."""
        return self.commits[1] + self.round_trip


class FloorRig:
    """An open scratch database and an open connection to the card."""

    def __init__(self, database: sqlite3.Connection, card: socket.socket, wire: bytes) -> None:
        self._database, self._card, self._wire = database, card, wire

    def measure(self) -> Floor:
        """One round, after one that is not measured: the floor is given warm caches."""
        self._measure()
        return self._measure()

    def _measure(self) -> Floor:
        began = monotonic_ns()
        self._commit()
        first = monotonic_ns()
        self._commit()
        second = monotonic_ns()
        self._ask()
        return Floor((first - began, second - first), monotonic_ns() - second)

    def _commit(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("INSERT INTO scratch (body) VALUES (?)", (_ROW,))
        self._database.execute("COMMIT")

    def _ask(self) -> None:
        self._card.sendall(self._wire)
        answer = b""
        while not answer.endswith(_END):
            piece = self._card.recv(4096)
            if not piece:
                raise ConnectionError("the card hung up")
            answer += piece


@contextmanager
def floor_rig(folder: Path, port: int, frame: Frame) -> Iterator[FloorRig]:
    """A rig whose scratch file lies in ``folder``, the subject's disk."""
    with (
        closing(open_scratch(folder / "floor.db")) as database,
        socket.create_connection(("127.0.0.1", port), 5) as card,
    ):
        card.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield FloorRig(database, card, wire_of_page(frame))


def open_scratch(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None)
    for name, value in PRAGMAS.items():
        database.execute(f"PRAGMA {name}={value}")
    database.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    return database


def wire_of_page(frame: Frame) -> bytes:
    """The bytes the publisher sends for this page with the default settings."""
    return wire_of_frame(frame, MODELS["5E2"], FIFTH, life_s=PublisherSettings().life_s)
