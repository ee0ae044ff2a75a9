"""What last year's report said, for the figures it carried forward: as filed, else as entered."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Session

from ledctl.forms.entries import newest_entries
from ledctl.forms.filing import filed_version
from ledctl.forms.model import SIGN, TEXT
from ledctl.forms.spans import year_before
from ledctl.reports.periods import Period


def figures_before(
    session: Session, form: str, period: Period, *, practice: bool
) -> dict[str, Decimal | None]:
    """Figures of the year before by address; empty where a period has no year before."""
    key = year_before(period)
    if key is None:
        return {}
    if (filed := filed_version(session, form, key, None, practice=practice)) is not None:
        return {cell.address: cell.value for _, cell in filed.form.cells()}
    entries = newest_entries(session, form, [key], practice=practice).get(key, {})
    return {cell: Decimal(one.value) for cell, one in entries.items() if not cell.startswith((SIGN, TEXT))}
