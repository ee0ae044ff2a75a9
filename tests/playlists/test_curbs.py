"""What a curb holds back, and what it leaves alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.playlists.choose import LEVELS
from ledctl.playlists.curbs import BLACKOUT, FREE, Curb, strictest

curbs = st.builds(Curb, st.sampled_from([0, *LEVELS.values(), BLACKOUT.least]), st.sampled_from("ab"))


def test_blackout_stands_above_every_level() -> None:
    """R28: nothing, an emergency neither, runs through a blackout."""
    assert all(level < BLACKOUT.least for level in LEVELS.values())


@given(st.lists(curbs))
def test_the_strictest_counts(several: list[Curb]) -> None:
    """Of several curbs the one that leaves least holds; of none, nothing is held back."""
    found = strictest(*several)
    assert found in several or found is FREE
    assert all(curb.least <= found.least for curb in several)
