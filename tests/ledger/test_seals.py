"""Segments and the events of their seals, side by side."""

from __future__ import annotations

import json

import pytest

from ledctl.ledger.chain import canonical
from ledctl.ledger.checking.problems import Findings
from ledctl.ledger.checking.seals import Seal, Sealed, Seals, told

HEADER = canonical({"format": 1, "displays": 2, "zone": "Asia/Shanghai", "why": "hour"})


def segment(number: int, **changes: object) -> Sealed:
    return Sealed(number, "gate", 10, 20, 2, 1, 9, HEADER, "ab" * 32)._replace(**changes)


def seal(number: int, **changes: object) -> Seal:
    row = segment(number)
    facts = {"segment": row.id, "hash": row.hash, "why": "hour", "from_ms": row.from_ms, "to_ms": row.to_ms}
    facts |= {"shown": row.shown, "acked": row.acked, "on_air_ms": row.on_air_ms}
    return Seal(number * 2, "gate", canonical(facts))._replace(**changes)


def found(seals: list[Seal], rows: list[Sealed], size: int = 2) -> list[tuple[str, str, str]]:
    findings = Findings()
    walk = Seals(seals, findings)
    for start in range(0, len(rows), size):
        walk.hold(rows[start : start + size])
    walk.end()
    return [(one.code, one.table, one.key) for one in findings]


def test_the_payload_is_the_one_that_is_written() -> None:
    """What an event must say is built without reading it, letter for letter."""
    assert told(segment(3)) == seal(3).payload
    assert json.loads(told(segment(3)) or "")["why"] == "hour"


@pytest.mark.parametrize(
    "row", [segment(1, header="{}"), segment(1, header=7), segment(1, hash=7), segment(1, shown="x")]
)
def test_a_row_that_cannot_be_told_of(row: Sealed) -> None:
    """A segment that holds nonsense has no event that fits."""
    assert told(row) is None
    assert found([seal(1)], [row]) == [("segment_unsealed", "segment", "1")]


SEVEN = range(1, 8)
MISSING, UNSEALED = "segment_missing", "segment_unsealed"


@pytest.mark.parametrize(
    ("seals", "rows", "wrong"),
    [
        ([seal(n) for n in SEVEN], [segment(n) for n in SEVEN], []),
        ([seal(n) for n in SEVEN], [segment(n) for n in SEVEN if n != 3], [(MISSING, "segment", "3")]),
        ([seal(n) for n in SEVEN], [segment(n) for n in SEVEN if n < 6], [(MISSING, "segment", "6")]),
        ([seal(n) for n in SEVEN if n != 4], [segment(n) for n in SEVEN], [(UNSEALED, "segment", "4")]),
        ([seal(n) for n in SEVEN if n < 7], [segment(n) for n in SEVEN], [(UNSEALED, "segment", "7")]),
        ([seal(1, sign="hall")], [segment(1)], [(UNSEALED, "segment", "1")]),
        ([seal(1)], [segment(1, shown=3)], [(UNSEALED, "segment", "1")]),
        ([seal(1), seal(1), seal(2)], [segment(1), segment(2)], [(MISSING, "segment", "1")]),
        (
            [seal(1, payload="{}"), seal(2)],
            [segment(1), segment(2)],
            [("sealing_unread", "event", "2"), (UNSEALED, "segment", "1")],
        ),
        ([seal(1), seal(2, payload="[")], [segment(1)], [("sealing_unread", "event", "4")]),
        ([seal(2)], [segment("x")], [(MISSING, "segment", "2"), (UNSEALED, "segment", "x")]),
    ],
)
def test_the_first_that_does_not_fit_is_named(
    seals: list[Seal], rows: list[Sealed], wrong: list[tuple[str, str, str]]
) -> None:
    """A segment without its event, an event without its segment: told apart, and the rest still fits."""
    assert sorted(found(seals, rows)) == sorted(wrong)
