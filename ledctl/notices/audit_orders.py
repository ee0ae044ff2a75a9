"""Whether display orders, their stops and the stored pixels are what decisions bound: a part of ``verify``.

An order copies everything the publisher needs (R30), and each copy is held here to
the decision, the version and the program it was copied from; a stop to the decision
that took the order down (R11). The decisions themselves are held in ``audit``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from ledctl.errors import Fault
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import facts_of, stored
from ledctl.ledger.checking.told import missing_numbers
from ledctl.ledger.disposed import FRAMES, all_given_up
from ledctl.ledger.kinds import Cause
from ledctl.notices.frames import panel_text, unpack
from ledctl.notices.states import Step
from ledctl.notices.superseding import Superseding

_TABLES = SQLModel.metadata.tables
ORDER, STOP, PROGRAM = _TABLES["display_order"], _TABLES["order_stop"], _TABLES["program"]

Row = dict[str, Any]

TAKES_DOWN = frozenset({Step.WITHDRAW, Step.END, Step.LIFT, Step.SIGN_OFF_REFUSE})
_COPIED = {"notice_id": "notice_id", "version_no": "version_no", "version_digest": "version_digest"}
_SIGNED = {"approver": "account", "approver_name": "name", "approved_at": "at", "practice": "practice"}
_SAID = ("title", "category", "issuing_unit", "correction_of")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What orders are held to."""

    decisions: dict[Any, Row]
    content: dict[Any, Row]
    programs: dict[Any, Row]
    superseded: dict[Any, Row]


def check_programs(session: Session) -> Iterator[Problem]:
    """Each stored program is the pixels of its digest."""
    gone = all_given_up(session.connection(), FRAMES)
    for row in stored(session.connection(), PROGRAM):
        if row["body"] == b"" and row["digest"] in gone:
            continue  # the chain of facts holds what is left of it
        try:
            program = unpack(row["body"], digest=row["digest"])
        except (Fault, TypeError):
            yield problem("pixel_digest", "program", row["digest"])
            continue
        if (panel_text(program.panel), len(program.pages)) != (row["panel"], row["pages"]):
            yield problem("program_head", "program", row["digest"])


def check_orders(session: Session) -> Iterator[Problem]:
    """Every order that is not what was bound, every stop without a reason, and those that are gone."""
    connection = session.connection()
    desk = _Desk(
        {row["id"]: row for row in stored(connection, _TABLES["decision"])},
        {(r["notice_id"], r["no"]): facts_of(r["content"]) for r in stored(connection, _TABLES["version"])},
        {row["digest"]: row for row in stored(connection, PROGRAM)},
        {row["earlier"]: row for row in stored(connection, _TABLES[str(Superseding.__tablename__)])},
    )
    orders, stops = [*stored(connection, ORDER)], [*stored(connection, STOP)]
    for table in (ORDER, STOP):
        yield from missing_numbers(connection, table)
    yield from _orders(orders, desk)
    yield from _windows(orders, stops, desk)
    yield from _missing(orders, desk)
    yield from _stops(orders, stops, desk)


def _orders(orders: list[Row], desk: _Desk) -> Iterator[Problem]:
    for row in orders:
        wrong = sorted(_wrong(row, desk))
        if wrong:
            yield problem("order_unbound", "display_order", row["id"], what=", ".join(wrong))
        if (digest := row["program_digest"]) not in desk.programs:
            yield problem("program_missing", "program", digest, order=row["id"])


def _wrong(row: Row, desk: _Desk) -> Iterator[str]:
    """The columns that are no copy of what they were copied from."""
    decision = desk.decisions.get(row["decision_id"])
    if decision is None:
        yield "decision_id"
        return
    bound = facts_of(decision["bound"])
    sign = bound.get("signs", {}).get(row["sign"], {})
    said = desk.content.get((row["notice_id"], row["version_no"]), {})
    copies = {ours: decision[theirs] for ours, theirs in (_COPIED | _SIGNED).items()}
    copies |= {name: said.get(name) for name in _SAID}
    copies |= {"panel": sign.get("panel"), "program_digest": sign.get("program"), "pages": sign.get("pages")}
    copies |= {"urgency": bound.get("urgency")}
    yield from (name for name, value in copies.items() if row[name] != value)


def _missing(orders: list[Row], desk: _Desk) -> Iterator[Problem]:
    """A decision that opened a window has an order for each sign, with that very window's end."""
    found: dict[tuple[Any, Any], set[Any]] = defaultdict(set)
    for row in orders:
        found[row["decision_id"], row["sign"]].add(row["ends_at"])
    for decision in desk.decisions.values():
        bound = facts_of(decision["bound"])
        for sign in bound.get("signs", {}) if "ends_at" in bound else ():
            if bound["ends_at"] not in found[decision["id"], sign]:
                yield problem("order_missing", "display_order", f"decision {decision['id']}", sign=sign)


