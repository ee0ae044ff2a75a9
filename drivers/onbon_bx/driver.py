"""``OnbonBx``: a BX-5E card shown frames through dynamic area 0 and asked by ping.

Here: connecting, checking that the card is the one expected, three orders. Not
here: bytes (``codec``), sockets (``links``), waiting (``exchange``).

Before the first order on each connection the card is pinged, and one whose size,
colour or kind is not the panel's, or which was never set up, is refused: it would
acknowledge everything and show garbage. A connection that failed is closed, so
the next order connects, and pings, again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Self

from drivers.base import Capabilities, Colour, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.errors import LinkError, ProtocolError, SignRefused, Unsupported
from drivers.exchange import Decoder, ask, discard_stale
from drivers.links import Link, open_link, read_address
from drivers.onbon_bx.codec import MAX_TIMEOUT_S, MODELS, ReplyDecoder, wire_of, wire_of_frame
from drivers.onbon_bx.messages import (
    SCREEN_PARAMETERS,
    Ack,
    DeleteAreas,
    Nack,
    Ping,
    PingReply,
    Reply,
)
from drivers.onbon_bx.packets import ANY
from drivers.options import Option, read_options

_COLOURS = {Colour.RED: 1, Colour.DUAL: 3}


@dataclass(frozen=True, slots=True)
class OnbonOptions:
    """What can be set; ``README.md`` says when."""

    model: str = "5E2"
    colour_order: str = "rg"
    address: int = ANY
    area: int = 0
    timeout_ms: int = 3000
    connect_ms: int = 3000

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise ValueError(f"option 'model' is one of {', '.join(MODELS)}, not {self.model!r}")
        if self.colour_order not in ("rg", "gr"):
            raise ValueError(f"option 'colour_order' is rg or gr, not {self.colour_order!r}")
        # 0xFFFF is "all screens, and none answers"
        _check_range("address", self.address, 1, ANY)
        _check_range("area", self.area, 0, 3)
        _check_range("timeout_ms", self.timeout_ms, 50, 60_000)
        _check_range("connect_ms", self.connect_ms, 50, 60_000)


class WrongCard(SignRefused):
    """The card that answered the ping is not the one expected, or was never set up; nothing was shown."""

    def __init__(self, message: str, *, link: str) -> None:
        # the number such a card itself gives to an update
        super().__init__(message, code=SCREEN_PARAMETERS, link=link)


class OnbonBx(Sign):
    """A BX-5E card. ``connect`` opens the wire; it is called at the first order and after a failure."""

    def __init__(
        self, panel: Panel, connect: Callable[[], Link], options: OnbonOptions | None = None
    ) -> None:
        if panel.colour not in _COLOURS:
            raise ValueError(f"a BX-5E drives red or dual panels, not {panel.colour.value}")
        super().__init__(
            Capabilities(panel, host_timed=True, self_clearing=True, best_proof=Proof.ACCEPTED, virtual=False)
        )
        self._options = options or OnbonOptions()
        self._device = MODELS[self._options.model]
        self._connect = connect
        self._link: Link | None = None
        self._decoder: Decoder[Reply] = ReplyDecoder()

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Self:
        chosen = read_options(OnbonOptions, options)
        read_address(link)
        return cls(panel, partial(open_link, link, timeout_s=chosen.connect_ms / 1000), chosen)

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        if life_s > MAX_TIMEOUT_S:
            raise Unsupported(f"the card counts at most {MAX_TIMEOUT_S} s, not {life_s}")
        wire = wire_of_frame(
            frame,
            self._device,
            address=self._options.address,
            area=self._options.area,
            life_s=life_s,
            red_first=self._options.colour_order == "rg",
        )
        evidence = self._order(wire, f"dynamic area {self._options.area}")
        return Receipt(frame.digest, Proof.ACCEPTED, evidence)

    def _blank(self) -> Receipt:
        wire = wire_of(DeleteAreas(), self._device, address=self._options.address)
        return Receipt("", Proof.ACCEPTED, self._order(wire, "all dynamic areas deleted"))

    def _status(self) -> Status:
        try:
            card = self._ping(self._open())
        except LinkError as error:
            return Status(online=False, detail=str(error))
        return Status(
            online=True, powered=bool(card.powered), brightness=card.brightness, detail=_describe(card)
        )

    def _close(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None

    def _order(self, wire: bytes, what: str) -> str:
        """Send an order; the evidence if the card acknowledged it."""
        link = self._open()
        reply = self._ask(link, wire)
        if isinstance(reply, Nack):
            raise SignRefused(f"{link.url}: the card refused: {reply}", code=reply.code, link=link.url)
        if not isinstance(reply, Ack):
            self._close()
            raise ProtocolError(f"{link.url}: an order was answered with {reply}", link=link.url)
        return f"BX-{self._options.model} at {link.url} acknowledged: {what}"

    def _open(self) -> Link:
        """The live wire, with the card behind it checked."""
        if self._link is not None and self._is_alive(self._link):
            return self._link
        self._close()
        link = self._link = self._connect()
        card = self._ping(link)
        if fault := self._find_fault(card):
            self._close()
            raise WrongCard(f"{link.url}: {fault}", link=link.url)
        return link

    def _is_alive(self, link: Link) -> bool:
        try:
            discard_stale(link)
        except (LinkError, ProtocolError):  # known before anything was sent: a new connection costs nothing
            return False
        return True

    def _ping(self, link: Link) -> PingReply:
        reply = self._ask(link, wire_of(Ping(), self._device, address=self._options.address))
        if isinstance(reply, PingReply):
            return reply
        self._close()
        if isinstance(reply, Nack):
            raise SignRefused(f"{link.url}: the card refused a ping: {reply}", code=reply.code, link=link.url)
        raise ProtocolError(f"{link.url}: a ping was answered with {reply}", link=link.url)

    def _ask(self, link: Link, wire: bytes) -> Reply:
        try:
            return ask(link, wire, self._decoder, timeout_s=self._options.timeout_ms / 1000)
        except (LinkError, ProtocolError) as error:
            error.link = link.url
            self._close()
            raise

    def _find_fault(self, card: PingReply) -> str:
        if not card.configured:
            return "the card's screen parameters were never set; set them with the vendor's program first"
        if card.device[:1] != self._device[:1]:
            return f"the card is of device type {card.device.hex()}, not a BX-{self._options.model}"
        size, wanted = (card.width, card.height), (self.panel.width, self.panel.height)
        if size != wanted or card.colour != _COLOURS[self.panel.colour]:
            return f"the sign is {self.panel}, the card is set up for {_describe(card)}"
        return ""


def _describe(card: PingReply) -> str:
    colour = {1: "red", 3: "dual"}.get(card.colour, f"colour {card.colour}")
    firmware = card.firmware.rstrip(b"\0").decode("ascii", "replace")
    return f"{card.width}x{card.height} {colour}, firmware {firmware}, brightness {card.brightness} of 15"


def _check_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"option {name!r} is from {low} to {high}, not {value}")
