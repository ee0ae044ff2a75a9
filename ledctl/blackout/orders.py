"""The use cases on a blackout: order it, say why, lift it; drill it; look.

The pages, the API and the command line all call these methods. Each is one transaction
that writes its event with the change (R12). The order itself asks for nothing: one
click, and the reason afterwards; a mis-click is undone by an approver.

An order does not wait for a disk either: what the database refuses is handed to the
publisher, which darkens at once and writes it down later (``held``). A lift does wait:
nothing is lit again that nobody can account for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.blackout import reading, rights
from ledctl.blackout.held import ASK, UNRECORDED, Held, Holding
from ledctl.blackout.model import BlackoutEnd, BlackoutWord
from ledctl.blackout.ordering import add_order
from ledctl.blackout.reading import Blackout
from ledctl.blackout.states import DRILL, End, SignState, is_drill_due, standing, state_of
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import BadInput, Fault, Refused
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
        ask: Callable[[str], object] = lambda _question: None,
    ) -> None:
        """``ask``: the publisher, which holds what cannot be written down."""
        self._database = database
        self._clock = clock
        self.signs = tuple(signs)
        self._practice = practice
        self._ring = ring
        self._ask = ask

    # -- looking ------------------------------------------------------------------------------

    def state(self) -> State:
        """What is ordered now."""
        with self._database.read() as session:
            now = self._standing(session)
        return State(self.signs, now if now is not None and not now.drill else self._held() or now)

    def one(self, number: int) -> Blackout | None:
        """The blackout or drill of this number; ``UNRECORDED``: the one that has none yet."""
        if number == UNRECORDED:
            return self.state().now
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
        """Every sign dark, now and until it is lifted. Twice is harmless; the number of the order.

        ``UNRECORDED`` when it could not be written down and the publisher holds it.
        """
        rights.require_orderer(actor)
        at = self._clock.now()
        try:
            number = self._order(actor, at)
        except DatabaseError as error:  # whatever it says no for: dark does not wait for that
            return self._hand_over(Held.by(actor, at), error)
        self._ring()
        return number

    def drill(self, actor: Actor) -> int:
        """Every sign dark for some seconds, to see that it works; the number of the drill."""
        rights.require_driller(actor)
        if self._held() is not None:
            raise Refused.of("blackout_is_on")
        with self._recording() as session:
            if (known := self._standing(session)) is not None:
                raise Refused.of("drill_under_way" if known.drill else "blackout_is_on")
            at = self._clock.now()
            number = add_order(session, actor, at, until=at + DRILL, practice=self._practice)
        self._ring()
        return number

    def explain(self, actor: Actor, reason: str) -> None:
        """Why it was ordered, said afterwards."""
        with self._recording() as session:
            now = self._real(session)
            rights.require_explainer(actor, now.account)
            self._explain(session, now, actor, _words(reason))

    def lift(self, actor: Actor, opinion: str = "", *, reason: str = "") -> None:
        """What may run runs again. Never before somebody has said why it was dark."""
        rights.require_lifter(actor)
        if len(opinion) > MAX_WORDS:
            raise BadInput.of("opinion_too_long", where="opinion")
        with self._recording() as session:
            now = self._real(session)
            if reason.strip() or not now.words:
                self._explain(session, now, actor, _words(reason))
            for one in reading.open_files(session, practice=self._practice):
                if not one.drill:
                    self._lift(session, one, actor, opinion.strip())
        self._ring()

    # -- inside -------------------------------------------------------------------------------

    def _standing(self, session: Session) -> Blackout | None:
        files = {one.id: one for one in reading.open_files(session, practice=self._practice)}
        found = standing((one.ordered for one in files.values()), self._clock.now())
        return files[found.id] if found else None

    def _real(self, session: Session) -> Blackout:
        now = self._standing(session)
        if now is not None and not now.drill:
            return now
        raise Refused.of("blackout_is_off" if self._held() is None else "blackout_not_on_record")

    def _order(self, actor: Actor, at: datetime) -> int:
        with self._database.write() as session:
            known = self._standing(session)
            if known is not None and not known.drill:
                return known.id
            return add_order(session, actor, at, until=None, practice=self._practice)

    def _hand_over(self, held: Held, error: DatabaseError) -> int:
        """To the publisher, unless a database that is full still says that all is dark already."""
        with suppress(DatabaseError), self._database.read() as session:
            known = self._standing(session)
            if known is not None and not known.drill:
                self._ring()
                return known.id
        found = Holding.from_answer(self._ask(f"{ASK} {held.as_text()}"))
        if found is None or not found.is_on:
            raise Fault.of("blackout_not_ordered") from error
        return UNRECORDED

    def _held(self) -> Blackout | None:
        """What the publisher holds and has not written down."""
        found = Holding.from_answer(self._ask(ASK))
        if found is None or (held := found.held) is None:
            return None
        who = (held.account, held.name, held.via)
        return Blackout(UNRECORDED, held.at, None, *who, self._practice, answers=found.answers)

    @contextmanager
    def _recording(self) -> Iterator[Session]:
        """A transaction; a person is told in plain words that it could not be written."""
        try:
            with self._database.write() as session:
                yield session
        except DatabaseError as error:
            if self._held() is not None:
                raise Refused.of("blackout_not_on_record") from error
            raise Fault.of("blackout_unwritten") from error

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
