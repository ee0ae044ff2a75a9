"""Who is who on random days, as the machine itself remembers it: roles, stand-ins, stopped accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

FIRST: dict[str, frozenset[str]] = {
    "an": frozenset({"drafter"}),
    "bo": frozenset({"drafter", "reviewer", "approver"}),
    "cui": frozenset({"reviewer"}),
    "deng": frozenset({"drafter", "secrecy_reviewer", "reviewer"}),
    "fan": frozenset({"approver"}),
    "gu": frozenset({"approver", "secrecy_reviewer"}),
    "he": frozenset({"operator", "village_poster"}),
    "jin": frozenset({"administrator", "auditor"}),
    "xin": frozenset({"drafter", "approver"}),
}
"""The people of the office; ``xin`` has a password still to be changed."""

NOBODY = "wu"
"""Somebody without a role."""

NEW = "xin"


@dataclass
class Delegation:
    giver: str
    stand_in: str
    first: dt.date
    last: dt.date
    ended: bool = False


@dataclass
class People:
    """What was observed: every change here followed a command that was not refused."""

    roles: dict[str, frozenset[str]] = field(default_factory=lambda: dict(FIRST))
    stopped: set[str] = field(default_factory=set)
    delegations: dict[int, Delegation] = field(default_factory=dict)

    def own(self, account: str) -> frozenset[str]:
        """The roles an account may use; nobody's whose password is still the first one."""
        usable = account in self.roles and account not in self.stopped and account != NEW
        return self.roles[account] if usable else frozenset()

    def given(self, giver: str, stand_in: str, today: dt.date) -> frozenset[str]:
        """The roles ``stand_in`` has of ``giver`` on this day."""
        running = any(
            one.first <= today <= one.last and not one.ended
            for one in self.delegations.values()
            if (one.giver, one.stand_in) == (giver, stand_in)
        )
        return self.own_of_giver(giver) if running else frozenset()

    def own_of_giver(self, giver: str) -> frozenset[str]:
        """A giver need not be signed in."""
        return frozenset() if giver in self.stopped else self.roles[giver]

    def having(self, wanted: frozenset[str], today: dt.date) -> list[str]:
        """Who has one of these roles today, as their own or for somebody."""
        return [
            one
            for one in self.roles
            if self.own(one) & wanted or any(self.given(giver, one, today) & wanted for giver in self.roles)
        ]
