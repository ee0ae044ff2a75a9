"""The Alpha driver against signs that behave and signs that do not."""

from datetime import datetime
from itertools import pairwise

import pytest

from drivers import open_sign
from drivers.alpha import contents
from drivers.alpha.commands import (
    READ_RUN_LIST,
    Clock,
    Dots,
    Memory,
    Mistakes,
    Read,
    RunList,
    Text,
    Weekday,
    decode_command,
    encode_command,
)
from drivers.alpha.driver import AlphaSign
from drivers.alpha.driver_line import Line
from drivers.alpha.memory import text_file
from drivers.alpha.packets import FROM_SIGN, Packet, PacketDecoder, Verdict, encode_packet, encode_verdict
from drivers.alpha.pictures import dots_of
from drivers.alpha.settings import AlphaOptions
from drivers.alpha.simulator import AlphaCard, Quirk
from drivers.base import Colour, Frame, Panel, Proof
from drivers.errors import ConnectFailed, ProtocolError, SignRefused, TimedOut, Unsupported
from drivers.links import read_address
from drivers.testing import SimulatedLink, sample_frame

PANEL = Panel(20, 6, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)


def frame_number(number):
    """Frames that differ."""
    return Frame(PANEL, number.to_bytes(2).ljust(PANEL.frame_size, b"\0"))


class Recording(SimulatedLink):
    """A wire that remembers what was sent, and when in the card's time."""

    def __init__(self, card):
        super().__init__(card)
        self.sent = []

    def send(self, data):
        self.sent.append((self.card.state.times.now, data))
        super().send(data)


class Bench:
    """A sign, the card behind it, and the wires it opened."""

    def __init__(self, *quirks, panel=PANEL, card=None, **options):
        self.card = card or AlphaCard(panel, quirks=quirks)
        self.links = []
        self.sign = AlphaSign(panel, self.connect, AlphaOptions(**options), sleep=self.sleep)

    def connect(self):
        self.links.append(Recording(self.card))
        return self.links[-1]

    def sleep(self, seconds):
        self.card.advance(round(1000 * seconds))

    def take_orders(self):
        """What was sent since last asked."""
        decoder = PacketDecoder()
        for link in self.links:
            decoder.feed(b"".join(data for _, data in link.sent))
            link.sent.clear()
        return [decode_command(body) for packet in iter(decoder.next, None) for body in packet.bodies]


def test_a_frame_is_stored_read_back_and_selected():
    """The lamps show the frame, and the receipt says what was read back and no more."""
    bench = Bench()

    receipt = bench.sign.show(FRAME)

    assert bench.card.lit == FRAME
    assert receipt.proof is Proof.STORED
    assert "picture O read back pixel for pixel now" in receipt.evidence
    assert "run sequence read back as B" in receipt.evidence
    assert "does not say what it runs" in receipt.evidence


def test_a_frame_shown_again_costs_one_order_and_two_questions():
    """A picture in the sign's memory is not sent again: only the run list is, which does not blink."""
    bench = Bench()
    frames = [frame_number(number) for number in range(1, 7)]
    for frame in frames:
        bench.sign.show(frame)
    bench.take_orders()

    for frame in frames:
        receipt = bench.sign.show(frame)
        assert bench.card.lit == frame
        assert "earlier on this connection" in receipt.evidence
    bench.sign.blank()

    assert bench.card.lit == DARK
    orders = bench.take_orders()
    assert orders[0::3] == [Read("B", label) for label in "GBCDEFG"]  # is what stands still there?
    assert orders[1::3] == [RunList(label) for label in "BCDEFGA"]
    assert orders[2::3] == [READ_RUN_LIST] * 7


@pytest.mark.parametrize("order", ["show", "blank"])
def test_a_sign_cleared_behind_a_wire_that_stands_is_set_up_again(order):
    """It takes any run list and gives it back; a receipt for pictures that are gone would be false."""
    bench = Bench()
    bench.sign.show(frame_number(1))
    bench.sign.show(FRAME)
    bench.card.contents = contents.Contents(PANEL)
    bench.card.contents.obey(Memory())
    bench.card.contents.obey(Memory((text_file("C", 32),)))

    receipt = bench.sign.show(FRAME) if order == "show" else bench.sign.blank()

    assert receipt.proof is Proof.STORED
    assert bench.card.lit == (FRAME if order == "show" else DARK)
    assert bench.sign.status().unknown == ()
    assert bench.sign.show(frame_number(1)).evidence.count("pixel for pixel now") == 1


