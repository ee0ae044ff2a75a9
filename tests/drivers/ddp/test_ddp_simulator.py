"""The simulated DDP receiver follows the protocol, whoever sends."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.cards import Accompanied
from drivers.ddp.codec import Flag, Packet, encode_packet, split_frame
from drivers.ddp.http import Request, ResponseDecoder, encode_request
from drivers.ddp.receiver import ORANGE
from drivers.ddp.simulator import DdpCard, Quirk
from drivers.pixels import from_rgb, to_rgb
from drivers.testing import sample_frame

PANEL = Panel(40, 20, Colour.RGB)  # 2400 bytes: two packets
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
BLACK = bytes(2400)


def feed(card, *packets):
    return [handled.summary for packet in packets for handled in card.feed(encode_packet(packet))]


def send(card, frame=FRAME, last=0):
    return feed(card, *split_frame(to_rgb(frame), last))


def ask(card, method, path, body=b"", wire=0):
    """Ask the WLED beside it; the status and the object it answers."""
    (handled,) = card.companion.feed(encode_request(Request(method, path, body), "x"), wire=wire)
    assert handled.hang_up
    decoder = ResponseDecoder()
    decoder.feed(handled.reply)
    answer = decoder.next()
    return answer.status, json.loads(answer.body or "null")


@pytest.mark.parametrize("colour", list(Colour))
def test_a_frame_lights_at_its_push_and_not_before(colour):
    """Once a push was seen, half a frame is not shown; nothing is ever answered."""
    panel = Panel(40, 20, colour)
    frame, card = sample_frame(panel), DdpCard(panel)
    send(card, Frame.dark(panel))
    first, last = split_frame(to_rgb(frame), 2)

    feed(card, first)
    assert card.lit == Frame.dark(panel)
    (summary,) = feed(card, last)

    assert card.lit == frame
    assert summary == {
        "request": "pixels",
        "offset": 1440,
        "bytes": 960,
        "sequence": 4,
        "push": True,
        "timecode": None,
        "out_of_turn": 0,
    }
    assert not any(handled.chunks for handled in card.feed(encode_packet(last)))


def test_before_any_push_each_packet_lights():
    """Senders that never push are shown as they come."""
    card = DdpCard(PANEL)

    feed(card, Packet(b"\xff" * 3))
    assert card.lit.data[:6] == b"\xff\xff\xff\0\0\0"
    feed(card, Packet(b"\xff" * 3, 3))

    assert card.lit.data[:7] == b"\xff" * 6 + b"\0"


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        (Packet(b"\xff" * 3, destination=251), "ignored"),
        (Packet(b"{}", destination=250), "ignored"),
        (Packet(b"{}", destination=246), "ignored"),
        (Packet(b"", flags=Flag.QUERY), "ignored"),
        (Packet(b"\xff" * 3, flags=Flag.STORAGE), "ignored"),
        (Packet(b"\xff" * 3, flags=Flag.REPLY | Flag.PUSH), "ignored"),
        (Packet(b"\xff" * 3, 2400, flags=Flag.PUSH), "pixels"),
        (Packet(b"\xff" * 3, 2**32 - 1, flags=Flag.PUSH), "pixels"),
    ],
)
def test_what_is_not_for_the_pixels_lights_nothing(packet, expected):
    """JSON, status, storage, questions, and pixels beyond the panel."""
    card = DdpCard(PANEL)

    (summary,) = feed(card, packet)

    assert summary["request"] == expected
    assert card.lit == DARK
    json.dumps(summary)


def test_a_packet_shorter_than_it_says_is_dropped():
    """As FPP does: half a packet is not guessed at."""
    card = DdpCard(PANEL)

    (handled,) = card.feed(encode_packet(Packet(b"\xff" * 30, flags=Flag.PUSH))[:-1])

    assert handled.summary["request"] == "dropped"
    assert card.lit == DARK


def test_four_channels_light_without_their_white():
    """A sender of red, green, blue and white is understood, and so is where its pixels go."""
    for kind in (0x1A, 0x1B):
        card = DdpCard(PANEL)
        feed(card, Packet(bytes.fromhex("0102030405060708ff"), 4, kind=kind, flags=Flag.PUSH))
        assert card.lit.data[:12].hex() == "000000010203050607000000"


def test_a_timecode_is_read_over():
    """It stands before the pixels and is none."""
    card = DdpCard(PANEL)

    (summary,) = feed(card, Packet(b"\xff" * 3, timecode=77, flags=Flag.PUSH))

    assert summary["timecode"] == 77
    assert card.lit.data[:4] == b"\xff\xff\xff\0"


def test_packets_out_of_turn_are_counted():
    """A missing and a repeated number count; no number and the first number do not."""
    card = DdpCard(PANEL)
    summaries = feed(card, *(Packet(b"", sequence=number) for number in (7, 8, 10, 10, 0, 3, 4)))

    assert [summary["out_of_turn"] for summary in summaries] == [0, 0, 1, 2, 2, 2, 2]


def test_the_numbers_of_a_sender_that_steps_with_each_packet_go_round():
    """Fifteen is followed by one."""
    card, last = DdpCard(PANEL), 0
    for _ in range(20):
        summary = send(card, last=last)[-1]
        last = summary["sequence"]

    assert summary["out_of_turn"] == 0


def test_one_number_a_frame_is_a_quirk():
    """LedFx's way is an error for a receiver that counts packets, and in turn for one that counts frames."""
    frames = [
        packet
        for number in (1, 2, 3)
        for packet in (Packet(BLACK[:1440], 0, number), Packet(BLACK[1440:], 1440, number, Flag.PUSH))
    ]

    assert feed(DdpCard(PANEL), *frames)[-1]["out_of_turn"] == 3
    assert feed(DdpCard(PANEL, quirks=[Quirk.FRAME_SEQUENCE]), *frames)[-1]["out_of_turn"] == 0


