"""What one look of the watch brought, in plain values; ``None`` is what could not be learnt. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledctl.publishing.vitals import SignHealth


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of the site's folder; ``fault``: why it could not be written and read back (R23)."""

    free: int
    total: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that grows old, such as a certificate: when it was made or ends; no instant: unreadable."""

    at: datetime | None


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits in one state of the chain: its label, how much, and since when the oldest."""

    state: str
    label: tuple[str, str]
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Office:
    """What the database says of the desk. ``due``: something should stand on a sign now.

    ``sealed``: since when the record is not signed, the newest checkpoint or else its beginning.
    """

    pending: tuple[Pending, ...] = ()
    dead_messages: int = 0
    due: bool = False
    sealed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Blackout:
    """Whether every sign is ordered dark, and what is owed for it."""

    on: bool = False
    reason_owed: bool = False
    drill_due: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The site at one instant. ``publisher``: every sign by its worker, ``None`` when nobody answers.

    ``hanging``: the publisher's threads that do not go on, ``None`` when nobody answers.
    ``office`` is ``None`` when the database does not answer, ``fault`` then says how.
    ``backup`` and ``certificate`` are ``None`` where nobody has said where they are.
    """

    at: datetime
    signs: tuple[str, ...]
    publisher: tuple[SignHealth, ...] | None
    disk: Disk
    hanging: tuple[str, ...] | None = None
    office: Office | None = None
    fault: str = ""
    backup: Paper | None = None
    certificate: Paper | None = None
    clock_trusted: bool | None = None
    blackout: Blackout | None = None
