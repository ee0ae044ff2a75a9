"""What the watch may see, for tests: a site that is well, and what is different from that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ledctl.alerts.conditions import MB, judge
from ledctl.alerts.snapshot import Disk, Office, Snapshot
from ledctl.publishing.vitals import SignHealth
from ledctl.settings import AlertSettings

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
RULES = AlertSettings()
WELL = SignHealth(
    sign="gate", online=True, lit=True, wanted=True, held_up=False, proof=1, quiet_s=0.5, shown=(0,) * 6
)
ROOMY = Disk(free=10_000 * MB, total=20_000 * MB)


def site(sign: SignHealth | None = WELL, **changes: Any) -> Snapshot:
    """A site with one sign; ``None``: its publisher does not answer."""
    usual = Snapshot(
        at=AT,
        signs=("gate",),
        publisher=None if sign is None else (sign,),
        disk=ROOMY,
        office=Office(due=True),
    )
    return replace(usual, **changes)


def sign(**changes: Any) -> SignHealth:
    return replace(WELL, **changes)


def keys(seen: Snapshot, *going: str, rules: AlertSettings = RULES) -> list[str]:
    return [alert.key for alert in judge(seen, rules, going).found]
