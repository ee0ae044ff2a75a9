"""What a WLED says of itself in its JSON, and what it can be told there. Pure.

======================  =====================================================
``GET /json/state``     ``on``, ``bri`` (1 to 255), ``lor`` (somebody overrides
                        the live data by hand)
``GET /json/info``      ``live`` (it shows what arrives and not its own effect),
                        ``lm`` (by which protocol), ``lip`` (from whom),
                        ``leds`` (``count``, and ``matrix`` with ``w`` and ``h``
                        where the LEDs are set up as an area), ``ver``
``POST /json/state``    any of ``on`` and ``bri``; answered ``{"success":true}``
======================  =====================================================

The rest of both objects, which differs from version to version, is not read.
The names are those of the project's page "JSON API".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeVar

from drivers.errors import ProtocolError

STATE, INFO = "/json/state", "/json/info"
FULL = 255  # the highest ``bri``

Kind = TypeVar("Kind", bool, int, str)


@dataclass(frozen=True, slots=True)
class Condition:
    """State and info together. ``size`` is ``None`` for LEDs that are set up as a line."""

    on: bool
    brightness: int
    live: bool
    protocol: str
    sender: str
    overridden: bool
    pixels: int
    size: tuple[int, int] | None
    version: str


def read_condition(state: bytes, info: bytes) -> Condition:
    """Both objects as a value; ``ProtocolError`` if they are not those of a WLED."""
    now, fixed = _read_object(state), _read_object(info)
    leds = _pick_object(fixed, "leds")
    matrix = _pick_object(leds, "matrix") if "matrix" in leds else None
    return Condition(
        on=_pick(now, "on", bool),
        brightness=_pick_brightness(now),
        live=_pick(fixed, "live", bool),
        protocol=_pick(fixed, "lm", str, ""),
        sender=_pick(fixed, "lip", str, ""),
        overridden=_pick(now, "lor", int, 0) != 0,
        pixels=_pick(leds, "count", int),
        size=(_pick(matrix, "w", int), _pick(matrix, "h", int)) if matrix is not None else None,
        version=_pick(fixed, "ver", str, ""),
    )


def encode_change(*, on: bool, brightness: int | None = None) -> bytes:
    """What to POST. ``on`` is always said: a brightness alone would switch a dark WLED on."""
    wanted: dict[str, object] = {"on": on}
    if brightness is not None:
        wanted["bri"] = brightness
    return json.dumps(wanted, separators=(",", ":")).encode("ascii")


def read_change(body: bytes) -> tuple[bool | None, int | None]:
    """``on`` and ``bri`` as somebody posts them, the WLED's side; ``None`` for what is to stay."""
    wanted = _read_object(body)
    on = _pick(wanted, "on", bool) if "on" in wanted else None
    return on, _pick_brightness(wanted) if "bri" in wanted else None


def encode_state(on: bool, brightness: int) -> bytes:
    return json.dumps({"on": on, "bri": brightness, "transition": 7, "lor": 0}).encode("ascii")


def encode_info(*, live: bool, protocol: str, width: int, height: int) -> bytes:
    return json.dumps(
        {
            "ver": "0.15.0",
            "leds": {"count": width * height, "matrix": {"w": width, "h": height}},
            "live": live,
            "lm": protocol,
            "lip": "192.0.2.1" if live else "",
        }
    ).encode("ascii")


def _read_object(body: bytes) -> dict[str, object]:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise ProtocolError("JSON, but not an object")
    return found


def _pick_object(where: dict[str, object], name: str) -> dict[str, object]:
    found = where.get(name)
    if not isinstance(found, dict):
        raise ProtocolError(f"no WLED: {name!r} is missing or no object")
    return found


def _pick_brightness(where: dict[str, object]) -> int:
    found = _pick(where, "bri", int)
    if not 0 <= found <= FULL:
        raise ProtocolError(f"a brightness from 0 to {FULL} expected, not {str(found)[:40]}")
    return found


def _pick(where: dict[str, object], name: str, kind: type[Kind], default: Kind | None = None) -> Kind:
    """A member of exactly this kind; text only as far as it can be shown to somebody."""
    found = where.get(name, default)
    if type(found) is not kind:  # exact: true is an int to isinstance
        raise ProtocolError(f"no WLED: {name!r} is missing or no {kind.__name__}")
    if isinstance(found, str):
        return "".join(filter(str.isprintable, found))[:40]
    return found
