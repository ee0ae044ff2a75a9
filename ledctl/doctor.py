"""The doctor: one look at everything a site needs, each with a sentence on what to do.

It changes nothing; the disk is tried with a small file. What it finds wrong is what would
otherwise be found at the worst moment: fonts, folder, database, secret, clock, zone, signs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from drivers.base import AfterPowerCut, Status
from drivers.errors import DriverError, ProtocolError, SignRefused, Unsupported
from ledctl.clock import SystemClock, local_text
from ledctl.errors import LedctlError
from ledctl.fleet import make_sign, practice_refusal
from ledctl.fonts.coverage import states
from ledctl.ledger.floor import earliest_of
from ledctl.notices.appearance import Look
from ledctl.notices.looks import reach_facts, reach_sentence
from ledctl.notify.model import Fate
from ledctl.notify.outbox import letters
from ledctl.publishing.wire import CLOCK_OFF
from ledctl.sentences import Sentence, sentence
from ledctl.station import Station, open_station
from ledctl.steady import BUILT, doubt_of
from ledctl.steady.kernel import is_synchronised

_AFTER_POWER_CUT = {
    AfterPowerCut.DARK: "doctor_after_power_cut_dark",
    AfterPowerCut.SAME: "doctor_after_power_cut_same",
    AfterPowerCut.OLD: "doctor_after_power_cut_old",
    AfterPowerCut.UNKNOWN: "doctor_after_power_cut_unknown",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    ok: bool
    sentence: Sentence

    @property
    def zh(self) -> str:
        return self.sentence.zh

    @property
    def en(self) -> str:
        return self.sentence.en

    def as_dict(self) -> dict[str, object]:
        return {"ok": self.ok, "code": self.sentence.code, "zh": self.zh, "en": self.en}


def examine_machine(site: Path | None) -> list[Finding]:
    """Look at the installation, and at the site when one is named."""
    findings = [*_fonts(), _zone()]
    if site is not None:
        findings += _site(site)
    return findings


def _fonts() -> Iterator[Finding]:
    for font in states():
        yield Finding(font.ok, font.sentence)


def _zone() -> Finding:
    """R13: the host's zone is never used; a strange one is worth a word, not an alarm."""
    zone = time.strftime("%z")
    code = "doctor_zone_same" if zone == "+0800" else "doctor_zone_other"
    return Finding(True, sentence(code, zone=zone))


def _site(site: Path) -> Iterator[Finding]:
    try:
        station = open_station(site)
    except LedctlError as error:
        yield from (Finding(False, said) for said in error.sentences)
        return
    try:
        yield Finding(True, sentence("doctor_site", where=str(site)))
        yield from _disk(station)
        yield from _clock(station)
        yield from _messages(station)
        yield from _papers(station)
        for name in station.settings.signs:
            yield from _sign(station, name)
            yield from _reach(name, station.looks[name])
    finally:
        station.close()


