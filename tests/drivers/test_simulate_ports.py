"""The switchboard and its ends: TCP, UDP, a companion beside it, and a pseudo-terminal."""

import contextlib
import io
import os
import select
import socket
import threading
import time
from collections import defaultdict
from functools import partial

import pytest

from drivers import simulate
from drivers.base import Colour, Frame, Panel
from drivers.cards import Handled, Spoken
from drivers.links import open_link
from drivers.simulate import SIMULATORS, Simulated, open_ports, open_terminal, serve_card
from drivers.simulate import board as boards
from drivers.simulate import ports as card_ports
from drivers.simulate.board import MAX_WIRES, Switchboard
from drivers.simulate.ports import TcpPort, UdpPort, open_udp
from drivers.simulate.pty import PtyPort, PtyWire
from drivers.simulate.record import Record

PANEL = Panel(8, 8, Colour.RED)


class Parrot:
    """A card that answers each line with itself; some lines do more. It clears its throat every second."""

    def __init__(self):
        self.heard, self.gone = defaultdict(bytes), []
        self.said, self.now_ms = [], 0
        self.lit = Frame.dark(PANEL)

    def feed(self, data, *, wire=0):
        self.heard[wire] += data
        *lines, self.heard[wire] = self.heard[wire].split(b"\n")
        return [self.answer(line, wire) for line in lines]

    def answer(self, line, wire):
        if line == b"tell others":
            self.said += [Spoken(other, (b"psst\n",)) for other in self.heard if other != wire]
            return Handled({"request": "tell"})
        if line == b"go":
            self.said.append(Spoken(wire, (b"bye\n",), hang_up=True))
            return Handled({"request": "go"})
        if line == b"flood":
            return Handled({"request": "flood"}, (bytes(1 << 20),) * 64)
        chunks = (*(line[i : i + 1] for i in range(len(line))), b"\n")
        return Handled({"request": line.decode()}, chunks, hang_up=line == b"last")

    def hang_up(self, wire=0):
        self.gone.append(wire)
        self.heard.pop(wire, None)

    def advance(self, ms):
        self.now_ms += ms

    def unasked(self):
        said, self.said = self.said, []
        return said


class Pair(Parrot):
    """A parrot with another on the same port number."""

    def __init__(self):
        super().__init__()
        self.companion = Parrot()


@pytest.fixture
def serve():
    """Serve cards until the test ends."""
    stop, threads = threading.Event(), []

    def start(card, *ports):
        ready = threading.Event()
        record = Record(io.StringIO(), None)
        thread = threading.Thread(target=serve_card, args=(card, ports, record, stop, ready.set))
        thread.start()
        threads.append(thread)
        assert ready.wait(5)
        return ports[0]

    yield start
    stop.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def ask(client, line, size=100):
    """Send a line; the line that comes back."""
    client.sendall(line + b"\n")
    return hear(client, size)


def hear(client, size=100):
    got = b""
    while not got.endswith(b"\n") and (more := client.recv(size)):
        got += more
    return got


def tcp_to(port):
    return socket.create_connection(("127.0.0.1", port.number), 5)


def udp_to(port):
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(5)
    client.connect(("127.0.0.1", port.number))
    return client


