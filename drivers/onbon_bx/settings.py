"""What can be set for a BX card; ``README.md`` says when. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields

from drivers.onbon_bx.bitmaps import Format
from drivers.onbon_bx.models import DEFAULT, MODELS, Model, Packing
from drivers.onbon_bx.packets import ANY
from drivers.onbon_bx.programs import Checksum
from drivers.onbon_bx.transfer import SAFE_BLOCK
from drivers.options import check_choice, check_range

AUTO = "auto"
MAX_AREA = 3  # four areas: what the smallest of the figures given for any card allows


@dataclass(frozen=True, slots=True)
class ProgramOptions:
    """For cards that keep programs; refused for the others."""

    checksum: str = Checksum.ZLIB.value
    block: int = SAFE_BLOCK
    directory: str = "checksums"
    writes_per_day: int = 48
    write_interval_s: int = 30

    def __post_init__(self) -> None:
        check_choice("checksum", self.checksum, tuple(Checksum))
        check_choice("directory", self.directory, ("checksums", "names", "off"))
        check_range("block", self.block, 64, 14_336)
        check_range("writes_per_day", self.writes_per_day, 1, 1000)
        check_range("write_interval_s", self.write_interval_s, 0, 3600)


@dataclass(frozen=True, slots=True)
class OnbonOptions(ProgramOptions):
    """Each field is an option of the settings file, with its default."""

    model: str = DEFAULT
    colour_order: str = "rg"
    rgb565: str = "little"
    address: int = ANY
    area: int = 0
    stored_programs: str = "delete"
    timeout_ms: int = 3000
    connect_ms: int = 3000

    def __post_init__(self) -> None:
        ProgramOptions.__post_init__(self)
        check_choice("model", self.model, (AUTO, *MODELS))
        check_choice("colour_order", self.colour_order, ("rg", "gr"))
        check_choice("rgb565", self.rgb565, ("little", "big"))
        # 0xFFFF is "all screens, and none answers"
        check_range("address", self.address, 1, ANY)
        check_choice("stored_programs", self.stored_programs, ("delete", "keep"))
        check_range("area", self.area, 0, MAX_AREA)
        check_range("timeout_ms", self.timeout_ms, 50, 60_000)
        check_range("connect_ms", self.connect_ms, 50, 60_000)
        self._refuse_idle()

    def _refuse_idle(self) -> None:
        """An option that does nothing on this card is refused: it is thought to do something."""
        idle = _find_idle(self.chosen)
        for each in fields(self):
            if each.name in idle and getattr(self, each.name) != each.default:
                raise ValueError(f"option {each.name!r} does nothing with the model {self.model}")

    @property
    def chosen(self) -> Model | None:
        """The model that was named; ``None`` = whatever the ping says."""
        return None if self.model == AUTO else MODELS[self.model]

    def form_for(self, model: Model) -> Format:
        """How pictures go to that model with these modules."""
        return Format(model.packing, self.colour_order == "rg", self.rgb565 == "big")


def _find_idle(model: Model | None) -> set[str]:
    """The options that do nothing on a card; ``None`` is one with dynamic areas, whichever it will be."""
    of_programs = {each.name for each in fields(ProgramOptions)}
    idle = of_programs if model is None or model.dynamic else {"area", "stored_programs"}
    return idle if model is None or model.packing is Packing.RGB565 else idle | {"rgb565"}
