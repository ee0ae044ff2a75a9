"""Everything ``verify`` checks beside the two chains, in the order in which it is told.

Each check is a function of a session that gives the rows that do not hold; it belongs
to the part whose tables it reads. A part with new facts adds its own here.
"""

from __future__ import annotations

from ledctl.archive.audit import check_disposals
from ledctl.blackout.audit import check_blackouts
from ledctl.forms.audit import check_forms
from ledctl.glyphs.audit import check_glyphs
from ledctl.ledger.anchored import check_checkpoints
from ledctl.ledger.audit_outages import check_outages
from ledctl.ledger.linked import check_facts
from ledctl.ledger.storage import check_storage
from ledctl.ledger.verify import Check
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
    check_disposals,
    check_facts,
    check_checkpoints,
)