def wait_for(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def test_a_card_that_hangs_up_does_so_after_its_answer(serve):
    """The answer arrives, then the end; a new connection is served."""
    card = Parrot()
    port = serve(card, TcpPort(0))
    with tcp_to(port) as client:
        assert ask(client, b"last") == b"last\n"
        assert client.recv(1) == b""
    assert card.gone == [1]
    with tcp_to(port) as client:
        assert ask(client, b"again") == b"again\n"


def test_what_a_card_says_unasked_goes_to_the_right_connection(serve):
    """To whom it is meant for, although somebody else has just spoken; hanging up unasked, too."""
    port = serve(Parrot(), TcpPort(0))
    with tcp_to(port) as one, tcp_to(port) as two:
        ask(one, b"here")
        ask(two, b"here")
        two.sendall(b"tell others\n")
        assert hear(one) == b"psst\n"
        one.sendall(b"go\n")
        assert hear(one) == b"bye\n"
        assert one.recv(1) == b""
        assert ask(two, b"still here") == b"still here\n"


def test_what_a_card_says_as_time_passes_is_sent_without_a_request(serve):
    """A heartbeat needs no question."""

    class Clock(Parrot):
        def advance(self, ms):
            super().advance(ms)
            self.said += [Spoken(wire, (b"tick\n",)) for wire in self.heard if ms]

    port = serve(Clock(), TcpPort(0))
    with tcp_to(port) as client:
        client.sendall(b"half")
        assert hear(client) == b"tick\n"


def test_a_client_that_does_not_read_is_dropped_and_the_card_goes_on(serve, monkeypatch):
    """Its request is dealt with, its answer goes nowhere after a bounded time."""
    monkeypatch.setattr(card_ports, "SEND_TIMEOUT_S", 0.05)
    card = Parrot()
    port = serve(card, TcpPort(0))
    with tcp_to(port) as deaf, tcp_to(port) as other:
        deaf.sendall(b"flood\n")
        wait_for(lambda: card.gone)
        assert ask(other, b"well") == b"well\n"


def test_a_client_that_resets_leaves_nothing_behind(serve):
    """A reset connection is the client's affair; its half request is forgotten."""
    card = Parrot()
    port = serve(card, TcpPort(0))
    client = tcp_to(port)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    client.sendall(b"one\nhalf")
    wait_for(lambda: card.heard)
    client.close()
    wait_for(lambda: card.gone == [1])
    assert not card.heard


def test_more_clients_than_a_card_keeps_let_the_most_silent_go(serve):
    """Connections are bounded; who has spoken lately stays."""
    port = serve(Parrot(), TcpPort(0))
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(tcp_to(port)) for _ in range(MAX_WIRES)]
        assert ask(clients[-1], b"all in") == b"all in\n"
        assert ask(clients[0], b"first") == b"first\n"
        late = stack.enter_context(tcp_to(port))
        assert ask(late, b"late") == b"late\n"
        assert ask(clients[0], b"still") == b"still\n"
        assert clients[1].recv(1) == b""


def test_what_a_gone_client_said_is_not_heard():
    """A wire closed between looking and reading is no longer the card's."""
    board = Switchboard(card := Parrot(), Record(io.StringIO(), None))
    ours, theirs = socket.socketpair()
    theirs.sendall(b"one\n")

    card_ports._take_from(ours, board, 1)

    assert not card.heard
    board.disconnect(1)
    board._say(1, (b"x",), False)
    assert not card.gone
    ours.close()
    theirs.close()


def test_each_address_over_udp_is_a_wire_and_has_its_answers(serve):
    """Halves do not mix, each chunk is a datagram, and answers go back to who asked."""
    card = Parrot()
    port = serve(card, *open_udp(0, companion=False))
    with udp_to(port) as one, udp_to(port) as two:
        one.send(b"half ")
        two.send(b"ab\n")
        assert [two.recv(10) for _ in range(3)] == [b"a", b"b", b"\n"]
        one.send(b"x\n")
        assert b"".join(one.recv(10) for _ in range(7)) == b"half x\n"
        one.send(b"last\n")
        wait_for(lambda: card.gone == [1])
        one.send(b"tell others\n")
        assert two.recv(10) == b"psst\n"
        assert set(card.heard) == {2, 3}


def test_a_peer_that_went_away_does_not_stop_the_card(serve):
    """Answers to a closed port come back as complaints, which nobody needs."""
    port = serve(Parrot(), *open_udp(0, companion=False))
    with udp_to(port) as gone:
        gone.send(b"hello\n")
    with udp_to(port) as client:
        client.send(b"y\n")
        assert client.recv(10) == b"y"


def test_a_companion_answers_over_tcp_on_the_same_number(serve):
    """Two services, one number; wires are counted over both; the first card has the lamps."""
    card = Pair()
    ports = open_udp(0, companion=True)
    assert ports[0].number == ports[1].number
    serve(card, *ports)
    with udp_to(ports[0]) as client, tcp_to(ports[1]) as other:
        client.send(b"x\n")
        assert client.recv(10) == b"x"
        assert ask(other, b"json") == b"json\n"
        assert not set(card.heard) & set(card.companion.heard)
        assert ask(other, b"last") == b"last\n"
        wait_for(lambda: card.companion.gone)


