"""A site at work in one thread, as a process that can be stopped anywhere: ``python -m tests.faults.writer``.

People and publisher take turns, so that the n-th system call is the same one in
every run. What is done is said on standard output after it is done, which makes
each line an acknowledgement: ``approved N``, ``withdrawn N``, ``seq n`` (the
newest event that can be read), ``lit ms digest``. A deed or a round that fails
is said (``failed``) and the next one is tried, as the program's own threads do.
"""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlalchemy import event, func, select

from drivers.base import Frame, Panel, Receipt
from drivers.virtual import VirtualSign
from ledctl.clock import SystemClock, to_ms
from ledctl.ledger.model import EVENT
from ledctl.notices.desk import Desk
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station, open_station
from tests.publishing.office import actor, make_attendant, short_notice


class TellingSign(VirtualSign):
    """A virtual sign that says what it lights before it confirms it."""

    def __init__(self, panel: Panel, tell: Callable[[int, Frame], None]) -> None:
        self._tell = tell
        super().__init__(panel)

    def _put(self, frame: Frame, until: float) -> None:
        super()._put(frame, until)
        self._tell(to_ms(SystemClock().now()), frame)

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        return super()._show(frame, 0)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("site", type=Path)
    reader.add_argument("--seed", default="1")
    reader.add_argument("--deeds", type=int, default=1_000_000)
    reader.add_argument("--careless", action="store_true", help="the control: nothing is forced to disk")
    given = reader.parse_args()
    logging.disable()
    station = open_station(given.site)
    if given.careless:
        event.listen(station.database.engine, "connect", _care_less)
        station.database.engine.dispose()
    sign = TellingSign(station.settings.signs["gate"].make_panel(), _tell)
    worker = make_attendant(SignWorker, station, sign)
    work(station, worker, Random(given.seed), given.deeds)  # noqa: S311 (to be repeatable, not to be secret)
    _say("through")


def work(station: Station, worker: SignWorker, chance: Random, deeds: int) -> None:
    """One deed, one round of the publisher, and so on, and an end in order if the disk lets it."""
    standing: list[str] = []
    _try(worker.step)
    for number in range(deeds):
        _try(lambda number=number: _do(station.desk, standing, f"N{number}", chance))  # type: ignore[misc] # bound early
        _try(worker.step)
        _try(lambda: _say(f"seq {_newest(station)}"))
    for _ in range(3):
        _try(worker.step)
    _try(worker.stop)  # as the publisher does: what cannot be written is found by the next one
    station.close()


def _do(desk: Desk, standing: list[str], notice: str, chance: Random) -> None:
    if len(standing) > 2 or (standing and chance.random() < 0.3):
        gone = standing.pop(0)
        desk.withdraw(actor("approver"), gone, "内容有误")
        _say(f"withdrawn {gone}")
        return
    desk.draft(actor("drafter"), short_notice(notice))
    desk.submit(actor("drafter"), notice)
    desk.review(actor("reviewer"), notice, "pass")
    desk.secrecy(actor("secrecy_reviewer"), notice, "pass")
    desk.approve(actor("approver"), notice)
    standing.append(notice)
    _say(f"approved {notice}")


def _try(do: Callable[[], object]) -> None:
    try:
        do()
    except Exception as error:  # a full disk, say: the next one may go better
        _say(f"failed {type(error).__name__}")


def _newest(station: Station) -> int:
    with station.database.read() as session:
        return int(session.connection().execute(select(func.max(EVENT.c.seq))).scalar_one())


def _care_less(connection, _record) -> None:  # type: ignore[no-untyped-def] # as the engine calls it
    connection.execute("PRAGMA synchronous=OFF")


def _tell(at_ms: int, frame: Frame) -> None:
    _say(f"lit {at_ms} {frame.digest if any(frame.data) else '-'}")


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one write: a line is said whole or not at all


if __name__ == "__main__":
    main()
