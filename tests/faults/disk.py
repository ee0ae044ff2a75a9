"""The class *disk*: full, gone read-only, torn in the write-ahead log, torn in the segment in progress.

Publishing goes on: what is approved stands and is said again before the sign would
clear itself, what is over leaves, nothing is claimed that was not lit, and when the
disk is well again everything acknowledged is there (R23). Full and read-only disks
are real ones, a small tmpfs and a loop image whose file system was aborted; without
root those two kinds are not run, and that is said.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import select

from ledctl.errors import LedctlError
from ledctl.ledger.model import OPEN_SEGMENT
from tests.faults.desks import WatchedSign, begin_again, judge_office, watched_office
from tests.faults.judge import Acknowledged, Grace
from tests.faults.powercut import MEMORY_DISK, make_base, mounted
from tests.faults.running import NotHere, Report, repeat
from tests.publishing.office import Office, short_notice

TMPFS = "8m"
LIFE_S = 120
"""What a self-clearing sign is told in these offices."""
GRACE = Grace(leave=2000)
"""The segment in progress is on disk once a minute; the worker is stepped once a second."""


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    with tempfile.TemporaryDirectory(prefix="ledctl-disk-", dir=MEMORY_DISK) as folder:
        kinds = [torn_log, torn_segment, *_real_disks(Path(folder), report)]
        return repeat("disk", seed, runs, lambda number, chance: kinds[number % len(kinds)](chance), report)


def _real_disks(folder: Path, report: Report) -> list[Callable[[Random], None]]:
    base = folder / "base.img"
    try:
        make_base(base)
    except NotHere as why:
        report(f"disk: full and read-only disks NOT RUN, this machine cannot offer them: {why}")
        return []
    return [partial(full, folder), partial(read_only, base)]


# -- disks that fail ----------------------------------------------------------------------------------


def full(folder: Path, chance: Random) -> None:
    """A small disk runs full at a seeded moment, stays so over an hour or an end, and has room again."""
    with _small_disk(folder) as disk, watched_office(disk / "site") as office:
        told = _begin(office, chance)
        ballast = disk / "ballast"
        _fill(ballast, chance)
        _live_on(office, chance)
        ballast.unlink()
        _recover(office, told)


def read_only(base: Path, chance: Random) -> None:
    """The file system is aborted under the publisher; later the machine is started again."""
    with tempfile.TemporaryDirectory(dir=base.parent) as folder:
        image = Path(folder) / "disk.img"
        shutil.copyfile(base, image)
        with mounted(image) as disk, watched_office(disk / "site") as office:
            told = _begin(office, chance)
            remount = ["mount", "-o", "remount,abort", str(disk)]
            subprocess.run(remount, check=False, capture_output=True)  # noqa: S603 - the system's own
            _live_on(office, chance)
            site, clock, sign = office.station.site, office.clock, office.sign
        with mounted(image) as disk, watched_office() as office:
            office.station.close()
            office.clock, office.sign = clock, sign
            with tempfile.TemporaryDirectory() as elsewhere:  # the judge writes, too
                home = Path(elsewhere) / "site"
                shutil.copytree(disk / site.name, home)
                _open_at(office, home)
                _recover(office, told)
                office.station.close()


def _live_on(office: Office, chance: Random) -> None:
    """While nothing can be written: right pixels at every step, said again in time."""
    sign = office.sign
    assert isinstance(sign, WatchedSign)
    for _ in range(chance.choice((20, 90, 800))):
        seconds = chance.choice((1, 5, 15))
        office.clock.advance(seconds)
        _step(office)
        open_now = [name for name, until in office.until.items() if office.clock.now() < until]
        assert office.is_dark or open_now, "what is over still stands"
        if open_now:
            assert not office.is_dark, "what is approved was taken down for want of a disk"
            silent = office.clock.monotonic() - sign.heard_at
            assert silent < LIFE_S, f"nothing was sent for {silent:.0f} s: a self-clearing sign is dark"
    if chance.random() < 0.5:
        for end in sorted(office.until.values()):
            office.clock.advance((end - office.clock.now()).total_seconds())
            _step(office)
        assert office.is_dark, "a window ended on a full disk, and its page stayed"


def _step(office: Office) -> None:
    """As the publisher's thread does: a failed round is tried again."""
    with suppress(Exception):
        office.worker.step()


