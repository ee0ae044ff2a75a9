"""Speaking to the supervisor (systemd): ready, well, stopping; and saying well only while it is true.

The protocol is ``sd_notify``: lines of text in one datagram to the socket named by
``NOTIFY_SOCKET``. Without a supervisor nothing is sent and no thread runs. Here: the
datagrams, and the loop that feeds the watchdog. Not here: what being well is; whoever
supervises hands in a function that names what hangs (R17, R24).

A process of which a part hangs is no longer fed, and the supervisor starts it anew.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

log = logging.getLogger(__name__)

STATUS_S = 10.0
"""How often to look where the supervisor keeps no watch."""
FEEDS = 3
"""Times fed within one term of the watchdog: one that is late is not yet a death."""


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Where to speak, and within how many seconds all must be well; ``None`` = nobody listens."""

    address: str | None = None
    watchdog_s: float | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str], pid: int) -> Supervisor:
        """As the environment says; a watchdog kept over another process is none of ours."""
        address = environment.get("NOTIFY_SOCKET", "")
        if not address.startswith(("/", "@")):
            return cls()
        ours = environment.get("WATCHDOG_PID", str(pid)) == str(pid)
        term = environment.get("WATCHDOG_USEC", "")
        return cls(address, int(term) / 1e6 if ours and term.isdigit() and int(term) else None)

    def say(self, *lines: str) -> None:
        """One datagram. A supervisor that does not listen is no reason to fail."""
        if self.address is None:
            return
        name = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            sender.sendto("\n".join(lines).encode(), name)

    def say_ready(self, status: str) -> None:
        self.say("READY=1", f"STATUS={status}")

    def say_stopping(self, takes_s: float) -> None:
        """The signs are let go of one by one; that may take so long."""
        self.say("STOPPING=1", "STATUS=stopping", f"EXTEND_TIMEOUT_USEC={round(takes_s * 1e6)}")


def supervisor() -> Supervisor:
    """The one of this process."""
    return Supervisor.of(os.environ, os.getpid())


class Feeder:
    """Tells the supervisor how things are. ``look`` is one turn; ``kept_fed`` takes turns in a thread."""

    def __init__(self, to: Supervisor, hanging: Callable[[], Iterable[str]], *, well: str) -> None:
        """``hanging`` names what does not go on; ``well`` is said of a process of which nothing hangs."""
        self._to = to
        self._hanging = hanging
        self._well = well
        self._said = ""

    def look(self) -> None:
        """Feed the watchdog if nothing hangs; say so when that has changed."""
        hanging = ", ".join(self._hanging())
        status = f"hanging: {hanging}" if hanging else self._well
        if status != self._said:
            self._to.say(f"STATUS={status}")
            if hanging:
                log.error("does not go on: %s", hanging)
        self._said = status
        if not hanging:
            self._to.say("WATCHDOG=1")


@contextmanager
def kept_fed(feeder: Feeder, to: Supervisor) -> Iterator[None]:
    """Take turns beside the block, often enough for the watchdog; nothing at all without a supervisor."""
    if to.address is None:
        yield
        return
    done, every_s = threading.Event(), to.watchdog_s / FEEDS if to.watchdog_s else STATUS_S
    thread = threading.Thread(target=_feed, args=(feeder, done, every_s), name="supervision", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _feed(feeder: Feeder, done: threading.Event, every_s: float) -> None:
    while True:
        feeder.look()
        if done.wait(every_s):
            return
