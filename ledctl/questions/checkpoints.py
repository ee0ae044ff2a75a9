"""Checkpoints as the office uses them: signed on demand, listed, checked against paper, the key changed.

Anybody of the office may have one signed, an auditor too: it adds a signature to
the record and changes nothing in it. Only an administrator changes the key. How
one is made is in ``ledger.anchoring.checkpoints``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledctl.accounts.model import Actor
from ledctl.accounts.rights import require_administrator, require_own_password
from ledctl.errors import BadInput, NotFound
from ledctl.ledger.anchoring.anchored import check_checkpoints, not_yet_anchored
from ledctl.ledger.anchoring.checkpoints import (
    Checkpoint,
    Sealing,
    Signatory,
    checkpoints,
    key_in_force,
    one_checkpoint,
)
from ledctl.ledger.anchoring.keys import fingerprint, read_key
from ledctl.ledger.anchoring.linked import check_facts
from ledctl.ledger.anchoring.outside import read_outside
from ledctl.ledger.anchoring.statements import Why
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.unanchored import Unanchored

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class SiteKey:
    """The key the site signs with: its public half, and whether its file is there and fits."""

    public_key: str
    fingerprint: str
    present: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What does not hold, and what no checkpoint kept outside covers yet."""

    problems: tuple[Problem, ...]
    unanchored: Unanchored

    @property
    def ok(self) -> bool:
        return not self.problems


class Checkpoints:
    """The signed ends of the record of one site."""

    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    def sign(self, actor: Actor) -> Checkpoint:
        """One for a person; the last one, where nothing has happened since."""
        require_own_password(actor)
        return self._sealing.sign(Why.PERSON, _signatory(actor))

    def change_key(self, actor: Actor, reason: str) -> str:
        """Sign with a new key from now on; its public half. The event names both."""
        require_administrator(actor)
        reason = reason.strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise BadInput.of("checkpoint_reason_missing", where="reason")
        return self._sealing.change_key(reason, _signatory(actor))

    def newest(self, *, limit: int, before: int | None = None) -> list[Checkpoint]:
        """The newest first; page on with the last number as ``before``."""
        with self._sealing.database.read() as session:
            return list(checkpoints(session, before=before, limit=limit))

    def last(self) -> Checkpoint | None:
        """The newest one: what a sheet of paper carries."""
        return next(iter(self.newest(limit=1)), None)

    def one(self, no: int) -> Checkpoint:
        with self._sealing.database.read() as session:
            found = one_checkpoint(session, no)
        if found is None:
            raise NotFound.of("checkpoint_unknown", no=no)
        return found

    def key(self) -> SiteKey | None:
        """The key in force; ``None`` before the first checkpoint."""
        with self._sealing.database.read() as session:
            public = key_in_force(session)
        if public is None:
            return None
        there = read_key(self._sealing.file)
        return SiteKey(public, fingerprint(public), there is not None and there.public == public)

    def unanchored(self) -> Unanchored:
        """What came after the newest checkpoint."""
        with self._sealing.database.read() as session:
            return not_yet_anchored(session)

    def check(self, anchors: Iterable[str] = (), keys: Iterable[str] = ()) -> Checked:
        """Hold facts and checkpoints alone against what is kept outside; ``verify`` does all."""
        outside = read_outside(anchors, keys)
        with self._sealing.database.read() as session:
            wrong = (*check_facts(session), *check_checkpoints(session, outside))
            return Checked(wrong, not_yet_anchored(session, outside))


def _signatory(actor: Actor) -> Signatory:
    return Signatory(actor.account, actor.via, actor.name)
