"""One open line to an Alpha sign: orders told, questions asked, and the pauses a sign needs.

Here: packets around commands, sending in pieces, waiting until bytes have left a
slow line, ACK mode. Not here: what is stored and shown (``driver``), bytes
(``packets``, ``commands``), sockets (``links``). ``sleep`` is handed in, so that
tests do not wait.

A pause that is due is taken before the next packet, not after the last: whoever
waits for a receipt does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from drivers.alpha.commands import Command, Read, decode_command, encode_command, name_mistakes, pause_points
from drivers.alpha.packets import FROM_SIGN, STX, Packet, ReplyDecoder, Verdict, encode_packet, spell
from drivers.alpha.settings import AlphaOptions
from drivers.errors import ProtocolError, SignRefused
from drivers.exchange import Decoder, ask, discard_stale, hear
from drivers.links import Link

BITS = 10  # on the line for one byte: start, eight (or seven and parity), stop
PIECE_PAUSE_S = 0.1
ASK_AGAIN = 1  # questions may arrive twice harmlessly


class Line:
    """A link with a sign's manners."""

    def __init__(self, link: Link, options: AlphaOptions, sleep: Callable[[float], None]) -> None:
        self.link, self._options, self._sleep = link, options, sleep
        self._decoder: Decoder[Packet | Verdict] = ReplyDecoder()
        self._due_s = 0.0

    def tell(self, order: Command) -> None:
        """Send an order; nothing is known of it then.

        In ACK mode ``SignRefused`` if the sign did not take it.
        """
        self._take_pause()
        if self._options.ack:
            discard_stale(self.link)
            self._decoder.clear()
        for piece, pause_s in self._pieces(order):
            self.link.send(piece)
            self._due_s = self._seconds(len(piece)) + pause_s
            if pause_s:
                self._take_pause()
        self.wait(self._options.gap_ms / 1000)
        if self._options.ack:
            self._check(hear(self.link, self._decoder, timeout_s=self._timeout(self._due_s)))

    def ask(self, question: Read, *, answer_bytes: int = 256) -> Command:
        """The sign's answer; ``answer_bytes`` is how much it may be, for the time a slow line needs."""
        self._take_pause()
        answer = ask(
            self.link,
            self._wire(encode_command(question)),
            self._decoder,
            timeout_s=self._timeout(self._seconds(answer_bytes)),
            retries=ASK_AGAIN,
        )
        self.wait(self._options.gap_ms / 1000)
        if isinstance(answer, Verdict):  # some signs may acknowledge a question before they answer it
            self._check(answer)
            answer = hear(self.link, self._decoder, timeout_s=self._timeout(self._seconds(answer_bytes)))
        return self._open(answer)

    def wait(self, seconds: float) -> None:
        """Let the sign be for so long before it hears the next packet."""
        self._due_s += seconds

    def _take_pause(self) -> None:
        self._sleep(self._due_s)
        self._due_s = 0.0

    def _seconds(self, count: int) -> float:
        """How long so many bytes are on their way."""
        return count * BITS * self._options.bytes_a_byte / self._options.baud

    def _timeout(self, more_s: float) -> float:
        return self._options.timeout_ms / 1000 + more_s

    def _wire(self, body: bytes) -> bytes:
        wire = encode_packet(self._packet(body), sums=self._options.checksum)
        return spell(wire) if self._options.three_byte else wire

    def _packet(self, body: bytes) -> Packet:
        return Packet((body,), self._options.type_code.encode("ascii"), self._options.address.encode("ascii"))

    def _pieces(self, order: Command) -> Iterator[tuple[bytes, float]]:
        """A packet, cut where the sign wants a pause, and how long after each piece."""
        body = encode_command(order)
        wire = encode_packet(self._packet(body), sums=self._options.checksum)
        start = wire.index(STX) + 1
        cuts = [start + point for point in pause_points(body)] if self._options.pauses else []
        for low, high in pairwise((0, *cuts, len(wire))):
            piece = spell(wire[low:high]) if self._options.three_byte else wire[low:high]
            yield piece, PIECE_PAUSE_S if high < len(wire) else 0.0

    def _check(self, verdict: Packet | Verdict) -> None:
        if not isinstance(verdict, Verdict):
            raise ProtocolError(f"{self.link.url}: an order was answered with {verdict}", link=self.link.url)
        if not verdict.taken:
            reasons = ", ".join(name_mistakes(verdict.register)) or "no reason given"
            raise SignRefused(
                f"{self.link.url}: the sign refused: {reasons}", code=verdict.register, link=self.link.url
            )

    def _open(self, answer: Packet | Verdict) -> Command:
        if isinstance(answer, Verdict) or answer.kind != FROM_SIGN or len(answer.bodies) != 1:
            raise ProtocolError(f"{self.link.url}: a question was answered with {answer}", link=self.link.url)
        return decode_command(answer.bodies[0])
