"""The office of random days: one site, its people signed in, one sign, and how a command is taken.

``command`` is the only way the rules take one: what it must leave behind, and that a
refused one leaves nothing, is looked at there.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from drivers.base import Frame
from ledctl.accounts.model import Actor, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.errors import LedctlError, NotSignedIn
from ledctl.ledger.recorder import Recorder
from ledctl.notices.frames import unpack
from ledctl.publishing.switch import Switch
from ledctl.publishing.worker import SignWorker
from ledctl.station import open_station
from tests.conftest import NINE_IN_SHANGHAI, QUICK
from tests.every_command import law
from tests.every_command.book import Book, Change, Row, bound_of, instant
from tests.every_command.commands import EVENT_OF, GROUPS, LAPSED
from tests.every_command.contents import SHANGHAI
from tests.every_command.people import NOBODY, People
from tests.publishing.office import MoodySign

SIGNS_FIRST = frozenset(
    {"Proofs.make", "Exports.write", "Forms.file", "Retention.approve", "Retention.carry_out"}
)
"""Commands that sign a checkpoint before they do anything: it stands, whatever becomes of them."""

NOT_SEEN = "0" * 64
"""The digest of no version: whoever looked at that one decides on nothing (R1)."""

PASSWORD = "correct horse battery 9"


class PowerCut(Exception):
    """The machine stopped while a transaction was being written."""


class Panel(MoodySign):
    """A sign that counts as a real one where the site is live."""

    def be(self, *, real: bool) -> None:
        self.capabilities = dataclasses.replace(self.capabilities, virtual=not real)


class Office:
    """A site of its own, copied from one that was made ready, and what was observed there."""

    def __init__(self, ready: Path, rules: law.Rules, *, live: bool) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ledctl-every-"))
        shutil.copytree(ready, self.folder, dirs_exist_ok=True)
        self.rules, self.live, self.people = rules, live, People()
        self.clock = FrozenClock(NINE_IN_SHANGHAI)
        self.tokens: dict[str, str] = {}
        self.tried: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.power_cut = self._cut_now = self.cut = self.killed = self.rung = False
        self._frames: dict[str, frozenset[Frame]] = {}
        self._open()
        self.sign = Panel(self.station.settings.signs["gate"].make_panel())
        self.begin_publishing()

    # -- the site ---------------------------------------------------------------------------

    def _open(self) -> None:
        (self.folder / "site.toml").write_text(site_toml(self.rules, live=self.live))
        cheap = Passwords(QUICK())
        self.station = open_station(self.folder, clock=self.clock, passwords=cheap)
        event.listen(self.station.database.engine, "commit", self._cut)
        self.book = Book(self.folder)

    def begin_publishing(self) -> None:
        """A new process takes the sign; the one before it ended without a word."""
        station, zone = self.station, self.station.settings.zoneinfo
        self.sign.be(real=self.live)
        self.worker = SignWorker(
            "gate",
            self.sign,
            database=station.database,
            clock=self.clock,
            recorder=Recorder(station.database, "gate", zone, self.clock),
            zone=zone,
            poll_s=1.0,
            retry_s=5.0,
            life_s=120,
            practice_site=not self.live,
            switch=Switch(
                station.database, self.clock, signs=["gate"], practice=not self.live, ring=self._ring
            ),
        )
        self.settle()

    def _ring(self) -> None:
        self.rung = True

    def restart(self, *, live: bool | None = None) -> None:
        """Every process dies; the site may come back in the other mode."""
        self.killed = True
        self._close()
        if live is not None and live is not self.live:
            self.sign.broken = None
            self.sign.blank()  # somebody switched the sign off over it
            self.live = live
        self._open()
        self.begin_publishing()

    def close(self) -> None:
        try:
            self.worker.stop()
            told = self.station.verify()
            assert told.ok, told.problems
            assert told.displays == len(self.sign.taken) or self.killed
        finally:
            self._close()
            shutil.rmtree(self.folder)

    def _close(self) -> None:
        self.station.close()
        self.book.close()

    def _cut(self, _connection: object) -> None:
        if self._cut_now:
            self._cut_now = False
            raise PowerCut

    # -- people -----------------------------------------------------------------------------

    @property
    def today(self) -> dt.date:
        return self.clock.now().astimezone(SHANGHAI).date()

    def actor(self, account: str) -> Actor | None:
        """The person, signed in; nobody while the account is stopped."""
        if account == NOBODY:
            return Actor(account, account, frozenset(), Via.WEB)
        registry = self.station.registry
        try:
            return registry.actor(self.tokens.get(account, ""))
        except NotSignedIn:
            pass
        if account in self.people.stopped:
            return None
        self.tokens[account], person = registry.sign_in(account, PASSWORD, via=Via.WEB)
        return person

    # -- commands ---------------------------------------------------------------------------

    def command(self, use: Callable[..., Any], by: str | None, *given: Any, **more: Any) -> tuple[bool, Any]:
        """Take a command as this person; whether it was done, and what it answered.

        ``LedctlError`` is a refusal, which changes nothing but to let lapse what is due;
        anything else the program raises is a fault of it.
        """
        name = use.__qualname__
        group = next(kind for kind in GROUPS if kind.__name__ == name.partition(".")[0])
        who = [] if by is None else [self.actor(by)]
        if None in who:
            return False, None
        self.tried[name] += 1
        done, answer = True, None
        self.book.read()
        self.cut = self._cut_now = self.power_cut
        self.power_cut = False
        try:
            answer = use(GROUPS[group](self.station), *who, *given, **more)
        except (LedctlError, PowerCut) as refusal:
            done, answer = False, refusal
        self._cut_now = False
        change = self.book.read()
        self._look_at(change, by)
        if not done:
            self._look_at_refusal(name, change)
        else:
            self.done[name] += 1
            assert more.get("seen") != NOT_SEEN, f"{name} on what was not seen"
        self.last = change
        law.orders_hold(self.book, self.clock.now())
        return done, answer

    def _look_at_refusal(self, name: str, change: Change) -> None:
        """Only what was due to lapse, or signed first, may have changed: those are steps of their own."""
        lapsed = {row["notice_id"] for row in change.came.get("decision", []) if row["step"] == "lapse"}
        events = change.events()
        if name in SIGNS_FIRST:
            events.pop("checkpoint_signed", None)
        assert events == Counter({LAPSED: len(lapsed)} if lapsed else {}), (name, change)
        assert change.altered.keys() <= ({"notice"} if lapsed else set()), (name, change)
        assert change.touched() == lapsed, (name, change)

    def _look_at(self, change: Change, by: str | None) -> None:
        """Each decision with its event, by who was permitted; each approval with its chain (R5, R12)."""
        told = [row for row in change.came.get("event", []) if row["kind"] in EVENT_OF.values()]
        decided = change.came.get("decision", [])
        said = [(row["notice"], *_step(row), row["actor"]) for row in told]
        assert said == [(row["notice_id"], row["step"], row["version_no"], row["account"]) for row in decided]
        assert [row["kind"] for row in told] == [EVENT_OF[row["step"]] for row in decided]
        for row in change.came.get("event", []):
            assert row["actor"] == ("system" if _of_itself(row) else by), (row, by)
        for row in decided:
            self._look_at_decision(row)
            law.not_too_late(row, self.book, self.rules)
        assert set(change.altered) <= {"notice", "version", "turn", "person", "alembic_version"}
        for before, _ in change.altered.get("version", []):
            assert before["submitted_at"] is None, "what was handed in was changed (R1)"

    def _look_at_decision(self, row: Row) -> None:
        if row["step"] == "lapse":
            assert row["account"] == "system"
            return
        law.permitted(row, self.book, self.people, self.rules, self.today)
        if row["step"] not in law.TAKING_DOWN:
            assert bool(row["practice"]) is not self.live, "of the other mode (R7)"
        if row["step"] == "approve":
            law.chain_holds(row, self.book, self.rules)
            law.corrected_together(row, self.book)
            self._look_at_orders_of(row)
        if row["step"] == "extend":
            self._look_at_orders_of(row)

    def _look_at_orders_of(self, decision: Row) -> None:
        """What opens a window wrote one order for each sign; other steps none."""
        bound = bound_of(decision)
        orders = self.book.rows("display_order", decision_id=decision["id"])
        assert {row["sign"] for row in orders} == set(bound["signs"] if "starts_at" in bound else ())

    # -- the sign ---------------------------------------------------------------------------

    def settle(self) -> None:
        """The worker does what is due; what is lit then must be bound, or nobody can know.

        Once more when a drill that ended by its own answer rings.
        """
        self.rung = False
        self.worker.step()
        if self.rung:
            self.worker.step()
        self.book.read()
        self.look_at_sign()

    def look_at_sign(self) -> None:
        """R1, R3, R11, R28: dark if that is ordered, else dark or bound.

        Bound is a page of a program that a standing decision binds in its window.
        """
        if self.sign.broken is not None or self.worker._wire.retry_at is not None:
            return
        now, current = self.clock.now(), self.sign.current
        bound = [
            frames
            for digest, frames in self._programs().items()
            if law.may_be_lit(digest, "gate", self.book, now, live=self.live)
        ]
        if self.is_ordered_dark():
            assert not any(current.data), "lit in a blackout"
        elif any(current.data):
            assert any(current in frames for frames in bound), "what is lit is not bound"
        else:
            assert not [one for one in bound if self._is_going()], "something should stand"

    def is_ordered_dark(self) -> bool:
        """Whether a blackout of this mode was not lifted, or a drill is not over (R7, R29)."""
        now, ended = self.clock.now(), {row["blackout_id"] for row in self.book.rows("blackout_end")}
        return any(
            row["id"] not in ended
            and bool(row["practice"]) is not self.live
            and (row["until"] is None or now < instant(row["until"]))
            for row in self.book.rows("blackout")
        )

    def _is_going(self) -> bool:
        """Whether any order of this mode is open now."""
        now = self.clock.now()
        stopped = {row["order_id"] for row in self.book.rows("order_stop")}
        return any(
            row["id"] not in stopped
            and bool(row["practice"]) is not self.live
            and instant(row["starts_at"]) <= now < instant(row["ends_at"])
            for row in self.book.rows("display_order")
        )

    def _programs(self) -> dict[str, frozenset[Frame]]:
        for row in self.book.rows("program"):
            if row["digest"] not in self._frames:
                program = unpack(row["body"], digest=row["digest"])
                self._frames[row["digest"]] = frozenset(page.frame for page in program.pages)
        return self._frames


def _of_itself(row: Row) -> bool:
    """What nobody does by hand: an item lapses, a drill ends, a form that is filed is sealed before."""
    sealed = row["kind"] == "checkpoint_signed" and json.loads(row["payload"])["why"] == "report"
    return row["kind"] == LAPSED or sealed or _ends_drill(row)


def _ends_drill(row: Row) -> bool:
    """Nobody lifts a drill."""
    return bool(row["kind"] == "blackout_off" and json.loads(row["payload"])["drill"])


def _step(row: Row) -> tuple[str, int]:
    said = json.loads(row["payload"])
    return said["step"], said["version"]


def site_toml(rules: law.Rules, *, live: bool) -> str:
    named = "".join(f'"{code}" = {json.dumps([*who])}\n' for code, who in rules.named.items())
    desk = f"approver_reviews = {json.dumps(rules.approver_reviews)}\nlapse_days = {rules.lapse_days}\n"
    mode = "live" if live else "practice"
    return f'mode = "{mode}"\n[web]\nsession_hours = 24\n[desk]\n{desk}[desk.signers]\n{named}'
