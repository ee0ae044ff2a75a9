"""The time line: who was on which sign when, and when it was dark, out or unknown. Pure.

One sign has a lane for its own state and one for each notice; several signs have a lane
each, with the notices named in it as far as there is room. Words never overlap: they are
cut, or left out, where there is no room, and stand in full in what is read out and in
the table below the picture. Everything wider than its sentence is said in the legend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ledctl.clock import from_ms
from ledctl.ledger.spans import within
from ledctl.pictures.axis import Axis, Tick, ticks
from ledctl.pictures.blocks import NEAR, THIN, Block, Cut, Mark, cut, on_air
from ledctl.pictures.fills import border, fill, patterns
from ledctl.pictures.frame import WIDTH, head, legend, notes
from ledctl.pictures.lettering import fit, width
from ledctl.pictures.svg import FAINT, LINE, Element, element, hint, line, picture, rect, text
from ledctl.pictures.words import length, say
from ledctl.reports.daylines import LIT, DayLine
from ledctl.reports.onsign import Stood
from ledctl.reports.spells import Spell, together

NAME = "timeline"
LEFT, RIGHT, TOP = 210.0, WIDTH - 10.0, 84.0
STATE, LANE, STRIP, GAP = 30.0, 22.0, 5.0, 12.0
MOST_LANES = 40
_SIZE = 11.0
_LEAST = 4
_MARK = 12.0
_EDGED = 3.0
"""A thinner block has no outline: outlines side by side would be all one sees."""


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every part of one picture is drawn with."""

    axis: Axis
    zone: ZoneInfo
    language: str
    label: Callable[[str], str]
    titles: dict[str, str]

    def say(self, key: str, /, **facts: object) -> str:
        return say(key, self.language, **facts)

    def when(self, ms: int) -> str:
        return f"{self._local(ms):%m-%d %H:%M:%S}"

    def _local(self, ms: int) -> datetime:
        return from_ms(ms).astimezone(self.zone)


def timeline(
    lines: Sequence[DayLine], *, zone: ZoneInfo, language: str = "zh", label: Callable[[str], str] = str
) -> str:
    """One sign with its notices, or several signs one below the other; ``label``: what people call a sign."""
    lines = lines[:MOST_LANES]
    axis = Axis(lines[0].start_ms, lines[0].end_ms, LEFT, RIGHT)
    marks = {True: say("practice_title", language), False: ""}
    titles = {one.notice: marks[one.practice] + one.title for of in lines for one in of.stood}
    pen = _Pen(axis, zone, language, label, titles)
    cuts = [cut(one.states, axis) for one in lines]
    lanes = _one(pen, lines[0], cuts[0]) if len(lines) == 1 else _several(pen, lines, cuts)
    return _put_together(pen, lines, cuts, lanes)


@dataclass(frozen=True, slots=True)
class _Lanes:
    parts: tuple[Element, ...]
    bottom: float
    kinds: frozenset[str]
    unlisted: int = 0


def _put_together(pen: _Pen, lines: Sequence[DayLine], cuts: Sequence[Cut], lanes: _Lanes) -> str:
    kinds = lanes.kinds | ({"quiet"} if any(one.quiet for one in lines) else frozenset())
    title, days = _title(pen, lines), _days(pen, lines[0])
    said = pen.say("as_of", at=_minute(pen, min(lines[0].now_ms, lines[0].end_ms)), zone=pen.zone.key)
    top = head(title, f"{days} · {said}", practice=any(one.practice for one in lines), language=pen.language)
    grid = _grid(pen, lanes.bottom)
    shown, bottom = legend(_ordered(kinds), NAME, lanes.bottom + 22, pen.language)
    told, bottom = notes(_remarks(pen, lines, cuts, lanes), bottom)
    return picture(
        WIDTH, bottom + 8, patterns(kinds, NAME), *top, *grid, *lanes.parts, *shown, *told,
        name=NAME, title=f"{title} {days}", described=_described(pen, lines), language=pen.language,
    )  # fmt: skip


def _one(pen: _Pen, one: DayLine, states: Cut) -> _Lanes:
    """The sign, and below it its notices, the first to be on first."""
    parts = [*_lane(pen, one, states, TOP, pen.say("sign_lane"))]
    by_notice = _by_notice(one.spells)
    stood = {told.notice: told for told in one.stood}
    y = TOP + STATE + STRIP + GAP / 2
    shown = list(by_notice)[:MOST_LANES]
    kinds = _kinds(states) | _emergency(one)
    for notice in shown:
        blocks = on_air(by_notice[notice], pen.axis)
        urgent = notice in stood and stood[notice].emergency
        kinds |= {"emergency" if urgent else block.kind for block in blocks}
        parts += _notice_lane(pen, notice, blocks, y, urgent=urgent)
        y += LANE
    return _Lanes(tuple(parts), y, frozenset(kinds), len(by_notice) - len(shown))


