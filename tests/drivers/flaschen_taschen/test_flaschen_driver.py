"""The FlaschenTaschen driver against servers that show, lose, and read only the footer."""

from dataclasses import fields
from pathlib import Path

import pytest

import drivers
from drivers import open_sign
from drivers.base import Colour, Frame, Panel, Proof
from drivers.flaschen_taschen.codec import Tile, encode_tile
from drivers.flaschen_taschen.driver import FlaschenTaschen, FlaschenTaschenOptions
from drivers.flaschen_taschen.simulator import FlaschenTaschenCard, Quirk
from drivers.pixels import from_rgb, to_rgb
from drivers.testing import SimulatedLink, check_failing_wire, check_sign, sample_frame

PANELS = [Panel(64, 32, Colour.RED), Panel(100, 17, Colour.DUAL), Panel(40, 20, Colour.RGB)]
PANEL = PANELS[2]
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
SMALL = FlaschenTaschenOptions(datagram=1400)  # each panel then takes more than one datagram
PAGE = (Path(drivers.__file__).parent / "flaschen_taschen" / "README.md").read_text(encoding="utf-8")


class CountingLink(SimulatedLink):
    """A wire that remembers what went over it."""

    def __init__(self, card):
        super().__init__(card)
        self.sent = []

    def send(self, data):
        self.sent.append(data)
        super().send(data)


def sign_for(card, options=None, **more):
    return FlaschenTaschen(card.panel, lambda: SimulatedLink(card), options, **more)


@pytest.mark.parametrize("options", [None, SMALL, FlaschenTaschenOptions(layer=2, place="footer")])
@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_it_keeps_the_contract(panel, options):
    """The driver and a server that only listens are a sign."""
    check_sign(lambda: sign_for(FlaschenTaschenCard(panel), options))


def test_it_keeps_the_contract_on_a_failing_wire():
    """A wire that is cut, at the first datagram or between two, is our error."""
    check_failing_wire(
        lambda connect: FlaschenTaschen(PANEL, connect, SMALL),
        lambda: SimulatedLink(FlaschenTaschenCard(PANEL)),
    )


def test_it_keeps_the_contract_over_loopback(udp_card):
    """Real datagrams, real sockets."""
    url = udp_card(FlaschenTaschenCard(PANEL))

    check_sign(lambda: open_sign("flaschen_taschen", PANEL, link=url))


@pytest.mark.parametrize("panel", [*PANELS, Panel(192, 96, Colour.RGB)], ids=str)
def test_a_frame_is_lit_over_udp(udp_card, wait_until_lit, panel):
    """Driver, real sockets, server: the lamps show the frame; the receipt says that it was sent."""
    card = FlaschenTaschenCard(panel)
    url = udp_card(card)
    sign = open_sign("flaschen_taschen", panel, link=url)
    frame = sample_frame(panel)

    receipt = sign.show(frame, life_s=60)

    wait_until_lit(card, frame)
    assert (receipt.digest, receipt.proof) == (frame.digest, Proof.SENT)
    assert url in receipt.evidence
    assert sign.status().online is None
    sign.blank()
    wait_until_lit(card, Frame.dark(panel))
    sign.close()


@pytest.mark.parametrize(("options", "count"), [(None, 1), (SMALL, 2)])
def test_a_frame_is_as_few_datagrams_as_fit(options, count):
    """In one if it fits, in tiles of whole rows if not; the picture is the same."""
    card = FlaschenTaschenCard(PANEL)
    link = CountingLink(card)

    FlaschenTaschen(PANEL, lambda: link, options).show(FRAME)

    assert len(link.sent) == count
    assert all(len(wire) <= 1400 for wire in link.sent) == (count > 1)
    assert card.lit == FRAME


@pytest.mark.parametrize(("place", "lit"), [("footer", True), ("comment", False)])
def test_tiles_find_their_place_on_an_old_server(place, lit):
    """With the footer they do; with the comment they all land at the top, hence the setting."""
    card = FlaschenTaschenCard(PANEL, quirks=[Quirk.FOOTER_ONLY])

    sign_for(card, FlaschenTaschenOptions(place=place, datagram=1400)).show(FRAME)

    assert (card.lit == FRAME) is lit


def test_on_the_ground_dark_is_dark():
    """What stood there is gone, and the evidence says no more than that it was sent."""
    card = FlaschenTaschenCard(PANEL)
    sign = sign_for(card)
    sign.show(FRAME)

    receipt = sign.blank()

    assert card.lit == DARK
    assert "transparent" not in receipt.evidence


def test_on_a_layer_black_covers_what_lies_beneath_and_blank_uncovers_it():
    """A notice is not mixed with another program's picture; taking it away brings that back."""
    card = FlaschenTaschenCard(PANEL)
    card.feed(encode_tile(Tile(40, 20, b"\xff\0\0" * 800)))
    beneath = card.lit
    sign = sign_for(card, FlaschenTaschenOptions(layer=1))
    half = from_rgb(b"\0\xff\0" * 400 + bytes(1200), PANEL)

    sign.show(half)
    assert to_rgb(card.lit) == b"\0\xff\0" * 400 + b"\1\1\1" * 400
    receipt = sign.blank()

    assert card.lit == beneath
    assert "what lies beneath it shows" in receipt.evidence


def test_a_layer_is_kept_by_repeating():
    """It would go away after 15 s otherwise."""
    card, now = FlaschenTaschenCard(PANEL), [0.0]
    sign = sign_for(card, FlaschenTaschenOptions(layer=1), clock=lambda: now[0])
    sign.show(from_rgb(b"\0\xff\0" * 800, PANEL))
    shown = card.lit

    for _ in range(20):
        card.advance(5000)
        now[0] += 5
        sign.keep_alive()
    assert card.lit == shown
    card.advance(15_000)

    assert card.lit == DARK


def test_a_row_that_fits_no_datagram_is_refused():
    """When the settings are read, not at the first notice."""
    wide = Panel(1000, 4, Colour.RED)

    with pytest.raises(ValueError, match="a row of 1000 pixels does not fit 1400 bytes"):
        open_sign("flaschen_taschen", wide, link="udp://127.0.0.1:1337", options={"datagram": 1400})


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"layer": 16}, "'layer' is from 0 to 15"),
        ({"place": "header"}, "'place' is one of comment, footer"),
        ({"datagram": 65508}, "'datagram' is from 1400 to 65507"),
        ({"resend_s": -1}, "'resend_s'"),
        ({"pause_ms": -1}, "'pause_ms'"),
        ({"timeout_ms": 0}, "'timeout_ms'"),
    ],
)
def test_option_values_are_checked(options, match):
    """A value that cannot be is refused by the option's name."""
    with pytest.raises(ValueError, match=match):
        open_sign("flaschen_taschen", PANEL, link="udp://127.0.0.1:1337", options=options)


def test_a_stream_is_no_link_for_it():
    """Datagrams would run into each other."""
    with pytest.raises(ValueError, match="udp://HOST:PORT"):
        open_sign("flaschen_taschen", PANEL, link="tcp://127.0.0.1:1337")


def test_the_page_names_every_option_and_quirk():
    """What can be named in a settings file is explained."""
    assert all(f"| `{field.name}` |" in PAGE for field in fields(FlaschenTaschenOptions))
    assert all(f"| `{quirk.value}` |" in PAGE for quirk in Quirk)
