"""Check checkpoints: against their signatures, each other, their events, and the chains they name.

What holds up to a checkpoint whose code or file is kept outside the machine holds
against whoever owns the machine, too. What lies behind it is *not yet anchored*:
counted, and no fault. ``check_checkpoints`` yields what is wrong, in order; ``Station.verify``
takes it beside the rest. Not here: the chains themselves (``verify``, ``linked``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from ledctl.ledger.anchoring.checkpoints import CHECKPOINT, check
from ledctl.ledger.anchoring.facts import FACT, count_unlinked
from ledctl.ledger.anchoring.keys import site_of
from ledctl.ledger.anchoring.statements import Head, Statement, code_of, digest_of, parse
from ledctl.ledger.chain import GENESIS
from ledctl.ledger.checking.verify import Problem
from ledctl.ledger.model import EVENT, SEGMENT

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unanchored:
    """Rows behind the newest checkpoint that counts; ``checkpoint`` is its number, 0 while there is none.

    ``events`` holds one at least behind every checkpoint: that of its own signing.
    """

    checkpoint: int
    code: str
    events: int
    segments: int
    facts: int

    def as_dict(self) -> dict[str, int | str]:
        """The stable shape of ``checkpoint check --json``."""
        return asdict(self)


def check_checkpoints(
    session: Session, *, public_key: str = "", anchors: Collection[str] = ()
) -> Iterator[Problem]:
    """Each checkpoint is signed, in order, told of by its event, and true of the chains as they are.

    ``public_key`` and ``anchors`` (codes) are what is held outside: a checkpoint must be signed
    by the one, and each of the others must be the code of one.
    """
    try:
        yield from _check_all(session, public_key, anchors)
    except (DatabaseError, UnicodeError):
        yield Problem("checkpoint", "", "cannot be read")


def not_yet_anchored(session: Session, anchors: Collection[str] = ()) -> Unanchored:
    """What no checkpoint covers yet; with ``anchors`` (codes), none of those held outside."""
    nothing = Head(0, GENESIS)
    found, code = Statement(0, "", "", "", False, nothing, nothing, nothing, GENESIS), ""
    query = select(CHECKPOINT.c.statement).order_by(CHECKPOINT.c.no.desc())
    for text in session.connection().execute(query).scalars():
        if not anchors or code_of(text) in anchors:
            with suppress(ValueError):  # one that was changed anchors nothing
                found, code = parse(text), code_of(text)
                break
    behind = [
        _count_behind(session, table, head)
        for table, head in ((EVENT, found.events), (SEGMENT, found.segments), (FACT, found.facts))
    ]
    return Unanchored(found.no, code, behind[0], behind[1], behind[2] + count_unlinked(session))


def _check_all(session: Session, public_key: str, anchors: Collection[str]) -> Iterator[Problem]:
    told, upto = _told(session)
    walk = _Walk(told)
    rows = session.connection().execute(select(CHECKPOINT).order_by(CHECKPOINT.c.no)).all()
    for row in rows:
        yield from _check_row(walk, row)
    yield from _check_told(walk, upto)
    yield from _check_heads(session, walk.stated)
    yield from _check_outside(rows, public_key, anchors)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the events say: of each checkpoint its digest, and every change of the key."""

    digests: Mapping[int, tuple[int, str]]
    changes: tuple[tuple[int, str], ...]

    def key_at(self, statement: Statement, since: int, before: str) -> str:
        """The key in force when this was signed: the last change since, or the one before."""
        names = [new for seq, new in self.changes if since < seq <= statement.events.number]
        return names[-1] if names else before


@dataclass(slots=True)
class _Walk:
    told: _Told
    no: int = 0
    prev: str = GENESIS
    key: str = ""
    heads: tuple[int, int, int] = (0, 0, 0)
    stated: list[Statement] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)


def _told(session: Session) -> tuple[_Told, int]:
    """What events tell of checkpoints and keys; and how far they were read: others write meanwhile."""
    upto = session.connection().execute(select(func.coalesce(func.max(EVENT.c.seq), 0))).scalar_one()
    query = select(EVENT.c.seq, EVENT.c.kind, EVENT.c.payload).where(
        EVENT.c.kind.in_(("checkpoint_signed", "key_changed")), EVENT.c.seq <= upto
    )
    digests: dict[int, tuple[int, str]] = {}
    changes: list[tuple[int, str]] = []
    for row in session.connection().execute(query.order_by(EVENT.c.seq)):
        says = _says(row.payload)
        if row.kind == "key_changed":
            changes.append((row.seq, str(says.get("public_key"))))
        elif isinstance(no := says.get("checkpoint"), int):
            digests[no] = (row.seq, str(says.get("digest")))
    return _Told(digests, tuple(changes)), int(upto)


