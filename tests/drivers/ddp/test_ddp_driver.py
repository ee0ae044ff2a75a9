"""The DDP driver against receivers that show, lose, fall back, refuse and are not there."""

import socket
from dataclasses import fields
from pathlib import Path

import pytest

import drivers
from drivers import open_sign
from drivers.base import Ability, Brightness, Colour, Frame, Panel, Proof
from drivers.ddp.codec import split_frame
from drivers.ddp.driver import Ddp, DdpOptions, WledDdp, WrongPanel
from drivers.ddp.driver_wled import Wled, check_url
from drivers.ddp.http import Response, encode_response
from drivers.ddp.receiver import ORANGE
from drivers.ddp.simulator import DdpCard, Quirk
from drivers.ddp.wled import encode_info, encode_state
from drivers.errors import Broken, ConnectFailed, LinkError, ProtocolError, SignRefused, TimedOut, Unsupported
from drivers.pixels import from_rgb
from drivers.testing import RUBBISH, FaultyLink, SimulatedLink, check_failing_wire, check_sign, sample_frame

# each has more than one packet a frame, so that a wire can fail between them
PANELS = [Panel(64, 32, Colour.RED), Panel(100, 17, Colour.DUAL), Panel(40, 20, Colour.RGB)]
PANEL = PANELS[2]
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
OTHER = Frame(PANEL, b"\x55" * PANEL.frame_size)
PAGE = (Path(drivers.__file__).parent / "ddp" / "README.md").read_text(encoding="utf-8")


class Watch:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self):
        return self.now


class CountingLink(SimulatedLink):
    """A wire that remembers what went over it."""

    def __init__(self, card):
        super().__init__(card)
        self.sent = []

    def send(self, data):
        self.sent.append(data)
        super().send(data)


def wled_of(card, host="192.0.2.7"):
    return Wled(lambda: SimulatedLink(card.companion), host, timeout_s=1)


def wled_sign(card, panel=PANEL, **more):
    return WledDdp(panel, lambda: SimulatedLink(card), wled_of(card), **more)


def answering(card):
    """The talk of a loopback server whose JSON is the card's."""

    def talk(client):
        with client:
            for handled in card.companion.feed(client.recv(4096), wire=client.fileno()):
                client.sendall(handled.reply)

    return talk


def http_url(tcp_url):
    return tcp_url.replace("tcp:", "http:")


@pytest.mark.parametrize("quirks", [[], [Quirk.DROP], [Quirk.REVERTS, Quirk.FRAME_SEQUENCE]])
@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_it_keeps_the_contract(panel, quirks):
    """The driver and a receiver that only listens are a sign, whatever becomes of the datagrams."""
    check_sign(lambda: Ddp(panel, lambda: SimulatedLink(DdpCard(panel, quirks=quirks))))


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_it_keeps_the_contract_with_a_wled(panel):
    """With a WLED to ask it is a sign that answers, and takes orders about power and brightness."""
    check_sign(lambda: wled_sign(DdpCard(panel), panel))


def test_it_keeps_the_contract_on_a_failing_wire():
    """A wire that is cut, at the first packet or between two, is our error."""
    check_failing_wire(lambda connect: Ddp(PANEL, connect), lambda: SimulatedLink(DdpCard(PANEL)))


def test_it_keeps_the_contract_over_loopback(udp_card):
    """Real datagrams, real sockets."""
    url = udp_card(DdpCard(PANEL))

    check_sign(lambda: open_sign("ddp", PANEL, link=url))


def test_it_keeps_the_contract_over_loopback_with_a_wled(udp_card, tcp_end):
    """Real datagrams beside a real HTTP port."""
    card = DdpCard(PANEL)
    options = {"wled": http_url(tcp_end(answering(card)))}
    url = udp_card(card)

    check_sign(lambda: open_sign("ddp", PANEL, link=url, options=options))


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_a_frame_is_lit_over_udp(udp_card, wait_until_lit, panel):
    """Driver, real sockets, receiver: the lamps show the frame; the receipt says that it was sent."""
    card = DdpCard(panel)
    url = udp_card(card)
    sign = open_sign("ddp", panel, link=url)
    frame = sample_frame(panel)

    receipt = sign.show(frame, life_s=60)

    wait_until_lit(card, frame)
    assert (receipt.digest, receipt.proof) == (frame.digest, Proof.SENT)
    assert url in receipt.evidence
    assert sign.blank().digest == ""
    wait_until_lit(card, Frame.dark(panel))
    sign.close()


