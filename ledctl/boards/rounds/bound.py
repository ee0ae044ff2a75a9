"""What the record binds of updates, checks and their mending: a digest over all that they say. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from hashlib import sha256

from ledctl.ledger.chain import canonical

UPDATE_SAYS = ("board", "done_on", "note", "photo")
CHECK_SAYS = ("board", "checked_on", "team", "looked_at", "findings", "photo", "mend_by")
MENDED_SAYS = ("check_id", "mended_on", "note", "photo")


def digest_of(row: Mapping[str, object], says: Iterable[str]) -> str:
    """SHA-256 over these columns of a row, as it is made or as it is stored."""
    return sha256(canonical({name: _plain(row[name]) for name in says}).encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
