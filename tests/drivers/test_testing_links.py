"""Wires that carry answers badly do what they say, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Panel
from drivers.errors import Broken, DriverError, TimedOut
from drivers.exchange import ask, discard_stale
from drivers.onbon_bx.codec import ReplyDecoder, wire_of
from drivers.onbon_bx.driver import OnbonBx
from drivers.onbon_bx.messages import Ping, PingReply
from drivers.onbon_bx.simulator import OnbonCard
from drivers.testing import (
    BytewiseLink,
    GarblingLink,
    GluedLink,
    LateLink,
    SilentLink,
    SimulatedLink,
    check_sign,
    sample_frame,
)

PANEL = Panel(32, 16, Colour.DUAL)
PING = wire_of(Ping(), b"\xfe\xff")


class Pieces:
    """A wire on which each send is answered with the next of some lists of pieces, then it breaks."""

    url = "pieces://"

    def __init__(self, *answers):
        self.answers, self.waiting, self.sent, self.open = list(answers), [], b"", True

    def send(self, data):
        self.sent += data
        self.waiting += self.answers.pop(0) if self.answers else []

    def receive(self, max_bytes, timeout_s):
        if not self.waiting and not self.answers:
            raise Broken("no more", link=self.url)
        piece = self.waiting.pop(0) if self.waiting else b""
        if piece[max_bytes:]:
            self.waiting.insert(0, piece[max_bytes:])
        return piece[:max_bytes]

    def close(self):
        self.open = False


def told(link, *sends):
    """What arrives in waiting receives after each send, until there is nothing."""
    heard = []
    for data in sends:
        link.send(data)
        heard.append([])
        while data := link.receive(100, 1):
            heard[-1].append(data)
    return heard


def test_bytewise_cuts_every_answer():
    """One byte a receive, nothing lost, and sends go through as they are."""
    inner = Pieces([b"ab", b"c"], [])
    link = BytewiseLink(inner)

    assert told(link, b"question") == [[b"a", b"b", b"c"]]
    link.close()

    assert (inner.sent, inner.open, link.url) == (b"question", False, inner.url)


def test_glued_joins_what_waits():
    """All pieces come as one, never more than asked for, and the end of the wire is told after them."""
    link = GluedLink(Pieces([b"ab", b"c", b"def"]))
    link.send(b"")

    assert link.receive(4, 1) == b"abcd"
    assert link.receive(100, 1) == b"ef"
    with pytest.raises(Broken):
        link.receive(100, 1)


def test_late_answers_come_at_the_receive_after_the_time_out():
    """The first waiting receive hears nothing; clearing away what is stale then finds the answer."""
    link = LateLink(Pieces([b"one"], [b"two"], []))

    assert told(link, b"q") == [[]]
    assert link.receive(2, 0) == b"on"
    discard_stale(link)
    assert told(link, b"q") == [[b"two"]]


def test_late_answers_behind_the_next_send_are_seen_by_no_clearing():
    """With ``behind`` a late answer stands before the next one."""
    link = LateLink(Pieces([b"one"], [b"two"], []), behind=True)

    assert told(link, b"q") == [[]]
    discard_stale(link)
    assert told(link, b"q") == [[b"one", b"two"]]


def test_late_answers_leave_a_receive_that_does_not_wait_alone():
    """A look without waiting is not yet the time-out."""
    link = LateLink(Pieces([b"one"], []))
    link.send(b"q")

    assert [link.receive(9, 0), link.receive(9, 1), link.receive(9, 1)] == [b"", b"", b"one"]


@given(st.binary(min_size=64, max_size=64), st.integers(0, 1000))
def test_garbling_follows_from_its_seed(data, seed):
    """The same seed spoils the same bytes; the length stays; one in one is every byte."""

    def heard(one_in):
        return told(GarblingLink(Pieces([data], []), seed=seed, one_in=one_in), b"q")[0][0]

    assert heard(8) == heard(8)
    assert len(heard(8)) == len(data)
    assert all(was != now for was, now in zip(data, heard(1), strict=True))


def test_silence_never_ends():
    """Whatever is sent, nothing comes, and a question is a time-out."""
    link = SilentLink()

    with pytest.raises(TimedOut):
        ask(link, PING, ReplyDecoder(), timeout_s=0.01)
    link.close()


@pytest.mark.parametrize("wrap", [BytewiseLink, GluedLink])
def test_a_sign_is_a_sign_over_a_wire_that_cuts_or_glues(wrap):
    """How an answer is cut changes nothing."""
    card = OnbonCard(PANEL)

    check_sign(lambda: OnbonBx(PANEL, lambda: wrap(SimulatedLink(card))))


def test_a_late_answer_is_not_taken_for_the_next_one():
    """The card's answer to the first question is gone when the second is asked."""
    link = LateLink(SimulatedLink(OnbonCard(PANEL)))
    with pytest.raises(TimedOut):
        ask(link, PING, ReplyDecoder(), timeout_s=1)

    assert isinstance(ask(link, PING, ReplyDecoder(), timeout_s=1), PingReply)
    assert link.receive(100, 0) == b""


def test_a_garbled_answer_is_an_error_of_ours_or_nothing():
    """Whatever the wire makes of the answers, only our errors leave the driver."""
    for seed in range(50):
        card = OnbonCard(PANEL)
        sign = OnbonBx(PANEL, lambda card=card, seed=seed: GarblingLink(SimulatedLink(card), seed=seed))
        try:
            sign.show(sample_frame(PANEL))
        except DriverError:
            continue
        finally:
            sign.close()
        assert card.lit == sample_frame(PANEL)
