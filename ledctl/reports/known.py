"""What is on record of notices: the copies that were made when they were approved (R30).

Where a notice was never approved on record, what stood says its category and title.
The newest approval known on the as-of day wins; but what was ever approved as more
than an idle page stays an item.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from ledctl.clock import stamp
from ledctl.ledger.model import EVENT, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import Body, Slot, unpack
from ledctl.reports.named import parts
from ledctl.reports.rules import Facts, Rules, identity_of

_PAYLOAD = EVENT.c.payload
CORRECTS = and_(_PAYLOAD.contains('"correction_of":"'), ~_PAYLOAD.contains('"correction_of":""'))
"""An approval of a correction, as the canonical payload writes it; inside a text quotes would be escaped."""


class Register:
    """The approvals known by an instant; of ten years of them only those asked for are read."""

    def __init__(self, connection: Connection, until: datetime) -> None:
        self._connection = connection
        self._known = and_(EVENT.c.kind == "approved", EVENT.c.at < stamp(until))

    def facts_of(self, notices: Collection[str]) -> dict[str, Facts]:
        """What was approved, of those among them that were."""
        payloads: dict[str, list[str]] = defaultdict(list)
        query = select(EVENT.c.notice, EVENT.c.payload).where(self._known).order_by(EVENT.c.seq)
        for part in parts(notices):
            for notice, payload in self._connection.execute(query.where(EVENT.c.notice.in_(part))):
                payloads[notice].append(payload)
        return {name: _merged(found) for name, found in payloads.items()}

    def with_kin(self, notices: Collection[str], rules: Rules) -> dict[str, Facts]:
        """These, what they correct, and all that has the same identity as one of them."""
        facts = self.facts_of({*notices, *self._corrections()})
        while missing := {one.correction_of for one in facts.values() if one.correction_of} - facts.keys():
            found = self.facts_of(missing)
            if not found:
                break
            facts |= found
        wanted = {identity_of(name, facts, rules) for name in notices}
        return {name: one for name, one in facts.items() if identity_of(name, facts, rules) in wanted}

    def _corrections(self) -> Iterable[str]:
        return self._connection.scalars(select(EVENT.c.notice).where(self._known, CORRECTS).distinct())


def stood_as(connection: Connection, notices: Collection[str], current: Iterable[Body]) -> dict[str, Facts]:
    """What stood for notices that were never approved here: as the stretch in progress or the first says."""
    found = {slot.notice: _of_slot(slot) for body in current for slot in body.slots if slot.notice in notices}
    for name in sorted(set(notices) - found.keys()):
        held = SEGMENT_NOTICE.join(SEGMENT, SEGMENT.c.id == SEGMENT_NOTICE.c.segment)
        query = select(SEGMENT.c.body).select_from(held).where(SEGMENT_NOTICE.c.notice == name)
        kept = query.where(func.length(SEGMENT.c.body) > 0).order_by(SEGMENT.c.id).limit(1)
        row = connection.execute(kept).first()
        if row is None and connection.execute(query.limit(1)).first() is not None:
            found[name] = Facts("", title=name)  # its displays were given up, and nobody approved it here
        elif row is not None:
            found[name] = _of_slot(next(slot for slot in unpack(row.body).slots if slot.notice == name))
    return found


def _of_slot(slot: Slot) -> Facts:
    return Facts(slot.category, title=slot.title)


def _merged(payloads: Iterable[str]) -> Facts:
    read = [_read(json.loads(payload)) for payload in payloads]
    return replace(read[-1], idle=all(one.idle for one in read))


def _read(payload: Mapping[str, Any]) -> Facts:
    return Facts(
        category=payload["category"],
        issuing_unit=payload.get("issuing_unit", ""),
        correction_of=payload.get("correction_of") or None,
        idle=payload.get("bound_to", {}).get("urgency") == "idle",
        title=payload["title"],
    )
