"""The book of one category of one year, as data for its sheet. Pure but for the pictures.

Per notice the approval sheet, the approved pages, the log by sign and day, outages,
postings, objections and corrections: each made by the code that makes it for a
notice's own papers (``proof``), so that a book and a certificate cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from drivers.base import Frame, Program
from ledctl.archive.catalogue import Catalogue, Line
from ledctl.notices.facts import OrderFacts
from ledctl.proof.approvalsheet import approval
from ledctl.proof.certificate import surroundings
from ledctl.proof.evidence import Evidence
from ledctl.proof.levels import level_of
from ledctl.proof.story import given_up
from ledctl.proof.wording import length, moment

MOST_PAGES = 24
"""Pages of a program that are printed; of a longer one the rest is told, with the digest of all."""

RUNNING = 50
"""Characters of the head that runs over a notice's further pages: one line."""


@dataclass(slots=True)
class Pictures:
    """Pages by their digest, each once however many notices and signs show it."""

    files: dict[str, bytes] = field(default_factory=dict)

    def name(self, frame: Frame) -> str:
        """Where the sheet finds this page."""
        name = f"{frame.digest[:32]}.png"
        if name not in self.files:
            self.files[name] = _png(frame)
        return name


@dataclass(frozen=True, slots=True)
class Part:
    """Which volume of which book."""

    category: str
    volume: int = 1


def print_book(
    catalogue: Catalogue, part: Part, evidence: Iterable[Evidence], *, at: datetime, zone: ZoneInfo
) -> bytes:
    """A volume as PDF/A; the same record at the same moment gives the same bytes."""
    from ledctl.paper.press import print_pdf

    pictures = Pictures()
    data = book(catalogue, part, evidence, pictures, at=at, zone=zone)
    return print_pdf("binder", data, at=at, pictures=pictures.files)


def book(
    catalogue: Catalogue,
    part: Part,
    evidence: Iterable[Evidence],
    pictures: Pictures,
    *,
    at: datetime,
    zone: ZoneInfo,
) -> dict[str, Any]:
    """Everything the sheet sets, as text; ``evidence`` in the order of the catalogue's lines."""
    category, volumes = part.category, catalogue.volumes(part.category)
    lines = catalogue.volume(category, part.volume)
    notices = [_notice(one, line, pictures) for line, one in zip(lines, evidence, strict=True)]
    label = catalogue.label(category)
    return {
        "title": _title(catalogue, part),
        "town": catalogue.town,
        "category": label,
        "practice": catalogue.practice,
        "cover": _cover(catalogue, part, len(lines), moment(at, zone)),
        "notices": notices,
        "missing": [
            [one.index, one.title, one.created, one.state, one.why or "—"]
            for one in catalogue.missing
            if one.category == category and part.volume == volumes
        ],
        "lacking": [f"{line.index}：{said}" for line, one in zip(lines, notices, strict=True)
                    for said in one["lacking"]],
        "ending": [*_ending(catalogue)],
        "foot": f"{catalogue.year} 年 · {label} · {moment(at, zone)}",
    }  # fmt: skip


def _title(catalogue: Catalogue, part: Part) -> tuple[str, str]:
    volumes = catalogue.volumes(part.category)
    zh, en = f"{catalogue.year} 年公告卷", f"Notices of {catalogue.year}"
    if volumes == 1:
        return zh, en
    return f"{zh}　第 {part.volume} 册，共 {volumes} 册", f"{en}, volume {part.volume} of {volumes}"


def _cover(catalogue: Catalogue, part: Part, number: int, at: str) -> list[tuple[str, str]]:
    category = part.category
    corrections = sum(bool(line.corrects) for line in catalogue.volume(category, part.volume))
    return [
        ("年度", f"{catalogue.year}（按首次公开的日期归入；更正附于所更正的公告之后）"),
        ("类别", catalogue.label(category)),
        ("件数", f"{number} 件" + (f"，其中更正 {corrections} 件" if corrections else "")),
        ("数据截至", catalogue.as_of.isoformat()),
        ("立卷时间", at),
        ("记录校验码", catalogue.checkpoint or "尚未签发校验点"),
    ]


