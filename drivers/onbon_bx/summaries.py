"""One request as facts that can be written as JSON: what a simulated card puts on record. Pure."""

from __future__ import annotations

import hashlib

from drivers.cards import Fact
from drivers.onbon_bx.areas import UpdateArea, UpdateAreas
from drivers.onbon_bx.file_summaries import describe_files
from drivers.onbon_bx.messages import DeleteAreas, Request
from drivers.onbon_bx.orders import LockScreen, Order, SetBrightness, SetClock, SwitchPower
from drivers.onbon_bx.transfer import FileRequest

_NAMES = {
    "Ping": "ping",
    "SetClock": "clock",
    "AskFirmware": "firmware",
    "SwitchPower": "power",
    "SetBrightness": "brightness",
    "LockScreen": "lock",
    "AskStatus": "status",
}


def describe(request: Request) -> dict[str, Fact]:
    match request:
        case DeleteAreas(areas):
            return {"request": "delete", "areas": "all" if areas is None else ",".join(map(str, areas))}
        case UpdateArea():
            return {"request": "update", **_describe_area(request)}
        case UpdateAreas(updates):
            first = _describe_area(updates[0]) if updates else {}
            return {"request": "update", "count": len(updates), **first}
    if isinstance(request, FileRequest):
        return describe_files(request)
    return {"request": _NAMES[type(request).__name__], **_describe_order(request)}


def _describe_order(order: Order) -> dict[str, Fact]:
    match order:
        case SwitchPower(on):
            return {"on": on}
        case SetClock(at):
            return {"at": at.isoformat()}
        case SetBrightness(mode, levels):
            return {"mode": mode, "levels": levels.hex()}
        case LockScreen(on, lasting):
            return {"on": on, "lasting": lasting}
        case _:
            return {}


def _describe_area(update: UpdateArea) -> dict[str, Fact]:
    sha = hashlib.sha256(b"".join(page.bitmap for page in update.pages))
    return {
        "area": update.area,
        "x": update.x,
        "y": update.y,
        "width": update.width,
        "height": update.height,
        "pages": len(update.pages),
        "run_mode": update.run_mode,
        "timeout_s": update.timeout_s,
        "immediate": update.immediate,
        "bitmap_sha256": sha.hexdigest(),
    }
