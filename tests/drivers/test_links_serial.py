"""Serial links over real ends: a kernel pseudo-terminal, and a cable of socat's that can be pulled."""

import os
import signal
import threading
import time
from types import SimpleNamespace

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Panel
from drivers.errors import Broken, ConnectFailed, TimedOut
from drivers.exchange import ask
from drivers.links import open_link
from drivers.links.base import seconds_on
from drivers.links.port import PortLink
from drivers.links.serialport import SerialSettings, turn_by_kernel
from drivers.onbon_bx.driver import OnbonBx
from drivers.onbon_bx.simulator import OnbonCard
from drivers.testing import check_sign

EVERY_BYTE = bytes(range(256))


def hear(link, count):
    """So many bytes, however they are cut."""
    heard = b""
    while len(heard) < count and (data := link.receive(4096, 2)):
        heard += data
    return heard


@pytest.mark.parametrize("form", ["bits=8&parity=N", "bits=7&parity=E", "bits=7&parity=O&stop=2"])
def test_every_byte_passes_and_no_setting_is_changed_on_the_way(pty_end, form):
    """Receiving with ever other time-outs never sets the line again: 7E1 ports refuse that."""
    master, url = pty_end
    link = open_link(f"{url.partition('?')[0]}?baud=9600&{form}")

    link.send(EVERY_BYTE)
    assert os.read(master, 1000) == EVERY_BYTE
    for timeout_s in (2, 0.5, 0, 0.02):
        os.write(master, EVERY_BYTE)
        while not (first := link.receive(1, timeout_s)):
            continue  # the kernel hands them over when it has time
        assert first + hear(link, 255) == EVERY_BYTE
    link.close()


@pytest.mark.parametrize("form", ["baud=9600&bits=7&parity=E", "baud=300&bits=7&parity=O"])
def test_a_port_can_be_opened_again_and_again(pty_end, form):
    """A line that has been set so already is opened like the first time, whoever set it."""
    master, url = pty_end
    for _ in range(3):
        link = open_link(f"{url.partition('?')[0]}?{form}")
        link.send(b"\xa5")
        assert os.read(master, 10) == b"\xa5"
        link.close()


def test_a_wait_ends_when_it_should(pty_end):
    """A wait is as long as asked for, and a look without waiting takes no time."""
    link = open_link(pty_end[1])
    start = time.monotonic()
    assert link.receive(10, 0.1) == b""
    waited = time.monotonic() - start
    for _ in range(50):
        assert link.receive(10, 0) == b""

    assert 0.1 <= waited < 1
    assert time.monotonic() - start - waited < 0.5
    link.close()


def test_an_rs485_line_whose_adapter_turns_it_carries_bytes(pty_end, caplog):
    """A port that rejects the request for RS-485 is used as it is, and the log says so."""
    master, url = pty_end
    with caplog.at_level("INFO"):
        link = open_link(f"{url}&rs485=1&delay_tx_ms=2&bits=7&parity=E")

    link.send(b"\xa5")
    assert os.read(master, 10) == b"\xa5"
    assert "the adapter is left to turn the RS-485 line" in caplog.text
    link.close()


@pytest.mark.parametrize(
    "refusal", [None, ValueError("[Errno 25]"), OSError(25, "no"), NotImplementedError()]
)
def test_who_turns_an_rs485_line_is_asked_in_one_place(refusal):
    """Levels and pauses reach the kernel as the URL has them; each way of refusing means the adapter."""

    class Port:
        name = "fake"
        asked = None

        @property
        def rs485_mode(self):
            return self.asked

        @rs485_mode.setter
        def rs485_mode(self, mode):
            self.asked = mode
            if refusal is not None:
                raise refusal

    port = Port()
    settings = SerialSettings(rs485=True, rts_tx=False, rts_rx=True, delay_tx_ms=3, delay_rx_ms=20)

    assert turn_by_kernel(port, settings) is (refusal is None)

    asked = port.asked
    assert (asked.rts_level_for_tx, asked.rts_level_for_rx, asked.loopback) == (False, True, False)
    assert (asked.delay_before_tx, asked.delay_before_rx) == (0.003, 0.02)


def test_a_port_that_announces_bytes_and_gives_none_is_broken():
    """The sign of a wire that is gone, where the operating system says nothing."""

    class Gone:
        is_open, in_waiting = True, 1

        def read(self, size):
            return b""

    with pytest.raises(Broken, match="announced"):
        PortLink(Gone(), "serial://gone").receive(10, 1)


