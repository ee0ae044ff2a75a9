"""What the record has been told of one sign's failures, so that the same is not told again and again (R32).

A failure is told when it begins, by order or by what failed, and again only when it is
another one, or an outage begins with it. Not here: how it is written (``journal``).
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from functools import partial

from ledctl.ledger.downtime import Outage
from ledctl.publishing.journal import Failure, Journal

log = logging.getLogger(__name__)

Key = int | str
"""An order, or what else failed."""


class Failings:
    """One sign's. Not thread-safe, like the worker that has it."""

    def __init__(self, sign: str, journal: Journal) -> None:
        self._sign, self._journal = sign, journal
        self._told: dict[Key, str] = {}
        self._out: set[Outage] = set()  # outages owed to the record and not known to be over

    def __contains__(self, key: Key) -> bool:
        return key in self._told

    def tell(self, failure: Failure) -> None:
        """Owe the record of a failure, unless it says so already."""
        key = failure.order.id if failure.order else failure.what
        name = type(failure.error).__name__
        if failure.link_down or failure.outage or self._told.get(key) != name:
            log.warning("sign %s: %s", self._sign, failure.error)
            self._journal.owe(partial(self._journal.failed, failure))
        self._told[key] = name
        self._journal.pay()

    def note(self, key: Key) -> None:
        """The record speaks of it already."""
        self._told.setdefault(key, "")

    def forget(self, key: Key) -> None:
        """It came right: when it fails again, that is news."""
        self._told.pop(key, None)

    def keep(self, orders: Collection[int]) -> None:
        """Only of these orders, and of what is none."""
        self._told = {key: name for key, name in self._told.items() if isinstance(key, str) or key in orders}

    def begin(self, cause: Outage) -> Outage | None:
        """What has begun with a failure, unless the record has it already."""
        if cause in self._out:
            return None
        self._out.add(cause)
        return cause

    def took_something(self, *, is_down: bool) -> None:
        """The sign took an order: it refuses no more, and is not cut off if it can answer at all."""
        self._out.discard(Outage.REFUSED)
        if is_down:
            return
        self._out.clear()
        self._told = {key: name for key, name in self._told.items() if isinstance(key, int)}