def _ending(catalogue: Catalogue) -> Iterator[str]:
    yield "展示次数是画面在显示屏上出现的次数，与件数不同，不可相加。“有回执”只说明回执所证明的程度。"
    code = catalogue.checkpoint
    if code:
        yield f"最近一次签发的校验点，校验码：{code}。本卷所依据的记录可凭此码核对。"
    else:
        yield "本系统尚未签发校验点，本卷不能单独校验系统记录。"


def _notice(evidence: Evidence, line: Line, pictures: Pictures) -> dict[str, Any]:
    orders, programs = evidence.file.dossier.orders, evidence.file.programs
    gone = [zh for zh, _ in given_up(evidence)]
    return {
        "heading": f"{line.title}（{line.index}）",
        "running": f"{line.index}　{line.title}"[:RUNNING],
        "practice": evidence.practice,
        "note": "；".join([f"首次公开 {line.first_on}", *([line.remark] if line.remark else [])]),
        "approval": approval(evidence),
        "programs": [*_programs(evidence, orders, programs, pictures)],
        "gone": gone,
        "levels": [*_levels(evidence)],
        "days": _days(evidence),
        "lacking": [*gone, *_lacking(evidence)],
        **surroundings(evidence),
    }


def _programs(
    evidence: Evidence, orders: Iterable[OrderFacts], programs: Mapping[str, Program], pictures: Pictures
) -> Iterator[dict[str, Any]]:
    signs: dict[str, list[OrderFacts]] = {}
    for order in orders:
        signs.setdefault(order.program_digest, []).append(order)
    for digest, those in signs.items():
        if (program := programs.get(digest)) is None:
            continue
        names = "、".join(dict.fromkeys(evidence.label(order.sign) for order in those))
        versions = "、".join(dict.fromkeys(f"第 {order.version_no} 版" for order in those))
        rest = len(program.pages) - MOST_PAGES
        more = f"，以下为前 {MOST_PAGES} 页，另有 {rest} 页未印" if rest > 0 else ""
        yield {
            "said": f"{names}，{versions}，共 {len(program.pages)} 页{more}。节目摘要 {digest}",
            "pages": [
                {
                    "file": pictures.name(page.frame),
                    "said": f"{number} · {page.dwell_ms / 1000:.1f} 秒 · {page.frame.digest[:16]}",
                }
                for number, page in enumerate(program.pages[:MOST_PAGES], start=1)
            ],
        }


def _levels(evidence: Evidence) -> Iterator[str]:
    """By sign, what its receipts prove: the weakest it had; without a word on that nothing is claimed."""
    told = {one.share.window.sign for one in evidence.file.standing}
    for sign in dict.fromkeys(one.sign for one in evidence.file.days if one.sign not in told):
        yield f"{evidence.label(sign)}：证明程度没有单独记载，只按已发送看待"
    for one in evidence.file.standing:
        sign, stood = evidence.label(one.share.window.sign), one.stood
        if not stood.ms and not stood.estimated_ms:
            yield f"{sign}：没有展示记录"
            continue
        level = level_of(stood.proof)
        guess = f"；另有推算 {length(stood.estimated_ms)[0]}（不计）" if stood.estimated_ms else ""
        proven = f"最弱 {level.name} {level.says[0]}（{level.leaves_open[0]}）"
        yield f"{sign}：{length(stood.ms)[0]}，{proven}{guess}"


def _days(evidence: Evidence) -> list[list[str]]:
    return [
        [one.day, evidence.label(one.sign), str(one.shown), str(one.acked), length(one.on_air_ms)[0]]
        for one in evidence.file.days
    ]


def _lacking(evidence: Evidence) -> Iterator[str]:
    if evidence.approval is None:
        yield "没有批准记录"
    if evidence.file.dossier.orders and not evidence.file.days:
        yield "安排上屏，但没有展示记录"


def _png(frame: Frame) -> bytes:
    """One lamp a pixel: the sheet sets it larger without smoothing."""
    from io import BytesIO

    from drivers.picture import to_image

    out = BytesIO()
    to_image(frame).save(out, "PNG")
    return out.getvalue()
