"""What emergencies took of a notice's windows, read from the orders: for its page, the API, the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, select
from sqlmodel import SQLModel

from ledctl.clock import stamp
from ledctl.db import Database
from ledctl.notices import model as _model
from ledctl.playlists.losses import Stretch, lost_time

_ORDER: Table = SQLModel.metadata.tables[_model.DisplayOrder.__tablename__]
_STOP: Table = SQLModel.metadata.tables[_model.OrderStop.__tablename__]
_STRETCHES: Select[Any] = select(
    _ORDER.c.notice_id,
    _ORDER.c.sign,
    _ORDER.c.urgency,
    _ORDER.c.starts_at,
    _ORDER.c.ends_at,
    _STOP.c.at.label("stopped_at"),
).select_from(_ORDER.outerjoin(_STOP, _STOP.c.order_id == _ORDER.c.id))


@dataclass(frozen=True, slots=True)
class Loss:
    """Of one window of a notice on one sign, so many minutes went to emergencies."""

    sign: str
    start: datetime
    end: datetime
    minutes: int

    def as_dict(self) -> dict[str, Any]:
        times = {"start": stamp(self.start), "end": stamp(self.end)}
        return {"sign": self.sign, **times, "minutes": self.minutes}


def losses(database: Database, notice_id: str, now: datetime) -> list[Loss]:
    """Every window of this notice that lost a minute or more, by ``now``."""
    with database.engine.connect() as connection:
        mine = _STRETCHES.where(_ORDER.c.notice_id == notice_id).order_by(_ORDER.c.id)
        own = [_stretch(row) for row in connection.execute(mine)]
        urgent = _STRETCHES.where(_ORDER.c.urgency == "emergency", _ORDER.c.notice_id != notice_id)
        others = [_stretch(row) for row in connection.execute(urgent)] if own else []
    found = [_loss(one, others, now) for one in own]
    return [one for one in found if one.minutes]


def _loss(own: Stretch, others: list[Stretch], now: datetime) -> Loss:
    minutes = int(lost_time(own, others, now).total_seconds() // 60)
    return Loss(own.sign, own.start, own.end, minutes)


def _stretch(row: Row[Any]) -> Stretch:
    end = min(row.ends_at, row.stopped_at) if row.stopped_at else row.ends_at
    return Stretch(row.notice_id, row.sign, row.urgency, row.starts_at, end)
