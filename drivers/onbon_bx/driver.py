"""``OnbonBx``: a BX card shown frames through one dynamic area over the whole screen, and cared for.

Here: the orders of a sign as requests to a card, and what their answers prove.
Not here: the connection and the ping (``driver_wire``), bytes (``codec``).

A card acknowledges and cannot be asked what it shows, so a receipt is P1 at
most and beyond the acknowledgement the state is unknown. With a life time the
area is sent with run mode 2: when the host falls silent the card goes dark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from drivers.base import (
    Ability,
    AfterPowerCut,
    Capabilities,
    Colour,
    Frame,
    Panel,
    Proof,
    Receipt,
    Sign,
    Status,
)
from drivers.errors import LinkError, Unsupported
from drivers.links import Link, open_link, read_address
from drivers.onbon_bx.bitmaps import pack
from drivers.onbon_bx.codec import MAX_TIMEOUT_S, wire_of_frame
from drivers.onbon_bx.driver_care import CaredFor
from drivers.onbon_bx.driver_programs import OnbonPrograms
from drivers.onbon_bx.driver_stored import StoredPrograms
from drivers.onbon_bx.driver_wire import CardWire, WrongCard, describe_card
from drivers.onbon_bx.messages import DeleteAreas
from drivers.onbon_bx.orders import percent_of
from drivers.onbon_bx.settings import OnbonOptions
from drivers.options import Option, read_options

__all__ = ["OnbonBx", "OnbonOptions", "WrongCard", "make_sign"]


class OnbonBx(CaredFor):
    """A card with dynamic areas. ``connect`` opens the wire: at the first order and after a failure."""

    def __init__(
        self, panel: Panel, connect: Callable[[], Link], options: OnbonOptions | None = None
    ) -> None:
        self._options = options or OnbonOptions()
        if (model := self._options.chosen) is not None:
            model.check_colour(panel.colour)
        super().__init__(
            Capabilities(
                panel,
                host_timed=True,
                self_clearing=True,
                best_proof=Proof.ACCEPTED,
                virtual=False,
                shades=model is None or panel.colour is not Colour.RGB or model.has_shades,
                abilities=frozenset(Ability),
                after_power_cut=AfterPowerCut.DARK if self._clears else AfterPowerCut.OLD,
                keeps_brightness=True,
            )
        )
        self._wire: CardWire = CardWire(panel, connect, self._options)
        self._stored = StoredPrograms(self._wire)

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Sign:
        chosen = read_options(OnbonOptions, options)
        read_address(link)
        return make_sign(panel, partial(open_link, link, timeout_s=chosen.connect_ms / 1000), chosen)

    @property
    def _clears(self) -> bool:
        """Whether stored programs are deleted, so that a power cut leaves the sign dark."""
        return self._options.stored_programs == "delete"

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        if life_s > MAX_TIMEOUT_S:
            raise Unsupported(f"the card counts at most {MAX_TIMEOUT_S} s, not {life_s}")
        self._stored.clear()
        model, options = self._wire.model, self._options
        wire = wire_of_frame(
            frame, model, options.form_for(model), address=options.address, area=options.area, life_s=life_s
        )
        evidence = self._confirm(self._wire.send(wire), f"dynamic area {options.area}")
        return Receipt(frame.digest, Proof.ACCEPTED, evidence)

    def _blank(self) -> Receipt:
        self._stored.clear()
        evidence = self._confirm(self._wire.ask(DeleteAreas()), "all dynamic areas deleted")
        return Receipt("", Proof.ACCEPTED, evidence)

    def _status(self) -> Status:
        try:
            card = self._wire.look()
        except LinkError as error:
            return Status(online=False, detail=str(error))
        known = Status(
            online=True,
            powered=bool(card.powered),
            brightness=percent_of(card.brightness),
            detail=describe_card(card),
        )
        return self._add_stored(self._add_report(known))

    def _add_stored(self, known: Status) -> Status:
        """Programs in the flash, which would play after a power cut: unknown content, but for those kept."""
        if not self._clears:
            return known
        found = self._stored.find()
        if not self._stored.is_told:
            self.capabilities = replace(self.capabilities, after_power_cut=AfterPowerCut.UNKNOWN)
        return replace(known, unknown=tuple(f"a stored program: {name}" for name in found))

    def _close(self) -> None:
        self._wire.close()


def make_sign(panel: Panel, connect: Callable[[], Link], options: OnbonOptions) -> Sign:
    """The sign for the model that was chosen; the place where cards without dynamic areas part ways."""
    model = options.chosen
    if model is None or model.dynamic:
        return OnbonBx(panel, connect, options)
    model.check_colour(panel.colour)
    return OnbonPrograms(
        panel,
        CardWire(panel, connect, options),
        partial(pack, form=options.form_for(model)),
        generation=model.generation,
        options=options,
    )
