"""Changes as a hand at the database's file makes them: of a value, of rows, of the end of a table, of a byte.

A forger has the file and knows SQL: triggers are dropped and put back as they were,
constraints are off. Each change is drawn from a seed, so that a find can be repeated.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledctl.ledger.anchoring.checkpoints import CHECKPOINT
from ledctl.ledger.anchoring.facts import FACT, FACTS
from ledctl.ledger.model import EVENT, SEGMENT

UNTOLD: dict[str, frozenset[str]] = {"open_segment": frozenset({"sign", "heartbeat_ms"})}
"""Columns of which nothing else tells: an hour in progress is proven by its seal."""
KEYS = {EVENT.name: "seq", SEGMENT.name: "id", FACT.name: "seq", CHECKPOINT.name: "no"}
KEYS |= {kept.name: kept.key for kept in FACTS}
DERIVED = ("open_segment", "segment_notice", "rollup", "sent_only")
TABLES = (*KEYS, *DERIVED, "notice")
"""Tables whose rows are chained, linked, or follow from others."""

KINDS = (
    *("byte", "byte", "byte", "column", "column", "text", "delete", "delete", "swap", "insert"),
    *("truncate", "truncate", "file", "file"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, where, and to which rows (as they were)."""

    kind: str
    table: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    told: str = ""


def change(file: Path, draw: random.Random) -> Change:
    """Do one change to the database in ``file``."""
    kind = draw.choice(KINDS)
    if kind == "file":
        return _change_file(file, draw)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA ignore_check_constraints=ON")
        table = draw.choice(
            [one for one in TABLES if kind in ("byte", "column", "text") or one != "open_segment"]
        )
        triggers = _drop_triggers(connection, table)
        done = _DO[kind](connection, table, draw)
        for sql in triggers:
            connection.execute(sql)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return done


