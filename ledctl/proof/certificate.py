"""The certificate of one notice as plain data for its sheet, and the sheet printed.

Sentences are made in ``story``, words of the levels in ``levels``; here are the
facts: which notice, which signs, what was lost to what, postings, objections, what
corrected it, and how to check the paper. Of whoever objected nothing is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledctl.boards.hanging import Stay
from ledctl.calendars.categories import CERTAINTY_MARKS
from ledctl.clock import to_ms
from ledctl.content.channels import label_of
from ledctl.content.model import DayType
from ledctl.ledger.downtime import OUTAGE_LABELS, How
from ledctl.ledger.outages import OutageFact
from ledctl.ledger.spans import total
from ledctl.notices.around import Gap, PostingFacts
from ledctl.notices.objections import HOW_LABELS, OUTCOME_LABELS
from ledctl.notices.objections import How as CameBy
from ledctl.notices.objections import Outcome as Decided
from ledctl.notices.states import STATE_LABELS
from ledctl.playlists.taken import LOSS_LABELS
from ledctl.proof.checking import QR, check, qr
from ledctl.proof.evidence import Evidence
from ledctl.proof.framefiles import picture
from ledctl.proof.levels import between
from ledctl.proof.story import limits, statements, title
from ledctl.proof.tallies import SignSum
from ledctl.proof.wording import grouped, joined, last_day, length, moment, stretch
from ledctl.reports.standing import Standing

MOST_OUTAGES = 12
"""So many are named on paper, the longest; the others are added up, and all are in ``summary.json``."""
SHOWN = 8
"""So many digits of a photo's digest stand on paper; the whole one is in ``summary.json`` and the ledger."""


def print_certificate(evidence: Evidence) -> bytes:
    """The certificate as PDF/A; the same evidence gives the same bytes."""
    from ledctl.paper.press import print_pdf

    pictures = _pictures(evidence)
    data = certificate(evidence) | {"pictures": [name for name in pictures if name != QR]}
    return print_pdf("certificate", data, at=evidence.at, pictures=pictures)


def certificate(evidence: Evidence) -> dict[str, Any]:
    """Everything the sheet sets, as text."""
    return {
        "title": title(evidence),
        "practice": evidence.practice,
        "head": _head(evidence),
        "statements": statements(evidence),
        "caption": _caption(evidence),
        "signs": [_sign(evidence, sign) for sign in _signs(evidence)],
        **surroundings(evidence),
        "limits": limits(evidence),
        "check": check(evidence),
        "foot": f"{evidence.file.id} · {moment(evidence.at, evidence.zone)}",
    }


def surroundings(evidence: Evidence) -> dict[str, Any]:
    """What happened around the displays: for the certificate, and for the book of a year."""
    return {
        "period": _period(evidence),
        "losses": _losses(evidence),
        "outages": _outages(evidence),
        "postings": _postings(evidence),
        "objections": _objections(evidence),
        "links": _links(evidence),
    }


def _head(evidence: Evidence) -> list[tuple[str, str]]:
    content, dossier = evidence.content, evidence.file.dossier
    label = evidence.category.label_zh if evidence.category else content.category
    rows = [
        ("公布单位", content.issuing_unit),
        ("来源单位", content.source_unit if content.source_unit != content.issuing_unit else ""),
        ("标题", content.title),
        ("编号", dossier.id + (f"（{content.doc_no}）" if content.doc_no else "")),
        ("类别", label),
        ("状态", STATE_LABELS[dossier.state][0]),
        ("版本", f"第 {evidence.version.no} 版，内容摘要 {grouped(evidence.version.digest)}"),
        ("批准", _approved(evidence)),
        ("出具时间", moment(evidence.at, evidence.zone)),
    ]
    return [row for row in rows if row[1]]


def _approved(evidence: Evidence) -> str:
    one = evidence.approval
    if one is None:
        return "未批准"
    stand_in = f"（代 {one.on_behalf_name}）" if one.on_behalf_name else ""
    return f"{one.name}{stand_in}，{moment(one.at, evidence.zone)}"


def _signs(evidence: Evidence) -> list[str]:
    return sorted({*evidence.windows, *evidence.signs})