def _says(payload: str) -> dict[str, Any]:
    """What an event says; one that was changed says nothing, and its own chain tells that it was."""
    try:
        found = json.loads(payload)
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _check_row(walk: _Walk, row: Any) -> Iterator[Problem]:
    walk.no += 1
    try:
        says = parse(row.statement)
    except (ValueError, TypeError) as error:
        yield Problem("checkpoint", str(row.no), f"cannot be read: it {error}")
        walk.prev = digest_of(str(row.statement))
        return
    for rule in _RULES:
        if what := rule(walk, row, says):
            yield Problem("checkpoint", str(row.no), what)
    walk.no, walk.prev, walk.key = says.no, digest_of(row.statement), row.public_key
    walk.heads = _numbers(says)
    walk.stated.append(says)
    walk.seen[says.no] = says.events.number


def _follows(walk: _Walk, row: Any, says: Statement) -> str:
    if row.no != walk.no or says.no != walk.no:
        return "is not the next in the row of checkpoints"
    return "" if says.prev == walk.prev else "does not name the checkpoint before it"


def _repeats(_walk: _Walk, row: Any, says: Statement) -> str:
    return "" if row.at == says.at else "is not of the instant its statement names"


def _goes_on(walk: _Walk, _row: Any, says: Statement) -> str:
    behind = any(now < then for now, then in zip(_numbers(says), walk.heads, strict=True))
    return "names less than the checkpoint before it" if behind else ""


def _is_signed(_walk: _Walk, row: Any, _says: Statement) -> str:
    return "" if check(row.statement, row.signature, row.public_key) else "its signature does not hold"


def _is_of_its_key(walk: _Walk, row: Any, says: Statement) -> str:
    try:
        named = site_of(row.public_key)
    except (ValueError, TypeError):
        return "its public key is none"
    if named != says.site:
        return "does not name the key it is signed with"
    wanted = walk.told.key_at(says, walk.heads[0], walk.key or row.public_key)
    return "" if row.public_key == wanted else "is signed with a key that was not the site's"


_RULES: tuple[Callable[[_Walk, Any, Statement], str], ...] = (
    _follows,
    _repeats,
    _goes_on,
    _is_signed,
    _is_of_its_key,
)
"""What one checkpoint must keep; each says what is wrong, or nothing."""


def _check_told(walk: _Walk, upto: int) -> Iterator[Problem]:
    """Events and checkpoints tell of each other, as far as the events were read."""
    digests = {says.no: digest_of(says.text) for says in walk.stated}
    for no, (_, digest) in walk.told.digests.items():
        if no not in digests:
            yield Problem("checkpoint", str(no), "is missing: an event tells of its signing")
        elif digests[no] != digest:
            yield Problem("checkpoint", str(no), "is not the one whose signing is told of")
    for no, number in walk.seen.items():
        if no not in walk.told.digests and number < upto:
            yield Problem("checkpoint", str(no), "no event tells of its signing")


def _check_heads(session: Session, stated: Iterable[Statement]) -> Iterator[Problem]:
    """What stood at the end of each chain then still stands there."""
    for table, name in ((EVENT, "events"), (SEGMENT, "segments"), (FACT, "facts")):
        wanted = {says.no: getattr(says, name) for says in stated}
        there = _hashes(session, table, {head.number for head in wanted.values()})
        for no, head in wanted.items():
            if there.get(head.number, GENESIS if head.number == 0 else None) != head.hash:
                what = "is not what a checkpoint names: rows were changed or are missing"
                yield Problem(table.name, str(head.number), f"{what} (checkpoint {no})")
                break  # all later ones name what comes after it


def _hashes(session: Session, table: Table, numbers: Collection[int]) -> dict[int, str]:
    (key,), found, wanted = table.primary_key.columns, dict[int, str](), sorted(numbers)
    for at in range(0, len(wanted), AT_ONCE):
        query = select(key, table.c.hash).where(key.in_(wanted[at : at + AT_ONCE]))
        found.update((row[0], row.hash) for row in session.connection().execute(query))
    return found


def _check_outside(rows: Iterable[Any], public_key: str, anchors: Collection[str]) -> Iterator[Problem]:
    keys = {row.public_key for row in rows}
    codes = {code_of(row.statement) for row in rows if isinstance(row.statement, str)}
    if public_key and public_key not in keys:
        yield Problem("checkpoint", "", "none is signed with the key held outside")
    for code in anchors:
        if code not in codes:
            yield Problem("checkpoint", code, "none has the code held outside")


def _numbers(says: Statement) -> tuple[int, int, int]:
    return says.events.number, says.segments.number, says.facts.number


def _count_behind(session: Session, table: Table, head: Head) -> int:
    (key,) = table.primary_key.columns
    query = select(func.count()).select_from(table).where(key > head.number)
    return int(session.connection().execute(query).scalar_one())
