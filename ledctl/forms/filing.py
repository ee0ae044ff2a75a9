"""Filed reports: frozen whole, version after version, and read back only if they are what was filed."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.errors import Fault
from ledctl.forms.filing_model import Filed, Imprint
from ledctl.forms.filled import FilledForm, filled_from
from ledctl.forms.tables import FiledReport
from ledctl.ledger.chain import canonical


def content_of(form: FilledForm) -> str:
    """The one text of a filled form, which the digest is of."""
    return canonical(form.as_dict())


def add_filed(
    session: Session,
    actor: Actor,
    form: FilledForm,
    *,
    version: int,
    reason: str,
    checkpoint: str,
    at: datetime,
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
