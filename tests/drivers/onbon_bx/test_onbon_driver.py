"""The Onbon BX driver against cards that behave and cards that do not."""

import threading
import time
from dataclasses import replace
from datetime import datetime

import pytest

from drivers import open_sign
from drivers.base import Ability, Brightness, Colour, Frame, Panel, Proof
from drivers.errors import (
    Broken,
    ConnectFailed,
    LinkError,
    ProtocolError,
    SignRefused,
    TimedOut,
    Unsupported,
)
from drivers.links import open_link
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions, WrongCard
from drivers.onbon_bx.driver_programs import OnbonPrograms
from drivers.onbon_bx.driver_wire import CardWire
from drivers.onbon_bx.framing import wrap
from drivers.onbon_bx.messages import Ack, AskFirmware, Nack, SetBrightness, encode_reply
from drivers.onbon_bx.models import DYNAMIC, MODELS
from drivers.onbon_bx.orders import brightness_of
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

    assert (status.online, status.powered, status.shown, status.brightness) == (True, True, None, 100)
    assert "64x16 dual, firmware V1.23456" in status.detail
    assert status.temperature_c is None  # three bytes nobody explains


def test_status_tells_clock_power_and_lock():
    """A clock that is not running is a fault and no time; one that was set is told and goes on."""
    card = OnbonCard(PANEL, "6E2", quirks=[Quirk.CLOCK_STOPPED])
    sign = sign_for(card, OnbonOptions(model="6E2"))
    before = sign.status()
    assert (before.clock, before.faults) == (None, ("the card says that its clock is not running",))

    sign.set_clock(datetime(2026, 3, 4, 10, 15, 30, 999))
    card.advance(5000)
    sign.dim(Brightness.steady(50))
    sign.lock(True)
    sign.switch(False)
    status = sign.status()

    assert (status.clock, status.faults) == (datetime(2026, 3, 4, 10, 15, 35), ())
    assert (status.brightness, status.powered) == (53, False)
    assert status.detail.endswith("screen locked")
    new = sign_for(OnbonCard(PANEL, "6E2"), OnbonOptions(model="6E2")).status()
    assert (new.clock, new.faults) == (datetime(2000, 1, 1), ())


class Deaf(OnbonCard):
    """A card that hears everything but one command: refused with 2, or met with silence."""

    silent = False

    def feed(self, data, *, wire=0):
        handled = super().feed(data, wire=wire)
        if handled and handled[0].summary["request"] == "status":
            return [] if self.silent else super().feed(wrap(encode_packet(REFUSED)), wire=wire)
        return handled


REFUSED = StandardPacket(1, HOST, b"\x54\x02", b"\x01\xa2\x77\0\0")


@pytest.mark.parametrize("silent", [False, True])
def test_a_card_that_knows_no_status_is_online_by_its_ping(silent):
    """What the ping said stays true when the longer question is refused or not answered."""
    card = Deaf(PANEL)
    card.silent = silent

    status = sign_for(card, OnbonOptions(timeout_ms=50)).status()

    assert (status.online, status.powered, status.clock) == (True, True, None)


@pytest.mark.parametrize(
    ("order", "seen"),
    [
        (lambda sign: sign.switch(False), {"request": "power", "on": False}),
        (lambda sign: sign.switch(True), {"request": "power", "on": True}),
        (lambda sign: sign.lock(True), {"request": "lock", "on": True, "lasting": False}),
        (lambda sign: sign.set_clock(datetime(2026, 11, 22, 9, 0)), {"at": "2026-11-22T09:00:00"}),
        (lambda sign: sign.dim(Brightness.steady(100)), {"mode": 0, "levels": "0f" * 48}),
        (
            lambda sign: sign.dim(Brightness((0,) * 12 + (100,) * 36)),
            {"mode": 1, "levels": "00" * 12 + "0f" * 36},
        ),
    ],
    ids=["off", "on", "lock", "clock", "steady", "schedule"],
)
@pytest.mark.parametrize("model", ["5E2", "6E2"])
def test_care_reaches_the_card(order, seen, model):
    """Each order of care arrives as what it is, and its receipt is an acknowledgement and no more."""
    card = OnbonCard(PANEL, model)
    told = []

    class Noting(SimulatedLink):
        def send(self, data):
            told.extend(handled.summary for handled in OnbonCard(PANEL, model).feed(data))
            super().send(data)

    sign = OnbonBx(PANEL, lambda: Noting(card), OnbonOptions(model=model))

    receipt = order(sign)

    assert seen.items() <= told[-1].items()
    assert (receipt.digest, receipt.proof) == ("", Proof.ACCEPTED)
    assert sign.capabilities.abilities == frozenset(Ability)


@pytest.mark.parametrize(
    ("percent", "level"), [(0, 0), (1, 1), (3, 1), (10, 2), (50, 8), (97, 15), (100, 15)]
)
def test_percent_become_levels_and_light_never_the_darkest_one(percent, level):
    """Only 0 % is level 0; anything that is to be lit is at least level 1."""
    assert brightness_of(Brightness.steady(percent)) == SetBrightness(0, bytes([level]) * 48)


@pytest.mark.parametrize("model", [name for name in DYNAMIC if name[1] == "E"])
@pytest.mark.parametrize("chosen", ["auto", "named"])
def test_every_card_with_dynamic_areas_shows_the_frame(model, chosen):
    """Named or taken as it says it is, in two colours, each card lights the frame that was sent."""
    card = OnbonCard(PANEL, model)
    sign = sign_for(card, OnbonOptions(model=model if chosen == "named" else "auto"))

    receipt = sign.show(FRAME, life_s=30)

    assert card.lit == FRAME
    assert f"BX-{model} at" in receipt.evidence
    sign.blank()
    assert card.lit == DARK


