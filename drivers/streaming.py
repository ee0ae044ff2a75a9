"""Signs that take pixels in datagrams and never answer.

Here: sending a whole frame, repeating it, and what a receipt may say about it.
Not here: what a datagram looks like (each driver's ``codec.py``).

Such a receiver may lose a datagram, or fall back to a picture of its own when it
hears nothing for a while. The cure for both is to say it again: ``keep_alive``
repeats the last frame. Only a frame that was sent whole is repeated: after a
failed order nobody knows what the sign shows, and repeating the frame before it
would bring back what may have been taken away on purpose.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drivers.base import Capabilities, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.errors import LinkError
from drivers.links import Link, read_address
from drivers.options import check_range
from drivers.pixels import rgb_size, to_rgb


@dataclass(frozen=True, slots=True)
class StreamingOptions:
    """What can be set for every sign of this kind.

    ``resend_s``: how old the last sending must be for ``keep_alive`` to repeat
    it; 0 = never. ``pause_ms``: between two datagrams of a frame, because a small
    receiver has room for few of them.
    """

    resend_s: int = 1
    pause_ms: int = 1
    timeout_ms: int = 3000

    def __post_init__(self) -> None:
        check_range("resend_s", self.resend_s, 0, 3600)
        check_range("pause_ms", self.pause_ms, 0, 20)
        check_range("timeout_ms", self.timeout_ms, 50, 60_000)


class StreamingSign(Sign):
    """``connect`` opens the wire; it is called at the first order and after a failure.

    A driver on top implements ``_datagrams``.
    """

    def __init__(
        self,
        panel: Panel,
        connect: Callable[[], Link],
        options: StreamingOptions,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        super().__init__(
            Capabilities(
                panel,
                host_timed=True,
                self_clearing=False,
                best_proof=Proof.SENT,
                virtual=False,
                answers=False,
            )
        )
        self.keep_alive_s = float(options.resend_s) or None
        self._connect, self._resend_s, self._pause_ms = connect, options.resend_s, options.pause_ms
        self._clock, self._sleep = clock, sleep
        self._link: Link | None = None
        self._pixels: bytes | None = None
        self._sent_at = 0.0

    @abstractmethod
    def _datagrams(self, pixels: bytes) -> Sequence[bytes]:
        """A whole frame, in the order in which it is to be sent."""

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        return Receipt(frame.digest, Proof.SENT, self._put(to_rgb(frame)))

    def _blank(self) -> Receipt:
        return Receipt("", Proof.SENT, self._put(bytes(rgb_size(self.panel))))

    def _status(self) -> Status:
        return Status(online=None, detail="this sign only listens: nobody knows whether it is there")

    def _keep_alive(self) -> None:
        due = self._resend_s and self._clock() - self._sent_at >= self._resend_s
        if self._pixels is not None and due:
            self._send(self._pixels)

    def _close(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None

    def _put(self, pixels: bytes) -> str:
        """Send a new frame; the evidence is that it left."""
        self._pixels = None
        evidence = self._send(pixels)
        self._pixels = pixels
        return evidence

    def _send(self, pixels: bytes) -> str:
        link = self._open()
        datagrams = self._datagrams(pixels)
        try:
            for number, datagram in enumerate(datagrams):
                if number and self._pause_ms:
                    self._sleep(self._pause_ms / 1000)
                link.send(datagram)
        except LinkError:
            self._close()
            raise
        self._sent_at = self._clock()
        return f"{len(datagrams)} datagrams left for {link.url}; nobody acknowledges them"

    def _open(self) -> Link:
        if self._link is None:
            self._link = self._connect()
        return self._link


def check_datagrams(link: str) -> None:
    """``ValueError`` unless ``link`` carries datagrams: a stream would run them into each other."""
    read_address(link)
    if not link.startswith("udp:"):
        raise ValueError(f"this sign takes datagrams, so its link is udp://HOST:PORT, not {link!r}")
