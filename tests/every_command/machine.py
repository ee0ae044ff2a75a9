"""Every command of the office, taken by anybody in any state, in any order, while time passes.

Each rule draws a person and a notice: mostly ones for which the command makes sense,
often any at all. ``takes`` names the commands a rule takes, and a test holds the list
against the classes: a command without a rule is found at once (R12).
"""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
from hypothesis.stateful import rule

from ledctl.errors import LedctlError
from ledctl.notices.afterwards import AfterApproval
from ledctl.notices.desk import Desk
from ledctl.notices.queries import one
from ledctl.notices.warnings import Warnings
from tests.every_command.asking import AskingTheRecord
from tests.every_command.at_the_boards import AtTheBoards
from tests.every_command.beside import Beside
from tests.every_command.book import Row, bound_of, instant
from tests.every_command.contents import write
from tests.every_command.darkening import Darkening
from tests.every_command.drawing import NOTICES, PEOPLE, REASON, WAITS_FOR, WRITTEN, takes
from tests.every_command.people import FIRST
from tests.every_command.power import TimeAndPower


class EveryCommand(AskingTheRecord, AtTheBoards, Beside, Darkening, TimeAndPower):
    """One office; see ``office.Office.command`` for what holds after each step."""

    # -- writing ------------------------------------------------------------------------------

    @rule(data=st.data(), notice=st.sampled_from(NOTICES))
    @takes(Desk.draft, Desk.draft_all, Desk.edit)
    def write(self, data: st.DataObject, notice: str) -> None:
        by, office = self.who(data, "drafter"), self.office
        content = self.content(data, notice)
        row = office.book.notice(notice)
        if data.draw(st.booleans()) if row is None else data.draw(st.integers(0, 9)) == 9:
            both = [(self.content(data, name), b"source") for name in ("A2", "A3")]
            office.command(Desk.draft_all, by, both)
        elif row is None:
            office.command(Desk.draft, by, content)
        else:
            before = row["state"]
            done, _ = office.command(Desk.edit, by, notice, content, seen=self.seen(data, notice))
            assert not done or before in WRITTEN, before
        office.settle()

    @rule(data=st.data())
    @takes(Desk.submit)
    def submit(self, data: st.DataObject) -> None:
        notice = self.which(data, "draft")
        accept = data.draw(st.booleans())
        by, seen = self.who(data, "drafter"), self.seen(data, notice)
        self.office.command(Desk.submit, by, notice, seen=seen, accept_redactions=accept)

    # -- deciding -----------------------------------------------------------------------------

    @rule(data=st.data(), result=st.sampled_from(["pass", "pass", "return", "odd"]))
    @takes(Desk.review)
    def review(self, data: st.DataObject, result: str) -> None:
        notice = self.which(data, "in_review")
        by, seen = self.who(data, "reviewer", "approver", but=self.hands(notice)), self.seen(data, notice)
        self.office.command(Desk.review, by, notice, result, self.opinion(data), seen=seen)

    @rule(data=st.data(), result=st.sampled_from(["pass", "pass", "return", "refer"]))
    @takes(Desk.secrecy)
    def secrecy(self, data: st.DataObject, result: str) -> None:
        notice = self.which(data, "in_secrecy")
        by, seen = self.who(data, "secrecy_reviewer", but=self.hands(notice)), self.seen(data, notice)
        self.office.command(Desk.secrecy, by, notice, result, self.opinion(data), seen=seen)

    @rule(data=st.data(), result=st.sampled_from(["return", "reject"]))
    @takes(Desk.decline)
    def decline(self, data: st.DataObject, result: str) -> None:
        notice = self.which(data, "in_approval")
        by, seen = self.who(data, "approver"), self.seen(data, notice)
        self.office.command(Desk.decline, by, notice, result, self.opinion(data), seen=seen)

    @rule(data=st.data())
    @takes(Desk.approve, Desk.programs, Desk.examine, Desk.plan)
    def approve(self, data: st.DataObject) -> None:
        notice = self.which(data, "in_approval")
        self.sign(data, notice, self.who(data, "approver", but=self.hands(notice)))

    def sign(self, data: st.DataObject, notice: str, by: str) -> bool:
        """A leader looks at the pixels and signs; what is bound then is what was seen."""
        looked = self.look(notice)
        pixels = self.any_of(data, [None, looked], [{"gate": "0" * 64}, {}])
        done, answer = self.office.command(Desk.approve, by, notice, REASON, pixels=pixels)
        if done:
            assert looked == pixels or pixels is None
            assert {name: program.digest for name, program in answer.programs.items()} == looked
            mine = [row for row in self.office.last.came["decision"] if row["notice_id"] == notice]
            signed = bound_of(mine[-1])["signs"]
            assert {name: said["program"] for name, said in signed.items()} == looked
        self.office.settle()
        return done

    def look(self, notice: str) -> dict[str, str] | None:
        """What the page of this notice shows to whoever is to sign it."""
        desk = self.office.station.desk
        self.office.book.read()
        try:
            content = one(self.office.station.database, notice).current.content
            desk.examine(content)
            desk.plan(content)
            return {name: program.digest for name, program in desk.programs(content).items()}
        except LedctlError:
            return None
        finally:
            assert not self.office.book.read().came, "looking changed something"

    @rule(
        data=st.data(),
        notice=st.sampled_from(["A0", "P0", "C-A0", "S0", "W0", "W1"]),
        said=st.sampled_from([0, 1, 2, 2]),
    )
    def carry_again(self, data: st.DataObject, notice: str, said: int) -> None:
        """The same notices again and again: that is where things meet."""
        self.carry_through(data, notice, said)

    @rule(data=st.data(), notice=st.sampled_from(NOTICES), said=st.sampled_from([0, 0, 1, 2]))
    def carry(self, data: st.DataObject, notice: str, said: int) -> None:
        self.carry_through(data, notice, said)

    def carry_through(self, data: st.DataObject, notice: str, said: int) -> None:
        """Somebody goes from door to door with it, so that approvals are not rare."""
        office, now = self.office, self.office.clock.now()
        by = self.fit(data, "drafter", set())
        if (row := office.book.notice(notice)) is None:
            office.command(Desk.draft, by, write(notice, said, now))
        elif row["state"] == "approved":
            office.command(AfterApproval.revise, by, notice, REASON)
        if data.draw(st.integers(0, 3)) or notice not in office.book.in_state("draft"):
            office.command(Desk.edit, by, notice, write(notice, said, now))
        used = {by, *self.hands(notice)}
        if notice[0] == "W" and data.draw(st.booleans()):
            self.hand_in_short(data, notice, by)
        else:
            office.command(Desk.submit, by, notice, accept_redactions=True)
            office.command(Desk.review, self.fit(data, "reviewer", used), notice, "pass")
            office.command(Desk.secrecy, self.fit(data, "secrecy_reviewer", used), notice, "pass")
        signers = data.draw(st.sampled_from([[""], [""], ["fan", "gu"], ["bo", "fan"], ["gu"]]))
        for named in signers:
            self.sign(data, notice, named or self.fit(data, "approver", used))

    def fit(self, data: st.DataObject, role: str, used: set[str]) -> str:
        """Somebody with this role who has not had it in hand, if there is one."""
        having = self.office.people.having(frozenset({role}), self.office.today)
        found = data.draw(st.sampled_from([one for one in having if one not in used] or having or PEOPLE))
        used.add(found)
        return found

    @rule(data=st.data(), then=st.sampled_from(["", "", "ended", "over"]))
    def stand_in_decides(self, data: st.DataObject, then: str) -> None:
        """Somebody without the role, for somebody who has it: who may have made or judged it, or be back."""
        office, notice = self.office, self.which(data, *WAITS_FOR)
        row = office.book.notice(notice)
        role = WAITS_FOR.get(row["state"], "operator") if row else "operator"
        giver = self.any_of(data, [one for one in FIRST if role in office.people.own_of_giver(one)], PEOPLE)
        stand_in = self.any_of(data, [one for one in FIRST if role not in office.people.own(one)], PEOPLE)
        number = self.give(giver, giver, stand_in, office.today, office.today)
        if number and then == "ended":
            self.take_back(giver, number)
        elif then == "over":
            office.clock.advance(86_400)
            office.restart()
        self.judge(data, notice, stand_in)

    @rule(data=st.data(), early=st.booleans(), times=st.integers(1, 2))
    def decided_at_the_last_moment(self, data: st.DataObject, early: bool, times: int) -> None:
        """R6: a moment before its days are over somebody may decide, at that moment nobody.

        What was referred waits for its answer, however long that takes.
        """
        notice = self.which(data, *WAITS_FOR)
        for _ in range(times):
            row = self.office.book.notice(notice)
            if row is None or row["state"] not in WAITS_FOR:
                return
            self.wait_for_the_last_moment(row, early)
            self.judge(data, notice, self.who(data, WAITS_FOR[row["state"]], but=self.hands(notice)))

    def wait_for_the_last_moment(self, row: Row, early: bool) -> None:
        office = self.office
        due = instant(row["updated_at"]) + dt.timedelta(days=office.rules.lapse_days)
        if due > office.clock.now():
            office.clock.advance((due - office.clock.now()).total_seconds() - 0.001 * early)
            office.restart()

    def judge(self, data: st.DataObject, notice: str, by: str) -> None:
        """Say yes to what is asked of this notice now."""
        row = self.office.book.notice(notice)
        state = row["state"] if row else "draft"
        if state == "in_review":
            self.office.command(Desk.review, by, notice, "pass")
        elif state == "in_secrecy":
            self.office.command(
                Desk.secrecy, by, notice, data.draw(st.sampled_from(["pass", "refer"])), REASON
            )
        else:
            self.sign(data, notice, by)

    @rule(data=st.data())
    @takes(Desk.withdraw)
    def withdraw(self, data: st.DataObject) -> None:
        notice = self.which(data, "approved", "draft", "in_approval", "rejected")
        by = self.who(data, "operator", "approver", "drafter")
        self.office.command(Desk.withdraw, by, notice, self.opinion(data))
        self.office.settle()

    # -- after approval -----------------------------------------------------------------------

    @rule(data=st.data(), days=st.sampled_from([0, 1, 5, 400]))
    @takes(AfterApproval.extend)
    def extend(self, data: st.DataObject, days: int) -> None:
        notice = self.which(data, "approved")
        until = self.office.clock.now() + dt.timedelta(hours=80)
        how = {"days": days} if days else {"until": until}
        by, seen = self.who(data, "approver"), self.seen(data, notice)
        self.office.command(AfterApproval.extend, by, notice, self.opinion(data), seen=seen, **how)
        self.office.settle()

    @rule(data=st.data())
    @takes(AfterApproval.end)
    def end(self, data: st.DataObject) -> None:
        by, notice = self.who(data, "operator", "approver"), self.which(data, "approved")
        self.office.command(AfterApproval.end, by, notice, self.opinion(data))
        self.office.settle()

    @rule(data=st.data(), again=st.booleans())
    @takes(AfterApproval.revise, AfterApproval.rerun)
    def renew(self, data: st.DataObject, again: bool) -> None:
        use = AfterApproval.rerun if again else AfterApproval.revise
        notice = self.which(data, "approved")
        by, seen = self.who(data, "drafter"), self.seen(data, notice)
        self.office.command(use, by, notice, self.opinion(data), seen=seen)
        self.office.settle()

    @rule(data=st.data(), of=st.sampled_from(["A0", "S0"]))
    @takes(AfterApproval.correct)
    def correct(self, data: st.DataObject, of: str) -> None:
        content = self.content(data, f"C-{of}")
        self.office.command(AfterApproval.correct, self.who(data, "drafter"), of, content, REASON)
        self.office.settle()

    # -- warnings -----------------------------------------------------------------------------

    @rule(data=st.data())
    @takes(Warnings.submit)
    def hand_in_warning(self, data: st.DataObject) -> None:
        notice = self.any_of(data, [n for n in self.office.book.in_state("draft") if n[0] == "W"], NOTICES)
        self.hand_in_short(data, notice, self.who(data, "drafter"))

    def hand_in_short(self, data: st.DataObject, notice: str, by: str) -> None:
        number, seen = self.row_of(data, "warning_template"), self.seen(data, notice)
        self.office.command(Warnings.submit, by, notice, number, seen=seen)

    @rule(data=st.data(), part=st.sampled_from(["content", "secrecy", "no", "no", "odd", "lift"]))
    @takes(Warnings.sign_off, Warnings.refuse_sign_off, Warnings.lift)
    def after_warning(self, data: st.DataObject, part: str) -> None:
        office = self.office
        notice = self.any_of(data, [n for n in office.book.in_state("approved") if n[0] == "W"], NOTICES)
        if part == "lift":
            by = self.who(data, "operator", "approver", "drafter")
            done, _ = office.command(Warnings.lift, by, notice, self.opinion(data))
        elif part == "no":
            by = self.who(data, "reviewer", "secrecy_reviewer")
            done, _ = office.command(Warnings.refuse_sign_off, by, notice, self.opinion(data))
        else:
            by = self.who(data, "secrecy_reviewer", "reviewer")
            done, _ = office.command(Warnings.sign_off, by, notice, part, seen=self.seen(data, notice))
        assert not done or notice[0] == "W"
        if done and part != "lift":
            no = office.book.notice(notice)["version"]  # type: ignore[index] # it is there
            assert office.book.rows("short_way", notice_id=notice, version_no=no), "no review was owed"
        office.settle()
