"""Whether the site can do its work now: what a load balancer or a supervisor asks.

Each reason is a code; none says anything of a notice or a person, for who asks is not
signed in. What costs something is asked seldom, however often a stranger asks.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator

from sqlalchemy.exc import SQLAlchemyError

from ledctl.alerts.conditions import FULL_MB, MB
from ledctl.alerts.disk import DiskTest
from ledctl.db import HEAD, Database
from ledctl.db.migrate import current_version

HEARD_S = 60.0
"""A publisher that is expected has answered within this time."""
FRESH_S = 2.0


class Ready:
    """Asked from any thread. ``expects``: the site has signs, and somebody has to publish.

    ``hanging``: the publisher's threads that do not go on; ``None`` when it does not answer.
    """

    def __init__(
        self,
        database: Database,
        disk: DiskTest,
        *,
        hanging: Callable[[], Collection[str] | None],
        expects: bool,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._disk = disk
        self._hanging = hanging
        self._expects = expects
        self._monotonic = monotonic
        self._heard = monotonic()
        self._lock = threading.Lock()
        self._last: tuple[float, tuple[str, ...]] | None = None

    def reasons(self) -> tuple[str, ...]:
        """Why the site is not ready; nothing when it is."""
        with self._lock:
            mono = self._monotonic()
            if self._last is None or mono - self._last[0] >= FRESH_S:
                self._last = mono, tuple(self._look(mono))
            return self._last[1]

    def _look(self, mono: float) -> Iterator[str]:
        yield from self._of_database()
        disk = self._disk.look()
        if disk.fault:
            yield "disk_unwritable"
        elif disk.free < FULL_MB * MB:
            yield "disk_full"
        if self._expects:
            yield from self._of_publisher(mono)

    def _of_database(self) -> Iterator[str]:
        try:
            if current_version(self._database) != HEAD:
                yield "schema_wrong"
        except SQLAlchemyError:
            yield "database_failing"

    def _of_publisher(self, mono: float) -> Iterator[str]:
        hanging = self._hanging()
        if hanging is not None:
            self._heard = mono
        if hanging:
            yield "publisher_hangs"
        elif mono - self._heard >= HEARD_S:
            yield "publisher_silent"
