"""``CardWire``: one connection to one card, opened when it is needed and checked before it is used.

Here: connecting, the ping, comparing the card with what is expected, one
question and one answer. Not here: what is asked (``driver``), bytes (``codec``),
sockets (``links``), waiting (``exchange``).

Before anything else is said on a connection the card is pinged, and one whose
size, colour or kind is not the panel's, or which was never set up, is refused:
it would acknowledge everything and show garbage. A connection that failed is
closed, so the next question connects, and pings, again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.base import Colour, Panel
from drivers.errors import LinkError, OtherSign, ProtocolError, SignRefused
from drivers.exchange import Decoder, ask, is_alive
from drivers.links import Link
from drivers.onbon_bx.codec import ReplyDecoder, wire_of, wire_of_question
from drivers.onbon_bx.messages import Reply, Request
from drivers.onbon_bx.models import Model, find_model
from drivers.onbon_bx.orders import Ping
from drivers.onbon_bx.refusals import SCREEN_PARAMETERS, Nack
from drivers.onbon_bx.reports import PingReply
from drivers.onbon_bx.settings import OnbonOptions

_COLOURS = {1: "red", 3: "dual", 7: "seven colours", 0xFE: "grey", 0xFF: "rgb"}


class WrongCard(OtherSign):
    """The card that answered the ping is not the one expected, or was never set up; nothing was shown."""

    def __init__(self, message: str, *, link: str) -> None:
        # the number such a card itself gives to an update
        super().__init__(message, code=SCREEN_PARAMETERS, link=link)


@dataclass(frozen=True, slots=True)
class _Live:
    """A connection and the card that was found behind it."""

    link: Link
    card: PingReply
    model: Model


class CardWire:
    """A conversation with the card behind ``connect``, which is called at first use and after a failure."""

    def __init__(self, panel: Panel, connect: Callable[[], Link], options: OnbonOptions) -> None:
        self._panel, self._connect, self._options = panel, connect, options
        self._model = options.chosen
        self._live: _Live | None = None
        self.met = 0
        """How many connections have been made: a card may have lost its power between two."""
        self._decoder: Decoder[Reply] = ReplyDecoder(options.address)

    @property
    def card(self) -> PingReply:
        """What the card last said of itself; asks it if this connection is new."""
        return self._open().card

    @property
    def model(self) -> Model:
        """The model named in the settings, or else the one the card says it is."""
        return self._model or self._open().model

    @property
    def url(self) -> str:
        """Where the card is, while there is a connection; opens none."""
        return self._live.link.url if self._live else ""

    @property
    def name(self) -> str:
        """Which card answered, while there is a connection; opens none."""
        return f"BX-{self._live.model.name}" if self._live else ""

    def look(self) -> PingReply:
        """Ping the card now and compare again: somebody may have set it up anew."""
        before, live = self._live, self._open()
        if live is before:
            live = self._live = self._meet(live.link)
        return live.card

    def ask(self, request: Request) -> Reply:
        """One question, one answer. After a ``LinkError`` or ``ProtocolError`` the wire is closed."""
        live = self._open()
        return self._exchange(live.link, wire_of(request, live.model, address=self._options.address))

    def send(self, wire: bytes) -> Reply:
        """The same for a request that is bytes already."""
        return self._exchange(self._open().link, wire)

    def close(self) -> None:
        """Let go of the wire; harmless when there is none."""
        if self._live is not None:
            self._drop(self._live.link)

    def _open(self) -> _Live:
        """The live wire, with the card behind it checked."""
        if self._live is None or not is_alive(self._live.link):
            self.close()
            self._live = self._meet(self._connect())
            self.met += 1
        return self._live

    def _meet(self, link: Link) -> _Live:
        """Ping, and refuse the wrong card."""
        reply = self._exchange(link, self._ping())
        if isinstance(reply, PingReply):
            model = self._model or find_model(reply.device)
            fault = self._find_fault(reply, model)
            if model is not None and not fault:
                return _Live(link, reply, model)
            self._drop(link)
            raise WrongCard(f"{link.url}: {fault}", link=link.url)
        self._drop(link)
        if isinstance(reply, Nack):
            said = f"{link.url}: the card refused a ping: {reply}"
            raise SignRefused(said, code=reply.code, link=link.url)
        raise ProtocolError(f"{link.url}: a ping was answered with {reply}", link=link.url)

    def _ping(self) -> bytes:
        address = self._options.address
        if self._model is None:
            return wire_of_question(address=address)
        return wire_of(Ping(), self._model, address=address)

    def _exchange(self, link: Link, wire: bytes) -> Reply:
        try:
            return ask(link, wire, self._decoder, timeout_s=self._options.timeout_ms / 1000)
        except (LinkError, ProtocolError) as error:
            error.link = link.url
            self._drop(link)
            raise

    def _drop(self, link: Link) -> None:
        self._live = None
        link.close()

    def _find_fault(self, card: PingReply, model: Model | None) -> str:
        if not card.configured:
            return "the card's screen parameters were never set; set them with the vendor's program first"
        if model is None or not (model.is_kin(card.device) and (self._model or model.dynamic)):
            wanted = f"a BX-{self._model.name}" if self._model else "a known card with dynamic areas"
            return f"the card is of device type {card.device.hex()}, not {wanted}"
        size, expected = (card.width, card.height), (self._panel.width, self._panel.height)
        if size != expected or not _agrees(model, self._panel.colour, card.colour):
            return f"the sign is {self._panel}, the card is set up for {describe_card(card)}"
        return ""


def describe_card(card: PingReply) -> str:
    """The card in words: size, colour, firmware."""
    colour = _COLOURS.get(card.colour, f"colour {card.colour}")
    firmware = card.firmware.rstrip(b"\0").decode("ascii", "replace")
    return f"{card.width}x{card.height} {colour}, firmware {firmware}, brightness {card.brightness} of 15"


def _agrees(model: Model, colour: Colour, code: int) -> bool:
    return colour in model.colours and model.colour_code(colour) == code
