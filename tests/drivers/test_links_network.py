"""Links over the network: datagrams, and serial ports behind Debian's ser2net."""

import socket
import time

import pytest
import serial

from drivers.errors import Broken, ConnectFailed
from drivers.links import open_link
from drivers.links.network_serial import NetworkSerialAddress, NetworkSerialSettings, name_port

EVERY_BYTE = bytes(range(256))
# pyserial 3.5 names its reading thread in a way Python has renamed
rfc2217 = pytest.mark.filterwarnings("ignore:set(Daemon|Name).. is deprecated:DeprecationWarning")


def hear(link, count):
    """So many bytes, however they are cut."""
    heard = b""
    while len(heard) < count and (data := link.receive(4096, 2)):
        heard += data
    return heard


@pytest.fixture
def udp_end():
    """A datagram socket on loopback and the URL that leads to it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.bind(("127.0.0.1", 0))
        end.settimeout(2)
        yield end, f"udp://127.0.0.1:{end.getsockname()[1]}"


def test_udp_sends_and_receives_whole_datagrams(udp_end):
    """One send is one datagram; two answers are two receives."""
    end, url = udp_end
    link = open_link(url)

    link.send(EVERY_BYTE)
    link.send(b"two")
    data, host = end.recvfrom(65535)
    assert (data, end.recv(65535)) == (EVERY_BYTE, b"two")
    end.sendto(b"answer", host)
    end.sendto(b"more", host)

    assert [link.receive(4096, 2), link.receive(4096, 2)] == [b"answer", b"more"]
    assert link.url == url
    link.close()


def test_udp_loses_nothing_of_a_datagram_larger_than_asked_for(udp_end):
    """The rest is received next, before any other datagram."""
    end, url = udp_end
    link = open_link(url)
    link.send(b"?")
    _, host = end.recvfrom(10)
    end.sendto(b"abcdef", host)
    end.sendto(b"gh", host)

    assert [link.receive(4, 2), link.receive(4, 0), link.receive(4, 2)] == [b"abcd", b"ef", b"gh"]
    link.close()


def test_udp_silence_is_empty_bytes_and_an_empty_datagram_is_none(udp_end):
    """Nothing within the time-out is ``b""``; a datagram without a byte does not end the waiting."""
    end, url = udp_end
    link = open_link(url)
    assert (link.receive(10, 0), link.receive(10, 0.02)) == (b"", b"")
    link.send(b"?")
    _, host = end.recvfrom(10)
    end.sendto(b"", host)
    end.sendto(b"x", host)

    assert link.receive(10, 2) == b"x"
    link.close()


def test_udp_hears_no_strangers(udp_end):
    """A datagram from elsewhere is not an answer of the sign."""
    end, url = udp_end
    link = open_link(url)
    link.send(b"?")
    _, host = end.recvfrom(10)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(b"lies", host)

    assert link.receive(10, 0.05) == b""
    link.close()


def test_udp_to_a_port_where_nobody_listens_is_broken():
    """A machine that says so is heard at the next use of the link."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as gone:
        gone.bind(("127.0.0.1", 0))
        port = gone.getsockname()[1]
    link = open_link(f"udp://127.0.0.1:{port}")
    link.send(b"x")

    with pytest.raises(Broken) as caught:
        link.receive(10, 2)

    assert isinstance(caught.value.__cause__, ConnectionRefusedError)
    link.close()
    with pytest.raises(Broken):
        link.send(b"x")


@pytest.mark.parametrize("host", ["a..b", "255.255.255.255"])
def test_udp_to_a_host_that_cannot_be_is_connect_failed(host):
    """A name nobody can have, and an address this socket may not send to."""
    with pytest.raises(ConnectFailed):
        open_link(f"udp://{host}:4048")


def test_udp_refuses_what_no_datagram_can_carry(udp_end):
    """The operating system's refusal is ours."""
    link = open_link(udp_end[1])

    with pytest.raises(Broken, match="too long"):
        link.send(bytes(70_000))

    link.close()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def serve(tmp_path, socat_pair, start_program):
    """Put ser2net on a cable; gives the host and port, and the cable's other end."""
    _, host, sign = socat_pair
    with serial.Serial(str(sign), timeout=2) as end:

        def start(accepter):
            port = free_port()
            config = tmp_path / "ser2net.yaml"
            config.write_text(
                "%YAML 1.1\n---\n"
                "connection: &sign\n"
                f"  accepter: {accepter},127.0.0.1,{port}\n"
                f"  connector: serialdev,{host},9600n81,local\n"
                "  options:\n"
                "    kickolduser: true\n"
            )
            start_program("ser2net", "-d", "-c", str(config))
            return f"127.0.0.1:{port}", end

        yield start


