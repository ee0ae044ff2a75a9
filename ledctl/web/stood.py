"""What pages show of the time a notice really stood: its figures, and the question whether to extend it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ledctl.ledger.spans import total
from ledctl.notices.around_rights import may_note
from ledctl.notices.facts import Dossier
from ledctl.playlists.taken import LOSS_LABELS
from ledctl.reports.asking import TASK, Shortfall
from ledctl.reports.shares import Share
from ledctl.reports.standing import Standing
from ledctl.web import labels
from ledctl.web.deps import Visit
from ledctl.web.lengths import causes, length
from ledctl.web.pages import picker, speaker
from ledctl.web.pictures import sign_names


@dataclass(frozen=True, slots=True)
class ShortLine:
    """One notice that the desk is asked to extend, in words: a line for each sign."""

    notice: str
    title: str
    lines: tuple[str, ...]
    until_day: str


@dataclass(frozen=True, slots=True)
class StoodLine:
    """One notice on one sign, in words."""

    sign: str
    stood: str
    proof: str
    guess: str
    lost: tuple[str, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class StoodCard:
    """The figures of one notice; ``short`` is there when the desk is asked, ``reason`` begins its form."""

    lines: tuple[StoodLine, ...]
    short: ShortLine | None
    reason: str
    may_accept: bool

    @property
    def until_day(self) -> str:
        return self.short.until_day if self.short else ""


def short_lines(visit: Visit) -> list[ShortLine]:
    """For the front page: every notice the desk is asked to extend, the worst first."""
    return [_short(visit, one) for one in visit.station.asking.shortfalls()]


def stood_card(visit: Visit, file: Dossier) -> StoodCard:
    """For the page of one notice; of one without orders nothing."""
    station = visit.station
    if not file.orders:
        return StoodCard((), None, "", may_accept=False)
    found = station.asking.stood(file.id)
    short = station.asking.shortfall(file.id)
    return StoodCard(
        tuple(_line(visit, one) for one in found),
        _short(visit, short) if short else None,
        _reason(visit, short) if short else "",
        may_accept=short is not None and may_note(visit.actor, TASK),
    )


def _short(visit: Visit, short: Shortfall) -> ShortLine:
    zone = visit.station.settings.zoneinfo
    last = (short.good_until.astimezone(zone) - dt.timedelta(microseconds=1)).date()
    lines = tuple(_share(visit, share) for share in short.shares)
    return ShortLine(short.notice, short.title, lines, last.isoformat())


def _share(visit: Visit, share: Share) -> str:
    t, language = speaker(visit.language), visit.language
    return t(
        "short_line",
        sign=sign_names(visit.station)(share.window.sign),
        missing=length(share.missing_ms, language),
        whole=t("short_period") if share.window.promised.statutory else t("short_window"),
        percent=f"{share.share:.1%}",
        causes=causes(share.lost.by_cause, language),
    )


def _reason(visit: Visit, short: Shortfall) -> str:
    """The words the form begins with: the worst sign's figures."""
    worst, t = short.shares[0], speaker(visit.language)
    missing, told = length(worst.missing_ms, visit.language), causes(worst.lost.by_cause, visit.language)
    return t("short_reason", missing=missing, causes=told)


def _line(visit: Visit, one: Standing) -> StoodLine:
    language, gone = visit.language, one.share.missing_ms
    t, pick = speaker(language), picker(language)
    lost = [
        f"{pick(labels.of(LOSS_LABELS, cause))} {length(ms, language)}"
        for cause, ms in one.share.lost.by_cause.items()
    ]
    if quiet := total(one.share.lost.quiet):
        lost.append(t("stood_quiet", length=length(quiet, language)))
    return StoodLine(
        sign=sign_names(visit.station)(one.share.window.sign),
        stood=length(one.stood.ms, language),
        proof=pick(labels.of(labels.PROOFS, one.stood.proof)) if one.stood.ms else "",
        guess=_guess(visit, one.stood.estimated_ms),
        lost=tuple(lost),
        missing=f"{length(gone, language)} · {one.share.share:.1%}" if gone else "",
    )


def _guess(visit: Visit, ms: int | None) -> str:
    """Time that nobody confirmed; a year of it is not added up."""
    t = speaker(visit.language)
    if ms is None:
        return t("stood_guess_long")
    return t("stood_guess", length=length(ms, visit.language)) if ms else ""
