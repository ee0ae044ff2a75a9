"""What the town counts as its items; printed with every result."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,39}$")]


class CountSettings(BaseModel):
    """The choices of the count (``reports.rules``); the town's own units are those named in ``desk.town``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corrections: bool = False
    """A correction is an item of its own; else the same item as what it corrects."""
    village: bool = False
    """Village affairs are the town's items."""
    relayed: bool = False
    """So is what the town passes on for others; its maker discloses it (Disclosure Regulation art. 10)."""
    warnings: bool = False
    """So are warnings."""
    least_proof: Literal[0, 1] = 1
    """Shown on a sign is what a receipt proves from here on: 1 accepted by the device, 0 sent."""
    electronic: Annotated[tuple[Code, ...], Field(max_length=20)] = ("website", "wechat", "weibo", "app")
    """Channels that make an item an electronic publication."""
    normative: Annotated[tuple[Code, ...], Field(max_length=50)] = ("normative_document",)
    """Categories whose items are normative documents (规范性文件)."""
