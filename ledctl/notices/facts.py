"""Notices as plain values: what queries give to pages, to the API and to ``--json``.

Frozen copies of columns; nothing here loads anything more when it is touched.
``as_dict`` gives stable names and plain values: times as stamps, content in the
shape of a notice file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from ledctl.clock import stamp
from ledctl.content.model import Notice
from ledctl.notices.rights import Hands
from ledctl.notices.states import TAKES_BACK, State, Step


@dataclass(frozen=True, slots=True)
class Summary:
    """A notice in a list. ``updated_at`` is its last step: it waits since then."""

    id: str
    title: str
    category: str
    state: State
    version: int
    practice: bool
    created_by: str
    created_at: datetime
    updated_at: datetime

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return _plain(self)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, and how many there are in all."""

    notices: tuple[Summary, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of screening, as it was stored with the version."""

    code: str
    rule: str
    severity: str
    where: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version: whose it is, its digest, what screening said."""

    no: int
    digest: str
    source_digest: str
    author: str
    editor: str
    submitter: str | None
    redacted: bool
    created_at: datetime
    submitted_at: datetime | None
    content: Notice
    findings: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One step somebody took."""

    version_no: int
    version_digest: str
    step: Step
    account: str
    name: str
    via: str
    at: datetime
    opinion: str
    on_behalf_of: str = ""
    on_behalf_name: str = ""
    rule: str = ""
    referred_to: str = ""
    seen_pixels: bool | None = None


@dataclass(frozen=True, slots=True)
class InternalRemark:
    """A remark for the office alone: it makes no new version and is never public."""

    version_no: int
    account: str
    name: str
    via: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One approved program for one sign, and who stopped it, if anybody did."""

    id: int
    version_no: int
    sign: str
    panel: str
    program_digest: str
    pages: int
    starts_at: datetime
    ends_at: datetime
    approver: str
    approver_name: str
    stopped_at: datetime | None
    stop_reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one notice: newest version first, decisions in the order they were taken."""

    notice: Summary
    versions: tuple[VersionFacts, ...]
    decisions: tuple[DecisionFacts, ...]
    orders: tuple[OrderFacts, ...]
    hands: Hands
    remarks: tuple[InternalRemark, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of those who wrote the versions, by account."""

    @property
    def id(self) -> str:
        return self.notice.id

    @property
    def title(self) -> str:
        return self.notice.title

    @property
    def state(self) -> State:
        return self.notice.state

    @property
    def current(self) -> VersionFacts:
        return self.versions[0]

    @property
    def approval(self) -> DecisionFacts | None:
        """The newest approval, of whatever version."""
        return next((one for one in reversed(self.decisions) if one.step is Step.APPROVE), None)

    @property
    def approved(self) -> VersionFacts | None:
        """The newest version that was approved; what became of the notice since is its state."""
        numbers = [one.version_no for one in self.decisions if one.step is Step.APPROVE]
        return next((one for one in self.versions if one.no == max(numbers, default=0)), None)

    @property
    def taken_back(self) -> bool:
        """Whether it was withdrawn or lifted after its newest approval: then nothing of it may hang."""
        said = [one.step for one in self.decisions if one.step is Step.APPROVE or one.step in TAKES_BACK]
        return bool(said) and said[-1] in TAKES_BACK

    @property
    def referred(self) -> DecisionFacts | None:
        """Since when and to whom the item is referred, while it waits for the answer."""
        last = next((one for one in reversed(self.decisions) if one.version_no == self.current.no), None)
        waits = self.state is State.IN_SECRECY and last is not None and last.step is Step.SECRECY_REFER
        return last if waits else None

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        parts = {name: getattr(self, name) for name in ("versions", "decisions", "orders", "remarks")}
        return (
            self.notice.as_dict()
            | {key: [_plain(one) for one in value] for key, value in parts.items()}
            | {"referred_to": self.referred.referred_to if self.referred else ""}
        )


def _plain(facts: Any) -> dict[str, Any]:
    return {field.name: _plain_value(getattr(facts, field.name)) for field in fields(facts)}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Notice):
        return value.model_dump(mode="json", exclude_none=True)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
