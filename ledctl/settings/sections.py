"""The sections of a site's settings: signs, pages, publisher, desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, field_validator
from pydantic_core import PydanticCustomError

from drivers.base import Colour, Panel
from ledctl.settings.care import BrightnessSettings, CareSettings
from ledctl.settings.hours import HoursSettings
from ledctl.settings.names import SignName


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


@contextmanager
def _named(kind: str) -> Iterator[None]:
    """A ``ValueError`` inside is one of this kind: its sentence is chosen by that."""
    try:
        yield
    except ValueError as error:
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None


class SignSettings(Section):
    """One sign: which driver, on which wire, what panel, how it is read, and the driver's own options.

    Whether the preset is there and may be used is looked at with the site's own (``notices.looks``).
    """

    driver: str
    link: str = ""
    panel: str
    colour: str
    label: str = ""
    preset: str = "default"
    pixel_pitch_mm: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Millimetres from lamp to lamp: 10 for P10; 0 = not measured yet."""
    viewing_distance_m: Annotated[float, Field(ge=0, le=1000)] = 0.0
    """Metres from where people stand and read; 0 = not measured yet."""
    groups: tuple[SignName, ...] = ()
    """Words a notice may name instead of the sign, to reach all signs that carry them."""
    small_names: bool = False
    """This sign may set names in fewer than 16 dots (R37)."""
    options: dict[str, str | int | bool] = {}
    hours: HoursSettings = HoursSettings()
    """When it is lit."""
    brightness: BrightnessSettings | None = None
    care: CareSettings = CareSettings()

    @field_validator("panel")
    @classmethod
    def _is_a_size(cls, panel: str) -> str:
        with _named("panel_size"):
            Panel.parse(panel, Colour.RED)
        return panel

    @field_validator("colour")
    @classmethod
    def _is_a_colour(cls, colour: str) -> str:
        with _named("panel_colour"):
            Colour(colour)
        return colour

    def make_panel(self) -> Panel:
        return Panel.parse(self.panel, self.colour)


class WebSettings(Section):
    """The office pages. Loopback by default; a town binds its LAN address on purpose (R43)."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    metrics: bool = True
    """Answer at ``/metrics``, to this machine and to ``metrics_from`` only."""
    metrics_from: tuple[IPvAnyNetwork, ...] = ()


class OnUnknown(StrEnum):
    """What becomes of content on a sign that nobody put there through this program."""

    REPLACE = "replace"
    BLANK = "blank"


class PublisherSettings(Section):
    """How often the publisher looks by itself, beside being woken."""

    poll_s: Annotated[float, Field(ge=0.05, le=60)] = 1.0
    flush_s: Annotated[int, Field(ge=1, le=300)] = 60
    life_s: Annotated[int, Field(ge=0, le=3600)] = 120
    """A self-clearing sign goes dark by itself when the publisher has been dead this long."""
    retry_s: Annotated[int, Field(ge=1, le=600)] = 5
    turn_s: Annotated[int, Field(ge=5, le=3600)] = 60
    """Page time of one turn at most, so that a long list starves nobody; one page may be longer."""
    round_s: Annotated[int, Field(ge=60, le=7200)] = 600
    """A sign's thread from which nothing is heard for longer hangs; longer than any driver waits."""
    retry_most_s: Annotated[int, Field(ge=1, le=3600)] = 60
    """Each try on a dead link waits twice as long as the one before, up to this."""
    look_s: Annotated[float, Field(ge=0, le=3600)] = 5.0
    """A sign whose pages are turned from here is asked so often what it shows; 0: never."""
    resync_s: Annotated[int, Field(ge=10, le=3600)] = 300
    """The list of a sign that turns its pages by itself is compared so often."""
    unknown: OnUnknown = OnUnknown.REPLACE
    """Content of others on a sign: replaced at once, or the sign stays dark until it is gone."""
    clock_step_s: Annotated[int, Field(ge=5, le=3600)] = 60
    """A wall clock set by no more than this is followed; one set by more is not trusted (R15)."""
    untrusted: Literal["hold", "dark"] = "hold"
    """Signs while it is not known how late it is at least: what stood last stands on, or they are dark."""


class DeskSettings(Section):
    """The office's own words and rules."""

    leading_group: str = "政务公开领导小组"
    town: str = ""
    long_round_s: Annotated[int, Field(ge=10, le=86_400)] = 300
    """A notice whose pages take longer than this to come round once is worth a word before approval."""
    roll_forward: bool = True
    """A period of calendar days that ends on a day off ends on the next working day (Civil Code art. 203)."""
    disclose_days: Annotated[int, Field(ge=1, le=366)] = 20
    """Working days to publish within where the category says nothing (Disclosure Regulation art. 26)."""
    approver_reviews: bool = False
    """An approver may also take the reviews of the same version: two people suffice (never the maker, R5)."""
    lapse_days: Annotated[int, Field(ge=0, le=366)] = 30
    """What nobody decides on for so many days lapses (R6); 0: it waits for ever."""
    secrecy_authority: Annotated[str, Field(min_length=1, max_length=200)] = (
        "有关主管部门或者保密行政管理部门"
    )
    """Whom a doubtful item is referred to, unless the reviewer names another."""
    signers: dict[str, tuple[str, ...]] = {}
    """Accounts that sign, in order, by category; ``"*"``: every category not named."""
    sign_off_hours: Annotated[int, Field(ge=1, le=720)] = 24
    """A warning that took the short way is reviewed within so many hours after its approval."""
    lost_share: Annotated[int, Field(ge=1, le=100)] = 10
    """Percent of a publicity period (or window) that may be lost on a sign before the desk is asked."""

    @field_validator("signers")
    @classmethod
    def _nobody_signs_twice(cls, signers: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if twice := sorted(code for code, named in signers.items() if len(set(named)) < len(named)):
            raise ValueError(f"an account stands twice in desk.signers.{twice[0]}")
        return signers
