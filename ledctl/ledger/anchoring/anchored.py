"""Check checkpoints: against their signatures, each other, their events, and the chains they name.

What holds up to a checkpoint whose code or file is kept outside the machine holds
against whoever owns the machine, too. What lies behind it is *not yet anchored*:
counted, and no fault. ``check_checkpoints`` yields what is wrong, in order; ``audits``
takes it beside the rest. Not here: the chains themselves (``verify``, ``linked``), and
how what is held outside is read (``outside``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select
from sqlmodel import Session

from ledctl.ledger.anchoring.checkpoints import CHECKPOINT, check
from ledctl.ledger.anchoring.facts import FACT, count_unlinked
from ledctl.ledger.anchoring.keys import site_of
from ledctl.ledger.anchoring.outside import NOTHING, Outside
from ledctl.ledger.anchoring.statements import Head, Statement, code_of, digest_of, parse
from ledctl.ledger.chain import GENESIS
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import UNREAD, facts_of, raw
from ledctl.ledger.model import EVENT, SEGMENT
from ledctl.ledger.unanchored import Unanchored

AT_ONCE = 500


def check_checkpoints(session: Session, outside: Outside = NOTHING) -> Iterator[Problem]:
    """Each checkpoint is signed, in order, told of by its event, and true of the chains as they are.

    With what is held ``outside``: a checkpoint must be signed by each key, and each code be that of one.
    """
    try:
        yield from _check_all(session, outside)
    except UNREAD:
        yield problem("row_unread", "checkpoint", "")


def not_yet_anchored(session: Session, outside: Outside = NOTHING) -> Unanchored:
    """What no checkpoint covers yet; with something held ``outside``, no checkpoint that it vouches for."""
    found, code = _newest(session, outside)
    behind = [
        _count_behind(session, table, head)
        for table, head in ((EVENT, found.events), (SEGMENT, found.segments), (FACT, found.facts))
    ]
    facts = behind[2] + count_unlinked(session)
    return Unanchored(found.no, code, behind[0], behind[1], facts, held=outside.is_something)


def _newest(session: Session, outside: Outside) -> tuple[Statement, str]:
    """The newest checkpoint that counts, with its code; an empty one where none does."""
    for row in _rows(session.connection(), "ORDER BY no DESC"):
        says = _parsed(row)
        if says is not None and outside.vouches_for(says.text, row.public_key):
            return says, code_of(says.text)
    nothing = Head(0, GENESIS)
    return Statement(0, "", "", "", False, nothing, nothing, nothing, GENESIS), ""


def _parsed(row: _Row) -> Statement | None:
    """What a checkpoint says; one that was changed so that it says nothing, anchors nothing."""
    try:
        return parse(row.statement)
    except (ValueError, TypeError):
        return None


def _check_all(session: Session, outside: Outside) -> Iterator[Problem]:
    told, upto = _told(session.connection())
    walk = _Walk(told)
    rows = _rows(session.connection())
    for row in rows:
        yield from _check_row(walk, row)
    yield from _check_told(walk, upto)
    yield from _check_heads(session, walk.stated)
    yield from _check_outside(rows, outside)


class _Row(NamedTuple):
    """A checkpoint as it is stored, whatever became of it."""

    no: Any
    at: Any
    statement: Any
    signature: Any
    public_key: Any


def _rows(connection: Connection, order: str = "ORDER BY no") -> list[_Row]:
    return [_Row(*row) for row in raw(connection, CHECKPOINT, order)]


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


def _told(connection: Connection) -> tuple[_Told, int]:
    """What events tell of checkpoints and keys; and how far they were read: others write meanwhile."""
    ends = raw(connection, EVENT, "WHERE seq < 9e18 ORDER BY seq DESC LIMIT 1")
    upto = int(ends[0][0]) if ends else 0
    kinds = "kind IN ('checkpoint_signed', 'key_changed')"
    digests: dict[int, tuple[int, str]] = {}
    changes: list[tuple[int, str]] = []
    for row in raw(connection, EVENT, f"WHERE {kinds} AND seq <= :upto ORDER BY seq", upto=upto):
        seq, kind, says = row[0], row[2], facts_of(row[9])
        if kind == "key_changed":
            changes.append((seq, str(says.get("public_key"))))
        elif isinstance(no := says.get("checkpoint"), int):
            digests[no] = (seq, str(says.get("digest")))
    return _Told(digests, tuple(changes)), upto


def _check_row(walk: _Walk, row: _Row) -> Iterator[Problem]:
    walk.no += 1
    try:
        says = parse(row.statement)
    except (ValueError, TypeError) as error:
        yield problem("checkpoint_unread", "checkpoint", row.no, why=f"it {error}")
        walk.prev = ""
        return
    for rule in _RULES:
        if what := rule(walk, row, says):
            yield problem(what, "checkpoint", row.no)
    walk.no, walk.prev, walk.key = says.no, digest_of(row.statement), row.public_key
    walk.heads = _numbers(says)
    walk.stated.append(says)
    walk.seen[says.no] = says.events.number


def _follows(walk: _Walk, row: _Row, says: Statement) -> str:
    if row.no != walk.no or says.no != walk.no:
        return "checkpoint_order"
    return "" if says.prev == walk.prev else "checkpoint_unchained"


def _repeats(_walk: _Walk, row: _Row, says: Statement) -> str:
    return "" if row.at == says.at else "checkpoint_instant"


def _goes_on(walk: _Walk, _row: _Row, says: Statement) -> str:
    behind = any(now < then for now, then in zip(_numbers(says), walk.heads, strict=True))
    return "checkpoint_less" if behind else ""


def _is_signed(_walk: _Walk, row: _Row, _says: Statement) -> str:
    return "" if check(row.statement, row.signature, row.public_key) else "checkpoint_unsigned"


def _is_of_its_key(walk: _Walk, row: _Row, says: Statement) -> str:
    try:
        named = site_of(row.public_key)
    except (ValueError, TypeError):
        return "checkpoint_no_key"
    if named != says.site:
        return "checkpoint_names_other"
    wanted = walk.told.key_at(says, walk.heads[0], walk.key or row.public_key)
    return "" if row.public_key == wanted else "checkpoint_not_ours"


_RULES: tuple[Callable[[_Walk, _Row, Statement], str], ...] = (
    _follows,
    _repeats,
    _goes_on,
    _is_signed,
    _is_of_its_key,
)
"""What one checkpoint must keep; each gives the sentence of what is wrong, or nothing."""


def _check_told(walk: _Walk, upto: int) -> Iterator[Problem]:
    """Events and checkpoints tell of each other, as far as the events were read."""
    digests = {says.no: digest_of(says.text) for says in walk.stated}
    for no, (_, digest) in walk.told.digests.items():
        if no not in digests:
            yield problem("checkpoint_missing", "checkpoint", no)
        elif digests[no] != digest:
            yield problem("checkpoint_other", "checkpoint", no)
    for no, number in walk.seen.items():
        if no not in walk.told.digests and number < upto:
            yield problem("checkpoint_untold", "checkpoint", no)


def _check_heads(session: Session, stated: Iterable[Statement]) -> Iterator[Problem]:
    """What stood at the end of each chain then still stands there."""
    for table, name in ((EVENT, "events"), (SEGMENT, "segments"), (FACT, "facts")):
        wanted = {says.no: getattr(says, name) for says in stated}
        there = _hashes(session, table, {head.number for head in wanted.values()})
        for no, head in wanted.items():
            if there.get(head.number, GENESIS if head.number == 0 else None) != head.hash:
                yield problem("checkpoint_head", table.name, head.number, no=no)
                break  # all later ones name what comes after it


def _hashes(session: Session, table: Table, numbers: Collection[int]) -> dict[int, str]:
    found, wanted = dict[int, str](), sorted(numbers)
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        try:
            found |= _hashes_of(session, table, some)
        except UNREAD:  # one of them is no text any more: it is not found
            for one in some:
                with suppress(*UNREAD):
                    found |= _hashes_of(session, table, [one])
    return found


def _hashes_of(session: Session, table: Table, numbers: Collection[int]) -> dict[int, str]:
    (key,) = table.primary_key.columns
    query = select(key, table.c.hash).where(key.in_(numbers))
    return {row[0]: row.hash for row in session.connection().execute(query)}


def _check_outside(rows: Iterable[_Row], outside: Outside) -> Iterator[Problem]:
    keys = {row.public_key for row in rows}
    codes = {code_of(says.text) for says in map(_parsed, rows) if says}
    for key in sorted(outside.keys - keys):
        yield problem("checkpoint_none_of_key", "checkpoint", "", named=key)
    for code in outside.codes:
        if code not in codes:
            yield problem("checkpoint_none_of_code", "checkpoint", code)


def _numbers(says: Statement) -> tuple[int, int, int]:
    return says.events.number, says.segments.number, says.facts.number


def _count_behind(session: Session, table: Table, head: Head) -> int:
    (key,) = table.primary_key.columns
    query = select(func.count()).select_from(table).where(key > head.number)
    return int(session.connection().execute(query).scalar_one())
