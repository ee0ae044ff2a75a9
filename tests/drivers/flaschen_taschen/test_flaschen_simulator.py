"""The simulated FlaschenTaschen server follows the protocol, whoever sends."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.flaschen_taschen.codec import Tile, encode_tile
from drivers.flaschen_taschen.simulator import FlaschenTaschenCard, Quirk
from drivers.pixels import to_rgb
from drivers.testing import sample_frame

PANEL = Panel(8, 4, Colour.RGB)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
FILE = Path(__file__).parent / "vectors" / "flaschen_taschen.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))["datagrams"]
RED, GREEN = b"\xff\0\0", b"\0\xff\0"


def paint(card, tile, **form):
    (handled,) = card.feed(encode_tile(tile, **form))
    assert not handled.chunks
    return handled.summary


def pixel(card, x, y):
    at = 3 * (y * PANEL.width + x)
    return to_rgb(card.lit)[at : at + 3]


@pytest.mark.parametrize("colour", list(Colour))
def test_a_picture_lights_at_once(colour):
    """One datagram, one whole frame, no answer."""
    panel = Panel(8, 4, colour)
    card, frame = FlaschenTaschenCard(panel), sample_frame(panel)
    assert card.lit == Frame.dark(panel)

    summary = paint(card, Tile(8, 4, to_rgb(frame)))

    assert card.lit == frame
    assert summary == {"request": "picture", "x": 0, "y": 0, "layer": 0, "width": 8, "height": 4}


@pytest.mark.parametrize("entry", VECTORS, ids=[entry["name"] for entry in VECTORS])
def test_vectors_light_where_they_say(entry):
    """A client that is not ours is shown as the reference server shows it."""
    card = FlaschenTaschenCard(PANEL)
    card.feed(bytes.fromhex(entry["hex"]))

    pixels = bytes.fromhex(entry["pixels"])
    for number in range(len(pixels) // 3):
        x, y = entry["x"] + number % entry["width"], entry["y"] + number // entry["width"]
        assert pixel(card, x, y) == pixels[3 * number : 3 * number + 3]
    assert sum(byte != 0 for byte in card.lit.data) == sum(byte != 0 for byte in pixels)


@given(st.integers(-12, 12), st.integers(-6, 6))
def test_what_lies_beyond_the_panel_is_cut_off(x, y):
    """A picture anywhere lights exactly its part of the panel."""
    card = FlaschenTaschenCard(PANEL)
    paint(card, Tile(3, 2, RED * 6, x, y))

    for at_y in range(PANEL.height):
        for at_x in range(PANEL.width):
            inside = x <= at_x < x + 3 and y <= at_y < y + 2
            assert pixel(card, at_x, at_y) == (RED if inside else bytes(3))


def test_layers_lie_over_each_other_and_black_is_transparent_above_the_ground():
    """The topmost that is not black is seen; on the ground black is dark."""
    card = FlaschenTaschenCard(PANEL)
    paint(card, Tile(2, 1, RED * 2))
    paint(card, Tile(2, 1, GREEN + bytes(3), layer=99))
    paint(card, Tile(1, 1, b"\x01\x01\x01", layer=3))
    assert (pixel(card, 0, 0), pixel(card, 1, 0)) == (GREEN, RED)

    paint(card, Tile(1, 1, bytes(3), layer=15))
    assert pixel(card, 0, 0) == b"\x01\x01\x01"
    paint(card, Tile(2, 1, bytes(6)))

    assert pixel(card, 1, 0) == bytes(3)


def test_a_layer_above_the_ground_goes_away_and_the_ground_stays():
    """15 s after its last datagram, each by itself."""
    card = FlaschenTaschenCard(PANEL)
    paint(card, Tile(1, 1, RED))
    paint(card, Tile(1, 1, GREEN, layer=1))
    card.advance(14_999)
    assert pixel(card, 0, 0) == GREEN
    paint(card, Tile(1, 1, GREEN, x=1, layer=1))
    card.advance(14_999)
    assert pixel(card, 0, 0) == GREEN

    card.advance(1)
    card.hang_up()

    assert (pixel(card, 0, 0), pixel(card, 1, 0)) == (RED, bytes(3))
    card.advance(10**9)
    assert pixel(card, 0, 0) == RED


def test_what_is_no_picture_lights_nothing():
    """Too short or something else: refused, in words that can be logged."""
    card = FlaschenTaschenCard(PANEL)
    paint(card, Tile(8, 4, to_rgb(FRAME)))

    (handled,) = card.feed(encode_tile(Tile(8, 4, bytes(96)))[:-1])

    assert handled.summary["request"] == "refused"
    json.dumps(dict(handled.summary))
    assert card.lit == FRAME


def test_the_reference_server_paints_what_is_no_picture():
    """As a quirk: from the top left, the rest stays."""
    card = FlaschenTaschenCard(PANEL, quirks=[Quirk.RAW])
    paint(card, Tile(8, 4, RED * 32))

    (handled,) = card.feed(GREEN * 2)
    assert handled.summary == {"request": "raw", "bytes": 6}
    assert card.lit.data == GREEN * 2 + RED * 30
    card.feed(bytes(9999))

    assert card.lit == DARK


def test_a_lost_datagram_is_not_noticed():
    """Every fifth, with the quirk."""
    card = FlaschenTaschenCard(PANEL, quirks=[Quirk.DROP])

    requests = [paint(card, Tile(1, 1, RED, x=x))["request"] for x in range(5)]

    assert requests == ["picture"] * 4 + ["lost"]
    assert pixel(card, 4, 0) == bytes(3)


def test_an_old_server_reads_the_footer_only():
    """A place in a comment is none for it."""
    card = FlaschenTaschenCard(PANEL, quirks=[Quirk.FOOTER_ONLY])

    paint(card, Tile(1, 1, RED, x=5, y=1))
    paint(card, Tile(1, 1, GREEN, x=6, y=1), footer=True)

    assert (pixel(card, 5, 1), pixel(card, 0, 0), pixel(card, 6, 1)) == (bytes(3), RED, GREEN)


@given(st.lists(st.binary(max_size=40) | st.binary(max_size=9).map(b"P6\n1 1\n255\n".__add__), max_size=9))
def test_any_datagrams_leave_a_frame(datagrams):
    """Whatever arrives, each is dealt with once and the lamps show a frame of the panel."""
    for quirks in ([], list(Quirk)):
        card = FlaschenTaschenCard(Panel(5, 3, Colour.DUAL), quirks=quirks)
        for datagram in datagrams:
            (handled,) = card.feed(datagram)
            json.dumps(dict(handled.summary))
        assert card.lit.panel == Panel(5, 3, Colour.DUAL)


def test_quirks_are_named_in_words():
    """What does not exist is answered with what does."""
    assert isinstance(FlaschenTaschenCard.from_settings(PANEL, None, ["raw"]), FlaschenTaschenCard)
    with pytest.raises(ValueError, match="drop, footer_only, raw, not fragment"):
        FlaschenTaschenCard.from_settings(PANEL, None, ["fragment"])
    with pytest.raises(ValueError, match="no models"):
        FlaschenTaschenCard.from_settings(PANEL, "pi", [])
