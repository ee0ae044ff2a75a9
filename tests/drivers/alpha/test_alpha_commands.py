"""What can be told and asked, as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.alpha.commands import (
    AckMode,
    Clock,
    Dots,
    ForgetMistakes,
    Memory,
    Mistakes,
    Read,
    RunList,
    SoftReset,
    String,
    Text,
    Weekday,
    decode_command,
    encode_command,
    name_mistakes,
    pause_points,
)
from drivers.alpha.memory import File
from drivers.errors import ProtocolError

LABELS = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
CONTENT = st.binary(max_size=30).filter(lambda data: not data.startswith(b"\x1b"))
DOTS = st.tuples(st.integers(1, 31), st.integers(1, 255)).flatmap(
    lambda size: st.builds(
        Dots,
        LABELS,
        st.just(size[1]),
        st.lists(
            st.integers(0, 8).map(lambda digit: b"%d" % digit * size[1]), min_size=size[0], max_size=size[0]
        ).map(tuple),
    )
)
FILES = st.builds(
    File,
    LABELS,
    st.sampled_from("ABD"),
    st.integers(0, 0xFFFF),
    st.sampled_from(["FFFF", "2000"]),
    locked=st.booleans(),
)
COMMANDS = st.one_of(
    st.builds(Text, LABELS, st.sampled_from(["", " b", "0a"]), CONTENT),
    st.builds(String, LABELS, CONTENT),
    DOTS,
    st.builds(Memory, st.lists(FILES, max_size=4).map(tuple)),
    st.builds(RunList, st.text(LABELS, max_size=128), st.sampled_from("STD"), locked=st.booleans()),
    st.just(SoftReset()),
    st.builds(Clock, st.integers(0, 23), st.integers(0, 59)),
    st.builds(Weekday, st.integers(1, 7)),
    st.builds(AckMode, st.booleans()),
    st.builds(Mistakes, st.integers(0x40, 0x7F)),
    st.just(ForgetMistakes()),
    st.builds(Read, st.sampled_from("BHJF"), LABELS),
)


@given(COMMANDS)
def test_every_command_survives_its_bytes(command):
    """Decoding the body of any command gives the command."""
    assert decode_command(encode_command(command)) == command


@given(
    st.binary(max_size=60)
    | st.tuples(st.sampled_from(list(b"ABEFGHIJ")), st.binary(max_size=40)).map(
        lambda t: bytes([t[0]]) + t[1]
    )
)
def test_any_body_is_a_command_or_a_protocol_error(body):
    """Nothing else leaves the decoder, whatever the bytes."""
    try:
        decode_command(body)
    except ProtocolError:
        return


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Q",
        b"E",
        b"E%",
        b"E,1",
        b"E&8",
        b"E&0",
        b"E 2400",
        b"E 1260",
        b"E.XUA",
        b"E.SU" + b"A" * 129,
        b"E$AAU01",
        b"E$AXU0100FFFF",
        b"Es2",
        b"E*",
        b"E41",
        b"F",
        b"J",
        b"IP0308",
        b"IP010812345678\r12345678",
        b"IP01081234567",
        b"IP0100",
        b"IP2001" + b"1\r" * 32,
        b"IP01g112345678",
    ],
)
def test_bodies_that_are_nearly_commands_are_refused(body):
    """A body with a wrong length, count or value is a protocol error that shows the bytes."""
    with pytest.raises(ProtocolError):
        decode_command(body)


def test_lower_case_dimensions_and_a_missing_last_row_end_are_read():
    """One encoder writes dimensions in lower case, and the last row end is optional."""
    assert decode_command(b"IP010a1111111111") == Dots("P", 10, (b"1" * 10,))


def test_the_priority_text_is_blank_with_a_look_and_released_without():
    """Two texts without a character differ: one is darkness, the other is not there."""
    assert encode_command(Text("0", " b")) == b"A0\x1b b"
    assert encode_command(Text("0")) == b"A0"
    assert decode_command(b"A0\x1b b") != decode_command(b"A0")


def test_only_pictures_are_sent_with_pauses():
    """100 ms after the start of the text and after the dimensions, in pictures alone."""
    assert pause_points(encode_command(Dots("P", 1, (b"1",)))) == (0, 6)
    assert pause_points(encode_command(SoftReset())) == ()


def test_mistakes_have_names():
    """The bits of the register are those of the document; bit 6 alone is no mistake."""
    assert name_mistakes(0x40) == ()
    assert name_mistakes(0x71) == ("illegal command or label", "checksum error", "parity error")


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: Text("A", "b"), "position and a mode"),
        (lambda: Dots("P", 1, ()), "up to 31 rows"),
        (lambda: Dots("P", 256, (b"1" * 256,)), "of up to 255"),
        (lambda: Dots("P", 2, (b"1",)), "a digit for each"),
        (lambda: Dots("P", 1, (b"x",)), "a digit for each"),
    ],
)
def test_values_that_cannot_be_sent_are_not_made(make, match):
    """Sizes and looks outside the protocol are refused when the value is made."""
    with pytest.raises(ValueError, match=match):
        make()
