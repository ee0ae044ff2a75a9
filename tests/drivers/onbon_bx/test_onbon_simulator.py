"""The simulated BX card follows the protocol, whoever asks."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.onbon_bx import messages
from drivers.onbon_bx.areas import AreaPage, RunMode, UpdateArea, UpdateAreas
from drivers.onbon_bx.bitmaps import FIFTH, Format, pack
from drivers.onbon_bx.codec import PacketDecoder, cover, wire_of
from drivers.onbon_bx.framing import wrap
from drivers.onbon_bx.messages import (
    Ack,
    AskFirmware,
    AskStatus,
    DeleteAreas,
    LockScreen,
    Nack,
    Ping,
    PingReply,
    SetBrightness,
    SetClock,
    SwitchPower,
)
from drivers.onbon_bx.models import DYNAMIC, MODELS, Packing, find_model
from drivers.onbon_bx.packets import (
    BROADCAST,
    HOST,
    DynamicPacket,
    SixthPacket,
    StandardPacket,
    encode_packet,
)
from drivers.onbon_bx.simulator import OnbonCard, Quirk
from drivers.testing import sample_frame

DEVICE = b"\x54\x02"
PANEL = Panel(20, 6, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
UPDATE, E2 = cover(FRAME, FIFTH), MODELS["5E2"]


def tell(card, request, **options):
    """Ask the card; its answer as a value."""
    (handled,) = card.feed(wire_of(request, card.model, **options))
    return answer(handled)


def answer(handled):
    decoder = PacketDecoder()
    decoder.feed(handled.reply)
    return messages.decode_reply(decoder.next().body)


def pixels(frame):
    """The set of lit (plane, x, y), read pixel by pixel on purpose."""
    panel = frame.panel
    return {
        (number, x, y)
        for number, plane in enumerate(frame.planes)
        for y in range(panel.height)
        for x in range(panel.width)
        if plane[y * panel.stride + x // 8] & 0x80 >> x % 8
    }


def test_dark_until_an_area_arrives_and_after_it_leaves():
    """Nothing is lit at power-up, the frame after an update, nothing after delete-all."""
    card = OnbonCard(PANEL)
    assert card.lit == DARK

    assert tell(card, UPDATE) == Ack()
    assert card.lit == FRAME

    assert tell(card, DeleteAreas()) == Ack()
    assert card.lit == DARK


def test_power_off_is_dark_and_power_on_remembers():
    """Switched off the lamps are dark; switched on the area is there again."""
    card = OnbonCard(PANEL)
    tell(card, UPDATE)

    assert tell(card, SwitchPower(False)) == Ack()
    assert card.lit == DARK
    assert tell(card, Ping()).powered == 0
    tell(card, SwitchPower(True))

    assert card.lit == FRAME
    assert tell(card, Ping()).powered == 1


def test_run_mode_2_goes_dark_by_itself():
    """R21: when the host falls silent, the notice goes away at its time-out, not before."""
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME, FIFTH, life_s=30))

    card.advance(20_000)
    tell(card, cover(FRAME, FIFTH, life_s=30))  # shown again: counted anew
    card.advance(29_999)
    assert card.lit == FRAME
    card.advance(1)

    assert card.lit == DARK


def test_run_mode_0_stays():
    """Without a life time an area stays."""
    card = OnbonCard(PANEL)
    tell(card, UPDATE)

    card.advance(10**9)

    assert card.lit == FRAME


@given(st.integers(0, 15), st.integers(0, 4), st.data())
def test_an_area_lights_its_own_pixels_only(x, y, data):
    """A small area anywhere is pasted opaquely over what lies below it."""
    width, height = data.draw(st.integers(1, PANEL.width - x)), data.draw(st.integers(1, PANEL.height - y))
    part = sample_frame(Panel(width, height, Colour.DUAL))
    card = OnbonCard(PANEL)
    tell(card, UPDATE)

    page = AreaPage(pack(part, x=x), width)
    assert tell(card, UpdateArea(x, y, width, height, (page,), area=1)) == Ack()

    inside = {(n, a, b) for n in (0, 1) for a in range(x, x + width) for b in range(y, y + height)}
    assert pixels(card.lit) == pixels(FRAME) - inside | {(n, a + x, b + y) for n, a, b in pixels(part)}
    tell(card, DeleteAreas((1, 3)))
    assert card.lit == FRAME


def test_ping_tells_the_truth():
    """Size, colour and model are the card's."""
    reply = tell(OnbonCard(PANEL, "5E1"), Ping())

    assert isinstance(reply, PingReply)
    assert (reply.width, reply.height, reply.colour, reply.device) == (20, 6, 3, b"\x54\x01")
    assert tell(OnbonCard(Panel(8, 8, Colour.RED)), Ping()).colour == 1


