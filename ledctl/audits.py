"""The whole verification of a site: the chains and everything beside them, in the order in which it is told.

Each check is a function of a session that gives the rows that do not hold; it belongs
to the part whose tables it reads. A part with new facts adds its own here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlmodel import Session

from ledctl.archive.audit import check_disposals
from ledctl.blackout.audit import check_blackouts
from ledctl.boards.audit_photos import check_photos
from ledctl.boards.field.audit import check_postings
from ledctl.boards.register.audit import check_boards
from ledctl.boards.rounds.audit import check_duties
from ledctl.boards.sheets.audit import check_sheets
from ledctl.db import Database
from ledctl.forms.audit import check_forms
from ledctl.glyphs.audit import check_glyphs
from ledctl.ledger.anchoring.anchored import check_checkpoints, not_yet_anchored
from ledctl.ledger.anchoring.linked import check_facts
from ledctl.ledger.anchoring.outside import NOTHING, Outside
from ledctl.ledger.checking.outages import check_outages
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.checking.rawrows import DAMAGE
from ledctl.ledger.checking.storage import check_storage
from ledctl.ledger.checking.verify import Check, Head, Verdict, verify
from ledctl.ledger.unanchored import Unanchored
from ledctl.notices.audit import check_desk
from ledctl.notices.audit_orders import check_orders, check_programs
from ledctl.templates.audit import check_templates

CHECKS: tuple[Check, ...] = (
    check_storage,
    check_desk,
    check_programs,
    check_orders,
    check_outages,
    check_blackouts,
    check_glyphs,
    check_templates,
    check_forms,
    check_boards,
    check_duties,
    check_disposals,
    check_postings,
    check_sheets,
    check_photos,
    check_facts,
)
"""What stands above the ledger, and the facts; the checkpoints come last, held to what is outside."""


def verify_record(database: Database, outside: Outside = NOTHING, *, quick: bool = False) -> Verdict:
    """Everything, held against what somebody has ``outside``; quick: the chains and checkpoints alone."""

    def check_anchors(session: Session) -> Iterator[Problem]:
        yield from check_checkpoints(session, outside)

    rest = _rest(database, outside)
    also = (check_anchors,) if quick else (*CHECKS, check_anchors)
    verdict = verify(database, also, heads=_heads(outside), quick=quick)
    return replace(verdict, not_yet_anchored=rest)


def _heads(outside: Outside) -> Iterator[Head]:
    """The rows that the files of checkpoints name themselves: also where their checkpoints are gone."""
    for says in outside.statements:
        for chain, end in (("event", says.events), ("segment", says.segments)):
            if end.number:
                yield Head(chain, end.number, end.hash)


def _rest(database: Database, outside: Outside) -> Unanchored | None:
    """What is not anchored; ``None`` where the database does not say: then the verdict tells why."""
    try:
        with database.read() as session:
            return not_yet_anchored(session, outside)
    except DAMAGE:
        return None
