"""The published contract, over every driver of the roster, every end and every kind of wire."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from drivers import BUILTIN
from drivers.base import AfterPowerCut, Capabilities, Frame, Proof, Receipt, Sign, Status
from drivers.cards import Handled, Powered
from drivers.errors import Broken, DriverError, LinkError, ProtocolError, TimedOut, Unsupported
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions, make_sign
from drivers.onbon_bx.simulator import OnbonCard
from drivers.simulate import SIMULATORS
from drivers.testing import (
    BytewiseLink,
    SilentLink,
    SimulatedLink,
    check_failing_wire,
    check_sign,
    feed_bytewise,
    sample_frame,
)
from drivers.testing.power import check_power_cut
from drivers.testing.wires import NoisyLink, OneBehindLink, check_sign_over, check_strange_wires
from drivers.virtual import VirtualSign
from tests.drivers.ends import in_memory, on_loopback, on_terminal
from tests.drivers.roster import DUAL, RED, ROSTER, WIRED

PANELS = [RED, DUAL]
PING = bytes.fromhex("a5a5a5a5a5a5a5a5feff00800500feff010070560090967c00000000000005001e78bb01a20000005a")
SERIAL = [entry for entry in WIRED if entry.serial]
STREAMS = [entry for entry in WIRED if SIMULATORS[entry.name].transport == "tcp"]  # a datagram is never cut

every_panel = pytest.mark.parametrize(
    ("entry", "panel"), [(entry, panel) for entry in WIRED for panel in entry.panels], ids=str
)


def test_every_driver_is_on_the_roster():
    """A built-in driver that keeps no contract is found by this."""
    assert {entry.name for entry in ROSTER} == set(BUILTIN)
    assert {entry.name for entry in WIRED} == set(SIMULATORS)


@pytest.mark.parametrize(
    ("entry", "panel"),
    [(entry, panel) for entry in ROSTER if not entry.wired for panel in entry.panels],
    ids=str,
)
def test_a_sign_without_a_wire_keeps_the_contract(entry, panel):
    """The sign made of memory is a sign."""
    check_sign(lambda: entry.over(panel, lambda: pytest.fail("a wire was opened"), lambda seconds: None))


@every_panel
def test_a_sign_keeps_the_contract_in_memory(entry, panel):
    """A driver and a card are a sign."""
    with in_memory(entry, panel) as end:
        check_sign(end.sign)


@pytest.mark.parametrize(
    ("entry", "quirk"), [(entry, quirk) for entry in WIRED for quirk in entry.quirks], ids=str
)
def test_a_sign_keeps_the_contract_with_the_quirks_of_real_cards(entry, quirk):
    """On each panel, each quirk alone."""
    for panel in entry.panels:
        with in_memory(entry, panel, quirk) as end:
            check_sign(end.sign)


@every_panel
def test_a_sign_keeps_the_contract_over_loopback(entry, panel):
    """The same over a real socket."""
    with on_loopback(entry, panel) as end:
        check_sign(end.sign)


@pytest.mark.parametrize("entry", SERIAL, ids=str)
def test_a_sign_keeps_the_contract_over_a_terminal(entry):
    """The same over the kernel's pseudo-terminal, also byte by byte."""
    for panel in entry.panels:
        with on_terminal(entry, panel) as end:
            check_sign(end.sign)
            check_sign_over(end.sign, end.connect, wraps=[BytewiseLink])


@pytest.mark.parametrize("place", [in_memory, on_loopback], ids=["memory", "loopback"])
@pytest.mark.parametrize("entry", STREAMS, ids=str)
def test_a_sign_keeps_the_contract_however_answers_are_cut(entry, place):
    """Byte by byte and glued together, nothing is different."""
    with place(entry, entry.panels[-1]) as end:
        check_sign_over(end.sign, end.connect)


@every_panel
def test_a_failing_wire_is_an_error_of_ours_in_time(entry, panel):
    """Cut, silent or full of rubbish, at the greeting or at the order."""
    with in_memory(entry, panel) as end:
        check_failing_wire(end.sign, end.connect, within_s=2)


@every_panel
def test_after_a_power_cut_a_sign_is_as_it_says_and_obeys(entry, panel):
    """R20: what returns with the power is in the capabilities, and the first order replaces it."""
    with in_memory(entry, panel) as end:
        assert isinstance(end.card, Powered)
        check_power_cut(end.sign, end.connect, end.card)


@pytest.mark.parametrize("wrong", ["dark", "same"])
def test_a_sign_that_is_wrong_about_power_cuts_is_found(wrong):
    """The check can fail: a capability that the card does not bear out."""
    model = "5M1" if wrong == "dark" else "5E2"
    card = OnbonCard(DUAL, model)

    def make(connect):
        sign = make_sign(DUAL, connect, OnbonOptions(model=model, timeout_ms=500))
        sign.capabilities = replace(sign.capabilities, after_power_cut=AfterPowerCut(wrong))
        return sign

    with pytest.raises(AssertionError, match="the sign says"):
        check_power_cut(make, lambda: SimulatedLink(card), card)


@pytest.mark.parametrize("entry", WIRED, ids=str)
def test_strange_answers_never_become_untrue_receipts(entry):
    """Late, one behind, garbled or never: true receipts or errors of ours, and the sign recovers."""
    with in_memory(entry, entry.panels[0]) as end:
        lit = end.lit if entry.truth else None
        check_strange_wires(end.sign, end.connect, lit=lit, noisy=entry.serial, within_s=2)


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


