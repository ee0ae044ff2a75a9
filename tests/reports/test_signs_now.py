"""A sign as it is now: facts for programs, sentences for people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ledctl.publishing.health import Health
from ledctl.publishing.stage import Live
from ledctl.reports.signs import facts_of, readings_of, troubles_of

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LIT = Live("gate", 7, "N1", "停水通知", 2, 5, AT, 3, True)


def codes(live: Live | None) -> list[str]:
    return [one.code for one in troubles_of(live, str)]


def test_a_sign_that_is_well_has_no_troubles() -> None:
    """Lit, dark by order and never heard of: none of these is a trouble."""
    dark = Live.of("gate", AT, None, LIT.proof)  # type: ignore[arg-type]
    assert codes(LIT) == codes(replace(dark, why_dark="blackout")) == codes(replace(LIT, online=None)) == []


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        (None, ["sign_no_publisher"]),
        (replace(LIT, online=False), ["sign_away"]),
        (
            replace(LIT, online=False, health=Health(wrong_card="64x32")),
            ["sign_wrong_card"],
        ),
        (replace(LIT, held_up=True), ["sign_held_up"]),
        (replace(LIT, order_id=None, why_dark="refused"), ["sign_held_up"]),
        (replace(LIT, health=Health(unknown=("P9",), mismatch_since=AT)), ["sign_unknown"]),
        (
            replace(LIT, health=Health(mismatch_since=AT, faults=("fan",))),
            ["sign_mismatch", "sign_complains"],
        ),
    ],
)
def test_each_trouble_has_its_sentence(live: Live | None, expected: list[str]) -> None:
    """What nobody hears of is told alone: of such a sign nothing else is known."""
    assert codes(live) == expected


def test_sentences_hold_what_the_sign_said() -> None:
    """The wrong size, the names of unknown content and the faults stand in both languages."""
    live = replace(LIT, health=Health(unknown=("P9",), faults=("fan 2",)))
    for language in ("zh", "en"):
        said = " ".join(one.text(language) for one in troubles_of(live, str))
        assert "P9" in said
        assert "fan 2" in said


def test_only_what_was_said_is_read_out() -> None:
    """R22: no answer is neither good nor bad."""
    assert readings_of(Health()) == ()
    right = Health(verified=True, temperature_c=41.5, brightness=60, powered=True)
    assert [en for _, en in readings_of(right)] == ["read back right", "41.5 °C", "brightness 60 %"]
    wrong = Health(verified=False, powered=False)
    assert [zh for zh, _ in readings_of(wrong)] == ["读回不一致", "灯已关"]


def test_programs_are_told_plain_facts() -> None:
    """Pages count from 1; a dark sign has page 0; without a publisher nothing is claimed."""
    told = facts_of("gate", LIT)
    assert (told["page"], told["pages"], told["since"], told["running"]) == (
        3,
        5,
        "2026-11-23T01:00:00.000Z",
        True,
    )
    assert facts_of("gate", replace(LIT, order_id=None))["page"] == 0
    nothing = facts_of("gate", None)
    assert (nothing["running"], nothing["online"], "notice" in nothing) == (False, False, False)
