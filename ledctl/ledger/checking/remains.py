"""What stays of a segment whose displays were given up: what they added up to. Pure.

Written when the body goes (``remains_of``), read in its place by whoever counts again
(``read_remains``). It is the whole ``Recount``, so that rows, ``segment_notice`` and the
roll-up are held to it as they were held to the body.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ledctl.ledger.chain import canonical
from ledctl.ledger.checking.recount import Recount, Sums, by_display


def remains_of(body: bytes, header: str) -> str:
    """What a segment's displays add up to, by notice and by day, as JSON."""
    found = by_display(body, ZoneInfo(json.loads(header)["zone"]))
    return canonical(
        {
            "displays": found.displays,
            "ends": [found.first_ms, found.last_ms, found.last_start_ms],
            "total": found.total,
            "notices": _listed(found.notices),
            "days": _listed(found.days),
            "sent": _listed(found.sent),
        }
    )


def read_remains(text: str) -> Recount:
    """What was written, again; ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    said = json.loads(text)
    first, last, last_start = said["ends"]
    return Recount(
        displays=said["displays"],
        first_ms=first,
        last_ms=last,
        last_start_ms=last_start,
        total=_sums(said["total"]),
        notices={
            (notice, practice): (since, until, *_sums(sums))
            for notice, practice, since, until, *sums in said["notices"]
        },
        days=_by_day(said["days"]),
        sent=_by_day(said["sent"]),
    )


def _listed(found: Mapping[Any, Iterable[int]]) -> list[list[object]]:
    return [[*key, *sums] for key, sums in sorted(found.items())]


def _by_day(rows: Iterable[Any]) -> dict[tuple[str, bool, str], Sums]:
    return {(notice, practice, day): _sums(sums) for notice, practice, day, *sums in rows}


def _sums(numbers: Iterable[int]) -> Sums:
    shown, acked, on_air_ms = numbers
    return shown, acked, on_air_ms