class OkCard:
    """A card that says ok to everything: ``S`` and a frame, ``B`` for dark, ``?``."""

    def __init__(self):
        self.lit = self.dark = Frame.dark(RED)
        self.heard = b""

    def feed(self, data, *, wire=0):
        self.heard = data
        whole = data[:1] == b"S" and len(data) == 1 + RED.frame_size
        if not whole and data not in (b"B", b"?"):
            return []
        self.lit = Frame(RED, data[1:]) if whole else self.dark if data == b"B" else self.lit
        return [Handled({"request": data[:1].decode()}, (b"ok",))]

    def hang_up(self, wire=0):
        pass

    def advance(self, ms):
        pass


class Believer(Sign):
    """A driver for it, with one thing wrong about answers, to see that strange wires find it."""

    def __init__(self, connect, wrong):
        super().__init__(Capabilities(RED, True, False, Proof.ACCEPTED, False))
        self.connect, self.wrong, self.link, self.failed = connect, wrong, None, False

    def ask(self, data):
        if self.link is None:
            self.link = self.connect()
        self.link.send(data)
        answer = self.link.receive(2, 1)
        if answer == b"ok":
            return
        self.failed = True
        if self.wrong != "one behind":
            self._close()
        raise ProtocolError("not ok") if answer else TimedOut("no answer")

    def _show(self, frame, life_s):
        if self.wrong == "given up" and self.failed:
            raise TimedOut("never again")
        try:
            self.ask(b"S" + frame.data)
        except DriverError as error:
            if self.wrong == "foreign":
                raise OSError from error
            if self.wrong != "time-outs" or not isinstance(error, TimedOut):
                raise
        return Receipt(frame.digest, Proof.ACCEPTED, "ok")

    def _blank(self):
        self.ask(b"B")
        return Receipt("", Proof.ACCEPTED, "ok")

    def _status(self):
        try:
            self.ask(b"?")
        except LinkError:
            return Status(online=self.wrong == "online")
        return Status(online=True, shown="f00" if self.wrong == "shown" else None)

    def _close(self):
        if self.link is not None:
            self.link.close()
            self.link = None


def believing(wrong):
    """Try one belief on strange wires."""
    card = OkCard()
    check_strange_wires(
        lambda connect: Believer(connect, wrong), lambda: SimulatedLink(card), lit=lambda: card.lit
    )


def test_a_driver_that_believes_nothing_too_much_passes():
    """The driver that the beliefs below are added to."""
    believing("")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("time-outs", "silent from send 1 on: a receipt from nobody"),
        ("online", "silent from send 1 on: online, although nobody answered"),
        ("shown", "what the lamps do not show"),
        ("one behind", "one behind from send 1 on: an untrue receipt"),
        ("given up", "no receipt in 3 orders over a sound wire"),
    ],
)
def test_strange_wires_find_a_driver_that_believes_too_much(wrong, said):
    """Each belief fails the check and is named with the wire that showed it."""
    with pytest.raises(AssertionError, match=said):
        believing(wrong)


def test_strange_wires_let_foreign_errors_through():
    """An error that is not ours is shown as it is."""
    with pytest.raises(OSError):  # noqa: PT011 - bare on purpose
        believing("foreign")


def test_an_order_past_its_time_fails_the_check():
    """However it ends."""
    with pytest.raises(AssertionError, match="took longer"):
        check_strange_wires(
            lambda connect: Believer(connect, ""), lambda: SimulatedLink(OkCard()), within_s=0
        )


def test_a_wire_one_behind_loses_every_second_send():
    """The answer to the first comes after the second, which nobody heard."""
    link = OneBehindLink(SimulatedLink(card := OkCard()))
    link.send(b"?")
    assert link.receive(2, 1) == b""
    link.send(b"B")
    assert link.receive(1, 1) + link.receive(9, 1) == b"ok"
    link.close()
    assert card.heard == b"?"


def test_a_noisy_line_garbles_both_ways():
    """What the card hears is not what was said."""
    link = NoisyLink(SimulatedLink(card := OkCard()), seed=1, one_in=1)

    link.send(b"abc")

    assert len(card.heard) == 3
    assert all(was != now for was, now in zip(b"abc", card.heard, strict=True))


class OneShot(Sign):
    """One send an order on a wire that stays, as a panel over UDP has it; it may swallow what fails."""

    def __init__(self, connect, swallows, stays=True):
        super().__init__(Capabilities(RED, True, False, Proof.SENT, False, answers=False))
        self.connect, self.swallows, self.stays, self.link = connect, swallows, stays, None

    def _send(self, data):
        self.link = self.link if self.link and self.stays else self.connect()
        try:
            self.link.send(data)
        except Broken:
            if not self.swallows:
                raise

    def _show(self, frame, life_s):
        self._send(frame.data)
        return Receipt(frame.digest, Proof.SENT, "sent")

    def _blank(self):
        self._send(b"")
        return Receipt("", Proof.SENT, "sent")

    def _status(self):
        return Status(online=None)

    def _close(self):
        pass


def test_an_order_that_is_over_before_its_wire_fails_is_given_again():
    """One send an order is enough to notice a cut wire at the second; not noticing it fails."""
    for stays in (True, False):
        check_failing_wire(lambda connect, stays=stays: OneShot(connect, False, stays), SilentLink)

    with pytest.raises(AssertionError, match="LinkError expected"):
        check_failing_wire(lambda connect: OneShot(connect, True), SilentLink)


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
        if path.parent.name not in ("links", "simulate", "testing") and not path.name.startswith("driver")
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
    link.send(PING)

    assert link.receive(3, 1) + link.receive(1, 1) == b"\xa5" * 4
    assert len(link.receive(4096, 1)) > 20
    link.close()
    link.close()

    with pytest.raises(Broken):
        link.receive(1, 1)