@pytest.mark.parametrize(
    "update",
    [
        replace(UPDATE, x=1),
        replace(UPDATE, height=7),
        replace(UPDATE, width=0),
        replace(UPDATE, pages=()),
        replace(UPDATE, area=4),
        replace(UPDATE, pages=(AreaPage(b"short", 20),)),
    ],
    ids=["right", "below", "empty", "no page", "area 4", "short bitmap"],
)
def test_impossible_areas_are_refused_as_parameters(update):
    """NACK 25, and what was lit stays."""
    card = OnbonCard(PANEL)
    tell(card, UPDATE)

    assert tell(card, update) == Nack(25)
    assert card.lit == FRAME


@pytest.mark.parametrize(
    ("body", "code"), [("0155000000", 1), ("01a2330000", 2), ("01a205010007", 25), ("01a70000000000", 25)]
)
@pytest.mark.parametrize("header", [StandardPacket, DynamicPacket])
def test_refusals_carry_the_manual_s_numbers(header, body, code):
    """Unknown group 1, unknown command 2, bad parameter 25, under either header."""
    (handled,) = OnbonCard(PANEL).feed(wrap(encode_packet(header(1, HOST, DEVICE, bytes.fromhex(body)))))

    assert answer(handled) == Nack(code)


@pytest.mark.parametrize("header", [StandardPacket, DynamicPacket])
def test_damaged_requests_are_refused_as_checksum(header):
    """NACK 5, and nothing is done."""
    card = OnbonCard(PANEL)
    body = messages.encode_request(UPDATE)
    wire = bytearray(encode_packet(header(1, HOST, DEVICE, body)))
    wire[-6] ^= 0x10

    (handled,) = card.feed(wrap(bytes(wire)))

    assert answer(handled) == Nack(5)
    assert card.lit == DARK


def test_only_its_own_address_is_obeyed():
    """Its address and "any" are answered, "all" is obeyed in silence, others' requests are not ours."""
    card = OnbonCard(PANEL, address=7)

    assert tell(card, UPDATE, address=7) == Ack()
    assert card.feed(wire_of(DeleteAreas(), E2, address=8)) == []
    damaged = wire_of(DeleteAreas(), E2, address=8).replace(b"\xa7\x01", b"\xa7\x03")
    assert card.feed(damaged) == []
    assert card.lit == FRAME
    (handled,) = card.feed(wire_of(DeleteAreas(), E2, address=BROADCAST))
    assert handled.chunks == ()
    assert card.lit == DARK


def test_an_answer_not_wanted_is_not_sent():
    """The first byte of a request says whether an answer is wanted."""
    body = b"\x00" + messages.encode_request(Ping())[1:]

    (handled,) = OnbonCard(PANEL).feed(wrap(encode_packet(StandardPacket(1, HOST, DEVICE, body))))

    assert handled.chunks == ()


