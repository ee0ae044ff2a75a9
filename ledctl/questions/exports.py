"""Taking the record out of the house: a file that anybody can check without this machine.

Who takes it is on record before the file has its name, with its digest; and the
record is signed first, so that what leaves is anchored. Which rows: ``ledger.exporting.parts``;
how they are written: ``ledger.exporting.file``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.errors import BadInput, Refused
from ledctl.ledger.anchoring.checkpoints import Sealing, Signatory
from ledctl.ledger.anchoring.statements import Why
from ledctl.ledger.exporting import parts
from ledctl.ledger.exporting.file import Part, Written, written
from ledctl.notices.office import Office
from ledctl.notices.queries import one

EXPORTERS = frozenset({Role.AUDITOR, Role.APPROVER, Role.ADMINISTRATOR})
"""Whoever answers for the record; it names people and internal remarks."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of the record: a stretch of time, one notice, or, with neither, all of it."""

    since: datetime | None = None
    until: datetime | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Exports:
    """Exports of one site."""

    office: Office
    sealing: Sealing

    def write(self, actor: Actor, file: Path, wanted: Wanted = Wanted(), *, over: bool = False) -> Written:
        """Write the record to ``file``; ``Refused`` where there is one already, unless ``over`` says so."""
        require_role(actor, EXPORTERS)
        _check(wanted)
        if wanted.notice is not None:
            one(self.office.database, wanted.notice)
        if not file.parent.is_dir():
            raise BadInput.of("export_no_folder", where=str(file.parent))
        if file.exists() and not over:
            raise Refused.of("export_is_there", where=str(file))
        self.sealing.sign(Why.EXPORT, Signatory(actor.account, actor.via, actor.name))
        with written(file, self._part(wanted), at=self.office.now()) as made:
            self._tell(actor, made)
        return made

    def _part(self, wanted: Wanted) -> Part:
        database = self.office.database
        if wanted.notice is not None:
            return parts.part_of(database, wanted.notice)
        if wanted.since is not None or wanted.until is not None:
            return parts.stretch(database, wanted.since or parts.BEGIN, wanted.until or self.office.now())
        return parts.whole(database)

    def _tell(self, actor: Actor, made: Written) -> None:
        with self.office.database.write() as session:
            facts = {"name": actor.name, "digest": made.sha256, "rows": dict(made.counts)}
            what = dict(made.what)
            notice = what.get("notice")
            about = {"notice": str(notice)} if notice else {}
            tell(session, "exported", actor, at=self.office.now(), what=what, **about, **facts)


def _check(wanted: Wanted) -> None:
    if wanted.notice is not None and (wanted.since or wanted.until):
        raise BadInput.of("export_notice_or_days", where="notice")
    if wanted.since and wanted.until and wanted.since >= wanted.until:
        raise BadInput.of("days_reversed", where="since")