def test_a_cleared_sign_that_does_not_answer_proves_nothing():
    """No text to read, no answer: unknown, and the next order starts over."""
    bench = Bench(timeout_ms=50)
    bench.sign.show(FRAME)
    bench.card.contents = contents.Contents(PANEL)

    with pytest.raises(TimedOut):
        bench.sign.show(FRAME)

    assert bench.sign.show(FRAME).proof is Proof.STORED
    assert bench.card.lit == FRAME


def test_more_frames_than_slots_never_overwrite_what_stands():
    """While a picture is on its way, the one before is still lit."""
    bench = Bench(pictures=2)
    before = DARK
    for number in (1, 2, 3, 1, 2, 2, 3):
        lit = []
        feed = bench.card.feed
        bench.card.feed = lambda data, lit=lit, feed=feed: (lit.append(bench.card.lit), feed(data))[1]
        bench.sign.show(frame_number(number))
        bench.card.feed = feed
        assert set(lit) <= {before, frame_number(number)}
        assert bench.card.lit == frame_number(number)
        before = frame_number(number)


def test_memory_is_divided_once_and_only_when_it_differs():
    """Dividing erases everything: a second driver on the same sign finds it in order and leaves it."""
    bench = Bench(Quirk.LEFT_OVER_MEMORY)
    bench.sign.show(FRAME)
    divided = [order for order in bench.take_orders() if isinstance(order, Memory)]
    assert [bool(order.files) for order in divided] == [False, True]
    bench.sign.close()
    assert bench.card.lit == FRAME

    again = Bench(card=bench.card)
    again.sign.show(FRAME)
    assert not any(isinstance(order, Memory) for order in again.take_orders())

    other = Bench(card=bench.card, pictures=3)
    other.sign.show(FRAME)
    assert any(isinstance(order, Memory) for order in other.take_orders())


def test_a_second_driver_does_not_overwrite_the_picture_that_stands():
    """After a restart the run list says which slot is in use."""
    bench = Bench()
    bench.sign.show(FRAME)
    again = Bench(card=bench.card)

    receipt = again.sign.show(frame_number(1))

    assert "picture P" in receipt.evidence
    dots = [order for order in again.take_orders() if isinstance(order, Dots)]
    assert [one.label for one in dots] == ["P"]


def test_a_priority_text_of_somebody_else_is_released():
    """A text before everything would cover every frame: the first order on a connection releases it."""
    bench = Bench()
    bench.card.feed(encode_packet(Packet((encode_command(Text("0", " b", b"SALE")),))))

    bench.sign.show(FRAME)

    assert bench.card.lit == FRAME
    assert bench.take_orders()[0] == Text("0")


def test_orders_keep_the_pauses_a_sign_needs():
    """A quarter of a second between packets, beside the time their bytes take; seconds after clearing."""
    bench = Bench()
    bench.sign.show(FRAME)

    for (at, sent), (then, after) in pairwise(bench.links[0].sent):
        needed = 1000 * 10 * len(sent) / 9600 if decode_order(sent) else 0
        needed += 250 if after.startswith(bytes(5)) else 100
        needed += 2000 if b"\x02E$\x03" in sent else 0
        needed += 4000 if b"\x02E$AAU" in sent else 0
        assert then - at >= int(needed)


def decode_order(piece):
    """Whether bytes are an order, or a piece of one, and not a question."""
    return piece[9:10] != b"\x02" or piece[10:11] in b"AEI"


@pytest.mark.parametrize(("options", "pieces"), [({}, 3), ({"pauses": False}, 1), ({"three_byte": True}, 3)])
def test_pictures_go_in_pieces_unless_told_otherwise(options, pieces):
    """With pauses: up to the start of text, up to the dimensions, the rest; in either spelling."""
    card = AlphaCard(PANEL, quirks=[Quirk.THREE_BYTE] if "three_byte" in options else [])
    link = Recording(card)
    Line(link, AlphaOptions(**options), lambda seconds: None).tell(dots_of(FRAME, "N"))

    assert len(link.sent) == pieces
    decoder = PacketDecoder()
    decoder.feed(b"".join(data for _, data in link.sent))
    assert decode_command(decoder.next().bodies[0]) == dots_of(FRAME, "N")


