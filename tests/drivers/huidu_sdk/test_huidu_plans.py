"""Time as a card keeps it, programs, files, pictures, and what follows from a list of bookings."""

import hashlib
import uuid
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.base import Booking, Brightness, Colour, Frame, Page, Panel, Program
from drivers.errors import ProtocolError, Unsupported
from drivers.huidu_sdk.codec import wire_of
from drivers.huidu_sdk.device import (
    clock_elements,
    is_synchronised,
    luminance_elements,
    read_clock,
    read_identity,
    read_luminance,
)
from drivers.huidu_sdk.documents import Reply
from drivers.huidu_sdk.elements import make
from drivers.huidu_sdk.pictures import is_like, jpeg_of, lit_by, png_of, read_picture
from drivers.huidu_sdk.plans import DARK, is_ours, plan_for
from drivers.huidu_sdk.programs import (
    Area,
    HeldProgram,
    Picture,
    Screen,
    StoredProgram,
    read_held,
    read_screen,
    screen_element,
)
from drivers.huidu_sdk.uploads import Listed, Upload, file_element, read_files
from drivers.huidu_sdk.windows import BEGINNING, END, Slice, gaps_of, slices_of
from drivers.testing import sample_bookings, sample_frame

PANEL = Panel(64, 32, Colour.RGB)
MOMENTS = st.datetimes(datetime(2025, 12, 30), datetime(2026, 1, 4))
NARROW = st.sampled_from(
    [datetime(2026, 1, 1) + timedelta(days=day, hours=hour) for day in range(3) for hour in (0, 10, 23)]
)


def page(frame=None, dwell_ms=5000):
    return Page(frame or sample_frame(PANEL), dwell_ms)


def booked(*pages, begins=None, ends=None):
    return Booking(Program(PANEL, pages or (page(),)), begins, ends)


@given(MOMENTS | NARROW | st.none(), MOMENTS | NARROW | st.none(), MOMENTS | NARROW)
def test_slices_hold_exactly_the_whole_seconds_of_a_window(begins, ends, at):
    """At any second exactly one slice holds if it lies within the window, and none otherwise."""
    second = at.replace(microsecond=0)
    inside = (begins is None or begins <= second) and (
        ends is None or second + timedelta(seconds=1) <= ends.replace(microsecond=0)
    )

    assert sum(span.holds(second) for span in slices_of(begins, ends)) == inside


@given(MOMENTS | NARROW | st.none(), MOMENTS | NARROW | st.none())
def test_a_window_is_at_most_three_slices_and_none_crosses_midnight(begins, ends):
    """What a card does with a span of hours over midnight is documented nowhere."""
    slices = slices_of(begins, ends)

    assert len(slices) <= 3
    assert all(span.opens <= span.closes and span.first <= span.last for span in slices)


def test_a_window_over_midnight_is_split():
    """22:00 to 06:00 is two hours of one day and six of the next."""
    assert slices_of(datetime(2026, 3, 4, 22), datetime(2026, 3, 5, 6)) == (
        Slice(date(2026, 3, 4), date(2026, 3, 4), time(22), time(23, 59, 59)),
        Slice(date(2026, 3, 5), date(2026, 3, 5), time(0), time(5, 59, 59)),
    )
    assert slices_of(None, None) == (Slice(),)


SPANS = st.tuples(MOMENTS | NARROW | st.none(), MOMENTS | NARROW | st.none()).filter(
    lambda span: None in span or span[0] < span[1]
)


@given(st.lists(SPANS, max_size=4), MOMENTS | NARROW)
def test_gaps_are_what_no_span_covers(spans, at):
    """In any second a span stands or exactly one gap: nothing is left to the card."""
    covered = any(part.holds(at) for span in spans for part in slices_of(*span))

    assert sum(part.holds(at) for span in gaps_of(spans) for part in slices_of(*span)) == (not covered)


