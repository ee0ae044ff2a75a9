"""From an order to its approved frames, through the gate. What the gate keeps back is recorded."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from drivers.base import Capabilities
from ledctl.db import Database
from ledctl.errors import Fault
from ledctl.publishing.gate import refusal
from ledctl.publishing.journal import Journal
from ledctl.publishing.orders import Approved, Order, load
from ledctl.sentences import Sentence, sentence

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

    def approved(self, order: Order, now: datetime) -> Approved | None:
        """The order's frames if they may be shown now; if not, the refusal is written down."""
        try:
            approved = self._loaded.get(order.id) or load(self._database, order)
            why = self.refusal(order, approved, now)
        except Fault as fault:
            approved, why = None, fault.sentences[0]
        if approved is None or why is not None:
            why = why or sentence("gate_no_approval", digest=order.program_digest[:12])
            self._journal.owe(partial(self._journal.refused, order, why, now))
            self._journal.pay()
            return None
        self._keep(order, approved)
        return approved

    def refusal(self, order: Order, approved: Approved | None, now: datetime) -> Sentence | None:
        return refusal(order, approved, now, sign=self._sign, practice_site=self._practice_site)

    def _keep(self, order: Order, approved: Approved) -> None:
        self._loaded.pop(order.id, None)
        self._loaded[order.id] = approved
        if len(self._loaded) > MOST:
            self._loaded.pop(next(iter(self._loaded)))