@pytest.mark.parametrize(
    ("quirks", "options", "proof", "answers"),
    [
        ([], {}, Proof.STORED, True),
        ([Quirk.ACK], {"ack": True}, Proof.STORED, True),
        ([Quirk.ACK], {"ack": True, "read_back": False}, Proof.ACCEPTED, True),
        ([], {"read_back": False}, Proof.SENT, False),
        ([Quirk.MUTE], {"read_back": False}, Proof.SENT, False),
    ],
)
def test_a_receipt_claims_what_the_settings_allow(quirks, options, proof, answers):
    """Read back: stored; acknowledged: accepted; neither: sent, and never more."""
    bench = Bench(*quirks, **options)

    assert bench.sign.show(FRAME).proof is proof
    assert bench.card.lit == FRAME
    assert bench.sign.blank().proof is proof
    assert bench.card.lit == DARK
    assert bench.sign.capabilities.best_proof is proof
    assert bench.sign.capabilities.answers is answers
    assert bench.sign.status().online is (True if answers else None)


def test_lost_pictures_are_written_again():
    """A sign that loses every fifth picture shows every frame all the same."""
    bench = Bench(Quirk.LOSSY)

    for number in range(1, 12):
        assert bench.sign.show(frame_number(number)).proof is Proof.STORED
        assert bench.card.lit == frame_number(number)


def test_a_sign_that_takes_no_pictures_refuses_with_its_register():
    """Three writes that do not read back are a refusal, known not to be shown, with the sign's own number."""
    bench = Bench()
    bench.sign.show(FRAME)
    feed, decoder = bench.card.feed, PacketDecoder()

    def deaf_to_pictures(data, wire=0):
        decoder.feed(data)
        packets = list(iter(decoder.next, None))
        return [
            one for packet in packets if packet.bodies[0][:1] != b"I" for one in feed(encode_packet(packet))
        ]

    bench.card.feed = deaf_to_pictures
    with pytest.raises(SignRefused, match="something else than the Dots written, 3 times") as caught:
        bench.sign.show(frame_number(1))

    assert caught.value.code == 0x40
    assert caught.value.outcome_known
    assert bench.card.lit == FRAME


def test_a_sign_with_too_little_memory_refuses(monkeypatch):
    """If the table that reads back is not the plan, nothing is shown and the error says what to change."""
    monkeypatch.setattr(contents, "POOL", 500)

    with pytest.raises(SignRefused, match="'pictures'") as caught:
        Bench().sign.show(FRAME)

    assert caught.value.code == 0x60
    assert not caught.value.outcome_known, "the memory was cleared: what stood is gone"


def test_nak_is_a_refusal():
    """In ACK mode what the sign does not take is known at once."""
    bench = Bench(Quirk.ACK, ack=True)
    bench.sign.show(FRAME)
    bench.card.contents._files.pop("P")

    with pytest.raises(SignRefused, match="illegal command or label") as caught:
        bench.sign.show(frame_number(1))

    assert caught.value.code == 0x60
    assert bench.card.lit == FRAME


class Scripted:
    """A wire that answers each send with the next of some bytes, and then not at all."""

    url = "scripted://sign"

    def __init__(self, *answers):
        self.answers, self.ready = list(answers), b""

    def send(self, data):
        self.ready = self.answers.pop(0) if self.answers else b""

    def receive(self, max_bytes, timeout_s):
        taken, self.ready = self.ready[:max_bytes], self.ready[max_bytes:]
        return taken

    def close(self):
        pass


def line(*answers, **options):
    return Line(Scripted(*answers), AlphaOptions(**options), lambda seconds: None)


def said(command, kind=FROM_SIGN):
    return encode_packet(Packet((encode_command(command),), kind))


def test_an_acknowledged_question_is_still_answered():
    """Some signs may acknowledge a question first: the answer is what comes after."""
    both = encode_verdict(Verdict(True, 0x40)) + said(RunList("A"))

    assert line(both).ask(READ_RUN_LIST) == RunList("A")
    with pytest.raises(SignRefused, match="no reason given"):
        line(encode_verdict(Verdict(False, 0x40))).ask(READ_RUN_LIST)
    with pytest.raises(ProtocolError, match="was answered with Verdict"):
        line(encode_verdict(Verdict(True, 0x40)) * 2).ask(READ_RUN_LIST)


