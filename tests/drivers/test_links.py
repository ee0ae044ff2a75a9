"""Links over real ends: loopback TCP and a kernel pseudo-terminal."""

import os
import re
import socket
import termios
import time
from dataclasses import fields
from pathlib import Path

import pytest

import drivers
from drivers.errors import Broken, ConnectFailed, TimedOut
from drivers.links import ACCEPTED, SCHEMES, open_link, read_address
from drivers.links.base import connecting, translated
from drivers.links.loop import ROOM, LoopAddress
from drivers.links.network_serial import NetworkSerialAddress, NetworkSerialSettings
from drivers.links.replay import ReplayAddress, ReplaySettings
from drivers.links.serialport import SerialAddress, SerialSettings
from drivers.links.spy import PREFIX, SpyAddress
from drivers.links.tcp import TcpAddress
from drivers.links.udp import UdpAddress


def echo(client):
    while data := client.recv(100):
        client.sendall(data)


def test_tcp_carries_bytes_both_ways(tcp_end):
    """What is sent arrives, and what is answered comes back."""
    url = tcp_end(echo)
    link = open_link(url)

    link.send(b"\x00\xa5ping")

    assert link.receive(100, 2) == b"\x00\xa5ping"
    assert link.url == url
    link.close()


def test_tcp_receive_returns_at_most_max_bytes(tcp_end):
    """The rest stays for the next receive."""
    link = open_link(tcp_end(lambda client: client.sendall(b"abcdef")))

    assert link.receive(1, 2) == b"a"
    link.close()


@pytest.mark.parametrize("timeout_s", [0, 0.05])
def test_tcp_silence_is_empty_bytes(tcp_end, timeout_s):
    """Nothing within the time-out is ``b""``, not an error, and not later than the time-out."""
    link = open_link(tcp_end(lambda client: None))
    start = time.monotonic()

    assert link.receive(100, timeout_s) == b""

    assert time.monotonic() - start < 2
    link.close()


def test_tcp_closed_by_the_sign_is_broken(tcp_end):
    """A connection ended by the other side is ``Broken`` and names the link."""
    url = tcp_end(lambda client: client.close())
    link = open_link(url)

    with pytest.raises(Broken, match="closed") as caught:
        link.receive(100, 2)

    assert caught.value.link == url
    link.close()


def test_tcp_use_after_close_is_broken(tcp_end):
    """A foreign error leaves as ours with its cause kept."""
    link = open_link(tcp_end(echo))
    link.close()

    with pytest.raises(Broken) as caught:
        link.send(b"x")

    assert isinstance(caught.value.__cause__, OSError)


def test_tcp_peer_that_does_not_read_times_out(tcp_end):
    """A send that cannot be finished in time is ``TimedOut``, not a hang."""
    link = open_link(tcp_end(lambda client: None), timeout_s=0.1)

    with pytest.raises(TimedOut):
        link.send(bytes(50_000_000))

    link.close()


def test_nobody_there_is_connect_failed():
    """A closed port is ``ConnectFailed``: nothing was shown, and that is known."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"tcp://127.0.0.1:{server.getsockname()[1]}"

    with pytest.raises(ConnectFailed) as caught:
        open_link(url, timeout_s=1)

    assert caught.value.outcome_known
    assert isinstance(caught.value.__cause__, OSError)


def test_a_name_that_cannot_be_a_host_is_connect_failed():
    """Whatever the resolver makes of a name, the error is ours."""
    with pytest.raises(ConnectFailed):
        open_link("tcp://a..b:5005", timeout_s=1)


def test_serial_carries_bytes_both_ways(pty_end):
    """A serial link sends, and receives what is there without waiting for more."""
    master, url = pty_end
    link = open_link(url)

    link.send(b"\xa5\x00\x11\x13")
    assert os.read(master, 100) == b"\xa5\x00\x11\x13"
    os.write(master, b"answer")
    assert link.receive(100, 2) == b"answer"
    os.write(master, b"xy")
    assert link.receive(1, 2) == b"x"
    link.close()


def test_serial_silence_is_empty_bytes(pty_end):
    """Nothing within the time-out is ``b""``."""
    link = open_link(pty_end[1])

    assert link.receive(10, 0) == b""
    assert link.receive(10, 0.03) == b""
    link.close()


def test_serial_port_belongs_to_one_program(pty_end):
    """A port already open is refused: two programs would mislead each other."""
    first = open_link(pty_end[1])

    with pytest.raises(ConnectFailed):
        open_link(pty_end[1])

    first.close()


def test_serial_use_after_close_is_broken(pty_end):
    """Pyserial's own error leaves as ours."""
    link = open_link(pty_end[1])
    link.close()

    with pytest.raises(Broken):
        link.send(b"x")
    with pytest.raises(Broken):
        link.receive(1, 0)


