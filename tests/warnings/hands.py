"""Hands for warnings: the source's form, and a clerk who enters what the source sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledctl.accounts.model import Actor
from ledctl.content.model import Notice, WarningLevel
from ledctl.station import Station
from ledctl.templates.form import Form

PHONE = "镇防汛值班：0700-8123119"
FORM = Form("沅岭县气象台", "emergency_warning", tuple(WarningLevel), phone=PHONE)


@dataclass(frozen=True)
class Relay:
    """Drafts a warning and hands it in; with ``approve`` a leader lets it on."""

    station: Station
    person: Callable[..., Actor]
    notice: Notice
    template: int

    def __call__(self, notice_id: str = "N09", **changes: object) -> Notice:
        notice = self.write(notice_id, **changes)
        self.station.warnings.submit(self.person("drafter"), notice_id, self.template)
        return notice

    def write(self, notice_id: str = "N09", **changes: object) -> Notice:
        """Only the draft."""
        notice = self.notice.model_copy(update={"id": notice_id, **changes})
        self.station.desk.draft(self.person("drafter"), notice)
        return notice

    def approve(self, notice_id: str = "N09", **changes: object) -> Notice:
        """The whole short way."""
        notice = self(notice_id, **changes)
        self.station.desk.approve(self.person("approver"), notice_id, "同意转发。")
        return notice