def test_an_echo_is_not_an_answer():
    """On a two-wire line the host may hear itself: a packet that is not from a sign is refused."""
    with pytest.raises(ProtocolError, match="kind=b'Z'"):
        line(said(READ_RUN_LIST, b"Z")).ask(READ_RUN_LIST)
    with pytest.raises(ProtocolError, match="an order was answered with Packet"):
        line(said(RunList("A")), ack=True).tell(RunList("A"))


def test_a_question_is_asked_twice_before_it_times_out():
    """Questions may get lost and are repeated; silence is an error that says so."""
    assert line(b"", said(RunList("A"))).ask(READ_RUN_LIST) == RunList("A")
    with pytest.raises(TimedOut, match="scripted://sign"):
        line().ask(READ_RUN_LIST)


def test_an_error_register_that_is_none_is_a_protocol_error():
    """Asked for its register, a sign that answers something else is not understood."""
    sign = AlphaSign(PANEL, lambda: Scripted(said(RunList("A"))), sleep=lambda seconds: None)

    with pytest.raises(ProtocolError, match="error register was answered with RunList"):
        sign.status()


def test_status_reports_mistakes_once():
    """The sign's own complaints are faults; reported, they are cleared in the sign."""
    bench = Bench()
    bench.sign.show(FRAME)
    bench.card.feed(encode_packet(Packet((b"Q",))))

    assert bench.sign.status().faults == ("illegal command or label",)
    status = bench.sign.status()
    assert (status.online, status.faults, status.unknown, status.shown) == (True, (), (), None)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (RunList("C"), "RunList(labels='C', order='S', locked=False) instead of B"),
        (Dots("O", 20, (b"1" * 20,) * 6), "another picture in O"),
        (Memory((text_file("A", 256),)), "a memory table that is not this driver's"),
    ],
)
def test_what_somebody_else_wrote_is_an_alarm_and_put_right(tamper, found):
    """Another run list, picture or memory table is reported as unknown content; the next order restores."""
    bench = Bench()
    bench.sign.show(FRAME)
    bench.sleep(1)
    bench.card.feed(encode_packet(Packet((encode_command(tamper),))))

    assert bench.sign.status().unknown == (found,)

    bench.sign.show(FRAME)
    assert bench.card.lit == FRAME
    assert bench.sign.status().unknown == ()


def test_a_sign_that_forgot_everything_is_set_up_again():
    """A memory lost in a power cut is noticed by the status, and divided anew by the next order."""
    bench = Bench()
    bench.sign.show(FRAME)
    fresh = AlphaCard(PANEL)
    bench.card.contents, bench.card.state = fresh.contents, fresh.state

    assert bench.sign.status().unknown
    bench.sign.show(FRAME)
    assert bench.card.lit == FRAME


def test_status_asks_and_changes_nothing():
    """Before the first order the sign is only asked; its old content stays, and is named."""
    bench = Bench()

    assert bench.sign.status().unknown == ("a memory table that is not this driver's",)
    assert all(isinstance(order, Read) for order in bench.take_orders())

    bench.sign.show(FRAME)
    again = Bench(card=bench.card)
    assert again.sign.status().unknown == ()


def test_a_run_list_that_is_not_ours_becomes_dark_first():
    """Several texts at once, or none of ours: darkness stands before any picture is overwritten."""
    bench = Bench()
    bench.sign.show(FRAME)
    bench.sleep(1)
    bench.card.feed(encode_packet(Packet((encode_command(RunList("BCDEFG")),))))
    again = Bench(card=bench.card)

    again.sign.show(frame_number(1))

    lists = [order.labels for order in again.take_orders() if isinstance(order, RunList)]
    assert lists == ["A", "B"]


def test_a_failed_connection_is_forgotten_and_made_again():
    """After a time-out everything is read again on a new connection, and the next order works."""
    bench = Bench()
    bench.sign.show(FRAME)
    link = bench.links[0]
    link.send = lambda data: None

    with pytest.raises(TimedOut) as caught:
        bench.sign.show(frame_number(1))

    assert caught.value.link == link.url
    bench.sign.show(frame_number(1))
    assert bench.card.lit == frame_number(1)
    assert len(bench.links) == 2


