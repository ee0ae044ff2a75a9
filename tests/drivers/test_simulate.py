"""The simulated sign behind a TCP port."""

import io
import json
import socket
import threading
import time
from collections.abc import Callable

import pytest
from PIL import Image

from drivers import BUILTIN, open_sign, simulate
from drivers.base import Colour, Frame, Panel
from drivers.cards import Handled
from drivers.onbon_bx.codec import ReplyDecoder, wire_of_question
from drivers.onbon_bx.messages import PingReply
from drivers.picture import from_image
from drivers.simulate import SIMULATORS, make_card, serve_simulator, simulators
from drivers.simulate.record import Record
from drivers.testing import sample_frame

PANEL = Panel(32, 16, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)


@pytest.fixture
def serve(tmp_path):
    """Start simulators that stop with the test; each gives its port and its output."""
    stop, threads = threading.Event(), []

    def start(**options):
        ports, out = [], io.StringIO()
        ready = threading.Event()

        def tell(port):
            ports.append(port)
            ready.set()

        settings = {"port": 0, "panel": PANEL, "dump": tmp_path} | options
        thread = threading.Thread(
            target=serve_simulator,
            args=("onbon_bx",),
            kwargs=settings | {"out": out, "stop": stop, "ready": tell},
        )
        thread.start()
        threads.append(thread)
        assert ready.wait(5)
        return ports[0], out

    yield start
    stop.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def on_screen(folder):
    return from_image(Image.open(folder / "screen.png"), PANEL)


def wait_for(condition: Callable[[], bool]):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_the_driver_s_receipt_and_the_screen_agree(serve, tmp_path):
    """R38: when the driver has its receipt, the card's picture is the frame, and all is on record."""
    port, out = serve()
    assert on_screen(tmp_path) == DARK
    sign = open_sign("onbon_bx", PANEL, link=f"tcp://127.0.0.1:{port}")

    receipt = sign.show(FRAME)
    assert on_screen(tmp_path) == FRAME
    sign.blank()
    assert on_screen(tmp_path) == DARK
    sign.close()

    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["request"] for line in lines] == ["ping", "update", "delete"]
    assert [line["answer"] for line in lines] == ["PingReply", "Ack", "Ack"]
    assert [line["lit"] for line in lines] == [DARK.digest, receipt.digest, DARK.digest]
    assert (tmp_path / "requests.jsonl").read_text() == out.getvalue()


def test_the_screen_goes_dark_when_the_host_falls_silent(serve, tmp_path):
    """An area with a life time leaves the picture without any request."""
    port, out = serve()
    sign = open_sign("onbon_bx", PANEL, link=f"tcp://127.0.0.1:{port}")

    sign.show(FRAME, life_s=1)
    assert on_screen(tmp_path) == FRAME
    sign.close()

    wait_for(lambda: on_screen(tmp_path) == DARK)
    assert len(out.getvalue().splitlines()) == 2


def test_connections_share_one_card_and_not_their_halves(serve):
    """Two clients at once talk to one card; half a request on one does not disturb the other."""
    port, _ = serve(dump=None)
    wire = wire_of_question()
    with (
        socket.create_connection(("127.0.0.1", port), 5) as one,
        socket.create_connection(("127.0.0.1", port), 5) as two,
    ):
        one.sendall(wire[:15])
        for client, rest in ((two, wire), (one, wire[15:])):
            client.sendall(rest)
            decoder = ReplyDecoder()
            while (reply := decoder.next()) is None:
                decoder.feed(client.recv(100))
            assert isinstance(reply, PingReply)


def test_a_client_that_vanishes_does_not_stop_the_card(serve):
    """A reset connection is the client's affair."""
    port, _ = serve(dump=None)
    client = socket.create_connection(("127.0.0.1", port), 5)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    client.sendall(wire_of_question() * 100)
    client.close()

    sign = open_sign("onbon_bx", PANEL, link=f"tcp://127.0.0.1:{port}")
    assert sign.status().online
    sign.close()


@pytest.mark.parametrize("quirk", ["unset_parameters", "unset-parameters"])
def test_quirks_are_passed_on(serve, quirk):
    """A quirk named in words is the card's; hyphens will do."""
    port, out = serve(dump=None, quirks=[quirk], model="5E1")
    sign = open_sign("onbon_bx", PANEL, link=f"tcp://127.0.0.1:{port}", options={"model": "5E1"})

    with pytest.raises(Exception, match="never set"):
        sign.show(FRAME)

    sign.close()
    assert '"ping"' in out.getvalue()


def test_ctrl_c_ends_the_server_cleanly(monkeypatch):
    """A keyboard interrupt is a normal end."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(simulate, "run", interrupt)

    serve_simulator("onbon_bx", port=0, panel=PANEL, dump=None, out=io.StringIO())


def test_names_models_and_quirks_are_checked():
    """What does not exist is answered with what does."""
    assert set(simulators()) == set(SIMULATORS) <= set(BUILTIN)
    with pytest.raises(ValueError, match=r"there are .*onbon_bx"):
        make_card("virtual", PANEL)
    with pytest.raises(ValueError, match="5E1, 5E2"):
        make_card("onbon_bx", PANEL, model="9X")


def test_the_picture_is_rewritten_only_when_the_lamps_change(tmp_path):
    """A tick without a change leaves the file alone."""
    record = Record(io.StringIO(), tmp_path / "new")
    record.show(DARK)
    (tmp_path / "new" / "screen.png").unlink()

    record.show(DARK)
    assert not (tmp_path / "new" / "screen.png").exists()
    record.show(FRAME)
    record.write(Handled({"request": "通知"}), 1, FRAME)

    assert (tmp_path / "new" / "screen.png").exists()
    assert "通知" in (tmp_path / "new" / "requests.jsonl").read_text(encoding="utf-8")
