"""A site in a folder and its office in this process, for runs that step the publisher by hand.

Here: a new site from one database that was made once, a frozen clock, a worker
over any sign, and lamps that are watched. The people are those of
``tests/publishing/office.py``. Not here: faults.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from drivers.base import Frame, Panel, Receipt, Sign
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock, to_ms
from ledctl.db import check_schema, open_database, sqlite_file
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.worker import SignWorker
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.conftest import NINE_IN_SHANGHAI, QUICK
from tests.faults.judge import Acknowledged, Grace, Lamps, judge
from tests.faults.running import check
from tests.publishing.office import MoodySign, Office, make_attendant

GATE = """\
[signs.gate]
driver = "virtual"
panel = "{panel}"
colour = "{colour}"
"""


@cache
def new_database() -> bytes:
    """A database nobody has used: the migrations run once a process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledctl.db"
        database = open_database(sqlite_file(file))
        check_schema(database)
        database.close()
        return file.read_bytes()


def make_site(folder: Path, panel: str = "64x64", colour: str = "dual") -> None:
    """A site nobody has used; one that is there stays as it is, safe on its disk."""
    if (folder / "ledctl.db").exists():
        return
    init_site(folder)
    (folder / "ledctl.db").write_bytes(new_database())
    (folder / "signs.toml").write_text(GATE.format(panel=panel, colour=colour))


def open_site(folder: Path, clock: FrozenClock) -> Station:
    cheap = Passwords(QUICK())
    return open_station(folder, clock=clock, passwords=cheap)


class WatchedSign(MoodySign):
    """A virtual sign that somebody watches."""

    def __init__(self, panel: Panel, clock: FrozenClock) -> None:
        super().__init__(panel)
        self.lamps, self._wall = Lamps(), clock
        self.heard_at = clock.monotonic()
        self.lamps.note(to_ms(clock.now()), Frame.dark(panel))

    def _put(self, frame: Frame, until: float) -> None:
        super()._put(frame, until)
        if hasattr(self, "lamps"):
            self.lamps.note(to_ms(self._wall.now()), frame)
            self.heard_at = self._wall.monotonic()

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        return super()._show(frame, 0)  # its life is counted on the machine's clock, and this one is frozen


@contextmanager
def watched_office(folder: Path | None = None) -> Iterator[Office]:
    """An office with a watched sign; its folder is made and removed unless one is given."""
    home = folder or Path(tempfile.mkdtemp(prefix="ledctl-faults-"))
    clock = FrozenClock(NINE_IN_SHANGHAI)
    make_site(home)
    station = open_site(home, clock)
    try:
        sign = WatchedSign(station.settings.signs["gate"].make_panel(), clock)
        office = Office(station, clock, sign, make_attendant(SignWorker, station, sign))
        office.worker.step()
        yield office
    finally:
        station.close()
        if folder is None:
            shutil.rmtree(home)


def begin_again(office: Office, sign: Sign, kind: type[Attendant] = SignWorker) -> None:
    """The process died without a word; another one begins over the same folder."""
    office.station.close()
    office.station = open_site(office.station.site, office.clock)
    office.worker = make_attendant(kind, office.station, sign)


def judge_office(office: Office, lamps: Lamps, *, grace: Grace, acknowledged: Acknowledged) -> None:
    """``Find`` if the record of the office's only sign is not what its lamps did."""
    office.worker._recorder.flush(force=True)
    since, until = to_ms(NINE_IN_SHANGHAI), to_ms(office.clock.now())
    found = judge(
        office.station.database,
        "gate",
        lamps,
        grace=grace,
        acknowledged=acknowledged,
        since=since,
        until=until,
    )
    check(found)
