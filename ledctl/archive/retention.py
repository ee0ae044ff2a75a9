"""Giving up what need not be kept any longer: proposed by one person, decided by another, on record.

Nothing goes by itself. A proposal names a class and a day; whoever proposed it does not
approve it (R5); what it covers is what ended before that day (``due``), and the database refuses
anything younger. An approval binds the very bodies that were proposed: where others are due by
then, or the time was made longer, it is refused. Rows, hashes and sums stay (R30), so the
chains hold as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor
from ledctl.accounts.rights import require_role
from ledctl.archive.classes import LABELS, RecordClass, Rule
from ledctl.archive.due import Covered
from ledctl.archive.letting_go import let_go
from ledctl.archive.model import Disposal, DisposalDecision, Disposed
from ledctl.archive.states import DISPOSALS, EVENT_OF
from ledctl.errors import NotFound, Refused
from ledctl.notices.office import Office
from ledctl.proposals.decided import LARGEST, Proposal, facts_of, state_after, words_of
from ledctl.proposals.rights import ROLES, require_proposer
from ledctl.proposals.states import State, Step
from ledctl.proposals.writing import decision, proposed, record, weigh
from ledctl.settings.retention import RetentionSettings

BATCH = 500
"""Bodies given up in one transaction: an interruption leaves whole ones, and the rest for the next run."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One class now: its rule, from which day on records stay, and how many are older."""

    rule: Rule
    before: date | None
    due: int

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``retention show --json``."""
        before = self.before.isoformat() if self.before else None
        return {
            "class": self.rule.record_class.value,
            "years": self.rule.years,
            "before": before,
            "due": self.due,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalFile(Proposal):
    """All there is about one proposal; ``left``: bodies an approved one has still to give up."""

    record_class: RecordClass
    before: date
    records: int
    done: int
    left: int

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``retention list --json``."""
        what = {"class": self.record_class.value, "before": self.before.isoformat()}
        return {
            "id": self.id,
            **what,
            "records": self.records,
            "done": self.done,
            "left": self.left,
            **self.facts(),
        }


