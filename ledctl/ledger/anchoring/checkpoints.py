"""Sign how far the record has come: every day, with whatever leaves the house, and when somebody asks.

One transaction links the facts that have no link yet, states the heads of the three
chains, signs that and writes its event, so that of several processes exactly one
signs the day's. The event comes after what the statement names: it binds the
statement into the chain, and lies behind the checkpoint itself.

Here is also the one way to another key: a lost one is told and never replaced in
silence, because whoever swaps key and record could then sign anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Column, Row, Table, insert, select
from sqlmodel import Field, Session, SQLModel

from ledctl.clock import Clock, stamp, unstamp
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.ledger.anchoring.facts import FACT, chain_facts
from ledctl.ledger.anchoring.keys import SigningKey, fingerprint, is_signed, make_key, read_key, site_of
from ledctl.ledger.anchoring.statements import Head, Statement, Why, code_of, digest_of, parse, to_sign
from ledctl.ledger.chain import GENESIS
from ledctl.ledger.log import append
from ledctl.ledger.model import EVENT, SEGMENT

BACKLOG = 2000
"""So many facts are linked in one transaction: what an old site brings must not hold up its signs."""


class CheckpointRow(SQLModel, table=True):
    """A signed statement; ``no`` and ``at`` repeat what it says."""

    __tablename__ = "checkpoint"
    no: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: str = Field(max_length=24)
    statement: str
    signature: str = Field(max_length=128)
    public_key: str = Field(max_length=64)


CHECKPOINT: Table = SQLModel.metadata.tables["checkpoint"]
_NEWEST_FIRST = select(CHECKPOINT).order_by(CHECKPOINT.c.no.desc())


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A statement with its signature, as stored: whoever holds it can check everything before it."""

    no: int
    at: datetime
    statement: str
    signature: str
    public_key: str

    @property
    def says(self) -> Statement:
        return parse(self.statement)

    @property
    def digest(self) -> str:
        return digest_of(self.statement)

    @property
    def code(self) -> str:
        """What is printed on paper."""
        return code_of(self.statement)

    @property
    def fingerprint(self) -> str:
        """The short form of the key it is signed with."""
        return fingerprint(self.public_key)

    def as_dict(self) -> dict[str, object]:
        """The stable shape of ``checkpoint --json``, and of a file kept outside the machine."""
        return {
            "no": self.no,
            "at": stamp(self.at),
            "why": self.says.why,
            "code": self.code,
            "statement": self.statement,
            "signature": self.signature,
            "public_key": self.public_key,
        }


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who acts: the account, from where, and the name as it was then; the program itself by default."""

    account: str = "system"
    via: str = "system"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sealing:
    """Signing at one site. ``file``: where its key is; ``zone``: whose midnight begins a day."""

    database: Database
    clock: Clock
    file: Path
    zone: ZoneInfo
    practice: bool

    def sign(self, why: Why, by: Signatory = Signatory()) -> Checkpoint:
        """A new checkpoint, or the last one where nothing has happened since; of the daily ones one a day.

        Not within a ``Database.write``: it is one. ``Refused`` when the key is not the site's,
        ``Fault`` when it cannot be read; nothing is written then.
        """
        while (made := self._attempt(why, by)) is None:
            pass  # others write between two parts of a large backlog
        return made

    def change_key(self, reason: str, by: Signatory) -> str:
        """Give the site a new key, whatever became of the old one; its public half.

        The event names both and the last checkpoint of the old one. The new key lies beside
        its place until that is written down.
        """
        staged = self.file.with_suffix(".next")
        staged.unlink(missing_ok=True)
        with self.database.write() as session:
            last, old = last_checkpoint(session), key_in_force(session)
            if last is None or old is None:
                raise Refused.of("checkpoint_none_yet")
            new = make_key(staged).public
            facts = {"old": fingerprint(old), "new": fingerprint(new), "old_key": old, "public_key": new}
            self._tell(session, "key_changed", self.clock.now(), by, reason=reason, last=last.no, **facts)
        staged.replace(self.file)
        return new

    def _attempt(self, why: Why, by: Signatory) -> Checkpoint | None:
        """Link, and sign if that was all there was to link."""
        with self.database.write() as session:
            last, now = last_checkpoint(session), self.clock.now()
            if last is not None and why is Why.DAILY and _is_signed_on(session, now, self.zone):
                return last
            key = self._key(session)
            if chain_facts(session, BACKLOG) == BACKLOG:
                return None
            if last is not None and why is not Why.DAILY and _is_still_the_end(session, last):
                return last
            made = _signed(session, key, last, why=why, at=now, practice=self.practice)
            self._write(session, made, why, by)
            return made

    def _key(self, session: Session) -> SigningKey:
        """The site's key: the one the record names, or a first one."""
        key, wanted = read_key(self.file), key_in_force(session)
        if wanted is None:
            return key or make_key(self.file)
        if key is None or key.public != wanted:
            key = self._adopted(wanted) or key
        if key is None:
            raise Refused.of("checkpoint_key_lost", fingerprint=fingerprint(wanted))
        if key.public != wanted:
            known = {"fingerprint": fingerprint(wanted), "found": fingerprint(key.public)}
            raise Refused.of("checkpoint_key_other", **known)
        return key

    def _adopted(self, wanted: str) -> SigningKey | None:
        """The key lying beside its place, where the machine died between its event and its move."""
        staged = self.file.with_suffix(".next")
        found = read_key(staged)
        if found is None or found.public != wanted:
            return None
        staged.replace(self.file)
        return found

    def _write(self, session: Session, made: Checkpoint, why: Why, by: Signatory) -> None:
        row = {"no": made.no, "at": stamp(made.at), "statement": made.statement}
        row |= {"signature": made.signature, "public_key": made.public_key}
        session.connection().execute(insert(CHECKPOINT), row)
        facts = {"checkpoint": made.no, "digest": made.digest, "public_key": made.public_key}
        self._tell(session, "checkpoint_signed", made.at, by, why=str(why), **facts)

    def _tell(self, session: Session, kind: str, at: datetime, by: Signatory, **facts: Any) -> None:
        named = {"name": by.name} if by.name else {}
        who = {"actor": by.account, "via": by.via}
        append(session, kind=kind, at=at, practice=self.practice, **who, **named, **facts)


