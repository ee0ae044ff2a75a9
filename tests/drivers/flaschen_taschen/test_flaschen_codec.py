"""FlaschenTaschen datagrams: golden vectors and laws."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import ProtocolError
from drivers.flaschen_taschen.codec import (
    HEADER_ROOM,
    MAX_DATAGRAM,
    TOP_LAYER,
    Tile,
    decode_tile,
    encode_tile,
    rows_per_tile,
    split_frame,
)

FILE = Path(__file__).parent / "vectors" / "flaschen_taschen.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))["datagrams"]

place = st.integers(-9999, 9999)


@st.composite
def tiles(draw):
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 5))
    pixels = draw(st.binary(min_size=3 * width * height, max_size=3 * width * height))
    return Tile(width, height, pixels, draw(place), draw(place), draw(st.integers(0, TOP_LAYER)))


def tile_of(entry):
    pixels = bytes.fromhex(entry["pixels"])
    return Tile(entry["width"], entry["height"], pixels, entry["x"], entry["y"], entry["layer"])


@pytest.mark.parametrize("entry", VECTORS, ids=[entry["name"] for entry in VECTORS])
def test_vectors_are_read_and_produced(entry):
    """The datagrams of the project's clients, in both directions."""
    assert entry["provenance"].startswith("reference client")
    wire = bytes.fromhex(entry["hex"])

    assert decode_tile(wire) == tile_of(entry)
    assert encode_tile(tile_of(entry), footer=entry["form"] == "footer") == wire


@given(tiles(), st.booleans())
def test_pictures_survive_the_wire(tile, footer):
    """Decoding undoes encoding, in either form."""
    assert decode_tile(encode_tile(tile, footer=footer)) == tile


@given(tiles(), st.booleans())
def test_a_header_and_footer_leave_room(tile, footer):
    """What is kept free beside the pixels is always enough."""
    assert len(encode_tile(tile, footer=footer)) - len(tile.pixels) <= HEADER_ROOM


@given(tiles())
def test_an_old_server_reads_no_comment(tile):
    """For it the place is behind the pixels or nowhere."""
    assert decode_tile(encode_tile(tile, footer=True), comments=False) == tile
    assert decode_tile(encode_tile(tile), comments=False) == Tile(tile.width, tile.height, tile.pixels)


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        (b"P6 1 1 255 abc", (0, 0, 0)),
        (b"P6#a picture\n1\t1 #wide, high\r\n255\nabc", (0, 0, 0)),
        (b"P6\n1 1\n#FT: 3 4\n255\nabc", (3, 4, 0)),
        (b"P6\n#FT: -3 4 15\n1 1\n255\nabc\n", (-3, 4, 15)),
        (b"P6\n1 1\n# see #FT: 3 4 5\n255\nabc", (0, 0, 0)),
        (b"P6\n1 1\n#FT:\n255\nabc", (0, 0, 0)),
        (b"P6\n1 1\n#FT: 3 4 5\n255\nabc\n6 7 8\n", (6, 7, 8)),
        (b"P6\n1 1\n255\nabc6", (6, 0, 0)),
        (b"P6\n1 1\n255\nabc\n6\n7", (6, 7, 0)),
    ],
)
def test_where_a_picture_goes(wire, expected):
    """In a comment of exactly that form, behind the pixels, or nowhere; what is behind is read last."""
    tile = decode_tile(wire)

    assert (tile.pixels, tile.x, tile.y, tile.layer) == (b"abc", *expected)


@pytest.mark.parametrize(
    ("wire", "match"),
    [
        (b"", "not a binary PPM"),
        (b"P3\n1 1\n255\n1 2 3", "not a binary PPM"),
        (b"P6\n1 1\n65535\nabcdef", "not a binary PPM"),
        (b"P6\n1 1\n255", "not a binary PPM"),
        (b"P6\n0 1\n255\n", "not 0x1"),
        (b"P6\n1 4097\n255\n", "not 1x4097"),
        (b"P6\n2 1\n255\nabcde", "2x1 pixels announced, 5 bytes sent"),
        (b"P6\n1 1\n255\nabc\nfar away", "no place behind"),
        (b"P6\n1 1\n255\nabc 1 2 3 4", "no place behind"),
    ],
)
def test_what_is_no_picture_is_refused(wire, match):
    """By what is wrong with it."""
    with pytest.raises(ProtocolError, match=match):
        decode_tile(wire)


@given(st.binary(max_size=60) | st.binary(max_size=40).map(b"P6\n2 1\n255\n".__add__))
def test_any_bytes_are_a_picture_or_a_protocol_error(data):
    """Nothing else leaves the decoder."""
    try:
        tile = decode_tile(data)
    except ProtocolError:
        return
    assert len(tile.pixels) == 3 * tile.width * tile.height


def test_a_header_full_of_comments_is_read_in_no_time():
    """A datagram made to keep a reader busy does not."""
    with pytest.raises(ProtocolError):
        decode_tile(b"P6" + b" #\n" * 21000)


@given(st.integers(1, 40), st.integers(1, 12), st.integers(200, 2000), st.data())
def test_a_screen_is_cut_into_tiles_that_make_it_whole_again(width, height, limit, data):
    """Every row once and in order, and each datagram within its limit."""
    pixels = data.draw(st.binary(min_size=3 * width * height, max_size=3 * width * height))

    tiles = split_frame(pixels, width, 3, limit)

    assert b"".join(tile.pixels for tile in tiles) == pixels
    row = 0
    for tile in tiles:
        assert (tile.x, tile.y, tile.width, tile.layer) == (0, row, width, 3)
        row += tile.height
        assert len(encode_tile(tile)) <= limit
    assert row == height


def test_a_common_panel_is_one_datagram():
    """So it changes in one step."""
    assert len(split_frame(bytes(3 * 192 * 96), 192, 0, MAX_DATAGRAM)) == 1
    assert rows_per_tile(450, 1400) == 0
