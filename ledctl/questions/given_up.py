"""What of one notice was given up after its time, and under which disposal: no paper passes over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select

from ledctl.db import Database
from ledctl.ledger.disposed import FRAMES, TEXTS, GoneLog, given_up, gone_of
from ledctl.questions.tables import VERSION


@dataclass(frozen=True, slots=True)
class GivenUp:
    """By sign what its displays added up to; pictures by digest and texts by version, with the disposal."""

    log: tuple[GoneLog, ...] = ()
    frames: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[int, int] = field(default_factory=dict)

    @property
    def disposals(self) -> tuple[int, ...]:
        """The numbers of the decisions, in order."""
        found = {one.disposal for one in self.log} | {*self.frames.values()} | {*self.texts.values()}
        return tuple(sorted(found))

    def as_dict(self) -> dict[str, Any]:
        """The stable shape within ``audit notice --json``."""
        return {
            "log": [asdict(one) for one in self.log],
            "frames": dict(self.frames),
            "texts": {str(no): disposal for no, disposal in self.texts.items()},
        }


def given_up_of(database: Database, notice: str, programs: Iterable[str]) -> GivenUp:
    """Everything of the notice that is no longer kept."""
    with database.read() as session:
        connection = session.connection()
        numbers = select(VERSION.c.id, VERSION.c.no).where(VERSION.c.notice_id == notice)
        versions = {str(row.id): int(row.no) for row in connection.execute(numbers)}
        texts = given_up(connection, TEXTS, [*versions])
        frames = given_up(connection, FRAMES, [*programs])
        return GivenUp(
            tuple(gone_of(connection, notice)),
            {digest: one.disposal for digest, one in frames.items()},
            {versions[key]: one.disposal for key, one in texts.items()},
        )
