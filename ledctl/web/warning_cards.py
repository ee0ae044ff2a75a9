"""What pages show of a warning: the short way, lifting, reviews owed, and what emergencies took of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ledctl.calendars.categories import Kind
from ledctl.notices.facts import Dossier
from ledctl.notices.owed import PART_LABELS, STEP_OF, Owed, Part, owed
from ledctl.notices.rights import may
from ledctl.notices.states import State, Step
from ledctl.notices.superseding import successor_of
from ledctl.reports.losses import Loss, losses
from ledctl.station import Station
from ledctl.templates.queries import Template, in_use
from ledctl.web.deps import Visit


@dataclass(frozen=True, slots=True)
class WarningCard:
    """One notice as this reader may act on it. ``templates`` is ``None`` where the short way is closed."""

    templates: Sequence[Template] | None
    may_lift: bool
    owed: Owed | None
    parts: Sequence[Part]
    may_object: bool
    successor: str | None
    lost: Sequence[Loss]

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show."""
        open_ = self.templates is not None
        return bool(open_ or self.may_lift or self.owed or self.successor or self.lost)


def warning_card(visit: Visit, file: Dossier) -> WarningCard:
    """What the page of a notice shows about warnings; of most notices nothing."""
    station, content = visit.station, file.current.content
    lost = losses(station.database, file.id, station.clock.now()) if file.orders else ()
    if station.categories.get(content.category).kind is not Kind.WARNING:
        return WarningCard(
            None, may_lift=False, owed=None, parts=(), may_object=False, successor=None, lost=lost
        )
    fast = file.state is State.DRAFT and _may(visit, file, Step.FAST_SUBMIT)
    debt = next((one for one in debts(station) if one.notice == file.id), None)
    with station.database.read() as session:
        successor = successor_of(session, file.id)
    return WarningCard(
        in_use(station.database, content.issuing_unit, practice=station.practice) if fast else None,
        may_lift=_stands(station, file) and _may(visit, file, Step.LIFT),
        owed=debt,
        parts=[part for part in (debt.parts if debt else ()) if _may(visit, file, STEP_OF[part])],
        may_object=debt is not None and _may(visit, file, Step.SIGN_OFF_REFUSE),
        successor=successor,
        lost=lost,
    )


def debts(station: Station) -> list[Owed]:
    """The reviews owed at this site now."""
    return owed(station.database, station.clock.now(), station.settings.desk.sign_off_hours)


def owed_facts(visit: Visit) -> dict[str, Any]:
    """For the front page: what is owed, the longest due first, and the templates that wait for the reader."""
    return {
        "owed": debts(visit.station),
        "templates_waiting": visit.station.cabinet.waiting_for(visit.actor),
        "PARTS": PART_LABELS,
    }


def _stands(station: Station, file: Dossier) -> bool:
    now = station.clock.now()
    standing = any(order.stopped_at is None and order.ends_at > now for order in file.orders)
    return file.state is State.APPROVED and standing


def _may(visit: Visit, file: Dossier, step: Step) -> bool:
    return may(visit.actor, step, file.state, file.hands)