def test_a_connection_that_died_in_silence_is_replaced_before_the_order():
    """A wire found dead before anything was sent costs a new connection and no error."""
    bench = Bench()
    bench.sign.show(FRAME)
    bench.links[0].close()

    bench.sign.show(frame_number(1))

    assert bench.card.lit == frame_number(1)


def test_a_sign_that_cannot_be_reached_is_offline():
    """Nobody there is a status, not an exception; an order says it was not shown."""

    def connect():
        raise ConnectFailed("nobody")

    sign = AlphaSign(PANEL, connect, sleep=lambda seconds: None)

    assert sign.status().online is False
    with pytest.raises(ConnectFailed):
        sign.show(FRAME)


def test_the_clock_is_told_hour_minute_and_weekday():
    """Sunday is 1; nothing is read back, and the receipt says so."""
    bench = Bench()

    receipt = bench.sign.set_clock(datetime(2026, 3, 1, 14, 30))

    assert bench.take_orders()[-2:] == [Clock(14, 30), Weekday(1)]
    assert (receipt.digest, receipt.proof) == ("", Proof.SENT)
    assert "14:30 and weekday sent, not confirmed" in receipt.evidence
    acked = Bench(Quirk.ACK, ack=True).sign.set_clock(datetime(2026, 3, 7, 9, 5))
    assert acked.proof is Proof.ACCEPTED


def test_a_frame_with_too_many_lamps_is_refused_before_any_byte():
    """A sign with a weak power supply gets no frame that overloads it; amber counts two."""
    bench = Bench(most_lit_percent=50)
    amber_third = Frame(PANEL, b"\xff\xff\xf0" * 2 + bytes(12) + b"\xff\xff\xf0" * 2 + bytes(12))

    with pytest.raises(Unsupported, match=r"66\.7 % is lit; this sign takes at most 50 %"):
        bench.sign.show(amber_third)
    assert bench.links == []

    bench.sign.show(FRAME)
    assert Bench().sign.show(amber_third).proof is Proof.STORED


@pytest.mark.parametrize(
    ("panel", "options", "match"),
    [
        (Panel(8, 8, Colour.RGB), {}, "red or dual, not rgb"),
        (Panel(64, 32, Colour.RED), {}, "at most 255x31, not 64x32"),
        (PANEL, {"address": "0"}, "'address' is two hexadecimal digits"),
        (PANEL, {"type_code": ""}, "'type_code' is one printable"),
        (PANEL, {"pictures": 1}, "'pictures' is from 2 to 12, not 1"),
        (PANEL, {"gap_ms": -1}, "'gap_ms' is from 0 to 5000"),
        (PANEL, {"baud": 300}, "'baud' is from 1200"),
        (PANEL, {"pool_bytes": -1}, "'pool_bytes' is from 0"),
        (PANEL, {"pool_bytes": 500}, "6 pictures need 622 bytes of 'pool_bytes'"),
        (PANEL, {"most_lit_percent": 0}, "'most_lit_percent' is from 1 to 200"),
        (PANEL, {"timeout_ms": 1}, "'timeout_ms' is from 50"),
        (PANEL, {"connect_ms": 1}, "'connect_ms' is from 50"),
        (PANEL, {"pause": True}, "unknown option 'pause'; accepted: ack, address, baud"),
    ],
)
def test_settings_that_cannot_work_are_refused_when_opened(panel, options, match):
    """Wrong panels and options are named, with what is accepted, before any wire is opened."""
    with pytest.raises(ValueError, match=match):
        open_sign("alpha", panel, link="tcp://127.0.0.1:10001", options=options)


def test_the_usual_line_is_seven_bits_even_parity():
    """The link says how the line is set, and it reaches the port; a pool large enough is accepted."""
    url = "serial:///dev/ttyUSB0?baud=9600&bits=7&parity=E"
    sign = open_sign("alpha", PANEL, link=url, options={"pool_bytes": 30_000})

    line = read_address(url).settings

    assert (line.baud, line.bits, line.parity, line.stop) == (9600, 7, "E", 1)
    sign.close()


def test_the_register_survives_its_bytes_in_an_answer():
    """A register with bits set is decoded as it stands."""
    assert line(said(Mistakes(0x71))).ask(Read("F", "*")) == Mistakes(0x71)
