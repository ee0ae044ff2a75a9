"""What a card says of itself, and whether its photograph bears it out.

Read with questions only: nothing here changes a card. What a card does not know
how to answer stays ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from drivers.base import Frame, Panel, Status
from drivers.errors import ProtocolError
from drivers.huidu_sdk.device import Identity, is_true, read_clock, read_luminance
from drivers.huidu_sdk.documents import Reply
from drivers.huidu_sdk.driver_publish import read_playing, read_programs
from drivers.huidu_sdk.driver_session import Session
from drivers.huidu_sdk.elements import make
from drivers.huidu_sdk.pictures import is_like, read_photograph
from drivers.huidu_sdk.plans import DARK, Plan, is_ours
from drivers.huidu_sdk.programs import Held, HeldProgram
from drivers.huidu_sdk.results import SUCCESS

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Eye:
    """How the card's photograph is compared; ``tolerance_percent`` 0 = it is not asked for."""

    panel: Panel
    tolerance_percent: int

    def find_fault(self, session: Session, frames: Iterable[Frame]) -> str:
        """What speaks against one of ``frames`` standing there; empty if nothing does."""
        if not self.tolerance_percent:
            return ""
        wanted = make("image", width=self.panel.width, height=self.panel.height)
        reply = session.ask("GetScreenshot2", wanted, timeout_s=session.patience.photograph_s)
        if reply.result != SUCCESS:
            return f"the card gives no photograph of itself: {reply.result}"
        try:
            seen = read_photograph(reply.first("image").get("data"))
        except ProtocolError:
            return "the card's photograph of itself is no picture"
        if any(is_like(seen, frame, tolerance_percent=self.tolerance_percent) for frame in frames):
            return ""
        black = is_like(seen, Frame.dark(self.panel), tolerance_percent=self.tolerance_percent)
        return f"the card's photograph of itself {'is black' if black else 'shows something else'}"


def survey(session: Session, identity: Identity, plan: Plan | None, eye: Eye) -> Status:
    """Everything the card can be asked. ``plan``: what was put there last, if that is known."""
    held, current = read_programs(session), read_playing(session)
    dark = _is_dark(held, current)
    frames = plan.pages.get(current, ()) if plan else (Frame.dark(eye.panel),) if dark else ()
    fault = eye.find_fault(session, frames) if frames else ""
    clock, power = _ask_if_able(session, "GetTimeInfo"), _ask_if_able(session, "GetSwitchTime")
    luminance = _ask_if_able(session, "GetLuminancePloy")
    return Status(
        online=True,
        powered=is_true(power.first("open").get("enable")) if power else None,
        shown=None if fault else _shown(dark, frames),
        brightness=read_luminance(luminance) if luminance else None,
        detail=str(identity),
        programs=_digests(held),
        unknown=tuple(_find_unknown(held, current, plan)),
        faults=(fault,) if fault else (),
        clock=_read_clock(clock) if clock else None,
    )


def _ask_if_able(session: Session, method: str) -> Reply | None:
    reply = session.ask(method)
    return reply if reply.result == SUCCESS else None


def _is_known(program: HeldProgram, plan: Plan | None) -> bool:
    """Ours by its mark, and as we put it if we still know how that was."""
    return is_ours(program.guid) and (plan is None or plan.holds(program))


def _find_unknown(held: Held, current: str, plan: Plan | None) -> Iterator[str]:
    for each in held.programs:
        if not _is_known(each, plan):
            yield f"program {each.guid or 'without a GUID'} {each.name}".strip()
    if current and not any(each.token == current for each in held.programs):
        yield f"plays {current}, which it does not list"


def _read_clock(reply: Reply) -> datetime | None:
    """``None`` for one that shows no time: what else is known of the card must not be lost with it."""
    try:
        return read_clock(reply)
    except ProtocolError:
        return None


def _is_dark(held: Held, current: str) -> bool:
    """Whether the black program plays, by its name."""
    return any(each.token == current and each.name == DARK and is_ours(current) for each in held.programs)


def _shown(dark: bool, frames: tuple[Frame, ...]) -> str | None:
    if dark:
        return ""
    return frames[0].digest if len(frames) == 1 else None


def _digests(held: Held) -> tuple[str, ...] | None:
    """The booked programs by digest; ``None`` if the card does not give their names back."""
    names = {each.name for each in held.programs if is_ours(each.guid)} - {DARK}
    return tuple(sorted(names)) if all(_DIGEST.fullmatch(name) for name in names) else None
