"""What a card is and what it is told about itself: identity, brightness, clock. Pure.

Shapes from the manufacturer's description. Measured on a C16L: SetLuminancePloy
without all four of its children is refused, in whatever order they come. The
time is taken over only while nothing else sets the clock (``sync none``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from drivers.care import SLOTS, Brightness
from drivers.errors import ProtocolError
from drivers.huidu_sdk.documents import Reply
from drivers.huidu_sdk.elements import Element, make

ZONE = "(UTC+08:00)Beijing,Chongqing,HongKong,Urumchi"
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_DARKEST = 1  # percent: the card knows no 0


@dataclass(frozen=True, slots=True)
class Identity:
    """What a card answers to GetDeviceInfo."""

    device_id: str
    model: str
    width: int
    height: int
    firmware: str

    def __str__(self) -> str:
        what = f"{self.model} {self.device_id}".strip() or "a card without a name"
        return f"{what}, {self.width}x{self.height}, firmware {self.firmware or 'unnamed'}"


def read_identity(reply: Reply) -> Identity:
    """``ProtocolError`` if the screen has no size."""
    device, screen = reply.first("device"), reply.first("screen")
    return Identity(
        device.get("id").strip("\0 "),
        device.get("model"),
        screen.number("width", 0),
        screen.number("height", 0),
        reply.first("version").get("app"),
    )


def is_synchronised(reply: Reply) -> bool:
    """Whether several cards play one picture together; such a card takes no SwitchProgram."""
    return is_true(reply.first("sync").get("enable"))


def luminance_elements(brightness: Brightness) -> tuple[Element, ...]:
    """One value, or one entry for each half hour in which it changes; 0 becomes the darkest there is."""
    percent = [max(_DARKEST, value) for value in brightness.percent]
    steady = brightness.is_steady
    return (
        make("mode", value="default" if steady else "ploys"),
        make("default", value=percent[0]),
        make("ploy", *(() if steady else _changes(percent))),
        make("sensor", min=_DARKEST, max=100, time=10),
    )


def read_luminance(reply: Reply) -> int | None:
    """Percent, if one value holds all day."""
    if reply.first("mode").get("value") != "default":
        return None
    return reply.first("default").number("value", 100)


def clock_elements(local: datetime, before: Reply) -> tuple[Element, ...]:
    """Set the clock; zone and summer time stay as the card had them ``before``."""
    zone = before.first("timezone").get("value") or ZONE
    return (
        make("timezone", value=zone),
        make("summer", enable=before.first("summer").get("enable") or "false"),
        make("sync", value="none"),
        make("time", value=local.isoformat(" ", "seconds")),
    )


def read_clock(reply: Reply) -> datetime:
    """The card's wall clock; ``ProtocolError`` if it shows no time."""
    text = reply.first("time").get("value").strip()
    try:
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:  # the 30th of February
        pass
    raise ProtocolError(f"the card's clock shows {text[:40]!r}")


def is_true(text: str) -> bool:
    return text.strip().lower() in ("true", "1")


def _changes(percent: list[int]) -> Iterator[Element]:
    for slot in range(SLOTS):
        if slot == 0 or percent[slot] != percent[slot - 1]:
            start = f"{slot // 2:02}:{slot % 2 * 30:02}:00"
            yield make("item", enable=True, start=start, percent=percent[slot])
