"""Hostile bytes for decoders and cards: decode, or ``ProtocolError``; nothing else, and memory bounded.

For a fuzzer of any make: each check takes the pieces as they arrive and fails
with an ``AssertionError``, or with whatever left the decoder and should not
have. Where the bytes come from (chance, mutated vectors) is the fuzzer's part.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Sequence
from types import BuiltinFunctionType, FunctionType, ModuleType

from drivers.cards import Card, Talkative
from drivers.errors import ProtocolError
from drivers.exchange import Decoder

SLACK = 16 * 1024  # bytes beside a buffer: names, messages of errors
WIRES = 2  # a hostile client talks on two wires by turns

_SHARED = (
    type,
    ModuleType,
    FunctionType,
    BuiltinFunctionType,
)  # held once for all, and not by what is looked at


def check_reader(read: Callable[[bytes], object], data: bytes) -> None:
    """A function that reads a whole message gives a value or ``ProtocolError``."""
    try:
        read(data)
    except ProtocolError:
        return


def check_decoder(make: Callable[[], Decoder[object]], pieces: Sequence[bytes], *, limit: int) -> None:
    """Whatever arrives: messages or ``ProtocolError``, an end to both, at most ``limit`` bytes held."""
    decoder, left = make(), sum(map(len, pieces)) + len(pieces)
    for piece in pieces:
        check_reader(decoder.feed, piece)
        while _gives_more(decoder):
            left -= 1
            assert left >= 0, "more messages and errors than bytes: nothing was dropped"
        assert (held := bytes_held(decoder)) <= limit + SLACK, f"{held} bytes held, {limit} allowed"


def check_card(make: Callable[[], Card], pieces: Sequence[bytes], *, limit: int) -> None:
    """Whatever a client sends, a card raises nothing, reports in JSON, lights its panel, and stays small."""
    card = make()
    panel = card.lit.panel
    for number, piece in enumerate(pieces):
        for handled in card.feed(piece, wire=number % WIRES):
            json.dumps(dict(handled.summary))
        for spoken in card.unasked() if isinstance(card, Talkative) else ():
            assert 0 <= spoken.wire < WIRES, f"it speaks on wire {spoken.wire}, where nobody is"
        card.advance(40)
    assert card.lit.panel == panel
    for wire in range(WIRES):
        card.hang_up(wire)
    assert (held := bytes_held(card)) <= limit, f"{held} bytes held after everybody left, {limit} allowed"


def bytes_held(thing: object) -> int:
    """Bytes and characters reachable from ``thing``, without what it shares with others of its class."""
    seen: dict[int, object] = {}
    waiting, held = [thing], 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, _SHARED):
            continue
        seen[id(one)] = one  # kept, so that no other object gets its number
        if isinstance(one, bytes | bytearray | str):
            held += len(one)
        elif isinstance(one, dict):  # the collector does not look at keys that are strings
            waiting += [*one.keys(), *one.values()]
        else:
            waiting += gc.get_referents(one)
    return held


def _gives_more(decoder: Decoder[object]) -> bool:
    try:
        return decoder.next() is not None
    except ProtocolError:
        return True
