"""What is known of a sign, cut into as many blocks as a picture can show. Pure.

A year may hold more stretches than the picture has points. Where ordinary ones are thinner
than ``THIN``, each point shows what lasted longest in it, and they are counted. Outages,
blackouts and holes never go so: one too short to draw gets a place of its own, wide
enough to be seen, and a mark; several in one place share it, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ledctl.ledger.coverage import Known
from ledctl.ledger.downtime import Outage
from ledctl.pictures.axis import Axis
from ledctl.reports.daylines import State
from ledctl.reports.spells import Spell

THIN = 0.7
NEAR = 2.0
"""Spells of one notice closer than so many points are drawn as one."""
PLACE = 4.0
SERIOUS = frozenset({*map(str, Outage), str(Known.GAP)})
"""What may not be dropped from a picture, however short."""

_Lasting = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch as drawn: from ``x`` on so wide, and what it tells."""

    kind: str
    x: float
    width: float
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of short outages: the states in it, oldest first."""

    x: float
    width: float
    states: tuple[State, ...]

    @property
    def kind(self) -> str:
        kinds = {one.kind for one in self.states}
        return kinds.pop() if len(kinds) == 1 else "several"


@dataclass(frozen=True, slots=True)
class Cut:
    """A lane: its blocks, the marks above them, and how many ordinary stretches were merged."""

    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    merged: int


def cut(states: Sequence[State], axis: Axis) -> Cut:
    """The states of one sign as blocks and marks."""
    short = [one for one in states if one.kind in SERIOUS and _wide(one, axis) < PLACE]
    serious = [one for one in states if one.kind in SERIOUS and _wide(one, axis) >= PLACE]
    ordinary = [one for one in states if one.kind not in SERIOUS]
    thin = sum(_wide(one, axis) < THIN for one in ordinary)
    blocks = _by_point(ordinary, axis) if thin else [_block(one, axis) for one in ordinary]
    return Cut((*blocks, *(_block(one, axis) for one in serious)), _marks(short, axis), thin)


def on_air(spells: Iterable[Spell], axis: Axis) -> list[Block]:
    """Spells of one notice as blocks: near ones are one, none is thinner than a point."""
    found: list[Block] = []
    for one in spells:
        kind = str(one.how)
        x, width = axis.x(one.start_ms), max(1.0, axis.x(one.end_ms) - axis.x(one.start_ms))
        last = found[-1] if found else None
        if last and last.kind == kind and x - last.x - last.width < NEAR:
            wide = max(last.width, x + width - last.x)
            found[-1] = replace(last, width=wide, end_ms=max(last.end_ms, one.end_ms))
        else:
            found.append(Block(kind, x, width, one.start_ms, one.end_ms))
    return found


def _by_point(states: Iterable[State], axis: Axis) -> list[Block]:
    """What lasted longest in each point, neighbours joined: at most as many blocks as there are points."""
    found: list[Block] = []
    after = -1
    for point, kinds in sorted(_points(states, axis).items()):
        kind, (_, start, end) = max(kinds.items(), key=lambda item: (item[1][0], item[0]))
        if found and found[-1].kind == kind and point == after:
            found[-1] = replace(found[-1], end_ms=end)
        else:
            found.append(_block(State(kind, start, end), axis))
        after = point + 1
    return [replace(one, width=max(1.0, axis.x(one.end_ms) - one.x)) for one in found]


def _points(states: Iterable[State], axis: Axis) -> dict[int, dict[str, _Lasting]]:
    """By point and kind: how long, from when, until when."""
    found: dict[int, dict[str, _Lasting]] = {}
    for one in states:
        at = one.start_ms
        while at < one.end_ms:
            point = int((at - axis.start_ms) // axis.ms_a_point)
            edge = min(one.end_ms, max(at + 1, int(axis.start_ms + (point + 1) * axis.ms_a_point) + 1))
            kinds = found.setdefault(point, {})
            long, start, _ = kinds.get(one.kind, (0, at, at))
            kinds[one.kind] = (long + edge - at, start, edge)
            at = edge
    return found


def _block(one: State, axis: Axis) -> Block:
    return Block(one.kind, axis.x(one.start_ms), _wide(one, axis), one.start_ms, one.end_ms)


def _marks(short: Sequence[State], axis: Axis) -> tuple[Mark, ...]:
    places: dict[int, list[State]] = {}
    for one in short:
        places.setdefault(int((axis.x(one.start_ms) - axis.left) // PLACE), []).append(one)
    last = int((axis.right - axis.left) // PLACE) - 1
    found: dict[int, tuple[State, ...]] = {}
    for place, mine in sorted(places.items()):
        found[min(place, last)] = (*found.get(min(place, last), ()), *mine)
    return tuple(Mark(axis.left + place * PLACE, PLACE, mine) for place, mine in found.items())


def _wide(state: State, axis: Axis) -> float:
    return axis.x(state.end_ms) - axis.x(state.start_ms)