DNRGB = DdpOptions(protocol="dnrgb", hold_s=20)


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_it_keeps_the_contract_by_wled_s_own_packets(panel):
    """The other protocol, with a WLED to ask: a sign all the same."""
    check_sign(lambda: wled_sign(DdpCard(panel), panel, options=DNRGB))


def test_wled_s_own_packets_say_how_long_they_stand():
    """A WLED as it leaves the factory waits as long as it was told; that is not a stranger's data."""
    card = DdpCard(PANEL, quirks=[Quirk.REVERTS])
    sign = wled_sign(card, options=DNRGB)
    sign.show(FRAME)

    card.advance(19_999)
    assert card.lit == FRAME
    assert sign.status().unknown == ()
    card.advance(1)

    assert card.lit != FRAME


def test_wled_s_own_packets_may_stand_for_ever():
    """Until something else is sent."""
    card = DdpCard(PANEL, quirks=[Quirk.REVERTS])
    Ddp(PANEL, lambda: SimulatedLink(card), DdpOptions(protocol="dnrgb", hold_s=255)).show(FRAME)

    card.advance(10**9)

    assert card.lit == FRAME


def test_more_pixels_than_can_be_numbered_are_refused():
    """When the settings are read."""
    options = {"protocol": "dnrgb"}
    with pytest.raises(ValueError, match="numbers 65536 pixels"):
        open_sign("ddp", Panel(512, 129, Colour.RED), link="udp://127.0.0.1:21324", options=options)


def test_nobody_is_ever_online():
    """Without an answer nothing is known, and nothing is claimed."""
    sign = Ddp(PANEL, lambda: SimulatedLink(DdpCard(PANEL)))
    sign.show(FRAME)

    status = sign.status()

    assert (status.online, status.powered, status.shown) == (None, None, None)
    assert not sign.capabilities.answers


@pytest.mark.parametrize(("option", "numbers"), [("packet", [1, 2, 3, 4]), ("none", [0] * 4)])
def test_packets_are_numbered_on_or_not_at_all(option, numbers):
    """The number steps with each packet, from frame to frame."""
    link = CountingLink(DdpCard(PANEL))
    sign = Ddp(PANEL, lambda: link, DdpOptions(sequence=option))

    sign.show(FRAME)
    sign.blank()

    assert [wire[1] for wire in link.sent] == numbers


def test_a_frame_is_repeated_when_it_is_due():
    """Every ``resend_s``, not more often; what falls back by itself is brought back, numbered on."""
    card, watch = DdpCard(PANEL, quirks=[Quirk.REVERTS]), Watch()
    link = CountingLink(card)
    sign = Ddp(PANEL, lambda: link, DdpOptions(resend_s=2), clock=watch)
    sign.keep_alive()
    assert link.sent == []
    sign.show(FRAME)
    card.advance(2500)
    assert card.lit == from_rgb(ORANGE * 800, PANEL)

    watch.now += 1.9
    sign.keep_alive()
    assert len(link.sent) == 2
    watch.now += 0.1
    sign.keep_alive()

    assert card.lit == FRAME
    assert [wire[1] for wire in link.sent] == [1, 2, 3, 4]


@pytest.mark.parametrize(("pause_ms", "pauses"), [(3, [0.003] * 2), (0, [])])
def test_a_pause_stands_between_two_datagrams_and_nowhere_else(pause_ms, pauses):
    """A small receiver gets the time it needs; an order is not held up after its last datagram."""
    slept = []
    options = DdpOptions(pause_ms=pause_ms)
    sign = Ddp(PANEL, lambda: SimulatedLink(DdpCard(PANEL)), options, sleep=slept.append)

    sign.show(FRAME)
    sign.show(FRAME)

    assert slept == pauses


def test_darkness_is_repeated_too():
    """A receiver that falls back would light up by itself otherwise."""
    card, watch = DdpCard(PANEL, quirks=[Quirk.REVERTS]), Watch()
    sign = Ddp(PANEL, lambda: SimulatedLink(card), clock=watch)
    sign.blank()

    card.advance(2500)
    assert card.lit != DARK
    watch.now += 1
    sign.keep_alive()

    assert card.lit == DARK