def _several(pen: _Pen, lines: Sequence[DayLine], cuts: Sequence[Cut]) -> _Lanes:
    parts: list[Element] = []
    kinds: set[str] = set()
    y = TOP
    for one, states in zip(lines, cuts, strict=True):
        parts += _lane(pen, one, states, y, pen.label(one.sign))
        parts += _named(pen, one, y)
        kinds |= _kinds(states) | _emergency(one)
        y += STATE + STRIP + GAP
    return _Lanes(tuple(parts), y - GAP, frozenset(kinds))


def _lane(pen: _Pen, one: DayLine, states: Cut, y: float, name: str) -> Iterator[Element]:
    """The state of a sign: blocks, emergencies over them, marks over all, and its quiet hours below."""
    yield text(fit(name, LEFT - 20, 13), LEFT - 10, y + STATE / 2 + 5, size=13, anchor="end")
    for block in states.blocks:
        yield _block(pen, block, y, STATE, pen.say(block.kind))
    for spell, what in _emergencies(one):
        for block in on_air([spell], pen.axis):
            yield _block(pen, block, y, STATE, f"{pen.say('emergency')} {what.title}", kind="emergency")
    for mark in states.marks:
        yield from _mark(pen, mark, y)
    for start, end in one.quiet:
        x = pen.axis.x(start)
        told = hint(f"{pen.say('quiet')} {pen.when(start)}–{pen.when(end)}")
        wide = max(1.0, pen.axis.x(end) - x)
        yield rect(x, y + STATE, wide, STRIP, told, fill=fill("quiet", NAME))


def _block(pen: _Pen, block: Block, y: float, high: float, name: str, *, kind: str = "") -> Element:
    span = {"start": pen.when(block.start_ms), "end": pen.when(block.end_ms)}
    told = hint(pen.say("state_hint", label=name, **span))
    kind = kind or block.kind
    edge = border(kind) if block.width >= _EDGED else {}
    return rect(block.x, y, block.width, high, told, fill=fill(kind, NAME), **edge)


def _mark(pen: _Pen, mark: Mark, y: float) -> Iterator[Element]:
    told = "; ".join(
        pen.say("state_hint", label=pen.say(one.kind), start=pen.when(one.start_ms), end=pen.when(one.end_ms))
        for one in mark.states[:20]
    )
    more = f" … {len(mark.states)}" if len(mark.states) > 20 else ""
    yield rect(
        mark.x,
        y,
        mark.width,
        _MARK,
        hint(told + more),
        fill=fill(mark.kind, NAME),
        stroke="#111111",
        stroke_width=0.6,
    )
    middle = mark.x + mark.width / 2
    yield element("path", d=f"M{middle - 3:.1f},{y - 6:.1f} h6 l-3,5 z", fill="#111111")


def _notice_lane(
    pen: _Pen, notice: str, blocks: Iterable[Block], y: float, *, urgent: bool
) -> Iterator[Element]:
    title = pen.titles.get(notice, "")
    label = fit(f"{notice} {title}", LEFT - 20, _SIZE)
    yield text(label, 10, y + LANE / 2 + 4, size=_SIZE)
    yield line(10, y + LANE, RIGHT, y + LANE, stroke="#e3e7ec", stroke_width=0.6)
    for block in blocks:
        yield _block(pen, block, y + 4, LANE - 8, f"{notice} {title}", kind="emergency" if urgent else "")


def _named(pen: _Pen, one: DayLine, y: float) -> Iterator[Element]:
    """In the lane of a sign: where what is on changes, and what it is, as far as there is room."""
    lit = [(s.start_ms, s.end_ms) for s in one.states if s.kind in LIT]
    for span, notices in together(one.spells, (one.start_ms, one.end_ms)):
        for start, end in within([span], lit):
            x, room = pen.axis.x(start), pen.axis.x(end) - pen.axis.x(start)
            many = len(notices) > 1
            words = pen.say("n_in_turn", n=len(notices)) if many else pen.titles.get(notices[0], notices[0])
            words = words if width(words, _SIZE) <= room - 8 else "" if many else fit(words, room - 8, _SIZE)
            if room >= THIN * 4:
                yield line(x, y, x, y + STATE, stroke="#5f6b7a", stroke_width=0.6)
            if len(words) >= _LEAST:
                yield rect(x + 2, y + 7, width(words, _SIZE) + 4, 16, fill="#ffffff", fill_opacity="0.85")
                yield text(words, x + 4, y + 19, size=_SIZE)