@pytest.mark.parametrize(
    ("quirk", "start", "end", "pieces"),
    [
        (Quirk.NINE_A5, b"\xa5" * 9, b"\x5a", 1),
        (Quirk.EXTRA_5A, b"\xa5" * 8, b"\x5a\x5a", 1),
        (Quirk.FRAGMENT, b"\xa5" * 8, b"\x5a", 7),
    ],
)
def test_quirks_change_the_outside_of_an_answer(quirk, start, end, pieces):
    """The same answer, as real cards are known to send it."""
    (handled,) = OnbonCard(PANEL, quirks=[quirk]).feed(wire_of(SwitchPower(True), E2))
    inner = handled.reply.removeprefix(start).removesuffix(end)

    assert len(handled.chunks) == pieces
    assert inner[:1] != b"\xa5"
    assert inner[-1:] != b"\x5a"
    assert answer(handled) == Ack()


def test_busy_refuses_once():
    """The first update is refused with 3, the second taken."""
    card = OnbonCard(PANEL, quirks=[Quirk.BUSY])

    assert [tell(card, UPDATE), tell(card, UPDATE)] == [Nack(3), Ack()]


def test_an_unset_card_says_so_and_shows_nothing():
    """A card never set up answers 0 to a ping and refuses pictures with 18."""
    card = OnbonCard(PANEL, quirks=[Quirk.UNSET_PARAMETERS])

    assert tell(card, Ping()).configured == 0
    assert tell(card, UPDATE) == Nack(18)


def test_three_ways_in_which_an_answer_fails():
    """Damaged, late with the next answer, or followed by a power cut: each once, and the order was obeyed."""
    for quirk in (Quirk.SUM_WRONG, Quirk.LATE, Quirk.POWER_CUT):
        card = OnbonCard(PANEL, quirks=[quirk])
        wire = wire_of(UPDATE, E2)
        (first,) = card.feed(wire)
        assert card.lit == (DARK if quirk is Quirk.POWER_CUT else FRAME)
        (second,) = card.feed(wire)
        (third,) = card.feed(wire)

        assert [one.hang_up for one in (first, second, third)] == [quirk is Quirk.POWER_CUT, False, False]
        assert third.reply == wrap(encode_packet(DynamicPacket(HOST, 0xFFFE, DEVICE, ACK)))
        assert len(second.chunks) == (2 if quirk is Quirk.LATE else 1)
        assert (first.reply == third.reply) == (quirk is Quirk.POWER_CUT)


ACK = messages.encode_reply(Ack())


def test_a_late_answer_dies_with_its_connection():
    """Who hangs up does not hear it on the next connection."""
    card = OnbonCard(PANEL, quirks=[Quirk.LATE])
    card.feed(wire_of(UPDATE, E2))
    card.hang_up()

    assert tell(card, Ping()).powered == 1


def test_a_mute_card_obeys_and_says_nothing():
    """Nothing is known for certain of the acknowledgement under the dynamic header: this card gives none."""
    card = OnbonCard(PANEL, quirks=[Quirk.MUTE, Quirk.SUM_WRONG])

    (handled,) = card.feed(wire_of(UPDATE, E2))
    assert (handled.chunks, card.lit) == ((), FRAME)
    assert tell(card, SwitchPower(True)) == Ack()
    assert tell(card, replace(UPDATE, area=4)) == Nack(25)


def test_care_is_told_in_ping_and_status():
    """Brightness follows its schedule once the clock runs; the clock goes on; the lock is told."""
    card = OnbonCard(PANEL, quirks=[Quirk.CLOCK_STOPPED])
    schedule = SetBrightness(1, bytes([3]) * 20 + bytes([9]) + bytes([15]) * 27)
    assert tell(card, AskStatus()).clock is None
    tell(card, schedule)
    assert tell(card, Ping()).brightness == 3
    tell(card, SetClock(datetime(2026, 3, 4, 9, 59, 58)))
    assert tell(card, Ping()).brightness == 3

    card.advance(2000)
    status = tell(card, AskStatus())

    assert status.clock == datetime(2026, 3, 4, 10, 0)
    assert (status.brightness_mode, status.brightness, status.screen_locked) == (1, 9, 0)
    card.advance(30 * 60_000)
    assert tell(card, Ping()).brightness == 15
    tell(card, LockScreen(True))
    assert tell(card, AskStatus()).screen_locked == 1
    assert tell(card, AskFirmware()).version == b"V1.23456"


