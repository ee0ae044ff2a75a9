"""What the API takes and gives of notices: the file, its pages and windows, the steps of the chain.

The rules of ``api_models`` hold here, too.
"""

from __future__ import annotations

from typing import Any, Literal

from ledctl.web.api_models import Digest, Seen, Shape, Short, Text, Told


class NoticeLine(Shape):
    """One notice in a list."""

    id: str
    title: str
    category: str
    state: str
    version: int
    practice: bool
    created_by: str
    created_at: str
    updated_at: str


class NoticeList(Shape):
    notices: list[NoticeLine]
    total: int


class FindingLine(Shape):
    """One finding of screening; ``severity`` is block, warn or info."""

    code: str
    rule: str
    severity: str
    where: str
    zh: str
    en: str


class VersionLine(Shape):
    """One version; ``content`` is its public part in the shape of a notice file."""

    no: int
    digest: str
    source_digest: str
    author: str
    editor: str
    submitter: str | None
    redacted: bool
    created_at: str
    submitted_at: str | None
    content: dict[str, Any]
    findings: list[FindingLine]


class DecisionLine(Shape):
    version_no: int
    version_digest: str
    step: str
    account: str
    name: str
    via: str
    at: str
    opinion: str
    on_behalf_of: str
    on_behalf_name: str
    rule: str
    referred_to: str
    seen_pixels: bool | None


class OrderLine(Shape):
    """One approved program for one sign in ``[starts_at, ends_at)``."""

    id: int
    version_no: int
    sign: str
    panel: str
    program_digest: str
    pages: int
    starts_at: str
    ends_at: str
    approver: str
    approver_name: str
    stopped_at: str | None
    stop_reason: str


class RemarkLine(Shape):
    """An internal remark: for the office alone."""

    version_no: int
    account: str
    name: str
    via: str
    at: str
    text: str


class NameLine(Shape):
    name: str
    account: str
    for_whom: str


class DisclosureLine(Shape):
    attribute: str
    reason: str


class FourNamesLine(Shape):
    """Who publishes, who made, who reviewed, who signed; whose information it is; whether it is public."""

    published_by: str
    made_by: list[NameLine]
    reviewed_by: list[NameLine]
    signed_by: list[NameLine]
    source_unit: str
    source_person: str
    disclosure: DisclosureLine


class NoticeFile(NoticeLine):
    """One notice with everything that belongs to it; the newest version first."""

    versions: list[VersionLine]
    decisions: list[DecisionLine]
    orders: list[OrderLine]
    remarks: list[RemarkLine]
    referred_to: str
    names: FourNamesLine


class SignPages(Shape):
    """What one sign shows or would show of a notice, and how long its pages take.

    ``seconds`` is one round; ``seconds_among_others`` at most the way round with
    the notices of the same level that run now; ``waits``: something more urgent runs;
    ``quiet``: the sign is in its quiet hours; ``level``: the urgency, or *standing*.
    """

    sign: str
    panel: str
    program: str
    pages: int
    seconds: float
    seconds_among_others: float
    waits: bool
    quiet: bool
    level: str
    advice: list[Told]


class PagesAnswer(Shape):
    """A notice on every sign that may carry it; ``problems`` says why there are no pages."""

    signs: list[SignPages]
    problems: list[Told]


class Checked(Shape):
    """What screening says: ``ok`` when nothing blocks, and the version the public may see."""

    ok: bool
    findings: list[FindingLine]
    public: dict[str, Any]


class Drafted(Checked):
    """A stored draft; ``digest`` is what the next step may name as ``seen``."""

    id: str
    digest: str


class SubmitOrder(Seen):
    accept_redactions: bool = False


class ReviewOrder(Seen):
    result: Literal["pass", "return"]
    opinion: Text = ""


class SecrecyOrder(Seen):
    result: Literal["pass", "return", "refer"]
    opinion: Text = ""
    refer_to: Short = ""


class ApproveOrder(Seen):
    """``pixels``: the program looked at on each sign, as ``/notices/ID/pages`` names it.

    Where fonts, panels or presets make other pixels now, the approval is refused.
    """

    opinion: Text = ""
    pixels: dict[str, Digest] | None = None
    companion_seen: Digest | None = None
    """Of a correction: the version looked at of the corrected notice, approved with it; and its pixels."""
    companion_pixels: dict[str, Digest] | None = None


class DeclineOrder(Seen):
    result: Literal["return", "reject"]
    opinion: Text


class WithdrawOrder(Shape):
    reason: Text


class Span(Shape):
    """A half-open window, with the site's offset; ``end`` is null where it stands until taken down."""

    start: str
    end: str | None


class PeriodSpan(Shape):
    """The publicity period: 00:00 of its first day to 24:00 of its last."""

    start: str
    end: str
    days: int
    day_type: str


class PlanAnswer(Shape):
    """What an approval opens; ``screen`` is null where the category keeps off it.

    ``basis`` is the rule as cited; ``provisional``: a year's days off are not announced yet.
    """

    screen: Span | None
    publicity: PeriodSpan | None
    basis: str
    provisional: bool


class DueLine(Shape):
    """A notice not published yet, and the last day in time for it."""

    id: str
    title: str
    category: str
    state: str
    created_on: str
    due: str
    days: int
    day_type: str
    provisional: bool
    overdue: bool
    soon: bool


class DueList(Shape):
    deadlines: list[DueLine]


class BoundSign(Shape):
    panel: str
    program: str
    pages: int


class Approved(Shape):
    """What the signature bound: the pixels' digest for each sign, and with the last one the window.

    ``state`` is ``in_approval`` while others are still to sign.
    """

    id: str
    state: str
    starts_at: str | None = None
    ends_at: str | None = None
    urgency: str | None = None
    signs: dict[str, BoundSign]
    terms: PlanAnswer
