"""Programs as blobs: what comes back is what went in, or nothing does."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import MINUTES, Colour, Frame, Pace, Page, Panel, Program
from ledctl.errors import Fault
from ledctl.notices import frames
from ledctl.notices.frames import pack, unpack

PANEL = Panel(9, 3, Colour.DUAL)
FRAMES = st.binary(min_size=PANEL.frame_size, max_size=PANEL.frame_size).map(lambda data: Frame(PANEL, data))
PROGRAMS = st.lists(st.builds(Page, FRAMES, st.integers(500, 3_600_000)), min_size=1, max_size=9).map(
    lambda pages: Program(PANEL, tuple(pages))
)
DARK = Frame.dark(PANEL)


def a_clock() -> Program:
    """Minute ``i`` is ``i`` in binary."""
    pictures = (Frame(PANEL, i.to_bytes(PANEL.frame_size)) for i in range(MINUTES))
    return Program(PANEL, tuple(Page(frame, 60_000) for frame in pictures), Pace.MINUTE)


def blob(head: dict[str, object], data: bytes) -> bytes:
    return zlib.compress(json.dumps(head).encode() + b"\n" + data)


@given(PROGRAMS)
def test_a_program_comes_back_as_it_was(program: Program) -> None:
    """Panel, pixels, order and time of every page, to the last bit."""
    assert unpack(pack(program), digest=program.digest) == program


def test_a_clock_comes_back_as_a_clock() -> None:
    """The pace is kept with the frames, and small: one minute is much like the next."""
    clock = a_clock()
    packed = pack(clock)
    assert unpack(packed, digest=clock.digest) == clock
    assert len(packed) < 20_000


def test_a_blob_older_than_clocks_goes_round() -> None:
    """What was stored before there was a pace keeps its meaning and its digest."""
    old = blob({"panel": "9x3 dual", "dwell_ms": [3000, 500]}, DARK.data * 2)
    digest = "ed8b6357999714a37724179f14ae1f8e798d140cbbe05eebad05632d2a2051bc"
    assert unpack(old, digest=digest).pace is Pace.ROUND


def test_nobody_makes_a_clock_of_a_program() -> None:
    """R1: the digest binds the pace, so a blob with another pace is damaged."""
    clock = a_clock()
    pages = "".join(page.frame.data.hex() for page in clock.pages)
    head = {"panel": "9x3 dual", "dwell_ms": [60_000] * MINUTES}
    with pytest.raises(Fault):
        unpack(blob(head, bytes.fromhex(pages)), digest=clock.digest)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no blob",
        zlib.compress(b"no line"),
        zlib.compress(b"[]\n"),
        zlib.compress(b"[" * 200_000 + b"\n"),
        blob({"panel": "9x3 dual"}, DARK.data),
        blob({"panel": "9x3 dual", "dwell_ms": [500]}, DARK.data + b"x"),
        blob({"panel": "9x3 dual", "dwell_ms": [499]}, DARK.data),
        blob({"panel": "9x3 dual", "dwell_ms": [500], "pace": "week"}, DARK.data),
        blob({"panel": "9x3 dual", "dwell_ms": [500], "pace": "minute"}, DARK.data),
        blob({"panel": "9x3 dual", "dwell_ms": [500]}, DARK.data)[:-6],
    ],
)
def test_what_is_no_program_is_a_fault(body: bytes) -> None:
    """A blob cut, changed or written by hand gives a sentence, never a picture."""
    with pytest.raises(Fault):
        unpack(body, digest="0" * 64)


def test_a_blob_that_swells_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """R18: no more is unpacked than a program may have, whatever a blob claims."""
    program = Program(PANEL, (Page(DARK, 500),) * 4)
    packed = pack(program)
    monkeypatch.setattr(frames, "MAX_HEAD", 40)
    monkeypatch.setattr(frames, "MAX_PROGRAM", 4 * PANEL.frame_size - 1)
    with pytest.raises(Fault):
        unpack(packed, digest=program.digest)