def _sign(evidence: Evidence, sign: str) -> dict[str, Any]:
    found, zone = evidence.signs.get(sign, SignSum()), evidence.zone
    total_ = found.total
    counts = (
        [f"有回执 {total_.shown} 次，{length(total_.shown_ms)[0]}"] if total_.shown or total_.shown_ms else []
    )
    counts += (
        [f"无回执 {total_.sent} 次，{length(total_.sent_ms)[0]}"] if total_.sent or total_.sent_ms else []
    )
    if total_.estimated or total_.estimated_ms:
        counts.append(f"推算 {total_.estimated} 次，{length(total_.estimated_ms)[0]}（不计）")
    ends = [] if found.first_ms is None or found.last_ms is None else [found.first_ms, found.last_ms]
    return {
        "name": evidence.label(sign),
        "windows": [stretch(span, zone) for span in evidence.windows.get(sign, ())],
        "counts": counts or ["没有展示记录"],
        "ends": [moment(ms, zone) for ms in ends],
        "standing": found.standing,
        "level": "" if found.weakest is None else between(found.weakest, found.strongest or found.weakest)[0],
    }


def _period(evidence: Evidence) -> list[str]:
    """What the category asks for, what the notice gave, and what covered it."""
    category, period = evidence.category, evidence.content.publicity_period
    lines = []
    if category is not None and category.min_days:
        days = "个工作日" if category.day_type is DayType.WORKING else "日"
        sure = CERTAINTY_MARKS[category.certainty]
        lines.append(f"类别要求：公示不少于 {category.min_days} {days}；依据：{category.citation}{sure}")
    if period is None:
        return lines
    kind = "个工作日" if period.day_type is DayType.WORKING else "日"
    lines.append(f"本件公示期：{period.start} 至 {period.end}，{period.days} {kind}（张贴当日不计）")
    return [*lines, *_covered(evidence)]


def _covered(evidence: Evidence) -> list[str]:
    """What of the period postings covered; of days still to come nothing is said."""
    around, at = evidence.file.around, moment(evidence.at, evidence.zone)
    if around.period is None or evidence.approval is None:
        return []
    if around.period.start > evidence.at:
        return ["公示期尚未开始"]
    lines = [f"公示期尚未结束，以下只到 {at}"] if around.period.end > evidence.at else []
    if all(one.struck for one in around.postings):
        return [*lines, "没有登记公开栏、网站等其他渠道的张贴"]
    gaps = [_gap(one, evidence) for one in around.gaps]
    return [
        *lines,
        f"公开栏、网站的张贴在公示期内的空档：{joined(gaps)}"
        if gaps
        else "公开栏、网站的张贴在公示期内没有空档",
    ]


def _gap(one: Gap, evidence: Evidence) -> str:
    span = stretch((to_ms(one.start), to_ms(one.end)), evidence.zone)
    return f"{label_of(one.channel)} {span}" if one.channel else span


def _losses(evidence: Evidence) -> list[dict[str, Any]]:
    """By sign what outages and more urgent notices took, each moment once."""
    return [
        _loss(evidence, one)
        for one in evidence.file.standing
        if one.share.lost.by_cause or one.share.missing_ms
    ]


def _loss(evidence: Evidence, one: Standing) -> dict[str, Any]:
    share = one.share
    causes = [
        f"{LOSS_LABELS.get(cause, (cause, cause))[0]} {length(ms)[0]}"
        for cause, ms in share.lost.by_cause.items()
    ]
    whole = "公示期" if share.window.promised.statutory else "展示时段"
    missing = (
        f"{length(share.missing_ms)[0]}，占{whole}的 {share.share:.1%}"
        if share.missing_ms
        else f"{whole}不缺"
    )
    quiet = total(share.lost.quiet)
    return {
        "name": evidence.label(share.window.sign),
        "causes": causes,
        "quiet": f"静默时段 {length(quiet)[0]}（按计划，不计）" if quiet else "",
        "missing": missing,
    }


