"""What an approval binds: pixels and window for every sign, stored with the decision.

R1: an approval holds for the exact frames, their order and dwell times, on that
sign, in that window. The frames are drawn before the transaction (drawing takes
milliseconds, a lock should not), the orders are written inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from drivers.base import Program
from ledctl.accounts.model import Actor
from ledctl.calendars.plans import Planned
from ledctl.calendars.windows import Window
from ledctl.clock import stamp
from ledctl.content.model import Notice, Urgency
from ledctl.errors import BadInput, Refused
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.notices.appearance import Look, draw
from ledctl.notices.frames import pack, panel_text
from ledctl.notices.model import Decision, DisplayOrder, StoredProgram
from ledctl.notices.steps import Held
from ledctl.notices.superseding import refuse_superseded
from ledctl.sentences import sentence

LED_CHANNEL = "led_gate"
STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Binding:
    """Programs by sign, the window they may stand in, and their level among others.

    ``terms`` is the plan the window comes from, as the approver saw it: the publicity period
    beside it, the rule both rest on. The gate reads the window, never the terms. ``opens``:
    this is the last signature; before it, pixels are bound and no window is open. A notice
    for paper and websites alone has no programs and no ``window``.
    """

    programs: Mapping[str, Program]
    window: Window | None
    level: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    opens: bool = True

    def as_dict(self) -> dict[str, Any]:
        """What goes into the decision and the ledger."""
        signs = {
            "terms": dict(self.terms),
            "signs": {
                name: {
                    "panel": panel_text(program.panel),
                    "program": program.digest,
                    "pages": len(program.pages),
                }
                for name, program in sorted(self.programs.items())
            },
        }
        return signs if self.window is None or not self.opens else self._opening(self.window) | signs

    def _opening(self, window: Window) -> dict[str, Any]:
        return {
            "starts_at": stamp(window.start),
            "ends_at": stamp(window.end),
            "urgency": self.level,
        }


def level_of(urgency: Urgency, planned: Planned) -> str:
    """The level an approval binds: the urgency, but for a normal item that stays until it is taken down.

    It ranks as *standing*, below all that has its day (R28); more urgent or idle is what the office chose.
    """
    return STANDING if urgency is Urgency.NORMAL and planned.standing else urgency.value


def draw_for(notice: Notice, signs: Mapping[str, Look], own: SiteGlyphs = NO_GLYPHS) -> dict[str, Program]:
    """The notice's program for every sign that may carry it; ``Refused`` when it has nowhere to go.

    What is meant for boards or websites alone has no program: it is approved all the same.
    """
    if LED_CHANNEL not in notice.channels_allowed and notice.channels_allowed:
        return {}
    if not signs or not notice.channels_allowed:
        raise Refused.of("no_sign_for_notice", where="channels_allowed")
    drawn: list[tuple[Look, Program]] = []  # signs that look alike are drawn once
    for name, look in signs.items():
        if all(look != known for known, _ in drawn):
            drawn.append((look, _draw_on(name, notice, look, own, alone=len(signs) == 1)))
    return {name: next(p for known, p in drawn if known == look) for name, look in signs.items()}


def _draw_on(name: str, notice: Notice, look: Look, own: SiteGlyphs, *, alone: bool) -> Program:
    """The program for one sign; of several signs, what is wrong says on which."""
    try:
        return draw(notice, look, own)
    except BadInput as error:
        if alone:
            raise
        raise BadInput(
            *error.sentences, sentence("wrong_on_sign", where=f"signs.{name}", name=name)
        ) from None


def write_orders(
    session: Session,
    held: Held,
    notice: Notice,
    decision: Decision,
    binding: Binding,
    actor: Actor,
    at: datetime,
) -> None:
    """Store the frames once for each digest and one order for each sign; for no sign, nothing."""
    refuse_superseded(session, held.row.id)
    if (window := binding.window) is None:
        return
    assert decision.id is not None  # noqa: S101 - the step was flushed
    for name, program in sorted(binding.programs.items()):
        if session.get(StoredProgram, program.digest) is None:
            session.add(
                StoredProgram(
                    digest=program.digest,
                    panel=panel_text(program.panel),
                    pages=len(program.pages),
                    body=pack(program),
                    created_at=at,
                )
            )
        session.add(
            DisplayOrder(
                decision_id=decision.id,
                notice_id=held.row.id,
                version_no=held.version.no,
                version_digest=held.version.digest,
                title=notice.title,
                category=notice.category,
                issuing_unit=notice.issuing_unit,
                correction_of=notice.correction_of,
                urgency=binding.level,
                sign=name,
                panel=panel_text(program.panel),
                program_digest=program.digest,
                pages=len(program.pages),
                starts_at=window.start,
                ends_at=window.end,
                approver=actor.account,
                approver_name=actor.name,
                approved_at=at,
                practice=held.row.practice,
            )
        )
        session.flush()
