"""The Onbon BX-5E driver against cards that behave and cards that do not."""

import threading
import time

import pytest

from drivers import open_sign
from drivers.base import Colour, Frame, Panel, Proof
from drivers.errors import Broken, ConnectFailed, LinkError, ProtocolError, SignRefused, TimedOut
from drivers.links import open_link
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions, WrongCard
from drivers.onbon_bx.framing import wrap
from drivers.onbon_bx.messages import Ack, Nack, encode_reply
from drivers.onbon_bx.packets import HOST, StandardPacket, encode_packet
from drivers.onbon_bx.simulator import OnbonCard, Quirk
from drivers.testing import RUBBISH, SimulatedLink, sample_frame

PANEL = Panel(64, 16, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
FAST = {"timeout_ms": 200, "connect_ms": 1000}


def sign_for(card, options=None, panel=PANEL):
    return OnbonBx(panel, lambda: SimulatedLink(card), options)


def answering(card):
    """The talk of a loopback server whose card is ``card``."""

    def talk(client):
        wire = client.fileno()
        while data := client.recv(4096):
            for handled in card.feed(data, wire=wire):
                client.sendall(handled.reply)

    return talk


def test_a_frame_is_lit_over_tcp(tcp_end):
    """Driver, real socket, card: the lamps show the frame, and the receipt claims no more than an ACK."""
    card = OnbonCard(PANEL)
    url = tcp_end(answering(card))
    sign = open_sign("onbon_bx", PANEL, link=url)

    receipt = sign.show(FRAME, life_s=30)

    assert card.lit == FRAME
    assert receipt.digest == FRAME.digest
    assert receipt.proof is Proof.ACCEPTED
    assert url in receipt.evidence
    card.advance(30_000)
    assert card.lit == DARK
    sign.close()


def test_a_frame_is_lit_over_a_serial_line(answer_pty):
    """The same driver on a serial line, fragments and all."""
    card = OnbonCard(PANEL, quirks=[Quirk.FRAGMENT, Quirk.NINE_A5, Quirk.EXTRA_5A])
    url = answer_pty(lambda data: b"".join(handled.reply for handled in card.feed(data)))
    sign = open_sign("onbon_bx", PANEL, link=url)

    sign.show(FRAME)

    assert card.lit == FRAME
    sign.close()


@pytest.mark.parametrize(("order", "red_first"), [("rg", True), ("gr", False)])
def test_colour_order_is_the_module_s(order, red_first):
    """Red and green come out right when the setting is that of the modules, and swapped when not."""
    red = Frame(PANEL, b"\xff" * PANEL.plane_size + bytes(PANEL.plane_size))
    green = Frame(PANEL, bytes(PANEL.plane_size) + b"\xff" * PANEL.plane_size)
    for wired, expected in ((red_first, red), (not red_first, green)):
        card = OnbonCard(PANEL, red_first=wired)
        sign_for(card, OnbonOptions(colour_order=order)).show(red)
        assert card.lit == expected


def test_one_connection_and_one_ping_serve_many_orders():
    """The connection is kept; only the first order on it costs a ping."""
    card, opened = OnbonCard(PANEL), []

    class Counting(SimulatedLink):
        sent = 0

        def send(self, data):
            self.sent += 1
            super().send(data)

    def connect():
        opened.append(Counting(card))
        return opened[-1]

    sign = OnbonBx(PANEL, connect)
    assert opened == []
    for _ in range(5):
        sign.show(FRAME)

    assert [link.sent for link in opened] == [6]


def test_status_is_what_the_card_says():
    """Only the card's own answer counts as online (R26); what it does not say stays unknown."""
    sign = sign_for(OnbonCard(PANEL))

    status = sign.status()

    assert (status.online, status.powered, status.shown, status.brightness) == (True, True, None, 15)
    assert "64x16 dual, firmware V1.23456" in status.detail


@pytest.mark.parametrize(
    ("card", "match"),
    [
        (OnbonCard(Panel(64, 32, Colour.DUAL)), "set up for 64x32 dual"),
        (OnbonCard(Panel(64, 16, Colour.RED)), "set up for 64x16 red"),
        (OnbonCard(PANEL, quirks=[Quirk.UNSET_PARAMETERS]), "never set"),
    ],
    ids=["size", "colour", "unset"],
)
def test_the_wrong_card_is_refused_before_it_is_shown_anything(card, match):
    """A card that is not the one expected gets no frame, by any order, however often asked."""
    sign = sign_for(card)

    for order in (lambda: sign.show(FRAME), sign.blank, sign.status, lambda: sign.show(FRAME)):
        with pytest.raises(WrongCard, match=match) as caught:
            order()
        assert caught.value.outcome_known
    assert card.lit == Frame.dark(card.panel)


def test_another_family_s_card_is_refused(monkeypatch):
    """A card of another series acknowledges without being able to show: refused by its device type."""
    card = OnbonCard(PANEL)
    monkeypatch.setattr(card, "_device", b"\x52\x01")

    with pytest.raises(WrongCard, match="device type 5201"):
        sign_for(card).show(FRAME)


def test_a_refusal_carries_the_card_s_number_and_keeps_the_connection():
    """NACK is an answer: known not shown, and the next try goes over the same wire."""
    card = OnbonCard(PANEL, quirks=[Quirk.BUSY])
    sign = sign_for(card)

    with pytest.raises(SignRefused, match=r"busy \(3\)") as caught:
        sign.show(FRAME)
    assert caught.value.code == 3

    sign.show(FRAME)
    assert card.lit == FRAME


def test_a_restarted_server_is_reconnected_and_pinged_again(tcp_end):
    """R20: a connection that died unnoticed is replaced before the order, and the card checked anew."""
    card, requests, dead = OnbonCard(PANEL), [], threading.Event()

    def talk(client):
        for _ in range(2):  # a ping and one order, then the server dies
            for handled in card.feed(client.recv(65536)):
                requests.append(handled.summary["request"])
                client.sendall(handled.reply)
        client.close()
        dead.set()

    sign = open_sign("onbon_bx", PANEL, link=tcp_end(talk), options=FAST)

    sign.show(FRAME)
    assert dead.wait(5)
    sign.show(FRAME)

    assert requests == ["ping", "update"] * 2
    sign.close()


def test_a_server_that_dies_in_the_middle_of_an_order(tcp_end):
    """The order is ``Broken``: unknown; the next one connects, pings and shows."""
    card, lives = OnbonCard(PANEL), []

    def talk(client):
        lives.append(client)
        for answers in (1, 0) if len(lives) == 1 else (1, 1):
            for handled in card.feed(client.recv(65536)):
                client.sendall(handled.reply * answers)
        client.close()

    sign = open_sign("onbon_bx", PANEL, link=tcp_end(talk), options=FAST)

    with pytest.raises(Broken) as caught:
        sign.show(FRAME)
    assert not caught.value.outcome_known
    sign.show(FRAME)

    assert len(lives) == 2
    sign.close()


def test_nobody_there(tcp_end):
    """Nobody listening: ``ConnectFailed`` for orders, offline for status."""
    refusing = OnbonBx(PANEL, lambda: open_link("tcp://127.0.0.1:1", timeout_s=1))

    with pytest.raises(ConnectFailed):
        refusing.show(FRAME)

    assert refusing.status().online is False


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (lambda client: None, TimedOut),
        (lambda client: client.sendall(client.recv(100)[:0] + RUBBISH), ProtocolError),
        (lambda client: client.sendall(client.recv(100)[:0] + b"\xa5\x00\x5a"), ProtocolError),
        (lambda client: client.close(), LinkError),
    ],
    ids=["hang", "http", "short frame", "hang up"],
)
def test_bad_servers_are_our_errors_in_time(tcp_end, talk, expected):
    """R24: hanging, garbage and hanging up end within the time-out, as our errors that name the link."""
    url = tcp_end(talk)
    sign = open_sign("onbon_bx", PANEL, link=url, options=FAST)
    start = time.monotonic()

    with pytest.raises(expected) as caught:
        sign.show(FRAME)

    assert time.monotonic() - start < 2
    assert caught.value.link == url
    sign.close()


