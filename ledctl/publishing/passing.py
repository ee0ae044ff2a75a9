"""From an order to its approved frames, through the gate. What the gate keeps back is recorded."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from drivers.base import Capabilities
from ledctl.db import Database
from ledctl.errors import Fault
from ledctl.publishing.gate import is_bound, unbound, unfit
from ledctl.publishing.journal import Journal
from ledctl.publishing.orders import Approved, Order, load
from ledctl.sentences import Sentence

MOST = 64
"""Programs kept unpacked; a sign that rotates more loads them again."""


class Pass:
    """The gate as one sign's worker meets it."""

    def __init__(
        self, database: Database, journal: Journal, sign: Capabilities, *, practice_site: bool
    ) -> None:
        self._database = database
        self._journal = journal
        self._sign = sign
        self._practice_site = practice_site
        self._loaded: dict[int, Approved] = {}
        self._bound: dict[int, tuple[Order, Approved]] = {}

    def approved(self, order: Order, now: datetime) -> Approved | None:
        """The order's frames if they may be shown now; if not, the refusal is written down."""
        try:
            approved = self._loaded.get(order.id) or load(self._database, order)
            why = self.refusal(order, approved, now)
        except Fault as fault:
            approved, why = None, fault.sentences[0]
        if approved is None or why is not None:
            why = why or unbound(order)
            self._journal.owe(partial(self._journal.refused, order, why, now))
            self._journal.pay()
            return None
        self._keep(order, approved)
        return approved

    def refusal(self, order: Order, approved: Approved | None, now: datetime) -> Sentence | None:
        """Why not, asked directly before the wire; what its decision binds is read once for each reading."""
        if approved is None or not self._is_bound(order, approved):
            return unbound(order)
        return unfit(order, approved, now, sign=self._sign, practice_site=self._practice_site)

    def _is_bound(self, order: Order, approved: Approved) -> bool:
        known = self._bound.get(order.id)
        # neither can have changed, and an order read again is another one that says the same
        if known is not None and known[1] is approved and (known[0] is order or known[0] == order):
            return True
        bound = is_bound(order, approved)
        if bound:
            self._bound[order.id] = order, approved
        return bound

    def _keep(self, order: Order, approved: Approved) -> None:
        self._loaded.pop(order.id, None)
        self._loaded[order.id] = approved
        if len(self._loaded) > MOST:
            self._loaded.pop(next(iter(self._loaded)))
        if len(self._bound) > MOST:
            self._bound.clear()  # they are read again, those of orders that are over are not
