"""The JSON of a simulated WLED, beside its UDP port. Pure.

One question a connection, as asked for with HTTP 1.0. Only what ``wled.py``
names is there; any other path is 404, and what is no request is 400.
"""

from __future__ import annotations

from collections import defaultdict

from drivers.base import Frame
from drivers.cards import Fact, Handled
from drivers.ddp import wled
from drivers.ddp.http import Request, RequestDecoder, Response, encode_response
from drivers.ddp.receiver import Receiver
from drivers.errors import ProtocolError


class WledCard:
    """See ``cards.Card``; what it lights is the receiver's."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._decoders: defaultdict[int, RequestDecoder] = defaultdict(RequestDecoder)

    @property
    def lit(self) -> Frame:
        return self._receiver.lit

    def advance(self, ms: int) -> None:
        """Time passes for the receiver, which is told by the other card."""

    def hang_up(self, wire: int = 0) -> None:
        self._decoders.pop(wire, None)

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        decoder = self._decoders[wire]
        try:
            decoder.feed(data)
            request = decoder.next()
        except ProtocolError as error:
            return [self._answer({"request": "broken", "reason": str(error)}, Response(400))]
        if request is None:
            return []
        return [self._answer({"request": f"{request.method} {request.path}"}, self._obey(request))]

    def _answer(self, summary: dict[str, Fact], response: Response) -> Handled:
        return Handled(summary | {"answer": response.status}, (encode_response(response),), hang_up=True)

    def _obey(self, request: Request) -> Response:
        receiver = self._receiver
        match request.method, request.path:
            case "GET", wled.STATE:
                return Response(200, wled.encode_state(receiver.on, receiver.brightness))
            case "GET", wled.INFO:
                return Response(200, self._introduce())
            case "POST", wled.STATE:
                return self._change(request.body)
        return Response(404)

    def _introduce(self) -> bytes:
        receiver, panel = self._receiver, self._receiver.panel
        return wled.encode_info(
            live=receiver.live, protocol=receiver.protocol, width=panel.width, height=panel.height
        )

    def _change(self, body: bytes) -> Response:
        try:
            self._receiver.change(*wled.read_change(body))
        except ProtocolError:
            return Response(400, b'{"error":9}')
        return Response(200, b'{"success":true}')
