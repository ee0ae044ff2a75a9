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

    def __init__(
        self,
        run: Path,
        *,
        answer: Callable[[str], object] | None = None,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """``before`` is done at each ring before anybody is woken; it may not fail."""
        self._file = run / "bell"
        self._before = before
        self._answer = answer
        self._password = secrets.token_hex(16)
        self._waiting: list[threading.Event] = []
        self._ear: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def hang(self) -> None:
        """Begin to listen, and say where."""
        ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        ear.bind((_HOST, 0))
        self._ear = ear
        self._thread = threading.Thread(target=self._listen, args=(ear,), name="bell", daemon=True)
        self._thread.start()
        fresh = self._file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps({"port": ear.getsockname()[1], "password": self._password}))
        fresh.replace(self._file)

    def waiter(self) -> threading.Event:
        """An event that every ring sets; its owner clears it."""
        event = threading.Event()
        self._waiting.append(event)
        return event

    def ring(self) -> None:
        self._before()
        for event in self._waiting:
            event.set()

    def take_down(self) -> None:
        """Stop listening. Twice is harmless."""
        ear, self._ear = self._ear, None
        if ear is None or self._thread is None:
            return
        self._file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            ear.sendto(b"", ear.getsockname())  # wake our own thread so that it ends
        self._thread.join(timeout=2)
        ear.close()

    def _listen(self, ear: socket.socket) -> None:
        while self._ear is ear:
            try:
                raw, sender = ear.recvfrom(_MAX)
            except OSError:
                return
            password, _, question = raw.decode("ascii", "replace").partition(" ")
            if not secrets.compare_digest(password.encode(), self._password.encode()):
                continue
            if not question:
                self.ring()
            elif self._answer is not None:
                with contextlib.suppress(OSError):
                    ear.sendto(json.dumps(self._answer(question)).encode(), sender)


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
        target = (_HOST, int(address["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sender.connect(target)  # so that a publisher that is gone is known at once, and no stranger answers
        sender.send(word)
    except (OSError, OverflowError):  # the latter: no such port
        sender.close()
        return None
    return sender