def _disk(station: Station) -> Iterator[Finding]:
    """Written, forced and read back, by the limits of the alerts: both say the same (R23)."""
    from ledctl.alerts.conditions import MB, disk
    from ledctl.alerts.worded import sentence_of

    seen = station.lookout.disk.look()
    wrong = [sentence_of(one.code, "", one.facts, str) for one in disk(seen, station.settings.alerts)]
    yield from (Finding(False, said) for said in wrong)
    if not wrong:
        yield Finding(True, sentence("doctor_disk", free_mb=seen.free // MB))


def _clock(station: Station) -> Iterator[Finding]:
    """R15: time must not be earlier than the last row of the record."""
    yield _trusted(station)
    yield _kept_right(station)


def _trusted(station: Station) -> Finding:
    with station.database.read() as session:
        floor = earliest_of(session)
    if floor is not None and SystemClock().now() < floor - timedelta(minutes=1):
        return Finding(False, sentence("doctor_clock_back"))
    doubt = doubt_of(station.clock)
    return Finding(True, sentence("doctor_clock")) if doubt is None else Finding(False, doubt)


def _kept_right(station: Station) -> Finding:
    """Most gates have no time server: worth a word, not an alarm."""
    if is_synchronised():
        return Finding(True, sentence("doctor_clock_synchronised"))
    floor = local_text(BUILT, station.settings.zoneinfo)[:10]
    return Finding(True, sentence("doctor_clock_alone", floor=floor))


def _messages(station: Station) -> Iterator[Finding]:
    """Messages given up within a week: somebody was not told that it was their turn."""
    since = station.clock.now() - timedelta(days=7)
    with station.database.read() as session:
        dead = [one for one in letters(session, fate=Fate.DEAD) if one.created_at >= since]
    if dead:
        yield Finding(False, sentence("doctor_messages_dead", count=len(dead), detail=dead[0].detail))


def _papers(station: Station) -> Iterator[Finding]:
    """Backups and certificate by the rules of the alerts, where the site says where they are."""
    from ledctl.alerts.conditions import papers
    from ledctl.alerts.looking import certificate_of, newest_backup
    from ledctl.alerts.worded import sentence_of

    rules, now = station.settings.alerts, station.clock.now()
    for alert in papers(newest_backup(rules), certificate_of(rules), now, rules):
        said = sentence_of(alert.code, "", alert.facts, str)
        yield Finding(False, said)


def _reach(name: str, look: Look) -> Iterator[Finding]:
    """From how far the sign is read, where the site says its pitch and where people stand."""
    warning = reach_sentence(name, look)
    if warning is not None:
        yield Finding(False, warning)
    elif look.viewing.is_known:
        yield Finding(True, sentence("sign_reaches", where=f"signs.{name}", **reach_facts(name, look)))


def _sign(station: Station, name: str) -> Iterator[Finding]:
    try:
        sign = make_sign(name, station.settings.signs[name])
    except LedctlError as error:
        yield Finding(False, error.sentences[0])
        return
    if station.practice and not sign.capabilities.virtual:
        yield Finding(False, practice_refusal(name, station.settings.signs[name]))
        return
    yield from _line(name, station.settings.signs[name].link)
    try:
        status = sign.status()
    except DriverError as error:
        yield Finding(False, sentence(_failing(error), name=name, reason=str(error)))
    else:
        yield _presence(station, name, status)
        if status.online:
            on_card = not sign.capabilities.host_timed
            yield from _complaints(
                name, status, station.clock.now().astimezone(station.settings.zoneinfo), on_card
            )
        if not sign.capabilities.virtual:
            yield _after_power_cut(name, sign.capabilities.after_power_cut)
    finally:
        sign.close()


def _line(name: str, link: str) -> Iterator[Finding]:
    """A serial device named as the kernel found it may have another name after replugging: worth a word."""
    device = link.partition("serial://")[2].partition("?")[0]
    if device.startswith("/dev/tty"):
        yield Finding(True, sentence("doctor_serial_not_by_id", name=name, device=device))


def _after_power_cut(name: str, shown: AfterPowerCut) -> Finding:
    """R20: what returns with the power, as the card was found."""
    return Finding(shown is not AfterPowerCut.OLD, sentence(_AFTER_POWER_CUT[shown], name=name))


def _failing(error: DriverError) -> str:
    """A sign that says no, or something else, has answered."""
    if isinstance(error, SignRefused | Unsupported):
        return "doctor_sign_wrong"
    return "doctor_sign_foreign" if isinstance(error, ProtocolError) else "doctor_sign_silent"


def _presence(station: Station, name: str, status: Status) -> Finding:
    if status.online is None:  # not known to be absent
        return Finding(True, sentence("doctor_sign_cannot_answer", name=name))
    if status.online:
        return Finding(True, sentence("doctor_sign", name=name, detail=status.detail))
    live = station.live(name)
    if live is not None and live.online:  # a serial line, and some cards, have room for one
        return Finding(True, sentence("doctor_sign_in_use", name=name))
    return Finding(False, sentence("doctor_sign_silent", name=name, reason=status.detail))


def _complaints(name: str, status: Status, now: datetime, on_card: bool) -> Iterator[Finding]:
    """What an answering sign says of itself; ``on_card``: it ends notices by its own clock."""
    if status.powered is False:
        yield Finding(False, sentence("doctor_sign_off", name=name))
    for code, said in (
        ("doctor_sign_complains", status.faults),
        ("doctor_sign_unknown_content", status.unknown),
    ):
        if said:
            yield Finding(False, sentence(code, name=name, what="; ".join(said)))
    off = abs(status.clock - now.replace(tzinfo=None)) if on_card and status.clock else timedelta()
    if status.clock and off > CLOCK_OFF:
        minutes = round(off.total_seconds() / 60)
        yield Finding(
            False, sentence("doctor_sign_clock", name=name, clock=str(status.clock), minutes=minutes)
        )
