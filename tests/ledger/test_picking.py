"""One notice alone: the same displays as out of the whole history, whatever the batches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.town import Shape, build
from ledctl.db import Database, open_database, upgrade
from ledctl.ledger import one_notice, segments
from ledctl.ledger.columns import small
from ledctl.ledger.history import displays
from ledctl.ledger.picking import pick
from ledctl.ledger.segments import Body, Display, Result, Slot, pack, unpack

SLOTS = tuple(
    Slot(notice, 1, "低保名单公示", "dibao_review", "o1", "ab" * 32, 300, "zhao", False, "plan", 3)
    for notice in ("n1", "n2", "n1", "n3")
)
NUMBERS = st.one_of(st.integers(0, 9_000), st.integers(0, 2**33))


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Any body: neighbours or gaps, small numbers or large ones, the last page perhaps still standing."""
    rows, at = [], draw(st.integers(0, 10**12))
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.sampled_from([0, 0, 0, 0, 700]))
        end = at + draw(NUMBERS) % 9_000_000
        result, goes_on = draw(st.sampled_from(Result)), draw(st.booleans())
        rows.append(
            Display(
                draw(st.integers(0, 3)), draw(st.integers(0, 299)), at, end, draw(NUMBERS), result, goes_on
            )
        )
        at = end
    if rows and draw(st.booleans()):
        rows[-1] = rows[-1]._replace(end_ms=None)
    return pack(SLOTS, rows)


@given(bodies(), st.sampled_from(["n1", "n2", "n3", "n4"]))
def test_what_is_picked_is_what_is_there(body: bytes, notice: str) -> None:
    """For every body: the displays of the notice's slots, in their order, each as ``unpack`` gives it."""
    read = unpack(body)
    picked = pick(body, notice)
    assert picked.slots == read.slots
    assert picked.displays == tuple(one for one in read.displays if SLOTS[one.slot].notice == notice)


def test_of_a_body_that_was_given_up_nothing_is_left() -> None:
    """After its time a segment is empty: it tells of no display, and is no fault."""
    assert pick(b"", "n1") == Body((), ())


def test_a_stretch_that_no_segment_may_have_is_read_the_slow_way() -> None:
    """Columns that lead past the longest stretch are not believed: ``unpack`` refuses such a body."""
    count = 12
    columns = (
        [0] * count,
        [0] * count,
        [1] * count,
        [2**32 - 1] * count,
        [9] * count,
        [5] + [0] * (count - 1),
    )
    planes = b"".join(segments._planes(column) for column in columns)
    assert small(SLOTS, planes, count) is None
    columns[3][:] = [1000] * count
    planes = b"".join(segments._planes(column) for column in columns)
    assert small(SLOTS, planes, count) is not None


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Three signs, ten days."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('town') / 'record.db'}")
    upgrade(database)
    build(database, Shape(signs=3, years=1, lit_ms=2_000_000), days=10)
    yield database
    database.close()


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("sign", [None, "gate2"])
@pytest.mark.parametrize("batch", [1, 2, 5, 240])
def test_the_history_of_one_notice_is_a_part_of_the_whole(
    town: Database, monkeypatch: pytest.MonkeyPatch, newest: bool, sign: str | None, batch: int
) -> None:
    """R35: of one sign or all, either way round, whole or cut off, read in batches of any size."""
    monkeypatch.setattr(one_notice, "BATCH", batch)
    every = list(displays(town, sign=sign, newest=newest))
    notice = every[len(every) // 2].slot.notice
    expected = [one for one in every if one.slot.notice == notice]
    found = list(displays(town, sign=sign, notice=notice, newest=newest))
    assert sorted(found) == sorted(expected)
    starts = [one.start_ms for one in found]
    assert starts == sorted(starts, reverse=newest)
    assert list(displays(town, sign=sign, notice=notice, newest=newest, limit=7)) == found[:7]
