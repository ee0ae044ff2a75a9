"""The use cases on a blackout: order it, say why, lift it; drill it; look.

The pages, the API and the command line all call these methods. Each is one transaction
that writes its event with the change (R12). The order itself asks for nothing: one
click, and the reason afterwards; a mis-click is undone by an approver.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.blackout import reading, rights
from ledctl.blackout.answering import end_drill
from ledctl.blackout.model import BlackoutEnd, BlackoutRow, BlackoutWord
from ledctl.blackout.reading import Blackout
from ledctl.blackout.states import DRILL, End, SignState, is_drill_due, standing, state_of
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import BadInput, Refused
from ledctl.ledger.kinds import Cause

MAX_WORDS = 2000


@dataclass(frozen=True, slots=True)
class State:
    """Whether the signs are ordered dark now, and by which order; of a drill also what it is."""

    signs: tuple[str, ...]
    now: Blackout | None = None

    @property
    def is_on(self) -> bool:
        return self.now is not None

    @property
    def is_real(self) -> bool:
        return self.now is not None and not self.now.drill

    @property
    def not_dark(self) -> tuple[str, ...]:
        """The signs that have not confirmed that they are dark."""
        return () if self.now is None else not_dark(self.now, self.signs)


def not_dark(blackout: Blackout, signs: Collection[str]) -> tuple[str, ...]:
    """The signs that have not confirmed this order."""
    return tuple(one for one in signs if state_of(blackout.answer_of(one)) is not SignState.DARK)


class Blackouts:
    """The use cases. ``practice`` is the site's mode: practice darkens virtual signs only (R7)."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        signs: Collection[str],
        practice: bool,
        ring: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self.signs = tuple(signs)
        self._practice = practice
        self._ring = ring

    # -- looking ------------------------------------------------------------------------------

    def state(self) -> State:
        """What is ordered now."""
        with self._database.read() as session:
            return State(self.signs, self._standing(session))

    def one(self, number: int) -> Blackout | None:
        """The blackout or drill of this number."""
        with self._database.read() as session:
            return reading.one(session, number)

    def history(self) -> Sequence[Blackout]:
        """Every blackout and drill, the newest first."""
        with self._database.read() as session:
            return reading.past(session)

    def last_drill(self) -> datetime | None:
        """When every sign last proved that it goes dark."""
        with self._database.read() as session:
            return reading.last_drill(session, practice=self._practice)

    def is_drill_due(self, now: datetime) -> bool:
        """Whether a month has passed since then."""
        return is_drill_due(self.last_drill(), now)

    # -- doing --------------------------------------------------------------------------------

    def order(self, actor: Actor) -> int:
        """Every sign dark, now and until it is lifted. Twice is harmless; the number of the order."""
        rights.require_orderer(actor)
        with self._database.write() as session:
            known = self._standing(session)
            if known is not None and not known.drill:
                number = known.id
            else:
                self._end_drills(session)
                number = self._add(session, actor, until=None)
        self._ring()
        return number

    def drill(self, actor: Actor) -> int:
        """Every sign dark for some seconds, to see that it works; the number of the drill."""
        rights.require_driller(actor)
        with self._database.write() as session:
            if (known := self._standing(session)) is not None:
                raise Refused.of("drill_under_way" if known.drill else "blackout_is_on")
            self._end_drills(session)
            number = self._add(session, actor, until=self._clock.now() + DRILL)
        self._ring()
        return number

    def explain(self, actor: Actor, reason: str) -> None:
        """Why it was ordered, said afterwards."""
        with self._database.write() as session:
            now = self._real(session)
            rights.require_explainer(actor, now.account)
            self._explain(session, now, actor, _words(reason))

    def lift(self, actor: Actor, opinion: str = "", *, reason: str = "") -> None:
        """What may run runs again. Never before somebody has said why it was dark."""
        rights.require_lifter(actor)
        if len(opinion) > MAX_WORDS:
            raise BadInput.of("opinion_too_long", where="opinion")
        with self._database.write() as session:
            now = self._real(session)
            if reason.strip() or not now.words:
                self._explain(session, now, actor, _words(reason))
            self._lift(session, now, actor, opinion.strip())
        self._ring()

    # -- inside -------------------------------------------------------------------------------

    def _standing(self, session: Session) -> Blackout | None:
        files = {one.id: one for one in reading.open_files(session, practice=self._practice)}
        found = standing((one.ordered for one in files.values()), self._clock.now())
        return files[found.id] if found else None

    def _real(self, session: Session) -> Blackout:
        now = self._standing(session)
        if now is None or now.drill:
            raise Refused.of("blackout_is_off")
        return now

    def _end_drills(self, session: Session) -> None:
        """A drill that goes on is replaced; of one that nobody was there to end, the time was over."""
        at = self._clock.now()
        for one in reading.open_files(session, practice=self._practice):
            if one.drill:
                how = End.REPLACED if one.ordered.runs_at(at) else End.TIME
                end_drill(session, one.id, how, at, practice=self._practice)

    def _add(self, session: Session, actor: Actor, *, until: datetime | None) -> int:
        at, drill = self._clock.now(), until is not None
        row = BlackoutRow(drill=drill, until=until, practice=self._practice, **signed(actor, at))
        session.add(row)
        session.flush()
        assert row.id is not None  # noqa: S101 - it was flushed
        kind = "blackout_drilled" if drill else "blackout_on"
        self._tell(session, kind, actor, at, blackout=row.id, cause=Cause.PERSON)
        return row.id

    def _explain(self, session: Session, now: Blackout, actor: Actor, reason: str) -> None:
        at = self._clock.now()
        session.add(BlackoutWord(blackout_id=now.id, reason=reason, **signed(actor, at)))
        session.flush()
        self._tell(session, "blackout_explained", actor, at, blackout=now.id, reason=reason)

    def _lift(self, session: Session, now: Blackout, actor: Actor, opinion: str) -> None:
        at, how = self._clock.now(), End.LIFTED
        fields: dict[str, Any] = {"drill": False, "how": how, "opinion": opinion}
        session.add(BlackoutEnd(blackout_id=now.id, **fields, **signed(actor, at)))
        session.flush()
        facts = {"drill": False, "how": how.value, "reason": opinion}
        self._tell(session, "blackout_off", actor, at, blackout=now.id, cause=Cause.PERSON, **facts)

    def _tell(self, session: Session, kind: str, actor: Actor, at: datetime, **facts: Any) -> None:
        tell(session, kind, actor, at=at, practice=self._practice, **facts)


def _words(reason: str) -> str:
    if not reason.strip():
        raise BadInput.of("blackout_reason_missing", where="reason")
    if len(reason) > MAX_WORDS:
        raise BadInput.of("opinion_too_long", where="reason")
    return reason.strip()