class Retention:
    """The use cases. ``practice`` records are given up by a practice site alone (R7)."""

    def __init__(self, office: Office, settings: RetentionSettings, anchor: Callable[[], None]) -> None:
        """``anchor`` signs how far the record goes: before bodies go, and with what is told of them."""
        self._office = office
        self._anchor = anchor
        self._rules = [
            Rule(RecordClass.DISPLAY_LOG, settings.display_log),
            Rule(RecordClass.FRAMES, settings.frames),
            Rule(RecordClass.TEXTS, settings.texts),
        ]

    def now(self) -> list[Kept]:
        """Every class with its time and what is due."""
        today = _day(self._office.now())
        with self._office.database.read() as session:
            connection = session.connection()
            days = [(rule, rule.before(today)) for rule in self._rules]
            return [
                Kept(rule, day, self._covered(rule.record_class, day).count(connection) if day else 0)
                for rule, day in days
            ]

    def listing(self) -> list[DisposalFile]:
        """Every proposal ever made, the newest first."""
        with self._office.database.read() as session:
            rows = session.exec(select(Disposal).order_by(col(Disposal.id).desc())).all()
            return [self._file(session, row) for row in rows]

    def propose(self, actor: Actor, record_class: RecordClass, reason: str) -> int:
        """Ask to give up what is due of a class; returns the proposal's number."""
        require_proposer(actor)
        why = words_of(reason, needed=("提出处置", "propose"))
        with self._office.database.write() as session:
            now = self._office.binding_now()
            before = self._before(record_class, now)
            records, digest = _sum_up(session, self._covered(record_class, before))
            if not records:
                zh, en = LABELS[record_class]
                raise Refused.of("nothing_due", zh=zh, en=en)
            row = Disposal(
                record_class=record_class.value,
                before=before,
                records=records,
                **proposed(actor, digest, why, at=now, practice=self._office.practice),
            )
            session.add(row)
            session.flush()
            _record(session, row, "disposal_proposed", actor, at=now, reason=why)
        assert row.id is not None  # noqa: S101 - it was flushed
        return row.id

    def approve(self, actor: Actor, disposal_id: int, opinion: str = "") -> int:
        """The decision, and what follows from it at once; how many bodies were given up."""
        self._decide(actor, disposal_id, Step.APPROVE, opinion)
        return self.carry_out(actor, disposal_id)

    def reject(self, actor: Actor, disposal_id: int, reason: str) -> None:
        """The approver's no: everything stays."""
        self._decide(actor, disposal_id, Step.REJECT, reason)

    def withdraw(self, actor: Actor, disposal_id: int, reason: str) -> None:
        """The proposal is taken back; nothing that was given up comes back."""
        self._decide(actor, disposal_id, Step.WITHDRAW, reason)

    def carry_out(self, actor: Actor, disposal_id: int) -> int:
        """Give up what an approved proposal covers and is still there; how many bodies that were.

        What goes is in a signed checkpoint first: where none can be signed, nothing goes.
        """
        require_role(actor, ROLES[Step.APPROVE])
        if not self._left(disposal_id):
            return 0
        self._anchor()
        done = 0
        while batch := self._give_up(actor, disposal_id):
            done += batch
        self._anchor()
        return done

    def _left(self, disposal_id: int) -> int:
        """How many bodies an approved proposal still covers."""
        with self._office.database.read() as session:
            row = self._approved(session, disposal_id)
            return _covered_by(row).count(session.connection())

    # -- inside ----------------------------------------------------------------------------

    def _before(self, record_class: RecordClass, now: datetime) -> date:
        rule = next(rule for rule in self._rules if rule.record_class is record_class)
        before = rule.before(_day(now))
        if before is None:
            zh, en = LABELS[record_class]
            raise Refused.of("kept_for_good", zh=zh, en=en)
        return before

    def _covered(self, record_class: RecordClass, before: date) -> Covered:
        return Covered(record_class, before, self._office.practice)

    def _here(self, session: Session, disposal_id: int) -> Disposal:
        """A proposal of this mode."""
        row = _row(session, disposal_id)
        if row.practice is not self._office.practice:
            raise Refused.of("disposal_of_other_mode")
        return row

    def _approved(self, session: Session, disposal_id: int) -> Disposal:
        """A proposal that may be carried out now."""
        row = self._here(session, disposal_id)
        if state_after(_taken(session, disposal_id)) is not State.APPROVED:
            raise Refused.of("disposal_not_approved", id=disposal_id)
        self._require_over(row, self._office.now())
        return row

    def _require_over(self, row: Disposal, now: datetime) -> None:
        """Past the time that is set now, not the one that was set when it was proposed."""
        if row.before > self._before(RecordClass(row.record_class), now):
            raise Refused.of("disposal_kept_longer", id=row.id)

    def _require_as_proposed(self, session: Session, row: Disposal) -> None:
        _, digest = _sum_up(session, _covered_by(row))
        if digest != row.digest:
            raise Refused.of("disposal_changed", id=row.id)

    def _decide(self, actor: Actor, disposal_id: int, step: Step, opinion: str) -> None:
        with self._office.database.write() as session:
            row = self._here(session, disposal_id)
            weighed = weigh(DISPOSALS, row, _taken(session, disposal_id), actor, step, opinion)
            now = self._office.binding_now()
            if step is Step.APPROVE:
                self._require_over(row, now)
                self._require_as_proposed(session, row)
            columns = decision(row, weighed, actor, now)
            bound: dict[str, Any] = {"record_class": row.record_class, "before": row.before}
            session.add(DisposalDecision(disposal_id=disposal_id, **bound, **columns))
            session.flush()
            _record(session, row, EVENT_OF[step], actor, at=now, reason=weighed.words)

    def _give_up(self, actor: Actor, disposal_id: int) -> int:
        """One batch, with its event, in one transaction."""
        with self._office.database.write() as session:
            row = self._approved(session, disposal_id)
            record_class = RecordClass(row.record_class)
            found = [*_covered_by(row).due(session.connection(), BATCH)]
            now = self._office.now()
            for one in found:
                let_go(session, row, record_class, one, now)
            if found:
                what: dict[str, Any] = {"records": len(found), "first": found[0].key, "last": found[-1].key}
                about: dict[str, Any] = {
                    "disposal": disposal_id,
                    "class": row.record_class,
                    "practice": row.practice,
                }
                tell(session, "disposed", actor, at=now, **about, **what)
            return len(found)

    def _file(self, session: Session, row: Disposal) -> DisposalFile:
        assert row.id is not None  # noqa: S101 - it was read
        taken = _taken(session, row.id)
        record_class = RecordClass(row.record_class)
        query = select(func.count()).select_from(Disposed).where(Disposed.disposal_id == row.id)
        approved = state_after(taken) is State.APPROVED
        left = _covered_by(row).count(session.connection()) if approved else 0
        counts: dict[str, Any] = {"records": row.records, "done": session.exec(query).one(), "left": left}
        return DisposalFile(record_class=record_class, before=row.before, **counts, **facts_of(row, taken))


def _day(now: datetime) -> date:
    """Days of retention are counted in UTC, as the database counts them."""
    return now.astimezone(UTC).date()


def _covered_by(row: Disposal) -> Covered:
    return Covered(RecordClass(row.record_class), row.before, row.practice)


def _sum_up(session: Session, covered: Covered) -> tuple[int, str]:
    """How many bodies are due, and what an approval binds: their keys and hashes, in order."""
    number, digest = 0, sha256()
    for one in covered.due(session.connection()):
        number += 1
        digest.update(f"{one.key} {one.sha256}\n".encode())
    return number, digest.hexdigest()


def _row(session: Session, disposal_id: int) -> Disposal:
    row = session.get(Disposal, disposal_id) if 0 < disposal_id <= LARGEST else None
    if row is None:
        raise NotFound.of("no_such_disposal", where="id", id=disposal_id)
    return row


def _taken(session: Session, disposal_id: int) -> Sequence[DisposalDecision]:
    query = select(DisposalDecision).where(DisposalDecision.disposal_id == disposal_id)
    return session.exec(query.order_by(col(DisposalDecision.id))).all()


def _record(session: Session, row: Disposal, kind: str, actor: Actor, *, at: datetime, reason: str) -> None:
    what = {"class": row.record_class, "before": row.before.isoformat(), "records": row.records}
    record(session, row, kind, actor, at=at, reason=reason, disposal=row.id, **what)
