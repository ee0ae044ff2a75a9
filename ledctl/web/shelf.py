"""Lists between two pages: what a clerk pasted or uploaded, read by a worker and held in memory.

A source is never stored (only its digest is, with the draft), so it cannot wait on the
disk, nor travel through a page: five thousand rows are too many, and some of its
columns are never public. It waits here, bound to the sign-in that brought it, few at
a time and not for long; a start of the program forgets it, and the page says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from ledctl.clock import Clock
from ledctl.content.model import Table
from ledctl.errors import NotFound, Refused
from ledctl.sentences import Sentence

if TYPE_CHECKING:
    from ledctl.boards.village.forms import Beginning
    from ledctl.intake.mapping import Mapping
    from ledctl.intake.reading import Reading

MOST = 8
"""Lists held at once: each may be some tens of megabytes."""
EACH = 2
"""Lists of one sign-in; a third takes the place of the oldest."""
LIFE = timedelta(hours=1)
IDLE = timedelta(minutes=10)
"""A list nobody looked at for so long gives way when the shelf is full."""
WORKERS = 2

Progress = Callable[[int, int], None]
Read = Callable[[Progress], "Reading"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the clerk took: the table, and how it came about, to be shown when they come back."""

    table: Table
    sheet: int
    heads: tuple[int, ...]
    mapping: Mapping
    told: tuple[Sentence, ...] = ()
    """What the form says of how the list was read."""


@dataclass(slots=True)
class Holding:
    """One list on its way: being read, then looked at, then ``taken``."""

    owner: str
    name: str
    source: bytes
    notice_id: str
    """The draft it is for; empty for a new one."""
    at: datetime
    seen: datetime
    """When it was last looked at."""
    progress: tuple[int, int] = (0, 0)
    taken: Taken | None = None
    begun: Beginning | None = None
    """What a new notice says before its list, when it began from a village template."""
    reading: Future[Reading] = field(default_factory=Future)

    def step(self, done: int, total: int) -> None:
        self.progress = (done, total)


class Shelf:
    """All lists held, by a token nobody can guess."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, Holding] = {}
        self._lock = Lock()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="read-list")

    def put(
        self,
        owner: str,
        read: Read,
        *,
        name: str,
        source: bytes,
        notice_id: str = "",
        begun: Beginning | None = None,
        patience_s: float = 0,
    ) -> str:
        """Begin reading; waits up to ``patience_s``, so that a short list needs no page of its own."""
        now = self._clock.now()
        holding = Holding(owner, name, source, notice_id, now, now, begun=begun)
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._make_room(owner)
            holding.reading = self._workers.submit(read, holding.step)
            self._held[token] = holding
        wait([holding.reading], timeout=patience_s)
        return token

    def get(self, token: str, owner: str) -> Holding:
        """The list; ``NotFound`` when it is gone, was never there or is somebody else's."""
        with self._lock:
            self._forget_old()
            holding = self._held.get(token)
        if holding is None or not secrets.compare_digest(holding.owner.encode(), owner.encode()):
            raise NotFound.of("list_gone", where="table")
        holding.seen = self._clock.now()
        return holding

    def drop(self, token: str) -> None:
        with self._lock:
            self._forget(token)

    def drop_all(self, owner: str) -> None:
        """Whoever signs out leaves no list behind."""
        with self._lock:
            for token in [token for token, one in self._held.items() if one.owner == owner]:
                self._forget(token)

    def _forget(self, token: str) -> None:
        """A list nobody can ask for any more need not be read either."""
        if holding := self._held.pop(token, None):
            holding.reading.cancel()

    def _make_room(self, owner: str) -> None:
        self._forget_old()
        own = [token for token, one in self._held.items() if one.owner == owner]
        for token in own[: max(0, len(own) - EACH + 1)]:
            self._forget(token)
        if len(self._held) >= MOST:
            token, idle = min(self._held.items(), key=lambda item: item[1].seen)
            if idle.seen > self._clock.now() - IDLE:
                raise Refused.of("lists_full", where="table")
            self._forget(token)

    def _forget_old(self) -> None:
        oldest = self._clock.now() - LIFE
        for token in [token for token, one in self._held.items() if one.at <= oldest]:
            self._forget(token)