def test_a_lost_datagram_leaves_the_old_pixels_until_the_frame_comes_again():
    """Nobody notices a loss on the wire; the number out of turn shows it, and repeating cures it."""
    card = DdpCard(PANEL, quirks=[Quirk.DROP])
    for last in (0, 2):
        send(card, last=last)
    other = Frame(PANEL, b"\x55" * 2400)

    lost, last_packet = send(card, other, 4)
    assert lost == {"request": "lost"}
    assert last_packet["out_of_turn"] == 1
    assert card.lit not in (FRAME, other)
    send(card, other, 6)

    assert card.lit == other


def test_a_wled_from_the_factory_falls_back_to_its_own_picture():
    """2.5 s after the last packet, not before; the next frame brings it back."""
    card = DdpCard(PANEL, quirks=[Quirk.REVERTS])
    own = from_rgb(ORANGE * 800, PANEL)
    assert card.lit == own

    send(card)
    card.advance(2499)
    assert card.lit == FRAME
    card.advance(1)
    assert card.lit == own
    send(card, last=2)

    assert card.lit == FRAME


def test_one_set_up_to_wait_for_ever_does():
    """A frame stands for as long as nobody sends another."""
    card = DdpCard(PANEL)
    send(card)

    card.advance(10**9)
    card.hang_up()

    assert card.lit == FRAME


def test_a_wled_that_skips_late_packets_loses_parts_of_large_frames():
    """More packets a frame than its guess was made for: some look late; without numbers none does."""
    panel = Panel(128, 64, Colour.RGB)  # 18 packets
    frame, card = sample_frame(panel), DdpCard(panel, quirks=[Quirk.SKIP_LATE])
    last = 0
    for _ in range(3):
        packets = split_frame(to_rgb(frame), last)
        last = packets[-1].sequence
        requests = [summary["request"] for summary in feed(card, *packets)]
    assert "skipped" in requests

    for _ in range(2):
        requests = [summary["request"] for summary in feed(card, *split_frame(to_rgb(frame), None))]

    assert set(requests) == {"pixels"}
    assert card.lit == frame


def test_what_looks_late_after_a_push_with_a_small_number():
    """The guess wraps around: after push 3, 14 is an old one and 4 is new."""
    card = DdpCard(PANEL, quirks=[Quirk.SKIP_LATE])
    push = Packet(b"", sequence=3, flags=Flag.PUSH)

    summaries = feed(card, push, Packet(b"", sequence=14), Packet(b"", sequence=2), Packet(b"", sequence=4))

    assert [summary["request"] for summary in summaries] == ["pixels", "skipped", "skipped", "pixels"]


