"""A warning that hangs on a board, too: it comes down when it is lifted or another takes its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor
from ledctl.boards.field.flags import What
from ledctl.clock import FrozenClock
from ledctl.errors import Refused
from ledctl.station import Station
from tests.boards.register import a_board
from tests.warnings.hands import Relay

People = Callable[..., Actor]


@pytest.mark.parametrize(
    ("how", "code"), [("lifted", "posting_withdrawn"), ("superseded", "warning_superseded")]
)
def test_a_warning_that_is_over_comes_down(
    station: Station, person: People, clock: FrozenClock, relay: Relay, how: str, code: str
) -> None:
    """R11: what was lifted or replaced is not put up again, and what hangs of it must come down.

    Also of a warning that nobody had planned for a board.
    """
    operator = person("operator")
    for board in ("b01", "b02"):
        station.boards.save(operator, a_board(board), seen=0)
    relay.approve()
    number = station.postings.up(operator, "N09", "b01")
    assert station.postings.flags() == ()
    clock.advance(600)
    if how == "lifted":
        station.warnings.lift(operator, "N09", "县气象台解除。")
    else:
        relay.approve("W-2", supersedes="N09")
    with pytest.raises(Refused) as refusal:
        station.postings.up(operator, "N09", "b02")
    assert refusal.value.code == code
    (flag,) = (one.flag for one in station.postings.flags() if one.notice == "N09")
    assert (flag.what, flag.posting, flag.since) == (What.HANGS_ON, number, clock.now())
