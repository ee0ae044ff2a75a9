"""The desk: every use case on a notice, from draft to withdrawal.

The web office, the JSON API, the command line and the demo all call these
methods; none has a second way. Each method is one transaction: it succeeds
whole or changes nothing. Each method that changes what a sign should show rings
the bell after its commit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from drivers.base import Panel, Program
from ledctl.accounts.model import Actor
from ledctl.calendars.categories import Categories, load_categories
from ledctl.calendars.windows import Planned, display_window
from ledctl.clock import Clock
from ledctl.content.files import canonical, content_digest
from ledctl.content.model import Notice
from ledctl.db import Database
from ledctl.errors import BadInput, LedctlError, Refused
from ledctl.ledger.log import append
from ledctl.notices.approval import Binding, draw_for, write_orders
from ledctl.notices.model import DisplayOrder, NoticeRow, OrderStop, Version
from ledctl.notices.rights import Hands, require
from ledctl.notices.states import State, Step, advance
from ledctl.notices.steps import EVENT_OF, Held, hold, take
from ledctl.rendering import glyphs
from ledctl.resources import shared
from ledctl.screening.checks import screen
from ledctl.screening.findings import Screened, Severity
from ledctl.screening.words import Words, load_words

REVIEW = {"pass": Step.REVIEW_PASS, "return": Step.REVIEW_RETURN}
SECRECY = {"pass": Step.SECRECY_PASS, "return": Step.SECRECY_RETURN, "refer": Step.SECRECY_REFER}
APPROVAL = {"return": Step.APPROVAL_RETURN, "reject": Step.REJECT}


class Desk:
    """The use cases. ``signs`` are the panels an approval draws for; ``ring`` wakes the publisher."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        categories: Categories,
        zone: ZoneInfo,
        signs: Mapping[str, Panel],
        practice: bool,
        ring: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._categories = categories
        self._zone = zone
        self._signs = dict(signs)
        self._practice = practice
        self._ring = ring

    # -- looking ---------------------------------------------------------------------------

    def examine(self, notice: Notice) -> Screened:
        """Every finding about this content, and the version the public may see."""
        return examine(notice, self._categories)

    def programs(self, notice: Notice) -> dict[str, Program]:
        """What each sign would show: the very pixels an approval would bind."""
        return draw_for(notice, self._signs)

    def plan(self, notice: Notice) -> Planned:
        """The window an approval given now would open."""
        return display_window(
            self._clock.now(),
            self._zone,
            category=self._categories.get(notice.category),
            wished=notice.display_window,
            period=notice.publicity_period,
            urgency=notice.urgency,
        )

    # -- writing ---------------------------------------------------------------------------

    def draft(self, actor: Actor, notice: Notice, *, source: bytes = b"") -> Screened:
        """Begin a notice. Only the public version is stored; of the source, its digest."""
        require(actor, Step.EDIT, State.DRAFT, Hands(actor.account, actor.account))
        screened = self.examine(notice)
        now = self._clock.now()
        public = screened.public
        with self._database.write() as session:
            if session.get(NoticeRow, notice.id) is not None:
                raise Refused.of("notice_exists", where="id", id=notice.id)
            row = NoticeRow(
                id=notice.id,
                title=public.title,
                category=public.category,
                state=State.DRAFT,
                version=1,
                practice=self._practice,
                created_by=actor.account,
                created_at=now,
                updated_at=now,
            )
            session.add(row)
            session.flush()
            version = self._version(row, actor, screened, source or canonical(notice))
            session.add(version)
            session.flush()
            self._record_draft(session, row, version, actor)
        return screened

    def edit(self, actor: Actor, notice_id: str, notice: Notice, *, seen: str | None = None) -> Screened:
        """Change a draft; a returned, rejected or withdrawn notice begins a new version (R1, R4)."""
        if notice.id != notice_id:
            raise BadInput.of("id_changed", where="id", id=notice_id)
        screened = self.examine(notice)
        with self._database.write() as session:
            held = hold(session, notice_id, seen=seen)
            require(actor, Step.EDIT, held.state, held.hands)
            target = advance(held.state, Step.EDIT)
            version = self._next_version(session, held, actor, screened, canonical(notice))
            row = held.row
            row.title, row.category = screened.public.title, screened.public.category
            row.state, row.version, row.updated_at = target, version.no, self._clock.now()
            session.flush()
            self._record_draft(session, row, version, actor)
        return screened

    def submit(
        self, actor: Actor, notice_id: str, *, seen: str | None = None, accept_redactions: bool = False
    ) -> None:
        """Hand the draft to review; from here its text is frozen."""
        now = self._clock.now()
        with self._database.write() as session:
            held = hold(session, notice_id, seen=seen)
            require(actor, Step.SUBMIT, held.state, held.hands)
            advance(held.state, Step.SUBMIT)
            self._refuse_blocks(held.content())
            if held.version.redacted and not accept_redactions:
                raise Refused.of("redaction_not_accepted", where="accept_redactions")
            held.version.redacted = False
            held.version.submitter = actor.account
            held.version.submitted_at = now
            session.flush()
            take(session, held, actor, Step.SUBMIT, at=now)

    # -- deciding --------------------------------------------------------------------------

    def review(
        self, actor: Actor, notice_id: str, result: str, opinion: str = "", *, seen: str | None = None
    ) -> None:
        """Content review: ``pass`` or ``return``."""
        self._decide(actor, notice_id, _step(REVIEW, result), opinion, seen)

    def secrecy(
        self, actor: Actor, notice_id: str, result: str, opinion: str = "", *, seen: str | None = None
    ) -> None:
        """Secrecy review of this one item: ``pass``, ``return`` or ``refer``."""
        self._decide(actor, notice_id, _step(SECRECY, result), opinion, seen)

    def decline(
        self, actor: Actor, notice_id: str, result: str, opinion: str, *, seen: str | None = None
    ) -> None:
        """The approver's no: ``return`` to the drafter, or ``reject`` (not to be disclosed)."""
        self._decide(actor, notice_id, _step(APPROVAL, result), opinion, seen)

    def approve(self, actor: Actor, notice_id: str, opinion: str = "", *, seen: str | None = None) -> Binding:
        """Approve: the frames are drawn and stored, the window opens, the publisher is woken."""
        with self._database.read() as session:
            held = hold(session, notice_id, seen=seen)
            require(actor, Step.APPROVE, held.state, held.hands)
            advance(held.state, Step.APPROVE)
            notice = held.content()
        self._refuse_blocks(notice)
        if not self._categories.get(notice.category).led_allowed:
            label = self._categories.get(notice.category).label_zh
            raise Refused.of("category_not_on_led", where="category", label=label)
        programs = self.programs(notice)
        digest = held.version.digest
        with self._database.write() as session:
            now = self._clock.now()
            held = hold(session, notice_id, seen=digest)
            binding = Binding(programs, self.plan(notice).window)
            bound = binding.as_dict()
            facts = {"issuing_unit": notice.issuing_unit, "correction_of": notice.correction_of or ""}
            decision = take(
                session,
                held,
                actor,
                Step.APPROVE,
                at=now,
                opinion=opinion,
                bound=bound,
                bound_to=bound,
                **facts,
            )
            write_orders(session, held, notice, decision, binding, actor, now)
        self._ring()
        return binding

    def withdraw(self, actor: Actor, notice_id: str, reason: str) -> None:
        """Take a notice back, whatever its state; a sign that shows it is cleared at once (R2)."""
        now = self._clock.now()
        with self._database.write() as session:
            held = hold(session, notice_id)
            take(session, held, actor, Step.WITHDRAW, at=now, opinion=reason)
            for order_id in _running_orders(session, notice_id):
                session.add(
                    OrderStop(order_id=order_id, at=now, cause="person", account=actor.account, reason=reason)
                )
        self._ring()

    # -- inside ----------------------------------------------------------------------------

    def _decide(self, actor: Actor, notice_id: str, step: Step, opinion: str, seen: str | None) -> None:
        with self._database.write() as session:
            held = hold(session, notice_id, seen=seen)
            take(session, held, actor, step, at=self._clock.now(), opinion=opinion)

    def _refuse_blocks(self, notice: Notice) -> None:
        screened = self.examine(notice)
        blocks = [finding.sentence for finding in screened.findings if finding.severity is Severity.BLOCK]
        if blocks:
            raise Refused(LedctlError.of("screening_blocks", count=len(blocks)).sentences[0], *blocks)

    def _version(
        self, row: NoticeRow, actor: Actor, screened: Screened, source: bytes, author: str = ""
    ) -> Version:
        findings = [finding.as_dict() for finding in screened.findings]
        return Version(
            notice_id=row.id,
            no=row.version,
            content=canonical(screened.public).decode(),
            digest=content_digest(screened.public),
            source_digest=hashlib.sha256(source).hexdigest(),
            findings=json.dumps(findings, ensure_ascii=False),
            redacted=_was_redacted(screened),
            author=author or actor.account,
            editor=actor.account,
            created_at=self._clock.now(),
        )

    def _next_version(
        self, session: Session, held: Held, actor: Actor, screened: Screened, source: bytes
    ) -> Version:
        """An unsubmitted draft is written over; anything later gets a new version."""
        old = held.version
        fresh = self._version(held.row, actor, screened, source, author=old.author)
        if old.submitted_at is None:
            for name in ("content", "digest", "source_digest", "findings", "redacted", "editor"):
                setattr(old, name, getattr(fresh, name))
            return old
        fresh.no = old.no + 1
        session.add(fresh)
        return fresh

    def _record_draft(self, session: Session, row: NoticeRow, version: Version, actor: Actor) -> None:
        append(
            session,
            kind=EVENT_OF[Step.EDIT],
            at=self._clock.now(),
            actor=actor.account,
            via=actor.via,
            cause="person",
            notice=row.id,
            practice=row.practice,
            name=actor.name,
            title=row.title,
            category=row.category,
            version=version.no,
            digest=version.digest,
            source_digest=version.source_digest,
        )


