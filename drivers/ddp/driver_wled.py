"""``Wled``: asking a WLED by its JSON, each question on a connection of its own.

Here: HTTP over a TCP link, in time, and a refusal as an error. Not here: the
bytes (``http``) and their meaning (``wled``); when to ask (``driver``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Self
from urllib.parse import urlsplit

from drivers.ddp import wled
from drivers.ddp.http import Request, ResponseDecoder, encode_request
from drivers.errors import ProtocolError, SignRefused
from drivers.exchange import ask
from drivers.links import Link, open_link

HTTP_PORT = 80


class Wled:
    """The JSON of one WLED. ``connect`` opens a wire to it and is called for each question."""

    def __init__(self, connect: Callable[[], Link], host: str, *, timeout_s: float) -> None:
        self._connect, self._host, self._timeout_s = connect, host, timeout_s

    @classmethod
    def from_url(cls, url: str, *, timeout_s: float) -> Self:
        """``url`` as ``check_url`` has found it sound."""
        host = urlsplit(url).netloc
        link = f"tcp://{host}" if urlsplit(url).port else f"tcp://{host}:{HTTP_PORT}"
        return cls(partial(open_link, link, timeout_s=timeout_s), host, timeout_s=timeout_s)

    def look(self) -> wled.Condition:
        """How it is; ``ProtocolError`` if that is no WLED, ``SignRefused`` if it has no time."""
        state, info = self._ask(Request("GET", wled.STATE)), self._ask(Request("GET", wled.INFO))
        try:
            return wled.read_condition(state, info)
        except ProtocolError as error:
            error.link = f"http://{self._host}"
            raise

    def change(self, *, on: bool, brightness: int | None = None) -> str:
        """Tell it; the evidence is what it says of itself afterwards."""
        self._ask(Request("POST", wled.STATE, wled.encode_change(on=on, brightness=brightness)))
        now = self.look()
        power = "on" if now.on else "off"
        return f"the WLED at {self._host} says it is {power}, brightness {now.brightness} of {wled.FULL}"

    def _ask(self, request: Request) -> bytes:
        link = self._connect()
        try:
            wire = encode_request(request, self._host)
            response = ask(link, wire, ResponseDecoder(), timeout_s=self._timeout_s)
        except ProtocolError as error:
            error.link = link.url
            raise
        finally:
            link.close()
        if response.status != 200:
            what = f"{request.method} {request.path} was answered with {response.status}"
            raise SignRefused(f"{link.url}: {what}", code=response.status, link=link.url)
        return response.body


def check_url(url: str) -> None:
    """``ValueError`` unless ``url`` is ``http://HOST`` or ``http://HOST:PORT``."""
    wrong = f"option 'wled' is http://HOST or http://HOST:PORT, or empty for none, not {url!r}"
    if not re.fullmatch(r"[!-~]+", url):  # urlsplit drops some control characters without a word
        raise ValueError(wrong)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(wrong) from error
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None
    if parts.scheme != "http" or not parts.hostname or port == 0 or rest or parts.netloc.endswith(":"):
        raise ValueError(wrong)
