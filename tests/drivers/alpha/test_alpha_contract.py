"""The published contract over the Alpha driver: in memory, over a pseudo-terminal, over TCP."""

from dataclasses import fields
from pathlib import Path

import pytest

import drivers
from drivers.alpha.driver import AlphaSign
from drivers.alpha.settings import AlphaOptions
from drivers.alpha.simulator import AlphaCard, Quirk
from drivers.base import Colour, Frame, Panel
from drivers.simulate import make_card
from drivers.testing import SimulatedLink, check_failing_wire, check_sign, sample_frame

PANELS = [Panel(64, 16, Colour.RED), Panel(100, 17, Colour.DUAL)]
WAYS = [
    ([], {}),
    ([Quirk.NEEDS_GAPS], {}),
    ([Quirk.LOSSY], {}),
    ([Quirk.LEFT_OVER_MEMORY], {"type_code": "^", "address": "01"}),
    ([Quirk.NO_CHECKSUM], {"checksum": False}),
    ([Quirk.FRAGMENT], {"pauses": False}),
    ([Quirk.THREE_BYTE], {"three_byte": True}),
    ([Quirk.ACK], {"ack": True}),
    ([Quirk.ACK, Quirk.MUTE], {"ack": True, "read_back": False}),
    ([Quirk.MUTE], {"read_back": False}),
]


@pytest.mark.parametrize(("quirks", "options"), WAYS, ids=str)
@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_alpha_keeps_the_contract(panel, quirks, options):
    """The driver and a sign, with and without the quirks of real ones, are a sign."""
    card = AlphaCard(panel, quirks=quirks)

    def make():
        return AlphaSign(
            panel,
            lambda: SimulatedLink(card),
            AlphaOptions(**options),
            sleep=lambda seconds: card.advance(round(1000 * seconds)),
        )

    check_sign(make)


@pytest.mark.parametrize(
    "options", [{}, {"ack": True}, {"ack": True, "read_back": False}, {"read_back": False}], ids=str
)
def test_alpha_keeps_the_contract_on_a_failing_wire(options):
    """Cut, silent or full of rubbish, at the first packet or the second: our error, in time."""
    card = AlphaCard(PANELS[0], quirks=[Quirk.ACK])

    check_failing_wire(
        lambda connect: AlphaSign(PANELS[0], connect, AlphaOptions(**options), sleep=lambda seconds: None),
        lambda: SimulatedLink(card),
        within_s=2,
    )


@pytest.mark.parametrize(("quirks", "options"), [WAYS[0], WAYS[5], WAYS[6]], ids=str)
def test_alpha_keeps_the_contract_over_a_serial_line(answer_pty, pace, quirks, options):
    """The same over a kernel pseudo-terminal, in either spelling, with answers in pieces."""
    panel = Panel(20, 7, Colour.DUAL)
    paced = pace(AlphaCard(panel, quirks=quirks))
    url = answer_pty(paced.answer)

    check_sign(
        lambda: AlphaSign(panel, lambda: paced.connect(url), AlphaOptions(**options), sleep=paced.sleep)
    )


def test_alpha_shows_over_a_transparent_serial_server(tcp_end, pace):
    """Over TCP the bytes are the same: driver, real socket, sign."""
    panel = PANELS[1]
    paced = pace(AlphaCard(panel))

    def talk(client):
        while data := client.recv(4096):
            client.sendall(paced.answer(data))

    url = tcp_end(talk)
    sign = AlphaSign(panel, lambda: paced.connect(url), sleep=paced.sleep)

    assert url in sign.show(sample_frame(panel)).evidence
    assert paced.card.lit == sample_frame(panel)
    sign.blank()
    assert paced.card.lit == Frame.dark(panel)
    sign.close()


def test_every_alpha_option_and_quirk_is_on_its_page():
    """What can be named in a settings file, or on the command line, is explained."""
    page = (Path(drivers.__file__).parent / "alpha" / "README.md").read_text(encoding="utf-8")

    assert all(f"| `{field.name}` |" in page for field in fields(AlphaOptions))
    assert all(f"| `{quirk.value}` |" in page for quirk in Quirk)


def test_the_alpha_simulator_is_found_by_name():
    """The simulator is listed, on the port serial servers commonly use."""
    assert isinstance(make_card("alpha", PANELS[0], quirks=["lossy"]), AlphaCard)
    assert drivers.load("alpha") is AlphaSign
