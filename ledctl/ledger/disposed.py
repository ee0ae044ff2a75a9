"""Bodies that were given up under a decision: what ``disposed`` says in their place. Only looking.

The table belongs to ``archive``, which writes it; whoever checks or reads the record
asks here what became of an empty body. An empty one that nothing here names is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, String, cast, column, func, select, table

from ledctl.ledger.chain import Gone
from ledctl.ledger.model import SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import MAX_MS, MAX_SPAN_MS

DISPLAY_LOG, FRAMES, TEXTS = "display_log", "frames", "texts"
"""The classes of record as they are stored."""

Raw = Sequence[Any]
"""A row as the driver gives it."""

AT_ONCE = 500
"""Keys in one question; databases take a thousand or so."""

_ROWS = table("disposed", *map(column, ("record_class", "record_key", "sha256", "sums", "disposal_id")))
_BODY = [one.name for one in SEGMENT.c].index("body")


def given_up(connection: Connection, record_class: str, keys: Sequence[object]) -> dict[str, Gone]:
    """Those of these records that were given up, by key."""
    found: dict[str, Gone] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = [str(key) for key in keys[start : start + AT_ONCE]]
        found |= _read(connection, record_class, _ROWS.c.record_key.in_(some))
    return found


def all_given_up(connection: Connection, record_class: str) -> dict[str, Gone]:
    """Everything of a class that was given up; of texts and pictures, which are thousands."""
    return _read(connection, record_class)


def any_given_up(connection: Connection, record_class: str) -> bool:
    """Whether anything of the class ever was: nearly always not, and then nobody looks further."""
    query = select(_ROWS.c.record_key).where(_ROWS.c.record_class == record_class).limit(1)
    return connection.execute(query).first() is not None


@dataclass(frozen=True, slots=True)
class GoneLog:
    """Displays that were given up, of a segment or of several: what still is known, and by which disposal."""

    sign: str
    from_ms: int
    to_ms: int
    shown: int
    acked: int
    on_air_ms: int
    disposal: int


def gone_logs(connection: Connection, span: tuple[int, int], sign: str | None = None) -> list[GoneLog]:
    """The segments of which only sums stay, as far as they reach into the span, oldest first."""
    if not any_given_up(connection, DISPLAY_LOG):
        return []
    row = SEGMENT.c
    query = (
        select(row.sign, row.from_ms, row.to_ms, row.shown, row.acked, row.on_air_ms, _ROWS.c.disposal_id)
        .select_from(SEGMENT.join(_ROWS, _ROWS.c.record_key == cast(row.id, String)))
        .where(_ROWS.c.record_class == DISPLAY_LOG, row.to_ms > span[0], row.from_ms < span[1])
        .where(row.to_ms < min(MAX_MS, span[1] + MAX_SPAN_MS), func.length(row.body) == 0)
        .order_by(row.from_ms, row.id)
    )
    query = query if sign is None else query.where(row.sign == sign)
    return [GoneLog(*one) for one in connection.execute(query)]


def gone_of(connection: Connection, notice: str) -> list[GoneLog]:
    """Of one notice, by sign and disposal: what it added up to in segments that were given up."""
    if not any_given_up(connection, DISPLAY_LOG):
        return []
    held, row = SEGMENT_NOTICE.c, SEGMENT.c
    sums = [func.sum(one) for one in (held.shown, held.acked, held.on_air_ms)]
    joined = SEGMENT_NOTICE.join(SEGMENT, row.id == held.segment).join(
        _ROWS, _ROWS.c.record_key == cast(row.id, String)
    )
    query = (
        select(row.sign, func.min(held.first_ms), func.max(held.last_ms), *sums, _ROWS.c.disposal_id)
        .select_from(joined)
        .where(held.notice == notice, _ROWS.c.record_class == DISPLAY_LOG, func.length(row.body) == 0)
        .group_by(row.sign, _ROWS.c.disposal_id)
        .order_by(row.sign, _ROWS.c.disposal_id)
    )
    return [GoneLog(str(one[0]), *map(int, one[1:])) for one in connection.execute(query)]


def in_their_place(connection: Connection, rows: list[Raw]) -> list[Raw]:
    """Rows of ``segment``, each empty body replaced by what was written down of it."""
    empty = [row[0] for row in rows if row[_BODY] == b""]
    if not empty:
        return rows
    gone = given_up(connection, DISPLAY_LOG, empty)
    return [_replaced(row, gone) for row in rows]


def _replaced(row: Raw, gone: Mapping[str, Gone]) -> Raw:
    found = gone.get(str(row[0])) if row[_BODY] == b"" else None
    return row if found is None else (*row[:_BODY], found, *row[_BODY + 1 :])


def _read(connection: Connection, record_class: str, *where: Any) -> dict[str, Gone]:
    query = select(_ROWS).where(_ROWS.c.record_class == record_class, *where)
    return dict(_named(connection.execute(query)))


def _named(rows: Iterable[Any]) -> Iterable[tuple[str, Gone]]:
    for row in rows:
        yield str(row.record_key), Gone(str(row.sha256), str(row.sums), int(row.disposal_id))