def stored(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the tables say, as far as anything tells of it; those of notices to the millisecond."""
    with closing(sqlite3.connect(file)) as connection:
        connection.text_factory = bytes
        return {table: _rows(connection, table) for table in TABLES}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1].decode() for row in connection.execute(f"PRAGMA table_info({table})")]
    told = [name for name in columns if name not in UNTOLD.get(table, ())]
    rows = connection.execute(f"SELECT {', '.join(told)} FROM {table} NOT INDEXED")  # noqa: S608 - names above
    coarse = {i for i, name in enumerate(told) if table == "notice" and name.endswith("_at")}
    return sorted((tuple(_plain(v, i in coarse) for i, v in enumerate(row)) for row in rows), key=repr)


def _plain(value: Any, instant: bool) -> Any:
    return value[:23] if instant and isinstance(value, bytes) else value


def _drop_triggers(connection: sqlite3.Connection, table: str) -> list[str]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    found = connection.execute(query, (table,)).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _keys(connection: sqlite3.Connection, table: str) -> list[str]:
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [row["name"] for row in sorted(info, key=lambda row: row["pk"]) if row["pk"]]


def _pick(
    connection: sqlite3.Connection, table: str, draw: random.Random
) -> tuple[dict[str, Any], str, list[Any]]:
    rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - names above
    row, keys = dict(draw.choice(rows)), _keys(connection, table)
    return row, " AND ".join(f"{key} IS ?" for key in keys), [row[key] for key in keys]


def _write(connection: sqlite3.Connection, table: str, draw: random.Random, new: Any, kind: str) -> Change:
    row, where, key = _pick(connection, table, draw)
    name = draw.choice([one for one in row if one not in UNTOLD.get(table, ())])
    value = new(row[name], draw)
    try:
        mark = "CAST(? AS TEXT)" if kind == "text" else "?"
        connection.execute(f"UPDATE {table} SET {name} = {mark} WHERE {where}", (value, *key))  # noqa: S608 - names above
    except sqlite3.IntegrityError:  # the key of another row, or nothing where something must be
        return Change("refused")
    return Change(
        kind, table, (name,), (row, {**row, name: value}), f"{name}: {row[name]!r:.60} -> {value!r:.60}"
    )


def _other_byte(value: Any, draw: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << draw.randrange(max(1, value.bit_length())))
    if value is None:
        return "x"
    raw = value if isinstance(value, bytes) else value.encode()
    if not raw:
        return "x"
    at = draw.randrange(len(raw))
    forged = raw[:at] + bytes([raw[at] ^ (1 << draw.randrange(8))]) + raw[at + 1 :]
    if isinstance(value, bytes):
        return forged
    try:
        return forged.decode()
    except UnicodeDecodeError:
        return value[:-1]


def _other_value(value: Any, draw: random.Random) -> Any:
    return draw.choice(["", "forged", 0, 1, 2, -5, 10**15, None, b"\xff", 2.5])


def _change_byte(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    return _write(connection, table, draw, _other_byte, "byte")


def _change_column(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    return _write(connection, table, draw, _other_value, "column")


def _no_text(value: Any, draw: random.Random) -> Any:
    """Bytes that are text to the database and to nobody else, at the end of what was there."""
    text = value if isinstance(value, bytes) else str(value).encode()
    return text + draw.choice([b"\x00", b"\xff", b"\xed\xa0\x80", b"\x00\xff\x00"])


def _change_text(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    return _write(connection, table, draw, _no_text, "text")


def _insert(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    """A row once more, under another key."""
    row, *_ = _pick(connection, table, draw)
    key = _keys(connection, table)[0]
    if isinstance(row[key], int):
        taken = {found[0] for found in connection.execute(f"SELECT {key} FROM {table}")}  # noqa: S608
        new = {**row, key: draw.choice([max(taken) + 1, min(taken) - 1, max(taken) + 10**6])}
    else:
        new = {**row, key: f"{row[key]}x"}
    try:
        connection.execute(
            f"INSERT INTO {table} ({', '.join(new)}) VALUES ({', '.join('?' * len(new))})",  # noqa: S608
            [*new.values()],
        )
    except sqlite3.IntegrityError:
        return Change("refused")
    return Change("insert", table, (), (new,))


def _delete(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    row, where, key = _pick(connection, table, draw)
    connection.execute(f"DELETE FROM {table} WHERE {where}", key)  # noqa: S608 - names above
    return Change("delete", table, (), (row,))


def _swap(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    """Two rows exchange all but their keys."""
    (one, where, key), (other, where2, key2) = (_pick(connection, table, draw) for _ in range(2))
    names = [name for name in one if name not in _keys(connection, table)]
    if not names or one == other:
        return Change("refused")
    sets = ", ".join(f"{name} = ?" for name in names)
    try:
        connection.execute("BEGIN")
        connection.execute(f"UPDATE {table} SET {sets} WHERE {where}", [*(other[n] for n in names), *key])  # noqa: S608
        connection.execute(f"UPDATE {table} SET {sets} WHERE {where2}", [*(one[n] for n in names), *key2])  # noqa: S608
        connection.execute("COMMIT")
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK")
        return Change("refused")
    return Change("swap", table, tuple(names), (one, other))


def _truncate(connection: sqlite3.Connection, table: str, draw: random.Random) -> Change:
    """The newest rows are gone."""
    keys = ", ".join(f"{key} DESC" for key in _keys(connection, table))
    rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {keys}")]  # noqa: S608
    gone = rows[: draw.randint(1, max(1, len(rows) // 2))]
    where = " AND ".join(f"{key} IS ?" for key in _keys(connection, table))
    for row in gone:
        connection.execute(f"DELETE FROM {table} WHERE {where}", [row[k] for k in _keys(connection, table)])  # noqa: S608
    return Change("truncate", table, (), tuple(gone))


def _change_file(file: Path, draw: random.Random) -> Change:
    raw = bytearray(file.read_bytes())
    at = draw.randrange(len(raw))
    raw[at] ^= 1 << draw.randrange(8)
    file.write_bytes(raw)
    return Change("file", told=f"byte {at}")


_DO = {
    "byte": _change_byte,
    "column": _change_column,
    "text": _change_text,
    "insert": _insert,
    "delete": _delete,
    "swap": _swap,
    "truncate": _truncate,
}
