"""One connection to a card: handshake, heartbeats, XML questions, files.

Here: whose turn it is to speak, and time-outs. Not here: what is asked and why
(``driver.py``, ``driver_publish.py``), bytes (``messages``), XML (``documents``).

A card speaks unasked: heartbeats, its position, late answers. All of it is taken
in before a question and skipped while waiting for the answer; the deadline is
that of the question, however lively the wire. A heartbeat from the card is never
answered: host and card would answer each other for ever. The host's own
heartbeat coming from a card (A3L) wants the card's in return.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from drivers.errors import LinkError, ProtocolError, SignRefused, TimedOut
from drivers.exchange import CHUNK, MAX_STALE, Decoder, hear
from drivers.huidu_sdk.chunks import Assembler, cut
from drivers.huidu_sdk.codec import MessageDecoder, wire_of
from drivers.huidu_sdk.documents import Reply, Request, decode_reply, encode_request
from drivers.huidu_sdk.elements import Element, make
from drivers.huidu_sdk.messages import (
    CardBeat,
    ErrorAnswer,
    FileEnd,
    FileEndAnswer,
    FileStartAnswer,
    HostBeat,
    Message,
    VersionAnswer,
    VersionAsk,
    XmlPart,
)
from drivers.huidu_sdk.results import SUCCESS, name_of, number_of
from drivers.huidu_sdk.uploads import Upload
from drivers.links import Link

VERSION = 0x01000007  # of the description this driver was written from
BEAT_S = 20.0  # the card hangs up after 60 s, and wants to hear something after 30 s

_WRITTEN = (0, 1)  # kSuccess, and kWriteFinish, which one client was given
_INVALID_GUID = "kInvalidGUID"

Answer = TypeVar("Answer", bound=Message)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer may take, in seconds; ``slow`` for what a card writes to its flash."""

    usual_s: float = 10.0
    slow_s: float = 30.0
    photograph_s: float = 15.0


class Session:
    """A connection whose handshake is done; ``greet`` does it. Unsound after an error of its own."""

    def __init__(
        self, link: Link, patience: Patience | None = None, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self.patience = patience or Patience()
        self._link, self._clock = link, clock
        self._decoder: Decoder[Message] = MessageDecoder()
        self._guid = Request("").guid
        self._sound = True
        self._spoke_at = clock()

    @property
    def url(self) -> str:
        return self._link.url

    def now(self) -> float:
        """Seconds of the clock all deadlines are measured with."""
        return self._clock()

    def greet(self) -> None:
        """Agree on a version and get the session's GUID."""
        self._send(VersionAsk(VERSION))
        self._await(VersionAnswer, self.patience.usual_s)
        self._guid = self.demand("GetIFVersion", make("version", value=1000000)).guid

    def ask(self, method: str, *body: Element, timeout_s: float | None = None) -> Reply:
        """The card's answer, whatever it says."""
        self.listen()
        for part in cut(encode_request(Request(method, body, self._guid))):
            self._send(part)
        deadline = self._clock() + (timeout_s or self.patience.usual_s)
        while (reply := self._hear_reply(deadline)).method != method:
            continue  # a late answer to a question that was given up
        self._sound = self._sound and reply.result != _INVALID_GUID
        return reply

    def demand(self, method: str, *body: Element, timeout_s: float | None = None) -> Reply:
        """The card's answer; ``SignRefused`` unless it is success."""
        reply = self.ask(method, *body, timeout_s=timeout_s)
        if reply.result != SUCCESS:
            raise self.refusal(method, reply.result)
        return reply

    def upload(self, upload: Upload) -> None:
        """Send what the card does not have of a file. A refused file ends the connection's soundness."""
        self.listen()
        self._send(upload.start)
        start = self._await(FileStartAnswer, self.patience.usual_s)
        if start.status:
            self._sound = False  # it now waits for the end of a file it does not take
            raise self.refusal(f"file {upload.name}", name_of(start.status))
        for content in upload.contents(start.exists):
            self._send(content)
        self._send(FileEnd())
        end = self._await(FileEndAnswer, self.patience.slow_s)
        if end.status not in _WRITTEN:
            raise self.refusal(f"file {upload.name}", name_of(end.status))

    def listen(self) -> None:
        """Take in what came unasked; half a message stays and is completed later."""
        taken = 0
        while data := self._link.receive(CHUNK, 0):
            taken += len(data)
            if taken > MAX_STALE:
                raise ProtocolError(f"{self.url}: the card talks without being asked", link=self.url)
            self._decoder.feed(data)
            while (message := self._decoder.next()) is not None:
                self._take_unasked(message)

    def beat(self) -> None:
        """A heartbeat, if nothing has been said for long."""
        self.listen()
        if self._clock() - self._spoke_at >= BEAT_S:
            self._send(HostBeat())

    def is_alive(self) -> bool:
        """Whether questions may still be asked here; found out without asking one."""
        try:
            self.listen()
        except (LinkError, ProtocolError):  # nothing was sent: a new connection costs nothing
            return False
        return self._sound

    def close(self) -> None:
        self._link.close()

    def refusal(self, what: str, result: str) -> SignRefused:
        """The error for an order the card answered with ``result``."""
        message = f"{self.url}: the card refused {what}: {result}"
        return SignRefused(message, code=number_of(result), link=self.url)

    def _send(self, message: Message) -> None:
        self._link.send(wire_of(message))
        self._spoke_at = self._clock()

    def _hear_reply(self, deadline: float) -> Reply:
        assembler = Assembler()
        while True:
            message = self._hear(deadline)
            if isinstance(message, XmlPart) and message.answer:
                document = assembler.add(message)
                if document is not None:
                    return decode_reply(document)

    def _await(self, kind: type[Answer], timeout_s: float) -> Answer:
        deadline = self._clock() + timeout_s
        while not isinstance(message := self._hear(deadline), kind):
            continue
        return message

    def _hear(self, deadline: float) -> Message:
        left = deadline - self._clock()
        if left <= 0:
            raise TimedOut(f"{self.url}: the card talked, and did not answer in time", link=self.url)
        message = hear(self._link, self._decoder, timeout_s=left)
        self._take_unasked(message)
        if isinstance(message, ErrorAnswer):
            raise self.refusal("what it was sent", name_of(message.code))
        return message

    def _take_unasked(self, message: Message) -> None:
        if isinstance(message, HostBeat):
            self._send(CardBeat())
        if isinstance(message, ErrorAnswer):
            self._sound = False  # after a packet it did not understand a card may have ended the session
