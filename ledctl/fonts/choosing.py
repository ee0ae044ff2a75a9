"""Which font draws at which size. Pure.

One rule, read from the pins. The face ``pixel`` asks a font drawn dot by dot
wherever one has the size, then the fonts that fill its gaps; the face ``outline``
asks outlines first wherever they have the size. As ``fonts.toml`` stands:

    size                 pixel               outline
    12, 13, 15           WenQuanYi, Noto     WenQuanYi, Noto
    16                   Unifont             Unifont
    32, 48, 64 ...       Unifont             Noto, Unifont
    others from 24 up    Noto                Noto
    8                    ledctl's own page marks, whatever the face
"""

from __future__ import annotations

from collections.abc import Sequence

from ledctl.fonts.pins import Pin, Way


def chain(pins: Sequence[Pin], size: int, face: str = "pixel") -> tuple[Pin, ...]:
    """The fonts to ask at ``size``, in this order; the first is the one the size is named for."""
    dots = tuple(pin for pin in pins if pin.way is not Way.OUTLINE and pin.has_size(size))
    outlines = tuple(pin for pin in pins if pin.way is Way.OUTLINE and pin.has_size(size))
    if face == "outline" and outlines:
        return outlines + dots
    return dots + tuple(fillers(pins, dots)) if dots else outlines


def fillers(pins: Sequence[Pin], fonts: Sequence[Pin]) -> list[Pin]:
    """The fonts that draw what ``fonts`` lack."""
    named = {font.id for font in fonts}
    return [pin for pin in pins if named.intersection(pin.fills)]


def sizes_worth_asking(pins: Sequence[Pin], pin: Pin) -> tuple[int, ...]:
    """The sizes at which a look at ``pin`` tells what it covers: its own, and those where it fills gaps."""
    gaps = {size for other in pins if other.id in pin.fills for size in other.sizes}
    own = pin.sizes[:1] if pin.way is Way.OUTLINE else pin.sizes
    return tuple(sorted({*own, *gaps}))


def size_names(pins: Sequence[Pin]) -> tuple[str, str]:
    """The sizes there are, as a sentence names them in Chinese and in English."""
    named = [_size_names(pin) for pin in pins]
    return "、".join(zh for zh, _ in named), ", ".join(en for _, en in named)


def _size_names(pin: Pin) -> tuple[str, str]:
    if pin.way is Way.MULTIPLES:
        return f"{pin.sizes[0]}的倍数", f"multiples of {pin.sizes[0]}"
    if pin.way is Way.OUTLINE:
        return f"{pin.sizes[0]}至{pin.sizes[-1]}", f"{pin.sizes[0]} to {pin.sizes[-1]}"
    return "、".join(map(str, pin.sizes)), ", ".join(map(str, pin.sizes))
