"""The whole workflow as one table. Everything that decides where a notice may go next is here.

The chain is drafter, reviewer, secrecy reviewer, approver (three reviews with no
two by the same person; secrecy review item by item before release: Secrecy Law
2024 art. 35, its Regulation art. 42). What is approved is never edited: it is
withdrawn (R2), or revised: a new version begins in draft and goes the whole way
while the approved one stands until the new one takes its place (R1, R4). A warning
of its named source has a short way, and its reviews are signed off afterwards.

Here: states, steps, and the table. Not here: who may take a step
(``rights.py``), what a step does to the database (``desk.py``). The diagram in
the README is printed from ``TRANSITIONS`` by ``diagram``.
"""

from __future__ import annotations

from enum import StrEnum

from ledctl.errors import Refused


class State(StrEnum):
    """Where a notice stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    IN_SECRECY = "in_secrecy"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Step(StrEnum):
    """What a person does to a notice."""

    EDIT = "edit"
    SUBMIT = "submit"
    FAST_SUBMIT = "fast_submit"
    REVIEW_PASS = "review_pass"
    REVIEW_RETURN = "review_return"
    SECRECY_PASS = "secrecy_pass"
    SECRECY_RETURN = "secrecy_return"
    SECRECY_REFER = "secrecy_refer"
    SIGN = "sign"
    APPROVE = "approve"
    APPROVAL_RETURN = "approval_return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    REVISE = "revise"
    EXTEND = "extend"
    END = "end"
    LIFT = "lift"
    SIGN_OFF = "sign_off"
    SIGN_OFF_SECRECY = "sign_off_secrecy"
    SIGN_OFF_REFUSE = "sign_off_refuse"
    LAPSE = "lapse"


TRANSITIONS: dict[State, dict[Step, State]] = {
    State.DRAFT: {
        Step.EDIT: State.DRAFT,
        Step.SUBMIT: State.IN_REVIEW,
        # only a warning of its named source, in a form approved before (Emergency Response Law art. 64)
        Step.FAST_SUBMIT: State.IN_APPROVAL,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.IN_REVIEW: {
        Step.REVIEW_PASS: State.IN_SECRECY,
        Step.REVIEW_RETURN: State.RETURNED,
        Step.LAPSE: State.LAPSED,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.IN_SECRECY: {
        Step.SECRECY_PASS: State.IN_APPROVAL,
        Step.SECRECY_RETURN: State.RETURNED,
        # in doubt, the competent authority is asked and the item waits (Disclosure Regulation art. 17)
        Step.SECRECY_REFER: State.IN_SECRECY,
        Step.LAPSE: State.LAPSED,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.IN_APPROVAL: {
        # one of several signers, in their order; the last one's signature is the approval
        Step.SIGN: State.IN_APPROVAL,
        Step.APPROVE: State.APPROVED,
        Step.APPROVAL_RETURN: State.RETURNED,
        Step.REJECT: State.REJECTED,
        Step.LAPSE: State.LAPSED,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.APPROVED: {
        Step.REVISE: State.DRAFT,
        Step.EXTEND: State.APPROVED,
        Step.END: State.APPROVED,
        Step.LIFT: State.APPROVED,
        Step.SIGN_OFF: State.APPROVED,
        Step.SIGN_OFF_SECRECY: State.APPROVED,
        # who reviews a warning afterwards and objects takes it down at once
        Step.SIGN_OFF_REFUSE: State.WITHDRAWN,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.RETURNED: {Step.EDIT: State.DRAFT, Step.WITHDRAW: State.WITHDRAWN},
    # a revision that was rejected: the version before it may still stand, and must come down when it has to
    State.REJECTED: {Step.EDIT: State.DRAFT, Step.WITHDRAW: State.WITHDRAWN},
    State.WITHDRAWN: {Step.EDIT: State.DRAFT},
    # R6: what nobody decided in time is not approved by mistake later
    State.LAPSED: {Step.EDIT: State.DRAFT, Step.WITHDRAW: State.WITHDRAWN},
}

AWAITS: dict[State, Step] = {
    State.IN_REVIEW: Step.REVIEW_PASS,
    State.IN_SECRECY: Step.SECRECY_PASS,
    State.IN_APPROVAL: Step.APPROVE,
    State.RETURNED: Step.EDIT,
    State.DRAFT: Step.SUBMIT,
}
"""What a notice waits for in each state; in the others it waits for nobody."""

NEEDS_REASON = frozenset(
    {
        Step.REVIEW_RETURN,
        Step.SECRECY_RETURN,
        Step.SECRECY_REFER,
        Step.APPROVAL_RETURN,
        Step.REJECT,
        Step.WITHDRAW,
        Step.REVISE,
        Step.EXTEND,
        Step.END,
        Step.LIFT,
        Step.SIGN_OFF_REFUSE,
        Step.LAPSE,
    }
)
"""Steps that must say why: the next person has to know what to mend."""

TAKES_BACK = frozenset({Step.WITHDRAW, Step.LIFT, Step.SIGN_OFF_REFUSE})
"""Steps after which nothing of a notice may be shown or hang any more, until a version is approved anew."""

STATE_LABELS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("草稿", "draft"),
    State.IN_REVIEW: ("待审核", "waiting for review"),
    State.IN_SECRECY: ("待保密审查", "waiting for secrecy review"),
    State.IN_APPROVAL: ("待审批", "waiting for approval"),
    State.APPROVED: ("已批准", "approved"),
    State.RETURNED: ("已退回", "returned"),
    State.REJECTED: ("不予公开", "rejected"),
    State.WITHDRAWN: ("已撤回", "withdrawn"),
    State.LAPSED: ("逾期失效", "lapsed"),
}

STEP_LABELS: dict[Step, tuple[str, str]] = {
    Step.EDIT: ("修改", "edit"),
    Step.SUBMIT: ("提交审核", "submit"),
    Step.FAST_SUBMIT: ("应急报批", "submit as emergency"),
    Step.REVIEW_PASS: ("审核通过", "pass review"),
    Step.REVIEW_RETURN: ("审核退回", "return from review"),
    Step.SECRECY_PASS: ("保密审查通过", "pass secrecy review"),
    Step.SECRECY_RETURN: ("保密审查退回", "return from secrecy review"),
    Step.SECRECY_REFER: ("提请上级确定", "refer to the authority"),
    Step.SIGN: ("会签", "sign"),
    Step.APPROVE: ("批准发布", "approve"),
    Step.APPROVAL_RETURN: ("审批退回", "return from approval"),
    Step.REJECT: ("不予公开", "reject"),
    Step.WITHDRAW: ("撤回", "withdraw"),
    Step.REVISE: ("修订", "revise"),
    Step.EXTEND: ("延期", "extend"),
    Step.END: ("提前结束", "end early"),
    Step.LIFT: ("解除", "lift"),
    Step.SIGN_OFF: ("补办审核", "review afterwards"),
    Step.SIGN_OFF_SECRECY: ("补办保密审查", "secrecy review afterwards"),
    Step.SIGN_OFF_REFUSE: ("补审不同意，撤下", "object: take it down"),
    Step.LAPSE: ("逾期失效", "lapse"),
}


def advance(state: State, step: Step) -> State:
    """Where ``step`` leads from ``state``; ``Refused`` names both when it leads nowhere."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        raise Refused.of(
            "step_not_possible",
            state_zh=STATE_LABELS[state][0],
            state_en=STATE_LABELS[state][1],
            step_zh=STEP_LABELS[step][0],
            step_en=STEP_LABELS[step][1],
        ) from None


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT}"]
    for state, steps in TRANSITIONS.items():
        lines += [f"    {state} --> {target}: {step}" for step, target in steps.items()]
    return "\n".join(lines)
