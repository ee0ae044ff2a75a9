"""The sweep: what was approved once is screened again with the rules of today, item by item (逐条排查).

Every version that was ever approved on this site is looked at, on the screen or in
the archive. Nothing is changed: what is found is listed with its place and with the
signs it stands on now, and people withdraw or correct it. The run itself goes into
the ledger. A finding counts when it would stop the notice today, or when today
something would be taken out of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.clock import stamp
from ledctl.content.files import notice_from
from ledctl.content.model import Notice
from ledctl.notices.looking import look_through
from ledctl.notices.model import Decision, DisplayOrder, OrderStop, Version
from ledctl.notices.office import Office
from ledctl.notices.states import Step
from ledctl.screening.findings import Finding, Severity, published_code

SWEEPERS = frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER, Role.AUDITOR})
MOST_RECORDED = 200
"""So many hits are listed in the event; the count is always whole."""

_TAKEN_OUT = frozenset(
    {"column_dropped", "column_dropped_by_head", "child_name_masked", "address_unread", "house_number"}
)
_CUT_DOWN = frozenset({"column_generalised", "column_to_village"})


@dataclass(frozen=True, slots=True)
class SweepHit:
    """One thing that would not be public today. ``signs``: where it stands at this moment."""

    notice: str
    version: int
    title: str
    where: str
    code: str
    rule: str
    severity: str
    zh: str
    en: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """One sweep: how many versions were looked at, and what was found, what is on a sign first."""

    at: datetime
    versions: int
    hits: tuple[SweepHit, ...]

    @property
    def on_signs(self) -> int:
        return sum(bool(hit.signs) for hit in self.hits)

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        hits = [asdict(hit) | {"signs": list(hit.signs)} for hit in self.hits]
        return {"at": stamp(self.at), "versions": self.versions, "on_signs": self.on_signs, "hits": hits}


class Sweep:
    """The use case; it looks as the desk looks, so that a sweep and a draft cannot differ."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def run(self, actor: Actor) -> Swept:
        """Look at every approved version; the ledger says who looked, when, and what was found."""
        require_role(actor, SWEEPERS)
        now = self._office.now()
        with self._office.database.read() as session:
            versions = _approved(session, self._office.practice)
            signs = _on_signs(session, now)
        hits = [hit for version in versions for hit in self._hits(version, signs)]
        hits.sort(key=lambda hit: (not hit.signs, hit.notice, hit.version))
        swept = Swept(now, len(versions), tuple(hits))
        with self._office.database.write() as session:
            _record(session, swept, actor, practice=self._office.practice)
        return swept

    def _hits(self, version: Version, signs: dict[tuple[str, int], list[str]]) -> Iterator[SweepHit]:
        notice = notice_from(json.loads(version.content))
        screened = look_through(self._office, notice)
        cut = screened.public.table != notice.table
        there = tuple(signs.get((version.notice_id, version.no), ()))
        for finding in screened.findings:
            if counts(finding, cut=cut):
                yield _hit(version, notice, finding, there)


def counts(finding: Finding, *, cut: bool) -> bool:
    """Whether a finding tells of something that should not be public; ``cut``: the table would change."""
    blocks = finding.severity is Severity.BLOCK
    return blocks or finding.code in _TAKEN_OUT or (cut and finding.code in _CUT_DOWN)


def _hit(version: Version, notice: Notice, finding: Finding, signs: tuple[str, ...]) -> SweepHit:
    return SweepHit(
        notice=version.notice_id,
        version=version.no,
        title=notice.title,
        where=finding.where,
        code=published_code(finding.code),
        rule=finding.code,
        severity=finding.severity.value,
        zh=finding.sentence.zh,
        en=finding.sentence.en,
        signs=signs,
    )


def _approved(session: Session, practice: bool) -> list[Version]:
    decided = (
        select(Decision.id)
        .where(Decision.notice_id == Version.notice_id, Decision.version_no == Version.no)
        .where(Decision.step == Step.APPROVE, Decision.practice == practice)
    )
    query = select(Version).where(decided.exists()).order_by(col(Version.notice_id), col(Version.no))
    return [*session.exec(query)]


def _on_signs(session: Session, now: datetime) -> dict[tuple[str, int], list[str]]:
    stopped = select(OrderStop.id).where(OrderStop.order_id == DisplayOrder.id)
    query = select(DisplayOrder).where(
        col(DisplayOrder.starts_at) <= now, col(DisplayOrder.ends_at) > now, ~stopped.exists()
    )
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for order in session.exec(query):
        found[order.notice_id, order.version_no].append(order.sign)
    return found


def _record(session: Session, swept: Swept, actor: Actor, *, practice: bool) -> None:
    found = [
        {"notice": hit.notice, "version": hit.version, "where": hit.where, "rule": hit.rule}
        for hit in swept.hits[:MOST_RECORDED]
    ]
    tell(
        session,
        "swept",
        actor,
        at=swept.at,
        cause="person",
        practice=practice,
        name=actor.name,
        versions=swept.versions,
        hits=len(swept.hits),
        on_signs=swept.on_signs,
        found=found,
    )
