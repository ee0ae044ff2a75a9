"""When a sign is believed that was found to show something else."""

from __future__ import annotations

from ledctl.publishing.witness import Witness


def test_what_was_claimed_ends_at_the_last_receipt_or_good_look() -> None:
    """Whichever is later; what is known since when is said once."""
    witness = Witness(0.0)
    witness.took(10.0)
    assert not witness.is_right(15.0)
    assert witness.is_wrong(20.0) == 15.0
    witness.took(21.0)
    assert witness.is_wrong(25.0) is None
    assert not witness.is_believed


def test_the_first_good_look_is_believed() -> None:
    """A card that restarted once is put right within a look."""
    witness = Witness(0.0)
    witness.is_wrong(20.0)
    assert witness.is_right(25.0)
    assert witness.is_believed
    assert witness.is_wrong(500.0) == 25.0
    assert witness.is_right(505.0)


def test_a_rival_is_believed_after_a_minute_without_trouble() -> None:
    """R32: content that comes and goes is one outage."""
    witness = Witness(0.0)
    witness.is_wrong(20.0)
    witness.is_right(25.0)
    assert witness.is_wrong(30.0) == 25.0
    assert not witness.is_right(35.0)
    witness.is_wrong(40.0)
    assert not witness.is_right(99.0)
    assert witness.is_right(100.0)


def test_a_dead_wire_begins_anew() -> None:
    """It has an outage of its own, and what the sign takes after it is believed."""
    witness = Witness(0.0)
    witness.is_wrong(20.0)
    witness.start_anew(30.0)
    assert witness.is_believed
    assert witness.is_wrong(90.0) == 30.0
