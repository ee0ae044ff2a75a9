"""What a site may set for its paper boards and the sheets that hang there."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Address = Annotated[str, StringConstraints(max_length=300)]


class BoardSettings(BaseModel):
    """The county's rules for boards (a town board at least 20 m2, a village's 10), and what sheets say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    objection_phone: Annotated[str, StringConstraints(max_length=100)] = ""
    """Where anybody may object; printed on every sheet with a publicity period."""
    item_address: Address = ""
    """Where the public finds an item, with ``{id}`` in it: printed as a QR code; empty: no such place."""
    office_address: Address = ""
    """How a phone in the field reaches these pages, such as ``http://192.168.1.5:8000``."""
    town_min_m2: Annotated[float, Field(ge=0, le=1000)] = 20.0
    village_min_m2: Annotated[float, Field(ge=0, le=1000)] = 10.0
    fixed_most: Annotated[int, Field(ge=0, le=100)] = 70
    """Percent of a board that fixed panels may take."""
    warn_days: Annotated[int, Field(ge=0, le=60)] = 7
    """A duty is told of so many days before it is due."""

    @field_validator("item_address")
    @classmethod
    def _names_the_item(cls, address: str) -> str:
        if address and "{id}" not in address:
            raise ValueError("boards.item_address must hold {id}, the number of the item")
        return _web(address, "item_address")

    @field_validator("office_address")
    @classmethod
    def _is_reached(cls, address: str) -> str:
        return _web(address, "office_address").rstrip("/")


def _web(address: str, name: str) -> str:
    if address and not address.startswith(("http://", "https://")):
        raise ValueError(f"boards.{name} begins with http:// or https://")
    return address