def test_repeating_can_be_switched_off():
    """Zero is never."""
    link, watch = CountingLink(DdpCard(PANEL)), Watch()
    sign = Ddp(PANEL, lambda: link, DdpOptions(resend_s=0), clock=watch)
    sign.show(FRAME)

    watch.now += 10**6
    sign.keep_alive()

    assert len(link.sent) == 2


def test_after_a_failed_order_nothing_is_repeated():
    """A notice that could not be taken away is not put up again and again by us."""
    card, watch, links = DdpCard(PANEL), Watch(), []

    def connect():
        links.append(FaultyLink(SimulatedLink(card), "cut", 2 if not links else 100))
        return links[-1]

    sign = Ddp(PANEL, connect, clock=watch)
    sign.show(FRAME)
    with pytest.raises(Broken):
        sign.blank()

    watch.now += 10
    sign.keep_alive()
    assert len(links) == 1
    sign.blank()

    assert card.lit == DARK
    assert len(links) == 2


def test_a_repetition_that_fails_is_tried_again():
    """The order before it was done; the next call opens a new wire."""
    card, watch, links = DdpCard(PANEL), Watch(), []

    def connect():
        links.append(FaultyLink(SimulatedLink(card), "cut", 3 if not links else 100))
        return links[-1]

    sign = Ddp(PANEL, connect, clock=watch)
    sign.show(FRAME)
    watch.now += 1
    with pytest.raises(Broken):
        sign.keep_alive()

    watch.now += 1
    sign.keep_alive()

    assert card.lit == FRAME
    assert len(links) == 2