def examine(notice: Notice, categories: Categories | None = None) -> Screened:
    """Every finding about a notice, by the shipped rules: what the desk asks, and what ``check`` prints."""
    known = categories or shipped_categories()
    return screen(
        notice,
        category=known.get(notice.category),
        normalise=glyphs.normalise,
        holes=glyphs.holes,
        words=shipped_words(),
    )


@cache
def shipped_categories() -> Categories:
    return load_categories((shared("config/defaults") / "categories.toml").read_text("utf-8"))


@cache
def shipped_words() -> Words:
    return load_words((shared("config/defaults") / "words.toml").read_text("utf-8"))


def _was_redacted(screened: Screened) -> bool:
    """Whether personal data was taken out of free text, which a clerk has to look at and accept."""
    return any(f.severity is Severity.BLOCK and f.code.startswith("personal_") for f in screened.findings)


def _step(table: Mapping[str, Step], result: str) -> Step:
    try:
        return table[result]
    except KeyError:
        known = ", ".join(table)
        raise BadInput.of("wrong_file_for_step", where="result", value=result, known=known) from None


def _running_orders(session: Session, notice_id: str) -> list[int]:
    stopped = select(OrderStop.order_id)
    found = session.exec(
        select(DisplayOrder.id).where(
            DisplayOrder.notice_id == notice_id, col(DisplayOrder.id).not_in(stopped)
        )
    )
    return [order_id for order_id in found if order_id is not None]
