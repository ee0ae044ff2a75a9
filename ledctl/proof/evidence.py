"""What all papers of one proof are made from: one value, read once, so that none differs from another. Pure.

The case file says what happened, the sums how much of it stood. Which version the
papers speak of, and what became of the notice, is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ledctl.calendars.categories import Category, Kind
from ledctl.clock import to_ms
from ledctl.content.model import Notice, Urgency
from ledctl.content.units import is_own
from ledctl.ledger.anchoring.checkpoints import Checkpoint
from ledctl.ledger.spans import Span, united
from ledctl.notices.facts import DecisionFacts, VersionFacts
from ledctl.notices.states import TAKES_BACK, Step
from ledctl.proof.tallies import SignSum
from ledctl.questions.casefile import CaseFile


class Outcome(StrEnum):
    """What the record has of the notice on signs, from nothing to a receipt."""

    NOT_APPROVED = "not_approved"
    OFF_SCREEN = "off_screen"
    NOT_BEGUN = "not_begun"
    NOTHING = "nothing"
    DISPOSED = "disposed"
    ESTIMATED = "estimated"
    SENT = "sent"
    SHOWN = "shown"


_ENDS = TAKES_BACK | {Step.END}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One notice at the moment ``at``. ``labels`` are the names of signs, ``signs`` their sums.

    ``virtual``: signs that have no lamp anywhere, whatever their receipts say.
    """

    file: CaseFile
    signs: Mapping[str, SignSum]
    at: datetime
    zone: ZoneInfo
    category: Category | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    virtual: frozenset[str] = frozenset()
    town: str = ""
    practice_site: bool = False
    anchor: Checkpoint | None = None

    @property
    def practice(self) -> bool:
        """R7: what is practice, or of a site that practises, is no evidence."""
        return self.practice_site or self.file.dossier.notice.practice

    @property
    def version(self) -> VersionFacts:
        """The newest version that was approved; before any approval the newest one."""
        return self.file.dossier.approved or self.file.dossier.current

    @property
    def content(self) -> Notice:
        return self.version.content

    @property
    def approval(self) -> DecisionFacts | None:
        """The newest approval."""
        return self.file.dossier.approval

    @property
    def outcome(self) -> Outcome:
        """The most that can be said of all signs together."""
        if self.approval is None:
            return Outcome.NOT_APPROVED
        if not self.file.dossier.orders:
            return Outcome.OFF_SCREEN
        for found, outcome in (("shown", Outcome.SHOWN), ("sent", Outcome.SENT)):
            if any(
                getattr(one.total, found) or getattr(one.total, f"{found}_ms") for one in self.signs.values()
            ):
                return outcome
        if self.file.given_up.log:
            return Outcome.DISPOSED
        if self.signs:
            return Outcome.ESTIMATED
        begun = any(order.starts_at <= self.at for order in self.file.dossier.orders)
        return Outcome.NOTHING if begun else Outcome.NOT_BEGUN

    @property
    def windows(self) -> dict[str, list[Span]]:
        """By sign, the times it was approved for, as far as nobody ended them."""
        spans: dict[str, list[Span]] = {}
        for order in self.file.dossier.orders:
            end = min(order.ends_at, order.stopped_at) if order.stopped_at else order.ends_at
            spans.setdefault(order.sign, []).append((to_ms(order.starts_at), to_ms(end)))
        return {sign: united(found) for sign, found in sorted(spans.items())}

    @property
    def ended(self) -> DecisionFacts | None:
        """The step that took it off the signs, unless a newer approval came after it."""
        for one in reversed(self.file.dossier.decisions):
            if one.step is Step.APPROVE:
                return None
            if one.step in _ENDS:
                return one
        return None

    @property
    def runs(self) -> bool:
        """Whether a window is still open, or still to come."""
        return any(spans and spans[-1][1] > to_ms(self.at) for spans in self.windows.values())

    @property
    def emergency(self) -> bool:
        return self.content.urgency is Urgency.EMERGENCY

    @property
    def warning(self) -> bool:
        """Whether it is a warning by its category: it stands until lifted."""
        return self.category is not None and self.category.kind is Kind.WARNING

    @property
    def pictured(self) -> tuple[str, str] | None:
        """Sign and digest of a program of this version, as far as one is kept."""
        orders = [one for one in self.file.dossier.orders if one.version_no == self.version.no]
        kept = [(one.sign, one.program_digest) for one in orders if one.program_digest in self.file.programs]
        return min(kept) if kept else None

    @property
    def relayed(self) -> bool:
        """Whether it is another body's information that the town only carries (Regulation art. 10)."""
        return bool(self.town) and not is_own(self.content.issuing_unit, self.town)

    def label(self, sign: str) -> str:
        """What the office calls a sign."""
        return self.labels.get(sign, sign)
