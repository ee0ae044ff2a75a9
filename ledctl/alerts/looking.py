"""One look at everything that is watched, as a ``Snapshot``. It changes nothing but a test file.

Each thing that cannot be learnt is left out and named, so that no fault in one hides
the rest. What other parts of the program know (the clock, a blackout) comes through
``Senses``: a part that is not there leaves its sense as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from ledctl.alerts.certificate import good_until
from ledctl.alerts.disk import DiskTest
from ledctl.alerts.snapshot import Blackout, Office, Paper, Pending, Snapshot
from ledctl.clock import Clock, unstamp
from ledctl.db import Database
from ledctl.ledger.anchoring.checkpoints import CheckpointRow
from ledctl.ledger.model import Event
from ledctl.notices.model import DisplayOrder, OrderStop
from ledctl.notices.states import STATE_LABELS
from ledctl.notices.waiting import queues
from ledctl.notify.model import Fate, Message
from ledctl.publishing.vitals import SignHealth
from ledctl.settings import AlertSettings, Settings

DEAD_DAYS = 7
"""A message given up longer ago is history."""


@dataclass(frozen=True, slots=True)
class Senses:
    """What the watch asks of others: ``None`` is "nobody can say"."""

    publisher: Callable[[], tuple[SignHealth, ...] | None] = lambda: None
    hanging: Callable[[], tuple[str, ...] | None] = lambda: None
    clock: Callable[[], bool | None] = lambda: None
    blackout: Callable[[], Blackout | None] = lambda: None


class Looking:
    """The watch's eyes on one site."""

    def __init__(
        self, database: Database, clock: Clock, settings: Settings, disk: DiskTest, senses: Senses
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._disk = disk
        self._senses = senses

    def look(self) -> Snapshot:
        now, rules = self._clock.now(), self._settings.alerts
        office, fault = self._office(now)
        return Snapshot(
            at=now,
            signs=tuple(self._settings.signs),
            publisher=self._senses.publisher(),
            disk=self._disk.look(),
            hanging=self._senses.hanging(),
            office=office,
            fault=fault,
            backup=newest_backup(rules),
            certificate=certificate_of(rules),
            clock_trusted=self._senses.clock(),
            blackout=self._senses.blackout(),
        )

    def _office(self, now: datetime) -> tuple[Office | None, str]:
        try:
            waiting = queues(self._database)
            with self._database.read() as session:
                dead, due, sealed = _dead(session, now), _is_due(session, now), _sealed(session)
        except SQLAlchemyError as error:  # the disk, the server: its kind, never its words
            return None, type(error).__name__
        pending = tuple(Pending(one.state, STATE_LABELS[one.state], one.count, one.oldest) for one in waiting)
        return Office(pending, dead, due, sealed), ""


def newest_backup(rules: AlertSettings) -> Paper | None:
    """When the newest file in the folder of backups was written, where one is named."""
    if not rules.backup_folder:
        return None
    try:
        times = [file.stat().st_mtime for file in Path(rules.backup_folder).iterdir() if file.is_file()]
    except OSError:
        times = []
    return Paper(datetime.fromtimestamp(max(times), UTC) if times else None)


def certificate_of(rules: AlertSettings) -> Paper | None:
    """Until when the pages' certificate is good, where one is named."""
    if not rules.certificate:
        return None
    try:
        return Paper(good_until(Path(rules.certificate).read_text("ascii")))
    except (OSError, ValueError):
        return Paper(None)


def _dead(session: Session, now: datetime) -> int:
    since = now - timedelta(days=DEAD_DAYS)
    query = select(func.count()).where(Message.fate == Fate.DEAD, Message.created_at >= since)
    return session.exec(query).one()


def _is_due(session: Session, now: datetime) -> bool:
    """Whether something should stand on any sign."""
    stopped = select(OrderStop.order_id)
    query = select(DisplayOrder.id).where(
        DisplayOrder.starts_at <= now,
        DisplayOrder.ends_at > now,
        col(DisplayOrder.id).not_in(stopped),
    )
    return session.exec(query.limit(1)).first() is not None


def _sealed(session: Session) -> datetime | None:
    """Since when what is recorded is not signed: the newest checkpoint, or the first event."""
    newest = select(CheckpointRow.at).order_by(col(CheckpointRow.no).desc())
    first = select(Event.at).order_by(col(Event.seq))
    at = session.exec(newest.limit(1)).first() or session.exec(first.limit(1)).first()
    return None if at is None else unstamp(at)
