"""From one look to what is wrong now, and what this look cannot judge. Pure.

A sign nobody hears of is not called well: when the publisher is silent, alerts about its
signs neither come nor go. Only what the device itself said counts as contact (R26);
who can never be asked is called neither lost nor there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ledctl.alerts.snapshot import Disk, Paper, Snapshot
from ledctl.alerts.troubles import TROUBLES, Scope, Trouble
from ledctl.publishing.vitals import SignHealth
from ledctl.settings import AlertSettings

MB = 1024 * 1024
FULL_MB = 50
"""Less than this and the next writes fail."""
EASED = 1.25
"""A disk that was too full has to have a quarter more than the limit before it is well again."""
STUCK_S = 150.0
"""No driver waits so long for its sign, and no worker so long between two rounds."""

UNSIGNED = timedelta(days=2)
"""A machine that was switched off for a day is no trouble; that nothing was signed for two is."""
MOST_NAMED = 5
"""Threads named in one alert: it has to fit a message."""

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Alert:
    """Something wrong: its kind, on which sign, and the facts of its sentence (no person among them)."""

    code: str
    sign: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)
    of: str = ""
    """Which of several of the kind, where it is no sign."""

    @property
    def key(self) -> str:
        return ":".join(filter(None, (self.code, self.sign or self.of)))

    @property
    def trouble(self) -> Trouble:
        return TROUBLES[self.code]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong, and of what nothing is known: whole scopes, and signs nobody hears."""

    found: tuple[Alert, ...]
    blind: frozenset[Scope] = frozenset()
    unheard: frozenset[str] = frozenset()
    met_other: frozenset[str] = frozenset()
    """Signs of which another card answers: the link is there."""

    def cannot_say(self, key: str) -> bool:
        """Whether this look can tell nothing of an alert: what it does not find may be there all the same."""
        code, _, sign = key.partition(":")
        if TROUBLES[code].scope in self.blind:
            return True
        if code == "sign_stuck" or (code == "link_down" and sign in self.met_other):
            return False
        return TROUBLES[code].scope is Scope.SIGNS and sign in self.unheard


def judge(seen: Snapshot, rules: AlertSettings, going: Collection[str] = ()) -> Judged:
    """What is wrong at this look; ``going``: the keys of what was wrong before, for what eases slowly."""
    parts: tuple[Iterator[Alert], ...] = (
        _publisher(seen),
        _signs(seen, rules),
        disk(seen.disk, rules, going),
        _database(seen),
        papers(seen.backup, seen.certificate, seen.at, rules),
        _office(seen, rules),
        _clock(seen),
        _blackout(seen),
    )
    found = tuple(alert for part in parts for alert in part)
    unheard = frozenset(sign.sign for sign in seen.publisher or () if _is_stuck(sign) or sign.online is False)
    met_other = frozenset(alert.sign for alert in found if alert.code == "card_wrong")
    return Judged(found, _blind(seen), unheard, met_other)


def _blind(seen: Snapshot) -> frozenset[Scope]:
    unheard = {
        Scope.SIGNS: seen.publisher is None and bool(seen.signs),
        Scope.OFFICE: seen.office is None,
        Scope.CLOCK: seen.clock_trusted is None,
        Scope.BLACKOUT: seen.blackout is None,
    }
    return frozenset(scope for scope, unknown in unheard.items() if unknown)


def _publisher(seen: Snapshot) -> Iterator[Alert]:
    """Graver while something should stand: what is on the signs then goes stale."""
    if seen.publisher is None and seen.signs:
        due = seen.office is None or seen.office.due
        yield Alert("publisher_silent" if due else "publisher_away")
    if seen.hanging:
        yield Alert("publisher_hangs", facts={"what": ", ".join(seen.hanging[:MOST_NAMED])})


def _signs(seen: Snapshot, rules: AlertSettings) -> Iterator[Alert]:
    for sign in seen.publisher or ():
        for code, facts in _of_sign(sign, rules):
            yield Alert(code, sign.sign, facts)


