"""The same numbers by another way: every raw display in a table of its own, and a few lines of plain SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.history import displays
from ledctl.reports.periods import Period

TABLES = """
CREATE TABLE display (sign, notice, practice, start, "end", acked, continued, proof);
CREATE TABLE approved (notice PRIMARY KEY, corrects, category, unit);
CREATE TABLE posting (notice, channel, day);
CREATE TABLE outside (item, channel, day, unit);
"""
WHOLE = """
CREATE VIEW root AS WITH RECURSIVE up(notice, root) AS (
  SELECT notice, notice FROM approved
  UNION SELECT up.notice, a.corrects FROM up JOIN approved a ON a.notice = up.root WHERE a.corrects != ''
) SELECT up.notice, up.root FROM up JOIN approved a ON a.notice = up.root WHERE a.corrects = '';
CREATE VIEW shown AS SELECT *, date((start / 1000) + 28800, 'unixepoch') AS day
  FROM display WHERE acked AND NOT practice AND proof >= 1;
CREATE VIEW went_out AS
  SELECT root AS item, 'led_gate' AS channel, day FROM shown JOIN root USING (notice) WHERE NOT continued
  UNION ALL SELECT root, channel, day FROM posting JOIN root USING (notice)
  UNION ALL SELECT item, channel, day FROM outside;
CREATE VIEW item AS SELECT item, min(day) AS first FROM went_out GROUP BY item;
CREATE VIEW own AS SELECT item, first, category, unit FROM item JOIN (
  SELECT notice AS item, category, unit FROM approved
  UNION ALL SELECT item, 'budget', unit FROM outside
   WHERE rowid IN (SELECT min(rowid) FROM outside GROUP BY item)
) USING (item) WHERE unit LIKE '示例镇%' AND category NOT LIKE 'village%' AND category != 'emergency_warning';
"""


class Recount:
    """What a stranger with the raw displays would count."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._zone = zone
        self.tables = sqlite3.connect(":memory:")
        self.tables.executescript(TABLES + WHOLE)
        self.tables.executemany("INSERT INTO display VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _displays(database))
        with database.read() as session:
            connection = session.connection()
            for notice, payload in connection.execute(
                text("SELECT notice, payload FROM event WHERE kind = 'approved'")
            ):
                facts = json.loads(payload)
                row = (notice, facts["correction_of"], facts["category"], facts["issuing_unit"])
                self.tables.execute("INSERT INTO approved VALUES (?, ?, ?, ?)", row)
            postings = "SELECT notice_id, channel, date(posted_at, '+8 hours') FROM posting"
            self._fill("posting", connection.execute(text(postings)))
            outside = (
                "SELECT 'elsewhere:' || coalesce(item, id), channel, published_on, office FROM outside_item"
                " WHERE id NOT IN (SELECT outside_id FROM outside_strike) ORDER BY id"
            )
            self._fill("outside", connection.execute(text(outside)))

    def _fill(self, table: str, rows: Any) -> None:
        for row in rows:
            marks = ", ".join("?" * len(row))
            self.tables.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row))  # noqa: S608

    def one(self, query: str, *values: object) -> Any:
        return self.tables.execute(query, values).fetchone()[0]

    def items(self, period: Period) -> dict[str, str]:
        """The cohort: every identity with the day it first went out."""
        query = "SELECT item, first FROM item WHERE first BETWEEN ? AND ?"
        return dict(self.tables.execute(query, _days(period)))

    def own_by(self, column: str, period: Period) -> dict[str, int]:
        """How many of the town's own items, without what it passes on, of villages and warnings."""
        query = f"SELECT {column}, count(*) FROM own WHERE first BETWEEN ? AND ? GROUP BY {column}"  # noqa: S608 - a column of ours
        return dict(self.tables.execute(query, _days(period)))

    def by_channel(self, period: Period) -> dict[str, set[str]]:
        query = (
            "SELECT DISTINCT channel, item FROM went_out JOIN item USING (item) WHERE first BETWEEN ? AND ?"
        )
        found: dict[str, set[str]] = {}
        for channel, item in self.tables.execute(query, _days(period)):
            found.setdefault(channel, set()).add(item)
        return found

    def displays(self, period: Period, sign: str = "%") -> int:
        query = "SELECT count(*) FROM shown WHERE NOT continued AND day BETWEEN ? AND ? AND sign LIKE ?"
        return int(self.one(query, *_days(period), sign))

    def on_air_ms(self, period: Period) -> int:
        begin, end = (self._midnight(day) for day in (period.first, period.last + timedelta(days=1)))
        query = (
            'SELECT coalesce(sum(min("end", ?) - max(start, ?)), 0) FROM shown WHERE start < ? AND "end" > ?'
        )
        return int(self.one(query, end, begin, end, begin))

    def only_sent(self, period: Period) -> set[str]:
        """Sent to a sign that never answers, first in the period, and gone out nowhere."""
        query = (
            "SELECT root, min(date(start / 1000 + 28800, 'unixepoch')) AS first FROM display"
            " JOIN root USING (notice) WHERE acked AND NOT practice AND NOT continued AND proof = 0"
            " GROUP BY root HAVING root NOT IN (SELECT item FROM item) AND first BETWEEN ? AND ?"
        )
        return {row[0] for row in self.tables.execute(query, _days(period))}

    def _midnight(self, day: date) -> int:
        return to_ms(datetime(day.year, day.month, day.day, tzinfo=self._zone))


def _displays(database: Database) -> Iterator[tuple[object, ...]]:
    for one in displays(database):
        slot, end = one.slot, one.known_ms if one.end_ms is None else one.end_ms
        yield (
            *(one.sign, slot.notice, slot.practice, one.start_ms, end),
            *(bool(one.result), one.continued, slot.proof),
        )


def _days(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()
