"""HTTP as far as a WLED is asked by it: one question, one answer, both with a length. Pure.

::

    POST /json/state HTTP/1.0             HTTP/1.0 200 OK
    Host: 192.0.2.7                       Content-Type: application/json
    Content-Length: 12                    Content-Length: 16
                                          Connection: close
    {"on":false}
                                          {"success":true}

Lines end with CR LF. Version 1.0, because an answer to it never comes in chunks
(RFC 9112, 6.1). An answer without a length is refused: that it is whole could
only be guessed. Not here: redirects, cookies, passwords, encryption; a
controller in the local network has none of them.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar

from drivers.errors import ProtocolError
from drivers.wire import ReceiveBuffer, spaced_hex

LIMIT = 64 * 1024  # bytes of a message; the state of a WLED with 32 segments has about 10 000

Message = TypeVar("Message")

_END = b"\r\n\r\n"
_REQUEST_LINE = re.compile(r"(GET|POST) (/\S*) HTTP/1\.[01]")
_STATUS_LINE = re.compile(r"HTTP/1\.[01] (\d{3})(?: .*)?")


@dataclass(frozen=True, slots=True)
class Request:
    """A question; ``body`` is empty in a GET."""

    method: str
    path: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; 200 is yes."""

    status: int
    body: bytes = b""


def encode_request(request: Request, host: str) -> bytes:
    head = f"{request.method} {request.path} HTTP/1.0\r\nHost: {host}\r\n"
    return _encode(head, request.body)


def encode_response(response: Response) -> bytes:
    reason = "OK" if response.status == 200 else "Refused"
    return _encode(f"HTTP/1.0 {response.status} {reason}\r\nConnection: close\r\n", response.body)


def _encode(head: str, body: bytes) -> bytes:
    kind = "Content-Type: application/json\r\n" if body else ""
    return f"{head}{kind}Content-Length: {len(body)}\r\n\r\n".encode("ascii") + body


class _Decoder(ABC, Generic[Message]):
    """Bytes in, messages out; see ``exchange.Decoder``."""

    def __init__(self) -> None:
        self._buffer = ReceiveBuffer(LIMIT)
        self._head: tuple[str, int] | None = None

    def feed(self, data: bytes) -> None:
        self._buffer.append(data)

    def clear(self) -> None:
        self._buffer.clear()
        self._head = None

    def next(self) -> Message | None:
        if self._head is None and (end := self._buffer.find(_END)) >= 0:
            self._head = self._read_head(self._buffer.take(end + len(_END)))
        if self._head is None or len(self._buffer) < self._head[1]:
            return None
        (start, length), self._head = self._head, None
        return self._make(start, self._buffer.take(length))

    def _read_head(self, head: bytes) -> tuple[str, int]:
        """The first line, and how many bytes follow the head."""
        first, *lines = head.decode("latin-1").split("\r\n")
        for line in lines:
            name, _, value = line.partition(":")
            if name.strip().lower() == "content-length":
                return self._check(first), _read_length(value.strip())
        return self._check(first), self._length_without(first)

    @abstractmethod
    def _check(self, first: str) -> str:
        """The first line, if it is one."""

    @abstractmethod
    def _length_without(self, first: str) -> int:
        """How long a message is that does not say it."""

    @abstractmethod
    def _make(self, first: str, body: bytes) -> Message: ...


class RequestDecoder(_Decoder[Request]):
    """The server's side."""

    def _check(self, first: str) -> str:
        if not _REQUEST_LINE.fullmatch(first):
            raise ProtocolError(f"not a request: {_quote(first)}")
        return first

    def _length_without(self, first: str) -> int:
        return 0

    def _make(self, first: str, body: bytes) -> Request:
        method, path, _ = first.split(" ")
        return Request(method, path, body)


class ResponseDecoder(_Decoder[Response]):
    """The asker's side."""

    def _check(self, first: str) -> str:
        if not _STATUS_LINE.fullmatch(first):
            raise ProtocolError(f"not an answer of HTTP: {_quote(first)}")
        return first

    def _length_without(self, first: str) -> int:
        raise ProtocolError(f"an answer that does not say how long it is: {_quote(first)}")

    def _make(self, first: str, body: bytes) -> Response:
        return Response(int(first.split(" ")[1]), body)


def _read_length(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) > LIMIT:
        raise ProtocolError(f"a length from 0 to {LIMIT} expected, not {_quote(value)}")
    return int(value)


def _quote(text: str) -> str:
    return spaced_hex(text.encode("latin-1")) if not text.isprintable() else repr(text[:60])