def _of_sign(sign: SignHealth, rules: AlertSettings) -> Iterator[tuple[str, dict[str, Value]]]:
    """What is wrong with one sign; of one that is lost, or whose worker hangs, nothing else is known."""
    if _is_stuck(sign):
        yield "sign_stuck", {"minutes": int(sign.quiet_s // 60)}
    elif sign.wrong_card:
        yield "card_wrong", {"what": sign.wrong_card}
    elif sign.online is False:
        yield "link_down", {}
    else:
        yield from _of_known_sign(sign, rules)


def _is_stuck(sign: SignHealth) -> bool:
    return sign.quiet_s > STUCK_S


def _of_known_sign(sign: SignHealth, rules: AlertSettings) -> Iterator[tuple[str, dict[str, Value]]]:
    if sign.held_up:
        yield "sign_refuses", {}
    elif sign.wanted and not sign.lit:
        yield "sign_dark", {}
    if sign.strange:
        yield "content_unknown", {}
    if sign.unlike_s >= rules.mismatch_minutes * 60:
        yield "content_unlike", {"minutes": int(sign.unlike_s // 60)}
    if sign.faults:
        yield "sign_faults", {"what": "; ".join(sign.faults)}


def disk(seen: Disk, rules: AlertSettings, going: Collection[str] = ()) -> Iterator[Alert]:
    """What is wrong with the disk; the doctor asks the same."""
    free = seen.free // MB
    if seen.fault:
        yield Alert("disk_unwritable", facts={"reason": seen.fault})
    if _is_short(free, FULL_MB, "disk_full" in going):
        yield Alert("disk_full", facts={"free_mb": free})
    elif _is_short(free, rules.disk_free_mb, "disk_low" in going):
        yield Alert("disk_low", facts={"free_mb": free})


def _database(seen: Snapshot) -> Iterator[Alert]:
    if seen.fault:
        yield Alert("database_failing", facts={"reason": seen.fault})


def _is_short(free_mb: int, limit_mb: int, was: bool) -> bool:
    return free_mb < limit_mb * (EASED if was else 1)


def papers(
    backup: Paper | None, certificate: Paper | None, now: datetime, rules: AlertSettings
) -> Iterator[Alert]:
    """What is wrong with things that grow old; the doctor asks the same."""
    yield from _paper(backup, "backup_missing", "backup_old", lambda at: now - at, above=rules.backup_days)
    yield from _paper(
        certificate,
        "certificate_unreadable",
        "certificate_old",
        lambda at: at - now,
        below=rules.certificate_days,
    )


def _paper(
    paper: Paper | None,
    gone: str,
    old: str,
    measure: Callable[[datetime], timedelta],
    *,
    above: float = float("inf"),
    below: float = float("-inf"),
) -> Iterator[Alert]:
    """A paper that is watched: missing, or with more or fewer days than it may have."""
    if paper is None:
        return
    if paper.at is None:
        yield Alert(gone)
        return
    days = measure(paper.at) / timedelta(days=1)
    if days > above or days < below:
        yield Alert(old, facts={"days": int(days)})


def _office(seen: Snapshot, rules: AlertSettings) -> Iterator[Alert]:
    if seen.office is None:
        return
    for one in seen.office.pending:
        hours = (seen.at - one.oldest) / timedelta(hours=1)
        if hours > rules.pending_hours:
            zh, en = one.label
            facts: dict[str, Value] = {
                "count": one.count,
                "hours": int(hours),
                "state_zh": zh,
                "state_en": en,
            }
            yield Alert("pending_old", of=one.state, facts=facts)
    if seen.office.dead_messages:
        yield Alert("messages_dead", facts={"count": seen.office.dead_messages})
    if seen.office.sealed is not None and (since := seen.at - seen.office.sealed) > UNSIGNED:
        yield Alert("checkpoint_old", facts={"days": since.days})


def _clock(seen: Snapshot) -> Iterator[Alert]:
    if seen.clock_trusted is False:
        yield Alert("clock_untrusted")


def _blackout(seen: Snapshot) -> Iterator[Alert]:
    if seen.blackout is None:
        return
    flags = {
        "blackout_on": seen.blackout.on,
        "blackout_reason": seen.blackout.reason_owed,
        "drill_due": seen.blackout.drill_due,
    }
    yield from (Alert(code) for code, flag in flags.items() if flag)