def test_a_number_is_free_over_both_or_refused(monkeypatch):
    """A wanted number is taken or an error; a free one is looked for until it is free over both."""
    with contextlib.closing(TcpPort(0)) as taken:
        for companion in (True, False):
            with pytest.raises(OSError, match="Address already in use"):
                TcpPort(taken.number) if not companion else open_udp(taken.number, companion=True)
        (alone,) = open_udp(taken.number, companion=False)
        with pytest.raises(OSError, match="Address already in use"):
            UdpPort(taken.number)
        alone.close()

        monkeypatch.setattr(card_ports, "TcpPort", partial(_taken_at_first, failures := [1, 2, 3]))
        ports = open_udp(0, companion=True)
        assert not failures
        for port in ports:
            port.close()
        failures += range(100)
        with pytest.raises(OSError, match="16 times"):
            open_udp(0, companion=True)


def _taken_at_first(failures, number, **options):
    if failures:
        failures.pop()
        raise OSError("taken")
    return TcpPort(number, **options)


def test_where_a_card_listens_follows_from_the_table(monkeypatch):
    """Its transport and its own port, unless another is asked for; a companion is seen by its shape."""
    with contextlib.closing(TcpPort(0)) as probe:
        free = probe.number
    monkeypatch.setitem(SIMULATORS, "parrot", Simulated("nowhere:Parrot", "udp", free))
    for card, kinds in ((Parrot(), [UdpPort]), (Pair(), [UdpPort, TcpPort])):
        ports = open_ports("parrot", card, None)
        assert [type(port) for port in ports] == kinds
        assert {port.number for port in ports} == {free}
        for port in ports:
            port.close()
    with pytest.raises(ValueError, match="not over a serial line"):
        open_terminal("parrot", None)


def test_a_terminal_is_a_serial_line_for_one_client_after_another(serve):
    """Raw both ways, all byte values, and a second client that opens it is served."""
    port = open_terminal("onbon_bx", None)
    serve(Echo(), port)
    every = bytes(range(256))
    for _ in range(2):
        link = open_link(f"serial://{port.path}?baud=57600", timeout_s=2)
        link.send(every)
        got = b""
        while len(got) < 256 and (more := link.receive(4096, 2)):
            got += more
        link.close()
        assert got == every


class Echo(Parrot):
    """A card that says back what it hears, whatever it is, and hangs up each time."""

    def feed(self, data, *, wire=0):
        return [Handled({"request": len(data)}, (data,), hang_up=True)]


def test_a_link_to_the_terminal_is_there_as_long_as_it(tmp_path):
    """It is made, replaces one that leads nowhere, never a file or a live link, and goes with the end."""
    name = tmp_path / "sign"
    name.symlink_to(tmp_path / "nowhere")
    port = PtyPort(name)
    assert os.readlink(name) == port.path

    with pytest.raises(FileExistsError):
        PtyPort(name)
    port.close()
    assert not name.is_symlink()
    name.touch()
    with pytest.raises(FileExistsError):
        PtyPort(name)
    assert name.is_file()


def test_the_link_of_a_killed_simulator_is_replaced_by_the_next(tmp_path):
    """The system gives the same terminal again, so what is left over does not lead nowhere."""
    port, name = PtyPort(), tmp_path / "sign"
    name.symlink_to(port.path)
    port._name(name)
    assert os.readlink(name) == port.path
    port.close()
    assert not name.is_symlink()


def test_a_terminal_nobody_reads_loses_what_it_cannot_hold(monkeypatch):
    """As a line without a listener does; whoever reads next hears the next answer."""
    monkeypatch.setattr("drivers.simulate.pty.PATIENCE_S", 0.02)
    port = PtyPort()
    wire = PtyWire(port._near, port._far)
    wire.send(bytes(100_000))

    wire.send(b"next")

    reader = os.open(port.path, os.O_RDWR | os.O_NOCTTY)
    assert select.select([reader], [], [], 2)[0]
    assert os.read(reader, 100_000).endswith(b"next")
    wire.close()
    os.close(reader)
    port.close()


def test_ctrl_c_closes_the_ports(monkeypatch):
    """However the serving ends, the number is free again."""
    monkeypatch.setattr(simulate, "run", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    port = TcpPort(0)

    serve_card(Parrot(), (port,), Record(io.StringIO(), None))

    TcpPort(port.number).close()
    assert boards.TICK_S < 1
