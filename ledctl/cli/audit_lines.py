"""The answers to an auditor's questions as lines of text, in Chinese and English. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from ledctl.clock import from_ms, local_text
from ledctl.ledger.disposed import GoneLog
from ledctl.ledger.downtime import OUTAGE_LABELS
from ledctl.questions.gaps import Gaps
from ledctl.questions.given_up import GivenUp
from ledctl.questions.moments import Moment
from ledctl.questions.standing_page import StandingPage
from ledctl.questions.timeline import Line

WORDS = {
    "shown": "正在展示 / on the sign",
    "estimated": "推算，无人见证 / estimated, seen by nobody",
    "dark": "关屏 / dark",
    "outage": "中断 / out",
    "skipped": "时钟拨快，不曾有过 / skipped by the clock",
    "unknown": "不明 / unknown",
    "gap": "记录缺失 / missing from the record",
    "disposed": "逐页记录已处置，只保留合计 / its log was given up, sums stay",
    "not_recorded": "尚无记录 / not recorded",
}
SENT = "已发送，未证实 / sent, not verified"
"""Of a page of a sign that never answers (P0), in place of "on the sign"."""


def moment_lines(one: Moment, zone: ZoneInfo) -> Iterator[str]:
    """One sign at one instant."""
    only_sent = one.word == "shown" and one.page is not None and not one.page.proof
    said = SENT if only_sent else WORDS[one.word]
    if one.outage is not None:
        zh, en = OUTAGE_LABELS[one.outage.cause]
        said = f"{said}: {zh} / {en}"
    yield f"{one.sign:<10} {said}{_when(one.since, one.until, zone)}"
    if one.page is not None:
        yield from _page_lines(one.page, zone)
    if one.disposal is not None:
        what = "画面 / the picture" if one.page else "逐页记录 / the log"
        yield f"  {what}: 处置决定第 {one.disposal} 号 / given up under disposal {one.disposal}"
    if one.around:
        yield f"  当时有 / then: {', '.join(one.around)}"


def _page_lines(page: StandingPage, zone: ZoneInfo) -> Iterator[str]:
    mark = "（演练 / practice）" if page.practice else ""
    yield f"  {page.notice} v{page.version} {page.page}/{page.pages} P{page.proof}  {page.title}{mark}"
    if (signed := page.approval) is None:
        yield f"  批准 / approved: {page.approver}"
    else:
        opinion = f"  {signed.opinion}" if signed.opinion else ""
        yield f"  批准 / approved: {signed.name} ({signed.account}) {local_text(signed.at, zone)}{opinion}"
    yield f"  画面 / program: {page.program}"


def _when(since: datetime | None, until: datetime | None, zone: ZoneInfo) -> str:
    if since is None:
        return ""
    return f"  {local_text(since, zone)}–{local_text(until, zone) if until else ''}"


def story_lines(lines: Iterable[Line], zone: ZoneInfo) -> Iterator[str]:
    """A notice from beginning to end."""
    for line in lines:
        if line.day is not None:
            hours = f"{line.day.on_air_ms / 3_600_000:.1f} h"
            yield f"{line.day.day}  {line.sign}  展示 / displays {line.day.shown} ({line.day.acked}), {hours}"
            continue
        end = f"–{local_text(line.end, zone)}" if line.end else ""
        facts = (
            line.who,
            f"代 / for {line.on_behalf}" if line.on_behalf else "",
            f"v{line.version}" if line.version is not None else "",
            line.sign,
            line.cause,
            f"P{line.proof}" if line.proof is not None else "",
            line.said.replace("\n", " "),
        )
        yield "  ".join([f"{local_text(line.at, zone)}{end}", line.code, *filter(None, facts)])


def gone_lines(found: Iterable[GoneLog], zone: ZoneInfo) -> Iterator[str]:
    """What of the page-by-page log was given up, and under which decision."""
    for one in found:
        span = f"{local_text(from_ms(one.from_ms), zone)}–{local_text(from_ms(one.to_ms), zone)}"
        sums = f"展示 / displays {one.shown} ({one.acked}), {one.on_air_ms / 3_600_000:.1f} h"
        yield f"{one.sign:<10} {span}  逐页记录已按第 {one.disposal} 号处置决定处置，{sums}"
        yield f"{'':<10} its log was given up under disposal {one.disposal}"


def given_up_lines(gone: GivenUp, zone: ZoneInfo) -> Iterator[str]:
    """What of one notice is no longer kept."""
    yield from gone_lines(gone.log, zone)
    for digest, n in gone.frames.items():
        yield f"画面 / the picture {digest[:16]}: 处置决定第 {n} 号 / given up under disposal {n}"
    for no, n in gone.texts.items():
        yield f"正文和名单 / text and lists v{no}: 处置决定第 {n} 号 / given up under disposal {n}"


def gap_lines(found: Gaps, zone: ZoneInfo) -> Iterator[str]:
    """What is missing, what is unknown, what jumps."""
    for one in found.signs:
        sums = ", ".join(f"{known} {ms / 3_600_000:.2f} h" for known, ms in one.known_ms.items())
        yield f"{one.sign:<10} 缺失 / gaps: {len(one.gaps)}  {sums}"
        for part in one.told:
            yield f"  {part.known}  {local_text(part.start, zone)}–{local_text(part.end, zone)}"
        for out in one.outages:
            zh, en = OUTAGE_LABELS[out.cause]
            end = local_text(out.end, zone) if out.end else "仍未恢复 / still out"
            yield f"  {zh} / {en}  {local_text(out.start, zone)}–{end}"
    for jump in found.jumps:
        times = f"{local_text(jump.before, zone)} → {local_text(jump.at, zone)}"
        yield f"时间跳变 / {jump.leap}: {jump.seq}  {times}"
    for doubt in found.doubts:
        end = local_text(doubt.until, zone) if doubt.until else "至今 / until now"
        yield f"时钟不可信 / clock not believed: {local_text(doubt.since, zone)}–{end}  {doubt.reason}"
    yield f"时钟跳变 / clock steps: {len(found.steps)}"
