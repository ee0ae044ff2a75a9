"""Packing displays and adding them up."""

from __future__ import annotations

import json
import random
import struct
import zlib
from dataclasses import astuple, replace
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.segments import (
    MAX_DISPLAYS,
    MAX_RAW,
    MAX_SPAN_MS,
    BadBody,
    Body,
    Display,
    Result,
    Slot,
    closed,
    pack,
    unpack,
)
from ledctl.ledger.tally import Count, Spell, tally

SHANGHAI = ZoneInfo("Asia/Shanghai")
T = 1_777_788_000_000  # 2026-05-03 14:00 in Shanghai
SLOT = Slot("n1", 2, "低保名单公示", "dibao_review", "o7", "ab" * 32, 3, "zhao", False, "plan", 3)
ONE = Display(0, 2, T, T + 8640, 37, Result.ACKED)

texts = st.text(st.characters(codec="utf-8"), max_size=20)
slots = st.builds(
    Slot,
    notice=st.sampled_from(["a", "b", "c"]),
    version=st.integers(1, 9),
    title=texts,
    category=texts,
    order=texts,
    program=texts,
    pages=st.integers(1, 9),
    approver=texts,
    practice=st.booleans(),
    cause=texts,
    proof=st.integers(0, 5),
)


@st.composite
def bodies(draw: st.DrawFn, *, standing: bool = True) -> Body:
    """A stretch of displays, one after another, with gaps; the last may still stand."""
    chosen = draw(st.lists(slots, min_size=1, max_size=4))
    now, displays = T + draw(st.integers(0, 86_400_000)), []
    for _ in range(draw(st.integers(1, 12))):
        now += draw(st.integers(0, 3) | st.integers(0, 40_000_000))
        end = now + draw(st.just(8640) | st.integers(0, 90_000_000))
        index = draw(st.integers(0, len(chosen) - 1))
        page = draw(st.integers(0, chosen[index].pages - 1))
        result, ack = draw(st.sampled_from(Result)), draw(st.integers(0, 30_000))
        displays.append(Display(index, page, now, end, ack, result, draw(st.booleans())))
        now = end
    if standing and draw(st.booleans()):
        displays[-1] = displays[-1]._replace(end_ms=None)
    return Body(tuple(chosen), tuple(displays))


def raw(slots: object, columns: list[list[int]], *, form: int = 1) -> bytes:
    """A body as a hostile hand would write it: well packed, whatever it says."""
    text = slots if isinstance(slots, bytes) else json.dumps(slots).encode()
    planes = b""
    for column in columns:
        packed = struct.pack(f"<{len(column)}q", *column)
        planes += b"".join(packed[i::8] for i in range(8))
    return zlib.compress(struct.pack("<BII", form, len(text), len(columns[0])) + text + planes)


GOOD = [[0], [2], [1], [8640], [37], [T]]
SLOTS = [list(astuple(SLOT))]


@given(bodies())
def test_unpack_gives_back_what_was_packed(body: Body) -> None:
    """Nothing is lost or rounded: every slot, page, instant, latency and outcome comes back."""
    assert unpack(pack(body.slots, body.displays)) == body


