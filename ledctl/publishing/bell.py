"""The bell: whoever commits a change rings it, and the publisher looks at once.

In the publisher's own process ringing sets an event. From another process (the
web office beside ``ledctl publish``, or a command) it is one datagram to a
loopback port whose number and password stand in ``SITE/run/bell``. A lost
ring costs at most one poll: the bell carries no facts, it only says "look".
"""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import threading
from collections.abc import Callable
from pathlib import Path

_HOST = "127.0.0.1"
_MAX = 2048


class Bell:
    """The publisher's end: workers wait on it, other processes reach it by datagram."""

    def __init__(self, run: Path, *, answer: Callable[[str], object] | None = None) -> None:
        self._file = run / "bell"
        self._answer = answer
        self._password = secrets.token_hex(16)
        self._waiting: list[threading.Event] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((_HOST, 0))
        self._thread = threading.Thread(target=self._listen, name="bell", daemon=True)
        self._open = False

    def hang(self) -> None:
        """Begin to listen, and say where."""
        self._open = True
        self._thread.start()
        address = {"port": self._socket.getsockname()[1], "password": self._password}
        fresh = self._file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(address))
        fresh.replace(self._file)

    def waiter(self) -> threading.Event:
        """An event that every ring sets; its owner clears it."""
        event = threading.Event()
        self._waiting.append(event)
        return event

    def ring(self) -> None:
        for event in self._waiting:
            event.set()

    def take_down(self) -> None:
        """Stop listening. Twice is harmless."""
        if not self._open:
            self._socket.close()
            return
        self._open = False
        self._file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._socket.sendto(b"", self._socket.getsockname())  # wake our own thread so that it ends
        self._thread.join(timeout=2)
        self._socket.close()

    def _listen(self) -> None:
        while self._open:
            try:
                raw, sender = self._socket.recvfrom(_MAX)
            except OSError:
                return
            word = raw.decode("ascii", "replace").split(" ", 1)
            if not secrets.compare_digest(word[0], self._password):
                continue
            if len(word) == 1:
                self.ring()
            elif self._answer is not None:
                reply = json.dumps(self._answer(word[1])).encode()
                with contextlib.suppress(OSError):
                    self._socket.sendto(reply, sender)


def ring_remote(run: Path) -> bool:
    """Ring the bell of the publisher that serves this site; False when none is there."""
    sender = _send(run, "")
    if sender is None:
        return False
    sender.close()
    return True


def ask_remote(run: Path, question: str, *, timeout_s: float = 0.5) -> object | None:
    """Ask the publisher something small; ``None`` when it does not answer."""
    sender = _send(run, question)
    if sender is None:
        return None
    with sender:
        sender.settimeout(timeout_s)
        try:
            answer: object = json.loads(sender.recv(65536))
        except (OSError, ValueError):
            return None
        return answer


def _send(run: Path, question: str) -> socket.socket | None:
    try:
        address = json.loads((run / "bell").read_text())
        word = f"{address['password']} {question}".rstrip().encode()
        sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sender.sendto(word, (_HOST, int(address["port"])))
    except (OSError, ValueError, KeyError):
        return None
    return sender
