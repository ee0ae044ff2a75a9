"""The simulated BetaBrite behaves as a real one was measured to, whoever talks to it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.alpha.commands import (
    READ_MEMORY,
    READ_MISTAKES,
    READ_RUN_LIST,
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
    hold_picture,
)
from drivers.alpha.contents import STAND_MS
from drivers.alpha.memory import File, dots_file, text_file
from drivers.alpha.packets import LIMIT, Packet, ReplyDecoder, Verdict, encode_packet, spell
from drivers.alpha.pictures import dots_of
from drivers.alpha.simulator import AlphaCard, Quirk
from drivers.base import Colour, Frame, Panel
from drivers.testing import sample_frame

PANEL = Panel(20, 6, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
OTHER = Frame(PANEL, b"".join(FRAME.planes[::-1]))
FILES = (text_file("A", 32), text_file("B", 32), dots_file("N", PANEL), dots_file("O", PANEL))
ORDERS = (hold_picture("A", "N"), hold_picture("B", "O"), dots_of(FRAME, "N"), RunList("A"))


def wire(command, **header):
    return encode_packet(Packet((encode_command(command),), **header))


def tell(card, *orders, after_ms=250):
    """Tell the card, with the pause a real one needs; what the last one was answered."""
    for order in orders:
        card.advance(after_ms)
        (handled,) = card.feed(wire(order))
    return answer(handled)


def answer(handled):
    if not handled.reply:
        return None
    decoder = ReplyDecoder()
    decoder.feed(handled.reply)
    found = decoder.next()
    return found if isinstance(found, Verdict) else decode_command(found.bodies[0])


def ready(*orders, panel=PANEL, quirks=(), files=FILES):
    """A card divided properly, deaf time over, and told some orders."""
    card = AlphaCard(panel, quirks=quirks)
    tell(card, Memory())
    card.advance(2000)
    tell(card, Memory(files))
    card.advance(5000)
    tell(card, *(orders or ORDERS))
    return card


def test_a_picture_shows_through_a_text_on_the_run_list():
    """Divide, write text and picture, run the text: the frame is lit; before that nothing is."""
    assert AlphaCard(PANEL).lit == DARK
    assert ready().lit == FRAME
    assert ready(*ORDERS[1:]).lit == DARK  # the text was never written
    assert ready(*ORDERS[:2], RunList("A")).lit == DARK  # the picture was never written


def test_a_memory_divided_without_clearing_reads_well_and_shows_nothing():
    """Measured: the table is stored and reads back, and nothing ever lights."""
    card = AlphaCard(PANEL)

    tell(card, Memory(FILES), *ORDERS)

    assert tell(card, READ_MEMORY) == Memory(FILES)
    assert tell(card, Read("J", "N")) == ORDERS[2]
    assert card.lit == DARK


def test_dividing_erases_every_file():
    """The same table again leaves nothing of what was there, cleared first or not."""
    card = ready()
    tell(card, Memory())
    card.advance(6000)
    tell(card, Memory(FILES))

    assert card.lit == DARK
    assert tell(card, Read("B", "A")) == Text("A")
    assert tell(card, Read("J", "N")) == dots_of(DARK, "N")


def test_after_clearing_orders_are_lost_for_a_second_and_questions_for_five():
    """Measured: writes need one to two seconds, reads are dead for about five."""
    card = AlphaCard(PANEL)
    tell(card, Memory())

    assert tell(card, Memory(FILES), after_ms=900) is None
    assert tell(card, READ_MEMORY, after_ms=4000) is None
    assert tell(card, READ_MEMORY, after_ms=100) == Memory()


def test_an_empty_run_list_freezes_what_stood():
    """Measured: no label on the run list is not darkness; a soft reset ends it."""
    card = ready()
    tell(card, RunList(""))
    tell(card, dots_of(OTHER, "N"), RunList(""))

    assert card.lit == FRAME
    assert tell(card, READ_RUN_LIST) == RunList("")
    tell(card, SoftReset())
    assert card.lit == DARK
    tell(card, RunList("A"))
    assert card.lit == OTHER


def test_a_priority_text_with_a_look_blanks_and_only_the_bare_one_releases():
    """Measured: text 0 stands before everything until it is written without a look."""
    card = ready()

    tell(card, Text("0", " b"))
    assert card.lit == DARK
    tell(card, RunList("A"))
    assert card.lit == DARK
    tell(card, Text("0"), Text("0"))
    assert card.lit == FRAME


def test_a_call_to_a_picture_without_room_shows_nothing():
    """A picture that was never allocated is not there, and writing it is a mistake."""
    card = ready(hold_picture("A", "Q"), dots_of(FRAME, "Q"), RunList("A"))

    assert card.lit == DARK
    assert tell(card, READ_MISTAKES) == Mistakes(0x60)


def test_strings_that_are_too_long_are_emptied():
    """Measured: not cut; and 125 bytes are the most, whatever the file."""
    card = ready(files=(File("1", "B", 5, "0000", locked=True), File("2", "B", 200, "0000", locked=True)))

    assert tell(card, String("1", b"12345"), Read("H", "1")) == String("1", b"12345")
    assert tell(card, String("1", b"123456"), Read("H", "1")) == String("1")
    assert tell(card, String("2", b"x" * 126), Read("H", "2")) == String("2")
    assert tell(ready(files=(File("1", "B", 5, "0000"),)), Read("H", "1")) == String("1")


@pytest.mark.parametrize(
    ("depth", "kept"), [("2000", b"01230123"), ("1000", b"01010101"), ("4000", b"01234567")]
)
def test_digits_count_by_the_depth_of_the_file(depth, kept):
    """Measured: modulo 4 with three colours; all kept with eight."""
    panel = Panel(8, 1, Colour.DUAL)
    card = ready(Dots("N", 8, (b"01234567",)), panel=panel, files=(File("N", "D", 0x0108, depth),))

    assert tell(card, Read("J", "N")) == Dots("N", 8, (kept,))


@pytest.mark.parametrize(("colour", "rows"), [(Colour.RED, b"01111111"), (Colour.DUAL, b"01231233")])
def test_eight_colours_light_the_lamps_there_are(colour, rows):
    """Dim red, dim green, brown and orange light the lamps they are made of; red signs light red."""
    panel = Panel(8, 1, colour)
    files = (text_file("A", 32), File("N", "D", 0x0108, "4000"))
    card = ready(hold_picture("A", "N"), Dots("N", 8, (b"01234567",)), RunList("A"), panel=panel, files=files)

    (lit,) = dots_of(card.lit, "N").rows
    assert lit == rows


@pytest.mark.parametrize(("look", "row"), [('"b', 0), (" b", 2), ("0b", 2), ("&b", 4)])
def test_a_small_picture_stands_where_the_text_s_position_says(look, row):
    """Top, middle, fill and bottom; in the middle of the width."""
    card = ready(Text("A", look, b"\x14N"), Dots("N", 2, (b"11", b"22")), RunList("A"))

    rows = dots_of(card.lit, "N").rows
    assert rows[row : row + 2] == (b"11".center(20, b"0"), b"22".center(20, b"0"))
    assert sum(map(set(b"12").__contains__, b"".join(rows))) == 4


def test_several_texts_take_turns():
    """A run list of two shows one after the other, in order."""
    card = ready(*ORDERS, dots_of(OTHER, "O"), RunList("AB"))

    shown = []
    for _ in range(3):
        shown.append(card.lit)
        card.advance(STAND_MS)

    assert shown == [FRAME, OTHER, FRAME]


def test_the_error_register_keeps_mistakes_until_it_is_cleared():
    """A wrong sum and an illegal command are noted, nothing is done, and clearing forgets."""
    card = ready()
    card.feed(wire(RunList("B")).replace(b"SUB", b"SUX"))
    card.feed(encode_packet(Packet((b"Qx",))))

    assert tell(card, READ_MISTAKES) == Mistakes(0x70)
    assert card.lit == FRAME
    assert tell(card, ForgetMistakes(), READ_MISTAKES) == Mistakes(0x40)


@pytest.mark.parametrize(
    "order",
    [
        Text("Z", " b", b"x"),
        Text("N", " b", b"x"),
        String("A", b"x"),
        Dots("A", 1, (b"1",)),
        Dots("N", 21, (b"1" * 21,)),
        Dots("N", 1, (b"1",) * 7),
        Memory((text_file("A", 0xFFFF),)),
        Memory((File("N", "D", 0x2010, "1000"),)),
        Memory((File("N", "D", 0x1000, "1000"),)),
        Mistakes(0x40),
        AckMode(True),
        Read("B", "N"),
        Read("J", "Z"),
        Read("H", "A"),
        Read("F", "%"),
    ],
    ids=repr,
)
def test_what_there_is_no_room_for_is_a_mistake(order):
    """No such file, too large, not a thing this sign has: noted in the register, not answered, not done."""
    card = ready()

    assert tell(card, order) is None
    assert tell(card, READ_MISTAKES) == Mistakes(0x60)
    assert card.lit == FRAME


def test_several_orders_in_one_packet_are_all_done():
    """Nested groups count one by one."""
    card = ready(*ORDERS[:3])
    (first, second) = card.feed(
        encode_packet(Packet((encode_command(RunList("A")), encode_command(READ_RUN_LIST))))
    )

    assert answer(first) is None
    assert answer(second) == RunList("A")
    assert card.lit == FRAME


@pytest.mark.parametrize(
    ("header", "mine"),
    [
        ({"address": b"01"}, True),
        ({"address": b"00"}, True),
        ({"address": b"?1"}, True),
        ({"address": b"??"}, True),
        ({"address": b"02"}, False),
        ({"address": b"1?"}, False),
        ({"kind": b"^"}, True),
        ({"kind": b"!"}, False),
    ],
)
def test_a_sign_hears_what_is_addressed_to_it(header, mine):
    """All signs, its own type, its own address or a wildcard for it; nothing else."""
    card = AlphaCard(PANEL)

    assert len(card.feed(wire(READ_MEMORY, **header))) == mine


def test_clock_and_weekday_are_taken():
    """The clock is set by two orders; the simulator keeps what it was last told, and no more."""
    card = AlphaCard(PANEL)

    tell(card, Clock(14, 25), Weekday(7), Clock(14, 30), Weekday(1))

    assert list(card.state.clock.values()) == [Clock(14, 30), Weekday(1)]


def test_signs_that_need_gaps_lose_orders_that_come_too_soon():
    """Measured: 0.1 s is too short, 0.25 s is not; questions are heard."""
    card = ready(quirks=[Quirk.NEEDS_GAPS])

    tell(card, RunList("B"), after_ms=99)
    assert tell(card, READ_RUN_LIST, after_ms=0) == RunList("A")
    tell(card, RunList("B"), after_ms=100)
    assert tell(card, READ_RUN_LIST) == RunList("B")


def test_lossy_signs_lose_every_fifth_picture():
    """Whatever the pauses, some pictures are not taken: only reading back tells."""
    card = ready(quirks=[Quirk.LOSSY])
    taken = []
    for digit in (b"1", b"2", b"3", b"1", b"2"):
        picture = Dots("N", 20, (digit * 20,) * 6)
        tell(card, picture)
        taken.append(tell(card, Read("J", "N")) == picture)

    assert taken == [True, True, True, False, True]


def test_left_over_memory_goes_to_the_first_file():
    """Measured: the table that is read back has a larger first file."""
    card = ready(quirks=[Quirk.LEFT_OVER_MEMORY])

    found = tell(card, READ_MEMORY)

    assert found.files[0].size > FILES[0].size
    assert found.files[1:] == FILES[1:]


def test_ack_mode_answers_orders_once_it_is_on():
    """Alpha 2.0 and 3.0: silent at first; then ACK or NAK, each with the register."""
    card = ready(quirks=[Quirk.ACK])

    assert tell(card, RunList("A")) is None
    assert tell(card, AckMode(True)) == Verdict(True, 0x40)
    assert tell(card, Text("Z", " b")) == Verdict(False, 0x60)
    assert tell(card, READ_RUN_LIST) == RunList("A")
    (handled,) = card.feed(wire(RunList("A")).replace(b"SUA", b"SUB"))
    assert answer(handled) == Verdict(False, 0x70)
    assert tell(card, AckMode(False)) is None


def test_quirks_change_the_outside_of_an_alpha_answer():
    """The same answer without a sum, in pieces, spelt out, or not at all."""
    plain = wire(RunList("A"), kind=b"0")
    (whole,) = ready().feed(wire(READ_RUN_LIST))
    (bare,) = ready(quirks=[Quirk.NO_CHECKSUM]).feed(wire(READ_RUN_LIST))
    (pieces,) = ready(quirks=[Quirk.FRAGMENT]).feed(wire(READ_RUN_LIST))
    (mute,) = ready(quirks=[Quirk.MUTE]).feed(wire(READ_RUN_LIST))

    assert whole.chunks == (plain,)
    assert bare.reply == plain[:-6] + b"\x04"
    assert (len(pieces.chunks), pieces.reply) == (3, plain)
    assert mute.chunks == ()


def test_a_printable_line_carries_the_three_byte_form_only():
    """Control bytes do not arrive; the spelt packet is understood and answered in kind."""
    card = AlphaCard(PANEL, quirks=[Quirk.THREE_BYTE])

    assert card.feed(wire(READ_RUN_LIST)) == []
    (handled,) = card.feed(b"\r\n_" + spell(wire(READ_RUN_LIST)))
    assert handled.reply == spell(wire(RunList("A"), kind=b"0"))


def test_noise_is_waited_out_and_alpha_wires_do_not_mix():
    """Noise costs nothing, halves on two wires stay apart, and a hang-up forgets a half."""
    card = AlphaCard(PANEL)
    packet = wire(READ_MEMORY)

    assert len(card.feed(b"noise" + packet[:-1] + packet)) == 1
    assert card.feed(packet[:9], wire=1) == card.feed(packet[:10], wire=2) == []
    card.hang_up(2)
    assert card.feed(packet[10:], wire=2) == []
    assert len(card.feed(packet[9:], wire=1)) == 1
    card.hang_up(99)


def test_endless_talk_overflows_a_sign():
    """Past its buffer a sign forgets, notes it, and hears the next packet."""
    card = AlphaCard(PANEL)

    assert card.feed(b"\x01" + b"A" * LIMIT) == []

    assert tell(card, READ_MISTAKES) == Mistakes(0x48)


PIECES = [
    wire(order) for order in (*ORDERS, READ_MEMORY, Memory(), Memory(FILES), RunList("AB"), Text("0", " b"))
]


@given(
    st.lists(st.binary(max_size=40) | st.sampled_from(PIECES), max_size=12),
    st.sampled_from([Colour.RED, Colour.DUAL]),
)
def test_no_input_breaks_a_sign(pieces, colour):
    """Whatever is fed, a sign shows a frame of its panel and goes on."""
    card = AlphaCard(Panel(20, 6, colour))
    for piece in pieces:
        card.advance(2000)
        card.feed(piece)
        assert card.lit.panel == card.panel

    card.advance(5000)
    assert any(handled.summary["request"] == "Read" for handled in card.feed(b"\x04" + wire(READ_MISTAKES)))


def test_alpha_summaries_can_be_written_as_json():
    """Every summary is JSON and names request and answer."""
    card = ready()
    orders = (
        *ORDERS,
        READ_MEMORY,
        String("1"),
        Clock(1, 2),
        Memory(FILES),
        RunList("A"),
        Text("Z"),
        SoftReset(),
    )

    for handled in (each for order in orders for each in card.feed(wire(order) + b"\x01Z00\x02Q\x04")):
        assert json.loads(json.dumps(handled.summary)) == handled.summary
        assert {"request", "answer"} <= handled.summary.keys()


def test_simulator_settings_are_checked():
    """Wrong models, quirks and panels are named with what there is."""
    card = AlphaCard.from_settings(PANEL, "betabrite", ["mute"])
    assert card.feed(wire(READ_MEMORY))[0].chunks == ()
    with pytest.raises(ValueError, match="betabrite, not '5E2'"):
        AlphaCard.from_settings(PANEL, "5E2", [])
    with pytest.raises(ValueError, match=r"ack, fragment.*not slow"):
        AlphaCard.from_settings(PANEL, None, ["ack", "slow"])
    with pytest.raises(ValueError, match="at most 255x31"):
        AlphaCard(Panel(64, 32, Colour.RED))