def test_body_golden() -> None:
    """The layout is the documented one: head, slots, then six columns in byte planes."""
    assert unpack(raw(SLOTS, GOOD)) == Body((SLOT,), (ONE,))
    inflated = zlib.decompress(pack([SLOT], [ONE]))
    text = json.dumps(SLOTS, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = (0, 2, 1, 8640, 37, T)
    assert inflated == struct.pack("<BII", 1, len(text), 1) + text + struct.pack("<6q", *numbers)


def test_empty_body() -> None:
    """No display packs to a body with none."""
    assert unpack(pack([], [])) == Body((), ())


def test_a_day_costs_at_most_five_bytes_a_display() -> None:
    """R32: a day of 8.64 s pages, five notices, jittered like a real line, costs <= 5 bytes a display.

    Counted is all that a segment row stores: slots, displays, header and both hashes.
    """
    jitter, now, count, stored = random.Random(8640), T, 0, 0  # noqa: S311 - to be repeated, not to be secret
    chosen = [
        replace(SLOT, notice=f"2026-{i}", order=f"o{i}", program=sha256(bytes([i])).hexdigest())
        for i in range(5)
    ]
    for _hour in range(24):
        displays = []
        for _ in range(417):
            end = now + 8640 + jitter.randint(-8, 8)
            page, slot = count % 3, count // 3 % 5
            displays.append(Display(slot, page, now, end, jitter.randint(15, 80), Result.ACKED))
            now, count = end, count + 1
        stored += len(pack(chosen, displays)) + 2 * 64 + 70
    assert count == 24 * 417
    assert stored / count <= 5


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "cut off"),
        (b"not deflated", "cannot be inflated"),
        (zlib.compress(b""), "ends within its head"),
        (zlib.compress(bytes(MAX_RAW + 1)), "too large"),
        (pack([SLOT], [ONE])[:-1], "cut off"),
        (pack([SLOT], [ONE]) + b"x", "followed by something else"),
        (zlib.compress(struct.pack("<BII", 1, 0, 2**32 - 1)), "does not fit its length"),
        (raw(SLOTS, GOOD, form=2), "does not fit its length"),
        (raw(b"\xff", GOOD), "cannot be read"),
        (raw(b"[" * 100_000, GOOD), "cannot be read"),
        (raw({}, GOOD), "not a list"),
        (raw([{}], GOOD), "not a list"),
        (raw([SLOTS[0][:-1]], GOOD), "fields of a slot"),
        (raw([[*SLOTS[0][:-1], True]], GOOD), "fields of a slot"),
        (raw([], GOOD), "slot that is not there"),
        (raw(SLOTS, [[-1], *GOOD[1:]]), "slot that is not there"),
        (raw(SLOTS, [[0], [3], *GOOD[2:]]), "page that is not there"),
        (raw(SLOTS, [[0], [-1], *GOOD[2:]]), "page that is not there"),
        (raw(SLOTS, [*GOOD[:2], [8], *GOOD[3:]]), "still stand"),
        (raw(SLOTS, [[0, 0], [0, 0], [5, 1], [0, 9], [0, 0], [T, 0]]), "still stand"),
        (raw(SLOTS, [*GOOD[:3], [-1], *GOOD[4:]]), "ends before it begins"),
        (raw(SLOTS, [*GOOD[:4], [-1], GOOD[5]]), "ends before it begins"),
        (raw(SLOTS, [*GOOD[:5], [2**63 - 1]]), "one stretch of time"),
        (raw(SLOTS, [*GOOD[:5], [-1]]), "one stretch of time"),
        (raw(SLOTS, [*GOOD[:3], [MAX_SPAN_MS + 1], *GOOD[4:]]), "one stretch of time"),
    ],
)
def test_hostile_bodies_are_refused(body: bytes, why: str) -> None:
    """A body nobody packed is refused with its reason, before it can cost memory or time."""
    with pytest.raises(BadBody, match=why):
        unpack(body)


@given(st.binary(max_size=300))
def test_noise_is_refused_or_read(noise: bytes) -> None:
    """Whatever bytes come, ``unpack`` gives a body or ``BadBody``, and nothing else."""
    for body in (noise, zlib.compress(noise)):
        try:
            assert isinstance(unpack(body), Body)
        except BadBody:
            continue


def test_too_many_displays_are_refused() -> None:
    """A segment is bounded when it is written, too."""
    with pytest.raises(BadBody, match="at most"):
        pack([SLOT], [ONE] * (MAX_DISPLAYS + 1))


def test_closing_ends_only_what_stands() -> None:
    """Only the last display may be ended, never before it began, and an ended one never moves."""
    standing = ONE._replace(end_ms=None)
    assert closed([], T) == ()
    assert closed([ONE], T + 1) == (ONE,)
    assert closed([ONE, standing], T + 5)[1].end_ms == T + 5
    assert closed([standing], T - 5)[0].end_ms == T


