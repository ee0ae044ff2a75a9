"""Ask a sign and wait for its answer: the only request/reply loop of the family.

Here: sending, feeding a decoder, the deadline, and repeating. Not here: what
the bytes mean (each vendor's codec) and which error a socket raises
(``links/base.py``). Signs are half-duplex: one question at a time.
"""

from __future__ import annotations

from time import monotonic
from typing import Protocol, TypeVar

from drivers.errors import LinkError, ProtocolError, TimedOut
from drivers.links import Link
from drivers.links.base import seconds_on

Answer_co = TypeVar("Answer_co", covariant=True)
Answer = TypeVar("Answer")

CHUNK = 4096
MAX_STALE = 64 * 1024  # bytes; a wire with more than this waiting is not one where questions are answered


class Decoder(Protocol[Answer_co]):
    """Bytes in, messages out, never waiting: ``None`` is "more, please".

    ``next`` raises ``ProtocolError`` for bytes that cannot be part of a message
    and has dropped them by then. ``feed`` raises it past the decoder's bound.
    """

    def feed(self, data: bytes) -> None: ...

    def next(self) -> Answer_co | None: ...

    def clear(self) -> None: ...


def ask(
    link: Link, request: bytes, decoder: Decoder[Answer], *, timeout_s: float, retries: int = 0
) -> Answer:
    """Send ``request`` and return the first whole message that comes back.

    ``TimedOut`` when no whole message came within ``timeout_s`` of the start (on
    a slow line: of when the request can have arrived), however lively the wire;
    ``ProtocolError`` for rubbish. A time-out is tried
    again ``retries`` times: only for requests that may arrive twice harmlessly.
    """
    for _ in range(retries):
        try:
            return _ask_once(link, request, decoder, timeout_s)
        except TimedOut:
            continue
    return _ask_once(link, request, decoder, timeout_s)


def discard_stale(link: Link) -> None:
    """Drop what arrived unasked, so that a late answer is not taken for the next one.

    ``Broken`` if the wire turns out to be dead: known before a byte was sent.
    """
    dropped = 0
    while data := link.receive(CHUNK, 0):
        dropped += len(data)
        if dropped > MAX_STALE:
            raise ProtocolError(f"{link.url}: the other end talks without being asked", link=link.url)


def is_alive(link: Link) -> bool:
    """Whether the wire still stands, with what was late on it dropped; a new one costs nothing yet."""
    try:
        discard_stale(link)
    except (LinkError, ProtocolError):
        return False
    return True


def hear(link: Link, decoder: Decoder[Answer], *, timeout_s: float) -> Answer:
    """The next whole message, for conversations in which one question has several answers.

    What the decoder still holds comes first. ``TimedOut`` and ``ProtocolError`` as in ``ask``.
    """
    return _hear(link, decoder, timeout_s, deadline=monotonic() + timeout_s)


def _hear(link: Link, decoder: Decoder[Answer], timeout_s: float, *, deadline: float) -> Answer:
    answer = decoder.next()
    while answer is None and (remaining := deadline - monotonic()) > 0:
        data = link.receive(CHUNK, remaining)
        if not data:
            break
        decoder.feed(data)
        answer = decoder.next()
    if answer is None:
        raise TimedOut(f"{link.url}: no whole answer within {timeout_s:g} s", link=link.url)
    return answer


def _ask_once(link: Link, request: bytes, decoder: Decoder[Answer], timeout_s: float) -> Answer:
    deadline = monotonic() + timeout_s + seconds_on(link, request)
    discard_stale(link)
    decoder.clear()
    link.send(request)
    return _hear(link, decoder, timeout_s, deadline=deadline)
