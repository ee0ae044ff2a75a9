"""A small town at random: three signs, one of which never answers, New Year, corrections, postings.

The record is written by the ledger's own writers (``hand``); what the tests compare with it is
added up from the raw displays, in plain SQL (``recounted``).
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.segments import Body, Display, Result
from tests.reports.hand import Hand, at, slot

FIRST = date(2025, 12, 28)
DAYS = 9
"""The days on which something stands: over New Year."""
SIGNS = {"gate": 3, "hall": 1, "poster": 0}
"""Each with the proof its receipts carry: a poster never answers."""
CATEGORIES = ("dibao_review", "budget", "village_finance", "emergency_warning")
UNITS = ("示例镇民政办", "示例镇财政所", "示例县民政局")
CHANNELS = ("website", "wechat", "board_town")
KNOWN = "2026-01-05"


class SmallTown:
    """Writes the record of one random town."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.dice = random.Random(seed)  # noqa: S311 - a town to test with
        self.notices = [f"N{number:02d}" for number in range(14)]

    def build(self) -> None:
        choice = self.dice.choice
        with self.database.write() as session:
            hand = Hand(session)
            for number, notice in enumerate(self.notices):
                corrects = choice(["", "", *self.notices[:number]])
                hand.approve(notice, choice(CATEGORIES), choice(UNITS), corrects)
            for sign, proof in SIGNS.items():
                self._show(hand, sign, proof)
            for notice in self.dice.sample(self.notices, 8):
                posted = at("2025-12-28T04:00") + timedelta(hours=self.dice.randrange(24 * DAYS))
                hand.post(notice, posted.replace(tzinfo=None).isoformat(), choice(CHANNELS), KNOWN)
            for number in range(8):
                self._elsewhere(hand, choice([None, None, 1]) if number else None)

    def _show(self, hand: Hand, sign: str, proof: int) -> None:
        """Every few hours a stretch of pages; the last one is still in progress."""
        start = at("2025-12-28T07:00")
        hours = sorted(self.dice.sample(range(DAYS * 24), 24))
        for number, (hour, later) in enumerate(pairwise([*hours, DAYS * 24])):
            body = self._body(to_ms(start + timedelta(hours=hour)), min(later - hour, 2), proof)
            hand.hours(sign, body, sealed=number < len(hours) - 1)

    def _body(self, at_ms: int, hours: int, proof: int) -> Body:
        names = self.dice.sample(self.notices, 3)
        slots = tuple(slot(notice, proof, self.dice.random() < 0.1) for notice in names)
        displays, now, end = [], at_ms, at_ms + hours * 3_600_000
        while now < end:
            until = min(end, now + self.dice.randrange(60_000, 1_500_000))
            result = self.dice.choice([Result.ACKED, Result.ACKED, Result.UNKNOWN])
            on = self.dice.random() < 0.1 and bool(displays)
            displays.append(Display(self.dice.randrange(3), 0, now, until, 40, result, on))
            now = until
        return Body(slots, tuple(displays))

    def _elsewhere(self, hand: Hand, item: int | None) -> None:
        day = FIRST + timedelta(days=self.dice.randrange(DAYS))
        number = hand.elsewhere(
            day.isoformat(), self.dice.choice(CHANNELS), item, KNOWN, self.dice.choice(UNITS)
        )
        if self.dice.random() < 0.2:
            hand.strike(number, KNOWN)