def test_a_sign_on_a_serial_line(answer_pty):
    """A driver and a simulated card over a pseudo-terminal keep the contract."""
    panel = Panel(32, 16, Colour.DUAL)
    card = OnbonCard(panel)
    url = answer_pty(lambda data: b"".join(handled.reply for handled in card.feed(data)))

    check_sign(lambda: OnbonBx(panel, lambda: open_link(url)))


def test_socat_carries_every_byte_both_ways(socat_pair):
    """A program that is not ours at the other end of the cable hears and says every byte value."""
    _, host, sign = socat_pair
    link = open_link(f"serial://{host}?baud=115200")
    with serial.Serial(str(sign), timeout=2) as other:
        link.send(EVERY_BYTE)
        assert other.read(256) == EVERY_BYTE
        other.write(EVERY_BYTE)
        assert hear(link, 256) == EVERY_BYTE
    link.close()


def test_a_cable_that_is_pulled_is_broken(socat_pair):
    """Unplugged in use: receiving and sending are ``Broken``, opening it again is ``ConnectFailed``."""
    cable, host, _ = socat_pair
    url = f"serial://{host}"
    link = open_link(url)
    assert link.receive(1, 0) == b""

    cable.terminate()
    cable.wait(5)

    with pytest.raises(Broken):
        link.receive(10, 0)
    with pytest.raises(Broken):
        link.receive(10, 2)
    with pytest.raises(Broken):
        link.send(b"x")
    link.close()
    with pytest.raises(ConnectFailed):
        open_link(url)


def test_a_cable_that_is_pulled_during_a_wait_is_noticed(socat_pair):
    """A wait does not go on to its end on a wire that is gone."""
    cable, host, _ = socat_pair
    link = open_link(f"serial://{host}")
    cable.terminate()
    start = time.monotonic()

    with pytest.raises(Broken):
        link.receive(10, 30)

    assert time.monotonic() - start < 5
    link.close()


def test_a_peer_that_stands_still_times_out(socat_pair):
    """A sign that takes no more bytes costs the time-out of a send and no longer."""
    cable, host, _ = socat_pair
    link = open_link(f"serial://{host}", timeout_s=0.3)
    cable.send_signal(signal.SIGSTOP)
    start = time.monotonic()

    with pytest.raises(TimedOut):
        link.send(bytes(200_000))

    assert 0.2 < time.monotonic() - start < 3
    link.close()


def test_a_port_in_use_is_not_shared(socat_pair):
    """A second opening, here or by another careful program, is refused until the first is closed."""
    _, host, _ = socat_pair
    first = open_link(f"serial://{host}")

    with pytest.raises(ConnectFailed):
        open_link(f"serial://{host}")
    with pytest.raises(serial.SerialException):
        serial.Serial(str(host), exclusive=True)
    first.close()

    open_link(f"serial://{host}").close()


def test_the_time_a_line_needs_is_not_taken_for_silence(pty_end):
    """A picture that takes the line longer than the time-out still has its whole time-out for the answer."""
    master, url = pty_end
    link = open_link(url.replace("57600", "1200"))
    picture = bytes(120)  # a second at 1200 baud
    reader = threading.Thread(target=lambda: (time.sleep(0.2), os.write(master, b"\x06")))
    reader.start()

    answer = ask(link, picture, OneByte(), timeout_s=0.05)

    reader.join()
    link.close()
    assert answer == b"\x06"
    assert seconds_on(link, picture) == pytest.approx(1.0)


class OneByte:
    """Every byte is an answer."""

    def __init__(self):
        self.data = b""

    def feed(self, data):
        self.data += data

    def next(self):
        first, self.data = self.data[:1], self.data[1:]
        return first or None

    def clear(self):
        self.data = b""


@given(st.binary(max_size=3000), st.integers(1, 700))
def test_a_long_picture_is_not_a_line_that_stands_still(picture, size):
    """The port is given no more at once than it can take within its own time-out; all of it, in order."""
    taken = []
    port = SimpleNamespace(is_open=True, in_waiting=0, write=taken.append)

    PortLink(port, "serial://slow", slice_size=size).send(picture)

    assert b"".join(taken) == picture
    assert all(1 <= len(piece) <= size for piece in taken)
