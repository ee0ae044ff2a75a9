"""The simulated BX-5E card follows the protocol, whoever asks."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.onbon_bx import messages
from drivers.onbon_bx.areas import AreaPage, RunMode, UpdateArea
from drivers.onbon_bx.bitmaps import pack
from drivers.onbon_bx.codec import PacketDecoder, cover, wire_of
from drivers.onbon_bx.framing import wrap
from drivers.onbon_bx.messages import Ack, DeleteAreas, Nack, Ping, PingReply, SwitchPower
from drivers.onbon_bx.packets import BROADCAST, HOST, DynamicPacket, StandardPacket, encode_packet
from drivers.onbon_bx.simulator import OnbonCard, Quirk
from drivers.testing import sample_frame

DEVICE = b"\x54\x02"
PANEL = Panel(20, 6, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)


def tell(card, request, **options):
    """Ask the card; its answer as a value."""
    (handled,) = card.feed(wire_of(request, DEVICE, **options))
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

    assert tell(card, cover(FRAME)) == Ack()
    assert card.lit == FRAME

    assert tell(card, DeleteAreas()) == Ack()
    assert card.lit == DARK


def test_power_off_is_dark_and_power_on_remembers():
    """Switched off the lamps are dark; switched on the area is there again."""
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME))

    assert tell(card, SwitchPower(False)) == Ack()
    assert card.lit == DARK
    assert tell(card, Ping()).powered == 0
    tell(card, SwitchPower(True))

    assert card.lit == FRAME
    assert tell(card, Ping()).powered == 1


def test_run_mode_2_goes_dark_by_itself():
    """R21: when the host falls silent, the notice goes away at its time-out, not before."""
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME, life_s=30))

    card.advance(20_000)
    tell(card, cover(FRAME, life_s=30))  # shown again: counted anew
    card.advance(29_999)
    assert card.lit == FRAME
    card.advance(1)

    assert card.lit == DARK


def test_run_mode_0_stays():
    """Without a life time an area stays."""
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME))

    card.advance(10**9)

    assert card.lit == FRAME


@given(st.integers(0, 15), st.integers(0, 4), st.data())
def test_an_area_lights_its_own_pixels_only(x, y, data):
    """A small area anywhere is pasted opaquely over what lies below it."""
    width, height = data.draw(st.integers(1, PANEL.width - x)), data.draw(st.integers(1, PANEL.height - y))
    part = sample_frame(Panel(width, height, Colour.DUAL))
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME))

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
        replace(cover(FRAME), x=1),
        replace(cover(FRAME), height=7),
        replace(cover(FRAME), width=0),
        replace(cover(FRAME), pages=()),
        replace(cover(FRAME), area=4),
        replace(cover(FRAME), pages=(AreaPage(b"short", 20),)),
    ],
    ids=["right", "below", "empty", "no page", "area 4", "short bitmap"],
)
def test_impossible_areas_are_refused_as_parameters(update):
    """NACK 25, and what was lit stays."""
    card = OnbonCard(PANEL)
    tell(card, cover(FRAME))

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
    body = messages.encode_request(cover(FRAME))
    wire = bytearray(encode_packet(header(1, HOST, DEVICE, body)))
    wire[-6] ^= 0x10

    (handled,) = card.feed(wrap(bytes(wire)))

    assert answer(handled) == Nack(5)
    assert card.lit == DARK


def test_only_its_own_address_is_obeyed():
    """Its address and "any" are answered, "all" is obeyed in silence, others' requests are not ours."""
    card = OnbonCard(PANEL, address=7)

    assert tell(card, cover(FRAME), address=7) == Ack()
    assert card.feed(wire_of(DeleteAreas(), DEVICE, address=8)) == []
    damaged = wire_of(DeleteAreas(), DEVICE, address=8).replace(b"\xa7\x01", b"\xa7\x03")
    assert card.feed(damaged) == []
    assert card.lit == FRAME
    (handled,) = card.feed(wire_of(DeleteAreas(), DEVICE, address=BROADCAST))
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
    (handled,) = OnbonCard(PANEL, quirks=[quirk]).feed(wire_of(SwitchPower(True), DEVICE))
    inner = handled.reply.removeprefix(start).removesuffix(end)

    assert len(handled.chunks) == pieces
    assert inner[:1] != b"\xa5"
    assert inner[-1:] != b"\x5a"
    assert answer(handled) == Ack()


def test_busy_refuses_once():
    """The first update is refused with 3, the second taken."""
    card = OnbonCard(PANEL, quirks=[Quirk.BUSY])

    assert [tell(card, cover(FRAME)), tell(card, cover(FRAME))] == [Nack(3), Ack()]


def test_an_unset_card_says_so_and_shows_nothing():
    """A card never set up answers 0 to a ping and refuses pictures with 18."""
    card = OnbonCard(PANEL, quirks=[Quirk.UNSET_PARAMETERS])

    assert tell(card, Ping()).configured == 0
    assert tell(card, cover(FRAME)) == Nack(18)


def test_noise_is_waited_out_and_wires_do_not_mix():
    """Noise costs nothing, halves on two wires stay apart, and a hang-up forgets a half."""
    card = OnbonCard(PANEL)
    wire = wire_of(Ping(), DEVICE)

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

    wire = b"\x5a" + wire_of(Ping(), DEVICE)
    assert any(handled.summary["request"] == "ping" for handled in card.feed(wire))


@pytest.mark.parametrize(
    "request_", [Ping(), SwitchPower(True), DeleteAreas(), DeleteAreas((1, 2)), cover(FRAME)]
)
def test_summaries_can_be_written_as_json(request_):
    """Every summary is JSON and names request and answer."""
    (handled,) = OnbonCard(PANEL).feed(wire_of(request_, DEVICE))

    assert json.loads(json.dumps(handled.summary)) == handled.summary
    assert {"request", "answer", "header"} <= handled.summary.keys()


def test_settings_are_checked():
    """Wrong models, quirks and colours are named with what there is."""
    with pytest.raises(ValueError, match="5E1, 5E2, 5E3"):
        OnbonCard.from_settings(PANEL, "6E1", [])
    with pytest.raises(ValueError, match=r"busy, extra_5a.*not slow"):
        OnbonCard.from_settings(PANEL, None, ["busy", "slow"])
    with pytest.raises(ValueError, match="red or dual"):
        OnbonCard(Panel(8, 8, Colour.RGB))
    assert RunMode.LOOP_UNTIL_TIMEOUT == 2