def _grid(pen: _Pen, bottom: float) -> Iterator[Element]:
    marks = ticks(pen.axis, pen.zone, pen.language, _SIZE)
    for mark in marks:
        x = pen.axis.x(mark.ms)
        yield line(x, TOP - 10, x, bottom, stroke="#77828e" if mark.strong else "#d5dbe3", stroke_width=0.8)
    yield from _tick_labels(pen, marks)
    yield line(LEFT, bottom, RIGHT, bottom, stroke=LINE, stroke_width=0.8)


def _tick_labels(pen: _Pen, marks: Iterable[Tick]) -> Iterator[Element]:
    free = 0.0
    for mark in marks:
        x = pen.axis.x(mark.ms)
        half = width(mark.label, _SIZE) / 2
        middle = min(max(x, LEFT), RIGHT - half)
        if mark.label and middle - half >= free:
            yield text(mark.label, middle, TOP - 14, size=_SIZE, anchor="middle", fill=FAINT)
            free = middle + half + 4


def _by_notice(mine: Iterable[Spell]) -> dict[str, list[Spell]]:
    found: dict[str, list[Spell]] = {}
    for one in mine:
        found.setdefault(one.notice, []).append(one)
    return found


def _emergencies(one: DayLine) -> list[tuple[Spell, Stood]]:
    urgent = {told.notice: told for told in one.stood if told.emergency}
    return [(spell, urgent[spell.notice]) for spell in one.spells if spell.notice in urgent]


def _emergency(one: DayLine) -> set[str]:
    return {"emergency"} if _emergencies(one) else set()


def _kinds(states: Cut) -> set[str]:
    """Every state drawn, and those that share a place."""
    marked = {mark.kind for mark in states.marks} | {s.kind for mark in states.marks for s in mark.states}
    return {block.kind for block in states.blocks} | marked


_ORDER = (
    "on", "display", "emergency", "sent", "estimated", "disposed", "dark", "quiet", "blackout", "drill",
    "crash", "host", "link", "refused", "content", "several", "gap", "unknown", "skipped", "before", "future",
)  # fmt: skip


def _ordered(kinds: Iterable[str]) -> list[str]:
    return sorted(kinds, key=_ORDER.index)


def _title(pen: _Pen, lines: Sequence[DayLine]) -> str:
    return f"{pen.say('timeline')} · " + (
        pen.label(lines[0].sign) if len(lines) == 1 else f"{pen.say('all_signs')} ({len(lines)})"
    )


def _days(pen: _Pen, one: DayLine) -> str:
    first, last = (
        from_ms(ms).astimezone(pen.zone).date().isoformat() for ms in (one.start_ms, one.end_ms - 1)
    )
    return first if first == last else pen.say("days_span", first=first, last=last)


def _minute(pen: _Pen, ms: int) -> str:
    return f"{from_ms(ms).astimezone(pen.zone):%Y-%m-%d %H:%M}"


def _remarks(pen: _Pen, lines: Sequence[DayLine], cuts: Sequence[Cut], lanes: _Lanes) -> Iterator[str]:
    if not any(one.spells for one in lines):
        yield pen.say("nothing")
    proofs = [told.proof for one in lines for told in one.stood if told.proof]
    if proofs:
        yield pen.say("by_receipt", n=min(proofs))
    if any(one.marks for one in cuts):
        yield pen.say("marked")
    if merged := sum(one.merged for one in cuts):
        thin = length(int(pen.axis.ms_a_point * THIN), pen.language)
        yield pen.say("merged", n=merged, length=thin)
    if len(lines) == 1 and lines[0].spells:
        yield pen.say("joined", length=length(int(pen.axis.ms_a_point * NEAR), pen.language))
    if lanes.unlisted:
        yield pen.say("more_lanes", n=lanes.unlisted)
    if not all(one.exact for one in lines):
        yield pen.say("coarse")


def _described(pen: _Pen, lines: Sequence[DayLine]) -> str:
    """The picture in words: how often each state was, and how long; who was on."""
    told = []
    for one in lines:
        states = (
            pen.say("times", label=pen.say(kind), n=times, length=length(ms, pen.language))
            for kind, (times, ms) in sorted(one.lasted.items(), key=lambda item: _ORDER.index(item[0]))
        )
        names = (f"{of.notice} {of.title}" for of in one.stood[:MOST_LANES])
        told.append(f"{pen.label(one.sign)}: {'; '.join(states)}. {'; '.join(names)}".strip())
    return "\n".join(told)
