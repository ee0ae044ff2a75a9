"""Section one in words: the period's figures of the screen and the boards, from the form's own lines. Pure.

The format in force has no cell for screens; their figures go into its words. A line
is printed only when what it needs is not zero and all it says is known, so that
nothing is claimed of what did not happen or was not counted, and no bad figure hides.
Items and displays are different words with different figures, never added.
Availability is in parts of ten thousand among the count's facts, in percent here; it is
said also when it is nought, and left out only when it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from ledctl.content.channels import CHANNELS, GATE_SCREEN, is_board
from ledctl.forms.filled import plain
from ledctl.forms.filltext import fill_text, gaps
from ledctl.forms.model import Line
from ledctl.reports.items import PeriodCount
from ledctl.reports.percent import percent, round_half_up

BOARDS = frozenset(code for code in CHANNELS if is_board(code))
NAMED = frozenset({"website", "wechat", "weibo", "app", "gazette"})
OTHERS = frozenset(CHANNELS) - BOARDS - NAMED - {GATE_SCREEN}

_FROM_ITEMS: Mapping[str, Callable[[PeriodCount], int]] = {
    "items": lambda count: len(count.counted),
    "led": lambda count: len(count.through({GATE_SCREEN})),
    "boards": lambda count: len(count.through(BOARDS)),
    "others": lambda count: len(count.through(OTHERS)),
    "electronic": lambda count: len(count.electronic),
    "further": lambda count: len(count.further),
    "unverified": lambda count: len(count.unverified),
    "displays": lambda count: count.displays,
}
COUNTED_BESIDE = (
    *("corrections", "withdrawals", "objections", "objections_upheld"),
    *("privacy_hits", "interruptions", "timed", "timely"),
)
"""Facts of the count that a line may name as they are."""

FACTS = frozenset({*_FROM_ITEMS, *NAMED, *COUNTED_BESIDE, "hours", "rate", "availability", "period", "town"})
"""Everything a line of a form may name."""


def figures(count: PeriodCount) -> dict[str, Decimal]:
    """Every figure that is known of the period, by name."""
    found = {name: Decimal(make(count)) for name, make in _FROM_ITEMS.items()}
    found |= {name: Decimal(len(count.through({name}))) for name in NAMED}
    found |= {name: Decimal(count.facts[name]) for name in COUNTED_BESIDE if name in count.facts}
    found["hours"] = round_half_up(Decimal(count.on_air_ms) / 3_600_000, 1)
    if (rate := percent(int(found["electronic"]), int(found["items"]))) is not None:
        found["rate"] = rate
    if "availability" in count.facts:
        found["availability"] = Decimal(count.facts["availability"]) / 100
    return found


def write_lines(lines: tuple[Line, ...], count: PeriodCount, *, period: str, town: str) -> tuple[str, ...]:
    """The lines that have something to say: what one needs is there, and all it says is known."""
    known = figures(count)
    said = {name: plain(value) for name, value in known.items()} | {"period": period, "town": town}
    there = {name for name, value in known.items() if value}
    return tuple(
        fill_text(line.text, said)
        for line in lines
        if there.issuperset(line.needs) and gaps(line.text) <= said.keys()
    )
