"""Independent software in the loop: ``alphasignpy`` tells the simulated sign, over a pseudo-terminal.

Its packets carry FF where its own sender would pause; that byte is never sent,
so it is taken out here. Of its positions only the middle one is the document's.
"""

import pytest
from alphasign import (
    Packet,
    ReadSmallDots,
    ReadSpecialFunction,
    WriteSmallDots,
    WriteSpecialFunction,
    WriteText,
)
from alphasign.protocol import DisplayMode, DisplayPosition, DotsColorDepth, FileType, SpecialFunction

from drivers.alpha.commands import Memory, RunList, decode_command
from drivers.alpha.memory import File
from drivers.alpha.packets import ReplyDecoder
from drivers.alpha.pictures import dots_of
from drivers.alpha.simulator import AlphaCard, Quirk
from drivers.base import Colour, Frame, Panel
from drivers.exchange import ask
from drivers.testing import sample_frame

PANEL = Panel(24, 7, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
ROWS = b"".join(row + b"\r" for row in dots_of(FRAME, "P").rows)
CLEAR = WriteSpecialFunction(SpecialFunction.MEMORY_CONFIG, b"")  # its own clear is the form of Alpha 3.0
TABLE = WriteSpecialFunction.configure_memory(
    [
        {"label": "A", "type": FileType.TEXT, "size": 256},
        {"label": "P", "type": FileType.DOTS, "size": (7, 24), "color_depth": DotsColorDepth.THREE_COLOR},
    ]
)
PICTURE = WriteSmallDots(ROWS, label="P", width=24, height=7)
HOLD = WriteText(b"\x14P", label="A", position=DisplayPosition.MIDDLE_LINE, mode=DisplayMode.HOLD)
RUN = WriteSpecialFunction.set_run_sequence("SUA")


def packed(*commands, checksum=True):
    packet = Packet()
    for command in commands:
        packet.add(command, checksum=checksum)
    return packet.to_bytes().replace(b"\xff", b"")


class Desk:
    """Their packets on a real wire to our sign, with the pauses a sign needs."""

    def __init__(self, paced, url):
        self.paced, self.link = paced, paced.connect(url)

    def tell(self, *commands, checksum=True, wait_s=0.25):
        self.link.send(packed(*commands, checksum=checksum))
        self.paced.sleep(wait_s)

    def ask(self, question):
        packet = ask(self.link, packed(question), ReplyDecoder(), timeout_s=3)
        self.paced.sleep(0.25)
        return decode_command(packet.bodies[0])


@pytest.fixture
def desk(answer_pty, pace):
    """A sign that needs gaps, behind a pseudo-terminal."""
    paced = pace(AlphaCard(PANEL, quirks=[Quirk.NEEDS_GAPS]))
    desk = Desk(paced, answer_pty(paced.answer))
    yield desk
    desk.link.close()


@pytest.mark.parametrize("checksum", [True, False])
def test_alphasignpy_shows_a_picture(desk, checksum):
    """Memory, picture, text and run list by somebody else's encoder light our frame."""
    desk.tell(CLEAR, wait_s=6, checksum=checksum)
    for command in (TABLE, PICTURE, HOLD):
        desk.tell(command, checksum=checksum)
        assert desk.paced.card.lit == (FRAME if command is HOLD else DARK)
    desk.tell(RUN, checksum=checksum)

    assert desk.paced.card.lit == FRAME
    assert desk.paced.card.state.register == 0x40


def test_alphasignpy_nests_commands_in_one_packet(desk):
    """Several of its commands in one packet are all done."""
    desk.tell(CLEAR, wait_s=6)
    desk.tell(TABLE)

    desk.tell(PICTURE, HOLD, RUN)

    assert desk.paced.card.lit == FRAME


def test_alphasignpy_reads_back_what_it_wrote(desk):
    """Its questions are answered with what it wrote: table, picture and run list."""
    desk.tell(CLEAR, wait_s=6)
    desk.tell(TABLE)
    desk.tell(PICTURE)

    table = desk.ask(ReadSpecialFunction(SpecialFunction.MEMORY_CONFIG))
    assert table == Memory((File("A", "A", 256, "FFFF"), File("P", "D", 0x0718, "2000")))
    assert desk.ask(ReadSmallDots("P")) == dots_of(FRAME, "P")
    assert desk.ask(ReadSpecialFunction(SpecialFunction.RUN_SEQUENCE)) == RunList("A")