class Puppet:
    """A link that answers each request with the next of the given replies."""

    url = "puppet://"

    def __init__(self, *replies):
        self.replies, self.waiting = list(replies), []

    def send(self, data):
        body = encode_reply(self.replies.pop(0))
        self.waiting.append(wrap(encode_packet(StandardPacket(HOST, 1, b"\x54\x02", body))))

    def receive(self, max_bytes, timeout_s):
        return self.waiting.pop() if self.waiting else b""

    def close(self):
        self.replies = None


def test_answers_that_do_not_fit_the_question():
    """A ping acknowledged, an order answered with a ping, a ping refused: none counts as shown."""
    ping = OnbonCard(PANEL)._introduce()
    for replies, error in (([Ack()], ProtocolError), ([ping, ping], ProtocolError), ([Nack(5)], SignRefused)):
        link = Puppet(*replies)
        with pytest.raises(error):
            OnbonBx(PANEL, lambda link=link: link).show(FRAME)
        assert link.replies is None


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"model": "6E1"}, "'model' is one of 5E1, 5E2, 5E3"),
        ({"colour_order": "bgr"}, "'colour_order' is rg or gr"),
        ({"address": 65535}, "'address' is from 1 to 65534"),
        ({"area": 4}, "'area' is from 0 to 3"),
        ({"timeout_ms": 1}, "'timeout_ms'"),
        ({"connect_ms": 99999}, "'connect_ms'"),
    ],
)
def test_option_values_are_checked(options, match):
    """A value the card or the protocol cannot have is refused by the option's name."""
    with pytest.raises(ValueError, match=match):
        open_sign("onbon_bx", PANEL, link="tcp://127.0.0.1:5005", options=options)


def test_link_and_panel_are_checked_without_a_wire():
    """A malformed link or a full-colour panel is found when the settings are read."""
    with pytest.raises(ValueError, match="a link is"):
        open_sign("onbon_bx", PANEL)
    with pytest.raises(ValueError, match="red or dual"):
        open_sign("onbon_bx", Panel(8, 8, Colour.RGB), link="tcp://127.0.0.1:5005")