def test_a_port_where_nobody_listens_may_be_noticed():
    """What the network says of the last datagram comes with the next; our error, and not known."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    sign = open_sign("ddp", PANEL, link=f"udp://127.0.0.1:{port}")

    def show_often():
        for _ in range(10):
            sign.show(FRAME)

    with pytest.raises(LinkError) as caught:
        show_often()

    assert not caught.value.outcome_known
    sign.close()


def test_a_host_that_has_no_address_is_connect_failed():
    """Nothing left, and that is known."""
    with pytest.raises(ConnectFailed):
        open_sign("ddp", PANEL, link="udp://a..b:4048").show(FRAME)


def test_a_wled_says_how_it_is():
    """Online, power and brightness are its own words; what it shows stays unknown."""
    card = DdpCard(PANEL)
    sign = wled_sign(card)
    before = sign.status()
    sign.show(FRAME)

    status = sign.status()

    assert (before.online, before.faults, before.unknown) == (True, (), ())
    assert (status.online, status.powered, status.brightness, status.shown) == (True, True, 50, None)
    assert (status.faults, status.unknown) == ((), ())
    assert "40x20" in status.detail


def test_a_wled_that_fell_back_says_so():
    """What was sent is not what it shows: a fault, until it is sent again."""
    card = DdpCard(PANEL, quirks=[Quirk.REVERTS])
    watch = Watch()
    sign = wled_sign(card, clock=watch)
    sign.show(FRAME)

    card.advance(2500)
    assert sign.status().faults == ("it shows a picture of its own and not what was sent",)
    watch.now += 1
    sign.keep_alive()

    assert sign.status().faults == ()


class Puppet:
    """A wire to a WLED that answers each question with the next of the given bodies."""

    url = "puppet://"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.waiting = b""

    def send(self, data):
        self.waiting = self.answers.pop(0)

    def receive(self, max_bytes, timeout_s):
        data, self.waiting = self.waiting[:max_bytes], self.waiting[max_bytes:]
        return data

    def close(self):
        pass


def puppet_sign(*answers, panel=PANEL):
    puppet = Puppet(*answers)
    return WledDdp(panel, lambda: SimulatedLink(DdpCard(panel)), Wled(lambda: puppet, "x", timeout_s=1))


def body(data):
    return encode_response(Response(200, data))


STATE, INFO = body(encode_state(True, 9)), body(encode_info(live=True, protocol="DDP", width=40, height=20))


def test_strangers_and_overrides_are_reported():
    """Live data by another way is unknown content; an override at the WLED is a fault."""
    foreign = INFO.replace(b'"lm": "DDP"', b'"lm": "xyz"')
    overridden = STATE.replace(b'"lor": 0', b'"lor": 1')

    status = puppet_sign(overridden, foreign).status()

    assert status.unknown == ("live data by xyz from 192.0.2.1",)
    assert status.faults == ("somebody overrides what is sent, at the WLED itself",)


@pytest.mark.parametrize(
    ("info", "match"),
    [
        (encode_info(live=True, protocol="DDP", width=20, height=40), "set up for 20x40"),
        (b'{"leds":{"count":801},"live":false}', "set up for 801 LEDs in a line"),
    ],
)
def test_a_wled_set_up_for_other_pixels_is_refused_before_a_frame(info, match):
    """It would show garbage and know nothing of it."""
    card = DdpCard(PANEL)
    puppet = Puppet(STATE, body(info))
    sign = WledDdp(PANEL, lambda: SimulatedLink(card), Wled(lambda: puppet, "x", timeout_s=1))

    with pytest.raises(WrongPanel, match=match) as caught:
        sign.show(FRAME)

    assert caught.value.outcome_known
    assert card.lit == DARK


def test_a_wled_with_its_leds_in_a_line_is_taken_by_their_number():
    """Older ones know no area."""
    puppet_sign(STATE, body(b'{"leds":{"count":800},"live":false}')).show(FRAME)


def test_switching_off_is_dark_and_stays_dark():
    """Darkness, then the order; no frame and no repetition lights it until it is switched on again."""
    card, watch = DdpCard(PANEL), Watch()
    sign = wled_sign(card, clock=watch)
    sign.show(FRAME)

    receipt = sign.switch(False)
    assert (receipt.digest, receipt.proof, card.lit) == ("", Proof.SENT, DARK)
    assert "says it is off" in receipt.evidence
    watch.now += 10
    sign.keep_alive()
    with pytest.raises(Unsupported, match="switch it on first"):
        sign.show(OTHER)
    assert card.lit == DARK
    assert (sign.status().powered, sign.status().faults) == (False, ())

    assert "says it is on" in sign.switch(True).evidence
    assert card.lit == FRAME


def test_a_switch_that_fails_is_not_undone_by_repeating():
    """Nobody knows whether it is off, but darkness was sent: the frame is not put up again until ordered."""
    card, watch = DdpCard(PANEL), Watch()
    good = wled_of(card)
    sign = wled_sign(card, clock=watch)
    sign.show(FRAME)
    sign._wled = Wled(lambda: FaultyLink(SimulatedLink(card.companion), "silent", 0), "x", timeout_s=0.1)

    with pytest.raises(TimedOut):
        sign.switch(False)
    sign._wled = good
    watch.now += 1
    sign.keep_alive()

    assert card.lit == DARK
    assert sign.status().faults == ()
    sign.show(FRAME)
    assert card.lit == FRAME


@pytest.mark.parametrize(("percent", "step"), [(100, 255), (50, 128), (1, 3)])
def test_brightness_is_rounded_and_what_stood_goes_on(percent, step):
    """A change of state ends live data; the frame is sent again at once."""
    card = DdpCard(PANEL)
    sign = wled_sign(card)
    sign.show(FRAME)

    sign.dim(Brightness.steady(percent))

    assert f"brightness {step} of 255" in sign.status().detail
    assert sign.status().brightness == percent
    assert card.lit == FRAME


def test_dimming_does_not_switch_a_dark_sign_on():
    """For a WLED a brightness alone means on."""
    card = DdpCard(PANEL)
    sign = wled_sign(card)
    sign.show(FRAME)
    sign.switch(False)

    sign.dim(Brightness.steady(40))

    assert card.lit == DARK
    assert (sign.status().powered, sign.status().brightness) == (False, 40)


@pytest.mark.parametrize("brightness", [Brightness((50,) * 24 + (20,) * 24), Brightness.steady(0)])
def test_brightness_it_cannot_keep_is_refused(brightness):
    """One figure, and not nothing."""
    with pytest.raises(Unsupported, match="one brightness at a time"):
        wled_sign(DdpCard(PANEL)).dim(brightness)


@pytest.mark.parametrize("ability", [Ability.CLOCK, Ability.LOCK])
def test_abilities_are_those_of_a_wled(ability):
    """Power and brightness, with a WLED; none without."""
    assert ability not in wled_sign(DdpCard(PANEL)).capabilities.abilities
    assert not Ddp(PANEL, lambda: SimulatedLink(DdpCard(PANEL))).capabilities.abilities


ORDERS = [
    lambda sign: sign.show(FRAME),
    lambda sign: sign.blank(),
    lambda sign: sign.switch(True),
    lambda sign: sign.dim(Brightness.steady(50)),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (lambda client: None, TimedOut),
        (lambda client: client.sendall(client.recv(100)[:0] + RUBBISH), ProtocolError),
        (lambda client: client.sendall(client.recv(100)[:0] + b"{}" * 40000), ProtocolError),
        (lambda client: client.close(), LinkError),
        (lambda client: client.sendall(client.recv(100)[:0] + body(b"[]")), ProtocolError),
        (
            lambda client: client.sendall(client.recv(100)[:0] + encode_response(Response(503))),
            SignRefused,
        ),
    ],
    ids=["hang", "http", "flood", "hang up", "other JSON", "busy"],
)
def test_a_bad_wled_is_our_error_in_time(tcp_end, udp_card, order, talk, expected):
    """R24: whatever answers there, the order ends as our error, and the panel stays dark."""
    card = DdpCard(PANEL)
    options = {"wled": http_url(tcp_end(talk)), "timeout_ms": 100}
    sign = open_sign("ddp", PANEL, link=udp_card(card), options=options)

    with pytest.raises(expected) as caught:
        order(sign)

    assert "://127.0.0.1:" in caught.value.link
    assert card.lit == DARK
    sign.close()


def test_a_wled_that_is_not_there_is_offline():
    """For status a fact, for orders ``ConnectFailed``."""
    options = {"wled": "http://127.0.0.1:1", "timeout_ms": 500}
    sign = open_sign("ddp", PANEL, link="udp://127.0.0.1:4048", options=options)

    assert sign.status().online is False
    with pytest.raises(ConnectFailed):
        sign.show(FRAME)


@pytest.mark.parametrize(
    "url", ["http://192.0.2.7", "http://panel.local:8080", "http://[::1]:80", "http://x/"]
)
def test_addresses_of_a_wled(url):
    """A host, and a port if it is not 80."""
    check_url(url)


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"protocol": "drgb"}, "'protocol' is one of ddp, dnrgb"),
        ({"hold_s": 0}, "'hold_s' is from 1 to 255"),
        ({"sequence": "frame"}, "'sequence' is one of packet, none"),
        ({"resend_s": -1}, "'resend_s' is from 0"),
        ({"pause_ms": 21}, "'pause_ms' is from 0 to 20"),
        ({"timeout_ms": 1}, "'timeout_ms' is from 50"),
        ({"wled": "192.0.2.7"}, "'wled' is http://HOST"),
        ({"wled": "https://192.0.2.7"}, "'wled' is http://HOST"),
        ({"wled": "http://192.0.2.7/json"}, "'wled' is http://HOST"),
        ({"wled": "http://a:b@192.0.2.7"}, "'wled' is http://HOST"),
        ({"wled": "http://192.0.2.7:0"}, "'wled' is http://HOST"),
        ({"wled": "http://192.0.2.7:"}, "'wled' is http://HOST"),
        ({"wled": "http://192.0.2.7:x"}, "'wled' is http://HOST"),
        ({"wled": "http://屏"}, "'wled' is http://HOST"),
        ({"wled": "http://a b"}, "'wled' is http://HOST"),
        ({"wled": "http://a\r\nX:b"}, "'wled' is http://HOST"),
        ({"wled": "http://"}, "'wled' is http://HOST"),
    ],
)
def test_option_values_are_checked(options, match):
    """A value that cannot be is refused by the option's name."""
    with pytest.raises(ValueError, match=match):
        open_sign("ddp", PANEL, link="udp://127.0.0.1:4048", options=options)


@pytest.mark.parametrize("link", ["", "tcp://127.0.0.1:4048", "serial:///dev/ttyS0"])
def test_a_link_that_carries_no_datagrams_is_refused(link):
    """A stream runs packets into each other."""
    with pytest.raises(ValueError, match="udp://HOST:PORT"):
        open_sign("ddp", PANEL, link=link)


def test_the_page_names_every_option_and_quirk():
    """What can be named in a settings file is explained."""
    assert all(f"| `{field.name}` |" in PAGE for field in fields(DdpOptions))
    assert all(f"| `{quirk.value}` |" in PAGE for quirk in Quirk)


def test_the_sample_panels_need_more_than_one_packet():
    """Otherwise a wire that fails at its second sending proves nothing."""
    assert all(len(split_frame(bytes(3 * panel.width * panel.height), 0)) > 1 for panel in PANELS)
