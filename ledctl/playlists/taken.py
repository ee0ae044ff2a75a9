"""What a notice lost of its windows, by cause, and how much of what was promised is still missing. Pure.

A moment is lost to one cause only, the first of ``LOSSES``, so the sums never exceed
the window. Rotation among equals is no loss: a notice that takes turns has its place
all the while. Quiet hours are planned: nothing is lost in them, whatever fails then.

Promised is the approved window, or what of it lies in the publicity period, where
the law asks for one. Time on the sign after that makes good what was lost before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ledctl.ledger.downtime import OUTAGE_LABELS
from ledctl.ledger.spans import FOR_EVER, Span, layered, total, within, without

QUIET = "quiet"
LOSSES = (
    *("blackout", "drill", "emergency", "crash", "host"),
    *("link", "refused", "content", "urgent"),
)
"""Causes in the order in which they count; ``emergency`` and ``urgent`` are other notices."""
LOSS_LABELS: dict[str, tuple[str, str]] = {
    **OUTAGE_LABELS,
    "emergency": ("应急预警占用", "taken by an emergency"),
    "urgent": ("紧急公告占用", "taken by something urgent"),
}
"""What the office calls them."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What of ``own`` windows was lost by then: spans by cause, planned quiet apart."""

    own: tuple[Span, ...]
    causes: Mapping[str, Sequence[Span]]
    quiet: Sequence[Span]

    @property
    def spans(self) -> list[Span]:
        return [span for spans in self.causes.values() for span in spans]

    @property
    def by_cause(self) -> dict[str, int]:
        """Milliseconds by cause, only of causes that took any."""
        return {cause: ms for cause, spans in self.causes.items() if (ms := total(spans))}


@dataclass(frozen=True, slots=True)
class Promise:
    """What an approval promised on a sign: a span, and how long the whole it is held against is.

    ``statutory``: that whole is a publicity period, not the office's own window.
    """

    span: Span
    whole_ms: int
    statutory: bool


def promise(window: Span, period: Span | None, quiet: Iterable[Span] = ()) -> Promise:
    """The statutory period where there is one and the window meets it; else the window itself.

    The whole is what of it the sign is lit by plan: of ten hours a day, two are a fifth.
    """
    met = within([window], [period]) if period else []
    if met and period:
        return Promise(met[0], total(without([period], quiet)), statutory=True)
    return Promise(window, total(without([window], quiet)), statutory=False)


def lost(own: Iterable[Span], taken: Mapping[str, Iterable[Span]], now_ms: int) -> Lost:
    """Each moment of ``own`` up to now to the first cause that took it."""
    mine = tuple(own)
    layers = {QUIET: taken.get(QUIET, ()), **{cause: taken.get(cause, ()) for cause in LOSSES}}
    found = layered(within(mine, [(0, now_ms)]), layers)
    quiet = found.pop(QUIET)
    return Lost(mine, found, quiet)


def missing(promised: Promise, found: Lost, quiet: Iterable[Span] = ()) -> int:
    """Milliseconds lost of the promised span that no window after it makes good, nor its quiet hours."""
    gone = total(within(found.spans, [promised.span]))
    after = within(found.own, [(promised.span[1], FOR_EVER)])
    return max(0, gone - total(without(after, [*found.spans, *quiet])))