@given(bodies())
def test_parts_add_up_to_the_whole(body: Body) -> None:
    """Counts by notice and counts by day both add up to the total, and confirm no more than was shown."""
    sums = tally(body, SHANGHAI)
    assert sum((spell.count for spell in sums.notices.values()), Count()) == sums.total
    assert sum(sums.days.values(), Count()) == sums.total
    assert sums.total.shown == sum(not d.continued for d in body.displays)
    for count in (*sums.days.values(), sums.total):
        assert 0 <= count.acked <= count.shown


@given(bodies(standing=False), st.integers(0, 400_000_000))
def test_cutting_changes_no_count(body: Body, after: int) -> None:
    """A stretch cut anywhere, the page that stood going on as ``continued``, counts like the whole."""
    at = body.displays[0].start_ms + after
    before = [d._replace(end_ms=min(d.end_ms or 0, at)) for d in body.displays if d.start_ms < at]
    later = [
        d._replace(start_ms=max(d.start_ms, at), continued=d.continued or d.start_ms < at)
        for d in body.displays
        if d.start_ms >= at or (d.end_ms or 0) > at
    ]
    parts = [tally(Body(body.slots, tuple(part)), SHANGHAI) for part in (before, later)]
    whole = tally(body, SHANGHAI)
    assert parts[0].total + parts[1].total == whole.total
    for key, count in whole.days.items():
        assert parts[0].days.get(key, Count()) + parts[1].days.get(key, Count()) == count


@pytest.mark.parametrize(
    ("zone", "first", "second"),
    [
        ("Asia/Shanghai", "2025-12-31", "2026-01-01"),
        ("UTC", "2025-12-31", None),
        ("Asia/Kathmandu", "2025-12-31", None),
    ],
)
def test_new_year_parts_the_time_on_air(zone: str, first: str, second: str | None) -> None:
    """R16: a page over local midnight counts on the day it began, and its time on each of the days."""
    midnight = int(datetime(2025, 12, 31, 16, tzinfo=UTC).timestamp() * 1000)
    page = Display(0, 0, midnight - 3000, midnight + 5000, 20, Result.ACKED)
    days = tally(Body((SLOT,), (page,)), ZoneInfo(zone)).days
    assert days["n1", False, first] == Count(1, 1, 3000 if second else 8000)
    assert days.get(("n1", False, second or "")) == (Count(0, 0, 5000) if second else None)


def test_display_beginning_at_midnight_belongs_to_the_new_day() -> None:
    """R16: days are half-open: the last page ends at midnight, the next begins the new day."""
    midnight = int(datetime(2026, 2, 28, 16, tzinfo=UTC).timestamp() * 1000)
    pages = [
        Display(0, 0, midnight - 8640, midnight, 20, Result.ACKED),
        Display(0, 1, midnight, None, 20, Result.UNKNOWN),
    ]
    days = tally(Body((SLOT,), tuple(pages)), SHANGHAI).days
    assert days == {
        ("n1", False, "2026-02-28"): Count(1, 1, 8640),
        ("n1", False, "2026-03-01"): Count(1, 0, 0),
    }


def test_unknown_outcome_adds_no_time_on_air() -> None:
    """What nobody confirmed is shown, not acknowledged, and claims no time."""
    unknown = ONE._replace(result=Result.UNKNOWN)
    sums = tally(Body((SLOT,), (unknown, ONE._replace(start_ms=T + 8640, end_ms=T + 9000))), SHANGHAI)
    assert sums.total == Count(2, 1, 360)
    assert sums.notices == {("n1", False): Spell(T, T + 9000, Count(2, 1, 360))}


def test_versions_of_one_notice_are_one_notice() -> None:
    """Two versions of a notice in an hour are two slots and one count; practice stays apart."""
    body = Body(
        (SLOT, replace(SLOT, version=3), replace(SLOT, practice=True)),
        tuple(ONE._replace(slot=i, start_ms=T + i, end_ms=T + i + 1) for i in range(3)),
    )
    notices = tally(body, SHANGHAI).notices
    assert notices["n1", False] == Spell(T, T + 2, Count(2, 2, 2))
    assert notices["n1", True].count.shown == 1


def test_nothing_adds_up_to_nothing() -> None:
    """An empty body has no days and no counts."""
    assert tally(Body((), ()), SHANGHAI).total == Count()