def open_when_served(url):
    """Open the link as soon as the server listens."""
    deadline = time.monotonic() + 5
    while True:
        try:
            return open_link(url)
        except ConnectFailed:
            assert time.monotonic() < deadline, "ser2net does not listen"
            time.sleep(0.02)


@pytest.mark.parametrize("scheme", ["tcp", "socket"])
def test_a_raw_serial_server_carries_every_byte(serve, scheme):
    """ser2net's plain TCP port is a ``tcp://`` link, by its other name, too."""
    where, sign = serve("tcp")
    link = open_when_served(f"{scheme}://{where}")

    link.send(EVERY_BYTE)
    assert sign.read(256) == EVERY_BYTE
    sign.write(EVERY_BYTE)
    assert hear(link, 256) == EVERY_BYTE
    link.close()


def test_a_second_host_throws_the_first_one_off(serve):
    """Two hosts on one sign: the first one knows, because its wire is broken."""
    where, sign = serve("tcp")
    first = open_when_served(f"tcp://{where}")
    first.send(b"1")
    assert sign.read(1) == b"1"
    second = open_link(f"tcp://{where}")
    second.send(b"2")
    assert sign.read_until(b"2").lstrip(b"\0") == b"2"  # changing hosts, the server may send a NUL or two

    with pytest.raises(Broken):
        hear(first, 1000)
    first.close()
    second.close()


@rfc2217
def test_a_serial_port_of_another_machine_carries_every_byte(serve):
    """RFC 2217 by pyserial and ser2net: the safe default opens, and 255 is escaped both ways."""
    where, sign = serve("telnet(rfc2217),tcp")
    link = open_when_served(f"rfc2217://{where}?baud=9600")

    link.send(EVERY_BYTE)
    assert sign.read(256) == EVERY_BYTE
    assert link.receive(10, 0) == b""
    sign.write(EVERY_BYTE)
    assert hear(link, 256) == EVERY_BYTE
    link.close()
    with pytest.raises(Broken):
        link.receive(1, 0)
    with pytest.raises(Broken):
        link.send(b"x")


@rfc2217
def test_insisting_on_control_lines_fails_where_there_are_none(serve):
    """A cable of socat's has no DTR and RTS: the default opens, insisting does not."""
    where, _ = serve("telnet(rfc2217),tcp")
    open_when_served(f"rfc2217://{where}").close()

    with pytest.raises(ConnectFailed, match="control"):
        open_link(f"rfc2217://{where}?ign_set_control=0", timeout_s=0.5)


@rfc2217
def test_a_host_thrown_off_a_far_port_knows(serve):
    """A wire that is gone is noticed, whether one waits or looks."""
    where, sign = serve("telnet(rfc2217),tcp")
    first = open_when_served(f"rfc2217://{where}")
    second = open_link(f"rfc2217://{where}")

    with pytest.raises(Broken):
        hear(first, 1000)
    first.close()
    second.send(b"2")
    assert sign.read_until(b"2").lstrip(b"\0") == b"2"  # changing hosts, the server may send a NUL or two
    second.close()


@rfc2217
def test_a_server_that_does_not_speak_rfc_2217_is_connect_failed(tcp_end):
    """A raw port behind a URL that promises more is refused when it is opened."""
    url = tcp_end(lambda client: client.sendall(b"login: "))

    with pytest.raises(ConnectFailed, match="RFC2217"):
        open_link(f"rfc2217{url.removeprefix('tcp')}", timeout_s=0.2)


def test_a_far_port_where_nobody_listens_is_connect_failed():
    """A closed port is ``ConnectFailed`` here as anywhere."""
    with pytest.raises(ConnectFailed):
        open_link(f"rfc2217://127.0.0.1:{free_port()}", timeout_s=1)


def test_a_far_port_by_an_address_of_the_new_kind_keeps_its_brackets():
    """An IPv6 address is handed on as a URL writes it, and insisting is a setting."""
    address = NetworkSerialAddress("2001:db8::7", 2217)
    insisting = NetworkSerialAddress("wall", 2217, NetworkSerialSettings(ign_set_control=False))

    assert name_port(address, 3.0) == "rfc2217://[2001:db8::7]:2217?timeout=3.0&ign_set_control"
    assert name_port(insisting, 0.5) == "rfc2217://wall:2217?timeout=0.5"