def check(statement: str, signature: str, public_key: str) -> bool:
    """Whether that key signed that statement."""
    return is_signed(to_sign(statement), signature, public_key)


def heads(session: Session) -> tuple[Head, Head, Head]:
    """Where the chains of events, segments and facts end now."""
    ends = ((EVENT, EVENT.c.seq), (SEGMENT, SEGMENT.c.id), (FACT, FACT.c.seq))
    found = [
        session.connection().execute(select(key, table.c.hash).order_by(key.desc()).limit(1)).first()
        for table, key in ends
    ]
    events, segments, facts = (Head(0, GENESIS) if row is None else Head(*row) for row in found)
    return events, segments, facts


def last_checkpoint(session: Session) -> Checkpoint | None:
    return next(checkpoints(session, limit=1), None)


def checkpoints(
    session: Session, *, before: int | None = None, limit: int | None = None
) -> Iterator[Checkpoint]:
    """Checkpoints, the newest first; page on with the last ``no`` as ``before``."""
    query = _NEWEST_FIRST.limit(limit)
    if before is not None:
        query = query.where(CHECKPOINT.c.no < before)
    return map(_checkpoint, session.connection().execute(query))


def one_checkpoint(session: Session, no: int) -> Checkpoint | None:
    row = session.connection().execute(_NEWEST_FIRST.where(CHECKPOINT.c.no == no)).first()
    return None if row is None else _checkpoint(row)


def key_in_force(session: Session) -> str | None:
    """The public key the record names last; ``None`` before the first checkpoint."""
    kinds = ("checkpoint_signed", "key_changed")
    query = select(EVENT.c.payload).where(EVENT.c.kind.in_(kinds)).order_by(EVENT.c.seq.desc()).limit(1)
    payload = session.connection().execute(query).scalar()
    return None if payload is None else str(json.loads(payload)["public_key"])


def _signed(
    session: Session, key: SigningKey, last: Checkpoint | None, *, why: Why, at: datetime, practice: bool
) -> Checkpoint:
    no, prev = (1, GENESIS) if last is None else (last.no + 1, last.digest)
    text = Statement(no, stamp(at), str(why), site_of(key.public), practice, *heads(session), prev).text
    return Checkpoint(no, at, text, key.sign(to_sign(text)), key.public)


def _is_still_the_end(session: Session, last: Checkpoint) -> bool:
    """Whether nothing has come since: behind a checkpoint stands the event of its own signing alone."""
    says, (events, segments, facts) = last.says, heads(session)
    return (events.number, segments, facts) == (says.events.number + 1, says.segments, says.facts)


def _is_signed_on(session: Session, now: datetime, zone: ZoneInfo) -> bool:
    """Whether this local day has its daily checkpoint; the newest first, as the clock may have gone back."""
    today = now.astimezone(zone).date()
    for one in checkpoints(session):
        if one.at.astimezone(zone).date() != today:
            return False
        if one.says.why == Why.DAILY:
            return True
    return False


def _checkpoint(row: Row[tuple[int, str, str, str, str]]) -> Checkpoint:
    return Checkpoint(row.no, unstamp(row.at), row.statement, row.signature, row.public_key)