def test_serial_line_that_takes_nothing_times_out(pty_end):
    """A send past a full line is ``TimedOut``, not a hang."""
    link = open_link(pty_end[1], timeout_s=0.1)

    with pytest.raises(TimedOut):
        link.send(bytes(1_000_000))

    link.close()


def test_serial_port_that_is_not_there_is_connect_failed():
    """A missing device is ``ConnectFailed``."""
    with pytest.raises(ConnectFailed, match="cannot be opened"):
        open_link("serial:///dev/no-such-port")


def test_urls_are_read_without_opening():
    """A URL says everything about a wire; serial lines are 57600 8N1 unless told otherwise."""
    assert read_address("tcp://192.0.2.7:5005") == TcpAddress("192.0.2.7", 5005)
    assert read_address("socket://[2001:db8::7]:2000/") == TcpAddress("2001:db8::7", 2000)
    assert read_address("udp://wall:4048") == UdpAddress("wall", 4048)
    assert read_address("serial:///dev/ttyS0") == SerialAddress(
        "/dev/ttyS0", SerialSettings(57600, 8, "N", 1)
    )
    assert read_address("serial://COM3?baud=9600&bits=7&parity=E&stop=2") == SerialAddress(
        "COM3", SerialSettings(9600, 7, "E", 2)
    )
    assert read_address(
        "serial:///dev/serial/by-id/usb-FTDI_FT232R_A1-if00-port0?rs485=1&rts_tx=0&rts_rx=1&delay_rx_ms=5"
    ) == SerialAddress(
        "/dev/serial/by-id/usb-FTDI_FT232R_A1-if00-port0",
        SerialSettings(rs485=True, rts_tx=False, rts_rx=True, delay_rx_ms=5),
    )
    assert read_address("rfc2217://192.0.2.8:2217?baud=9600&ign_set_control=0") == NetworkSerialAddress(
        "192.0.2.8", 2217, NetworkSerialSettings(9600, ign_set_control=False)
    )
    assert read_address("replay:///tmp/talk.log?connection=2") == ReplayAddress(
        Path("/tmp/talk.log"),  # noqa: S108 - not opened
        ReplaySettings(2),
    )
    assert read_address("loop://") == LoopAddress()
    assert read_address("spy+serial:///dev/ttyS0?baud=9600&log=/var/log/gate.log&stop=2") == SpyAddress(
        SerialAddress("/dev/ttyS0", SerialSettings(9600, stop=2)), Path("/var/log/gate.log")
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "192.0.2.7:5005",
        "udp://192.0.2.7",
        "udp://192.0.2.7:5005?x=1",
        "http://192.0.2.7:80",
        "tcp://192.0.2.7:5005#x",
        "tcp://192.0.2.7",
        "tcp://:5005",
        "tcp://192.0.2.7:0",
        "tcp://192.0.2.7:99999",
        "tcp://192.0.2.7:5005/path",
        "tcp://me:secret@192.0.2.7:5005",
        "tcp:// 192.0.2.7:5005",
        "tcp://192.0.2.7:5005\n",
        "serial:///dev/tty\tS0",
        "tcp://192.0.2.7:5005?x=1",
        "serial://",
        "serial:///dev/ttyS0?baud=fast",
        "serial:///dev/ttyS0?baud=0",
        "tcp://[::1:5005",
        "serial:///dev/ttyS0?speed=9600",
        "serial:///dev/ttyS0?parity=X",
        "serial:///dev/ttyS0?stop=3",
        "serial:///dev/ttyS0?baud=9600&baud=19200",
        "serial:///dev/ttyS0?baud=9_600",
        "serial:///dev/ttyS0?baud=",
        "serial:///dev/ttyS0?baud",
        "serial:///dev/ttyS0?rs485=yes",
        "serial:///dev/ttyS0?rts_tx=0",
        "serial:///dev/ttyS0?rs485=1&delay_tx_ms=1001",
        "serial:///dev/ttyS0#x",
        "rfc2217://192.0.2.7?baud=9600",
        "rfc2217://192.0.2.7:2217?rs485=1",
        "loop://somewhere",
        "loop://?x=1",
        "replay://",
        "replay://talk.log?connection=0",
        "spy+tcp://192.0.2.7:5005",
        "spy+tcp://192.0.2.7:5005?log=",
        "spy+tcp://192.0.2.7:5005?log=a&log=b",
        "spy+spy+tcp://192.0.2.7:5005?log=a",
        "spy://192.0.2.7:5005?log=a",
    ],
)
def test_malformed_urls_are_refused_with_what_is_accepted(url):
    """A wrong URL is a ``ValueError`` whose sentence shows a right one."""
    with pytest.raises(ValueError, match="a link is tcp://HOST:PORT"):
        open_link(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("udp4://wall:4048", "links begin with loop://, replay://, rfc2217://"),
        ("serial:///dev/ttyS0?speed=9600", "unknown option 'speed'; accepted: baud, bits"),
        ("serial:///dev/ttyS0?parity=X", "'parity' is one of N, E, O, not 'X'"),
        ("serial:///dev/ttyS0?bits=9", "'bits' is one of 7, 8, not 9"),
        ("serial:///dev/ttyS0?baud=0", "'baud' is from 50 to 4000000, not 0"),
        ("serial:///dev/ttyS0?rs485=yes", "'rs485' is one of 0, 1, not 'yes'"),
        ("serial:///dev/ttyS0?rts_rx=1", "give rs485=1 with them"),
        ("spy+loop://", "names one log file: log=FILE"),
    ],
)
def test_a_refusal_names_the_setting(url, said):
    """Whoever wrote the URL reads which word of it is wrong."""
    with pytest.raises(ValueError, match=re.escape(said)):
        read_address(url)


