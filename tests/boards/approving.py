"""Notices carried through every desk, for the tests of the boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.station import Station


def step_to(clock: FrozenClock, day: dt.date) -> None:
    """It is nine in the morning of that day in Shanghai."""
    clock.step((dt.datetime.combine(day, dt.time(1), dt.UTC) - clock.now()).total_seconds())


def anybody(role: str) -> Actor:
    """Somebody of that role, named by it."""
    return Actor(role, f"某{role}", frozenset({Role(role)}), Via.WEB)


def approve(station: Station, person: Callable[..., Actor], notice: Notice) -> None:
    """Written, reviewed, looked at for secrets and approved, each by somebody else."""
    station.desk.draft(person("drafter"), notice)
    carry(station, person, notice.id)


def carry(station: Station, person: Callable[..., Actor], notice_id: str) -> None:
    """What was written goes through every desk."""
    desk = station.desk
    desk.submit(person("drafter"), notice_id, accept_redactions=True)
    desk.review(person("reviewer"), notice_id, "pass")
    desk.secrecy(person("secrecy_reviewer"), notice_id, "pass")
    desk.approve(person("approver"), notice_id)