def _recover(office: Office, told: Acknowledged) -> None:
    for _ in range(70):
        office.clock.advance(1)
        office.worker.step()
    lamps = office.sign.lamps  # type: ignore[attr-defined] # a WatchedSign
    judge_office(office, lamps, grace=_blind(GRACE), acknowledged=told)


def _blind(grace: Grace) -> Grace:
    """What could not be written down for days leaves later, and has no hole all the same."""
    return Grace(leave=20_000, absent=grace.absent)


# -- writes that tear -----------------------------------------------------------------------------------


def torn_log(chance: Random) -> None:
    """The last transaction reached the disk in part: all before it is there, and it is not, or whole."""
    with watched_office() as office, tempfile.TemporaryDirectory() as folder:
        told = _begin(office, chance)
        log = office.station.site / "ledctl.db-wal"
        sure = log.stat().st_size
        with suppress(LedctlError):
            office.station.desk.withdraw(_approver(), "A", "内容有误")
        left = Path(folder) / "site"
        shutil.copytree(office.station.site, left, ignore=shutil.ignore_patterns("*-shm", "run"))
        _tear(left / log.name, sure, chance)
        _open_at(office, left)
        office.clock.advance(1)
        office.worker.step()
        judge_office(office, office.sign.lamps, grace=GRACE, acknowledged=told)  # type: ignore[attr-defined] # a WatchedSign


def torn_segment(chance: Random) -> None:
    """The segment in progress cannot be read any more: it is named, and the rest of the record goes on."""
    with watched_office() as office:
        told = _begin(office, chance)
        office.worker._recorder.flush(force=True)
        with office.station.database.write() as session:
            body = bytearray(session.connection().execute(select(OPEN_SEGMENT.c.body)).scalar_one())
            place = chance.randrange(len(body))
            torn = body[:place] + bytes(chance.randrange(64))
            session.connection().execute(OPEN_SEGMENT.update().values(body=bytes(torn)))
        begin_again(office, office.sign)
        office.clock.advance(5)
        office.worker.step()
        (named,) = office.told("unclean_stop")
        assert named.facts["unreadable"], "a torn body was read as if it were whole"
        judge_office(office, office.sign.lamps, grace=GRACE, acknowledged=told)  # type: ignore[attr-defined] # a WatchedSign


def _tear(log: Path, sure: int, chance: Random) -> None:
    data = bytearray(log.read_bytes())
    if len(data) <= sure:  # the log began anew in between: all of it is of later
        return
    place = chance.randrange(sure, len(data))
    if chance.random() < 0.5:
        data[place:] = bytes(len(data) - place)
    log.write_bytes(data[: place + chance.randrange(len(data) - place + 1)])


# -- the office ---------------------------------------------------------------------------------------


def _begin(office: Office, chance: Random) -> Acknowledged:
    """Two notices stand; some time has passed."""
    office.approve(short_notice("A"))
    office.worker.step()
    for _ in range(chance.randrange(5, 60)):
        office.clock.advance(1)
        office.worker.step()
    office.approve(short_notice("B"))
    office.worker.step()
    return Acknowledged(frozenset("AB"))


def _open_at(office: Office, site: Path) -> None:
    """Go on with what is left of the site, at another place."""
    office.station.site = site
    begin_again(office, office.sign)


def _approver():  # type: ignore[no-untyped-def] # an Actor
    from tests.publishing.office import actor

    return actor("approver")


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    disk = Path(tempfile.mkdtemp(prefix="small-", dir=folder))
    words = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS}", "tmpfs", str(disk)]
    subprocess.run(words, check=True)  # noqa: S603 - the system's own
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607 - the system's own
        disk.rmdir()


def _fill(ballast: Path, chance: Random) -> None:
    """Until nothing goes in any more, less a few blocks."""
    block = bytes(4096)
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(block) == len(block):
            continue
    os.truncate(ballast, ballast.stat().st_size - chance.randrange(6) * 4096)
