"""A sign over wires that carry answers badly: it keeps the contract, or says in time that it cannot.

``check_sign_over`` for wires on which answers are cut or glued, where nothing
may be different; ``check_strange_wires`` for answers that are late, garbled or
never come, and for lines that garble both ways, where each order gives a true
receipt or one of our errors, and the sign is itself again once the wire is. The
wires are in ``testing/links.py``. Plain functions, as in ``testing/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from time import monotonic
from typing import TypeVar

from drivers.base import Frame, Proof, Receipt, Sign
from drivers.errors import DriverError
from drivers.links import Link
from drivers.testing import check_sign, sample_bookings, sample_frame
from drivers.testing.links import BytewiseLink, GarblingLink, GluedLink, LateLink, SilentLink

Told = TypeVar("Told")

Connect = Callable[[], Link]
Make = Callable[[Connect], Sign]
Wrap = Callable[[Link], Link]

SOUND = (0, 1, 3)  # sends before a wire turns strange: at the greeting, at an order, inside a long one
SEEDS = range(4)
TRIES = 3  # orders until a sign is itself again after its wire is


class OneBehindLink:
    """Each answer comes after the next send, which is lost: only the driver's care tells them apart."""

    def __init__(self, inner: Link) -> None:
        self._inner, self.url = inner, inner.url
        self._lost, self._kept = True, b""

    def send(self, data: bytes) -> None:
        self._lost = not self._lost
        if not self._lost:
            self._inner.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._lost:
            self._kept += self._inner.receive(4096, timeout_s)
            return b""
        taken, self._kept = self._kept[:max_bytes], self._kept[max_bytes:]
        return taken

    def close(self) -> None:
        self._inner.close()


class NoisyLink(GarblingLink):
    """A line that garbles both ways: the card hears nonsense, too."""

    def send(self, data: bytes) -> None:
        self._inner.send(bytes(map(self._garble, data)))


def check_sign_over(
    make: Make, connect: Connect, *, wraps: Sequence[Wrap] = (BytewiseLink, GluedLink)
) -> None:
    """The whole contract of ``check_sign``, however the answers are cut.

    ``make`` builds a sign that opens its wire by calling its argument;
    ``connect`` opens a wire to a sign that works.
    """
    for wrap in wraps:
        check_sign(partial(make, partial(_wrapped, wrap, connect)))


def check_strange_wires(
    make: Make,
    connect: Connect,
    *,
    lit: Callable[[], Frame] | None = None,
    noisy: bool = False,
    within_s: float = 5.0,
) -> None:
    """Late, garbled, missing answers, from whichever send on: a true receipt or an error of ours, in time.

    ``lit`` tells what the lamps show, against which receipts are held.
    ``noisy``: the line may garble requests, too (a serial line; not TCP). Each
    wire is sound again in the end, and so must the sign be.
    """
    for (name, strange), sound in product(_strange_wires(noisy), SOUND):
        trial = _Trial(connect, strange, sound)
        sign = make(trial.connect)
        try:
            _check_orders(sign, lit, within_s, deaf=name == "silent" and not sound)
            trial.is_over = True
            _check_itself_again(sign, lit)
        except AssertionError as error:
            raise AssertionError(f"{name} from send {sound + 1} on: {error}") from error
        finally:
            sign.close()


def _strange_wires(noisy: bool) -> Iterator[tuple[str, Wrap]]:
    yield "silent", lambda inner: SilentLink(inner.url)
    yield "late", LateLink
    yield "late, behind the next answer", partial(LateLink, behind=True)
    yield "one behind", OneBehindLink
    for seed in SEEDS:
        yield f"a little garbled ({seed})", partial(GarblingLink, seed=seed, one_in=64)
        yield f"garbled ({seed})", partial(GarblingLink, seed=seed, one_in=4)
        if noisy:
            yield f"noisy ({seed})", partial(NoisyLink, seed=seed, one_in=64)


@dataclass(slots=True)
class _Trial:
    """One sign's wires: each sound for a while, then strange, until the trial is over."""

    _connect: Connect
    strange: Wrap
    sound: int
    is_over: bool = False

    def connect(self) -> Link:
        return _TurningLink(self._connect(), self)


class _TurningLink:
    """A wire that is sound or strange, as its trial has it."""

    def __init__(self, sound: Link, trial: _Trial) -> None:
        self._sound, self._strange, self._trial = sound, trial.strange(sound), trial
        self._now, self.url = sound, sound.url

    def send(self, data: bytes) -> None:
        is_strange = self._trial.sound <= 0 and not self._trial.is_over
        self._trial.sound -= 1
        self._now = self._strange if is_strange else self._sound
        self._now.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return self._now.receive(max_bytes, timeout_s)

    def close(self) -> None:
        self._sound.close()


def _wrapped(wrap: Wrap, connect: Connect) -> Link:
    return wrap(connect())


def _check_orders(sign: Sign, lit: Callable[[], Frame] | None, within_s: float, *, deaf: bool) -> None:
    """A few orders; ``deaf``: nobody can have answered any of them."""
    frame, dark = sample_frame(sign.panel), Frame.dark(sign.panel)
    shows: list[tuple[Callable[[], Receipt], Frame]] = [
        (partial(sign.show, frame), frame),
        (sign.blank, dark),
        (partial(sign.show, frame), frame),
    ]
    for order, wanted in shows:
        receipt = _in_time(order, within_s)
        if receipt is not None and receipt.proof > Proof.SENT:
            assert not deaf, f"a receipt from nobody: {receipt}"
            assert lit is None or lit() == wanted, f"an untrue receipt: {receipt}"
    if not sign.capabilities.host_timed:
        _in_time(partial(sign.sync, sample_bookings(sign.panel)), within_s)
    _check_status(sign, lit, within_s, deaf=deaf)


def _check_status(sign: Sign, lit: Callable[[], Frame] | None, within_s: float, *, deaf: bool) -> None:
    status = _in_time(sign.status, within_s)
    if status is None:
        return
    assert not (deaf and status.online), "online, although nobody answered"
    if status.shown is not None and lit is not None:
        shown = lit()
        truth = "" if shown == Frame.dark(sign.panel) else shown.digest
        assert status.shown == truth, "the status names what the lamps do not show"


def _check_itself_again(sign: Sign, lit: Callable[[], Frame] | None) -> None:
    frame = sample_frame(sign.panel)
    receipts = (_in_time(partial(sign.show, frame), 60) for _ in range(TRIES))
    assert any(receipt is not None for receipt in receipts), f"no receipt in {TRIES} orders over a sound wire"
    assert lit is None or lit() == frame, "shown over a sound wire, and not lit"


def _in_time(order: Callable[[], Told], within_s: float) -> Told | None:
    """What an order gave, or ``None`` for an error of ours; any other error goes through."""
    start = monotonic()
    try:
        return order()
    except DriverError:
        return None
    finally:
        assert monotonic() - start < within_s, f"an order took longer than {within_s} s"
