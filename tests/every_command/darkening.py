"""Somebody presses the red button, explains, lifts, drills: who may, and what the sign then shows."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis.stateful import rule

from ledctl.blackout.orders import Blackouts
from tests.every_command.drawing import PEOPLE, REASON, Drawing, takes

NOT_ORDERING = frozenset({"auditor", "village_poster"})


class Darkening(Drawing):
    """Mostly lifted again soon, or the rest of the day would be spent in the dark."""

    @rule(data=st.data(), what=st.sampled_from(["order", "drill", "explain", "lift", "lift", "lift"]))
    @takes(Blackouts.order, Blackouts.drill, Blackouts.explain, Blackouts.lift)
    def switch(self, data: st.DataObject, what: str) -> None:
        getattr(self, f"try_to_{what}")(data)
        self.office.settle()

    def try_to_order(self, data: st.DataObject) -> None:
        office, by = self.office, data.draw(st.sampled_from(PEOPLE))
        done, _ = office.command(Blackouts.order, by)
        assert done is bool(office.people.own(by) - NOT_ORDERING) or office.cut or not office.actor(by)

    def try_to_drill(self, data: st.DataObject) -> None:
        by, was_on = self.who(data, "approver", "operator"), self.office.is_ordered_dark()
        done, _ = self.office.command(Blackouts.drill, by)
        assert not done or (self.office.people.own(by) & {"approver", "operator"} and not was_on)

    def try_to_explain(self, data: st.DataObject) -> None:
        office, by = self.office, data.draw(st.sampled_from(PEOPLE))
        done, _ = office.command(Blackouts.explain, by, data.draw(st.sampled_from([REASON, " "])))
        if done:
            (word,) = office.last.came["blackout_word"]
            ordered = office.book.tables["blackout"][word["blackout_id"]]
            assert not ordered["drill"]
            assert by == ordered["account"] or "approver" in office.people.own(by)

    def try_to_lift(self, data: st.DataObject) -> None:
        """Only an approver, and never without somebody's reason."""
        office, by = self.office, self.who(data, "approver")
        done, _ = office.command(Blackouts.lift, by, reason=data.draw(st.sampled_from([REASON, REASON, ""])))
        if done:
            (end,) = office.last.came["blackout_end"]
            assert office.book.rows("blackout_word", blackout_id=end["blackout_id"])
            assert "approver" in office.people.own(by)
            assert not office.is_ordered_dark()

    @rule()
    @takes(Blackouts.state, Blackouts.one, Blackouts.history, Blackouts.last_drill, Blackouts.is_drill_due)
    def look_at_switch(self) -> None:
        """What is told is what stands in the tables; whoever looks changes nothing."""
        office, blackouts = self.office, self.office.station.blackouts
        office.book.read()
        state = blackouts.state()
        assert state.is_on is office.is_ordered_dark()
        assert len(blackouts.history()) == len(office.book.rows("blackout"))
        assert state.now is None or blackouts.one(state.now.id) == state.now
        proven = {row["blackout_id"] for row in office.book.rows("blackout_end", how="all_dark")}
        of_now = [row for row in office.book.rows("blackout") if bool(row["practice"]) is not office.live]
        assert (blackouts.last_drill() is not None) is any(row["id"] in proven for row in of_now)
        assert blackouts.is_drill_due(office.clock.now()) or blackouts.last_drill()
        assert not office.book.read().came
