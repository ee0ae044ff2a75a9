"""The promises of the desk, said once more from the facts alone: nothing here asks the program.

``permitted`` is about one decision by one person, ``chain_holds`` about the way to one
approval, ``orders_hold`` about everything that may go to a sign, ``may_be_lit``
about a frame that stands on one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.every_command.book import Book, Row, bound_of, instant
from tests.every_command.people import People

ROLES: dict[str, frozenset[str]] = {
    "submit": frozenset({"drafter"}),
    "fast_submit": frozenset({"drafter"}),
    "revise": frozenset({"drafter"}),
    "review_pass": frozenset({"reviewer"}),
    "review_return": frozenset({"reviewer"}),
    "secrecy_pass": frozenset({"secrecy_reviewer"}),
    "secrecy_return": frozenset({"secrecy_reviewer"}),
    "secrecy_refer": frozenset({"secrecy_reviewer"}),
    "sign": frozenset({"approver"}),
    "approve": frozenset({"approver"}),
    "approval_return": frozenset({"approver"}),
    "reject": frozenset({"approver"}),
    "extend": frozenset({"approver"}),
    "withdraw": frozenset({"drafter", "operator", "approver"}),
    "end": frozenset({"operator", "approver"}),
    "lift": frozenset({"drafter", "operator", "approver"}),
    "sign_off": frozenset({"reviewer"}),
    "sign_off_secrecy": frozenset({"secrecy_reviewer"}),
    "sign_off_refuse": frozenset({"reviewer", "secrecy_reviewer"}),
}
WRITING = frozenset({"submit", "fast_submit", "revise"})
TAKING_DOWN = frozenset({"withdraw", "end", "lift"})
JUDGING = frozenset(ROLES) - WRITING - TAKING_DOWN
REVIEWING = frozenset(step for step in ROLES if step.startswith(("review", "secrecy", "sign_off")))
SIGNING = frozenset({"sign", "approve"})
OFF = frozenset({"withdraw", "sign_off_refuse", "end", "lift"})
"""After one of these nothing that was approved before is shown again."""

RULE = "approver_reviews"
PENDING = frozenset({"in_review", "in_secrecy", "in_approval"})
MILLISECOND = dt.timedelta(milliseconds=1)


@dataclass(frozen=True)
class Rules:
    """The settings of a run, as the machine wrote them into the site's files."""

    approver_reviews: bool
    named: Mapping[str, Sequence[str]]
    seats: Mapping[str, int]
    lapse_days: int

    def order(self, category: str) -> Sequence[str]:
        return self.named.get(category, self.named.get("*", ()))

    def signatures(self, category: str) -> int:
        return max(self.seats.get(category, 1), len(self.order(category)))


def persons(row: Row) -> set[str]:
    """Who acted, and who was stood in for."""
    return {row["account"], row["on_behalf_of"]} - {""}


def makers(version: Row) -> set[str]:
    return {version["author"], version["editor"], version["submitter"]} - {None}


def permitted(row: Row, book: Book, people: People, rules: Rules, today: dt.date) -> None:
    """This person had the role, for themselves or for somebody, and did not judge own work or twice (R5)."""
    step, by = row["step"], row["account"]
    for_whom = row["on_behalf_of"]
    has = people.given(for_whom, by, today) if for_whom else people.own(by)
    assert not for_whom or step not in WRITING, f"{step} was written for somebody else"
    wanted = ROLES[step]
    if row["rule"]:
        assert row["rule"] == RULE
        assert rules.approver_reviews, "a setting is named that is off"
        assert not for_whom
        assert "approver" in has
        wanted = wanted | {"approver"} if step in REVIEWING else wanted
    assert has & wanted, f"{by} for {for_whom or 'nobody'} may not {step}: {sorted(has)}"
    version = book.version(row["notice_id"], row["version_no"])
    if step in JUDGING:
        assert not persons(row) & makers(version), f"{step} of own work by {persons(row)}"
    if step in JUDGING - {"extend"}:
        _not_twice(row, book)
    if step in {"withdraw", "lift"} and not has & {"operator", "approver"}:
        assert (for_whom or by) in makers(version), "a drafter took down what others made"


