"""Whether decisions, versions and notices are those the record tells of: a part of ``verify``.

Every step is a decision and an event, every saving an event of its own; a version's
digest is recomputed from what it says, and a notice stands where its last event left
it. Orders, their stops and the pixels are in ``audit_orders``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlmodel import Session, SQLModel

from ledctl.ledger.chain import Gone
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import facts_of, stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers
from ledctl.ledger.disposed import TEXTS, all_given_up
from ledctl.ledger.kinds import Cause
from ledctl.notices.states import TRANSITIONS, Step
from ledctl.notices.steps import EVENT_OF, bound_text

DECISION = SQLModel.metadata.tables["decision"]
VERSION = SQLModel.metadata.tables["version"]
NOTICE = SQLModel.metadata.tables["notice"]

Row = dict[str, Any]

_ONLY_IF_SAID = ("on_behalf_of", "rule", "referred_to")
_SUBMITS = frozenset({Step.SUBMIT, Step.FAST_SUBMIT})


def check_desk(session: Session) -> Iterator[Problem]:
    """Every decision, version and notice that does not hold, and every one that is gone."""
    connection = session.connection()
    events = [one for one in events_of(connection, EVENT_OF.values()) if "step" in one["facts"]]
    decisions = [*stored(connection, DECISION)]
    yield from missing_numbers(connection, DECISION)
    yield from _decisions(decisions, events)
    versions = [*stored(connection, VERSION)]
    gone = all_given_up(connection, TEXTS)
    yield from _versions(versions, events, decisions, gone)
    yield from _notices([*stored(connection, NOTICE)], events, versions)


# -- decisions ---------------------------------------------------------------------------------


def _decisions(rows: list[Row], events: list[Row]) -> Iterator[Problem]:
    told = [(one["kind"], _told(one)) for one in events if one["facts"]["step"] != Step.EDIT]
    yield from compare("decision", [(row["id"], _decided(row)) for row in rows], told)
    for row in rows:
        states = TRANSITIONS.get(row["from_state"], {}).get(row["step"])
        if states != row["to_state"]:
            yield problem("untold", "decision", row["id"])
        if bool(row["on_behalf_of"]) != bool(row["on_behalf_name"]):
            yield problem("untold", "decision", row["id"])


def _told(event: Row) -> Row:
    """What an event says of a step, in the words of the decision."""
    facts = event["facts"]
    words = ("step", "state", "version", "digest", "name", "opinion", *_ONLY_IF_SAID, "seen_pixels")
    return {
        "about": event["notice"],
        **{name: event[name] for name in ("at", "kind", "actor", "via", "cause", "practice")},
        **{name: facts.get(name, "" if name in _ONLY_IF_SAID else None) for name in words},
        "bound": bound_text(facts.get("bound_to")),
    }


def _decided(row: Row) -> Row:
    step = row["step"]
    return {
        "about": row["notice_id"],
        "at": row["at"],
        "kind": EVENT_OF.get(step, step),
        "actor": row["account"],
        "via": row["via"],
        "cause": str(Cause.EXPIRY if step == Step.LAPSE else Cause.PERSON),
        "practice": row["practice"],
        "step": step,
        "state": row["to_state"],
        "version": row["version_no"],
        "digest": row["version_digest"],
        "name": row["name"],
        "opinion": row["opinion"],
        **{name: row[name] for name in _ONLY_IF_SAID},
        "seen_pixels": row["seen_pixels"],
        "bound": row["bound"],
    }


# -- versions ----------------------------------------------------------------------------------


def _versions(
    rows: list[Row], events: list[Row], decisions: list[Row], gone: Mapping[str, Gone]
) -> Iterator[Problem]:
    saved = _saved(events)
    for row in rows:
        savings = saved.pop((row["notice_id"], row["no"]), None)
        if _digest(row, gone) != row["digest"]:
            yield problem("content_digest", "version", row["id"])
        if savings is None:
            yield problem("untold", "version", row["id"])
        else:
            yield from _differing("version_differs", "version", row["id"], row, _as_saved(savings))
    for notice, no in saved:
        yield problem("told_missing", "version", f"{notice} {no}", kind=EVENT_OF[Step.EDIT])
    yield from _hands(rows, decisions)


def _saved(events: Iterable[Row]) -> dict[tuple[Any, Any], list[Row]]:
    found: dict[tuple[Any, Any], list[Row]] = {}
    for event in events:
        if event["facts"]["step"] == Step.EDIT:
            found.setdefault((event["notice"], event["facts"].get("version")), []).append(event)
    return found


def _as_saved(savings: list[Row]) -> Row:
    """Written over until it was handed in: the first saving made it, the last said what it says."""
    first, last = savings[0], savings[-1]
    facts = last["facts"]
    return {
        "created_at": first["at"],
        "editor": last["actor"],
        "digest": facts.get("digest"),
        "source_digest": facts.get("source_digest"),
    }


def _hands(versions: list[Row], decisions: list[Row]) -> Iterator[Problem]:
    """Who wrote and handed in a version: as it says, and as each decision on it copied."""
    by_number = {(row["notice_id"], row["no"]): row for row in versions}
    handed = {(d["notice_id"], d["version_no"]): d for d in decisions if d["step"] in _SUBMITS}
    for key, row in by_number.items():
        submit = handed.get(key)
        told = {"submitter": submit and submit["account"], "submitted_at": submit and submit["at"]}
        told |= {"redacted": 0} if submit else {}
        yield from _differing("version_differs", "version", row["id"], row, told)
    for decision in decisions:
        version = by_number.get((decision["notice_id"], decision["version_no"]))
        if version is None or any(
            decision[n] != (version[n] or "") for n in ("author", "editor", "submitter")
        ):
            yield problem("untold", "decision", decision["id"])


# -- notices -----------------------------------------------------------------------------------


def _notices(rows: list[Row], events: list[Row], versions: list[Row]) -> Iterator[Problem]:
    first, last, newest = _ends(events)
    content = {(row["notice_id"], row["no"]): facts_of(row["content"]) for row in versions}
    for row in rows:
        notice = row["id"]
        if notice not in first:
            yield problem("untold", "notice", notice)
            continue
        begun, told = first.pop(notice), last[notice]
        expected = {"state": told["facts"].get("state"), "updated_at": told["at"], "version": newest[notice]}
        expected |= {"practice": begun["practice"], "created_by": begun["actor"], "created_at": begun["at"]}
        says = content.get((notice, newest[notice]), {})
        expected |= {name: says.get(name) for name in ("title", "category")}
        yield from _differing("notice_differs", "notice", notice, row, expected)
    for notice, begun in first.items():
        yield problem("told_missing", "notice", notice, kind=begun["kind"])
    yield from _authors(versions, {row["id"]: row for row in rows})


def _ends(events: Iterable[Row]) -> tuple[dict[Any, Row], dict[Any, Row], dict[Any, int]]:
    """Of each notice the first event, the last, and the newest version."""
    first: dict[Any, Row] = {}
    last: dict[Any, Row] = {}
    newest: dict[Any, int] = {}
    for event in events:
        notice, version = event["notice"], event["facts"].get("version")
        first.setdefault(notice, event)
        last[notice] = event
        if isinstance(version, int):
            newest[notice] = max(version, newest.get(notice, 0))
    return first, last, newest


def _authors(versions: list[Row], notices: Mapping[Any, Row]) -> Iterator[Problem]:
    """Whoever began a notice is the author of each of its versions (R5)."""
    for row in versions:
        notice = notices.get(row["notice_id"])
        if notice is None or notice["created_by"] != row["author"]:
            yield problem("version_differs", "version", row["id"], what="author")


def _differing(code: str, table: str, key: object, row: Row, expected: Row) -> Iterator[Problem]:
    wrong = [name for name, value in expected.items() if row[name] != value]
    if wrong:
        yield problem(code, table, key, what=", ".join(wrong))


def _digest(row: Row, gone: Mapping[str, Gone]) -> str:
    """Of what it says, or of what it said before that was given up."""
    given_up = gone.get(str(row["id"]))
    return given_up.sha256 if given_up else sha256(_bytes(row["content"])).hexdigest()


def _bytes(content: object) -> bytes:
    return content.encode("utf-8", "surrogateescape") if isinstance(content, str) else repr(content).encode()
