"""Looking through a notice by this office's rules: the one way every use case asks."""

from __future__ import annotations

from dataclasses import replace

from ledctl.content.model import Notice
from ledctl.notices.examination import examine
from ledctl.notices.keeping import kept_in
from ledctl.notices.office import Office
from ledctl.notices.targets import WHERE, unknown
from ledctl.screening.findings import Finding, Screened, Severity


def look_through(office: Office, notice: Notice) -> Screened:
    """Every finding about this content, and the version the public may see."""
    screened = examine(
        notice,
        office.categories,
        office.own(),
        workdays=office.workdays(),
        words=office.words(),
        kept=kept_in(office, notice.id),
    )
    strange = unknown(notice, office.signs, office.groups)
    lost = (Finding(one.code, Severity.BLOCK, WHERE, one) for one in strange)
    return replace(screened, findings=(*screened.findings, *lost)) if strange else screened