def _outages(evidence: Evidence) -> dict[str, Any]:
    """The longest, and what the others add up to."""
    found = evidence.file.outages
    ranked = sorted(found, key=lambda one: (-one.seconds(evidence.at), one.id))
    named = sorted(ranked[:MOST_OUTAGES], key=lambda one: (one.start, one.id))
    rest = ranked[MOST_OUTAGES:]
    ms = round(sum(one.seconds(evidence.at) for one in rest) * 1000)
    unknown = sum(event.kind == "outcome_unknown" for event in evidence.file.events)
    return {
        "rows": [_outage(evidence, one) for one in named],
        "rest": f"另有较短的中断 {len(rest)} 次，合计 {length(ms)[0]}，见 summary.json" if rest else "",
        "unknown": f"有 {unknown} 次发送后结果不明，不计入回执" if unknown else "",
    }


def _outage(evidence: Evidence, one: OutageFact) -> list[str]:
    end = "至今未恢复" if one.end is None else moment(one.end, evidence.zone)
    if one.how is How.LATEST:
        end = f"不晚于 {end}"
    cause = OUTAGE_LABELS.get(one.cause, (one.cause, one.cause))[0]
    ms = round(one.seconds(evidence.at) * 1000)
    return [evidence.label(one.sign), cause, moment(one.start, evidence.zone), end, length(ms)[0]]


def _postings(evidence: Evidence) -> list[list[str]]:
    return [_posting(evidence, one) for one in evidence.file.around.postings]


def _posting(evidence: Evidence, one: PostingFacts) -> list[str]:
    end = moment(one.ended_at, evidence.zone) if one.ended_at else "未撤下"
    where = [one.place, *_on_board(evidence.file.stays.get(one.id))]
    return [
        label_of(one.channel),
        "，".join(where),
        moment(one.posted_at, evidence.zone),
        f"已注销，不计入（{one.struck}）" if one.struck else end,
        one.name,
    ]


def _on_board(stay: Stay | None) -> list[str]:
    """Which board, which copy of which version, and the photo: what is not known is said to be missing."""
    if stay is None or not stay.board:
        return []
    sheet = f"纸张 {stay.code} 第 {stay.version} 版第 {stay.copy} 份" if stay.sheet else "未登记纸张编号"
    photo = f"照片摘要 {stay.photo[:SHOWN]}" if stay.photo else "没有照片"
    after = f"撤下后照片摘要 {stay.end_photo[:SHOWN]}" if stay.end_photo else ""
    return [one for one in (f"公开栏 {stay.board}", sheet, photo, after) if one]


def _objections(evidence: Evidence) -> list[list[str]]:
    """When and how each came, and what became of it; nothing of who objected or what was said."""
    rows = []
    for one in evidence.file.around.objections:
        outcome = OUTCOME_LABELS[Decided(one.outcome)][0] if one.outcome else "未处理"
        repeat = f"，须再公示至 {last_day(one.repeat_until, evidence.zone)}" if one.repeat_until else ""
        decided = f"{one.decided_on} {outcome}{'（经复核）' if one.rechecked else ''}{repeat}"
        late = "（公示期后）" if one.late else ""
        rows.append(
            [
                str(one.id),
                f"{one.received_on}{late}",
                HOW_LABELS[CameBy(one.how)][0],
                decided if one.outcome else outcome,
            ]
        )
    return rows


def _links(evidence: Evidence) -> list[str]:
    around = evidence.file.around
    found = {
        "本件更正的是": (around.corrects,),
        "本件澄清的是": (around.clarifies,),
        "本件已被更正，见": around.corrected_by,
        "本件已有澄清，见": around.clarified_by,
    }
    named = {head: [one for one in ids if one and one not in around.pending] for head, ids in found.items()}
    return [f"{head} {joined(ids)}" for head, ids in named.items() if ids]


def _caption(evidence: Evidence) -> str:
    shown = evidence.pictured
    if shown is None:
        return ""
    sign, digest = shown
    pages = len(evidence.file.programs[digest].pages)
    return f"批准画面第 1 页，共 {pages} 页（{evidence.label(sign)}），节目摘要 {digest[:16]}"


def _pictures(evidence: Evidence) -> Mapping[str, bytes]:
    found = {QR: qr(evidence)}
    if (shown := evidence.pictured) is not None:
        found["page.png"] = picture(evidence.file.programs[shown[1]].pages[0].frame)
    return found
