"""Every class with use cases, and the event that each step of a notice leaves in the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ledctl.accounts.delegations import Delegations
from ledctl.accounts.staff import Staff
from ledctl.alerts.seeing import Alerts
from ledctl.archive.books import Books
from ledctl.archive.retention import Retention
from ledctl.blackout.orders import Blackouts
from ledctl.boards.field.postings import Postings
from ledctl.boards.register.registry import Boards
from ledctl.boards.rounds.checks import Checks
from ledctl.boards.rounds.duties import Duties
from ledctl.boards.sheets.issuing import Sheets
from ledctl.boards.village.forms import VillageForms
from ledctl.forms.book import Forms
from ledctl.glyphs.foundry import Foundry
from ledctl.notices.afterwards import AfterApproval
from ledctl.notices.desk import Desk
from ledctl.notices.elsewhere import Elsewhere
from ledctl.notices.keeping import Keeping
from ledctl.notices.lapses import Lapses
from ledctl.notices.objections import Objections
from ledctl.notices.publications import Publications
from ledctl.notices.remarks import Remarks
from ledctl.notices.rounds import Rounds
from ledctl.notices.series import Series
from ledctl.notices.sweep import Sweep
from ledctl.notices.warnings import Warnings
from ledctl.notices.wordlist import WordList
from ledctl.proof.proving import Proofs
from ledctl.publishing.timekeeping import Timekeeping
from ledctl.questions.answers import Questions
from ledctl.questions.checkpoints import Checkpoints
from ledctl.questions.exports import Exports
from ledctl.reports.asking import Asking
from ledctl.reports.reckoning import Reckoning
from ledctl.station import Station
from ledctl.templates.cabinet import Cabinet

GROUPS: dict[type, Callable[[Station], Any]] = {
    Desk: lambda station: station.desk,
    AfterApproval: lambda station: station.after,
    Warnings: lambda station: station.warnings,
    Cabinet: lambda station: station.cabinet,
    Keeping: lambda station: station.keeping,
    Objections: lambda station: station.objections,
    Publications: lambda station: station.publications,
    Rounds: lambda station: station.rounds,
    Remarks: lambda station: station.remarks,
    Series: lambda station: station.series,
    Delegations: lambda station: station.delegations,
    Staff: lambda station: station.staff,
    Lapses: lambda station: station.lapses,
    WordList: lambda station: station.words,
    Timekeeping: lambda station: station.timekeeping,
    Asking: lambda station: station.asking,
    Elsewhere: lambda station: station.elsewhere,
    Reckoning: lambda station: station.reckoning,
    Sweep: lambda station: station.sweep,
    Foundry: lambda station: station.foundry,
    Retention: lambda station: station.retention,
    Books: lambda station: station.books,
    Alerts: lambda station: station.alerts,
    Blackouts: lambda station: station.blackouts,
    Checkpoints: lambda station: station.checkpoints,
    Proofs: lambda station: station.proofs,
    Forms: lambda station: station.forms,
    Exports: lambda station: station.exports,
    Questions: lambda station: station.questions,
    Boards: lambda station: station.boards,
    Sheets: lambda station: station.sheets,
    Postings: lambda station: station.postings,
    Duties: lambda station: station.duties,
    Checks: lambda station: station.checks,
    VillageForms: lambda station: station.village_forms,
}
"""Everything with use cases, and where a station keeps it."""

LAPSED = "lapsed"
EVENT_OF = {
    "submit": "submitted",
    "fast_submit": "submitted",
    "review_pass": "reviewed",
    "secrecy_pass": "secrecy_reviewed",
    "secrecy_refer": "secrecy_reviewed",
    "review_return": "returned",
    "secrecy_return": "returned",
    "approval_return": "returned",
    "sign": "signed",
    "approve": "approved",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "sign_off_refuse": "withdrawn",
    "revise": "revised",
    "extend": "extended",
    "end": "ended_early",
    "lift": "lifted",
    "sign_off": "signed_off",
    "sign_off_secrecy": "signed_off",
    "lapse": LAPSED,
}
