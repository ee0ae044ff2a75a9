"""What hostile bytes are aimed at: every decoder, reader and simulated card of the roster, with seeds.

One attack is one ``bytes`` value, so that hypothesis (``test_fuzz.py``) and a
coverage-guided fuzzer (``tests/faults``) shoot the same::

     0        1       2
    | cut 1 | env 1 | what arrives ...
      |       `- 0: as it is; n: inside the entry's n-th envelope, with sums that agree
      `- 0: whole; n: in pieces of n bytes

Seeds are the golden vectors of the driver: mutated, they get further than chance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from drivers.cards import Accompanied, Card
from drivers.simulate import make_card
from drivers.testing.hostile import check_card, check_decoder, check_reader
from tests.drivers.roster import ROSTER, WIRED, Entry, Envelope

LONGEST = 8 * 1024  # bytes of a seed; longer vectors are cut
HEX = re.compile(r"(?:[0-9a-fA-F]{2}\s?){4,}")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes bytes, and bytes it knows."""

    name: str
    attack: Callable[[bytes], None]
    seeds: tuple[bytes, ...]

    def __str__(self) -> str:
        return self.name


@cache
def targets() -> tuple[Target, ...]:
    """Everything of the roster that takes bytes."""
    return tuple(target for entry in ROSTER for target in _targets_of(entry))


def aim(check: Callable[[Sequence[bytes]], None], envelopes: Sequence[Envelope], attack: bytes) -> None:
    """Take one attack apart and carry it out."""
    cut, chosen, arrives = attack[:1], attack[1:2], attack[2:]
    number = int.from_bytes(chosen) % (len(envelopes) + 1)
    wire = envelopes[number - 1](arrives) if number else arrives
    size = int.from_bytes(cut) or max(1, len(wire))
    check([wire[i : i + size] for i in range(0, len(wire), size)])


@cache
def vectors_of(name: str) -> tuple[bytes, ...]:
    """Every byte string in the golden vectors of a driver."""
    files = [
        path for path in Path(__file__).parent.rglob("vectors/*.json") if name in (*path.parts, path.stem)
    ]
    found = (text for path in sorted(files) for text in _strings(json.loads(path.read_text("utf-8"))))
    return tuple(dict.fromkeys(bytes.fromhex(text)[:LONGEST] for text in found if HEX.fullmatch(text)))


def _targets_of(entry: Entry) -> Iterator[Target]:
    bare = (*vectors_of(entry.name), *entry.seeds) or (b"",)
    seeds = tuple(bytes([cut, 0]) + wire for cut in (0, 7) for wire in bare)
    wrapped = tuple(
        bytes([0, number]) + inside for number in range(1, 1 + len(entry.envelopes)) for inside in entry.seeds
    )
    for name, (make, limit) in entry.decoders.items():
        check = partial(check_decoder, make, limit=limit)
        yield Target(f"{entry}/{name}", partial(aim, check, entry.envelopes), seeds + wrapped)
    for name, read in entry.readers.items():
        yield Target(f"{entry}/{name}", partial(aim, partial(_read_joined, read), ()), seeds)
    if entry in WIRED:
        check = partial(check_card, partial(card_of, entry), limit=entry.card_limit)
        yield Target(f"{entry}/card", partial(aim, check, entry.envelopes), seeds + wrapped)
        if isinstance(card_of(entry), Accompanied):
            check = partial(check_card, partial(companion_of, entry), limit=entry.card_limit)
            yield Target(f"{entry}/companion", partial(aim, check, ()), seeds)


def card_of(entry: Entry) -> Card:
    return make_card(entry.name, entry.panels[0], model=entry.model)


def companion_of(entry: Entry) -> Card:
    card = card_of(entry)
    assert isinstance(card, Accompanied)
    return card.companion


def _read_joined(read: Callable[[bytes], object], pieces: Sequence[bytes]) -> None:
    check_reader(read, b"".join(pieces))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
