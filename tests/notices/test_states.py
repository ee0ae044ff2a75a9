"""The workflow table: where a notice may go, and that nothing else decides it."""

from __future__ import annotations

import pytest

from ledctl.errors import Refused
from ledctl.notices.states import STATE_LABELS, STEP_LABELS, TRANSITIONS, State, Step, advance, diagram


def test_every_state_has_a_row_and_a_name() -> None:
    """No state can be reached that the table or the office has no word for."""
    assert set(TRANSITIONS) == set(State) == set(STATE_LABELS)
    assert set(STEP_LABELS) == set(Step)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_advance_is_the_table(state: State, step: Step) -> None:
    """A step leads where the table says, and is refused by name everywhere else."""
    if step in TRANSITIONS[state]:
        assert advance(state, step) is TRANSITIONS[state][step]
        return
    with pytest.raises(Refused) as refusal:
        advance(state, step)
    (said,) = refusal.value.sentences
    assert STATE_LABELS[state][0] in said.zh
    assert STEP_LABELS[step][1] in said.en


def test_approved_is_reached_only_by_approve_from_in_approval() -> None:
    """There is one door to the screen."""
    doors = [
        (s, step)
        for s, steps in TRANSITIONS.items()
        for step, to in steps.items()
        if to is State.APPROVED and s is not State.APPROVED
    ]
    assert doors == [(State.IN_APPROVAL, Step.APPROVE)]


def test_every_road_from_draft_to_approved_passes_all_three_looks() -> None:
    """Submission, content review and secrecy review cannot be gone round (Secrecy Law art. 35).

    But for a warning: its short way goes past the reviews, never past the approval.
    """
    needed = {Step.SUBMIT, Step.REVIEW_PASS, Step.SECRECY_PASS, Step.APPROVE}
    roads: list[tuple[State, frozenset[Step]]] = [(State.DRAFT, frozenset())]
    seen = set(roads)
    arrived = []
    while roads:
        state, taken = roads.pop()
        for step, to in TRANSITIONS[state].items():
            # an edit begins a new version: what was decided before does not count any more
            road = (to, frozenset() if step is Step.EDIT else taken | {step})
            if to is State.APPROVED and state is not State.APPROVED:
                arrived.append(road[1])
            elif road not in seen:
                seen.add(road)
                roads.append(road)
    assert arrived
    short = {Step.FAST_SUBMIT, Step.APPROVE}
    assert all(short <= taken if Step.FAST_SUBMIT in taken else needed <= taken for taken in arrived)


def test_what_is_approved_is_never_edited_in_place() -> None:
    """R1, R2: it is withdrawn, or a new version begins in draft; nothing else leaves the state."""
    left = {step: to for step, to in TRANSITIONS[State.APPROVED].items() if to is not State.APPROVED}
    assert left == {
        Step.WITHDRAW: State.WITHDRAWN,
        Step.SIGN_OFF_REFUSE: State.WITHDRAWN,
        Step.REVISE: State.DRAFT,
    }


def test_the_diagram_draws_every_transition() -> None:
    """The picture in the README is the table, whole."""
    drawn = diagram()
    for state, steps in TRANSITIONS.items():
        for step, to in steps.items():
            assert f"    {state} --> {to}: {step}" in drawn