def test_a_locked_screen_holds_its_picture():
    """What is sent meanwhile is acknowledged and shows when the screen is let go; off is off."""
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME, FIFTH, life_s=30))
    tell(card, LockScreen(True))

    assert tell(card, DeleteAreas()) == Ack()
    card.advance(60_000)
    assert card.lit == FRAME
    tell(card, SwitchPower(False))
    assert card.lit == DARK
    tell(card, SwitchPower(True))
    tell(card, LockScreen(False))

    assert card.lit == DARK


def test_a_list_of_areas_is_taken_whole_or_not_at_all():
    """Two areas at once on a sixth-generation card; one bad one, and neither is lit."""
    form = Format(Packing.WORDS)
    card = OnbonCard(PANEL, "6E2")
    part = sample_frame(Panel(4, 2, Colour.DUAL))
    small = UpdateArea(16, 4, 4, 2, (AreaPage(pack(part, form, x=16), 4),), area=31)

    for bad in (UpdateAreas((cover(FRAME, form), replace(small, area=32))), UpdateAreas(())):
        assert tell(card, bad) == Nack(25)
        assert card.lit == DARK
    assert tell(card, UpdateAreas((cover(FRAME, form), small))) == Ack()

    inside = {(n, a, b) for n in (0, 1) for a in range(16, 20) for b in (4, 5)}
    assert pixels(card.lit) == pixels(FRAME) - inside | {(n, a + 16, b + 4) for n, a, b in pixels(part)}


def test_full_colour_areas_are_pasted_pixel_by_pixel():
    """A small area on a full-colour card replaces its own pixels."""
    panel, form = Panel(4, 3, Colour.RGB), Format(Packing.RGB888)
    card, frame = OnbonCard(panel, "6Q1"), sample_frame(panel)
    white = AreaPage(b"\xff" * 12, 2)

    tell(card, UpdateAreas((cover(frame, form), UpdateArea(1, 1, 2, 2, (white,), area=1))))

    expected = bytearray(frame.data)
    expected[15:21] = expected[27:33] = b"\xff" * 6
    assert card.lit.data == bytes(expected)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_says_who_it_is(model):
    """A ping under its own header is answered with its device bytes; areas only where there are any."""
    known = MODELS[model]
    panel = Panel(16, 8, min(known.colours))
    card = OnbonCard(panel, model)

    reply = tell(card, Ping())

    assert find_model(reply.device) is known
    assert reply.colour == known.colour_code(panel.colour)
    areas = card.feed(wire_of(DeleteAreas(), known))
    assert [answer(handled) for handled in areas] == ([Ack()] if model in DYNAMIC else [])


def test_a_card_without_dynamic_areas_knows_no_such_group():
    """Asked under its own header, it says so; its device bytes name it also when the type is unknown."""
    card = OnbonCard(PANEL, "5M1")
    body = messages.encode_request(DeleteAreas())

    (handled,) = card.feed(wrap(encode_packet(StandardPacket(1, HOST, b"\x52\0", body))))

    assert answer(handled) == Nack(1)
    assert find_model(b"\x52\x77").name == "5M1"
    assert find_model(b"\x40\x00") is None


