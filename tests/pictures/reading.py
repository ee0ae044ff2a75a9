"""A picture read back: its words, where they stand, and what is drawn."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
ARTIFACTS = Path(__file__).parents[2] / "artifacts"
SPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the room it takes, by a guess of our own: a Chinese character is one em."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: Words) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def read(svg: str) -> ET.Element:
    """The picture as a tree; an error if it is no XML."""
    return ET.fromstring(svg)  # noqa: S314 - our own text


def words(svg: str) -> list[Words]:
    return [_words(node) for node in read(svg).iter(f"{SPACE}text")]


def hints(svg: str) -> list[str]:
    return [node.text or "" for node in read(svg).iter(f"{SPACE}title")]


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other, and texts that leave the picture."""
    root, found = read(svg), words(svg)
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    outside = [one for one in found if one.left < 0 or one.right > wide or one.top < 0 or one.bottom > high]
    pairs = [(a.text, b.text) for a, b in combinations(found, 2) if a.touches(b)]
    return pairs + [(one.text, "the edge") for one in outside]


def _words(node: ET.Element) -> Words:
    text, size = node.text or "", float(node.attrib["font-size"])
    long = (
        sum(0.58 if ord(one) < 0x100 else 0.0 if unicodedata.combining(one) else 1.0 for one in text) * size
    )
    x, y = float(node.attrib["x"]), float(node.attrib["y"])
    left = x - {"start": 0.0, "middle": long / 2, "end": long}[node.attrib["text-anchor"]]
    return Words(text, left, left + long, y - size * 0.8, y + size * 0.15)


def is_golden(svg: str, name: str) -> bool:
    """Whether the picture is the stored one to the byte; a new one is kept in ``artifacts/`` to be seen."""
    same = svg == (GOLDEN / name).read_text("utf-8")
    if not same:
        ARTIFACTS.mkdir(exist_ok=True)
        (ARTIFACTS / name).write_text(svg, "utf-8")
    return same
