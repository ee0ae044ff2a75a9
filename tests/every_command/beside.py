"""Commands that are no step on a notice: forms, shapes, kept data, notes, words, time that lapses, people."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import rule

from ledctl.accounts.delegations import Delegations
from ledctl.accounts.model import Role
from ledctl.accounts.staff import Staff
from ledctl.alerts.conditions import Alert
from ledctl.alerts.records import raise_alert
from ledctl.alerts.seeing import Alerts
from ledctl.archive.classes import RecordClass
from ledctl.archive.retention import Retention
from ledctl.clock import to_ms
from ledctl.errors import LedctlError
from ledctl.forms.book import Forms
from ledctl.forms.library import forms_of
from ledctl.glyphs.foundry import Foundry
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.notices.keeping import Keeping
from ledctl.notices.lapses import Lapses
from ledctl.notices.objections import Objections
from ledctl.notices.publications import Publications
from ledctl.notices.queries import one
from ledctl.notices.remarks import Remarks
from ledctl.notices.rounds import Rounds
from ledctl.notices.series import Series
from ledctl.notices.sweep import Sweep
from ledctl.notices.wordlist import Rank, WordList
from ledctl.proof.proving import Proofs
from ledctl.publishing.timekeeping import Timekeeping
from ledctl.questions.checkpoints import Checkpoints
from ledctl.questions.exports import Exports, Wanted
from ledctl.reports.asking import Asking
from ledctl.reports.periods import quarter
from ledctl.templates.cabinet import Cabinet
from tests.every_command import law
from tests.every_command.contents import FORM, MOBILE
from tests.every_command.counting import Counting
from tests.every_command.drawing import NOTICES, PEOPLE, REASON, WORD, Commands, takes
from tests.every_command.people import FIRST, Delegation
from tests.exported_site import check
from tests.glyphs.pen import RARE, font, glyph

CELLS = frozenset(address for address, _, _ in forms_of(None)["2017"].addresses())


class Beside(Counting):
    """Two rules take all of these, so that steps on notices are most of a day."""

    @rule(
        data=st.data(),
        what=st.sampled_from(
            [
                "form",
                "shape",
                "keep",
                "note",
                "next_number",
                "words",
                "lapse",
                "alert",
                "clock",
                "old_records",
                "seal",
                "published",
                "proof",
                "year_form",
                "carry_out",
            ]
        ),
    )
    def beside(self, data: st.DataObject, what: str) -> None:
        """Everything that is no step on a notice."""
        getattr(self, what)(data)

    @rule(data=st.data(), what=st.sampled_from(["delegate", "end_delegation", "staff", "look_round"]))
    def people(self, data: st.DataObject, what: str) -> None:
        """Who is who changes while notices are on their way."""
        getattr(self, what)(data)

    @takes(Cabinet.propose, Cabinet.approve, Cabinet.reject, Cabinet.withdraw)
    def form(self, data: st.DataObject) -> None:
        uses = (Cabinet.approve, Cabinet.approve, Cabinet.reject, Cabinet.withdraw)
        self.propose(data, uses, "warning_template", lambda by: (Cabinet.propose, by, FORM, REASON))

    @takes(Foundry.propose, Foundry.approve, Foundry.reject, Foundry.withdraw)
    def shape(self, data: st.DataObject) -> None:
        uses = (Foundry.approve, Foundry.approve, Foundry.reject, Foundry.withdraw)
        self.propose(data, uses, "glyph", lambda by: (Foundry.propose, by, font(glyph(RARE)), REASON))

    def propose(self, data: st.DataObject, uses: Sequence[Commands], table: str, first: Commands) -> None:
        """Hand in one of these, or decide on one: nobody decides on an own proposal (R5)."""
        rows = self.office.book.rows(table)
        if not rows or data.draw(st.integers(0, 4)) == 4:
            self.office.command(*first(self.who(data, "drafter")))
            return
        use, number = data.draw(st.sampled_from(uses)), self.row_of(data, table)
        by = self.who(data, "approver")
        done, _ = self.office.command(use, by, number, self.opinion(data))
        if done:
            (decided,) = self.office.last.came[f"{table}_decision"]
            has, step = self.office.people.own(by), decided["step"]
            assert step == use.__name__
            assert step == "withdraw" or decided["proposer"] != by
            assert has & (law.ROLES[step] if step == "withdraw" else {"approver"})
        self.office.settle()

    @takes(Retention.propose, Retention.approve, Retention.reject, Retention.withdraw, Retention.carry_out)
    def old_records(self, data: st.DataObject) -> None:
        """Whoever asks, in whatever order: nothing of these days is old enough to be given up."""
        deeds = (Retention.approve, Retention.reject, Retention.withdraw)
        by, what = self.who(data, "drafter", "approver"), data.draw(st.integers(0, 4))
        if what < len(deeds):
            done, _ = self.office.command(deeds[what], by, 1, REASON)
        elif what == len(deeds):
            done, _ = self.office.command(Retention.carry_out, by, 1)
        else:
            kept = data.draw(st.sampled_from(list(RecordClass)))
            done, _ = self.office.command(Retention.propose, by, kept, REASON)
        assert not done

    @takes(Alerts.acknowledge)
    def alert(self, data: st.DataObject) -> None:
        """Anybody of the office has seen an alert, once; who only looks, or posts, has not."""
        if not self.office.book.rows("alert"):
            with self.office.station.database.write() as session:
                at = self.office.clock.now()
                raise_alert(session, Alert("link_down", "gate"), at=at, practice=not self.office.live)
            self.office.book.read()
        by, number = self.who(data, "drafter", "operator"), self.row_of(data, "alert")
        done, _ = self.office.command(Alerts.acknowledge, by, number)
        if done:
            (seen,) = self.office.last.came["alert_seen"]
            assert seen["account"] == by
            assert self.office.people.own(by) - {"auditor", "village_poster"}
        self.office.settle()

    @takes(Proofs.make)
    def proof(self, data: st.DataObject) -> None:
        """Evidence of anything may be taken; it leaves its event with the file's digest, and a checkpoint."""
        office, out = self.office, io.BytesIO()
        by, notice = self.who(data, "auditor", "reviewer"), data.draw(st.sampled_from(NOTICES))
        done, _ = office.command(Proofs.make, by, notice, out)
        assert not office.last.altered
        if done:
            assert office.people.own(by) - {"village_poster"}
            assert office.last.came.keys() <= {"event", "fact", "checkpoint"}
            told = json.loads(office.book.rows("event", kind="proof_made")[-1]["payload"])
            assert told["digest"] == sha256(out.getvalue()).hexdigest()

    @takes(Forms.enter, Forms.file, Forms.all, Forms.fill, Forms.draft, Forms.history)
    @takes(Forms.filed, Forms.versions, Forms.filings, Forms.compare)
    def year_form(self, data: st.DataObject) -> None:
        """The office enters, a reviewer or an approver files; nothing of a notice changes by it."""
        office, period, forms = self.office, quarter(2026, 1), self.office.station.forms
        if data.draw(st.booleans()):
            by, cells = self.who(data, "drafter", "operator"), {"9.1:now": "2"}
            signed = {signer.address: "某人" for signer in forms.all()["2017"].signers}
            more = {"source": "登记簿", "zero_rest": data.draw(st.booleans())}
            done, _ = office.command(Forms.enter, by, "2017", period, cells | signed, **more)
            assert not done or office.people.own(by) & {"drafter", "reviewer", "approver", "operator"}
            assert not done or {row["account"] for row in office.last.came["form_cell"]} == {by}
        else:
            by = self.who(data, "reviewer", "approver")
            done, _ = office.command(Forms.file, by, "2017", period, reason=REASON)
            assert not done or office.people.own(by) & {"reviewer", "approver"}
        assert not office.last.altered
        forms.draft()
        assert forms.history("2017", period).keys() <= {*forms.fill("2017", period).entries(), *CELLS}
        for version in forms.versions("2017", period):
            assert forms.filed("2017", period, version.version).imprint in [
                one for *_, one in forms.filings()
            ]
            forms.compare("2017", period, version.version)

    @takes(Keeping.propose, Keeping.confirm)
    def keep(self, data: st.DataObject) -> None:
        """A datum is asked for and agreed to; never by one person alone."""
        again = data.draw(st.booleans())
        office, datum = self.office, data.draw(st.sampled_from([MOBILE, MOBILE, "19000000001"]))
        if not again:
            by, notice = self.who(data, "drafter"), self.any_of(data, ["K0"], NOTICES)
            done, number = office.command(Keeping.propose, by, notice, "body[0]", datum, REASON)
            self.asked |= {number: datum} if done else {}
            return
        by, number = self.who(data, "reviewer", "approver"), self.row_of(data, "keep_request")
        done, _ = office.command(Keeping.confirm, by, "K0", number, datum)
        if done:
            assert office.book.tables["keep_request"][number]["account"] != by
            assert self.asked[number] == datum

    @takes(Objections.receive, Objections.decide, Publications.put_up, Publications.take_down)
    @takes(Rounds.refresh, Remarks.add)
    def note(self, data: st.DataObject) -> None:
        """What is written down around a notice changes nothing of it."""
        notice = data.draw(st.sampled_from(NOTICES))
        what = data.draw(st.integers(0, 5))
        office, by = self.office, self.who(data, "reviewer", "operator")
        day = {"next_on": office.today + dt.timedelta(days=9)}
        told = self.any_of(data, office.book.in_state("approved"), [notice])
        seen, went_up = self.row_of(data, "objection"), self.row_of(data, "posting")
        calls: list[tuple[Commands, Any, dict[str, Any]]] = [
            (Objections.receive, told, {"how": "phone", "summary": "金额有误"}),
            (Objections.decide, seen, {"outcome": "accepted", "note": "属实", "rechecked": True}),
            (Publications.put_up, told, {"channel": "board_town", "place": "镇政府公告栏"}),
            (Publications.take_down, went_up, {"reason": "期满"}),
            (Rounds.refresh, self.any_of(data, ["S0"], NOTICES), day),
        ]
        use, of, more = calls[what] if what < len(calls) else (Remarks.add, notice, {"text": "请核对。"})
        office.command(use, by, of, **more)
        assert not office.last.altered, "a note changed something"

    @takes(Asking.accept, Asking.shortfall, Asking.shortfalls, Asking.stood)
    def lost_time(self, data: st.DataObject) -> None:
        """An outage asks about what runs; a word ends the question, and changes nothing of the notice."""
        notice, office, asking = data.draw(st.sampled_from(NOTICES)), self.office, self.office.station.asking
        until = to_ms(office.clock.now())
        with office.station.database.write() as session:
            begin_outage(session, "gate", Outage.LINK, until - 20 * 3_600_000)
            end_outages(session, open_outages(session, "gate"), until, How.CONFIRMED)
        office.book.read()
        asked = {one.notice for one in asking.shortfalls()}
        assert (asking.shortfall(notice) is not None) == (notice in asked)
        assert notice not in asked or asking.stood(notice)
        assert not office.book.read().came
        by = self.who(data, "operator")
        done, _ = office.command(Asking.accept, by, notice, "公示栏同时张贴")
        assert not done or (notice in asked and office.people.own(by) & {"operator", "approver"})
        assert not office.last.altered

    @takes(Series.start_next, Series.next_of, Series.compared)
    def next_number(self, data: st.DataObject) -> None:
        notice = data.draw(st.sampled_from(NOTICES))
        self.office.command(Series.start_next, self.who(data, "drafter"), notice, new_id="A4")
        series, database = self.office.station.series, self.office.station.database
        self.office.book.read()
        with suppress(LedctlError):
            series.next_of(notice)
            series.compared(one(database, notice))
        assert not self.office.book.read().came

    @takes(WordList.add, WordList.remove, WordList.save, WordList.now, Sweep.run)
    def words(self, data: st.DataObject) -> None:
        what = data.draw(st.sampled_from(["add", "remove", "save", "sweep"]))
        office, by = self.office, self.who(data, "administrator")
        if what == "sweep":
            office.command(Sweep.run, self.who(data, "auditor", "reviewer"))
            return
        if what == "save":
            done, _ = office.command(WordList.save, by, office.station.words.now())
        else:
            use = WordList.add if what == "add" else WordList.remove
            done, _ = office.command(use, by, data.draw(st.sampled_from(list(Rank))), WORD)
        assert not done or "administrator" in office.people.own(by)
        assert not office.last.came.keys() - {"event"}

    @takes(Timekeeping.accept, Timekeeping.state)
    def clock(self, data: st.DataObject) -> None:
        """R15: a clock nobody doubts is not accepted, by anybody; nothing goes back."""
        office, by = self.office, self.who(data, "administrator", "approver")
        watch = data.draw(st.sampled_from(["2026-11-24 09:05", "gestern"]))
        done, _ = office.command(Timekeeping.accept, by, watch)
        assert not done
        assert office.station.timekeeping.state().is_trusted

    @takes(Checkpoints.sign, Checkpoints.change_key, Checkpoints.newest, Checkpoints.last, Checkpoints.one)
    @takes(Checkpoints.key, Checkpoints.unanchored, Checkpoints.check)
    def seal(self, data: st.DataObject) -> None:
        """Anybody fixes the record as it is, an administrator alone changes the key; neither changes it."""
        office, lost = self.office, data.draw(st.integers(0, 2)) == 2
        if lost and (key := office.folder / "keys" / "checkpoint.key").exists():
            key.unlink()
        by = self.who(data, "administrator")
        use = data.draw(st.sampled_from([Checkpoints.sign, Checkpoints.sign, Checkpoints.change_key]))
        done, _ = office.command(use, by, *([REASON] if use is Checkpoints.change_key else []))
        assert not office.last.altered
        assert not done or use is Checkpoints.sign or "administrator" in office.people.own(by)
        seals, key = office.station.checkpoints, office.station.checkpoints.key()
        if (newest := seals.last()) is not None:
            assert key is not None
            assert seals.one(newest.no) == seals.newest(limit=1)[0] == newest
            assert seals.check([newest.code]).ok
            assert seals.unanchored().checkpoint == newest.no
        assert not office.book.read().came, "looking changed something"

    @takes(Exports.write)
    def carry_out(self, data: st.DataObject) -> None:
        """Who answers for the record may take it out of the house; it is on record, and holds there."""
        office, by, file = (
            self.office,
            self.who(data, "auditor", "approver"),
            self.office.folder / "export.zip",
        )
        wanted = data.draw(st.sampled_from([Wanted(), Wanted(notice=self.which(data))]))
        done, _ = office.command(Exports.write, by, file, wanted, over=True)
        assert not office.last.altered
        if done:
            assert {"auditor", "approver", "administrator"} & set(office.people.own(by))
            assert [row["kind"] for row in office.last.came["event"]][-1] == "exported"
            assert check(file)[0] == 0

    @takes(Lapses.lapse, Lapses.lapse_due)
    def lapse(self, data: st.DataObject) -> None:
        """R6: only what waits, and only after all its days."""
        days = data.draw(st.sampled_from([0, 1, 19, 20]))
        if days:
            self.office.clock.advance(days * 86_400)
            self.office.restart()
        if data.draw(st.booleans()):
            self.office.command(Lapses.lapse_due, None)
            return
        self.office.command(Lapses.lapse, None, self.which(data, *law.PENDING))

    @takes(Delegations.give)
    def delegate(self, data: st.DataObject) -> None:
        first = data.draw(st.integers(-1, 3))
        days = data.draw(st.integers(0, 9))
        office, giver = self.office, data.draw(st.sampled_from([*FIRST]))
        stand_in = data.draw(st.sampled_from([*FIRST]))
        by = self.any_of(data, [giver, "jin"], PEOPLE)
        begins = office.today + dt.timedelta(days=first)
        ends = begins + dt.timedelta(days=days)
        self.give(by, giver, stand_in, begins, ends)

    def give(self, by: str, giver: str, stand_in: str, first: dt.date, last: dt.date) -> int:
        office, days = self.office, {"first": first, "last": last}
        done, number = office.command(Delegations.give, by, giver, stand_in, **days, reason=REASON)
        if done:
            assert by == giver or "administrator" in office.people.own(by)
            office.people.delegations[number] = Delegation(giver, stand_in, first, last)
        return number if done else 0

    def take_back(self, by: str, number: int) -> None:
        if self.office.command(Delegations.end, by, number, REASON)[0]:
            self.office.people.delegations[number].ended = True

    @takes(Delegations.end, Delegations.all, Delegations.seen_by)
    def end_delegation(self, data: st.DataObject) -> None:
        office, number = self.office, self.row_of(data, "delegation")
        by = self.any_of(data, ["jin"], PEOPLE)
        self.take_back(by, number)
        known = {found.id for found in office.station.delegations.all()}
        assert known == office.people.delegations.keys()
        if (person := office.actor(by)) is not None:
            assert {one.id for one in office.station.delegations.seen_by(person)} <= known

    @takes(Staff.change_roles, Staff.disable, Staff.enable)
    def staff(self, data: st.DataObject) -> None:
        what = data.draw(st.integers(0, 4))
        office, by, of = self.office, self.any_of(data, ["jin"], PEOPLE), data.draw(st.sampled_from([*FIRST]))
        people = office.people
        if what == 0:
            usual = st.just({Role(one) for one in FIRST[of]})
            roles = data.draw(st.one_of(usual, usual, st.sets(st.sampled_from(list(Role)), max_size=3)))
            if office.command(Staff.change_roles, by, of, roles)[0]:
                people.roles[of] = frozenset(role.value for role in roles)
        elif what == 1:
            if office.command(Staff.disable, by, of)[0]:
                people.stopped.add(of)
        elif people.stopped:
            of = self.any_of(data, sorted(people.stopped), [of])
            if office.command(Staff.enable, by, of)[0]:
                people.stopped.discard(of)

    @takes(Cabinet.waiting_for, Foundry.waiting_for, Foundry.drawn, Retention.now, Retention.listing)
    def look_round(self, data: st.DataObject) -> None:
        """Whoever only looks changes nothing."""
        office, person = self.office, self.office.actor(data.draw(st.sampled_from(PEOPLE)))
        if person is not None:
            office.book.read()
            office.station.cabinet.waiting_for(person)
            office.station.foundry.waiting_for(person)
            office.station.foundry.drawn()
            assert not office.station.retention.listing()
            assert not any(kept.due for kept in office.station.retention.now())
            change = office.book.read()
            assert not change.came
            assert not change.altered
