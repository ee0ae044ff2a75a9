"""The one request/reply loop."""

import time

import pytest

from drivers.errors import Broken, ProtocolError, TimedOut
from drivers.exchange import MAX_STALE, ask, discard_stale


class Line:
    """A decoder of lines; ``!`` is not part of the protocol."""

    def __init__(self):
        self.data = b""

    def feed(self, data):
        self.data += data

    def clear(self):
        self.data = b""

    def next(self):
        if b"!" in self.data:
            raise ProtocolError("!")
        line, end, rest = self.data.partition(b"\n")
        if not end:
            return None
        self.data = rest
        return line


class Script:
    """A link that answers each send with the next list of pieces; ``stale`` is there already."""

    url = "script://"

    def __init__(self, *answers, stale=()):
        self.answers, self.waiting, self.sent = list(answers), list(stale), []

    def send(self, data):
        self.sent.append(data)
        self.waiting += self.answers.pop(0) if self.answers else []

    def receive(self, max_bytes, timeout_s):
        assert timeout_s >= 0
        return self.waiting.pop(0) if self.waiting else b""

    def close(self):
        raise AssertionError("ask does not close links")


def test_an_answer_in_pieces_is_one_answer():
    """Pieces are put together until the decoder has a message."""
    link = Script([b"po", b"n", b"g\nrest"])

    assert ask(link, b"ping", Line(), timeout_s=1) == b"pong"
    assert link.sent == [b"ping"]


def test_a_late_answer_is_not_taken_for_this_one():
    """Stale bytes on the wire and in the decoder are dropped before asking."""
    decoder = Line()
    decoder.feed(b"half of an old")
    link = Script([b"new\n"], stale=[b"old\n", b"older\n"])

    assert ask(link, b"?", decoder, timeout_s=1) == b"new"


def test_silence_is_timed_out():
    """No whole answer in time is ``TimedOut``, which is also the builtin one."""
    with pytest.raises(TimedOut, match=r"within 0\.5 s") as caught:
        ask(Script([b"half"]), b"?", Line(), timeout_s=0.5)

    assert isinstance(caught.value, TimeoutError)
    assert caught.value.link == "script://"


def test_a_time_out_is_tried_again_as_often_as_told():
    """``retries`` sends the request again after a time-out, with nothing left over from before."""
    link = Script([b"ha"], [], [b"yes\n"])

    assert ask(link, b"?", Line(), timeout_s=1, retries=2) == b"yes"
    assert link.sent == [b"?"] * 3


def test_retries_end():
    """After the last retry the time-out is the caller's."""
    link = Script()

    with pytest.raises(TimedOut):
        ask(link, b"?", Line(), timeout_s=1, retries=1)

    assert link.sent == [b"?"] * 2


def test_rubbish_is_not_tried_again():
    """A protocol error is an answer, not silence."""
    link = Script([b"!"], [b"yes\n"])

    with pytest.raises(ProtocolError):
        ask(link, b"?", Line(), timeout_s=1, retries=5)

    assert len(link.sent) == 1


def test_a_lively_wire_without_an_answer_ends_at_the_deadline():
    """R24: a peer that always has one more byte does not hold the worker past the time-out."""

    class Dribble(Script):
        def receive(self, max_bytes, timeout_s):
            return b"x" if self.sent else b""

    start = time.monotonic()
    with pytest.raises(TimedOut):
        ask(Dribble(), b"?", Line(), timeout_s=0.05)

    assert time.monotonic() - start < 1


def test_a_peer_that_talks_unasked_for_ever_is_a_protocol_error():
    """Discarding has a bound too."""

    class Chatter(Script):
        def receive(self, max_bytes, timeout_s):
            return bytes(max_bytes)

    with pytest.raises(ProtocolError, match="without being asked"):
        discard_stale(Chatter())
    assert MAX_STALE >= 4096


def test_a_dead_wire_is_found_before_anything_is_sent():
    """A wire that broke since the last order is ``Broken`` with nothing sent."""

    class Dead(Script):
        def receive(self, max_bytes, timeout_s):
            raise Broken("gone")

    link = Dead()
    with pytest.raises(Broken):
        ask(link, b"?", Line(), timeout_s=1)

    assert link.sent == []
