"""From what is wrong at each look to alerts that come and go: not for a blip, not for a flicker. Pure.

A value: a look gives the next one. What could not be written down is put off, and
the next look brings it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ledctl.alerts.conditions import Alert, Judged
from ledctl.alerts.troubles import TROUBLES, Trouble
from ledctl.settings import AlertSettings


@dataclass(frozen=True, slots=True)
class Held:
    """Monotonic instants by key: since when something seems wrong, and when an open alert was last true."""

    waiting: Mapping[str, float] = field(default_factory=dict)
    open: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a look came to: alerts to raise, keys of those that are over, what is held from now on."""

    raised: tuple[Alert, ...]
    ended: tuple[str, ...]
    held: Held


def hold_s(trouble: Trouble, rules: AlertSettings) -> float:
    """How long a trouble lasts before it is told: some in seconds, a silence in missed looks (R27)."""
    if trouble.hold_s is not None:
        return trouble.hold_s
    return float((rules.missed_looks - 1) * rules.look_s)


def opened(keys: Iterable[str], mono: float) -> Held:
    """What another process had raised: it stays open until it has been away for its time."""
    return Held(open=dict.fromkeys(keys, mono))


def weigh(held: Held, judged: Judged, mono: float, rules: AlertSettings) -> Changes:
    """What this look changes."""
    found = {alert.key: alert for alert in judged.found}
    since = {key: held.waiting.get(key, mono) for key in found if key not in held.open}
    ripe = {key for key, at in since.items() if mono - at >= hold_s(found[key].trouble, rules)}
    seen = {key: mono if key in found or judged.cannot_say(key) else at for key, at in held.open.items()}
    over = {key for key, at in seen.items() if key not in found and mono - at >= trouble_of(key).clear_s}
    over = {key for key in over if not judged.cannot_say(key)}
    still = {key: at for key, at in seen.items() if key not in over}
    waiting = {key: at for key, at in since.items() if key not in ripe}
    now_open = still | dict.fromkeys(sorted(ripe), mono)
    return Changes(tuple(found[key] for key in since if key in ripe), tuple(over), Held(waiting, now_open))


def put_off(changes: Changes, held: Held) -> Held:
    """What is held when nothing could be written: raised ones go on waiting, ended ones stay open."""
    raised = {alert.key: held.waiting.get(alert.key, 0.0) for alert in changes.raised}
    still = {key: at for key, at in changes.held.open.items() if key not in raised}
    ended = {key: held.open[key] for key in changes.ended}
    return Held({**changes.held.waiting, **raised}, {**still, **ended})


def trouble_of(key: str) -> Trouble:
    return TROUBLES[key.partition(":")[0]]
