"""Whether the sheets that were printed are those the record tells of: a part of ``verify``.

Each row is held to the event written with it (R12), and its short code to the version it names;
copies of a version are numbered from one without a hole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, SQLModel

from ledctl.boards.sheets.codes import code_of
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of

SHEET: Table = SQLModel.metadata.tables["sheet_copy"]

Row = dict[str, Any]

_KIND = "sheet_printed"
_SAID = {
    "version_no": "version",
    "copy_no": "copy",
    "pdf_digest": "digest",
    **{name: name for name in ("version_digest", "code", "paper", "landscape", "pages", "name")},
}
"""Columns of a row, and what the event calls them."""
_COLUMNS = ("via", "at", "practice")


def check_sheets(session: Session) -> Iterator[Problem]:
    """Every printed sheet that does not hold, or is gone."""
    connection = session.connection()
    rows = [*stored(connection, SHEET)]
    told = ((_KIND, _told(event)) for event in events_of(connection, [_KIND]))
    yield from compare("sheet_copy", [(row["id"], _row(row)) for row in rows], told)
    for row in rows:
        if code_of(row["notice_id"], row["version_digest"]) != row["code"]:
            yield problem("untold", "sheet_copy", row["id"])
    yield from _out_of_turn(rows)


def _out_of_turn(rows: Iterable[Row]) -> Iterator[Problem]:
    """Copies are printed one after another: each has the number after the last."""
    last: dict[tuple[object, object], int] = defaultdict(int)
    for row in rows:
        key = (row["notice_id"], row["version_no"])
        last[key] += 1
        if row["copy_no"] != last[key]:
            yield problem("row_moved", "sheet_copy", row["id"])
            return


def _row(row: Row) -> Row:
    same = {name: row[name] for name in (*_SAID, *_COLUMNS)}
    return {"about": row["id"], "notice": row["notice_id"], "account": row["account"], **same}


def _told(event: Row) -> Row:
    facts = event["facts"]
    said = {column: facts.get(name) for column, name in _SAID.items()}
    columns = {name: event[name] for name in _COLUMNS}
    return {
        "about": facts.get("sheet"),
        "notice": event["notice"],
        "account": event["actor"],
        **said,
        **columns,
    }