def _not_twice(row: Row, book: Book) -> None:
    """Nobody judges a version twice, but by the setting; nobody signs twice at all."""
    for other in book.rows("decision", notice_id=row["notice_id"], version_no=row["version_no"]):
        if other["id"] >= row["id"] or other["step"] not in JUDGING - {"secrecy_refer", "extend"}:
            continue
        if not persons(other) & persons(row):
            continue
        if other["step"] in SIGNING and row["step"] in SIGNING:
            assert _pixels(other) != _pixels(row), f"{persons(row)} signed twice"
        else:
            assert row["rule"] == RULE, f"{persons(row)}: {row['step']} after {other['step']}"


def _pixels(row: Row) -> dict[str, str]:
    return {sign: said["program"] for sign, said in bound_of(row)["signs"].items()}


def not_too_late(row: Row, book: Book, rules: Rules) -> None:
    """R6: what waited its days lapses and is not decided on any more; what was referred goes on waiting."""
    if row["from_state"] not in PENDING or row["step"] == "withdraw":
        return
    earlier = [one for one in book.rows("decision", notice_id=row["notice_id"]) if one["id"] < row["id"]]
    referred = row["from_state"] == "in_secrecy" and earlier[-1]["step"] == "secrecy_refer"
    days = dt.timedelta(days=rules.lapse_days)
    waited = instant(row["at"]) - instant(earlier[-1]["at"])
    due = bool(days) and waited >= days and not referred
    assert due is (row["step"] == "lapse"), (row["step"], waited)


def chain_holds(approval: Row, book: Book, rules: Rules) -> None:
    """Behind an approval: handed in, reviewed, looked at for secrets, signed by as many as it takes."""
    name, no = approval["notice_id"], approval["version_no"]
    version = book.version(name, no)
    assert version["submitted_at"] is not None
    digest = hashlib.sha256(version["content"].encode()).hexdigest()
    assert digest == version["digest"] == approval["version_digest"]
    past = [
        row for row in book.rows("decision", notice_id=name, version_no=no) if row["id"] <= approval["id"]
    ]
    steps = [row["step"] for row in past]
    assert approval["practice"] == book.notice(name)["practice"]  # type: ignore[index] # it is there
    signed = [row for row in past if row["step"] in SIGNING and _pixels(row) == _pixels(approval)]
    if steps[0] == "fast_submit":
        assert steps == ["fast_submit", "approve"], steps
        _short_way_holds(past[0], approval, book)
        return
    wanted = ["submit", "review_pass", "secrecy_pass"]
    assert [step for step in steps if step not in SIGNING | {"secrecy_refer"}] == wanted, steps
    assert steps[-len(signed) :].count("sign") + 1 == len(signed), steps
    category = book.category_of(version)
    assert len(signed) >= rules.signatures(category), f"{len(signed)} signatures for {category}"
    acted = [row["on_behalf_of"] or row["account"] for row in signed]
    assert [one for one in acted if one in rules.order(category)] == [*rules.order(category)]
    assert len({one for row in past for one in persons(row)}) >= (2 if rules.approver_reviews else 4)


def _short_way_holds(handed_in: Row, approval: Row, book: Book) -> None:
    """By a form that somebody else than its proposer had approved, and that nobody had taken back."""
    (way,) = book.rows("short_way", notice_id=approval["notice_id"], version_no=approval["version_no"])
    assert way["version_digest"] == approval["version_digest"]
    (form,) = book.rows("warning_template", id=way["template_id"])
    decided = book.rows("warning_template_decision", template_id=form["id"])
    assert [row["step"] for row in decided] == ["approve"], "the form is not in use"
    assert decided[0]["account"] != form["proposer"]
    assert form["practice"] == approval["practice"]
    assert form["digest"] == way["template_digest"]
    assert instant(handed_in["at"]) == instant(way["at"])


