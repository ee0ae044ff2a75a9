"""A small town at random: three signs, one of which never answers, New Year, corrections, postings.

The record is written by the ledger's own writers; what the tests compare with it is
added up from the raw displays, in plain SQL (``recounted``).
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlmodel import Session

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.log import append
from ledctl.ledger.sealing import write_open, write_segment
from ledctl.ledger.segments import Body, Display, Result, Slot
from ledctl.notices.around_model import Posting
from ledctl.notices.outside_model import OutsideItem, OutsideStrike

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2025, 12, 28)
DAYS = 9
"""The days on which something stands: over New Year."""
SIGNS = {"gate": 3, "hall": 1, "poster": 0}
"""Each with the proof its receipts carry: a poster never answers."""
CATEGORIES = ("dibao_review", "budget", "village_finance", "emergency_warning")
UNITS = ("示例镇民政办", "示例镇财政所", "示例县民政局")
CHANNELS = ("website", "wechat", "board_town")


class SmallTown:
    """Writes the record of one random town."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.dice = random.Random(seed)  # noqa: S311 - a town to test with
        self.notices = [f"N{number:02d}" for number in range(14)]

    def build(self) -> None:
        with self.database.write() as session:
            for number, notice in enumerate(self.notices):
                self._approve(session, number, notice)
            for sign, proof in SIGNS.items():
                self._show(session, sign, proof)
            for notice in self.dice.sample(self.notices, 8):
                self._post(session, notice)
            for number in range(8):
                self._elsewhere(session, number)

    def _approve(self, session: Session, number: int, notice: str) -> None:
        corrects = self.dice.choice(["", "", *self.notices[:number]])
        facts = {"title": f"公告{number}", "category": self.dice.choice(CATEGORIES), "version": 1}
        facts |= {"issuing_unit": self.dice.choice(UNITS), "correction_of": corrects}
        at = datetime(2025, 12, 1, tzinfo=UTC)
        append(session, kind="approved", at=at, actor="zhao", notice=notice, **facts)

    def _show(self, session: Session, sign: str, proof: int) -> None:
        """Every few hours a stretch of pages; the last one is still in progress."""
        start = datetime(FIRST.year, FIRST.month, FIRST.day, 7, tzinfo=ZONE)
        hours = sorted(self.dice.sample(range(DAYS * 24), 24))
        for number, (hour, later) in enumerate(pairwise([*hours, DAYS * 24])):
            at_ms = to_ms(start + timedelta(hours=hour))
            body = self._body(at_ms, min(later - hour, 2), proof)
            ends = max(display.end_ms or 0 for display in body.displays)
            if number == len(hours) - 1:
                write_open(session, sign, body, zone=ZONE, heartbeat_ms=ends)
            else:
                span = (at_ms, ends)
                write_segment(session, sign, body, zone=ZONE, span=span, why="hour", at=start)

    def _body(self, at_ms: int, hours: int, proof: int) -> Body:
        slots = tuple(self._slot(notice, proof) for notice in self.dice.sample(self.notices, 3))
        displays, now, end = [], at_ms, at_ms + hours * 3_600_000
        while now < end:
            until = min(end, now + self.dice.randrange(60_000, 1_500_000))
            result = self.dice.choice([Result.ACKED, Result.ACKED, Result.UNKNOWN])
            on = self.dice.random() < 0.1 and bool(displays)
            displays.append(Display(self.dice.randrange(3), 0, now, until, 40, result, on))
            now = until
        return Body(slots, tuple(displays))

    def _slot(self, notice: str, proof: int) -> Slot:
        practice = self.dice.random() < 0.1
        program = "ab" * 32
        return Slot(notice, 1, "公告", "budget", "o1", program, 1, "zhao", practice, "plan", proof)

    def _post(self, session: Session, notice: str) -> None:
        who = {"account": "li", "name": "李某", "via": "web", "at": datetime(2026, 1, 5, tzinfo=UTC)}
        posted = datetime(2025, 12, 27, 20, tzinfo=UTC) + timedelta(hours=self.dice.randrange(24 * DAYS))
        channel = self.dice.choice(CHANNELS)
        session.add(
            Posting(notice_id=notice, channel=channel, place="某处", posted_at=posted, practice=False, **who)
        )

    def _elsewhere(self, session: Session, number: int) -> None:
        who = {"account": "li", "name": "李某", "via": "web", "at": datetime(2026, 1, 5, tzinfo=UTC)}
        row = OutsideItem(
            item=self.dice.choice([None, None, 1]) if number else None,
            title=f"外部信息{number}",
            category="budget",
            office=self.dice.choice(UNITS),
            document="",
            channel=self.dice.choice(CHANNELS),
            address="",
            published_on=FIRST + timedelta(days=self.dice.randrange(DAYS)),
            source="",
            practice=False,
            **who,
        )
        session.add(row)
        session.flush()
        if self.dice.random() < 0.2:
            session.add(OutsideStrike(outside_id=row.id or 0, reason="重复", **who))
            session.flush()