@pytest.mark.parametrize("model", [name for name in DYNAMIC if name[1] == "Q"])
def test_full_colour_cards_show_full_colour(model):
    """On a 6Q every shade, on a 5Q every shade that has room in sixteen bits."""
    panel = Panel(8, 4, Colour.RGB)
    frame = Frame(panel, bytes((0, 255, 132 if model.startswith("6") else 255)) * 32)
    card = OnbonCard(panel, model)

    sign_for(card, OnbonOptions(model=model), panel).show(frame)

    assert card.lit == frame


def test_a_wrong_byte_order_is_seen_at_once():
    """On a 5Q whose two bytes are swapped, black stays black and a colour is another one."""
    panel = Panel(8, 4, Colour.RGB)
    card, red = OnbonCard(panel, "5Q1P"), Frame(panel, b"\xff\0\0" * 32)

    sign_for(card, OnbonOptions(model="5Q1P", rgb565="big"), panel).show(red)

    assert card.lit not in (red, Frame.dark(panel))


def test_seven_colours_on_a_6e():
    """A sixth-generation card with blue lamps takes what is fully on or off; shades are refused unsent."""
    panel = Panel(8, 4, Colour.RGB)
    card, sign_options = OnbonCard(panel, "6E2"), OnbonOptions(model="6E2")
    sign, frame = sign_for(card, sign_options, panel), Frame(panel, b"\xff\0\xff\0\xff\0" * 16)

    sign.show(frame)
    assert card.lit == frame
    with pytest.raises(Unsupported, match="seven colours"):
        sign.show(sample_frame(panel))
    assert card.lit == frame


def test_auto_refuses_what_it_does_not_know(monkeypatch):
    """A card without dynamic areas, or of no known series, is named by its bytes."""
    card = OnbonCard(PANEL)
    for device in (b"\x52\x00", b"\x99\x01"):
        monkeypatch.setattr(card, "model", replace(card.model, device=device))
        with pytest.raises(WrongCard, match=f"device type {device.hex()}, not a known card with dynamic"):
            sign_for(card, OnbonOptions(model="auto")).show(FRAME)


def test_cards_without_dynamic_areas_have_their_place():
    """Named in the settings, they are driven by program files; no wire is opened for that."""
    for model in ("5M1", "6M1"):
        sign = open_sign("onbon_bx", PANEL, link="tcp://127.0.0.1:5005", options={"model": model})
        assert isinstance(sign, OnbonPrograms)
        assert not sign.capabilities.host_timed
    with pytest.raises(ValueError, match="a BX-5M1 drives red or dual panels"):
        open_sign(
            "onbon_bx", Panel(64, 32, Colour.RGB), link="tcp://127.0.0.1:5005", options={"model": "5M1"}
        )


def test_a_wire_is_a_conversation_with_one_card():
    """For whoever builds on it: the card, its model, any request, and a look that pings again."""
    card = OnbonCard(PANEL, "5M1")
    wire = CardWire(PANEL, lambda: SimulatedLink(card), OnbonOptions(model="5M1"))

    assert (wire.url, wire.name) == ("", "")
    assert wire.model is MODELS["5M1"]
    assert (wire.card.width, wire.url, wire.name) == (64, "simulated://card", "BX-5M1")
    assert wire.ask(AskFirmware()).version == b"V1.23456"
    assert wire.look() == wire.look() == wire.card
    wire.close()
    wire.close()
    assert wire.look().height == 16


@pytest.mark.parametrize("quirk", [Quirk.LATE, Quirk.MUTE, Quirk.SUM_WRONG], ids=str)
def test_an_order_without_a_sound_answer_is_unknown(quirk):
    """Late, missing or damaged: the lamps may show the frame, and nothing is claimed."""
    card = OnbonCard(PANEL, quirks=[quirk])
    sign = sign_for(card, OnbonOptions(timeout_ms=50))

    with pytest.raises((TimedOut, ProtocolError)) as caught:
        sign.show(FRAME)

    assert not caught.value.outcome_known
    assert card.lit == FRAME
    if quirk is not Quirk.MUTE:
        assert sign.show(FRAME).proof is Proof.ACCEPTED


@pytest.mark.parametrize("model", ["auto", "5E2"])
def test_a_card_that_lost_power_is_found_and_shown_the_frame_again(model):
    """Areas live in memory: after a power cut the next order connects, pings and sends the whole frame."""
    card, opened = OnbonCard(PANEL, quirks=[Quirk.POWER_CUT]), []

    def connect():
        opened.append(SimulatedLink(card))
        return opened[-1]

    sign = OnbonBx(PANEL, connect, OnbonOptions(model=model))

    assert sign.show(FRAME).evidence.startswith("BX-5E2 at simulated://card acknowledged")
    assert (card.lit, len(opened)) == (DARK, 1)
    sign.show(FRAME)

    assert (card.lit, len(opened)) == (FRAME, 2)


def test_a_card_set_up_anew_behind_an_open_wire_is_found_by_status(monkeypatch):
    """A look compares again: what was right when the wire was opened may be wrong now."""
    card = OnbonCard(PANEL)
    sign = sign_for(card)
    sign.show(FRAME)

    monkeypatch.setattr(card, "panel", Panel(96, 16, Colour.DUAL))

    with pytest.raises(WrongCard, match="set up for 96x16"):
        sign.status()


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
    monkeypatch.setattr(
        card, "_introduce", lambda: replace(OnbonCard(PANEL, "5M2")._introduce(), device=b"\x52\x01")
    )

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
        ({"model": "7X1"}, "'model' is one of auto, 5E1, 5E2, 5E3"),
        ({"colour_order": "bgr"}, "'colour_order' is one of rg, gr"),
        ({"rgb565": "middle"}, "'rgb565' is one of little, big"),
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
