"""What the API says and takes of every proposal: glyphs and warning templates alike."""

from __future__ import annotations

from ledctl.web.api_models import Digest, Shape, Text


class ProposalStep(Shape):
    """One step that was taken on a proposal."""

    step: str
    account: str
    name: str
    via: str
    at: str
    opinion: str


class ProposalAnswer(Shape):
    """What is said of a proposal of any sort, with its decisions."""

    id: int
    digest: str
    state: str
    why: str
    proposer: str
    via: str
    at: str
    practice: bool
    decisions: list[ProposalStep]


class ApprovalOrder(Shape):
    """``seen``: the digest that was looked at; another one since is refused."""

    opinion: Text = ""
    seen: Digest | None = None


class RefusalOrder(Shape):
    """A no, and why; ``seen`` as above."""

    reason: Text
    seen: Digest | None = None
