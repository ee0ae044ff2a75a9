"""The words of the proof levels: none says more than its receipt."""

from __future__ import annotations

import pytest

from drivers.base import Proof
from ledctl.proof.levels import LEVELS, UNCONFIRMED, between, level_of

CLAIMS = [level.claim for level in LEVELS.values()]


def test_every_level_a_receipt_can_have_has_words() -> None:
    """No level of a driver is without its words, and none has words of another."""
    assert [*LEVELS] == [*Proof]
    assert len({level.says for level in LEVELS.values()}) == len(Proof)


@pytest.mark.parametrize("proof", Proof)
def test_no_level_uses_a_stronger_word(proof: Proof) -> None:
    """R22: what a level says has its own word of claim and none of a higher level, in either language."""
    level = LEVELS[proof]
    for language in (0, 1):
        assert level.claim[language] in level.says[language]
        for higher in CLAIMS[proof + 1 :]:
            assert higher[language] not in level.says[language]


@pytest.mark.parametrize("proof", Proof)
def test_what_stays_open_claims_nothing(proof: Proof) -> None:
    """The words of what is not proven hold no word of claim in Chinese, so that none is read as one."""
    for claim in CLAIMS:
        assert claim[0] not in LEVELS[proof].leaves_open[0]
        assert claim[0] not in UNCONFIRMED.says[0] + UNCONFIRMED.leaves_open[0]


def test_a_number_nobody_knows_is_the_weakest() -> None:
    """A record that names a level of another time is read as the least there is."""
    assert level_of(9) is LEVELS[Proof.SENT]
    assert level_of(3) is LEVELS[Proof.SELECTED]


def test_a_range_names_the_weakest_first() -> None:
    """Two levels are both named; of one and the same, once."""
    assert between(1, 3)[0].startswith("最弱 P1")
    assert "P3" in between(1, 3)[1]
    assert between(2, 2) == (f"P2 {LEVELS[Proof.STORED].says[0]}", f"P2 {LEVELS[Proof.STORED].says[1]}")
