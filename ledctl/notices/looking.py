"""Looking through a notice by this office's rules: the one way every use case asks."""

from __future__ import annotations

from ledctl.content.model import Notice
from ledctl.notices.examination import examine
from ledctl.notices.keeping import kept_in
from ledctl.notices.office import Office
from ledctl.screening.findings import Screened


def look_through(office: Office, notice: Notice) -> Screened:
    """Every finding about this content, and the version the public may see."""
    return examine(
        notice,
        office.categories,
        office.own(),
        workdays=office.workdays(),
        words=office.words(),
        kept=kept_in(office, notice.id),
    )
