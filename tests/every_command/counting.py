"""Commands of the count: publications elsewhere are entered and struck; counting changes nothing."""

from __future__ import annotations

import hypothesis.strategies as st

from ledctl.notices.elsewhere import Elsewhere
from ledctl.notices.entries import make_entry
from ledctl.reports.asked import Asked
from ledctl.reports.happened import FACTS, TERMS
from ledctl.reports.reckoning import Reckoning
from tests.every_command.drawing import REASON, Drawing, takes

TITLES = ("2026年部门预算公开", "外部信息甲", "外部信息乙")


class Counting(Drawing):
    """One method takes all of these."""

    @takes(Elsewhere.enter, Elsewhere.take, Elsewhere.strike, Elsewhere.look)
    @takes(Reckoning.count, Reckoning.for_forms, Reckoning.items, Reckoning.account, Reckoning.happened)
    def published(self, data: st.DataObject) -> None:
        """One publication is on record once, and none but the clerks of the office write it down."""
        office, by = self.office, self.who(data, "drafter", "operator")
        words = {"title": data.draw(st.sampled_from(TITLES)), "channel": "微信", "published_on": "2026-11-20"}
        entry = make_entry(words, office.today)
        what, of = data.draw(st.integers(0, 3)), data.draw(st.sampled_from(["", "new", "item:1"]))
        if what == 0:
            office.command(Elsewhere.strike, by, self.row_of(data, "outside_item"), REASON)
        elif what == 1:
            done, _ = office.command(Elsewhere.enter, by, entry, of)
            assert not done or office.people.own(by) & {"drafter", "reviewer", "operator"}
        elif what == 2:
            done, taken = office.command(Elsewhere.take, by, [(entry, of), (entry, of)], "清单.xlsx")
            assert not done or len(taken.written) < 2
        else:
            self.look_at_the_count()
            return
        assert not office.last.altered

    def look_at_the_count(self) -> None:
        """Counting and looking leave nothing behind."""
        office, station = self.office, self.office.station
        office.book.read()
        period = Asked(year=str(office.today.year)).period(office.today)
        account = station.reckoning.account(period, office.today)
        assert len(station.reckoning.items(period, office.today).counted) == account.total.items
        assert station.reckoning.for_forms(period, office.today).items == account.count.items
        facts = station.reckoning.count(period, office.today).facts
        for which in (*FACTS, *TERMS):
            assert len(station.reckoning.happened(period, office.today, which)) == facts[which]
        station.elsewhere.look(
            [make_entry({"title": "某事", "channel": "微信", "published_on": "2026-11-20"}, office.today)]
        )
        assert not office.book.read().came
