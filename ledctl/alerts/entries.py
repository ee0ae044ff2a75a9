"""An alert as it is looked at: what, since when, until when, and who saw it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledctl.alerts.conditions import Alert, Value
from ledctl.alerts.troubles import Severity
from ledctl.clock import stamp


@dataclass(frozen=True, slots=True)
class Sight:
    """Who saw an alert, and when."""

    account: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An alert with its end and who saw it; ``id`` 0: it could not be written down yet."""

    id: int
    key: str
    code: str
    severity: Severity
    sign: str
    facts: Mapping[str, Value]
    at: datetime
    ended_at: datetime | None
    practice: bool
    seen: tuple[Sight, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """In plain values; no account among them."""
        return {
            "id": self.id,
            "code": self.code,
            "severity": str(self.severity),
            "sign": self.sign,
            "since": stamp(self.at),
            "until": stamp(self.ended_at) if self.ended_at else None,
            "seen": bool(self.seen),
            "facts": dict(self.facts),
            "practice": self.practice,
        }


def unwritten(alert: Alert, at: datetime, *, practice: bool) -> Entry:
    """An alert the disk would not take: it is shown all the same."""
    severity = alert.trouble.severity
    return Entry(0, alert.key, alert.code, severity, alert.sign, alert.facts, at, None, practice)
