"""The lines of an evidence log: what went over a wire, so that a person and ``replay://`` can read it. Pure.

One line a chunk, the time in UTC first::

    2026-03-04T02:15:30.123456+00:00 OPEN tcp://192.0.2.10:5005
    2026-03-04T02:15:30.124001+00:00 TX a5 a5 01
    2026-03-04T02:15:30.135310+00:00 RX a5 a5 ff
    2026-03-04T02:15:33.140020+00:00 RX                    nothing came in time
    2026-03-04T02:15:33.200140+00:00 RX! Broken tcp://192.0.2.10:5005: the sign closed the connection
    2026-03-04T02:15:33.200410+00:00 SHUT

``OPEN!``, ``TX!`` and ``RX!`` say how opening, sending, receiving failed. TX is
written before the bytes leave: it is what may have been sent, and it was
unless ``TX!`` follows. ``GAP`` says that lines before it could not be written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Mark(Enum):
    """What a line is about."""

    OPEN = "OPEN"
    OPEN_FAILED = "OPEN!"
    SENT = "TX"
    SEND_FAILED = "TX!"
    RECEIVED = "RX"
    RECEIVE_FAILED = "RX!"
    SHUT = "SHUT"
    GAP = "GAP"


_CARRY_BYTES = (Mark.SENT, Mark.RECEIVED)
_BEGIN = (Mark.OPEN, Mark.OPEN_FAILED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line without its time: bytes for TX and RX, words for the others."""

    mark: Mark
    data: bytes = b""
    words: str = ""


def write_entry(at: datetime, entry: Entry) -> str:
    """The line, with its end."""
    rest = entry.data.hex(" ") if entry.mark in _CARRY_BYTES else " ".join(entry.words.split())
    return f"{at.isoformat(timespec='microseconds')} {entry.mark.value} {rest}".rstrip() + "\n"


def read_entry(line: str) -> Entry:
    """What a line says, whenever it was said; ``ValueError`` for anything else."""
    at, _, rest = line.strip().partition(" ")
    datetime.fromisoformat(at)
    word, _, words = rest.partition(" ")
    mark = Mark(word)
    return Entry(mark, bytes.fromhex(words)) if mark in _CARRY_BYTES else Entry(mark, words=words)


def read_connections(lines: Iterable[str]) -> tuple[tuple[Entry, ...], ...]:
    """A log cut into its connections, each from its ``OPEN`` on; ``ValueError`` names the line."""
    connections: list[list[Entry]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = read_entry(line)
        except ValueError as error:
            raise ValueError(f"line {number} is not of an evidence log ({error})") from error
        if entry.mark is Mark.GAP:
            raise ValueError(f"line {number}: lines are missing before it")
        if entry.mark in _BEGIN:
            connections.append([])
        elif not connections:
            raise ValueError(f"line {number}: the first connection has no beginning")
        connections[-1].append(entry)
    return tuple(map(tuple, connections))