@pytest.mark.parametrize(
    ("model", "packet"),
    [
        ("5E2", SixthPacket(1, HOST, b"\x54\x02", b"\x01\xa2\0\0\0")),
        ("6E2", StandardPacket(1, HOST, b"\x74\x02", b"\x01\xa2\0\0\0")),
        ("5E2", DynamicPacket(1, HOST, b"\x74\x02", b"\x01\xa2\0\0\0")),
    ],
    ids=["sixth header", "fifth header", "another series"],
)
def test_another_card_s_language_is_met_with_silence(model, packet):
    """The wrong header or the wrong series: no answer, as users of real cards report."""
    card = OnbonCard(PANEL, model)

    assert card.feed(wrap(encode_packet(packet))) == []
    assert len(card.feed(wrap(encode_packet(replace(packet, device=b"\xfe\xff"))))) == (
        isinstance(packet, DynamicPacket)
    )


def test_a_barcode_stands_in_the_header_of_answers():
    """A sixth-generation card may name itself in each answer; the driver's contract runs with it."""
    (handled,) = OnbonCard(PANEL, "6E2", quirks=[Quirk.BARCODE]).feed(wire_of(Ping(), MODELS["6E2"]))
    decoder = PacketDecoder()
    decoder.feed(handled.reply)

    assert decoder.next().barcode == b"0123456789ABCDEF"


def test_noise_is_waited_out_and_wires_do_not_mix():
    """Noise costs nothing, halves on two wires stay apart, and a hang-up forgets a half."""
    card = OnbonCard(PANEL)
    wire = wire_of(Ping(), E2)

    assert len(card.feed(b"noise" + wire[:-1] + wire)) == 1
    assert card.feed(wire[:20], wire=1) == card.feed(wire[:30], wire=2) == []
    card.hang_up(2)
    assert card.feed(wire[30:], wire=2) == []
    assert len(card.feed(wire[20:], wire=1)) == 1
    card.hang_up(99)


def test_endless_talk_is_forgotten():
    """Past its memory a card forgets, and answers the next request."""
    card = OnbonCard(PANEL)

    assert card.feed(b"\xa5" + bytes(3_000_000)) == []

    assert isinstance(tell(card, Ping()), PingReply)


@given(st.binary(max_size=100).map(lambda data: b"\xa5" + data + b"\x5a") | st.binary(max_size=100))
def test_no_input_breaks_a_card(data):
    """Whatever is fed, a card answers or keeps silent, and goes on."""
    card = OnbonCard(PANEL)

    card.feed(data)

    wire = b"\x5a" + wire_of(Ping(), E2)
    assert any(handled.summary["request"] == "ping" for handled in card.feed(wire))


@pytest.mark.parametrize(
    "request_",
    [
        Ping(),
        AskStatus(),
        AskFirmware(),
        SwitchPower(True),
        LockScreen(True),
        SetClock(datetime(2026, 3, 4)),
        SetBrightness(0, bytes(48)),
        DeleteAreas(),
        DeleteAreas((1, 2)),
        UPDATE,
        UpdateAreas((UPDATE,)),
        UpdateAreas(()),
    ],
    ids=lambda request_: type(request_).__name__,
)
def test_summaries_can_be_written_as_json(request_):
    """Every summary is JSON and names request and answer."""
    model = "6E2" if isinstance(request_, UpdateAreas) else "5E2"
    (handled,) = OnbonCard(PANEL, model).feed(wire_of(request_, MODELS[model]))

    assert json.loads(json.dumps(handled.summary)) == handled.summary
    assert {"request", "answer", "header"} <= handled.summary.keys()


def test_settings_are_checked():
    """Wrong models, quirks and colours are named with what there is."""
    with pytest.raises(ValueError, match="5E1, 5E2, 5E3"):
        OnbonCard.from_settings(PANEL, "7X1", [])
    with pytest.raises(ValueError, match=r"barcode, busy, clock_stopped.*not slow"):
        OnbonCard.from_settings(PANEL, None, ["busy", "slow"])
    with pytest.raises(ValueError, match="red or dual"):
        OnbonCard(Panel(8, 8, Colour.RGB))
    assert RunMode.LOOP_UNTIL_TIMEOUT == 2