@pytest.mark.parametrize(
    ("begins", "ends", "seconds"),
    [
        (datetime(2026, 3, 4, 10), datetime(2026, 3, 5), 14 * 3600),
        (datetime(2026, 3, 4, 23, 59), datetime(2026, 3, 5, 0, 0), 60),
        (datetime(2026, 3, 4), datetime(2026, 3, 7), 3 * 86_400),
        (datetime(2026, 3, 4, 10), datetime(2026, 3, 4, 10, 1), 60),
        (datetime(2026, 3, 4, 23, 59, 59), datetime(2026, 3, 5, 0, 0, 1), 2),
        (datetime(2099, 12, 31, 23, 59), datetime(9999, 12, 31, 23, 59, 59, 1), 60),
        (datetime(1, 1, 1), datetime(2000, 1, 1, 0, 0, 1), 1),
        (datetime(9999, 12, 31, 23, 59, 59, 1), None, 0),
        (None, datetime(1, 1, 1), 0),
    ],
)
def test_windows_have_the_seconds_they_were_given(begins, ends, seconds):
    """To midnight, over it, days, a minute, and at both ends of any calendar."""

    def length(part):
        hours = datetime.combine(part.first, part.closes) - datetime.combine(part.first, part.opens)
        return ((part.last - part.first).days + 1) * (int(hours.total_seconds()) + 1)

    assert sum(map(length, slices_of(begins, ends))) == seconds


def test_a_lost_clock_shows_darkness_and_not_a_notice_for_ever():
    """A window with an end and no beginning is not due in 2000; an unbounded one always is."""
    lost = datetime(2000, 1, 1, 0, 5)
    plan = plan_for(PANEL, [booked(ends=datetime(2026, 3, 4))])

    assert [program.name for program in plan.programs if program.is_due(lost)] == [DARK]
    assert plan_for(PANEL, [booked()]).programs[0].is_due(datetime(1970, 1, 1))