def test_foreign_errors_become_ours_with_their_cause():
    """The error of a terminal is none of the operating system's; it is translated like one."""
    with pytest.raises(ConnectFailed) as connect, connecting("serial://x"):
        raise termios.error(22, "Invalid argument")
    with pytest.raises(Broken) as use, translated("serial://x"):
        raise termios.error(22, "Invalid argument")

    assert isinstance(connect.value.__cause__, termios.error)
    assert isinstance(use.value.__cause__, termios.error)
    assert (connect.value.outcome_known, use.value.outcome_known) == (True, False)


def test_loop_gives_back_what_was_sent_within_bounds():
    """Bytes come back in order; a wire that nobody reads is full some day; a closed one is broken."""
    link = open_link("loop://")
    link.send(b"abc")
    link.send(b"def")

    assert [link.receive(4, 1), link.receive(4, 1), link.receive(4, 1)] == [b"abcd", b"ef", b""]
    link.send(bytes(ROOM))
    with pytest.raises(TimedOut):
        link.send(b"x")
    link.close()
    with pytest.raises(Broken):
        link.send(b"x")


def test_every_link_and_setting_is_on_the_page():
    """What can be written in a URL is explained."""
    page = (Path(drivers.__file__).parent / "README.md").read_text(encoding="utf-8")
    kinds = (SerialSettings, NetworkSerialSettings, ReplaySettings)

    assert all(f"| `{scheme}://" in page for scheme in SCHEMES)
    assert all(f"`{field.name}`" in page for kind in kinds for field in fields(kind))
    assert PREFIX in page
    assert all(f"{scheme}://" in ACCEPTED for scheme in SCHEMES)
