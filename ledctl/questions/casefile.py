"""Everything about one notice, in one value: what was written, decided, shown, missed, said against it.

Pages, certificates, bundles and books are made from it, so that none of them
knows more or less than the others. Displays themselves are many: they are read
one by one with ``displays_of``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from drivers.base import Program
from ledctl.boards.hanging import Stay, stays
from ledctl.db import Database
from ledctl.ledger.history import Shown, displays
from ledctl.ledger.log import Entry, entry_dict, events
from ledctl.ledger.outages import OutageFact, outages
from ledctl.notices.around import Around, around
from ledctl.notices.facts import Dossier
from ledctl.notices.frames import unpack
from ledctl.notices.kept import Request, requests_of
from ledctl.notices.office import Office
from ledctl.notices.queries import one
from ledctl.questions.days import SignDay, days_of
from ledctl.questions.given_up import GivenUp, given_up_of
from ledctl.questions.tables import PROGRAM
from ledctl.reports.shares import Quiet
from ledctl.reports.standing import Standing, standing

_MOST_EVENTS = 100_000


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One notice, whole. ``events`` are oldest first; ``outages`` lay in its windows on its signs.

    ``alerts``: what the watch told of these signs meanwhile. ``days``: what it was displayed, by sign
    and day, the hours in progress included. ``kept``: requests to keep a personal datum, never the datum.
    """

    dossier: Dossier
    around: Around
    standing: tuple[Standing, ...]
    events: tuple[Entry, ...]
    outages: tuple[OutageFact, ...]
    programs: Mapping[str, Program]
    """The approved pixels, by digest."""
    days: tuple[SignDay, ...] = ()
    kept: tuple[Request, ...] = ()
    alerts: tuple[Entry, ...] = ()
    given_up: GivenUp = field(default_factory=GivenUp)
    stays: Mapping[int, Stay] = field(default_factory=dict)
    """Of each posting that was not struck: its board, sheet and photos."""

    @property
    def id(self) -> str:
        return self.dossier.id

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``audit notice --json``: everything but the pixels, which digests name."""
        return self.dossier.as_dict() | {
            "around": self.around.as_dict(),
            "standing": [one.as_dict() for one in self.standing],
            "events": [entry_dict(event) for event in self.events],
            "outages": [one.as_dict() for one in self.outages],
            "days": [one.as_dict() for one in self.days],
            "kept": [one.as_dict() for one in self.kept],
            "alerts": [entry_dict(event) for event in self.alerts],
            "given_up": self.given_up.as_dict(),
        }


def casefile(office: Office, notice_id: str, quiet: Quiet) -> CaseFile:
    """All that is on record of one notice; ``NotFound`` when there is none."""
    dossier = one(office.database, notice_id)
    database = office.database
    with database.read() as session:
        told = events(session, notice=notice_id, limit=_MOST_EVENTS)
        hung = stays(session, practice=dossier.notice.practice, notice=notice_id)
    return CaseFile(
        dossier,
        around(office, notice_id),
        tuple(standing(database, notice_id, office.now(), quiet)),
        tuple(reversed(told)),
        _missed(database, dossier),
        _programs(database, dossier),
        days_of(database, office.zone, [notice_id], signs={order.sign for order in dossier.orders}),
        requests_of(database, notice_id),
        _alerts(database, dossier),
        given_up_of(database, notice_id, sorted({order.program_digest for order in dossier.orders})),
        {one.posting: one for one in hung},
    )


def displays_of(database: Database, notice_id: str) -> Iterator[Shown]:
    """Every display of the notice on every sign, oldest first."""
    return displays(database, notice=notice_id)


def _missed(database: Database, dossier: Dossier) -> tuple[OutageFact, ...]:
    found: dict[int, OutageFact] = {}
    for order in dossier.orders:
        end = min(order.ends_at, order.stopped_at or order.ends_at)
        for outage in outages(database, sign=order.sign, since=order.starts_at, until=end):
            found[outage.id] = outage
    return tuple(sorted(found.values(), key=lambda outage: (outage.start, outage.id)))


def _alerts(database: Database, dossier: Dossier) -> tuple[Entry, ...]:
    """What the watch found wrong with its signs while it was to stand there, and that it was over."""
    found: dict[int, Entry] = {}
    with database.read() as session:
        for order in dossier.orders:
            end = min(order.ends_at, order.stopped_at or order.ends_at)
            for kind in ("alert_raised", "alert_ended"):
                told = events(session, kind=kind, since=order.starts_at, until=end, limit=_MOST_EVENTS)
                found.update((event.seq, event) for event in told if event.sign == order.sign)
    return tuple(found[seq] for seq in sorted(found))


def _programs(database: Database, dossier: Dossier) -> dict[str, Program]:
    digests = {order.program_digest for order in dossier.orders}
    query: Any = select(PROGRAM.c.digest, PROGRAM.c.body).where(PROGRAM.c.digest.in_(digests))
    with database.engine.connect() as connection:
        kept = [row for row in connection.execute(query) if row.body]  # an empty one was given up
        return {row.digest: unpack(row.body, digest=row.digest) for row in kept}
