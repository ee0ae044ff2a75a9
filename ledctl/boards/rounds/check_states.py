"""How a check stands: nothing found, to be mended by a day, mended, or not. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class CheckState(StrEnum):
    """What presses most comes first."""

    OVERDUE = "overdue"
    TO_MEND = "to_mend"
    MENDED_LATE = "mended_late"
    MENDED = "mended"
    CLEAN = "clean"


CHECK_LABELS: dict[CheckState, tuple[str, str]] = {
    CheckState.OVERDUE: ("整改逾期", "not mended in time"),
    CheckState.TO_MEND: ("待整改", "to be mended"),
    CheckState.MENDED_LATE: ("逾期整改", "mended late"),
    CheckState.MENDED: ("已整改", "mended"),
    CheckState.CLEAN: ("未发现问题", "nothing found"),
}


def check_state(mend_by: dt.date | None, mended_on: dt.date | None, today: dt.date) -> CheckState:
    """The state on the day ``today``; a day to mend by runs to its end."""
    if mend_by is None:
        return CheckState.CLEAN
    if mended_on is not None:
        return CheckState.MENDED if mended_on <= mend_by else CheckState.MENDED_LATE
    return CheckState.OVERDUE if mend_by < today else CheckState.TO_MEND