def test_the_wled_beside_it_says_how_it_is():
    """Power, brightness, whether it shows live data and by which protocol."""
    card = DdpCard(PANEL)
    assert isinstance(card, Accompanied)
    status, info = ask(card, "GET", "/json/info")
    assert (status, info["live"], info["leds"]["matrix"]) == (200, False, {"w": 40, "h": 20})
    send(card)

    assert ask(card, "GET", "/json/info")[1]["lm"] == "DDP"
    assert ask(card, "GET", "/json/state") == (200, {"on": True, "bri": 128, "transition": 7, "lor": 0})
    assert card.companion.lit == card.lit == FRAME


def test_a_change_of_state_ends_live_data_and_live_data_ends_darkness():
    """Switched off is dark; the next frame lights a WLED that is off, as live data goes first."""
    card = DdpCard(PANEL)
    send(card)

    assert ask(card, "POST", "/json/state", b'{"on":false}') == (200, {"success": True})
    assert card.lit == DARK
    assert ask(card, "GET", "/json/info")[1]["live"] is False
    send(card, last=2)

    assert card.lit == FRAME
    assert ask(card, "GET", "/json/state")[1]["on"] is False


@pytest.mark.parametrize(
    ("change", "on", "brightness"),
    [
        (b'{"bri":9}', True, 9),
        (b'{"bri":0}', False, 128),
        (b'{"on":false,"bri":9}', False, 9),
        (b'{"transition":0}', True, 128),
    ],
)
def test_brightness_and_power_hang_together(change, on, brightness):
    """Brightness 0 is off and is not remembered; said with power, both count."""
    card = DdpCard(PANEL)

    ask(card, "POST", "/json/state", change)

    state = ask(card, "GET", "/json/state")[1]
    assert (state["on"], state["bri"]) == (on, brightness)


def test_what_the_wled_does_not_know():
    """Other paths, bad JSON, and what is no request are refused in HTTP's words."""
    card = DdpCard(PANEL)

    assert ask(card, "GET", "/json/live")[0] == 404
    assert ask(card, "POST", "/json/state", b"[]") == (400, {"error": 9})
    (handled,) = card.companion.feed(b"\x00rubbish\r\n\r\n", wire=3)
    assert handled.summary["answer"] == 400
    card.companion.hang_up(3)


def test_halves_of_two_questions_are_kept_apart_and_forgotten():
    """Each connection has its own, and a connection that is gone leaves none behind."""
    card = DdpCard(PANEL)
    wire = encode_request(Request("GET", "/json/info"), "x")

    assert card.companion.feed(wire[:9], wire=1) == []
    assert card.companion.feed(wire[:20], wire=2) == []
    assert len(card.companion.feed(wire[9:], wire=1)) == 1
    card.companion.hang_up(2)
    card.companion.advance(1000)

    assert card.companion.feed(wire[20:], wire=2)[0].summary["answer"] == 400


@given(st.lists(st.binary(max_size=30) | st.binary(max_size=20).map(b"\x41\x01\x0b\x01".__add__), max_size=9))
def test_any_datagrams_leave_a_frame(datagrams):
    """Whatever arrives, each is dealt with once and the lamps show a frame of the panel."""
    for quirks in ([], list(Quirk)):
        card = DdpCard(Panel(5, 3, Colour.DUAL), quirks=quirks)
        for datagram in datagrams:
            (handled,) = card.feed(datagram)
            json.dumps(dict(handled.summary))
            assert card.companion.feed(datagram) is not None
        assert card.lit.panel == Panel(5, 3, Colour.DUAL)


def test_quirks_are_named_in_words():
    """What does not exist is answered with what does."""
    assert isinstance(DdpCard.from_settings(PANEL, None, ["drop", "reverts"]), DdpCard)
    with pytest.raises(ValueError, match="drop, frame_sequence, reverts, skip_late, not fragment"):
        DdpCard.from_settings(PANEL, None, ["fragment"])
    with pytest.raises(ValueError, match="no models"):
        DdpCard.from_settings(PANEL, "5E2", [])
