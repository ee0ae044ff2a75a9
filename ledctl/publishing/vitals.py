"""How each sign and its worker are, in a few plain values that another process may ask for.

The publisher answers ``health FIRST`` over the bell with as many signs as one datagram
holds, and ``timings`` with the histograms of all. Nothing here names a notice or a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

from ledctl.publishing.meters import Spread, sum_of

if TYPE_CHECKING:
    from ledctl.publishing.attendant import Attendant

MOST_SIGNS = 40
"""Signs in one answer: a datagram takes 64 kB."""
MOST_FAULTS, LONGEST = 8, 80

Ask = Callable[[str], object | None]


@dataclass(frozen=True, slots=True)
class SignHealth:
    """One sign as its worker knows it. ``lit``: a page of ours is confirmed to stand.

    ``wanted``: something may stand now. ``quiet_s``: seconds since its worker ended a
    round. ``strange`` and ``unlike_s``: it holds content of others; it has shown
    something else than it confirmed for so long. ``wrong_card``: what answers is another card.
    """

    sign: str
    online: bool | None
    lit: bool
    wanted: bool
    held_up: bool
    proof: int
    quiet_s: float
    strange: bool = False
    unlike_s: float = 0.0
    temperature_c: float | None = None
    faults: tuple[str, ...] = ()
    wrong_card: str = ""
    shown: tuple[int, ...] = ()
    outage_s: float = 0.0
    failures: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, worker: Attendant) -> Self:
        live, meter = worker.live, worker.meter
        health = live.health
        return cls(
            sign=live.sign,
            online=live.online,
            lit=live.order_id is not None,
            wanted=worker.is_wanted,
            held_up=live.held_up,
            proof=live.proof,
            quiet_s=worker.quiet_s,
            strange=worker.holds_strange,
            unlike_s=worker.unlike_s,
            temperature_c=health.temperature_c,
            faults=tuple(one[:LONGEST] for one in health.faults[:MOST_FAULTS]),
            wrong_card=health.wrong_card[: 2 * LONGEST],
            shown=tuple(meter.shown),
            outage_s=worker.outage_s,
            failures=dict(meter.failures),
        )

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in answer.items() if name in known}
        given |= {name: tuple(given[name]) for name in ("faults", "shown") if name in given}
        return cls(**given)


def page_of(workers: Sequence[Attendant], first: int) -> dict[str, Any]:
    """The signs from number ``first`` on, and the number to go on with, if there are more."""
    end = first + MOST_SIGNS
    signs = [asdict(SignHealth.of(worker)) for worker in workers[first:end]]
    return {"signs": signs, "next": end if end < len(workers) else None}


def timings_of(workers: Iterable[Attendant]) -> dict[str, Any]:
    """How long sending took and how late pages were turned, over all signs."""
    meters = [worker.meter for worker in workers]
    sends, late = (sum_of(m.sends for m in meters), sum_of(m.late for m in meters))
    return {"sends": sends.as_answer(), "late": late.as_answer()}


def ask_health(ask: Ask) -> tuple[SignHealth, ...] | None:
    """Every sign, page by page; ``None`` when the publisher does not answer, or stops in between."""
    found: list[SignHealth] = []
    first: object = 0
    while isinstance(first, int):
        answer = ask(f"health {first}")
        if not isinstance(answer, dict):
            return None
        found += [SignHealth.from_answer(one) for one in answer["signs"]]
        first = answer["next"]
    return tuple(found)


def ask_hanging(ask: Ask) -> tuple[str, ...] | None:
    """The publisher's threads that do not go on; ``None`` when it does not answer (R17)."""
    answer = ask("hanging")
    return tuple(map(str, answer)) if isinstance(answer, list) else None


def ask_timings(ask: Ask) -> tuple[Spread, Spread] | None:
    """Sending and lateness, as histograms; ``None`` when the publisher does not answer."""
    answer = ask("timings")
    if not isinstance(answer, dict):
        return None
    return Spread.of(answer["sends"]), Spread.of(answer["late"])
