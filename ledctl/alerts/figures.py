"""Everything that is counted of a site, in plain values; ``metrics`` says it in Prometheus' words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import func, select

from ledctl import __version__
from ledctl.alerts.entries import Entry
from ledctl.alerts.snapshot import Snapshot
from ledctl.db import HEAD, Database
from ledctl.notices.model import NoticeRow
from ledctl.publishing.meters import Spread
from ledctl.settings import Settings


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is told. ``heard_at``: when the publisher answered last, as Unix time."""

    version: str
    schema: str
    mode: str
    seen: Snapshot
    heard_at: float | None = None
    timings: tuple[Spread, Spread] | None = None
    alerts: Mapping[str, int] = field(default_factory=dict)
    notices: Mapping[str, int] = field(default_factory=dict)


def figures_of(
    database: Database,
    seen: Snapshot,
    settings: Settings,
    alerts: Callable[[], Sequence[Entry]],
    *,
    heard_at: datetime | None,
    timings: tuple[Spread, Spread] | None,
) -> Figures:
    """One look, with what only the database counts; without it when it does not answer."""
    try:
        by_severity, notices = Counter(str(one.severity) for one in alerts()), _notices(database)
    except SQLAlchemyError:
        by_severity, notices = Counter(), {}
    heard = None if heard_at is None else heard_at.timestamp()
    mode = str(settings.mode)
    return Figures(__version__, HEAD, mode, seen, heard, timings, by_severity, notices)


def _notices(database: Database) -> dict[str, int]:
    query = select(NoticeRow.state, func.count()).group_by(NoticeRow.state)
    with database.read() as session:
        return dict(session.exec(query).all())
