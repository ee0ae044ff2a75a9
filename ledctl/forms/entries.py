"""What people entered into forms, read and written: a new entry is a new row, the newest stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.clock import stamp
from ledctl.forms.filled import Entry
from ledctl.forms.tables import FormCell
from ledctl.ledger.chain import canonical


def add_entries(
    session: Session,
    actor: Actor,
    form: str,
    period: str,
    values: Mapping[str, str],
    *,
    source: str,
    at: datetime,
    practice: bool,
) -> None:
    """A row for each value, and one event that binds them all; no value stands in the ledger itself."""
    for cell, value in values.items():
        row = FormCell(
            form=form,
            period=period,
            cell=cell,
            value=value,
            source=source,
            practice=practice,
            **signed(actor, at),
        )
        session.add(row)
    digest = digest_of(values, source)
    bound = {"form": form, "period": period, "cells": sorted(values), "digest": digest}
    tell(session, "form_cell_entered", actor, at=at, cause="person", practice=practice, **bound)


def digest_of(values: Mapping[str, str], source: str) -> str:
    """What an event of entering binds."""
    return sha256(canonical({"values": dict(values), "source": source}).encode()).hexdigest()


def newest_entries(
    session: Session, form: str, periods: Collection[str], *, practice: bool
) -> dict[str, dict[str, Entry]]:
    """The newest entry of each cell, by period; none where the newest takes it back."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row in _rows(session, form, periods, practice):
        found[row.period][row.cell] = entry_of(row)
    return {
        period: {cell: one for cell, one in cells.items() if one.value} for period, cells in found.items()
    }


def history_of(session: Session, form: str, period: str, *, practice: bool) -> dict[str, list[Entry]]:
    """Every entry of each cell, the newest first: none was ever written over."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in _rows(session, form, [period], practice):
        found[row.cell].insert(0, entry_of(row))
    return dict(found)


def _rows(session: Session, form: str, periods: Collection[str], practice: bool) -> list[FormCell]:
    query = select(FormCell).where(FormCell.form == form, FormCell.practice == practice)
    return [*session.exec(query.where(col(FormCell.period).in_(periods)).order_by(col(FormCell.id)))]


def entry_of(row: FormCell) -> Entry:
    return Entry(row.value, row.name, stamp(row.at), row.source)
