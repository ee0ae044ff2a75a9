"""What is judged after a writer (``writer.py``) has died: its lines against what is left of its site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from ledctl.clock import SystemClock, to_ms
from ledctl.ledger.model import EVENT
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station, open_station
from tests.faults.judge import Acknowledged, Grace, Lamps, judge, pages_due
from tests.faults.running import check
from tests.faults.writer import TellingSign
from tests.publishing.office import make_attendant

LEAVE_MS = 3000


@dataclass(slots=True)
class Said:
    """What a writer acknowledged until it died."""

    approved: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    seq: int = 0
    lamps: Lamps = field(default_factory=Lamps)
    failures: int = 0
    through: bool = False

    @classmethod
    def read(cls, text: str) -> Said:
        """Of the last line only what is whole."""
        said = cls()
        for line in text.split("\n")[:-1]:
            said.take(line.split())
        return said

    def take(self, words: Sequence[str]) -> None:
        match words:
            case ["approved", notice]:
                self.approved.add(notice)
            case ["withdrawn", notice]:
                self.withdrawn.add(notice)
            case ["seq", number]:
                self.seq = max(self.seq, int(number))
            case ["lit", ms, digest]:
                self.lamps.changes.append((int(ms), "" if digest == "-" else digest))
            case ["failed", _]:
                self.failures += 1
            case ["through"]:
                self.through = True


def judge_aftermath(site: Path, said: Said) -> None:
    """Everything acknowledged is there, the record holds, and the next publisher makes the sign right."""
    gone = to_ms(SystemClock().now())
    station = open_station(site)
    try:
        sign = TellingSign(station.settings.signs["gate"].make_panel(), said.lamps.note)
        worker = make_attendant(SignWorker, station, sign)
        worker.step()
        now = to_ms(SystemClock().now())
        due = pages_due(station.database, "gate", now) or {""}
        assert said.lamps.now in due, "the wrong page after the restart"
        worker.stop()
        began = said.lamps.changes[0][0]
        absent = ((began, now),)  # one thread: while people work nobody publishes
        grace = Grace(leave=LEAVE_MS, absent=absent)
        told = Acknowledged(frozenset(said.approved), frozenset(said.withdrawn))
        found = judge(
            station.database, "gate", said.lamps, grace=grace, acknowledged=told, since=began, until=gone
        )
        check([*found, *_lost_events(station, said.seq)])
    finally:
        station.close()


def _lost_events(station: Station, seq: int) -> list[str]:
    with station.database.read() as session:
        newest = int(session.connection().execute(select(func.max(EVENT.c.seq))).scalar_one() or 0)
    return [] if newest >= seq else [f"event {seq} had been read, and the record ends with {newest}"]
