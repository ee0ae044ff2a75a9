"""The published contract, over every driver."""

import threading
from pathlib import Path

import pytest

from drivers.base import Capabilities, Colour, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.errors import Broken, Unsupported
from drivers.onbon_bx.codec import wire_of_question
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions
from drivers.onbon_bx.simulator import OnbonCard, Quirk
from drivers.testing import SimulatedLink, check_failing_wire, check_sign, feed_bytewise, sample_frame
from drivers.virtual import VirtualSign

PANELS = [Panel(64, 32, Colour.RED), Panel(100, 17, Colour.DUAL)]


@pytest.mark.parametrize("panel", [*PANELS, Panel(20, 10, Colour.RGB)], ids=str)
def test_virtual_keeps_the_contract(panel):
    """The sign made of memory is a sign."""
    check_sign(lambda: VirtualSign(panel))


@pytest.mark.parametrize("quirk", [None, Quirk.FRAGMENT, Quirk.NINE_A5, Quirk.EXTRA_5A, Quirk.BARCODE])
@pytest.mark.parametrize("panel", PANELS, ids=str)
@pytest.mark.parametrize("model", ["5E2", "6E2"])
def test_onbon_bx_keeps_the_contract(panel, quirk, model):
    """The driver and a card of either generation, with and without the quirks of real cards, are a sign."""

    def make():
        card = OnbonCard(panel, model, quirks=[quirk] if quirk else [])
        return OnbonBx(panel, lambda: SimulatedLink(card), OnbonOptions(model=model))

    check_sign(make)


@pytest.mark.parametrize("options", [OnbonOptions(model="auto"), None], ids=["auto", "named"])
@pytest.mark.parametrize("model", ["5Q1P", "6Q2"])
def test_onbon_bx_keeps_the_contract_in_full_colour(model, options):
    """So are the full-colour cards, named or taken as they say they are."""
    panel = Panel(20, 10, Colour.RGB)
    card = OnbonCard(panel, model)

    check_sign(lambda: OnbonBx(panel, lambda: SimulatedLink(card), options or OnbonOptions(model=model)))


def test_onbon_bx_keeps_the_contract_on_a_failing_wire():
    """Cut, silent or full of rubbish, at the ping or at the order: our error, in time."""
    card = OnbonCard(PANELS[0])

    check_failing_wire(lambda connect: OnbonBx(PANELS[0], connect), lambda: SimulatedLink(card), within_s=2)


class Liar(Sign):
    """A sign with one thing wrong, to see that the contract suite finds it."""

    def __init__(self, wrong):
        best = Proof.SENT if wrong == "proof" else Proof.ACCEPTED
        super().__init__(Capabilities(PANELS[0], True, False, best, True))
        self.wrong = wrong

    def _show(self, frame, life_s):
        digest = "f00" if self.wrong == "digest" else frame.digest
        return Receipt(digest, Proof.ACCEPTED, "" if self.wrong == "evidence" else "said so")

    def _blank(self):
        return Receipt("", Proof.ACCEPTED, "said so")

    def _status(self):
        return Status(online=self.wrong != "offline", shown="f00" if self.wrong == "status" else None)

    def _close(self):
        pass


@pytest.mark.parametrize("wrong", ["proof", "digest", "evidence", "offline", "status"])
def test_the_contract_finds_a_liar(wrong):
    """A claim that is not true fails the suite; without the lie the same sign passes."""
    check_sign(lambda: Liar(""))

    with pytest.raises(AssertionError):
        check_sign(lambda: Liar(wrong))


def test_the_failing_wire_check_finds_a_driver_that_swallows_errors():
    """A driver that reports success over a dead wire fails the suite."""
    with pytest.raises(AssertionError, match="LinkError expected"):
        check_failing_wire(
            lambda connect: VirtualSign(PANELS[0]), lambda: SimulatedLink(OnbonCard(PANELS[0]))
        )


def test_bytewise_feeding_finds_a_decoder_that_needs_whole_chunks():
    """A decoder that takes each chunk for a message fails."""

    class Chunky:
        def __init__(self):
            self.data = None

        def feed(self, data):
            self.data = data

        def next(self):
            data, self.data = self.data, None
            return data

        def clear(self):
            self.data = None

    with pytest.raises(AssertionError):
        feed_bytewise(Chunky, b"abc", b"abc")
    feed_bytewise(Chunky, b"a", b"a", rubbish=b"")


def test_the_reader_of_a_sign_may_be_another_thread():
    """``current`` read while a worker writes is always one of the frames shown, whole."""
    panel = PANELS[1]
    sign, frames = VirtualSign(panel), (sample_frame(panel), Frame.dark(panel))
    done = threading.Event()

    def work():
        for i in range(500):
            sign.show(frames[i % 2], life_s=60)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    seen = set()
    while not done.is_set():
        seen.add(sign.current.data)
    worker.join()

    assert seen <= {frame.data for frame in frames}


def test_a_frame_beyond_the_card_s_counter_is_refused_before_any_byte():
    """A life time the card cannot count is ``Unsupported``; no wire is opened."""
    sign = OnbonBx(PANELS[0], lambda: pytest.fail("the wire was opened"))

    with pytest.raises(Unsupported, match="65535 s"):
        sign.show(sample_frame(PANELS[0]), life_s=65536)


def test_simulators_carry_no_clock_and_no_wire():
    """Beside ``driver*.py`` no module of any driver imports, or asks, anything that touches the world."""
    banned = (
        "asyncio",
        "logging",
        "random",
        "serial",
        "socket",
        "threading",
        "time",
        "drivers.links",
    )
    folder = Path(__file__).parents[2] / "drivers"
    pure = [
        path
        for path in folder.glob("*/*.py")
        if path.parent.name != "links" and not path.name.startswith("driver")
    ]
    assert len(pure) >= 8
    for path in pure:
        text = path.read_text(encoding="utf-8")
        found = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
        assert not any((name + ".").startswith(f"{module}.") for name in found for module in banned), path
        assert ".now(" not in text, path
        assert ".today(" not in text, path


def test_a_simulated_link_keeps_what_was_not_taken_and_breaks_when_closed():
    """The in-memory wire behaves like a real one at its edges."""
    link = SimulatedLink(OnbonCard(PANELS[0]))
    link.send(wire_of_question())

    assert link.receive(3, 1) + link.receive(1, 1) == b"\xa5" * 4
    assert len(link.receive(4096, 1)) > 20
    link.close()
    link.close()

    with pytest.raises(Broken):
        link.receive(1, 1)
