"""The approval itself: what is approved is drawn, checked and bound, for one notice or two at once.

``get_ready`` does all that needs no lock; ``put_up`` writes the decision and the
orders in the caller's transaction, and ends what stood of the same notice there
(a revision takes the place of the version before it without a gap). Two steps, so
that a correction and the corrected list can be approved together, wholly or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from drivers.base import Program
from ledctl.accounts.model import Actor
from ledctl.calendars.windows import Planned, display_window
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.notices.approval import Binding, draw_for, write_orders
from ledctl.notices.examination import examine, refuse_blocks
from ledctl.notices.office import Office
from ledctl.notices.replacing import make_room
from ledctl.notices.states import Step
from ledctl.notices.steps import check, hold, take
from ledctl.sentences import sentence


@dataclass(frozen=True, slots=True)
class Ready:
    """A version that may be approved, with its pixels and the glyphs they were drawn with."""

    notice: Notice
    digest: str
    programs: Mapping[str, Program]
    own: SiteGlyphs


def plan(office: Office, notice: Notice, at: datetime) -> Planned:
    """The window an approval given at ``at`` would open."""
    return display_window(
        at,
        office.zone,
        category=office.categories.get(notice.category),
        wished=notice.display_window,
        period=notice.publicity_period,
        urgency=notice.urgency,
    )


def get_ready(
    office: Office,
    actor: Actor,
    notice_id: str,
    *,
    seen: str | None = None,
    pixels: Mapping[str, str] | None = None,
) -> Ready:
    """Everything that can be refused before the transaction, and the pixels."""
    with office.database.read() as session:
        held = hold(session, notice_id, seen=seen, practice=office.practice)
        check(held, actor, Step.APPROVE, "")
        notice = held.content()
    own = office.own()
    refuse_unfit(office, notice, own)
    programs = draw_for(notice, office.signs, own)
    if pixels is not None and pixels != {name: program.digest for name, program in programs.items()}:
        raise Refused.of("version_changed", where="pixels")
    return Ready(notice, held.version.digest, programs, own)


def refuse_unfit(office: Office, notice: Notice, own: SiteGlyphs) -> None:
    """``Refused`` when by today's rules this may not stand on the screen."""
    refuse_blocks(examine(notice, office.categories, own))
    category = office.categories.get(notice.category)
    if not category.led_allowed:
        raise Refused.of("category_not_on_led", where="category", label=category.label_zh)


def put_up(
    session: Session, office: Office, actor: Actor, ready: Ready, *, opinion: str, at: datetime
) -> Binding:
    """The approval in the caller's transaction: decision, orders, and room for them."""
    notice = ready.notice
    held = hold(session, notice.id, seen=ready.digest, practice=office.practice)
    if office.own() != ready.own:  # a glyph was decided on while we drew
        raise Refused.of("version_changed", where="pixels")
    binding = Binding(ready.programs, plan(office, notice, at).window, notice.urgency)
    bound = binding.as_dict()
    facts = {"issuing_unit": notice.issuing_unit, "correction_of": notice.correction_of or ""}
    decision = take(
        session, held, actor, Step.APPROVE, at=at, opinion=opinion, bound=bound, bound_to=bound, **facts
    )
    reason = str(sentence("replaced_by_version", no=held.version.no))
    who = {"account": actor.account, "reason": reason}
    make_room(session, notice.id, at=at, start=binding.window.start, **who)
    write_orders(session, held, notice, decision, binding, actor, at)
    return binding
