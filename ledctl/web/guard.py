"""What every answer carries and no request may exceed: security headers and a size limit.

One small ASGI layer around the whole application, so that no page, file or
error can leave without its headers. The policy allows no inline script or
style and nothing from other hosts: the office machine often has no internet,
and a page that needs none can forbid it.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ledctl.sentences import Sentence, sentence

MAX_BODY = 32 * 1024 * 1024
"""Bytes of one request: several notice files of the largest size at once."""

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
STATIC = "/static/"


class TooLarge(HTTPException):
    """The request grew beyond the limit while it was read.

    An ``HTTPException``, because whoever reads a body for us turns every other
    exception into something else; ``failures`` answers it.
    """

    def __init__(self) -> None:
        super().__init__(413)


def too_large() -> Sentence:
    return sentence("request_too_large", limit_mb=MAX_BODY // 1024 // 1024)


class Guard:
    """Adds ``HEADERS`` to every answer and ends requests that are too large."""

    def __init__(self, app: ASGIApp, *, limit: int = MAX_BODY) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope["path"], receive, send, self._limit)
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except ClientDisconnect:
            return  # nobody is left to answer, and a stranger's torn requests must not fill the log


class _Exchange:
    """One request and its answer, counted on the way in, its headers added on the way out."""

    def __init__(self, path: str, receive: Receive, send: Send, limit: int) -> None:
        self._path = path
        self._receive = receive
        self._send = send
        self._left = limit

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            _add(MutableHeaders(scope=message), self._path)
        await self._send(message)


def _add(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "max-age=3600" if path.startswith(STATIC) else "no-store")