def test_no_span_leaves_all_time_and_all_time_leaves_none():
    """The ends of the calendar a card is given."""
    assert list(gaps_of([])) == [(BEGINNING, END)]
    assert list(gaps_of([(None, None)])) == []
    assert list(gaps_of([(datetime(2150, 1, 1), None)])) == [(BEGINNING, END)]


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
HOURS = st.times().map(lambda at: at.replace(microsecond=0))
PROGRAMS = st.builds(
    StoredProgram,
    st.text("0123456789abcdef-", min_size=1, max_size=36),
    st.lists(
        st.builds(
            Area,
            *[st.integers(-50, 4096)] * 4,
            st.lists(
                st.builds(
                    Picture, st.text("abc.png", min_size=1), st.text("0123456789abcdef"), st.integers(0, 9999)
                ),
                max_size=3,
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    st.text("abc通知", max_size=5),
    st.lists(st.tuples(DAYS, DAYS), max_size=2).map(tuple),
    st.lists(st.tuples(HOURS, HOURS), max_size=2).map(tuple),
    st.booleans(),
)


@given(st.builds(Screen, st.text("0123456789"), st.lists(PROGRAMS, max_size=3).map(tuple)))
def test_programs_are_read_as_they_were_written(screen):
    """A card reads what we wrote; a host reads at least names and files of it."""
    element = screen_element(screen)

    assert read_screen(element) == screen
    held = read_held(element)
    assert held.stamps == screen.stamps
    assert [(p.guid, p.name, p.files) for p in held.programs] == [
        (p.guid, p.name, p.files) for p in screen.programs
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        make("playControl", make("date", start="2026-02-30", end="2026-03-01")),
        make("playControl", make("date", start="2026-1-1", end="2026-03-01")),
        make("playControl", make("time", start="08:00", end="09:00:00")),
        make("playControl", make("time", start="٠٨:00:00", end="09:00:00")),
        make("area", make("rectangle", x="left")),
    ],
    ids=str,
)
def test_days_hours_and_numbers_that_are_none_are_refused_but_do_not_hide_a_program(wrong):
    """A card refuses such a program; a host that finds one still sees who it is."""
    screen = make("screen", make("program", wrong, guid="x"))

    with pytest.raises(ProtocolError):
        read_screen(screen)
    assert read_held(screen).programs == (HeldProgram("x", "", frozenset()),)


def test_what_cards_give_back_is_read_under_either_name():
    """``resource`` and ``disable`` are read like ``resources`` and ``disabled``; videos count as files."""
    image = make("image", make("file", name="a.png"))
    program = make(
        "program",
        make("playControl", disable="true"),
        make("area", make("resource", image, make("video", make("file", name="b.mp4")))),
    )

    (read,) = read_screen(make("screen", program)).programs
    (held,) = read_held(make("screen", program)).programs

    assert read.disabled
    assert read.files == {"a.png"}
    assert held.files == {"a.png", "b.mp4"}


def test_a_program_is_due_by_day_and_hour():
    """Both have to hold; a disabled one never is."""
    days, hours = ((date(2026, 1, 1), date(2026, 1, 2)),), ((time(8), time(9)),)
    program = StoredProgram("x", (), days=days, hours=hours)

    assert program.is_due(datetime(2026, 1, 2, 9, 0, 0, 999_999))
    assert not program.is_due(datetime(2026, 1, 2, 9, 0, 1))
    assert not program.is_due(datetime(2026, 1, 3, 8))
    assert not StoredProgram("x", (), disabled=True).is_due(datetime(2026, 1, 1))


def test_a_plan_follows_from_the_bookings_alone():
    """Equal bookings, equal GUIDs, on every run: a card that holds them need not be written."""
    bookings = sample_bookings(PANEL)
    plan = plan_for(PANEL, bookings)

    assert plan_for(PANEL, bookings) == plan
    one, two = (name for name in plan.uploads)
    first = (
        f"{bookings[0].program.digest} 64x32 rgb 2000-01-01 2099-12-31 00:00:00 23:59:59 {one} 50 {two} 30"
    )
    digits = "1edc71" + hashlib.sha256(first.encode()).hexdigest()
    assert plan.programs[0].guid == str(uuid.UUID(digits[:32]))
    assert {program.name for program in plan.programs} == {each.program.digest for each in bookings}
    assert all(is_ours(program.guid) for program in plan.programs)
    assert len(plan.uploads) == 2  # the first page of one is the only page of the other
    assert {name for program in plan.programs for name in program.files} == plan.uploads.keys()


def test_any_change_is_another_program():
    """Other times, other pages, another window: another GUID."""
    variants = [
        booked(),
        booked(page(dwell_ms=6000)),
        booked(page(Frame.dark(PANEL))),
        booked(begins=datetime(2026, 1, 1)),
        booked(page(), page()),
    ]

    assert len({plan_for(PANEL, [each]).programs[0].guid for each in variants}) == len(variants)


def test_the_same_booking_twice_is_one_program():
    """A card's list has a program once."""
    assert len(plan_for(PANEL, [booked(), booked()]).programs) == 1


def test_the_time_between_bookings_is_booked_with_darkness():
    """At any second something of the plan is due; outside the windows it is black."""
    window = booked(begins=datetime(2026, 3, 4, 10), ends=datetime(2026, 3, 6, 18, 30))
    plan = plan_for(PANEL, [window])

    for at, name in (
        (datetime(2026, 3, 4, 9, 59, 59), DARK),
        (datetime(2026, 3, 4, 10), window.program.digest),
        (datetime(2026, 3, 5, 3), window.program.digest),
        (datetime(2026, 3, 6, 18, 29, 59), window.program.digest),
        (datetime(2026, 3, 6, 18, 30), DARK),
    ):
        assert [program.name for program in plan.programs if program.is_due(at)] == [name]


def test_nothing_booked_is_one_black_program():
    """Dark is a picture of ours, not whatever a card shows that has none."""
    plan = plan_for(PANEL, [])

    (program,) = plan.programs
    (upload,) = plan.uploads.values()
    assert program.name == DARK
    assert read_picture(upload.data).tobytes() == bytes(PANEL.frame_size)


def test_a_long_page_is_the_same_picture_again():
    """A card counts to 999.9 s; an hour is four times the same file, and no more bytes."""
    plan = plan_for(PANEL, [booked(page(dwell_ms=3_600_000), page(dwell_ms=549))])

    pictures = plan.programs[0].areas[0].pictures
    assert [picture.tenths for picture in pictures] == [9999, 9999, 9999, 6003, 5]
    assert len(plan.uploads) == 1


def test_a_window_without_a_second_is_refused_before_any_byte():
    """It could never be shown, or is in another century."""
    for begins, ends in (
        (datetime(2026, 1, 1, 0, 0, 0, 1), datetime(2026, 1, 1, 0, 0, 1)),
        (datetime(2150, 1, 1), None),
    ):
        with pytest.raises(Unsupported, match="whole seconds"):
            plan_for(PANEL, [booked(begins=begins, ends=ends)])


def test_a_changed_program_is_not_held():
    """The right GUID on other files is not ours; a card that names no files is believed."""
    plan = plan_for(PANEL, [booked()])
    own = plan.programs[0]

    assert plan.holds(HeldProgram(own.guid, "", own.files))
    assert plan.holds(HeldProgram(own.guid, "", frozenset()))
    assert not plan.holds(HeldProgram(own.guid, "", frozenset({"b.png"})))
    assert not plan.holds(HeldProgram("other", "", own.files))
    assert plan.holds(HeldProgram("{" + own.guid.upper() + "}", "", own.files))
    assert is_ours("{" + own.guid.upper() + "}")
    assert not is_ours("11111111-1111-1111-1111-111111111111")


@given(st.binary(max_size=30_000), st.data())
def test_uploads_continue_where_the_card_is(data, chosen):
    """What it has and what it is sent are the file, whatever was there before."""
    upload = Upload(data)
    exists = chosen.draw(st.integers(0, len(data)))

    contents = list(upload.contents(exists))

    assert data[:exists] + b"".join(content.data for content in contents) == data
    assert all(len(wire_of(content)) <= 9216 for content in contents)
    assert upload.name == f"{upload.start.md5}.png"
    assert upload.start.size == len(data)


def test_a_card_with_more_than_the_file_is_not_believed():
    """Resuming beyond the end would leave a ruined file that counts as whole."""
    with pytest.raises(ProtocolError, match="6 bytes of a file of 5"):
        list(Upload(b"hello").contents(6))


def test_files_are_listed_by_name():
    """A file is held if name, sum, size and what is there of it agree; only our names are ours."""
    upload = Upload(b"hello")
    whole = Listed(upload.name, upload.md5, 5, 5)

    assert read_files(make("files", file_element(whole))) == (whole,)
    assert read_files(make("files", make("file", name="x"))) == (Listed("x", "", -1, -1),)
    assert upload.is_held_as(whole)
    assert whole.ours
    for other in (
        Listed("a.png", upload.md5, 5, 5),
        Listed(upload.name, upload.md5, 5, 4),
        Listed(upload.name, "0" * 32, 5, 5),
    ):
        assert not upload.is_held_as(other)
    assert not Listed("a.png", upload.md5, 5, 5).ours


@pytest.mark.parametrize("colour", Colour)
def test_a_page_is_an_opaque_picture_of_the_panel_s_size(colour):
    """24-bit RGB, no palette, no alpha; a panel of that colour lights the frame again."""
    panel = Panel(40, 24, colour)
    frame = sample_frame(panel)

    picture = read_picture(png_of(frame))

    assert (picture.mode, picture.size) == ("RGB", (40, 24))
    assert png_of(frame)[24:29] == b"\x08\x02\0\0\0"  # eight bits a sample, RGB, not interlaced
    assert lit_by(picture, panel) == frame


def text_like(panel, seed):
    """Something with strokes, that differs from another of its kind in a fifth of them."""
    image = Image.new("RGB", (panel.width, panel.height))
    for x in range(2, panel.width - 6, 8):
        height = 6 + (x // 8 * 5 + (seed if x < panel.width // 3 else 0)) % 9
        image.paste((255, 0, 0), (x, 4, x + 2, 4 + height))
        image.paste((255, 0, 0), (x, 4, x + 5, 6))
    return lit_by(image, panel)


@pytest.mark.parametrize("colour", Colour)
def test_a_photograph_tells_notices_apart_and_forgives_what_jpeg_does(colour):
    """Its own photograph is like a frame; that of another notice, of darkness or of another size is not."""
    panel = Panel(128, 32, colour)
    one, other = text_like(panel, 0), text_like(panel, 4)

    for frame in (one, sample_frame(panel), Frame.dark(panel)):
        assert is_like(read_picture(jpeg_of(frame)), frame, tolerance_percent=5)
    for frame in (other, Frame.dark(panel), Frame.dark(Panel(64, 32, colour))):
        assert not is_like(read_picture(jpeg_of(frame)), one, tolerance_percent=5)
    assert not is_like(read_picture(jpeg_of(one)), Frame.dark(panel), tolerance_percent=5)


@given(
    st.binary(max_size=60) | st.binary(max_size=60).map(lambda data: png_of(Frame.dark(PANEL))[:40] + data)
)
def test_rubbish_is_no_picture(data):
    """Read, or ``ProtocolError``, nothing else."""
    try:
        read_picture(data)
    except ProtocolError:
        return


def test_a_broken_chunk_behind_the_pixels_is_no_picture():
    """Pillow gives up on this one with an ``IndexError``, which is its affair and not ours."""
    png = png_of(Frame.dark(PANEL))
    chunk = b"iCCP"
    with pytest.raises(ProtocolError, match="not a picture"):
        read_picture(png[:-12] + bytes(4) + chunk + crc32(chunk).to_bytes(4) + png[-12:])


def test_a_picture_is_not_believed_about_its_size():
    """A header that promises more pixels than any sign has is refused before they are made."""
    png = png_of(Frame.dark(Panel(1, 1, Colour.RGB)))
    for side in (5000, 30_000):
        huge = png[:16] + side.to_bytes(4) * 2 + png[24:29] + bytes(4) + png[33:]
        with pytest.raises(ProtocolError, match="not a picture"):
            read_picture(huge)
    out = BytesIO()
    Image.new("RGB", (4097, 4096)).save(out, "PNG", compress_level=1)
    with pytest.raises(ProtocolError, match="no sign"):
        read_picture(out.getvalue())


def test_brightness_has_all_four_children_and_never_becomes_darkness():
    """Cards refuse fewer; 0 percent is the darkest a card knows."""
    steady = luminance_elements(Brightness.steady(0))
    daily = luminance_elements(Brightness((0,) * 12 + (80,) * 24 + (30,) * 12))

    for elements in (steady, daily):
        assert [each.name for each in elements] == ["mode", "default", "ploy", "sensor"]
    assert [each.get("value") for each in steady[:2]] == ["default", "1"]
    assert daily[0].get("value") == "ploys"
    assert [(item.get("start"), item.get("percent")) for item in daily[2].children] == [
        ("00:00:00", "1"),
        ("06:00:00", "80"),
        ("18:00:00", "30"),
    ]
    assert read_luminance(Reply("GetLuminancePloy", body=steady)) == 1
    assert read_luminance(Reply("GetLuminancePloy", body=daily)) is None


def test_the_clock_is_set_and_zone_and_summer_time_stay():
    """What the card had is written back; without a word from it, the zone of China and no summer time."""
    local = datetime(2026, 3, 4, 10, 15, 30)
    before = Reply("GetTimeInfo", body=(make("timezone", value="Z"), make("summer", enable="true")))

    told = clock_elements(local, before)

    assert [each.get("value") or each.get("enable") for each in told] == [
        "Z",
        "true",
        "none",
        "2026-03-04 10:15:30",
    ]
    assert read_clock(Reply("GetTimeInfo", body=told)) == local
    assert clock_elements(local, Reply("GetTimeInfo"))[0].get("value").startswith("(UTC+08:00)")


@pytest.mark.parametrize("text", ["", "2026-02-30 00:00:00", "10:15", "2026-03-04T10:15:30"])
def test_a_clock_that_shows_no_time_is_not_guessed(text):
    """Windows are judged by it."""
    with pytest.raises(ProtocolError, match="clock shows"):
        read_clock(Reply("GetTimeInfo", body=(make("time", value=text),)))


def test_a_card_introduces_itself():
    """Identity and size by name; what is not said is empty."""
    body = (make("screen", width=64, height=32), make("device", id="C16L-D00-A000F", model="C16L"))

    identity = read_identity(Reply("GetDeviceInfo", body=body))

    assert str(identity) == "C16L C16L-D00-A000F, 64x32, firmware unnamed"
    assert str(read_identity(Reply("GetDeviceInfo"))) == "a card without a name, 0x0, firmware unnamed"
    assert is_synchronised(Reply("GetMulScreenSync", body=(make("sync", enable="True"),)))
    assert not is_synchronised(Reply("GetMulScreenSync"))
