"""Whatever arrives is decoded or is a ``ProtocolError``, and memory is bounded: for all that takes bytes."""

import os
import subprocess
import sys
from importlib.util import find_spec
from itertools import product, repeat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.cards import Handled, Spoken
from drivers.testing.hostile import SLACK, bytes_held, check_card, check_decoder
from drivers.wire import ReceiveBuffer
from tests.drivers.hostile import card_of, targets, vectors_of
from tests.drivers.roster import ROSTER, WIRED
from tests.faults.fuzzing import attack
from tests.faults.planted import PLANTED

ROOT = Path(__file__).parents[2]
DECODERS = [(entry, name) for entry in ROSTER for name in entry.decoders]


@st.composite
def mutated(draw, seeds):
    """A known byte string with a few bytes changed, cut out, put in or said twice."""
    wire = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(wire)))
        much = draw(st.integers(0, 9))
        match draw(st.sampled_from(["change", "cut", "insert", "repeat"])):
            case "change":
                wire[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del wire[at : at + much]
            case "insert":
                wire[at:at] = draw(st.binary(max_size=9))
            case "repeat":
                wire[at:at] = wire[at : at + much]
    return bytes(wire)


def attacks(target):
    """Chance, and mutations of what the target knows, one after another, cut in any way."""
    part = st.binary(max_size=60) | mutated([seed[2:] for seed in target.seeds])
    cut = st.just(0) | st.integers(0, 255)  # in pieces much is lost: a card hears them on two wires
    return st.builds(
        lambda cut, envelope, parts: bytes([cut, envelope]) + b"".join(parts),
        cut,
        st.integers(0, 255),
        st.lists(part, min_size=1, max_size=3),
    )


@pytest.mark.parametrize("target", targets(), ids=str)
def test_whatever_arrives_is_decoded_or_a_protocol_error(target):
    """Nothing else comes out, whatever the bytes and however they are cut; what is known comes first."""
    for seed in target.seeds:
        target.attack(seed)

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(attacks(target))
    def shoot(attack):
        target.attack(attack)

    shoot()


@pytest.mark.parametrize(("entry", "name"), DECODERS, ids=str)
def test_endless_talk_costs_no_more_than_the_limit(entry, name):
    """A peer that begins a message and never ends it costs an error, not all the memory."""
    make, limit = entry.decoders[name]
    begun = [wire[: len(wire) // 2] for wire in vectors_of(entry.name)[:4]]
    for start, filler in (*product([b""], b"\0\x01\x20\xff"), *product(begun, b"\0\xff")):
        check_decoder(make, [start, *repeat(bytes([filler]) * (limit // 3), 5)], limit=limit)


@pytest.mark.parametrize("entry", WIRED, ids=str)
def test_endless_talk_does_not_fill_a_card(entry):
    """A simulated card serves whoever comes: half a request that never ends is forgotten."""
    card = card_of(entry)
    for start in vectors_of(entry.name)[:4]:
        for filler in (b"\0", b"\xff"):
            for piece in (start[: len(start) // 2], *repeat(filler * 65536, 20)):
                card.feed(piece)
        for _ in range(64):
            card.feed(bytes(65536))
            assert bytes_held(card) <= entry.card_limit


def test_an_envelope_reaches_what_is_behind_a_handshake():
    """Unmutated, a question in its envelope is obeyed: without this the attacks would end at the door."""
    (entry,) = [entry for entry in WIRED if entry.name == "huidu_sdk"]
    _, told = entry.envelopes
    (question,) = [seed for seed in entry.seeds if b"SetTimeInfo" in seed]
    card = card_of(entry)

    assert [each.summary for each in card.feed(told(question))][-1] == {
        "request": "SetTimeInfo",
        "answer": "kSuccess",
    }


def test_every_wired_driver_has_decoders_and_vectors():
    """An entry without them would be attacked by nobody."""
    for entry in WIRED:
        assert vectors_of(entry.name), entry
    attacked = {entry.name for entry in WIRED if entry.decoders or entry.readers}
    assert attacked == {entry.name for entry in WIRED}


def test_chance_finds_the_planted_bug():
    """The attacks of this file reach a decoder that believes a length."""

    def is_found(attack):
        try:
            PLANTED.attack(attack)
        except IndexError:
            return True
        return False

    found = find(
        attacks(PLANTED),
        is_found,
        settings=settings(max_examples=20_000, deadline=None, phases=[Phase.generate]),
    )
    assert found[2:4] == b"PL"


def test_coverage_finds_the_planted_bug(tmp_path):
    """``make faults`` names the target, keeps the input, and the input does it again."""
    if find_spec("atheris") is None:
        if os.environ.get("CI"):
            pytest.fail("atheris is not installed; it is among the development dependencies")
        pytest.skip("no atheris here: it is there for Linux on x86-64")
    said: list[str] = []
    survived = attack("planted", 50_000, seed=1, report=said.append, artifacts=str(tmp_path))
    (kept,) = tmp_path.iterdir()
    again = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.faults.decoders", "planted", "--input", str(kept)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert not survived
    assert "planted not survived" in said[0]
    assert "IndexError" in said[0]
    assert again.returncode == 1
    assert "IndexError" in again.stderr


class Hoarder:
    """A decoder with one thing wrong about what it keeps."""

    def __init__(self, wrong):
        self.wrong, self.kept = wrong, [ReceiveBuffer(10**9)]

    def feed(self, data):
        if self.wrong == "keeps all":
            self.kept[0].append(data)

    def clear(self):
        pass

    def next(self):
        return b"again" if self.wrong == "never ends" else None


@pytest.mark.parametrize(
    ("wrong", "said"), [("keeps all", "bytes held"), ("never ends", "nothing was dropped")]
)
def test_a_decoder_that_hoards_or_never_ends_is_found(wrong, said):
    """Each fails its check; without the fault the same decoder passes."""
    pieces = [bytes([number]) * 1000 for number in range(100)]
    check_decoder(lambda: Hoarder(""), pieces, limit=1000)

    with pytest.raises(AssertionError, match=said):
        check_decoder(lambda: Hoarder(wrong), pieces, limit=1000)


def test_what_is_held_is_counted_once_and_not_what_classes_share():
    """Bytes inside containers and objects count, each once; a class is nobody's."""
    data = bytes(100)
    Hoarder.shared = bytes(10_000)
    held = Hoarder([data, {"key": data}, bytearray(5)])

    assert bytes_held(held) == 100 + len("key") + 5
    assert bytes_held(Hoarder("")) < SLACK


class Odd:
    """A card with one thing wrong."""

    def __init__(self, wrong):
        self.wrong, self.kept = wrong, []
        self.lit = Frame.dark(Panel(8, 8, Colour.RED))

    def feed(self, data, *, wire=0):
        if self.wrong == "hoards":
            self.kept.append(data)
        return [Handled({"request": data if self.wrong == "not JSON" else len(data)})]

    def unasked(self):
        return [Spoken(7 if self.wrong == "speaks" else 0)]

    def hang_up(self, wire=0):
        pass

    def advance(self, ms):
        if self.wrong == "other panel":
            self.lit = Frame.dark(Panel(9, 9, Colour.RED))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ("hoards", AssertionError),
        ("not JSON", TypeError),
        ("speaks", AssertionError),
        ("other panel", AssertionError),
    ],
)
def test_a_card_that_is_odd_is_found(wrong, error):
    """What a server could not put on record, send or show, or would have to keep for ever."""
    pieces = [bytes([number]) * 100 for number in range(50)]
    check_card(lambda: Odd(""), pieces, limit=1000)

    with pytest.raises(error):
        check_card(lambda: Odd(wrong), pieces, limit=1000)