def corrected_together(approval: Row, book: Book) -> None:
    """A correction comes with the corrected version of what still stands, in one step, or not at all."""
    version = book.version(approval["notice_id"], approval["version_no"])
    of = json.loads(version["content"]).get("correction_of")
    approved = book.rows("decision", notice_id=approval["notice_id"], step="approve")
    if of is None or approved[0] is not approval:
        return
    stopped = {row["order_id"] for row in book.rows("order_stop")}
    old = [
        row
        for row in book.rows("display_order", notice_id=of)
        if row["id"] not in stopped and instant(row["ends_at"]) > instant(approval["at"])
    ]
    together = book.rows("decision", notice_id=of, step="approve", at=approval["at"])
    assert together or not old, "a correction beside what it corrects"


def orders_hold(book: Book, now: dt.datetime) -> None:
    """Everything that may yet go to a sign is bound, in its window, and nothing ended it since (R11)."""
    stopped = {row["order_id"] for row in book.rows("order_stop")}
    going = [row for row in book.rows("display_order") if row["id"] not in stopped]
    ahead: dict[tuple[str, str], list[tuple[dt.datetime, dt.datetime]]] = {}
    for order in going:
        window = instant(order["starts_at"]), instant(order["ends_at"])
        _bound(order, window, book)
        if window[1] > now:
            _not_ended(order, window, book)
            ahead.setdefault((order["notice_id"], order["sign"]), []).append(window)
    for windows in ahead.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(windows))), "two at once"


def _bound(order: Row, window: tuple[dt.datetime, dt.datetime], book: Book) -> None:
    """An order says what its decision says (R1)."""
    decision = book.tables["decision"][order["decision_id"]]
    bound = bound_of(decision)
    assert decision["step"] in {"approve", "extend"}
    for name in ("notice_id", "version_no", "version_digest", "practice"):
        assert order[name] == decision[name], name
    assert order["approver"] == decision["account"]
    assert order["urgency"] == bound["urgency"]
    assert bound["signs"][order["sign"]]["program"] == order["program_digest"]
    assert instant(bound["starts_at"]) - MILLISECOND < window[0] < window[1]
    assert window[1] < instant(bound["ends_at"]) + MILLISECOND


def _not_ended(order: Row, window: tuple[dt.datetime, dt.datetime], book: Book) -> None:
    name, since = order["notice_id"], order["decision_id"]
    for row in book.rows("decision", notice_id=name):
        if row["id"] > since:
            assert row["step"] not in OFF, f"{name} may be shown after {row['step']}"
            if row["step"] == "approve":
                begins = bound_of(row).get("starts_at")
                assert window[1] <= (instant(begins) if begins else instant(row["at"])) + MILLISECOND
    assert not book.rows("superseding", earlier=name), f"{name} was superseded"


def may_be_lit(digest: str, sign: str, book: Book, now: dt.datetime, *, live: bool) -> bool:
    """Whether a decision of this mode binds this program to this sign at this moment, and stands (R7)."""
    for row in book.rows("decision"):
        if row["step"] not in {"approve", "extend"} or bool(row["practice"]) is live:
            continue
        bound = bound_of(row)
        binds = bound["signs"].get(sign, {}).get("program") == digest and "starts_at" in bound
        now_due = binds and instant(bound["starts_at"]) <= now < instant(bound["ends_at"])
        if now_due and _stands(row, book, now):
            return True
    return False


def _stands(decision: Row, book: Book, now: dt.datetime) -> bool:
    if book.rows("superseding", earlier=decision["notice_id"]):
        return False
    for row in book.rows("decision", notice_id=decision["notice_id"]):
        if row["id"] <= decision["id"]:
            continue
        begins = bound_of(row).get("starts_at") if row["step"] == "approve" else None
        replaced = row["step"] == "approve" and (begins is None or instant(begins) <= now)
        if row["step"] in OFF or replaced:
            return False
    return True
