"""Everything about one notice, in one value: what was written, decided, shown, missed, said against it.

Pages, certificates, bundles and books are made from it, so that none of them
knows more or less than the others. Displays themselves are many: they are read
one by one with ``displays_of``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from drivers.base import Program
from ledctl.db import Database
from ledctl.ledger.history import Shown, displays
from ledctl.ledger.log import Entry, events
from ledctl.ledger.outages import OutageFact, outages
from ledctl.notices.around import Around, around
from ledctl.notices.facts import Dossier
from ledctl.notices.frames import unpack
from ledctl.notices.office import Office
from ledctl.notices.queries import one
from ledctl.reports.shares import Quiet
from ledctl.reports.standing import Standing, standing

_PROGRAM = SQLModel.metadata.tables["program"]
_MOST_EVENTS = 100_000


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One notice, whole. ``events`` are oldest first; ``outages`` lay in its windows on its signs."""

    dossier: Dossier
    around: Around
    standing: tuple[Standing, ...]
    events: tuple[Entry, ...]
    outages: tuple[OutageFact, ...]
    programs: Mapping[str, Program]
    """The approved pixels, by digest."""

    @property
    def id(self) -> str:
        return self.dossier.id


def casefile(office: Office, notice_id: str, quiet: Quiet) -> CaseFile:
    """All that is on record of one notice; ``NotFound`` when there is none."""
    dossier = one(office.database, notice_id)
    database = office.database
    with database.read() as session:
        told = events(session, notice=notice_id, limit=_MOST_EVENTS)
    return CaseFile(
        dossier,
        around(office, notice_id),
        tuple(standing(database, notice_id, office.now(), quiet)),
        tuple(reversed(told)),
        _missed(database, dossier),
        _programs(database, dossier),
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


def _programs(database: Database, dossier: Dossier) -> dict[str, Program]:
    digests = {order.program_digest for order in dossier.orders}
    query: Any = select(_PROGRAM.c.digest, _PROGRAM.c.body).where(_PROGRAM.c.digest.in_(digests))
    with database.engine.connect() as connection:
        return {row.digest: unpack(row.body, digest=row.digest) for row in connection.execute(query)}
