"""Whether postings, their ends and strikes are those the record tells of: a part of ``verify``.

A posting and what it says of its board are told by one event, so they are compared as
one; that their photos are there is held in ``audit_photos``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlmodel import Session, SQLModel

from ledctl.boards import model as board_model
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of
from ledctl.notices import around_model

Row = dict[str, Any]

_POSTING, _END, _STRIKE, _ON, _OFF, _SHEET = (
    SQLModel.metadata.tables[str(of.__tablename__)]
    for of in (
        *(around_model.Posting, around_model.PostingEnd, around_model.PostingStrike),
        *(board_model.BoardPosting, board_model.BoardPostingEnd, board_model.SheetRow),
    )
)
_UP, _DOWN, _STRUCK = "posted_elsewhere", "taken_elsewhere", "posting_struck"
_SIGNED = ("at", "via", "name")


def check_postings(session: Session) -> Iterator[Problem]:
    """Every row of a posting that does not hold, and every one that is gone."""
    connection = session.connection()
    events = [*events_of(connection, (_UP, _DOWN, _STRUCK))]
    postings = {row["id"]: row for row in stored(connection, _POSTING)}
    boards = {row["posting_id"]: row for row in stored(connection, _ON)}
    after = {row["posting_id"]: row for row in stored(connection, _OFF)}
    sheets = {row["id"]: row for row in stored(connection, _SHEET)}
    ends, strikes = [*stored(connection, _END)], [*stored(connection, _STRIKE)]
    timed = {one["facts"].get("posting") for one in events if {"since", "until"} & one["facts"].keys()}
    went_up = [(key, _up(row, boards.get(key), sheets, timed)) for key, row in postings.items()]
    yield from compare("posting", went_up, _told(events, _UP))
    came_down = [(row["id"], _down(row, postings, after, boards, timed)) for row in ends]
    yield from compare("posting_end", came_down, _told(events, _DOWN))
    struck = [(row["id"], _of(row, postings)) for row in strikes]
    yield from compare("posting_strike", struck, _told(events, _STRUCK))
    if connection.dialect.name == "sqlite":
        yield from _numbered("posting", postings)
        yield from _numbered("posting_end", [row["id"] for row in ends])
        yield from _numbered("posting_strike", [row["id"] for row in strikes])
    yield from _beside(boards, postings, "board_posting")
    yield from _beside(after, {row["posting_id"]: row for row in ends}, "board_posting_end")


_SAYS = {
    _UP: ("channel", "place", "since", "board", "photo", "code", "version", "copy"),
    _DOWN: ("channel", "reason", "until", "board", "photo"),
    _STRUCK: ("channel", "reason"),
}


def _told(events: list[Row], kind: str) -> Iterator[tuple[str, Row]]:
    """What each event says, in the words of the rows; what only a board has is nothing elsewhere."""
    for event in events:
        if event["kind"] == kind:
            facts = event["facts"]
            signed = {"at": event["at"], "via": event["via"], "name": facts.get("name")}
            who = {"about": facts.get("posting"), "actor": event["actor"], "notice": event["notice"]}
            said = {name: facts.get(name) for name in _SAYS[kind]}
            yield kind, {**signed, **who, "practice": event["practice"], **said}


def _up(row: Row, on: Row | None, sheets: dict[Any, Row], timed: set[Any]) -> Row:
    """``timed``: the postings whose events say since when; those of earlier years do not."""
    sheet = sheets.get(on["sheet_id"], {}) if on else {}
    named = {"code": sheet.get("code", "")} if on else {"code": None}
    board = {"board": on and on["board"], "photo": on and on["photo"], **named}
    since = {"since": row["posted_at"] if row["id"] in timed else None}
    copy = {"version": sheet.get("version_no"), "copy": sheet.get("copy_no")}
    return {
        **_signed(row),
        "about": row["id"],
        **_about(row),
        "place": row["place"],
        **since,
        **board,
        **copy,
    }


def _down(
    row: Row, postings: dict[Any, Row], after: dict[Any, Row], boards: dict[Any, Row], timed: set[Any]
) -> Row:
    """One that was written down without a photo's row says nothing of a board."""
    off, on = after.get(row["posting_id"]), boards.get(row["posting_id"], {})
    return {
        **_of(row, postings),
        "photo": off and off["photo"],
        "board": off and on.get("board"),
        "until": row["ended_at"] if row["posting_id"] in timed else None,
    }


def _of(row: Row, postings: dict[Any, Row]) -> Row:
    posting = postings.get(row["posting_id"], {})
    return {**_signed(row), "about": row["posting_id"], **_about(posting), "reason": row["reason"]}


def _signed(row: Row) -> Row:
    return {"actor": row["account"], **{name: row[name] for name in _SIGNED}}


def _about(posting: Row) -> Row:
    return {
        "notice": posting.get("notice_id"),
        "channel": posting.get("channel"),
        "practice": posting.get("practice"),
    }


def _numbered(table: str, numbers: Iterable[int]) -> Iterator[Problem]:
    """Facts are numbered without a hole, but where a server's sequences leave some."""
    for place, number in enumerate(numbers, start=1):
        if number != place:
            yield problem("row_missing", table, place, next=number)
            return


def _beside(rows: dict[Any, Row], of: dict[Any, Row], table: str) -> Iterator[Problem]:
    """A row beside a posting, or its end, that is not there or was written by somebody else.

    The two were written in one transaction, the one some milliseconds after the other.
    """
    for key, row in rows.items():
        if key not in of or any(row[name] != of[key][name] for name in ("account", "name", "via")):
            yield problem("untold", table, key)
