"""Panels, frames, pages and programs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import (
    MINUTES,
    Ability,
    Booking,
    Brightness,
    Capabilities,
    Colour,
    Frame,
    Pace,
    Page,
    Panel,
    Program,
    Proof,
    Receipt,
    Sign,
    Status,
    StoringSign,
    digest_of,
)
from drivers.errors import Closed, Unsupported
from drivers.testing import check_sign, sample_bookings, sample_frame

PANEL = Panel(16, 8, Colour.RED)
FRAME = sample_frame(PANEL)


@given(st.integers(1, 4096), st.integers(1, 4096), st.sampled_from(Colour))
def test_a_panel_is_read_as_it_is_written(width, height, colour):
    """``256x64`` and ``dual`` are a panel, and it prints so."""
    panel = Panel.parse(f"{width}x{height}", colour.value)

    assert panel == Panel(width, height, colour)
    assert str(panel) == f"{width}x{height} {colour.value}"


@pytest.mark.parametrize("size", ["", "64", "64*32", "x32", "64x", "-1x5", "0x5", "5000x5"])
def test_sizes_that_are_none_are_refused(size):
    """A typing slip in a size is a sentence, not a panel."""
    with pytest.raises(ValueError, match="pixels"):
        Panel.parse(size, "red")


def test_colours_that_are_none_are_refused():
    """A colour is red, dual or rgb."""
    with pytest.raises(ValueError, match="red, dual or rgb"):
        Panel.parse("64x32", "green")


@pytest.mark.parametrize(("colour", "size"), [("red", 16), ("dual", 32), ("rgb", 216)])
def test_frame_sizes(colour, size):
    """Rows are padded to whole bytes; a frame of another size is refused."""
    panel = Panel(9, 8, Colour(colour))

    assert len(Frame.dark(panel).data) == panel.frame_size == size
    with pytest.raises(ValueError, match=f"has {size} bytes"):
        Frame(panel, bytes(size + 1))


def test_digests_tell_pictures_and_panels_apart():
    """R1: the digest covers pixels, size and colour."""
    same_bytes = [Frame(Panel(*size, Colour.RED), bytes(16)) for size in ((16, 8), (8, 16))]
    digests = {frame.digest for frame in [FRAME, *same_bytes, Frame(Panel(8, 8, Colour.DUAL), bytes(16))]}

    assert len(digests) == 4
    assert sample_frame(PANEL).digest == FRAME.digest


def test_a_program_s_digest_covers_order_and_duration():
    """R1: page order and duration are part of what is approved."""
    dark = Frame.dark(PANEL)
    variants = [
        (Page(FRAME, 3000), Page(dark, 3000)),
        (Page(dark, 3000), Page(FRAME, 3000)),
        (Page(FRAME, 3001),),
    ]

    assert len({Program(PANEL, pages).digest for pages in variants}) == 3


def test_a_program_s_digest_never_changes():
    """R1: approvals in existing databases hold; this digest is older than clocks."""
    frame = Frame(PANEL, bytes(range(16)))
    program = Program(PANEL, (Page(frame, 3000), Page(Frame.dark(PANEL), 500)))

    assert program.pace is Pace.ROUND
    assert program.digest == "9969df34e601164d807fcddb6bbbbd9a0c5a8908c0c3f793f644e76e59611e81"


def test_a_clock_has_a_page_for_every_minute():
    """The pace is part of what is approved, and a day has 1,440 minutes."""
    pages = (Page(FRAME, 60_000),) * MINUTES

    assert Program(PANEL, pages, Pace.MINUTE).digest != Program(PANEL, pages).digest
    for wrong in (pages[1:], (*pages, pages[0])):
        with pytest.raises(ValueError, match="1440 pages, one a minute"):
            Program(PANEL, wrong, Pace.MINUTE)


def test_impossible_pages_and_programs_are_refused():
    """R18: a dwell is bounded; a program has pages, all for its panel."""
    for dwell_ms in (499, 3_600_001):
        with pytest.raises(ValueError, match=r"between 0\.5 s"):
            Page(FRAME, dwell_ms)
    with pytest.raises(ValueError, match="at least one page"):
        Program(PANEL, ())
    with pytest.raises(ValueError, match="every page"):
        Program(Panel(8, 8, Colour.RED), (Page(FRAME, 3000),))


class CardTimed(Sign):
    """A sign that stores programs, as far as the base class goes."""

    def __init__(self, timed_by_host=False):
        super().__init__(Capabilities(PANEL, timed_by_host, False, Proof.ACCEPTED, True))
        self.lives = []

    def _show(self, frame, life_s):
        self.lives.append(life_s)
        return Receipt(frame.digest, Proof.ACCEPTED, "shown")

    def _blank(self):
        return Receipt("", Proof.ACCEPTED, "dark")

    def _status(self):
        return Status(online=True)

    def _close(self):
        self.lives.append("closed")


def test_the_base_class_checks_before_the_driver_is_asked():
    """Programs for another panel, programs on a host-timed sign, anything after close: no driver code."""
    sign = CardTimed()

    with pytest.raises(Unsupported, match="stores no programs"):
        sign.sync([Booking(Program(PANEL, (Page(FRAME, 3000),)))])
    other = Panel(8, 8, Colour.RED)
    with pytest.raises(Unsupported, match="a program 8x8"):
        sign.sync([Booking(Program(other, (Page(Frame.dark(other), 3000),)))])
    with pytest.raises(Unsupported, match="not by the time of day"):
        sign.sync([Booking(Program(PANEL, (Page(FRAME, 60_000),) * MINUTES, Pace.MINUTE))])
    with pytest.raises(Unsupported, match="as they come"):
        CardTimed(timed_by_host=True).sync([])
    with pytest.raises(ValueError, match="a life time is 0 seconds"):
        sign.show(FRAME, life_s=-1)
    sign.show(FRAME, life_s=9)
    sign.close()
    sign.close()
    with pytest.raises(Closed):
        sign.show(FRAME)

    assert sign.lives == [0, "closed"]


class Storing(StoringSign):
    """The least a driver of a card that turns pages itself has to bring."""

    def __init__(self):
        able = frozenset(Ability)
        super().__init__(Capabilities(PANEL, False, False, Proof.SELECTED, True, abilities=able))
        self.held = ()

    def _sync(self, bookings):
        self.held = bookings
        return Receipt(digest_of(bookings), Proof.SELECTED, "kept")

    def _status(self):
        return Status(online=True, programs=tuple(one.program.digest for one in self.held))

    def _switch(self, on):
        return Receipt("", Proof.ACCEPTED, f"power {on}")

    def _dim(self, brightness):
        return Receipt("", Proof.ACCEPTED, f"{brightness.percent[0]} %")

    def _set_clock(self, local):
        return Receipt("", Proof.ACCEPTED, str(local))

    def _lock(self, on):
        return Receipt("", Proof.ACCEPTED, f"lock {on}")

    def _close(self):
        pass


def test_a_card_that_turns_pages_itself_keeps_the_contract():
    """Three methods and the orders of care make a sign; one frame is a program of one page, dark is none."""
    check_sign(Storing)
    sign = Storing()

    receipt = sign.show(FRAME)

    assert [one.program.pages[0].frame for one in sign.held] == [FRAME]
    assert receipt.digest == FRAME.digest
    sign.blank()
    assert sign.held == ()


@pytest.mark.parametrize("lie", ["_switch", "_dim", "_set_clock", "_lock"])
def test_an_ability_that_is_claimed_and_not_there_fails_the_contract(lie):
    """``Capabilities.abilities`` are true: a claim without the order is found."""
    liar = type("Liar", (Storing,), {lie: getattr(Sign, lie)})

    with pytest.raises(NotImplementedError, match="claims"):
        check_sign(liar)


def test_a_list_of_bookings_has_a_digest_of_programs_and_windows():
    """Another order, another window or another program is another list; the empty list has none."""
    one, two = sample_bookings(PANEL)
    moved = Booking(two.program, two.begins, datetime(2099, 12, 31, 18, 31))
    digests = {digest_of(some) for some in ([one], [two], [one, two], [two, one], [moved])}

    assert len(digests) == 5
    assert digest_of([]) == ""


def test_bookings_are_in_the_time_of_the_sign_and_end_after_they_begin():
    """A card's clock has no zone; a window that is empty is a mistake."""
    program = sample_bookings(PANEL)[0].program
    with pytest.raises(ValueError, match="without a zone"):
        Booking(program, ends=datetime(2026, 3, 4, tzinfo=UTC))
    with pytest.raises(ValueError, match="ends after"):
        Booking(program, datetime(2026, 3, 4), datetime(2026, 3, 4))
    with pytest.raises(ValueError, match="no zone"):
        Storing().set_clock(datetime(2026, 3, 4, tzinfo=UTC))


def test_brightness_is_a_percentage_for_each_half_hour():
    """Forty-eight numbers from 0 to 100; steady when all are the same."""
    assert Brightness.steady(40).is_steady
    assert not Brightness((0,) * 47 + (100,)).is_steady
    for wrong in ((50,) * 47, (101,) * 48, (-1,) * 48):
        with pytest.raises(ValueError, match="48 numbers"):
            Brightness(wrong)


def test_a_full_colour_frame_has_no_bit_planes():
    """It has bytes; a driver that asks for planes is told before it sends anything."""
    with pytest.raises(Unsupported, match="not bit planes"):
        Frame.dark(Panel(4, 2, Colour.RGB)).planes  # noqa: B018 - asking is the test
