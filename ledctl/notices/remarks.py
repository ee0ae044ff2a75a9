"""Internal remarks: what colleagues tell each other about a notice.

A remark is a fact of the office. It changes no version, opens no approval again (R4)
and appears in nothing the public sees; the ledger says that there was one, not what.
"""

from __future__ import annotations

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_own_password
from ledctl.errors import BadInput, NotAllowed
from ledctl.notices.model import RemarkRow
from ledctl.notices.office import Office
from ledctl.notices.steps import hold

MAX_REMARK = 2000
MAY_REMARK = (Role.DRAFTER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER, Role.OPERATOR)


class Remarks:
    """Writes remarks; ``queries.one`` reads them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def add(self, actor: Actor, notice_id: str, text: str) -> None:
        """Note something on the current version, whatever its state."""
        _require(actor)
        text = text.strip()
        if not 0 < len(text) <= MAX_REMARK:
            raise BadInput.of("remark_empty", where="text")
        now = self._office.now()
        with self._office.database.write() as session:
            held = hold(session, notice_id)
            row = RemarkRow(
                notice_id=notice_id,
                version_no=held.row.version,
                text=text,
                practice=held.row.practice,
                **signed(actor, now),
            )
            session.add(row)
            session.flush()
            tell(
                session,
                "remarked",
                actor,
                at=now,
                notice=notice_id,
                practice=held.row.practice,
                version=held.row.version,
                characters=len(text),
            )


def _require(actor: Actor) -> None:
    require_own_password(actor)
    if not actor.has(*MAY_REMARK):
        raise NotAllowed.of("remark_not_yours")
