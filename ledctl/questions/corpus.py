"""Everything people ever wrote, to be searched: every version in every state, opinions, remarks, objections,
postings, and the reasons in events.

Each source is read newest first, in batches of its own short reads. The database compares what is
written in one way only (Chinese characters) by a plain scan; what has a width or a case is compared here.
There is no index of words: a plain scan of 12,000 versions answers in a fraction of a second, and an
index would be one more table that has to agree with what was written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Column, Row, Select, Table, select

from ledctl.clock import stamp, unstamp
from ledctl.db import Database
from ledctl.ledger.kinds import KINDS, MACHINES
from ledctl.ledger.model import EVENT
from ledctl.notices.steps import EVENT_OF
from ledctl.questions.search import Hit, Text, find, literals, sieve, texts_in, words_of
from ledctl.questions.tables import (
    DECISION,
    NOTICE,
    OBJECTION,
    OBJECTION_DECISION,
    POSTING,
    POSTING_END,
    POSTING_STRIKE,
    REFRESH,
    REMARK,
    VERSION,
)

BATCH = 500
_IN_TABLES = {*EVENT_OF.values(), "remarked", "refreshed", "objection_received", "objection_decided"} | {
    "posted_elsewhere",
    "taken_elsewhere",
    "posting_struck",
    "auditor_looked",
    "record_read",
}
"""Events whose words stand in a table that is searched itself, or that are looks."""
_SPOKEN = sorted(KINDS.keys() - MACHINES - _IN_TABLES)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, newest first; ``more`` says that there are older ones."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    more: bool

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``audit search --json``."""
        hits = [hit.as_dict() for hit in self.hits]
        return {"words": list(self.words), "hits": hits, "more": self.more}


@dataclass(frozen=True, slots=True)
class _Source:
    """Rows with words in ``column``; ``texts``: what people wrote in one row."""

    query: Select[Any]
    number: Column[Any]
    column: Column[Any]
    at: Column[Any]
    texts: Callable[[Row[Any]], Iterator[Text]]


def search(
    database: Database,
    typed: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    skip: int = 0,
    limit: int = 50,
) -> Found:
    """Texts written in ``[since, until)`` in which all the words stand, newest first."""
    words = words_of(typed)
    parts = [_hits(database, source, words, since, until) for source in _sources()]
    newest = merge(*parts, key=lambda hit: hit.text.at, reverse=True)
    page = [*islice(newest, skip, skip + limit + 1)]
    return Found(words, tuple(page[:limit]), len(page) > limit)


def _hits(
    database: Database,
    source: _Source,
    words: Sequence[str],
    since: datetime | None,
    until: datetime | None,
) -> Iterator[Hit]:
    may_hold = sieve(words)
    for row in _rows(database, _bounded(source, words, since, until), source.number):
        if may_hold(row.words) and (hit := find([*source.texts(row)], words)):
            yield hit


def _bounded(
    source: _Source, words: Sequence[str], since: datetime | None, until: datetime | None
) -> Select[Any]:
    query = source.query.add_columns(source.number.label("number"), source.column.label("words"))
    query = query.where(*(source.column.contains(part, autoescape=True) for part in literals(words)))
    spelt: Callable[[datetime], Any] = stamp if source.at is EVENT.c.at else lambda at: at
    if since is not None:
        query = query.where(source.at >= spelt(since))
    return query if until is None else query.where(source.at < spelt(until))


def _rows(database: Database, query: Select[Any], number: Column[Any]) -> Iterator[Row[Any]]:
    """In batches, each a short read: one that stays open lets the log of the database grow."""
    query, last = query.order_by(number.desc()).limit(BATCH), None
    while True:
        here = query if last is None else query.where(number < last)
        with database.engine.connect() as connection:
            rows = connection.execute(here).all()
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1].number


def _sources() -> list[_Source]:
    beside = select(
        OBJECTION_DECISION.c.at, OBJECTION_DECISION.c.name, OBJECTION.c.notice_id, OBJECTION.c.practice
    ).join(OBJECTION, OBJECTION.c.id == OBJECTION_DECISION.c.objection_id)
    return [
        _versions(),
        _written(DECISION, "opinion"),
        _written(DECISION, "referred_to"),
        _written(REMARK, "text"),
        _written(OBJECTION, "summary"),
        _written(OBJECTION_DECISION, "note", beside),
        _written(POSTING, "place"),
        _written(POSTING_END, "reason", _of_posting(POSTING_END)),
        _written(POSTING_STRIKE, "reason", _of_posting(POSTING_STRIKE)),
        _written(REFRESH, "note"),
        _events(),
    ]


def _of_posting(table: Table) -> Select[Any]:
    """Who wrote it and when, and of which notice the posting is."""
    columns = (table.c.at, table.c.name, POSTING.c.notice_id, POSTING.c.practice)
    return select(*columns).join(POSTING, POSTING.c.id == table.c.posting_id)


def _versions() -> _Source:
    columns = (VERSION.c.notice_id, VERSION.c.no, VERSION.c.editor, VERSION.c.created_at, NOTICE.c.practice)
    query = select(*columns).join(NOTICE, NOTICE.c.id == VERSION.c.notice_id)

    def texts(row: Row[Any]) -> Iterator[Text]:
        for place, text in texts_in(json.loads(row.words)):
            yield Text(
                "version", place, row.created_at, text, row.notice_id, row.no, row.editor, row.practice
            )

    return _Source(query, VERSION.c.id, VERSION.c.content, VERSION.c.created_at, texts)


def _written(table: Table, field: str, query: Select[Any] | None = None) -> _Source:
    """What somebody wrote about a notice, in a fact with a name and an instant."""
    if query is None:
        versioned = [table.c.version_no] if "version_no" in table.c else []
        query = select(table.c.at, table.c.name, table.c.notice_id, table.c.practice, *versioned)

    def texts(row: Row[Any]) -> Iterator[Text]:
        version = getattr(row, "version_no", None)
        yield Text(table.name, field, row.at, row.words, row.notice_id, version, row.name, bool(row.practice))

    return _Source(query, table.c.id, table.c[field], table.c.at, texts)


def _events() -> _Source:
    columns = (EVENT.c.at, EVENT.c.kind, EVENT.c.actor, EVENT.c.notice, EVENT.c.practice)
    query = select(*columns).where(EVENT.c.kind.in_(_SPOKEN))

    def texts(row: Row[Any]) -> Iterator[Text]:
        facts: Mapping[str, Any] = json.loads(row.words)
        for place, text in texts_in(facts):
            where = f"{row.kind}.{place}"
            yield Text(
                "event", where, unstamp(row.at), text, row.notice or "", None, row.actor, bool(row.practice)
            )

    return _Source(query, EVENT.c.seq, EVENT.c.payload, EVENT.c.at, texts)
