"""What nobody decides: time goes on, processes die, the power fails, the wire breaks and is mended."""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule

from drivers.errors import ConnectFailed, SignRefused, TimedOut
from tests.every_command import law
from tests.every_command.book import instant
from tests.every_command.drawing import Drawing


class TimeAndPower(Drawing):
    """After each of these, too, the sign shows what it may."""

    @rule(hours=st.sampled_from([0.01, 1, 7, 23, 100]))
    def time_passes(self, hours: float) -> None:
        self.office.clock.advance(hours * 3600)
        if hours > 24:  # the office is closed, and everything is switched off
            self.office.restart()
        self.office.settle()

    @rule(data=st.data(), before=st.booleans())
    def an_edge_comes(self, data: st.DataObject, before: bool) -> None:
        """A moment before a window begins or ends, or that very moment."""
        now = self.office.clock.now()
        edges = {
            instant(row[name])
            for row in self.office.book.rows("display_order")
            for name in ("starts_at", "ends_at")
        }
        near = sorted(at for at in edges if now < at < now + dt.timedelta(days=6))
        if near:
            moment = data.draw(st.sampled_from(near)) - law.MILLISECOND * before
            self.office.clock.advance((moment - now).total_seconds())
            self.office.settle()

    @rule(flip=st.integers(0, 5))
    def processes_die(self, flip: int) -> None:
        """And now and then the site comes back in the other mode, for a while."""
        elsewhere = self.office.live is not self.began_live
        self.office.restart(live=self.office.live is not (flip == 5 or (elsewhere and flip > 1)))

    @rule()
    def power_fails_at_the_next_commit(self) -> None:
        self.office.power_cut = True

    @rule(error=st.sampled_from([ConnectFailed("x"), TimedOut("x"), SignRefused("x", code=1)]))
    def wire_fails(self, error: Exception) -> None:
        self.office.sign.broken = error

    @precondition(lambda self: self.office.sign.broken is not None)
    @rule()
    def wire_is_mended(self) -> None:
        self.office.sign.broken = None
        self.office.clock.advance(61)
        self.office.settle()
