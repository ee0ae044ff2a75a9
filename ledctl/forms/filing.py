"""Filed reports: frozen whole, version after version, and read back only if they are what was filed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.clock import stamp
from ledctl.errors import Fault
from ledctl.forms.filled import FilledForm, filled_from
from ledctl.forms.tables import FiledReport
from ledctl.ledger.chain import canonical


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is printed at the foot of a paper about the filing; of a draft only the checkpoint is known."""

    version: int = 0
    digest: str = ""
    checkpoint: str = ""
    reason: str = ""
    name: str = ""
    at: datetime | None = None

    @property
    def is_filed(self) -> bool:
        return self.version > 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "version": self.version or None,
            "digest": self.digest or None,
            "checkpoint": self.checkpoint or None,
            "reason": self.reason,
            "filed_by": self.name or None,
            "filed_at": stamp(self.at) if self.at else None,
        }


@dataclass(frozen=True, slots=True)
class Filed:
    """One version as it was filed."""

    form: FilledForm
    imprint: Imprint


def content_of(form: FilledForm) -> str:
    """The one text of a filled form, which the digest is of."""
    return canonical(form.as_dict())


def add_filed(
    session: Session, actor: Actor, form: FilledForm, *, version: int, reason: str, checkpoint: str, at: datetime
) -> Filed:
    """Freeze the form; its event binds the digest."""
    content = content_of(form)
    row = FiledReport(
        form=form.form,
        period=form.period,
        version=version,
        content=content,
        digest=sha256(content.encode()).hexdigest(),
        reason=reason,
        checkpoint=checkpoint,
        practice=form.practice,
        **signed(actor, at),
    )
    session.add(row)
    session.flush()
    said = {"form": row.form, "period": row.period, "version": version, "digest": row.digest}
    more = {"reason": reason, "checkpoint": checkpoint}
    tell(session, "report_filed", actor, at=at, cause="person", practice=form.practice, **said, **more)
    return Filed(form, _imprint(row))


def filed_versions(session: Session, form: str, period: str, *, practice: bool) -> list[Imprint]:
    """What was filed of a form for a period, the oldest first."""
    return [_imprint(row) for row in _rows(session, form, period, practice)]


def filed_version(
    session: Session, form: str, period: str, version: int | None, *, practice: bool
) -> Filed | None:
    """One version, the newest unless said; ``Fault`` when it is not what was filed."""
    rows = _rows(session, form, period, practice)
    found = [row for row in rows if version in (None, row.version)]
    if not found:
        return None
    row = found[-1]
    if sha256(row.content.encode()).hexdigest() != row.digest:
        raise Fault.of("form_frozen_broken", version=row.version)
    return Filed(filled_from(json.loads(row.content)), _imprint(row))


def all_filed(session: Session, *, practice: bool) -> list[tuple[str, str, Imprint]]:
    """Form, period and imprint of everything filed, the newest first."""
    query = select(FiledReport).where(FiledReport.practice == practice).order_by(col(FiledReport.id).desc())
    return [(row.form, row.period, _imprint(row)) for row in session.exec(query)]


def _rows(session: Session, form: str, period: str, practice: bool) -> list[FiledReport]:
    query = select(FiledReport).where(FiledReport.form == form, FiledReport.period == period)
    return [*session.exec(query.where(FiledReport.practice == practice).order_by(col(FiledReport.version)))]


def _imprint(row: FiledReport) -> Imprint:
    return Imprint(row.version, row.digest, row.checkpoint, row.reason, row.name, row.at)