def _windows(orders: list[Row], stops: list[Row], desk: _Desk) -> Iterator[Problem]:
    """An order stands as long as was bound; a later version cuts it short, nothing lengthens it."""
    stopped = {stop["order_id"]: stop["at"] for stop in stops}
    ends: dict[tuple[Any, Any], set[Any]] = defaultdict(set)
    newest = (0, "")
    last: dict[tuple[Any, Any], Row] = {}
    for row in orders:
        decision, place = desk.decisions.get(row["decision_id"]), (row["notice_id"], row["sign"])
        if decision is not None:
            before = last.get((row["decision_id"], row["sign"]))
            if before is None:
                turn = _turn(row, decision)
                if turn < newest:
                    yield problem("row_moved", "display_order", row["id"])
                newest = max(newest, turn)
                right = _is_as_bound(row, decision, ends[place])
            else:
                right = _is_cut_short(row, before, stopped.get(before["id"]), desk)
            if not right:
                yield problem("order_unbound", "display_order", row["id"], what="starts_at, ends_at")
        ends[place].add(row["ends_at"])
        last[row["decision_id"], row["sign"]] = row


def _turn(row: Row, decision: Row) -> tuple[int, str]:
    """Orders are written decision by decision; those of an approval sign by sign."""
    return int(decision["id"]), "" if decision["step"] == Step.EXTEND else str(row["sign"])


def _is_as_bound(row: Row, decision: Row, ends: set[Any]) -> bool:
    """The window of the decision; an extension goes on where an order of the notice ends."""
    bound = facts_of(decision["bound"])
    starts = ends if decision["step"] == Step.EXTEND else {bound.get("starts_at")}
    return row["starts_at"] in starts and row["ends_at"] == bound.get("ends_at")


def _is_cut_short(row: Row, before: Row, stopped: Any, desk: _Desk) -> bool:
    """From when the longer one was stopped until a later version begins."""
    later = (one for one in desk.decisions.values() if one["notice_id"] == row["notice_id"])
    edges = {_start_of(one) for one in later if one["id"] > row["decision_id"]}
    begins = [str(before["starts_at"]), str(stopped)]
    return stopped is not None and row["starts_at"] == max(begins) and row["ends_at"] in edges


def _start_of(decision: Row) -> Any:
    """Since when what was approved may stand; for what has no window, the approval itself."""
    return facts_of(decision["bound"]).get("starts_at", decision["at"])


def _stops(orders: list[Row], stops: list[Row], desk: _Desk) -> Iterator[Problem]:
    by_number = {row["id"]: row for row in orders}
    of_notice: dict[Any, list[Row]] = defaultdict(list)
    for decision in desk.decisions.values():
        of_notice[decision["notice_id"]].append(decision)
    for stop in stops:
        order = by_number.get(stop["order_id"])
        if order is None or not _has_reason(stop, order, of_notice[order["notice_id"]], desk):
            yield problem("stop_baseless", "order_stop", stop["id"])
    stopped = {stop["order_id"] for stop in stops}
    for order in orders:
        decisions = of_notice[order["notice_id"]]
        if order["id"] not in stopped and _must_be_stopped(order, decisions, desk):
            yield problem("stop_missing", "order_stop", f"order {order['id']}", order=order["id"])


def _has_reason(stop: Row, order: Row, decisions: list[Row], desk: _Desk) -> bool:
    if any(_explains(one, stop, order) for one in decisions):
        return True
    successor = desk.superseded.get(order["notice_id"])
    return successor is not None and _is_superseded(stop, successor, desk)


def _explains(decision: Row, stop: Row, order: Row) -> bool:
    """Taken down by a decision, or by a later version that takes its place."""
    told = (decision["account"], decision["at"], str(Cause.PERSON))
    if (stop["account"], stop["at"], stop["cause"]) != told:
        return False
    if decision["step"] in TAKES_DOWN:
        return bool(str(stop["reason"]).strip() == decision["opinion"])
    return bool(decision["step"] == Step.APPROVE and decision["id"] > order["decision_id"])


def _is_superseded(stop: Row, successor: Row, desk: _Desk) -> bool:
    decision = desk.decisions.get(successor["decision_id"])
    if decision is None:
        return False
    told = (decision["account"], str(Cause.EMERGENCY), successor["later"])
    starts = {decision["at"], facts_of(decision["bound"]).get("starts_at")}
    return (stop["account"], stop["cause"], decision["notice_id"]) == told and stop["at"] in starts


def _must_be_stopped(order: Row, decisions: list[Row], desk: _Desk) -> bool:
    """Whether the notice was taken down, superseded or approved anew after this order was written."""
    successor = desk.superseded.get(order["notice_id"])
    if successor is not None and successor["decision_id"] > order["decision_id"]:
        return True
    later = [one for one in decisions if one["id"] > order["decision_id"]]
    taken = any(one["step"] in TAKES_DOWN for one in later)
    anew = (_start_of(one) for one in later if one["step"] == Step.APPROVE)
    return taken or any(str(order["ends_at"]) > str(start) for start in anew)
