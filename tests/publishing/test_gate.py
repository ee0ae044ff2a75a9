"""The last gate: only approved pixels, in their window, and practice never on a real sign."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest

from drivers.base import MINUTES, Capabilities, Colour, Frame, Pace, Page, Panel, Program, Proof
from ledctl.clock import stamp
from ledctl.publishing.gate import refusal
from ledctl.publishing.orders import Approved, Order

PANEL = Panel(64, 32, Colour.RED)
PROGRAM = Program(PANEL, (Page(Frame.dark(PANEL), 3000),))
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
END = START + timedelta(days=3)
REAL = Capabilities(PANEL, host_timed=True, self_clearing=True, best_proof=Proof.ACCEPTED, virtual=False)
VIRTUAL = dataclasses.replace(REAL, virtual=True)
ORDER = Order(
    id=1, decision_id=1, notice_id="N1", version_no=1, title="t", category="general", issuing_unit="u",
    correction_of=None, urgency="normal", sign="gate", panel=str(PANEL), program_digest=PROGRAM.digest,
    pages=1, starts_at=START, ends_at=END, approver="li", approved_at=START, practice=False,
)  # fmt: skip


def bound(**changes: object) -> str:
    """What a decision says it bound, with one thing changed."""
    entry = {"panel": str(PANEL), "program": PROGRAM.digest, "pages": 1}
    facts = {"starts_at": stamp(START), "ends_at": stamp(END), "urgency": "normal", "signs": {"gate": entry}}
    return json.dumps({**facts, **changes})


def said(
    order: Order = ORDER,
    approved: Approved | None = Approved(PROGRAM, bound()),  # noqa: B008 - a constant
    now: datetime = START,
    sign: Capabilities = REAL,
    practice_site: bool = False,
) -> str | None:
    why = refusal(order, approved, now, sign=sign, practice_site=practice_site)
    return why.code if why else None


def test_what_was_approved_passes_in_its_window() -> None:
    """The only road through."""
    assert said() is None
    assert said(now=END - timedelta(microseconds=1)) is None


@pytest.mark.parametrize(
    "decision",
    [
        "",
        "not json",
        "[]",
        bound(signs={}),
        bound(signs={"gate": {"program": "0" * 64}}),
        bound(signs={"gate": "x"}),
        bound(starts_at="yesterday"),
        bound(urgency="emergency"),
        bound(starts_at=stamp(START + timedelta(hours=1))),
        bound(ends_at=stamp(END - timedelta(hours=1))),
    ],
)
def test_pixels_no_decision_binds_are_refused(decision: str) -> None:
    """R1, R28: another digest, sign or urgency, a window stretched beyond the approved one: refused."""
    assert said(approved=Approved(PROGRAM, decision)) == "gate_no_approval"


def test_a_window_may_begin_and_end_within_a_millisecond() -> None:
    """R1: an emergency ends a day after its approval to the microsecond; the decision keeps less."""
    fine = timedelta(microseconds=123_456)
    order = dataclasses.replace(ORDER, starts_at=START + fine, ends_at=END + fine)
    window = {"starts_at": stamp(START + fine), "ends_at": stamp(END + fine)}
    assert said(order, Approved(PROGRAM, bound(**window)), now=START + fine) is None


def test_missing_and_swapped_pixels_are_refused() -> None:
    """R1: no stored frames, or other frames under the order, are not the approval's."""
    assert said(approved=None) == "gate_no_approval"
    other = Program(PANEL, (Page(Frame.dark(PANEL), 4000),))
    assert said(approved=Approved(other, bound())) == "gate_no_approval"


@pytest.mark.parametrize("now", [START - timedelta(microseconds=1), END])
def test_outside_the_window_nothing_leaves(now: datetime) -> None:
    """R3, R16: before the first instant and from the last one on."""
    assert said(now=now) == "gate_outside_window"


def test_a_sign_of_another_size_is_refused() -> None:
    """The pixels were approved for one panel."""
    other = dataclasses.replace(REAL, panel=Panel(128, 32, Colour.RED))
    assert said(sign=other) == "gate_wrong_panel"


def test_practice_stays_on_virtual_signs() -> None:
    """R7: flag of the notice and mode of the site are both checked at the moment of sending."""
    practice = dataclasses.replace(ORDER, practice=True)
    assert said(order=practice) == "gate_practice"
    assert said(order=practice, sign=VIRTUAL) is None
    assert said(practice_site=True) == "gate_live_in_practice"
    assert said(sign=VIRTUAL, practice_site=True) == "gate_live_in_practice"
    assert said(order=practice, sign=VIRTUAL, practice_site=True) is None


def test_a_clock_goes_to_no_card_that_turns_its_own_pages() -> None:
    """It would show a time that is not; on a sign whose pages the host turns it passes."""
    clock = Program(PANEL, PROGRAM.pages * MINUTES, Pace.MINUTE)
    order = dataclasses.replace(ORDER, program_digest=clock.digest, pages=MINUTES)
    entry = {"panel": str(PANEL), "program": clock.digest, "pages": MINUTES}
    approved = Approved(clock, bound(signs={"gate": entry}))
    card = dataclasses.replace(REAL, host_timed=False)
    assert said(order, approved) is None
    assert said(order, approved, sign=card) == "gate_clock_on_card"
    assert said(sign=card) is None
